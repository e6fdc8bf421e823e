import { firstOf, lastOf, type PlainDate, type YearMonth } from '../kernel/day.ts'
import type { Chance } from './chance.ts'
import type { ProjectPlan } from './plan.ts'
import type { SeasonDay, SeasonMonth } from './season.ts'
import type { Stay } from './staff.ts'

/** What one person worked on one project in one month, in half hours a day. */
export interface WorkMonth {
  readonly stay: Stay
  readonly month: YearMonth
  readonly monthIndex: number
  readonly normalHalves: readonly number[]
  readonly overtimeHalves: readonly number[]
  readonly daysPresent: number
  readonly minutes: number
  /** 工日 in hundredths, rounded as the sheets do. */
  readonly workdaysHundredths: number
}

/** Every worked month of a stay. Days without work leave no trace. */
export function workOf(stay: Stay, season: readonly SeasonMonth[]): WorkMonth[] {
  if (stay.ghost) return writtenMonths(stay, season)
  const months: WorkMonth[] = []
  for (const [monthIndex, { month, days }] of season.entries()) {
    if (stay.enteredOn > lastOf(month)) continue
    if (stay.leftOn !== null && stay.leftOn < firstOf(month)) break
    const worked = workMonth(stay, month, monthIndex, days)
    if (worked.daysPresent > 0) months.push(worked)
  }
  return months
}

/** Months that are only written down: nobody was there. */
function writtenMonths(stay: Stay, season: readonly SeasonMonth[]): WorkMonth[] {
  const nothing = { normalHalves: [], overtimeHalves: [], daysPresent: 0, minutes: 0 }
  return season.flatMap(({ month }, monthIndex) => {
    const isWritten = stay.enteredOn <= firstOf(month) && monthIndex <= stay.plan.lastDue
    return isWritten ? [{ stay, month, monthIndex, ...nothing, workdaysHundredths: 0 }] : []
  })
}

function workMonth(
  stay: Stay,
  month: YearMonth,
  monthIndex: number,
  days: readonly SeasonDay[],
): WorkMonth {
  const normalHalves: number[] = []
  const overtimeHalves: number[] = []
  let daysPresent = 0
  let halves = 0
  for (const day of days) {
    const normal = there(stay, day.date) ? normalHalvesOf(stay, day) : 0
    const overtime = normal >= 16 ? overtimeHalvesOf(stay.plan, stay.luck) : 0
    normalHalves.push(normal)
    overtimeHalves.push(overtime)
    if (normal > 0) daysPresent += 1
    halves += normal + overtime
  }
  return {
    stay,
    month,
    monthIndex,
    normalHalves,
    overtimeHalves,
    daysPresent,
    minutes: halves * 30,
    workdaysHundredths: Math.round((halves * 50) / stay.plan.hoursPerWorkday),
  }
}

function there({ enteredOn, leftOn, plan }: Stay, date: PlainDate): boolean {
  if (date < enteredOn || (leftOn !== null && date > leftOn)) return false
  return !plan.breaks.some(({ from, to }) => date >= from && date <= to)
}

/** A whole day, half a day, or none, by holiday, weather, the site's custom and the person. */
function normalHalvesOf({ plan, team, luck }: Stay, day: SeasonDay): number {
  const whole = plan.hoursPerWorkday * 2
  if (day.weather === 'storm') return 0
  if (day.holiday && luck.happens(0.6)) return 0
  if (day.sunday && (plan.restsOnSunday || luck.happens(0.25))) return 0
  if (day.weather === 'rain' && team.trade.outdoors) return luck.happens(0.45) ? whole / 2 : 0
  if (luck.happens(0.05)) return 0
  if (day.weather === 'heat' && team.trade.outdoors) return 16
  return luck.happens(0.04) ? whole / 2 : whole
}

/** One to three and a half hours in the evening, on some days; a site in a hurry on most. */
function overtimeHalvesOf({ story }: ProjectPlan, luck: Chance): number {
  return luck.happens(story === 'messy-site' ? 0.5 : 0.2) ? luck.whole(2, 7) : 0
}
