import { sql } from 'kysely'
import { z } from 'zod'
import type { PlainDate } from '../../kernel/day.ts'
import { cursorOf, readCursor } from '../../kernel/cursor.ts'
import { Masked, maskName } from '../../kernel/masked.ts'
import type { PageQuery } from '../../kernel/page.ts'
import { look } from '../../platform/act.ts'
import { type Context, type Reading, tables } from '../../platform/context.ts'
import type { MergeFact, MergePerson, MergeRow } from './contract-merges.ts'
import type { LabourTables } from './tables.ts'

const Cursor = z.tuple([z.string()])

export type MergesQuery = PageQuery & {
  show: 'open' | 'decided'
  imports?: string | undefined
  worker?: string | undefined
}

interface Person {
  readonly id: string
  readonly name: string
  readonly id_masked: string | null
  readonly id_finding: string | null
  readonly card: string | null
  readonly phone: string | null
  readonly firm: string | null
  readonly team: string | null
  readonly trade: string | null
  readonly on_roster: boolean
  readonly entered_on: PlainDate | null
  readonly left_on: PlainDate | null
  readonly months: number
}

interface Found {
  readonly id: string
  readonly project_code: string
  readonly project_name: string
  readonly state: MergeRow['state']
  readonly reason: MergeRow['reason']
  readonly agrees: MergeFact[]
  readonly differs: MergeFact[]
  readonly id_digits: number | null
  readonly import_id: string
  readonly raised_at: Date
  readonly kept_worker_id: string
  readonly other_worker_id: string
  readonly kept: Person | null
  readonly other: Person | null
  readonly merged_worker_id: string | null
  readonly decided_at: Date | null
  readonly decided_by_name: string | null
  readonly decided_why: string | null
  readonly version: number
}

/** Pairs who may be one person and wait for a decision, the oldest first; or what was decided, the newest first. */
export async function listMerges(
  ctx: Context,
  query: MergesQuery,
): Promise<{ rows: MergeRow[]; next: string | null; total: number }> {
  const begin = readCursor(Cursor, query.after)
  const isOpen = query.show === 'open'
  return look(ctx, async (reading) => {
    const { district } = reading
    const total = await countMerges(reading, query)
    const after =
      begin === null ? sql`true` : isOpen ? sql`p.id > ${begin[0]}` : sql`p.id < ${begin[0]}`
    // Who was merged elsewhere meanwhile stands as whom he is now; of a decided pair as they were.
    const pair = (column: string) =>
      isOpen
        ? sql`labour.worker_merged_into(${district}, p.${sql.raw(column)})`
        : sql`p.${sql.raw(column)}`
    const found = await sql<Found>`
      select p.id, j.code as project_code, j.name as project_name, p.state, p.reason, p.agrees, p.differs, p.id_digits, p.import_id,
        p.kept_worker_id, p.other_worker_id, p.merged_worker_id, p.decided_at, p.decided_by_name, p.decided_why, p.version,
        (select max(e.at) from labour.merge_event e where e.district = ${district} and e.proposal_id = p.id and e.kind = 'raised') as raised_at,
        (select ${personOf(district)} from ${facesOf(district, pair('kept_worker_id'))}) as kept,
        (select ${personOf(district)} from ${facesOf(district, pair('other_worker_id'))}) as other
      from labour.merge_proposal p
      join registry.project_face j on j.district = ${district} and j.id = p.project_id
      where ${whereOf(reading, query)} and ${after}
      order by p.id ${isOpen ? sql`asc` : sql`desc`} limit ${query.limit + 1}`.execute(
      tables<LabourTables>(reading),
    )
    const rows = found.rows.slice(0, query.limit)
    const last = rows.at(-1)
    return {
      rows: rows.map(rowOf),
      next: found.rows.length > query.limit && last !== undefined ? cursorOf([last.id]) : null,
      total,
    }
  })
}

/** How many wait for a decision, or were decided. */
export async function countMerges(
  reading: Reading,
  query: Omit<MergesQuery, 'limit' | 'after'> = { show: 'open' },
): Promise<number> {
  const counted = await sql<{ total: number }>`
    select count(*) as total from labour.merge_proposal p where ${whereOf(reading, query)}`.execute(
    tables<LabourTables>(reading),
  )
  return counted.rows[0]?.total ?? 0
}

