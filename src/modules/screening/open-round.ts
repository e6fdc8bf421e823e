import { must } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import { type Context, officeDay } from '../../platform/context.ts'
import { sendNotices } from '../notices/send-notices.ts'
import { aboutShare, askOwners, settleShares, sharesOf } from './ask-owners.ts'
import { whyNotClose, whyNotOpen } from './rules/round.ts'
import { roundAsSeen, takeStep } from './take-step.ts'

/** Sends a round out: its list is fixed, each owner is told and asked. */
export async function openRound(
  ctx: Context,
  id: string,
  { version }: { readonly version: number },
): Promise<{ owners: number; items: number }> {
  return act(ctx, 'screening-round.open', id, async (tx) => {
    const round = await roundAsSeen(tx, id, version)
    const shares = await sharesOf(tx, id)
    const items = shares.reduce((sum, share) => sum + share.items, 0)
    must(whyNotOpen({ state: round.state, endsOn: round.ends_on, items }, officeDay(tx)))
    const counts = { items, owners: shares.length }
    const change = { state: 'open' as const, opened_on: officeDay(tx) }
    await takeStep(tx, round, change, [{ kind: 'opened', detail: counts }])
    await askOwners(tx, round, shares)
    tx.note(counts)
    return counts
  })
}

/** Ends a round: what still waits stays listed as missed, with whose it is, and its owners are told. */
export async function closeRound(
  ctx: Context,
  id: string,
  { version }: { readonly version: number },
): Promise<{ missed: number }> {
  return act(ctx, 'screening-round.close', id, async (tx) => {
    const round = await roundAsSeen(tx, id, version)
    must(whyNotClose(round))
    const shares = await sharesOf(tx, id)
    const missed = shares.reduce((sum, share) => sum + share.waiting, 0)
    const change = { state: 'closed' as const, closed_on: officeDay(tx) }
    await takeStep(tx, round, change, [{ kind: 'closed', detail: { missed } }])
    const owners = shares.map(({ owner }) => owner)
    await settleShares(tx, id, owners, 'screening.task-closed')
    await sendNotices(
      tx,
      shares
        .filter(({ waiting }) => waiting > 0)
        .map(({ owner, waiting }) => ({
          to: owner,
          about: aboutShare(id, owner),
          projectId: null,
          code: 'screening.notice-closed',
          values: { title: round.title, items: waiting },
          acknowledgeBy: null,
        })),
    )
    tx.note({ missed })
    return { missed }
  })
}
