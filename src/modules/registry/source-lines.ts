import { uuidv7 } from 'uuidv7'
import type { PlainDate } from '../../kernel/day.ts'
import type { Tx } from '../../platform/context.ts'
import type { MatchParty } from './rules/match-project.ts'
import { matchingName } from './rules/matching-name.ts'
import type { ListedProject } from './rules/project-list.ts'
import type { ProjectSource } from './rules/project-source.ts'

/*
 * The bulk statements about source records: what each source says of each project.
 */

/** More records than any district has. */
const mostRecords = 200_000

/** What stands in `superseded_by` of a line that was taken back. */
const takenBack = '00000000-0000-0000-0000-000000000000'

/** A record as it stands. */
export interface StandingRecord {
  readonly record_id: string
  readonly source: ProjectSource
  readonly identity: string
  readonly project_id: string | null
  readonly name: string
  readonly joined_by: 'made' | 'rule' | 'officer' | null
  readonly agrees: readonly string[]
  readonly came_with: string | null
  readonly kept_apart: readonly string[]
  readonly import_id: string | null
  /** What the line says, for comparing. */
  readonly said: string
}

/** The standing records of these sources, by source and identity. */
export async function readStandingRecords(
  tx: Tx,
  sources: readonly ProjectSource[],
): Promise<Map<string, StandingRecord>> {
  const found = await tx.client.query<StandingRecord>({
    name: 'registry-standing-records',
    text: `select record_id, source, identity, project_id, name, joined_by, agrees, came_with, kept_apart, import_id, ${saidColumns} as said
      from registry.project_source where district = $1 and source = any ($2::text[]) and superseded_by is null limit ${mostRecords}`,
    values: [tx.district, sources],
  })
  return new Map(found.rows.map((row) => [recordKey(row.source, row.identity), row]))
}

export function recordKey(source: ProjectSource, identity: string): string {
  return `${source} ${identity}`
}

/** As `saidOf` says a row. */
const saidColumns = `jsonb_build_array(own_number, name, place, town, industry, owner_kind, state, owner_firm, owner_credit_code,
  contractor_firm, contractor_credit_code, permit_number, contract_sum_fen, begun_on, finish_on, said_on)::text`

/** What a row says, as PostgreSQL writes the same of a line. */
export function saidOf(listed: ListedProject): string {
  const { facts, owner, contractor } = listed
  const said = [
    listed.number,
    listed.name,
    facts.place,
    facts.town,
    facts.industry ?? 'unknown',
    facts.owner_kind,
    facts.state,
    owner?.name ?? null,
    owner?.creditCode ?? null,
    contractor?.name ?? null,
    contractor?.creditCode ?? null,
    listed.permitNumber,
    facts.contract_sum_fen,
    facts.begun_on,
    facts.finish_on,
    listed.saidOn,
  ]
  return `[${said.map((one) => JSON.stringify(one)).join(', ')}]`
}

/** A line that is to be added: of a new record, or in the place of an older line of one. */
export interface NewLine {
  readonly listed: ListedProject
  readonly recordId: string
  readonly identity: string
  readonly projectId: string | null
  readonly joinedBy: 'made' | 'rule' | 'officer' | null
  readonly agrees: readonly string[]
  readonly candidates: readonly string[]
  readonly keptApart: readonly string[]
  readonly cameWith: string | null
  /** The import whose equal line stands already; null: this one stands. */
  readonly behind: string | null
}

