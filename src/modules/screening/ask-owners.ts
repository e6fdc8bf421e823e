import { dayText } from '../../kernel/day-text.ts'
import { sentence } from '../../kernel/words.ts'
import type { Addressee } from '../../kernel/addressee.ts'
import type { Tx } from '../../platform/context.ts'
import { sendNotices } from '../notices/send-notices.ts'
import { assignTasks } from '../tasks/assign-tasks.ts'
import { cancelTasks } from '../tasks/cancel-tasks.ts'
import { shareId } from './rules/item-owner.ts'
import { countByOwner, type RoundRecord } from './store.ts'
import { screeningWords } from './words.ts'

export interface OwnerShare {
  readonly owner: Addressee
  readonly items: number
  readonly waiting: number
}

export async function sharesOf(tx: Tx, roundId: string): Promise<OwnerShare[]> {
  const counted = await countByOwner(tx, roundId)
  return counted.map(({ owner_role, owner_place, items, waiting }) => ({
    owner: { role: owner_role, place: owner_place === '' ? null : owner_place },
    items,
    waiting,
  }))
}

export function aboutShare(roundId: string, owner: Addressee) {
  return { kind: 'screening', id: shareId(roundId, owner) }
}

/** Each owner with something to look at is told, and has one task due on the last day; who has it already keeps it. */
export async function askOwners(
  tx: Tx,
  round: RoundRecord,
  shares: readonly OwnerShare[],
): Promise<void> {
  const { title } = round
  const assigned = await assignTasks(
    tx,
    shares.map(({ owner, items }) => ({
      about: aboutShare(round.id, owner),
      projectId: null,
      title: sentence(screeningWords, 'screening.task-title', { title, items }),
      asks: sentence(screeningWords, 'screening.task-asks'),
      owner,
      dueOn: round.ends_on,
    })),
  )
  const told = shares.filter((_, at) => assigned[at]?.repeated === false)
  await sendNotices(
    tx,
    told.map(({ owner, items }) => ({
      to: owner,
      about: aboutShare(round.id, owner),
      projectId: null,
      code: 'screening.notice-opened',
      values: { title, items, due: dayText(round.ends_on) },
      acknowledgeBy: null,
    })),
  )
}

/** The task of an owner of whom nothing waits any more has gone by itself. */
export async function settleShares(
  tx: Tx,
  roundId: string,
  owners: readonly Addressee[],
  why: 'screening.task-done' | 'screening.task-closed',
): Promise<void> {
  await cancelTasks(
    tx,
    owners.map((owner) => aboutShare(roundId, owner)),
    sentence(screeningWords, why),
  )
}
