/** A stream of chance that its seed decides wholly: the same seed, the same district. */
export interface Chance {
  /** From 0 to just below 1. */
  unit(): number
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number
  happens(probability: number): boolean
  pick<T>(from: readonly T[]): T
}

/**
 * Small fast counter generator (sfc32), seeded from text by FNV-1a. Each project and each worker has a
 * stream of its own, so that a change to one does not reshuffle the others.
 */
export function chance(seed: string): Chance {
  const next = sfc32(seed)
  const unit = () => next() / 2 ** 32
  const whole = (low: number, high: number) => low + Math.floor(unit() * (high - low + 1))
  return {
    unit,
    whole,
    happens: (probability) => unit() < probability,
    pick: (from) => nth(from, whole(0, from.length - 1)),
  }
}

/** The element at a place that is known to be there; a bug otherwise. */
export function nth<T>(list: readonly T[], at: number): T {
  const found = list[at]
  if (found === undefined) throw new RangeError(`nothing at ${at} of ${list.length}`)
  return found
}

function sfc32(seed: string): () => number {
  let a = fnv1a(seed, 0x811c9dc5)
  let b = fnv1a(seed, 0x01234567)
  let c = fnv1a(seed, 0x89abcdef)
  let count = 1
  const next = () => {
    const sum = (a + b + count) >>> 0
    count = (count + 1) >>> 0
    a = (b ^ (b >>> 9)) >>> 0
    b = (c + (c << 3)) >>> 0
    c = (((c << 21) | (c >>> 11)) + sum) >>> 0
    return sum
  }
  // The first numbers still resemble the seed.
  for (let skipped = 0; skipped < 12; skipped += 1) next()
  return next
}

function fnv1a(text: string, start: number): number {
  let print = start
  for (let at = 0; at < text.length; at += 1) {
    print = Math.imul(print ^ text.charCodeAt(at), 0x01000193) >>> 0
  }
  return print
}
