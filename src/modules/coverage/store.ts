import type { PlainDate } from '../../kernel/day.ts'
import { type Fen, fen } from '../../kernel/money.ts'
import { type Reading, type Tx, tables } from '../../platform/context.ts'
import type { Industry } from '../registry/rules/industry.ts'
import type { OwnerKind } from '../registry/rules/owner-kind.ts'
import type { ProjectSource } from '../registry/rules/project-source.ts'
import type { ProjectState } from '../registry/rules/project-state.ts'
import type { ExpectedSource, ProjectSeen } from './rules/expectation.ts'
import type { ExpectationRow } from './rules/expectation-row.ts'
import type { KnownSpot } from './rules/judge.ts'
import type {
  BlindSpotEventColumns,
  BlindSpotFace,
  CoverageTables,
  ExpectationRowColumns,
} from './tables.ts'

export type BlindSpotRecord = BlindSpotFace
export type BlindSpotEventRecord = BlindSpotEventColumns
export type ExpectationRecord = ExpectationRowColumns

/** Of two that compute the blind spots of one district the second waits, and sees what the first has written. */
export async function lockCoverage(tx: Tx): Promise<void> {
  await tx.client.query({
    name: 'coverage-lock',
    text: `select pg_advisory_xact_lock(hashtextextended('huxin coverage ' || $1, 0))`,
    values: [tx.district],
  })
}

/** A project with what its task says of it. */
export interface NamedProject extends ProjectSeen {
  readonly code: string
  readonly name: string
  readonly town: string | null
}

interface FoundProject {
  id: string
  code: string
  name: string
  town: string | null
  industry: Industry
  owner_kind: OwnerKind
  state: ProjectState
  contract_sum_fen: number | null
  begun_on: PlainDate | null
  sources: ProjectSource[] | null
  days: PlainDate[] | null
}

/** Projects as expectations see them: these, or null: every one of the district. */
export async function readProjectsSeen(
  reading: Reading,
  ids: readonly string[] | null,
): Promise<NamedProject[]> {
  const some = ids === null ? '' : 'and project_id = any ($2::uuid[])'
  const those = ids === null ? '' : 'and p.id = any ($2::uuid[])'
  const found = await reading.client.query<FoundProject>({
    name: ids === null ? 'coverage-all-projects' : 'coverage-projects',
    text: `with seen as (
        select project_id, array_agg(source) as sources, array_agg(first_said_on::text) as days
        from registry.project_sighting where district = $1 ${some} group by project_id
      )
      select p.id, p.code, p.name, p.town, p.industry, p.owner_kind, p.state, p.contract_sum_fen, p.begun_on, s.sources, s.days
      from registry.project_face p left join seen s on s.project_id = p.id
      where p.district = $1 ${those}`,
    values: ids === null ? [reading.district] : [reading.district, [...ids]],
  })
  return found.rows.map(projectOf)
}

function projectOf(row: FoundProject): NamedProject {
  const days = row.days ?? []
  const seen = new Map<ProjectSource, PlainDate>()
  for (const [at, source] of (row.sources ?? []).entries()) {
    const on = days[at]
    if (on !== undefined) seen.set(source, on)
  }
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    town: row.town,
    industry: row.industry,
    ownerKind: row.owner_kind,
    state: row.state,
    contractSumFen: sumOf(row.contract_sum_fen),
    begunOn: row.begun_on,
    seen,
  }
}

function sumOf(value: number | null): Fen | null {
  return value === null ? null : fen(value)
}

/** The blind spots of projects; null: of every one of the district. Who writes them holds them. */
export async function readBlindSpots(
  reading: Reading,
  projectIds: readonly string[] | null,
  hold: 'hold' | 'look',
): Promise<BlindSpotRecord[]> {
  const those = projectIds === null ? '' : 'and b.project_id = any ($2::uuid[])'
  const held = hold === 'hold' ? 'for update' : ''
  const found = await reading.client.query<BlindSpotRecord>({
    name: `coverage-spots-${projectIds === null ? 'all' : 'some'}-${hold}`,
    text: `select b.* from coverage.blind_spot b where b.district = $1 ${those} order by b.id ${held}`,
    values: projectIds === null ? [reading.district] : [reading.district, [...projectIds]],
  })
  return found.rows
}

/** Blind spots by their ids, locked. */
export async function lockBlindSpotsById(
  tx: Tx,
  ids: readonly string[],
): Promise<BlindSpotRecord[]> {
  const found = await tx.client.query<BlindSpotRecord>({
    name: 'coverage-lock-spots-by-id',
    text: `select b.* from coverage.blind_spot b where b.district = $1 and b.id = any ($2::uuid[]) order by b.id for update`,
    values: [tx.district, [...ids]],
  })
  return found.rows
}

/** Those that were called handled before a day and stand on, a bounded number of them, locked. */
export async function lockStandingOn(
  tx: Tx,
  before: PlainDate,
  limit: number,
): Promise<BlindSpotRecord[]> {
  const found = await tx.client.query<BlindSpotRecord>({
    name: 'coverage-lock-standing-on',
    text: `select b.* from coverage.blind_spot b
      where b.district = $1 and b.outcome = 'handled' and b.stands and b.closed_on < $2
      order by b.id limit $3 for update`,
    values: [tx.district, before, limit],
  })
  return found.rows
}

