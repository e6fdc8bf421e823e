import { uuidv7 } from 'uuidv7'
import { dayText } from '../../kernel/day-text.ts'
import { fen, yuanText } from '../../kernel/money.ts'
import { must, Refused } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import { type Context, officeDay } from '../../platform/context.ts'
import { readProject } from '../registry/views.ts'
import type { EnterMoney, ProjectOutlook } from './contract-project.ts'
import { refreshOutlooks } from './refresh-outlooks.ts'
import { whyNotEnterMoney, whyNotWithdrawMoney } from './rules/plan.ts'
import { insertEvents, insertMoney, lockMoney, recordMoneyWithdrawn, tieEvidence } from './store.ts'
import { termsOf } from './views-facts.ts'
import { viewProjectOutlook } from './views-project.ts'

/** Money that somebody says will come to a project by a day before the festival, with whose word it is and what proves it. */
export async function enterMoney(
  ctx: Context,
  { code }: { readonly code: string },
  { amountFen, expectedOn, moneySource, words, evidence }: EnterMoney,
): Promise<ProjectOutlook> {
  const { id: projectId } = await readProject(ctx, code)
  return act(ctx, 'money.enter', projectId, async (tx) => {
    const terms = await termsOf(tx, officeDay(tx), false)
    const { day, festivalOn } = terms
    must(whyNotEnterMoney({ amountFen, expectedOn }, { day, festivalOn }))
    const id = uuidv7()
    await insertMoney(tx, {
      district: tx.district,
      id,
      project_id: projectId,
      festival_on: festivalOn,
      amount_fen: amountFen,
      expected_on: expectedOn,
      money_source: moneySource,
      words,
      entered_on: day,
      entered_by: tx.actor.id,
      entered_by_name: tx.actor.name,
      entered_by_organisation: tx.actor.organisation,
      withdrawn_on: null,
      withdrawn_by_name: null,
      withdrawn_why: null,
    })
    const ids = [...new Set(evidence)]
    if ((await tieEvidence(tx, { projectId, moneyId: id, ids })) !== ids.length) {
      throw new Refused({ code: 'outlook.evidence-unknown', kind: 'invalid', field: 'evidence' })
    }
    await insertEvents(tx, [
      {
        district: tx.district,
        id: uuidv7(),
        project_id: projectId,
        kind: 'money-entered',
        detail: { yuan: yuanText(fen(amountFen)), on: dayText(expectedOn), words },
        actor_name: tx.actor.name,
        organisation: tx.actor.organisation,
        happened_on: day,
        at: tx.now,
      },
    ])
    tx.note({ money: id, evidence: ids.length })
    await refreshOutlooks(tx, [projectId], terms)
    return viewProjectOutlook(tx, { code })
  })
}

/** It will not come after all, or was a mistake: it stays in the history and counts no more. */
export async function withdrawMoney(
  ctx: Context,
  { code, moneyId: id }: { readonly code: string; readonly moneyId: string },
  { why }: { readonly why: string },
): Promise<ProjectOutlook> {
  const { id: projectId } = await readProject(ctx, code)
  return act(ctx, 'money.withdraw', projectId, async (tx) => {
    const money = await lockMoney(tx, projectId, id)
    if (money === null) throw new Refused({ code: 'outlook.money-unknown', kind: 'not-found' })
    must(
      whyNotWithdrawMoney(
        { withdrawnOn: money.withdrawn_on, enteredBy: money.entered_by },
        tx.actor,
      ),
    )
    const terms = await termsOf(tx, officeDay(tx), false)
    await recordMoneyWithdrawn(tx, id, { on: terms.day, name: tx.actor.name, why })
    await insertEvents(tx, [
      {
        district: tx.district,
        id: uuidv7(),
        project_id: projectId,
        kind: 'money-withdrawn',
        detail: {
          yuan: yuanText(fen(money.amount_fen)),
          on: dayText(money.expected_on),
          words: why,
        },
        actor_name: tx.actor.name,
        organisation: tx.actor.organisation,
        happened_on: terms.day,
        at: tx.now,
      },
    ])
    tx.note({ money: id })
    await refreshOutlooks(tx, [projectId], terms)
    return viewProjectOutlook(tx, { code })
  })
}