/** Lines of a list; what stood of their records gives way first, unless it says the same. */
export async function insertSourceLines(
  tx: Tx,
  importId: string,
  lines: readonly NewLine[],
): Promise<void> {
  if (lines.length === 0) return
  const fresh = lines.filter(({ behind }) => behind === null)
  await tx.client.query({
    name: 'registry-supersede-sources',
    text: `update registry.project_source set superseded_by = $2
      where district = $1 and record_id = any ($3::uuid[]) and superseded_by is null`,
    values: [tx.district, importId, fresh.map(({ recordId }) => recordId)],
  })
  const rows = lines.map((line) => lineRow(line))
  await tx.client.query(
    `insert into registry.project_source (district, import_id, id, record_id, source, identity, project_id, own_number, name, name_key, place,
        town, industry, owner_kind, state, owner_firm, owner_credit_code, contractor_firm, contractor_credit_code, permit_number,
        contract_sum_fen, begun_on, finish_on, said_on, sheet, "row", joined_by, agrees, candidates, kept_apart, came_with,
        superseded_by)
      select $1, $2, u.* from jsonb_to_recordset($3::jsonb) as u (id uuid, record_id uuid, source text, identity text, project_id uuid,
        own_number text, name text, name_key text, place text, town text, industry text, owner_kind text, state text, owner_firm text,
        owner_credit_code text, contractor_firm text, contractor_credit_code text, permit_number text, contract_sum_fen bigint,
        begun_on date, finish_on date, said_on date, sheet integer, "row" integer, joined_by text, agrees text[], candidates uuid[],
        kept_apart uuid[], came_with uuid, superseded_by uuid)`,
    [tx.district, importId, JSON.stringify(rows)],
  )
}

function lineRow(line: NewLine): Record<string, unknown> {
  const { listed } = line
  const { facts, owner, contractor } = listed
  return {
    id: uuidv7(),
    record_id: line.recordId,
    source: listed.source,
    identity: line.identity,
    project_id: line.projectId,
    own_number: listed.number,
    name: listed.name,
    name_key: matchingName(listed.name),
    place: facts.place,
    town: facts.town,
    industry: facts.industry ?? 'unknown',
    owner_kind: facts.owner_kind,
    state: facts.state,
    owner_firm: owner?.name ?? null,
    owner_credit_code: owner?.creditCode ?? null,
    contractor_firm: contractor?.name ?? null,
    contractor_credit_code: contractor?.creditCode ?? null,
    permit_number: listed.permitNumber,
    contract_sum_fen: facts.contract_sum_fen,
    begun_on: facts.begun_on,
    finish_on: facts.finish_on,
    said_on: listed.saidOn,
    sheet: listed.sheet,
    row: listed.row,
    joined_by: line.joinedBy,
    agrees: line.agrees,
    candidates: line.candidates,
    kept_apart: line.keptApart,
    came_with: line.cameWith,
    superseded_by: line.behind,
  }
}

/** The project of a record as it stands, null where it waits; undefined: there is no such record. */
export async function findProjectOfRecord(
  tx: Tx,
  recordId: string,
): Promise<string | null | undefined> {
  const found = await tx.client.query<{ project_id: string | null }>({
    name: 'registry-project-of-record',
    text: `select project_id from registry.project_source where district = $1 and record_id = $2 and superseded_by is null limit 1`,
    values: [tx.district, recordId],
  })
  return found.rows[0]?.project_id
}

/** What somebody saw in the field came with no list: a line without an import. */
export async function insertFieldLine(tx: Tx, line: NewLine): Promise<void> {
  const row = { ...lineRow(line), sheet: null, row: null }
  await tx.client.query({
    name: 'registry-insert-field-source',
    text: `insert into registry.project_source (district, id, record_id, source, identity, project_id, name, name_key, place, town,
        contractor_firm, state, said_on, joined_by, agrees, candidates)
      select $1, u.* from jsonb_to_record($2::jsonb) as u (id uuid, record_id uuid, source text, identity text, project_id uuid,
        name text, name_key text, place text, town text, contractor_firm text, state text, said_on date, joined_by text,
        agrees text[], candidates uuid[])`,
    values: [tx.district, JSON.stringify(row)],
  })
}

