import type { PlainDate } from '../kernel/day.ts'
import { demoDistrict } from '../kernel/district.ts'

/**
 * Numbers that are right in form and belong to nobody: the area 990101 is in no register of divisions,
 * cards beginning 6299 were given to no bank. Check digits are computed here and not taken from the
 * registry's rules, so that a mistake there is noticed.
 */

/** Resident identity number (GB 11643): area, birth, three digits of sequence (odd: male), check digit. */
export function residentId(born: PlainDate, sequence: number): string {
  const body = demoDistrict + born.replaceAll('-', '') + String(sequence).padStart(3, '0')
  let sum = 0
  for (let at = 0; at < 17; at += 1) sum += Number(body[at]) * (2 ** (17 - at) % 11)
  return body + '10X98765432'.charAt(sum % 11)
}

/** Unified social credit code (GB 32100): department and kind, area, organisation code, check digit. */
export function creditCode(kind: '12' | '91' | 'N2', serial: number): string {
  const organisation = `MAD${String(serial).padStart(5, '0')}`
  const body = kind + demoDistrict + organisation + organisationCheck(organisation)
  let sum = 0
  let weight = 1
  for (const sign of body) {
    sum += codeSigns.indexOf(sign) * weight
    weight = (weight * 3) % 31
  }
  return body + codeSigns.charAt((31 - (sum % 31)) % 31)
}

/** Nineteen digits that pass Luhn (GB/T 14504). */
export function bankCard(serial: number): string {
  const body = `6299${String(serial).padStart(14, '0')}`
  let sum = 0
  for (let at = 0; at < body.length; at += 1) {
    const digit = Number(body[body.length - 1 - at])
    const doubled = at % 2 === 0 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return body + String((10 - (sum % 10)) % 10)
}

export function phoneNumber(serial: number): string {
  return `199000${String(serial).padStart(5, '0')}`
}

/** Project number as the platform gives it: area, day of entry, class, sequence. */
export function projectCode(enteredOn: PlainDate, sequence: number): string {
  return `${demoDistrict}${enteredOn.replaceAll('-', '').slice(2)}01${two(sequence)}`
}

/** Construction permit: area, day of issue, class, sequence. */
export function permitNumber(issuedOn: PlainDate, sequence: number): string {
  return `${demoDistrict}${issuedOn.replaceAll('-', '')}01${two(sequence)}`
}

const codeSigns = '0123456789ABCDEFGHJKLMNPQRTUWXY'

const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2]

/** Check sign of the eight signs before it (GB 11714). */
function organisationCheck(organisation: string): string {
  let sum = 0
  for (const [at, weight] of organisationWeights.entries()) {
    sum += Number.parseInt(organisation.charAt(at), 36) * weight
  }
  const check = (11 - (sum % 11)) % 11
  return check === 10 ? 'X' : String(check)
}

function two(value: number): string {
  return String(value % 100).padStart(2, '0')
}
