import type { Tx } from '../../platform/context.ts'

/** How many persons of the file are known how; what the rest of the work hangs on. */
export interface ReadPersons {
  readonly persons: number
  /** With an ID number that nobody has yet. */
  readonly newNumbers: number
  readonly withoutId: number
}

/** The distinct project codes that the file's persons name; null where some name none. */
export async function readStagedProjectCodes(tx: Tx): Promise<(string | null)[]> {
  const found = await tx.client.query<{ project_code: string | null }>(
    'select distinct project_code from stage_person',
  )
  return found.rows.map((row) => row.project_code)
}

export interface StagedFirm {
  readonly firm: string | null
  readonly credit_code: string | null
  readonly credit_code_finding: string | null
}

export async function readStagedFirms(
  tx: Tx,
  stage: 'stage_person' | 'stage_team',
): Promise<StagedFirm[]> {
  const found = await tx.client.query<StagedFirm>(
    `select distinct firm, credit_code, credit_code_finding from ${stage} where firm is not null or credit_code is not null`,
  )
  return found.rows
}

/** Keeps each distinct number once: ID, card and phone together, in one order for every transaction. */
export async function insertPersonalValues(tx: Tx): Promise<number> {
  const kinds = [
    ['id-number', 'id'],
    ['card', 'card'],
    ['phone', 'phone'],
  ] as const
  const staged = kinds
    .map(
      ([
        kind,
        column,
      ]) => `select '${kind}' as kind, ${column}_index as index, ${column}_value_id as id,
        ${column}_sealed as sealed, ${column}_masked as masked from stage_person where ${column}_index is not null`,
    )
    .join(' union all ')
  const inserted = await tx.client.query(
    `insert into platform.personal_value (district, id, kind, blind_index, ciphertext, masked)
      select distinct on (s.kind, s.index) $1, s.id, s.kind, s.index, s.sealed, s.masked from (${staged}) s
      where not exists (select from platform.personal_value p where p.district = $1 and p.kind = s.kind and p.blind_index = s.index)
      order by s.kind, s.index
      on conflict (district, kind, blind_index) do nothing`,
    [tx.district],
  )
  return inserted.rowCount ?? 0
}

/** `person_read`: the staged persons with everything resolved but who they are; those of unknown projects are left out. */
export async function readPersons(
  tx: Tx,
  projects: ReadonlyMap<string, string>,
  firms: readonly (StagedFirm & { readonly enterprise_id: string })[],
): Promise<ReadPersons> {
  await tx.client.query('drop table if exists person_read')
  await tx.client.query(
    `create temporary table person_read on commit drop as
      with person as materialized (
        select p.person_no, j.project_id, p.name, p.worker_id as candidate, p.id_finding, p.sixteen_on, i.id as id_value, c.id as card_value,
          f.id as phone_value, e.enterprise_id, nullif(p.team, '') as team, p.team_id as team_candidate, p.trade, p.team_leader
        from stage_person p
        join unnest($2::text[], $3::uuid[]) as j (code, project_id) on coalesce(p.project_code, '') = j.code
        left join unnest($4::text[], $5::text[], $6::text[], $7::uuid[]) as e (firm, code, finding, enterprise_id)
          on e.firm = coalesce(p.firm, '') and e.code = coalesce(p.credit_code, '') and e.finding = coalesce(p.credit_code_finding, '')
        left join platform.personal_value i on i.district = $1 and i.kind = 'id-number' and i.blind_index = p.id_index
        left join platform.personal_value c on c.district = $1 and c.kind = 'card' and c.blind_index = p.card_index
        left join platform.personal_value f on f.district = $1 and f.kind = 'phone' and f.blind_index = p.phone_index
      )
      select p.*, w.worker_id as known_worker, w.named_worker_id, null::text as matched_by from person p
      left join labour.worker_of_number($1, (select array_agg(distinct id_value) from person where id_value is not null)) w
        on w.id_value = p.id_value`,
    [tx.district, [...projects.keys()], [...projects.values()], ...firmArrays(firms)],
  )
  await tx.client.query('analyze person_read')
  const counted = await tx.client.query<{
    persons: number
    new_numbers: number
    without_id: number
  }>(
    `select count(*) as persons, count(distinct id_value) filter (where known_worker is null) as new_numbers,
      count(*) filter (where id_value is null) as without_id from person_read`,
  )
  const [row] = counted.rows
  return {
    persons: row?.persons ?? 0,
    newNumbers: row?.new_numbers ?? 0,
    withoutId: row?.without_id ?? 0,
  }
}

