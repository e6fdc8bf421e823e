import { sql } from 'kysely'
import type { PlainDate, YearMonth } from '../../kernel/day.ts'
import { monthOf } from '../../kernel/day.ts'
import { type Fen, fen } from '../../kernel/money.ts'
import { type Reading, tables } from '../../platform/context.ts'
import { springFestivalBefore } from '../calendar/rules/spring-festival.ts'
import type { Festival, OutlookSums, OutlookWeek } from './contract.ts'
import { lastDayOfWeek } from './rules/asking.ts'
import type { OutlookTables, WeekColumns } from './tables.ts'
import { readFacts, termsOf } from './views-facts.ts'
import { reckon } from './views-rows.ts'

/** A quarter of a year lies side by side with that of a year ago. */
export const weeksShown = 13

/** Weeks up to this one, each with the same week before the festival a year ago; the one that runs as it stands now. */
export async function listWeeks(
  reading: Reading,
  festival: Festival,
  now: OutlookSums,
): Promise<OutlookWeek[]> {
  if (reading.scope.projects !== '*') return []
  const before = springFestivalBefore(festival.on)
  const found = await tables<OutlookTables>(reading)
    .selectFrom('outlook.week')
    .selectAll()
    .where('district', '=', reading.district)
    .where('festival_on', 'in', before === null ? [festival.on] : [festival.on, before])
    .where('weeks_before', '>=', festival.weeks)
    .where('weeks_before', '<', festival.weeks + weeksShown)
    .execute()
  const of = (on: PlainDate | null, weeks: number) =>
    found.find((row) => row.festival_on === on && row.weeks_before === weeks)
  const rows: OutlookWeek[] = []
  for (let weeks = festival.weeks + weeksShown - 1; weeks >= festival.weeks; weeks -= 1) {
    const own = of(festival.on, weeks)
    const past = of(before, weeks)
    const lastYear = past === undefined ? null : { rebuilt: past.rebuilt, ...figuresOf(past) }
    if (weeks === festival.weeks) {
      const { dueFen, moneyFen, gapFen, plannedFen, keptFen, brokenFen } = now
      const sums = { dueFen, moneyFen, gapFen, plannedFen, keptFen, brokenFen }
      const day = own?.day ?? lastDayOfWeek(weeks, festival.on)
      rows.push({ weeks, day, rebuilt: false, ...sums, lastYear })
    } else if (own !== undefined) {
      rows.push({ weeks, rebuilt: own.rebuilt, ...figuresOf(own), lastYear })
    }
  }
  return rows
}

function figuresOf(row: WeekColumns) {
  return {
    day: row.day,
    dueFen: fen(row.due_fen),
    moneyFen: fen(row.money_fen),
    gapFen: fen(row.gap_fen),
    plannedFen: fen(row.planned_fen),
    keptFen: fen(row.kept_fen),
    brokenFen: fen(row.broken_fen),
  }
}

export interface MissingWeek {
  readonly festivalOn: PlainDate
  readonly weeks: number
}

/** Weeks behind this one that nobody kept, of this festival and the one before, as far as the ledger reaches back; the newest first. */
export async function findMissingWeeks(
  reading: Reading,
  festival: Pick<Festival, 'on' | 'weeks'>,
): Promise<MissingWeek[]> {
  const before = springFestivalBefore(festival.on)
  const found = await sql<{ first: YearMonth | null; kept: string[] }>`
    select (select min(m.month) from risk.project_month m where m.district = ${reading.district}) as first,
      coalesce((select array_agg(w.festival_on::text || ' ' || w.weeks_before) from outlook.week w where w.district = ${reading.district}
        and w.festival_on = any (${[festival.on, before ?? festival.on]}::date[])), '{}') as kept`.execute(
    tables(reading),
  )
  const { first, kept } = found.rows[0] ?? { first: null, kept: [] }
  if (first === null) return []
  const isKept = new Set(kept)
  const wanted: MissingWeek[] = []
  for (let at = 0; at < weeksShown; at += 1) {
    const weeks = festival.weeks + at
    if (at > 0) wanted.push({ festivalOn: festival.on, weeks })
    if (before !== null) wanted.push({ festivalOn: before, weeks })
  }
  return wanted.filter(
    ({ festivalOn, weeks }) =>
      monthOf(lastDayOfWeek(weeks, festivalOn)) > first && !isKept.has(`${festivalOn} ${weeks}`),
  )
}

/** The whole district on a day that has passed, by what is known of it now. */
export async function rebuildWeek(
  reading: Reading,
  { festivalOn, weeks }: MissingWeek,
): Promise<WeekColumns> {
  const day = lastDayOfWeek(weeks, festivalOn)
  const terms = await termsOf(reading, day, true)
  const outlooks = (await readFacts(reading, terms, null)).map((one) => reckon(one, terms).outlook)
  const sum = (of: (one: (typeof outlooks)[number]) => Fen) =>
    outlooks.reduce((total, one) => total + of(one), 0)
  return {
    district: reading.district,
    festival_on: festivalOn,
    weeks_before: weeks,
    day,
    rebuilt: true,
    projects: outlooks.length,
    with_gap: outlooks.filter(({ gapFen }) => gapFen > 0).length,
    owed_fen: sum(({ wages }) => wages.owedFen),
    due_fen: sum(({ wages }) => wages.dueFen),
    money_fen: sum(({ money }) => money.moneyFen),
    gap_fen: sum(({ gapFen }) => gapFen),
    planned_fen: sum(({ plan }) => plan.plannedFen),
    kept_fen: sum(({ plan }) => plan.keptFen),
    broken_fen: sum(({ plan }) => plan.brokenFen),
  }
}
