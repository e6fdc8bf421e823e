/** So far back a clock does not run by itself: it has lost its battery, and begun at 2000-01-01 or so. */
const setBackMinutes = 31 * 1440
/** Where more rows than this seem lost, the log is in another order than that of time. */
const mostLost = 0.05

/**
 * Which punches of a machine's own log, that is written in the order of time, were made while its clock had lost the time:
 * they stand back more than a month behind what came before, and the time goes on later. Where they were, nobody knows.
 */
export function lostClocks(read: readonly { readonly minute: number }[]): Set<number> {
  const lost = new Set<number>()
  let latest = Number.NEGATIVE_INFINITY
  let waiting: number[] = []
  for (const [at, { minute }] of read.entries()) {
    if (minute < latest - setBackMinutes) {
      waiting.push(at)
      continue
    }
    for (const one of waiting) lost.add(one)
    waiting = []
    latest = Math.max(latest, minute)
  }
  return lost.size > read.length * mostLost ? new Set() : lost
}
