import { uuidv7 } from 'uuidv7'
import { must, Refused } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import { type Context, officeDay, type Tx } from '../../platform/context.ts'
import type { AddExpectation, EndDecision, SwitchOffExpectation } from './contract.ts'
import { refreshBlindSpots } from './recompute.ts'
import { whyNotAdd, whyNotEnd, whyNotSwitchOff } from './rules/expectation-row.ts'
import {
  endExpectationRow,
  type ExpectationRecord,
  insertExpectationRow,
  lockCoverage,
  readExpectationRows,
  ruleRowOf,
} from './store.ts'

/** An expectation of the district's own, under the next number `L-…`; blind spots follow in the same transaction. */
export async function addExpectation(
  ctx: Context,
  { title, article, reason, ...one }: AddExpectation,
): Promise<{ rule: string }> {
  return act(ctx, 'expectation.add', ctx.district, async (tx) => {
    const rows = await readHeldRows(tx)
    must(whyNotAdd(one, rows.map(ruleRowOf), officeDay(tx)))
    const number = rows.filter(({ kind }) => kind === 'added').length + 1
    const rule = `L-${String(number).padStart(2, '0')}`
    await insertExpectationRow(tx, {
      ...decided(tx, { ...one, reason }),
      kind: 'added',
      rule,
      title,
      missing: one.missing,
      seen_by: one.seenBy,
      industries: one.industries,
      owner_kinds: one.ownerKinds,
      states: one.states,
      from_sum_fen: one.fromSumFen,
      grace_days: one.graceDays,
      article,
    })
    tx.note({ rule, missing: one.missing, days: one.graceDays })
    await refreshBlindSpots(tx, null)
    return { rule }
  })
}

/** An expectation does not hold on these days; what it alone had opened is closed. */
export async function switchOffExpectation(
  ctx: Context,
  rule: string,
  { reason, ...validity }: SwitchOffExpectation,
): Promise<{ rule: string }> {
  return act(ctx, 'expectation.switch-off', rule, async (tx) => {
    const rows = await readHeldRows(tx)
    must(whyNotSwitchOff({ rule, ...validity }, rows.map(ruleRowOf), officeDay(tx)))
    await insertExpectationRow(tx, { ...decided(tx, { ...validity, reason }), kind: 'off', rule })
    tx.note({ from: validity.validFrom, to: validity.validTo ?? '' })
    await refreshBlindSpots(tx, null)
    return { rule }
  })
}

/** Ends what was added, or a switching off; what was decided for past days stays. */
export async function endDecision(
  ctx: Context,
  id: string,
  { lastDay, why }: EndDecision,
): Promise<{ rule: string }> {
  return act(ctx, 'expectation.end-decision', id, async (tx) => {
    const row = (await readHeldRows(tx)).find((one) => one.id === id)
    if (row === undefined) throw new Refused({ code: 'coverage.no-such-row', kind: 'not-found' })
    must(whyNotEnd({ validFrom: row.valid_from, validTo: row.valid_to }, lastDay, officeDay(tx)))
    await endExpectationRow(tx, id, { lastDay, why })
    tx.note({ rule: row.rule, lastDay })
    await refreshBlindSpots(tx, null)
    return { rule: row.rule }
  })
}

/** Two that decide at once do not see each other's rows: the second waits. */
async function readHeldRows(tx: Tx): Promise<ExpectationRecord[]> {
  await lockCoverage(tx)
  return readExpectationRows(tx)
}

function decided(
  tx: Tx,
  { validFrom, validTo, reason }: SwitchOffExpectation,
): Omit<ExpectationRecord, 'kind' | 'rule'> {
  return {
    district: tx.district,
    id: uuidv7(),
    title: null,
    missing: null,
    seen_by: [],
    industries: [],
    owner_kinds: [],
    states: [],
    from_sum_fen: null,
    grace_days: null,
    article: '',
    reason,
    valid_from: validFrom,
    valid_to: validTo,
    added_by: tx.actor.name,
    added_at: tx.now,
    ended_by: null,
    ended_why: null,
    ended_at: null,
  }
}