/** What a person stated on a page is a source too. */
export async function insertPageLine(
  tx: Tx,
  projectId: string,
  stated: {
    readonly number: string | null
    readonly name: string
    readonly town: string | null
    readonly industry: string
    readonly ownerKind: string
    readonly state: string
    readonly owner: MatchParty | null
    readonly contractor: MatchParty | null
    readonly permitNumber: string | null
    readonly begunOn: PlainDate | null
    readonly on: PlainDate
  },
): Promise<void> {
  await tx.client.query({
    name: 'registry-insert-page-source',
    text: `insert into registry.project_source (district, id, record_id, source, identity, project_id, own_number, name, name_key, town, industry,
        owner_kind, state, owner_firm, owner_credit_code, contractor_firm, contractor_credit_code, permit_number, begun_on, said_on, joined_by)
      values ($1, $2, $2, 'by-hand', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 'made')`,
    values: [
      tx.district,
      uuidv7(),
      `page ${projectId}`,
      projectId,
      stated.number,
      stated.name,
      matchingName(stated.name),
      stated.town,
      stated.industry,
      stated.ownerKind,
      stated.state,
      stated.owner?.name ?? null,
      stated.owner?.creditCode ?? null,
      stated.contractor?.name ?? null,
      stated.contractor?.creditCode ?? null,
      stated.permitNumber,
      stated.begunOn,
      stated.on,
    ],
  })
}

/** The decision about a record holds for all its lines: an older one that stands again is joined as the record is. */
export async function recordDecision(
  tx: Tx,
  recordId: string,
  to: {
    readonly projectId: string | null
    readonly joinedBy: 'made' | 'rule' | 'officer' | null
    readonly agrees?: readonly string[]
    readonly candidates?: readonly string[]
    readonly keptApart?: readonly string[]
  },
): Promise<void> {
  await tx.client.query({
    name: 'registry-record-decision',
    text: `update registry.project_source set project_id = $3, joined_by = $4, agrees = coalesce($5, agrees),
        candidates = coalesce($6, candidates), kept_apart = coalesce($7, kept_apart)
      where district = $1 and record_id = $2`,
    values: [
      tx.district,
      recordId,
      to.projectId,
      to.joinedBy,
      to.agrees ?? null,
      to.candidates ?? null,
      to.keptApart ?? null,
    ],
  })
}

/** A further project that records may be. */
export async function addCandidate(
  tx: Tx,
  recordIds: readonly string[],
  projectId: string,
): Promise<void> {
  if (recordIds.length === 0) return
  await tx.client.query({
    name: 'registry-add-candidate',
    text: `update registry.project_source set candidates = array_prepend($3::uuid, array_remove(candidates, $3::uuid))
      where district = $1 and record_id = any ($2::uuid[])`,
    values: [tx.district, recordIds, projectId],
  })
}

/**
 * Takes the lines of an import back. What had given way to one of them, or had confirmed it, stands again: the latest of
 * them. Returns how many it took back, and of which projects.
 */
export async function takeBackSourceLines(
  tx: Tx,
  importId: string,
): Promise<{ readonly lines: number; readonly projectIds: string[] }> {
  const taken = await tx.client.query<{
    record_id: string
    project_id: string | null
    place_of: string | null
  }>({
    name: 'registry-take-back-sources',
    text: `with before as (
        select id, record_id, project_id, superseded_by from registry.project_source
        where district = $1 and import_id = $2 and superseded_by is distinct from '${takenBack}'
      ), gone as (
        update registry.project_source p set superseded_by = '${takenBack}' from before b where p.district = $1 and p.id = b.id
      ) select record_id, project_id, superseded_by as place_of from before`,
    values: [tx.district, importId],
  })
  if (taken.rows.length === 0) return { lines: 0, projectIds: [] }
  // Where a later line stands in the withdrawn one's place, those behind are behind that one.
  await tx.client.query({
    name: 'registry-revive-sources',
    text: `with behind as (
        select p.id, t.place_of, row_number() over (partition by p.record_id order by p.id desc) as nth,
          first_value(p.import_id) over (partition by p.record_id order by p.id desc) as latest
        from unnest($3::uuid[], $4::uuid[]) as t (record_id, place_of)
        join registry.project_source p on p.district = $1 and p.record_id = t.record_id and p.superseded_by = $2
      )
      update registry.project_source p set superseded_by = coalesce(b.place_of, case when b.nth > 1 then b.latest end)
      from behind b where p.district = $1 and p.id = b.id`,
    values: [
      tx.district,
      importId,
      taken.rows.map((row) => row.record_id),
      taken.rows.map((row) => row.place_of),
    ],
  })
  const projectIds = [...new Set(taken.rows.flatMap((row) => row.project_id ?? []))]
  return { lines: taken.rows.length, projectIds }
}