function whereOf(
  { district }: Reading,
  { show, imports, worker }: Omit<MergesQuery, 'limit' | 'after'>,
) {
  const states = show === 'open' ? ['open'] : ['merged', 'refused']
  const ids = (imports ?? '').split(',').filter((id) => z.uuid().safeParse(id).success)
  const parts = [
    sql`p.district = ${district} and p.state = any (${states}::text[])`,
    // Two who were found to be one by another pair have nothing left to ask.
    show === 'open'
      ? sql`labour.worker_merged_into(${district}, p.kept_worker_id) <> labour.worker_merged_into(${district}, p.other_worker_id)`
      : sql`true`,
    imports === undefined ? sql`true` : sql`p.import_id = any (${ids}::uuid[])`,
    worker === undefined
      ? sql`true`
      : sql`${worker} in (p.kept_worker_id, p.other_worker_id, labour.worker_merged_into(${district}, p.kept_worker_id),
          labour.worker_merged_into(${district}, p.other_worker_id))`,
  ]
  return sql.join(parts, sql` and `)
}

function personOf(district: string) {
  return sql`jsonb_build_object('id', w.id, 'name', w.name, 'id_masked', w.id_masked, 'id_finding', w.id_finding, 'card', c.masked,
    'phone', f.masked, 'firm', n.name, 'team', t.name, 'trade', e.trade, 'on_roster', coalesce(e.on_roster, false),
    'entered_on', e.entered_on, 'left_on', e.left_on, 'months', (
      select count(distinct a.month) from labour.engagement g
      join labour.attendance_line a on a.district = ${district} and a.project_id = g.project_id and a.worker_id = g.worker_id and a.superseded_by is null
      where g.district = ${district} and g.worker_id = w.id))`
}

function facesOf(district: string, worker: ReturnType<typeof sql>) {
  return sql`labour.worker_face w
    left join labour.engagement e on e.district = ${district} and e.project_id = p.project_id and e.worker_id = w.id
    left join platform.personal_value c on c.district = ${district} and c.id = e.card_value
    left join platform.personal_value f on f.district = ${district} and f.id = e.phone_value
    left join registry.enterprise_face n on n.id = e.enterprise_id
    left join labour.team_face t on t.district = ${district} and t.id = e.team_id
    where w.district = ${district} and w.id = ${worker}`
}

function rowOf(found: Found): MergeRow {
  const { decided_at: at, decided_by_name: by, decided_why: why } = found
  return {
    id: found.id,
    projectCode: found.project_code,
    projectName: found.project_name,
    state: found.state,
    reason: found.reason,
    agrees: found.agrees,
    differs: found.differs,
    idDigits: found.id_digits,
    importId: found.import_id,
    raisedAt: found.raised_at.toISOString(),
    kept: faceOf(found.kept ?? unseen(found.kept_worker_id, found.other)),
    other: faceOf(found.other ?? unseen(found.other_worker_id, found.kept)),
    mergedWorkerId: found.merged_worker_id,
    decided: at === null ? null : { at: at.toISOString(), by: by ?? '', why: why ?? '' },
    version: found.version,
  }
}

/** A firm does not see who was merged and is on none of its projects any more; his name is the other's. */
function unseen(id: string, namesake: Person | null): Person {
  return {
    id,
    name: namesake?.name ?? '',
    id_masked: null,
    id_finding: null,
    card: null,
    phone: null,
    firm: null,
    team: null,
    trade: null,
    on_roster: false,
    entered_on: null,
    left_on: null,
    months: 0,
  }
}

function faceOf(person: Person): MergePerson {
  const masked = (text: string | null) => (text === null ? null : Masked.parse(text))
  return {
    workerId: person.id,
    name: maskName(person.name),
    idNumber: masked(person.id_masked),
    idFinding: person.id_finding,
    card: masked(person.card),
    phone: masked(person.phone),
    firm: person.firm,
    team: person.team,
    trade: person.trade,
    onRoster: person.on_roster,
    enteredOn: person.entered_on,
    leftOn: person.left_on,
    months: person.months,
  }
}
