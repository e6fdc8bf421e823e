/** Screened ÷ known in whole hundredths of a percent, rounded down: 100 % is only what is wholly screened. Null: nothing is known. */
export function screeningRate(screened: number, known: number): number | null {
  if (known === 0) return null
  return Math.floor((screened * 10_000) / known)
}

/** `8333` → `83.3%`. */
export function rateText(rate: number | null): string {
  if (rate === null) return '—'
  return rate === 10_000 ? '100%' : `${(Math.floor(rate / 10) / 10).toFixed(1)}%`
}
