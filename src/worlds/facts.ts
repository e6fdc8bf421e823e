import { addDays, monthOf, nextMonth, type PlainDate, type YearMonth } from '../kernel/day.ts'
import { wageOf, type Wage } from './money.ts'
import { projectPlans, type Frame, type ProjectPlan, type WorldSize } from './plan.ts'
import { festivalBreaks, seasonOf } from './season.ts'
import { staysOf, type Stay } from './staff.ts'
import { siteWorkbookDay } from './timetable.ts'
import { workOf } from './work.ts'

/** All that happened in a district, before anybody wrote it down. */
export interface Facts {
  readonly months: readonly YearMonth[]
  readonly yesterday: PlainDate
  readonly plans: readonly ProjectPlan[]
  readonly stays: readonly Stay[]
  /** One a worked month that some sheet tells of. */
  readonly wages: readonly Wage[]
  /** The one project-month whose attendance comes as punches; null in a world without a fit one. */
  readonly punched: { readonly plan: ProjectPlan; readonly month: YearMonth } | null
}

export function factsOf(today: PlainDate, seed: string, size: WorldSize): Facts {
  const yesterday = addDays(today, -1)
  const last = monthOf(yesterday)
  const months = Array.from({ length: 12 }, (_, at) => nextMonth(last, at - 11))
  const frame: Frame = { seed, today, months, breaks: festivalBreaks(months) }
  const season = seasonOf(months, yesterday, seed)
  const plans = projectPlans(frame, size)
  const stays = staysOf(frame, plans)
  const wages: Wage[] = []
  for (const stay of stays) {
    for (const work of workOf(stay, season)) {
      if (!isTold(stay.plan, work.month, yesterday)) continue
      const wage = wageOf(work, yesterday)
      // Of who never came nothing is told but a pay sheet.
      if (!stay.ghost || wage.drawnOn !== null) wages.push(wage)
    }
  }
  return { months, yesterday, plans, stays, wages, punched: punchedOf(plans, months) }
}

/** The platform knows each day; a site that keeps its own sheets tells of a month when it is over. */
function isTold(plan: ProjectPlan, month: YearMonth, yesterday: PlainDate): boolean {
  return plan.story !== 'messy-site' || siteWorkbookDay(nextMonth(month)) <= yesterday
}

function punchedOf(plans: readonly ProjectPlan[], months: readonly YearMonth[]): Facts['punched'] {
  const month = months[months.length - 3]
  const plan = plans.find(
    ({ story, finishedOn, people, begunOn }) =>
      story === 'clean' && finishedOn === null && people < 80 && begunOn < `${months[0]}`,
  )
  return plan === undefined || month === undefined ? null : { plan, month }
}

export function isPunched({ punched }: Facts, { work }: Wage): boolean {
  return punched !== null && work.stay.plan === punched.plan && work.month === punched.month
}
