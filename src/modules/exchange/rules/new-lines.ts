interface Counted {
  readonly added: number
  readonly superseded: number
  readonly corrected?: { readonly lines: number } | undefined
}

/** Lines that stand where none stood before; those that took the place of others are counted apart. */
export function newLinesOf(changed: Counted): number {
  return Math.max(0, changed.added - correctedLinesOf(changed))
}

/** Lines that took the place of others. */
export function correctedLinesOf({ superseded, corrected }: Counted): number {
  return corrected?.lines ?? superseded
}
