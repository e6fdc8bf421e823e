import type { PlainDate } from '../../../kernel/day.ts'
import type { Fen } from '../../../kernel/money.ts'
import type { Refusal } from '../../../kernel/refusal.ts'

/** Whose work is given to whom: owner to general contractor, he to a specialist, anybody to a labour company. */
export const contractKinds = ['general', 'subcontract', 'labour'] as const
export type ContractKind = (typeof contractKinds)[number]

/** What an officer states of a contract; firms by their ids. */
export interface ContractFields {
  readonly kind: ContractKind
  readonly number: string | null
  readonly partyA: string
  readonly partyB: string
  readonly aboveId: string | null
  readonly sumFen: Fen | null
  readonly signedOn: PlainDate | null
  readonly beginsOn: PlainDate | null
  readonly endsOn: PlainDate | null
  readonly cycleMonths: number | null
  readonly transferDay: number | null
  readonly ratioBasisPoints: number | null
}

export interface ContractBounds {
  /** Nobody believes a larger sum (a published list has one of 24.3 trillion). */
  readonly beyondYuan: number
  readonly today: PlainDate
}

/** Why these fields cannot be a contract; that a firm is no party here, or a number taken, only the store can say. */
export function whyNotContract(fields: ContractFields, bounds: ContractBounds): Refusal | null {
  const { partyA, partyB, sumFen, signedOn, beginsOn, endsOn } = fields
  if (partyA === partyB) return invalid('safeguards.one-party', 'partyB')
  if (sumFen !== null && sumFen <= 0) return invalid('safeguards.sum-not-positive', 'sumFen')
  if (sumFen !== null && isBeyondBelief(sumFen, bounds.beyondYuan)) {
    return invalid('safeguards.sum-beyond-belief', 'sumFen', { yuan: bounds.beyondYuan })
  }
  if (beginsOn !== null && endsOn !== null && endsOn < beginsOn) {
    return invalid('safeguards.end-before-begin', 'endsOn', { begin: beginsOn, end: endsOn })
  }
  if (signedOn !== null && signedOn > bounds.today)
    return invalid('safeguards.signed-ahead', 'signedOn')
  return null
}

export function isBeyondBelief(sumFen: Fen, beyondYuan: number): boolean {
  return sumFen > beyondYuan * 100
}

/** A number as it is compared: without spaces, signs of full width as the others. */
export function contractNumberKey(number: string | null): string | null {
  const key = (number ?? '')
    .normalize('NFKC')
    .replaceAll(/[\s\p{Cf}]/gu, '')
    .toUpperCase()
  return key === '' ? null : key
}

function invalid(code: string, field: string, values?: Record<string, string | number>): Refusal {
  const refusal = { code, kind: 'invalid' as const, field }
  return values === undefined ? refusal : { ...refusal, values }
}
