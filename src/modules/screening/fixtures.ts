import { uuidv7 } from 'uuidv7'
import { addDays } from '../../kernel/day.ts'
import { type Context, officeDay } from '../../platform/context.ts'
import type { NewRound } from './contract.ts'
import type { NewReport } from './contract-reports.ts'
import { makeRound } from './make-round.ts'
import { openRound } from './open-round.ts'

/** A draft of ten days from today over every live project, by towns. */
export async function aDraftRound(ctx: Context, over: Partial<NewRound> = {}): Promise<string> {
  const today = officeDay(ctx)
  const { id } = await makeRound(ctx, {
    title: '冬季行动第一轮排查',
    beginsOn: today,
    endsOn: addDays(today, 9),
    ownerWay: 'town',
    zeroRhythm: 'round',
    filter: { towns: [], industries: [], ownerKinds: [], states: [] },
    ...over,
  })
  return id
}

/** The same, sent out. */
export async function aRound(ctx: Context, over: Partial<NewRound> = {}): Promise<string> {
  const id = await aDraftRound(ctx, over)
  await openRound(ctx, id, { version: 1 })
  return id
}

/** A report of a site where all is well. */
export function aReport(ctx: Context, over: Partial<NewReport> = {}): NewReport {
  return {
    submissionId: uuidv7(),
    outcome: 'screened',
    day: officeDay(ctx),
    reason: null,
    headcount: 32,
    boards: 'yes',
    paidUntil: null,
    spokeTo: '劳资专管员、工人',
    findings: [],
    words: '',
    unpaidPeople: null,
    unpaidFen: null,
    photos: [],
    ...over,
  }
}
