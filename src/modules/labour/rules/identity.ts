import { addMonths, PlainDate } from '../../../kernel/day.ts'
import type { Checked, Finding, Severity } from '../../../kernel/finding.ts'

/** Every finding of these checks and its weight (practice: a wrong number is kept and barred, a ruined one waits). */
export const identityFindings = {
  'labour.id-missing': 'warning',
  'labour.id-ruined-by-sheet': 'lost',
  'labour.id-ends-in-zeros': 'warning',
  'labour.id-length': 'barred',
  'labour.id-area': 'barred',
  'labour.id-area-demo': 'barred',
  'labour.id-birth-date': 'barred',
  'labour.id-check-digit': 'barred',
  'labour.id-fifteen-digits': 'note',
  'labour.id-masked': 'warning',
  'labour.under-age': 'warning',
  'labour.minor': 'note',
  'labour.card-ruined-by-sheet': 'lost',
  'labour.card-not-digits': 'barred',
  'labour.card-length': 'barred',
  'labour.card-ends-in-zeros': 'warning',
  'labour.card-check-digit': 'warning',
  'labour.phone-ruined-by-sheet': 'lost',
  'labour.phone': 'barred',
  'labour.phone-several': 'note',
  'labour.phone-landline': 'warning',
  'labour.card-masked': 'barred',
} as const satisfies Record<string, Severity>

export interface IdentityContext {
  /** The day the check is made for: nobody is born after it. */
  readonly on: PlainDate
  /** Whether numbers of area 99xxxx, which nobody real has, are good here. */
  readonly demo: boolean
}

/** A citizen's identity number (GB 11643): area, day of birth, check digit. */
export function checkCitizenId(written: string, context: IdentityContext): Checked {
  const value = compact(written)
    .toUpperCase()
    .replaceAll(/[-‐-―－]/g, '')
    // × and the Cyrillic letter look like the last sign of a number.
    .replace(/(?<=^\d{17})[×✕Х*]$/, 'X')
  if (value === '') return found('labour.id-missing', value)
  if (/^[\dX]*[*＊×●]{3,}[\dX]*$/.test(value)) return found('labour.id-masked', value)
  if (isFloatingPoint(value)) return found('labour.id-ruined-by-sheet', value)
  if (/^\d{15}$/.test(value)) return checkOldCitizenId(value, context)
  const roundedOff = /^\d{15}000$/.test(value)
  const code = wrongWith(value, context)
  // A sheet keeps 15 digits of a number and writes zeros for the rest. One such number in eleven still
  // has a right check digit, and one real number in a thousand ends so: that one is only pointed at.
  if (roundedOff) {
    return found(code === null ? 'labour.id-ends-in-zeros' : 'labour.id-ruined-by-sheet', value)
  }
  return code === null ? { ok: true, value } : found(code, value)
}

/** `110105491231002` → `11010519491231002X`: numbers of 15 digits were given to people born in 19xx only. */
export function citizenIdOf18(old: string): string {
  const body = `${old.slice(0, 6)}19${old.slice(6)}`
  return body + citizenCheckDigit(body)
}

/** Completed years on a day; null where the number has no day of birth. */
export function ageOn(citizenId: string, on: PlainDate): number | null {
  const born = birthDateOf(citizenId)
  if (born === null || born > on) return null
  const years = Number(on.slice(0, 4)) - Number(born.slice(0, 4))
  return on.slice(5) < born.slice(5) ? years - 1 : years
}

/**
 * The day somebody turns 16, where it came after 条例 was in force (2020-05-01) and so may fall into work that is known
 * here; null of everybody older, and of a number that says no day of birth. Of nobody else is a birthday kept.
 */
export function sixteenOn(citizenId: string): PlainDate | null {
  const born = PlainDate.safeParse(birthDateOf(citizenId))
  if (!born.success) return null
  const on = addMonths(born.data, workingAge * 12)
  return on > '2020-05-01' ? on : null
}

/** Working age begins at 16 (劳动法 art. 15). Said, never a bar: who worked must be paid. */
export function underAgeOn(citizenId: string, on: PlainDate): Finding | null {
  const age = ageOn(citizenId, on)
  if (age === null || age >= workingAge) return null
  return { code: 'labour.under-age', severity: identityFindings['labour.under-age'] }
}

/** Between 16 and 18 a worker is a minor (劳动法 art. 58): not for every work, examined before (art. 64, 65). */
export function minorOn(citizenId: string, on: PlainDate): Finding | null {
  const age = ageOn(citizenId, on)
  if (age === null || age < workingAge || age >= fullAge) return null
  return { code: 'labour.minor', severity: identityFindings['labour.minor'] }
}

/** The day of birth as `YYYY-MM-DD`; null where the number is none or the day does not exist. */
export function birthDateOf(citizenId: string): string | null {
  const full = /^\d{15}$/.test(citizenId) ? citizenIdOf18(citizenId) : citizenId
  if (!/^\d{17}[\dX]$/.test(full)) return null
  const [year, month, day] = [full.slice(6, 10), full.slice(10, 12), full.slice(12, 14)]
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  const written = `${year}-${month}-${day}`
  return at.toISOString().startsWith(written) ? written : null
}