export async function hasStandingOn(reading: Reading, before: PlainDate): Promise<boolean> {
  const found = await tables<CoverageTables>(reading)
    .selectFrom('coverage.blind_spot')
    .select('id')
    .where('district', '=', reading.district)
    .where('outcome', '=', 'handled')
    .where('stands', '=', true)
    .where('closed_on', '<', before)
    .limit(1)
    .execute()
  return found.length > 0
}

/** A blind spot as the rules ask of it, with the row that it is. */
export function spotOf(record: BlindSpotRecord): KnownSpot & { readonly record: BlindSpotRecord } {
  return {
    record,
    projectId: record.project_id,
    missing: record.missing,
    rule: record.rule,
    dueSince: record.due_since,
    state: record.state,
    outcome: record.outcome,
    times: record.times,
    stands: record.stands,
    closedOn: record.closed_on,
  }
}

export async function recordBlindSpots(tx: Tx, rows: readonly BlindSpotRecord[]): Promise<void> {
  if (rows.length === 0) return
  await tx.client.query({
    name: 'coverage-record-spots',
    text: `insert into coverage.blind_spot (district, id, project_id, missing, rule, due_since, stands, state, outcome, times,
        opened_on, raised_on, closed_on, task_id)
      select district, id, project_id, missing, rule, due_since, stands, state, outcome, times, opened_on, raised_on, closed_on, task_id
      from jsonb_populate_recordset(null::coverage.blind_spot, $1::jsonb)
      on conflict (district, id) do update set rule = excluded.rule, due_since = excluded.due_since, stands = excluded.stands,
        state = excluded.state, outcome = excluded.outcome, times = excluded.times, raised_on = excluded.raised_on,
        closed_on = excluded.closed_on, task_id = excluded.task_id`,
    values: [JSON.stringify(rows)],
  })
}

export async function insertBlindSpotEvents(
  tx: Tx,
  rows: readonly BlindSpotEventRecord[],
): Promise<void> {
  if (rows.length === 0) return
  await tx.client.query({
    name: 'coverage-insert-events',
    text: `insert into coverage.blind_spot_event (district, id, blind_spot_id, project_id, kind, detail, happened_on, at)
      select district, id, blind_spot_id, project_id, kind, detail, happened_on, at
      from jsonb_populate_recordset(null::coverage.blind_spot_event, $1::jsonb)`,
    values: [JSON.stringify(rows)],
  })
}

/** Sources of which a list, or something else that stands, is there now; asked of each by its own index. */
export async function readGivingSources(
  reading: Reading,
  of: readonly ExpectedSource[],
): Promise<Set<ProjectSource>> {
  const found = await reading.client.query<{ source: ProjectSource }>({
    name: 'coverage-giving-now',
    text: `select u.source from unnest($2::text[]) as u (source)
      where exists (select from registry.project_source_face s where s.district = $1 and s.source = u.source)`,
    values: [reading.district, [...of]],
  })
  return new Set(found.rows.map(({ source }) => source))
}

/** Sources that gave when all was computed last. */
export async function readGivingBefore(reading: Reading): Promise<Set<ProjectSource>> {
  const found = await tables<CoverageTables>(reading)
    .selectFrom('coverage.giving_source')
    .select('source')
    .where('district', '=', reading.district)
    .execute()
  return new Set(found.map(({ source }) => source))
}

export async function recordGivingSources(
  tx: Tx,
  sources: ReadonlySet<ProjectSource>,
): Promise<void> {
  await tx.client.query({
    name: 'coverage-giving-gone',
    text: `delete from coverage.giving_source where district = $1 and source <> all ($2::text[])`,
    values: [tx.district, [...sources]],
  })
  await tx.client.query({
    name: 'coverage-giving-record',
    text: `insert into coverage.giving_source (district, source) select $1, u from unnest($2::text[]) as u
      on conflict do nothing`,
    values: [tx.district, [...sources]],
  })
}

/** What the office has added and switched off, the oldest first. */
export async function readExpectationRows(reading: Reading): Promise<ExpectationRecord[]> {
  return tables<CoverageTables>(reading)
    .selectFrom('coverage.expectation_row')
    .selectAll()
    .where('district', '=', reading.district)
    .orderBy('id')
    .limit(mostRows)
    .execute()
}

/** More decisions than an office takes of its own. */
const mostRows = 2_000

/** A row as the rules ask of it. */
export function ruleRowOf(row: ExpectationRecord): ExpectationRow {
  const validity = { validFrom: row.valid_from, validTo: row.valid_to }
  const { missing, rule, grace_days } = row
  if (row.kind === 'off' || missing === null) return { kind: 'off', rule, ...validity }
  return {
    kind: 'added',
    ...validity,
    expectation: {
      rule,
      missing,
      seenBy: row.seen_by,
      industries: row.industries,
      ownerKinds: row.owner_kinds,
      states: row.states,
      fromSumFen: sumOf(row.from_sum_fen),
      graceDays: grace_days ?? 0,
    },
  }
}

export async function insertExpectationRow(tx: Tx, row: ExpectationRecord): Promise<void> {
  await tables<CoverageTables>(tx).insertInto('coverage.expectation_row').values(row).execute()
}

export async function endExpectationRow(
  tx: Tx,
  id: string,
  { lastDay, why }: { readonly lastDay: PlainDate; readonly why: string },
): Promise<void> {
  await tables<CoverageTables>(tx)
    .updateTable('coverage.expectation_row')
    .set({ valid_to: lastDay, ended_by: tx.actor.name, ended_why: why, ended_at: tx.now })
    .where('district', '=', tx.district)
    .where('id', '=', id)
    .execute()
}
