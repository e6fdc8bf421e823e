import { addDays, type PlainDate } from '../../../kernel/day.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import type { Parameter } from './parameter.ts'
import { planOwnerChoices } from './shipped-outlook.ts'
import { registerChoices } from './shipped-register.ts'
import { choicesOf, placeParameterKeys } from './shipped-risk.ts'
import { safeguardChoices } from './shipped-safeguards.ts'
import { secondFactorChoices } from './shipped-sign-in.ts'
import { parameterKeys } from './shipped.ts'

const known: ReadonlySet<string> = new Set<string>([...parameterKeys, ...placeParameterKeys])

/** Whether the program asks for it at all. */
export function isParameterKey(key: string): boolean {
  return known.has(key)
}

/**
 * Why a value cannot be added; null when it can. Of one place and key periods do not overlap: a value without a last
 * day holds until the next one begins, so only that may come after it.
 */
export function whyNotAddParameter(one: Parameter, standing: readonly Parameter[]): Refusal | null {
  const { key, validFrom, validTo } = one
  if (!known.has(key)) return refusal('places.parameter-unknown', 'key', { key })
  const wrong = whyNotValue(one)
  if (wrong !== null) return wrong
  if (validTo !== null && validTo < validFrom) {
    const values = { key, validFrom, validTo }
    return refusal('places.parameter-ends-before-begin', 'validTo', values)
  }
  const other = standing.find(
    (row) => row.key === key && row.place === one.place && overlap(row, one),
  )
  if (other === undefined) return null
  return refusal('places.parameter-overlaps', 'validFrom', {
    key,
    place: one.place,
    otherFrom: other.validFrom,
    otherTo: other.validTo ?? '……',
  })
}

/** The unit of a key: what it is said in wherever it stands. */
export function unitOf(key: string, standing: readonly Parameter[]): string {
  const known = standing.find((row) => row.key === key)
  return known?.unit ?? placeUnits[key] ?? ''
}

/** Of what is shipped for no place. */
const placeUnits: Readonly<Record<string, string>> = { 'minimum-wage-month': '元' }

function whyNotValue({ key, value, unit }: Parameter): Refusal | null {
  const choices = choicesFor(key)
  if (choices !== null) {
    if (typeof value === 'string' && choices.includes(value)) return null
    return refusal('places.parameter-not-a-choice', 'value', { key, choices: choices.join('、') })
  }
  if (key === payDateKey) {
    if (typeof value === 'string' && payRule.test(value)) return null
    return refusal('places.parameter-not-a-pay-date', 'value', { key })
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    return refusal('places.parameter-not-a-number', 'value', { key })
  }
  if (value < 0) return refusal('places.parameter-negative', 'value', { key })
  if (/-(?:days|months|levels)$|-workdays-/.test(key) && !Number.isInteger(value)) {
    return refusal('places.parameter-not-whole', 'value', { key })
  }
  if (unit === '%' && value > 100) return refusal('places.parameter-too-high', 'value', { key })
  return null
}

export const payDateKey = 'pay-date-default'
/** As the calendar reads it: the last workday of the month after, or a day of it. */
const payRule = /^(?:last-workday-of-next-month|day-of-next-month:(?:[1-9]|[12]\d|3[01]))$/

/** What may be said where it is no number; null where it is one, or a pay date. */
export function choicesFor(key: string): readonly string[] | null {
  if (key === 'shift-count') return ['first-last', 'pairs']
  if (key.startsWith('safeguard-')) return safeguardChoices
  if (key.startsWith('level-r-')) return choicesOf['level'] ?? null
  if (key.startsWith('matter-owner-')) return choicesOf['matter-owner'] ?? null
  if (key === 'second-factor-of') return secondFactorChoices
  if (key.startsWith('plan-owner-')) return planOwnerChoices
  if (Object.hasOwn(registerChoices, key)) return registerChoices[key] ?? null
  return null
}

interface Period {
  readonly validFrom: PlainDate
  readonly validTo: PlainDate | null
}

/** The one that begins later must begin after the other's last day; one without a last day gives way to it. */
function overlap(one: Period, other: Period): boolean {
  if (one.validFrom === other.validFrom) return true
  const [first, second] = one.validFrom < other.validFrom ? [one, other] : [other, one]
  // Adding an endless value before one that stands would say two things of the days after that one begins.
  if (first === other && first.validTo === null) return true
  return first.validTo !== null && second.validFrom < addDays(first.validTo, 1)
}

function refusal(code: string, field: string, values: Record<string, string>): Refusal {
  return { code, kind: 'invalid', field, values }
}
