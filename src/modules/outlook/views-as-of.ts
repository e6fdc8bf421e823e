import { look } from '../../platform/act.ts'
import { type Context, officeDay } from '../../platform/context.ts'
import { springFestivalFrom } from '../calendar/rules/spring-festival.ts'
import { calendarOf } from '../calendar/views.ts'
import { findProjectId } from '../registry/views.ts'
import type { Confidence, Method } from './rules/wages-due.ts'
import { readFacts, termsOf } from './views-facts.ts'
import { festivalOf, reckon } from './views-rows.ts'

/** A project as it stood on a day, from facts up to that day. */
export interface OutlookAsOf {
  readonly project: string
  readonly name: string
  readonly town: string | null
  readonly people: number
  readonly owedFen: number
  readonly estimatedFen: number
  readonly dueFen: number
  readonly unestimated: boolean
  readonly unknownWorkerMonths: number
  readonly method: Method
  readonly confidence: Confidence
  readonly moneyFen: number
  readonly moneyUnknown: boolean
  readonly gapFen: number
  readonly plannedFen: number
  readonly keptFen: number
  readonly lateFen: number
  readonly brokenFen: number
}

interface Asked {
  readonly projectCode?: string
}

/** As everything stands now; nothing is written. */
export function outlooksNow(ctx: Context, asked: Asked): Promise<OutlooksOfDay> {
  return outlooksOf(ctx, asked, false)
}

/** Folded anew from the ledger: what came later than the day of the context is left out, and nothing is written. */
export function outlooksAsOf(ctx: Context, asked: Asked): Promise<OutlooksOfDay> {
  return outlooksOf(ctx, asked, true)
}

export interface OutlooksOfDay {
  readonly festival: ReturnType<typeof festivalOf>
  readonly rows: OutlookAsOf[]
}

async function outlooksOf(
  ctx: Context,
  { projectCode }: Asked,
  rebuilt: boolean,
): Promise<OutlooksOfDay> {
  const day = officeDay(ctx)
  return look(ctx, async (reading) => {
    const ids = projectCode === undefined ? null : [await findProjectId(reading, projectCode)]
    const terms = await termsOf(reading, day, rebuilt)
    const reckoned = (await readFacts(reading, terms, ids)).map((facts) => reckon(facts, terms))
    const rows = reckoned.map(
      ({ facts: { project }, outlook: { wages, money, gapFen, plan } }) => ({
        project: project.code,
        name: project.name,
        town: project.town_name,
        people: wages.people,
        owedFen: wages.owedFen,
        estimatedFen: wages.estimatedFen,
        dueFen: wages.dueFen,
        unestimated: wages.unestimated,
        unknownWorkerMonths: wages.unknownWorkerMonths,
        method: wages.method,
        confidence: wages.confidence,
        moneyFen: money.moneyFen,
        moneyUnknown: money.unknown,
        gapFen,
        plannedFen: plan.plannedFen,
        keptFen: plan.keptFen,
        lateFen: plan.lateFen,
        brokenFen: plan.brokenFen,
      }),
    )
    return {
      festival: festivalOf(day, springFestivalFrom(day), await calendarOf(reading)),
      rows: rows.toSorted((a, b) => b.gapFen - a.gapFen || (a.project < b.project ? -1 : 1)),
    }
  })
}
