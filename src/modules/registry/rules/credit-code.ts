import type { Checked, Severity } from '../../../kernel/finding.ts'

/** What may be odd about a code. None bars anything: what an authority has issued is taken as it is. */
export const creditCodeFindings = {
  'registry.credit-code-missing': 'note',
  'registry.credit-code-length': 'warning',
  'registry.credit-code-signs': 'warning',
  'registry.credit-code-check-digit': 'warning',
  'registry.credit-code-old': 'note',
} as const satisfies Record<string, Severity>

/**
 * A unified social credit code (GB 32100-2015): authority, class, area (6), organisation (9), check sign.
 * A registration number of 15 digits or an organisation code of 9 signs, as older papers have, is kept
 * and said.
 */
export function checkCreditCode(written: string): Checked {
  const value = written
    .normalize('NFKC')
    .replaceAll(/[\s\p{Cf}-]/gu, '')
    .toUpperCase()
  if (value === '') return found('registry.credit-code-missing', value)
  if (/^\d{15}$/.test(value) || /^[\dA-Z]{8}[\dX]$/.test(value)) {
    return found('registry.credit-code-old', value)
  }
  if (value.length !== 18) return found('registry.credit-code-length', value)
  if ([...value].some((sign) => !alphabet.includes(sign))) {
    return found('registry.credit-code-signs', value)
  }
  if (value.at(-1) !== creditCheckSign(value)) {
    return found('registry.credit-code-check-digit', value)
  }
  return { ok: true, value }
}

/** The eighteenth sign that the first seventeen ask for. */
export function creditCheckSign(code: string): string {
  let sum = 0
  let weight = 1
  for (let at = 0; at < 17; at += 1) {
    sum += weight * alphabet.indexOf(code.charAt(at))
    weight = (weight * 3) % 31
  }
  return alphabet.charAt((31 - (sum % 31)) % 31)
}

/** Digits and capitals without I, O, S, V and Z, which are read as others. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

function found(code: keyof typeof creditCodeFindings, value: string): Checked {
  return { ok: false, value, code, severity: creditCodeFindings[code] }
}
