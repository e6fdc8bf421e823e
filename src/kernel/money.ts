import { z } from 'zod'

/** Money in whole fen (1 yuan = 100 fen), a safe integer; `bigint` in SQL. */
export const Fen = z.int().brand<'Fen'>()
export type Fen = z.infer<typeof Fen>

export const zeroFen: Fen = Fen.parse(0)

/** Throws where the number is not a safe whole number. */
export function fen(value: number): Fen {
  return Fen.parse(value)
}

export function sumFen(values: Iterable<Fen>): Fen {
  let total = 0
  for (const value of values) total += value
  return fen(total)
}

/** `2280000` → `22,800.00` (yuan, two decimals, thousands marks). */
export function yuanText(value: Fen): string {
  const digits = String(Math.abs(value)).padStart(3, '0')
  // By hand: a list of half a million sums says each, and Intl takes fifty times as long.
  let whole = digits.slice(0, -2)
  let marked = whole.slice(-3)
  while (whole.length > 3) {
    whole = whole.slice(0, -3)
    marked = `${whole.slice(-3)},${marked}`
  }
  return `${value < 0 ? '-' : ''}${marked}.${digits.slice(-2)}`
}

/** `244625000` → `244.6` (ten thousand yuan, one decimal): for headline figures and charts only. */
export function wanYuanText(value: Fen): string {
  return (Math.round(value / 100_000) / 10).toLocaleString('en-US', {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  })
}
