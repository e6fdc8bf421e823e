import { act, look } from '../../platform/act.ts'
import { type Context, officeDay } from '../../platform/context.ts'
import { recordWeeks } from './store.ts'
import type { WeekColumns } from './store.ts'
import { springFestivalFrom } from '../calendar/rules/spring-festival.ts'
import { weeksBefore } from './rules/asking.ts'
import { countOutlooks } from './views.ts'
import { findMissingWeeks, rebuildWeek } from './views-weeks.ts'

/** Weeks behind that are reckoned at one sweep, by how many projects there are: each reads their whole ledger. */
const projectWeeks = 20_000
const mostWeeks = 30

/**
 * Writes the figures of the week that runs, once every project was looked at today, and reckons weeks before it that nobody
 * kept. A week that has passed changes no more.
 */
export async function keepWeeks(ctx: Context): Promise<void> {
  const day = officeDay(ctx)
  const on = springFestivalFrom(day)
  const festival = { on, weeks: weeksBefore(day, on) }
  const known = await look(ctx, async (reading) => {
    const counted = await countOutlooks(reading, {})
    const { projects } = counted.sums
    const most = Math.max(1, Math.min(mostWeeks, Math.floor(projectWeeks / Math.max(1, projects))))
    const missing = (await findMissingWeeks(reading, festival)).slice(0, most)
    const rebuilt: WeekColumns[] = []
    for (const week of missing) rebuilt.push(await rebuildWeek(reading, week))
    return { counted, rebuilt }
  })
  const { sums, waiting, withGap } = known.counted
  if (waiting > 0) return
  const current: WeekColumns = {
    district: ctx.district,
    festival_on: on,
    weeks_before: festival.weeks,
    day,
    rebuilt: false,
    projects: sums.projects,
    with_gap: withGap,
    owed_fen: sums.owedFen,
    due_fen: sums.dueFen,
    money_fen: sums.moneyFen,
    gap_fen: sums.gapFen,
    planned_fen: sums.plannedFen,
    kept_fen: sums.keptFen,
    broken_fen: sums.brokenFen,
  }
  await act(ctx, 'outlook.keep-weeks', ctx.district, async (tx) => {
    const written = await recordWeeks(tx, [current], false)
    tx.note({ written, rebuilt: await recordWeeks(tx, known.rebuilt, true) })
  })
}
