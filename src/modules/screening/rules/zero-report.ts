import { type PlainDate, addDays } from '../../../kernel/day.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import type { RoundState, ZeroRhythm } from './round.ts'

export interface ZeroPeriod {
  readonly from: PlainDate
  readonly to: PlainDate
}

interface RoundDays {
  readonly beginsOn: PlainDate
  readonly endsOn: PlainDate
  readonly zeroRhythm: ZeroRhythm
}

const daysOf: Record<Exclude<ZeroRhythm, 'round'>, number> = { daily: 1, weekly: 7 }

/** The period that a day lies in; of the whole round where it has no rhythm. Null: the day is not of the round. */
export function periodOf(round: RoundDays, on: PlainDate): ZeroPeriod | null {
  if (on < round.beginsOn || on > round.endsOn) return null
  return zeroPeriods(round, round.endsOn).find(({ from, to }) => from <= on && on <= to) ?? null
}

/** The periods that have begun by `today`, in order; the last may still run. Together they are the round's days, each once. */
export function zeroPeriods(round: RoundDays, today: PlainDate): ZeroPeriod[] {
  const { beginsOn, endsOn, zeroRhythm } = round
  if (beginsOn > today) return []
  if (zeroRhythm === 'round') return [{ from: beginsOn, to: endsOn }]
  const periods: ZeroPeriod[] = []
  for (
    let from = beginsOn;
    from <= endsOn && from <= today;
    from = addDays(from, daysOf[zeroRhythm])
  ) {
    const to = addDays(from, daysOf[zeroRhythm] - 1)
    periods.push({ from, to: to < endsOn ? to : endsOn })
  }
  return periods
}

export interface ZeroAsked {
  readonly roundState: RoundState
  readonly zeroRhythm: ZeroRhythm
  readonly isMine: boolean
  readonly isOffice: boolean
  /** Items of the owner that nobody has screened, nor said why not. */
  readonly waiting: number
  /** Items of the owner in whose reports something was found: of the round, or of the period. */
  readonly found: number
  readonly items: number
}

/** Why it cannot be said that nothing was found; null when it may. */
export function whyNotZero(asked: ZeroAsked): Refusal | null {
  if (asked.roundState !== 'open') return { code: 'screening.not-open', kind: 'wrong-state' }
  if (!asked.isMine && !asked.isOffice) {
    return { code: 'screening.not-yours', kind: 'not-allowed' }
  }
  if (asked.items === 0) return { code: 'screening.no-items', kind: 'wrong-state' }
  if (asked.found > 0) {
    return { code: 'screening.zero-but-found', kind: 'wrong-state', values: { count: asked.found } }
  }
  // A day's report says nothing of what is looked at later.
  if (asked.zeroRhythm === 'round' && asked.waiting > 0) {
    return {
      code: 'screening.zero-too-early',
      kind: 'wrong-state',
      values: { count: asked.waiting },
    }
  }
  return null
}
