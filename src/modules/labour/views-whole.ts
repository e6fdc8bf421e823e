import { type RawBuilder, sql } from 'kysely'
import type { PlainDate, YearMonth } from '../../kernel/day.ts'
import { type Reading, tables } from '../../platform/context.ts'
import { openValue } from '../../platform/keys.ts'
import type { RateUnit } from './contract.ts'

/*
 * Lines of a project with whole numbers, for handing them on to a platform that asks for them. No page reads these: a verb
 * that takes a reason and leaves it in the audit does.
 */

/** More lines of one sort than a project has; a bound, not a page. */
const mostLines = 200_000

/** Whom a line speaks of, in whole numbers. */
export interface WholePerson {
  readonly name: string
  readonly idNumber: string | null
  readonly creditCode: string | null
  readonly firm: string | null
  readonly team: string | null
}

export interface WholeRosterLine extends WholePerson {
  readonly card: string | null
  readonly phone: string | null
  readonly trade: string | null
  readonly teamLeader: boolean
}

/** The roster as it stands, by firm, team and name. */
export async function listWholeRoster(
  reading: Reading,
  projectId: string,
): Promise<WholeRosterLine[]> {
  const found = await sql<
    PersonColumns & {
      card_sealed: Buffer | null
      phone_sealed: Buffer | null
      trade: string | null
      team_leader: boolean
    }
  >`select ${personColumns}, c.ciphertext as card_sealed, f.ciphertext as phone_sealed, l.trade, l.team_leader
    from labour.roster_line l ${personJoins(sql`l.enterprise_id`, sql`l.team_id`)}
    left join platform.personal_value c on c.district = l.district and c.id = l.card_value
    left join platform.personal_value f on f.district = l.district and f.id = l.phone_value
    where ${standingOf(reading, projectId)} order by ${personOrder} limit ${mostLines}`.execute(
    tables(reading),
  )
  return found.rows.map((row) => ({
    ...personOf(reading, row),
    card: opened(reading, 'card', row.card_sealed),
    phone: opened(reading, 'phone', row.phone_sealed),
    trade: row.trade,
    teamLeader: row.team_leader,
  }))
}

