import type { PlainDate } from '../../../kernel/day.ts'
import type { Checked } from '../../../kernel/finding.ts'
import { checkBankCard, checkCitizenId, checkMobilePhone } from '../../labour/rules/identity.ts'
import { checkCreditCode } from '../../registry/rules/credit-code.ts'
import { remembered } from './cell-text.ts'

/** The checks of numbers that a row names. */
export interface IdentityChecks {
  idNumber(written: string): Checked
  card(written: string): Checked
  phone(written: string): Checked
  creditCode(written: string): Checked
}

/** The checks of labour and registry, for a day and a kind of district. */
export function identityChecks(context: {
  readonly on: PlainDate
  readonly demo: boolean
}): IdentityChecks {
  return {
    idNumber: (written) => checkCitizenId(written, context),
    card: checkBankCard,
    phone: checkMobilePhone,
    // Of few firms, on each of their workers' rows.
    creditCode: remembered(checkCreditCode, 1_000),
  }
}
