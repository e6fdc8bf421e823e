import type { PlainDate } from '../../../kernel/day.ts'

/** How the wages of a project are secured (人社部发〔2021〕65号 art. 2); `exempt`: that they need not be (art. 11, 12). */
export const depositForms = ['cash', 'bank-letter', 'guarantee-letter', 'exempt'] as const
export type DepositForm = (typeof depositForms)[number]

export const depositStates = ['standing', 'not-begun', 'expired', 'returned', 'exempt'] as const
export type DepositState = (typeof depositStates)[number]

/** What is asked of a deposit to tell how it stands. */
export interface DepositDays {
  readonly form: DepositForm
  readonly validFrom: PlainDate | null
  readonly validTo: PlainDate | null
  readonly returnedOn: PlainDate | null
}

/** How a deposit stands on a day; both days of a letter are days on which it holds. */
export function depositState(deposit: DepositDays, on: PlainDate): DepositState {
  const { form, validFrom, validTo, returnedOn } = deposit
  if (returnedOn !== null && returnedOn <= on) return 'returned'
  if (form === 'exempt') return 'exempt'
  if (validTo !== null && validTo < on) return 'expired'
  return validFrom !== null && validFrom > on ? 'not-begun' : 'standing'
}

/**
 * The form that a list's word means; null where it is none. 保函 alone does not say who issued it: the issuer's name does,
 * where it is a bank or plainly none.
 */
export function depositFormOf(word: string, issuer: string | null): DepositForm | null {
  const plain = word.normalize('NFKC').replaceAll(/\s/g, '')
  if (/免(?:缴|交|存|于|予)|豁免/.test(plain)) return 'exempt'
  if (/保险|保单|担保公司|融资担保|担保保函|公司保函/.test(plain)) return 'guarantee-letter'
  if (/银行.{0,4}保函|银行担保/.test(plain)) return 'bank-letter'
  if (/保函/.test(plain)) return letterOf(issuer)
  if (/现金|货币|转账|电汇|存款|存储|缴存|现款/.test(plain)) return 'cash'
  if (/^担保$/.test(plain)) return 'guarantee-letter'
  return null
}

/** A letter by whoever issued it. */
export function letterOf(issuer: string | null): DepositForm | null {
  if (issuer === null) return null
  if (/担保|保险|保证/.test(issuer)) return 'guarantee-letter'
  return /银行|信用社|信用合作|农信|[工农中建交]行|支行|分行/.test(issuer) ? 'bank-letter' : null
}
