import { addDays, type PlainDate } from '../../../kernel/day.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import type { Parameter } from '../../places/rules/parameter.ts'
import type { Expectation, ProjectKind } from './expectation.ts'
import { shippedExpectations, withFigures } from './shipped-expectations.ts'

/** Days on which a row holds; `validTo` null: no end is set. */
export interface Validity {
  readonly validFrom: PlainDate
  readonly validTo: PlainDate | null
}

/** An expectation that the office added. */
export interface AddedExpectation extends Validity {
  readonly kind: 'added'
  readonly expectation: Expectation
}

/** Days on which an expectation, shipped or added, does not hold. */
export interface SwitchedOff extends Validity {
  readonly kind: 'off'
  readonly rule: string
}

export type ExpectationRow = AddedExpectation | SwitchedOff

export function holdsOn({ validFrom, validTo }: Validity, day: PlainDate): boolean {
  return validFrom <= day && (validTo === null || day <= validTo)
}

/** What is expected in a district on a day: what is shipped and what was added, without what is switched off. */
export function expectationsOn(
  rows: readonly ExpectationRow[],
  parameters: readonly Parameter[],
  district: string,
  day: PlainDate,
): Expectation[] {
  const holding = rows.filter((row) => holdsOn(row, day))
  const off = new Set(holding.flatMap((row) => (row.kind === 'off' ? [row.rule] : [])))
  const all = [
    ...shippedExpectations.map((one) => withFigures(one, parameters, district, day)),
    ...holding.flatMap((row) => (row.kind === 'added' ? [row.expectation] : [])),
  ]
  return all.filter(({ rule }) => !off.has(rule))
}

/** Why an expectation cannot be added; null when it can. */
export function whyNotAdd(
  one: Validity & Omit<Expectation, 'rule'>,
  standing: readonly ExpectationRow[],
  today: PlainDate,
): Refusal | null {
  if (!Number.isInteger(one.graceDays)) return invalid('coverage.grace-not-whole', 'graceDays')
  if (one.graceDays < 0) return invalid('coverage.grace-negative', 'graceDays')
  if (one.fromSumFen !== null && one.fromSumFen < 0) {
    return invalid('coverage.sum-negative', 'fromSumFen')
  }
  if (one.seenBy.some((source) => source === one.missing)) {
    return invalid('coverage.seen-by-itself', 'seenBy')
  }
  const wrong = whyNotValidity(one, today)
  if (wrong !== null) return wrong
  const same = standing.find(
    (row) => row.kind === 'added' && isSameKind(row.expectation, one) && overlap(row, one),
  )
  return same === undefined ? null : overlaps(same)
}

/** Why an expectation cannot be switched off on these days; null when it can. */
export function whyNotSwitchOff(
  { rule, ...validity }: Validity & { readonly rule: string },
  standing: readonly ExpectationRow[],
  today: PlainDate,
): Refusal | null {
  const isKnown =
    shippedExpectations.some((one) => one.rule === rule) ||
    standing.some((row) => row.kind === 'added' && row.expectation.rule === rule)
  if (!isKnown) return { code: 'coverage.no-such-rule', kind: 'not-found', values: { rule } }
  const wrong = whyNotValidity(validity, today)
  if (wrong !== null) return wrong
  const same = standing.find(
    (row) => row.kind === 'off' && row.rule === rule && overlap(row, validity),
  )
  return same === undefined ? null : overlaps(same)
}

/** Why a row cannot end with this day as its last; null when it can. Yesterday: it does not hold from today on. */
export function whyNotEnd(
  { validFrom, validTo }: Validity,
  lastDay: PlainDate,
  today: PlainDate,
): Refusal | null {
  const yesterday = addDays(today, -1)
  if (validTo !== null && validTo <= yesterday) {
    return { code: 'coverage.ended-already', kind: 'changed-meanwhile' }
  }
  if (lastDay < yesterday) return invalid('coverage.ends-in-past', 'lastDay')
  if (lastDay < addDays(validFrom, -1)) return invalid('coverage.ends-before-begin', 'lastDay')
  if (validTo !== null && lastDay > validTo) return invalid('coverage.ends-later', 'lastDay')
  return null
}

/** What was decided on past days was decided: a row begins today or later. */
function whyNotValidity({ validFrom, validTo }: Validity, today: PlainDate): Refusal | null {
  if (validFrom < today) return invalid('coverage.begins-in-past', 'validFrom')
  if (validTo !== null && validTo < validFrom) {
    return invalid('coverage.ends-before-begin', 'validTo')
  }
  return null
}

function isSameKind(one: Expectation, other: Omit<Expectation, 'rule'>): boolean {
  const key = ({ seenBy, industries, ownerKinds, states, fromSumFen }: ProjectKind) =>
    JSON.stringify([
      ...[seenBy, industries, ownerKinds, states].map((list: readonly string[]) =>
        list.toSorted((a, b) => (a < b ? -1 : 1)),
      ),
      fromSumFen,
    ])
  return one.missing === other.missing && key(one) === key(other)
}

function overlap(one: Validity, other: Validity): boolean {
  const startsIn = (a: Validity, b: Validity) =>
    a.validFrom >= b.validFrom && (b.validTo === null || a.validFrom <= b.validTo)
  const isNever = ({ validFrom, validTo }: Validity) => validTo !== null && validTo < validFrom
  return !isNever(one) && !isNever(other) && (startsIn(one, other) || startsIn(other, one))
}

function overlaps({ validFrom, validTo }: Validity): Refusal {
  const values = { from: validFrom, to: validTo ?? '……' }
  return { code: 'coverage.overlaps', kind: 'invalid', field: 'validFrom', values }
}

function invalid(code: string, field: string): Refusal {
  return { code, kind: 'invalid', field }
}
