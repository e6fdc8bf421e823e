import type { Refusal } from '../../../kernel/refusal.ts'

/** Beyond this a password only costs time to hash. */
export const longestPassword = 128

/**
 * Why this cannot be the account's password. Twelve signs of any kind, or eight of at least three classes (capitals,
 * small letters, digits, others); not what everybody tries first, nor with the account's name in it.
 * Length and complexity are asked for by GB/T 22239-2019 8.1.4 (`memory`: it gives no figures).
 */
export function whyNotPassword(password: string, accountName: string): Refusal | null {
  const length = [...password].length
  if (length > longestPassword) {
    return { ...refusal('people.password-too-long'), values: { most: longestPassword } }
  }
  if (length < 8) return refusal('people.password-too-short')
  if (length < 12 && classesOf(password) < 3) return refusal('people.password-too-plain')
  if (new Set(password).size < 4) return refusal('people.password-too-plain')
  const plain = password.toLowerCase()
  const name = accountName.trim().toLowerCase()
  if (name.length >= 2 && plain.includes(name)) return refusal('people.password-holds-name')
  return isCommon(plain) ? refusal('people.password-common') : null
}

/** Words that lists of stolen passwords begin with, the long ones first. */
const commonWords = [
  'administrator',
  'qwertyuiop',
  'qazwsxedc',
  'asdfghjkl',
  'password',
  'passw0rd',
  'p@ssword',
  'p@ssw0rd',
  '1qaz2wsx',
  'abcdefgh',
  'iloveyou',
  'welcome',
  'letmein',
  'qwerty',
  'qazwsx',
  'woaini',
  'admin',
  'huxin',
  'root',
  'test',
  'qaz',
  'abc',
  'aa',
]

/** «Admin@123456» is admin with what everybody hangs on it; the letters or the long tail of another are not. */
function isCommon(plain: string): boolean {
  let rest = plain
  for (const word of commonWords) rest = rest.replaceAll(word, '')
  if (/\p{L}/u.test(rest)) return false
  return (rest !== plain && rest.length <= 8) || isRun(rest.replaceAll(/\D/g, ''))
}

/** 12345678, 87654321, 20242024: digits that follow each other, or come again and again. */
function isRun(digits: string): boolean {
  const steps = [...digits]
    .slice(1)
    .map((digit, at) => (Number(digit) - Number(digits[at]) + 10) % 10)
  if (steps.length === 0) return false
  if (steps.every((step) => step === 1) || steps.every((step) => step === 9)) return true
  for (let size = 1; size <= digits.length / 2; size += 1) {
    if (digits.startsWith(digits.slice(size))) return true
  }
  return false
}

function classesOf(password: string): number {
  return [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(password)).length
}

function refusal(code: string): Refusal {
  return { code, kind: 'invalid', field: 'password' }
}