/** How many are engaged on the project and are not on its roster. */
export async function countOffRoster(reading: Reading, projectId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from labour.engagement
    where district = ${reading.district} and project_id = ${projectId} and not on_roster`.execute(
    tables(reading),
  )
  return rows[0]?.count ?? 0
}

export interface WholeMove extends WholePerson {
  readonly kind: 'entry' | 'exit'
  readonly on: PlainDate
}

/** Entries and exits, each worker's in the order of their days. */
export async function listWholeMoves(reading: Reading, projectId: string): Promise<WholeMove[]> {
  const found = await sql<PersonColumns & { kind: 'entry' | 'exit'; happened_on: PlainDate }>`
    select ${personColumns}, l.kind, l.happened_on
    from labour.entry_exit l ${engagementJoin} ${personJoins(sql`e.enterprise_id`, sql`e.team_id`)}
    where ${standingOf(reading, projectId)} order by ${personOrder}, l.happened_on, l.kind limit ${mostLines}`.execute(
    tables(reading),
  )
  return found.rows.map((row) => ({
    ...personOf(reading, row),
    kind: row.kind,
    on: row.happened_on,
  }))
}

export interface WholeContract extends WholePerson {
  readonly term: string | null
  readonly validFrom: PlainDate | null
  readonly validTo: PlainDate | null
  readonly rateUnit: RateUnit | null
  readonly rateFen: number | null
}

export async function listWholeContracts(
  reading: Reading,
  projectId: string,
): Promise<WholeContract[]> {
  const found = await sql<
    PersonColumns & {
      term: string | null
      valid_from: PlainDate | null
      valid_to: PlainDate | null
      rate_unit: RateUnit | null
      rate_fen: number | null
    }
  >`select ${personColumns}, l.term, l.valid_from, l.valid_to, l.rate_unit, l.rate_fen
    from labour.contract_line l ${engagementJoin} ${personJoins(sql`e.enterprise_id`, sql`e.team_id`)}
    where ${standingOf(reading, projectId)} order by ${personOrder}, l.valid_from limit ${mostLines}`.execute(
    tables(reading),
  )
  return found.rows.map((row) => ({
    ...personOf(reading, row),
    term: row.term,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    rateUnit: row.rate_unit,
    rateFen: row.rate_fen,
  }))
}

/** A worker's month, its time day by day: minutes of ordinary time and overtime together; null where he was not there. */
export interface WholeMonth extends WholePerson {
  readonly days: readonly (number | null)[] | null
}

export async function listWholeMonths(
  reading: Reading,
  { projectId, month }: { readonly projectId: string; readonly month: YearMonth },
): Promise<WholeMonth[]> {
  const found = await sql<
    PersonColumns & {
      present: string | null
      minutes: number[] | null
      overtime_minutes: number[] | null
    }
  >`select ${personColumns}, l.present::text as present, l.minutes, l.overtime_minutes
    from labour.attendance_month l ${engagementJoin}
    ${personJoins(sql`e.enterprise_id`, sql`l.team_id`)}
    where ${standingOf(reading, projectId)} and l.month = ${month} order by ${personOrder} limit ${mostLines}`.execute(
    tables(reading),
  )
  return found.rows.map((row) => ({
    ...personOf(reading, row),
    days:
      row.present === null
        ? null
        : [...row.present].map((sign, at) =>
            sign === '1' ? (row.minutes?.[at] ?? 0) + (row.overtime_minutes?.[at] ?? 0) : null,
          ),
  }))
}

export interface WholeTeam {
  readonly creditCode: string | null
  readonly firm: string | null
  readonly team: string
  readonly leader: string | null
  readonly leaderPhone: string | null
  readonly leaderIdNumber: string | null
  readonly enteredOn: PlainDate | null
  readonly leftOn: PlainDate | null
}

/** Teams, each with its leader's numbers where the roster knows a leader of that name in it. */
export async function listWholeTeams(reading: Reading, projectId: string): Promise<WholeTeam[]> {
  const found = await sql<{
    name: string
    firm: string | null
    credit_code: string | null
    leader_name: string | null
    entered_on: PlainDate | null
    left_on: PlainDate | null
    id_sealed: Buffer | null
    phone_sealed: Buffer | null
  }>`select t.name, n.name as firm, n.credit_code, t.leader_name, t.entered_on, t.left_on, k.id_sealed, k.phone_sealed
    from labour.team t
    left join registry.enterprise_face n on n.id = t.enterprise_id
    left join lateral (
      select i.ciphertext as id_sealed, f.ciphertext as phone_sealed
      from labour.roster_line r
      join labour.worker w on w.district = r.district and w.id = r.worker_id and w.name = t.leader_name
      left join platform.personal_value i on i.district = r.district and i.id = w.id_value
      left join platform.personal_value f on f.district = r.district and f.id = r.phone_value
      where r.district = t.district and r.project_id = t.project_id and r.team_id = t.id and r.team_leader
        and r.superseded_by is null
      order by r.worker_id limit 1
    ) k on true
    where t.district = ${reading.district} and t.project_id = ${projectId}
    order by n.name nulls last, t.name limit ${mostLines}`.execute(tables(reading))
  return found.rows.map((row) => ({
    creditCode: row.credit_code,
    firm: row.firm,
    team: row.name,
    leader: row.leader_name,
    leaderPhone: opened(reading, 'phone', row.phone_sealed),
    leaderIdNumber: opened(reading, 'id-number', row.id_sealed),
    enteredOn: row.entered_on,
    leftOn: row.left_on,
  }))
}

interface PersonColumns {
  name: string
  id_sealed: Buffer | null
  firm: string | null
  credit_code: string | null
  team: string | null
}

const personColumns = sql`w.name, i.ciphertext as id_sealed, n.name as firm, n.credit_code, t.name as team`
const personOrder = sql`n.name nulls last, t.name nulls last, w.name, w.id`

/** The firm is the team's own where it has one: a team is known by both. */
function personJoins(enterprise: RawBuilder<unknown>, team: RawBuilder<unknown>) {
  return sql`join labour.worker w on w.district = l.district and w.id = l.worker_id
    left join labour.team t on t.district = l.district and t.id = ${team}
    left join registry.enterprise_face n on n.id = coalesce(t.enterprise_id, ${enterprise})
    left join platform.personal_value i on i.district = l.district and i.id = w.id_value`
}

const engagementJoin = sql`left join labour.engagement e
  on e.district = l.district and e.project_id = l.project_id and e.worker_id = l.worker_id`

function standingOf({ district }: Reading, projectId: string) {
  return sql`l.district = ${district} and l.project_id = ${projectId} and l.superseded_by is null`
}

function personOf(reading: Reading, row: PersonColumns): WholePerson {
  return {
    name: row.name,
    idNumber: opened(reading, 'id-number', row.id_sealed),
    creditCode: row.credit_code,
    firm: row.firm,
    team: row.team,
  }
}

function opened(
  { platform }: Reading,
  kind: 'id-number' | 'card' | 'phone',
  sealed: Buffer | null,
): string | null {
  return sealed === null ? null : openValue(platform.keys, kind, sealed)
}
