/** A punch: the minute since 1970-01-01 and whether it was in, out, or not said. */
export interface Punch {
  readonly minute: number
  readonly way: 'in' | 'out' | 'unknown'
}

/** A day as its punches tell it. */
export interface PunchedDay {
  /** Days since 1970-01-01. */
  readonly day: number
  /** First in to last out; 0 where one of them is missing. */
  minutes: number
  /** Somebody came, but the sheet does not say for how long. */
  unpaired: boolean
}

/** An out without an in belongs to yesterday's open in, when the shift would be no longer than this. */
export const longestShiftMinutes = 16 * 60

export interface FoldedDay {
  /** What is counted for this day; null where its only punch belongs to yesterday. */
  readonly day: PunchedDay | null
  /** The in of this day that nothing closed. */
  readonly openIn: number | null
  /** Minutes that the first out of this day adds to yesterday. */
  readonly forYesterday: number | null
}

/** Folds the punches of one worker and one day, in order of time: first in to last out. */
export function foldDay(day: number, punches: readonly Punch[], openIn: number | null): FoldedDay {
  let rest = punches
  let forYesterday: number | null = null
  const [first] = punches
  if (first?.way === 'out' && openIn !== null && first.minute - openIn <= longestShiftMinutes) {
    forYesterday = first.minute - openIn
    rest = punches.slice(1)
    // A second reading of the same gate, minutes later, closes nothing new.
    while (rest[0]?.way === 'out') rest = rest.slice(1)
  }
  if (rest.length === 0) return { day: null, openIn: null, forYesterday }
  const ins = rest.filter((punch) => punch.way !== 'out')
  const outs = rest.filter((punch) => punch.way !== 'in')
  const firstIn = ins[0]?.minute
  const lastOut = outs.at(-1)?.minute
  if (firstIn !== undefined && lastOut !== undefined && lastOut > firstIn) {
    const lastIn = rest.findLast((punch) => punch.way === 'in')?.minute
    const open = lastIn !== undefined && lastIn > lastOut ? lastIn : null
    return { day: { day, minutes: lastOut - firstIn, unpaired: false }, openIn: open, forYesterday }
  }
  return {
    day: { day, minutes: 0, unpaired: true },
    openIn: firstIn !== undefined && ins.at(-1)?.way === 'in' ? firstIn : null,
    forYesterday,
  }
}

/** Folds all punches of a worker into days. */
export function foldPunches(punches: readonly Punch[]): PunchedDay[] {
  const sorted = punches.toSorted((one, other) => one.minute - other.minute)
  const days: PunchedDay[] = []
  let openIn: number | null = null
  for (let from = 0; from < sorted.length;) {
    const day = Math.floor((sorted[from]?.minute ?? 0) / 1440)
    let to = from
    while (to < sorted.length && Math.floor((sorted[to]?.minute ?? 0) / 1440) === day) to += 1
    const folded = foldDay(day, sorted.slice(from, to), openIn)
    const yesterday = days.at(-1)
    if (folded.forYesterday !== null && yesterday !== undefined) {
      yesterday.minutes = Math.min(1440, yesterday.minutes + folded.forYesterday)
      yesterday.unpaired = false
    }
    if (folded.day !== null) days.push(folded.day)
    openIn = folded.openIn
    from = to
  }
  return days
}