/** Where the workers of new numbers are looked up: all were made here, or somebody else was first with some. */
export type Newcomers = 'none' | 'ours' | 'standing'

/**
 * Workers for the numbers that nobody has yet; a file that comes at the same moment may have been first with some. The
 * conflict names no columns: then the database would ask whether a firm may see the worker, who has no engagement yet.
 */
export async function insertNewWorkers(
  tx: Tx,
  importId: string,
  expected: number,
): Promise<{ inserted: number; newcomers: Newcomers }> {
  const result = await tx.client.query(
    `insert into labour.worker (district, id, name, id_value, id_finding, sixteen_on, import_id)
      select distinct on (id_value) $1, candidate, name, id_value, id_finding, sixteen_on, $2::uuid
      from person_read where id_value is not null and known_worker is null order by id_value, person_no
      on conflict do nothing`,
    [tx.district, importId],
  )
  const inserted = result.rowCount ?? 0
  return { inserted, newcomers: inserted === expected ? 'ours' : 'standing' }
}

/** `resolved_part`: who of this part is known by number. Firm and team as stated, the firm else as its team says. */
export async function resolveRead(tx: Tx, importId: string, newcomers: Newcomers): Promise<void> {
  await tx.client.query('drop table if exists resolved_part')
  await tx.client.query(
    `create temporary table resolved_part on commit drop as
      select $1::uuid as import_id, p.person_no, p.project_id, coalesce(p.known_worker, n.worker_id) as worker_id,
        coalesce(p.enterprise_id, k.of_enterprise) as enterprise_id, k.team_id, p.card_value, p.phone_value, p.trade, p.team_leader,
        case when p.matched_by is not null then p.matched_by when p.known_worker is not null then 'id'
          when n.worker_id = p.candidate then 'new' when n.worker_id is not null then 'id' end as matched_by,
        p.named_worker_id
      from person_read p
      left join team_known k on k.project_id = p.project_id and k.team = p.team and ${sameFirm}
      left join (${lookedUp[newcomers]}) n (id_value, worker_id) on n.id_value = p.id_value and p.known_worker is null
      order by p.person_no`,
    [importId],
  )
}

const sameFirm = `coalesce(k.enterprise_id, '00000000-0000-0000-0000-000000000000') =
  coalesce(p.enterprise_id, '00000000-0000-0000-0000-000000000000')`

const lookedUp: Record<Newcomers, string> = {
  none: 'select null::uuid, null::uuid where false',
  ours: `select distinct on (id_value) id_value, candidate from person_read
    where known_worker is null and id_value is not null order by id_value, person_no`,
  standing: `select w.id_value, w.worker_id from labour.worker_of_number(current_setting('huxin.first'),
    (select array_agg(distinct id_value) from person_read where known_worker is null and id_value is not null)) w`,
}

/** What this import said of whom: what engagements are folded from. Returns how many workers it speaks of. */
export async function insertMentions(tx: Tx, importId: string): Promise<number> {
  await tx.client.query(
    `insert into labour.mention (district, import_id, person_no, project_id, worker_id, matched_by, enterprise_id, team_id, trade,
        team_leader, card_value, phone_value)
      select $1, $2, person_no, project_id, worker_id, matched_by, enterprise_id, team_id, trade, team_leader, card_value, phone_value
      from resolved_part order by person_no`,
    [tx.district, importId],
  )
  await tx.client.query('analyze resolved_part')
  const counted = await tx.client.query<{ workers: number }>(
    'select count(distinct worker_id) as workers from resolved_part',
  )
  return counted.rows[0]?.workers ?? 0
}

