import { addDays, type PlainDate } from './kernel/day.ts'
import { fen } from './kernel/money.ts'
import { Refused } from './kernel/refusal.ts'
import { enterMoney } from './modules/outlook/enter-money.ts'
import { makePlan } from './modules/outlook/make-plan.ts'
import { viewProjectOutlook } from './modules/outlook/views-project.ts'
import { type Context, officeDay } from './platform/context.ts'

/** Plans are made a month before the first start, so that some of their days have passed. */
const madeDaysAgo = 30
const firstDueDaysAgo = 5
/** One project in so many has a plan; half of those have money promised too. */
const everyNth = 3

/**
 * Pay-out plans before the Spring Festival for some of the demo's projects, made as an office does: what became of them the
 * wages that were handed in tell. A start that was broken off goes on where it was.
 */
export async function makeDemoPlans(today: Context, codes: readonly string[]): Promise<void> {
  const madeOn = addDays(officeDay(today), -madeDaysAgo)
  const then = { ...today, now: new Date(`${madeOn}T10:00:00+08:00`) }
  for (const [at, code] of codes.toSorted().entries()) {
    if (at % everyNth !== 0) continue
    await unlessMade(() => planFor(then, code, at % (2 * everyNth) === 0))
  }
}

async function planFor(ctx: Context, code: string, withMoney: boolean): Promise<void> {
  const { dueFen, people, festival, day } = await viewProjectOutlook(ctx, { code })
  if (dueFen === 0 || people === 0) return
  // Whole hundreds of yuan, as promises are.
  const part = (share: number) =>
    fen(Math.max(10_000, Math.round((dueFen * share) / 10_000) * 10_000))
  const common = { beginsOn: null, people, payer: 'general-contractor' as const, words: '' }
  const promise = (dueOn: PlainDate, amountFen: number) => ({
    ...common,
    dueOn,
    amountFen,
    moneySource: 'progress-payment' as const,
  })
  const promises = [
    promise(addDays(day, madeDaysAgo - firstDueDaysAgo), part(0.2)),
    promise(addDays(festival.on, -10), part(0.7)),
  ].filter(({ dueOn }) => dueOn <= festival.on && dueOn >= day)
  if (promises.length === 0) return
  await makePlan(ctx, { code }, { version: 0, promises })
  if (!withMoney) return
  await enterMoney(
    ctx,
    { code },
    {
      amountFen: part(0.4),
      expectedOn: addDays(festival.on, -20) < day ? day : addDays(festival.on, -20),
      moneySource: 'progress-payment',
      words: '建设单位函复：第三季度进度款节前拨付',
      evidence: [],
    },
  )
}

async function unlessMade(make: () => Promise<void>): Promise<void> {
  try {
    await make()
  } catch (error) {
    const code = error instanceof Refused ? error.refusal.code : null
    if (code !== 'outlook.plan-changed-meanwhile') throw error
  }
}