/** A bank card's number: 13 to 19 digits; not every card keeps the Luhn sum, so that only warns. */
export function checkBankCard(written: string): Checked {
  const whole = compact(written).replaceAll(/[-‐-―]/g, '')
  // 农行6228480012345678901: the bank's name beside its card.
  const value = /^[\p{Script=Han}:：()]{2,20}(\d{13,19})$/u.exec(whole)?.[1] ?? whole
  if (isFloatingPoint(value)) return found('labour.card-ruined-by-sheet', value)
  if (/^\d*[*＊×●]{3,}\d*$/.test(value)) return found('labour.card-masked', value)
  if (!/^\d+$/.test(value)) return found('labour.card-not-digits', value)
  if (value.length < 13 || value.length > 19) return found('labour.card-length', value)
  const right = luhn(value)
  // As with identity numbers: what is left of a long number after a sheet has rounded it to 15 digits.
  if (/^\d{15}0{3,4}$/.test(value)) {
    return found(right ? 'labour.card-ends-in-zeros' : 'labour.card-ruined-by-sheet', value)
  }
  return right ? { ok: true, value } : found('labour.card-check-digit', value)
}

/** A mobile phone's number: eleven digits, the first a 1; a leading +86 is not part of it. */
export function checkMobilePhone(written: string): Checked {
  const dashed = compact(written)
  const plain = dashed.replaceAll('-', '')
  if (isFloatingPoint(plain)) return found('labour.phone-ruined-by-sheet', plain)
  const value = plain.replace(/^[(（]?(\+|00)?86[)）]?(?=1\d{10}$)/, '')
  const several = /^(1\d{10})(?:[/、,，;；|或]+|(?=1\d{10}$))(?:(?:\+?86)?\d{7,12})$/.exec(value)
  if (several?.[1] !== undefined) return found('labour.phone-several', several[1])
  if (/^[(（]?0\d{2,3}[)）]?-?[2-9]\d{6,7}(?:-\d{1,6})?$/.test(dashed))
    return found('labour.phone-landline', plain)
  return /^1\d{10}$/.test(value) ? { ok: true, value } : found('labour.phone', value)
}

/** Whether a check lets the value stand in a payment. */
export function barsPayment(checked: Checked): boolean {
  return !checked.ok && (checked.severity === 'barred' || checked.severity === 'lost')
}

const workingAge = 16
const fullAge = 18

/** The standard's own example was born in 1880; before that a date is a slip of the pen. */
const earliestBirth = '1880-01-01'

/** The first two digits: provinces (GB/T 2260), 81 to 83 residents' permits, 91 to 96 foreigners' permits. */
const provinces = new Set(
  (
    '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 ' +
    '50 51 52 53 54 61 62 63 64 65 71 81 82 83 91 92 93 94 95 96'
  ).split(' '),
)

const citizenWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const

type IdentityCode = keyof typeof identityFindings

function wrongWith(value: string, context: IdentityContext): IdentityCode | null {
  if (!/^\d{17}[\dX]$/.test(value)) return 'labour.id-length'
  const demoArea = value.startsWith('99')
  if (demoArea && !context.demo) return 'labour.id-area-demo'
  if (!demoArea && !provinces.has(value.slice(0, 2))) return 'labour.id-area'
  const born = birthDateOf(value)
  if (born === null || born < earliestBirth || born > context.on) return 'labour.id-birth-date'
  if (value.at(-1) !== citizenCheckDigit(value)) return 'labour.id-check-digit'
  return null
}

/** Numbers of 15 digits ended in 2013 by law, but old sheets have them: taken, and said. */
function checkOldCitizenId(value: string, context: IdentityContext): Checked {
  return found(wrongWith(citizenIdOf18(value), context) ?? 'labour.id-fifteen-digits', value)
}

function citizenCheckDigit(id: string): string {
  let sum = 0
  for (const [at, weight] of citizenWeights.entries()) sum += weight * Number(id[at])
  return '10X98765432'.charAt(sum % 11)
}

function luhn(digits: string): boolean {
  let sum = 0
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits.at(-1 - at))
    const doubled = at % 2 === 0 ? digit : digit * 2
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/** `3.30106E+17`, and a number of more than 15 digits that went through one (`330106…234.0`). */
function isFloatingPoint(value: string): boolean {
  return /^\d+(\.\d+)?E\+?\d+$/i.test(value) || /^\d{16,}\.0*$/.test(value)
}

/** Full-width signs made plain, every space, invisible sign and leading apostrophe taken out. */
function compact(written: string): string {
  return written
    .normalize('NFKC')
    .replaceAll(/[\s\p{Cf}]/gu, '')
    .replace(/^['‘’`]/, '')
}

function found(code: IdentityCode, value: string): Checked {
  return { ok: false, value, code, severity: identityFindings[code] }
}