/** `mentioned_anew`: of whom this import says what his engagement does not say already, and who has none yet (`newly`); how many. */
export async function findMentionedAnew(tx: Tx): Promise<number> {
  const differs = ['enterprise_id', 'team_id', 'trade', 'card_value', 'phone_value']
    .map((column) => `r.${column} is not null and r.${column} is distinct from e.${column}`)
    .join(' or ')
  await tx.client.query('drop table if exists mentioned_anew')
  const found = await tx.client.query(
    `create temporary table mentioned_anew on commit drop as
      select distinct r.project_id, r.worker_id, e.project_id is null as newly from resolved_part r
      left join labour.engagement e on e.district = $1 and e.project_id = r.project_id and e.worker_id = r.worker_id
      where e.project_id is null or ${differs} or (r.team_leader and not e.team_leader)`,
    [tx.district],
  )
  return found.rowCount ?? 0
}

/** Adds the part to `resolved_person`, which lines are joined with; what another import left there goes. */
export async function keepResolved(tx: Tx, importId: string): Promise<void> {
  const left = await tx.client.query<{ there: boolean }>(
    `select to_regclass('pg_temp.resolved_person') is not null as there`,
  )
  const isSame =
    left.rows[0]?.there === true &&
    (await tx.client.query('select from resolved_person where import_id = $1 limit 1', [importId]))
      .rowCount === 1
  if (isSame) {
    await tx.client.query('insert into resolved_person select * from resolved_part')
    await tx.client.query('analyze resolved_person')
    return
  }
  await tx.client.query('drop table if exists resolved_person')
  await tx.client.query('alter table resolved_part rename to resolved_person')
}

/** The first row of a person who was known by his card, phone, or name, firm and team; `proposal`: who may be one that was there. */
export interface Match {
  readonly sheet: number
  readonly row: number
  readonly by: 'card' | 'phone' | 'name' | 'proposal'
}

/** More would be read by nobody; how each person was known stands in `labour.mention`. */
const mostMatches = 1_000

const lineStages = ['roster', 'entry_exit', 'contract', 'attendance', 'pay', 'bank_return'] as const

export async function listMatches(tx: Tx, proposed: readonly number[]): Promise<Match[]> {
  const matched = await tx.client.query<{ person_no: number; by: Match['by'] }>(
    `select person_no, matched_by as by from resolved_part where matched_by in ('card', 'phone', 'name') order by person_no limit ${mostMatches}`,
  )
  const told = [
    ...matched.rows,
    ...proposed.slice(0, mostMatches).map((person_no) => ({ person_no, by: 'proposal' as const })),
  ]
  if (told.length === 0) return []
  const personNos = told.map((row) => row.person_no)
  const there = await tx.client.query<{ name: string }>(
    `select name from unnest($1::text[]) as s (name) where to_regclass('pg_temp.stage_' || name) is not null`,
    [[...lineStages]],
  )
  const places = new Map<number, { sheet: number; row: number }>()
  for (const { name } of there.rows) {
    const found = await tx.client.query<{ person_no: number; sheet: number; row: number }>(
      `select distinct on (person_no) person_no, sheet, row from stage_${name}
        where person_no = any ($1::integer[]) order by person_no, sheet, row`,
      [personNos],
    )
    for (const { person_no, sheet, row } of found.rows) {
      const known = places.get(person_no)
      const isEarlier =
        known === undefined || sheet < known.sheet || (sheet === known.sheet && row < known.row)
      if (isEarlier) places.set(person_no, { sheet, row })
    }
  }
  return told.flatMap(({ person_no, by }) => {
    const place = places.get(person_no)
    return place === undefined ? [] : [{ ...place, by }]
  })
}

