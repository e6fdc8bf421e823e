import type { Hearer } from '../../platform/hearing.ts'

/** Labour computes from its own lines only: it hears nobody. */
export const labourHears: readonly Hearer[] = []
