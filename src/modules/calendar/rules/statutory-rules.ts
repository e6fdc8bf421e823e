import type { StatutoryRule } from './statutory-deadline.ts'
import { procedureRules } from './statutory-procedure.ts'
import { siteRules } from './statutory-site.ts'

/** Every limit C01–C26 of the rulebook, in its order; a bare id is the row's first formula, others of the row have suffixes. */
export const statutoryRules: readonly StatutoryRule[] = [...siteRules, ...procedureRules].toSorted(
  (a, b) => rowOf(a) - rowOf(b),
)

function rowOf({ id }: StatutoryRule): number {
  return Number(id.slice(1, 3))
}

export function statutoryRule(id: string): StatutoryRule | undefined {
  return statutoryRules.find((one) => one.id === id)
}