/** Every project an import spoke of. */
export async function listMentionedProjects(tx: Tx, importId: string): Promise<string[]> {
  const found = await tx.client.query<{ project_id: string }>(
    'select distinct project_id from labour.mention where district = $1 and import_id = $2',
    [tx.district, importId],
  )
  return found.rows.map((row) => row.project_id)
}

/** `withdrawn_mention`: of whom the import spoke, and does no more. */
export async function withdrawMentions(tx: Tx, importId: string): Promise<void> {
  await tx.client.query('drop table if exists withdrawn_mention')
  await tx.client.query(
    `create temporary table withdrawn_mention on commit drop as
      select distinct project_id, worker_id from labour.mention where district = $1 and import_id = $2`,
    [tx.district, importId],
  )
  await tx.client.query(
    'update labour.mention set withdrawn = true where district = $1 and import_id = $2 and not withdrawn',
    [tx.district, importId],
  )
}

export async function readStagedTeamCodes(tx: Tx): Promise<string[]> {
  const found = await tx.client.query<{ project_code: string }>(
    `select distinct project_code from stage_team where project_code <> ''`,
  )
  return found.rows.map((row) => row.project_code)
}

/** `team_read`: the staged teams with project and firm; those of unknown projects are left out. */
export async function readTeams(
  tx: Tx,
  projects: ReadonlyMap<string, string>,
  firms: readonly (StagedFirm & { readonly enterprise_id: string })[],
): Promise<void> {
  await tx.client.query('drop table if exists team_read')
  await tx.client.query(
    `create temporary table team_read on commit drop as
      select s.sheet, s.row, j.project_id, e.enterprise_id, s.team, s.team_id as team_candidate, s.leader_name, s.entered_on, s.left_on
      from stage_team s
      join unnest($1::text[], $2::uuid[]) as j (code, project_id) on coalesce(s.project_code, '') = j.code
      left join unnest($3::text[], $4::text[], $5::text[], $6::uuid[]) as e (firm, code, finding, enterprise_id)
        on e.firm = coalesce(s.firm, '') and e.code = coalesce(s.credit_code, '') and e.finding = coalesce(s.credit_code_finding, '')
      where s.team <> ''`,
    [[...projects.keys()], [...projects.values()], ...firmArrays(firms)],
  )
}

/** What the list says of each team, the last row of it: how many are new, changed, as they were. */
export async function recordTeamFacts(
  tx: Tx,
  importId: string,
): Promise<{ added: number; superseded: number; unchanged: number }> {
  const stated = `select distinct on (k.team_id) k.team_id, r.leader_name, r.entered_on, r.left_on
    from team_read r join team_known k on k.project_id = r.project_id and k.team = r.team and k.enterprise_id is not distinct from r.enterprise_id
    order by k.team_id, r.sheet desc, r.row desc`
  const changed = await tx.client.query<{ fresh: boolean }>(
    `update labour.team t set leader_name = coalesce(s.leader_name, t.leader_name), entered_on = coalesce(s.entered_on, t.entered_on),
        left_on = coalesce(s.left_on, t.left_on)
      from (${stated}) s where t.district = $1 and t.id = s.team_id and (t.import_id = $2
        or (coalesce(s.leader_name, t.leader_name), coalesce(s.entered_on, t.entered_on), coalesce(s.left_on, t.left_on))
          is distinct from (t.leader_name, t.entered_on, t.left_on))
      returning t.import_id = $2 as fresh`,
    [tx.district, importId],
  )
  const rows = await tx.client.query<{ lines: number }>('select count(*) as lines from team_read')
  const added = changed.rows.filter((row) => row.fresh).length
  const superseded = changed.rows.length - added
  return { added, superseded, unchanged: (rows.rows[0]?.lines ?? 0) - changed.rows.length }
}

function firmArrays(firms: readonly (StagedFirm & { readonly enterprise_id: string })[]) {
  return [
    firms.map((firm) => firm.firm ?? ''),
    firms.map((firm) => firm.credit_code ?? ''),
    firms.map((firm) => firm.credit_code_finding ?? ''),
    firms.map((firm) => firm.enterprise_id),
  ]
}
