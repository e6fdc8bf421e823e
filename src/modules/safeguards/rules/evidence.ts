import type { PlainDate } from '../../../kernel/day.ts'
import type { Refusal } from '../../../kernel/refusal.ts'

/** Why this cannot be what somebody has seen: nobody sees ahead, and nothing ends before it was seen to begin. */
export function whyNotEvidence(
  {
    saidOn,
    validTo,
    holds,
  }: {
    readonly saidOn: PlainDate
    readonly validTo: PlainDate | null
    readonly holds: boolean
  },
  today: PlainDate,
): Refusal | null {
  if (saidOn > today) return { code: 'safeguards.seen-ahead', kind: 'invalid', field: 'saidOn' }
  if (validTo !== null && validTo < saidOn) {
    return { code: 'safeguards.valid-before-seen', kind: 'invalid', field: 'validTo' }
  }
  if (validTo !== null && !holds) {
    return { code: 'safeguards.valid-though-absent', kind: 'invalid', field: 'validTo' }
  }
  return null
}
