/** The six systems (条例 art. 24, 26, 28, 31, 32, 34), then the labour contract and the labour officer (art. 28). */
export const safeguards = [
  'real-name',
  'special-account',
  'contractor-pays',
  'deposit',
  'labour-cost',
  'notice-board',
  'labour-contract',
  'labour-officer',
] as const
export type Safeguard = (typeof safeguards)[number]

/** Of them, what the office counts as its six systems. */
export const sixSystems: readonly Safeguard[] = safeguards.slice(0, 6)

export const safeguardStates = [
  'met',
  'missing',
  'expired',
  'not-due',
  'unknown',
  'not-required',
] as const
export type SafeguardState = (typeof safeguardStates)[number]

/** What stands against the project: somebody has to do something. */
export function isLacking(state: SafeguardState): boolean {
  return state === 'missing' || state === 'expired'
}

/**
 * Percent of those that had to stand which do; null where nothing had to. What is not known to be required, or not due
 * yet, counts neither way (rulebook A20: qualifying ÷ in scope).
 */
export function metPercent(counts: Readonly<Record<SafeguardState, number>>): number | null {
  const scope = counts.met + counts.missing + counts.expired
  return scope === 0 ? null : Math.floor((counts.met * 1_000) / scope) / 10
}
