import type { Addressee } from '../../kernel/addressee.ts'
import type { PlainDate } from '../../kernel/day.ts'
import { must, Refused } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import { type Context, officeDay, type Tx } from '../../platform/context.ts'
import { addresseesOf, isAddressedTo } from '../people/rules/addressee.ts'
import { listMyPosts, type RunningPost } from '../people/views.ts'
import type { NewZeroReport } from './contract-reports.ts'
import { shareId } from './rules/item-owner.ts'
import { periodOf, whyNotZero } from './rules/zero-report.ts'
import { sharesOf } from './ask-owners.ts'
import { countForZero, insertZero, shareRound } from './store.ts'
import { noSuchRound } from './take-step.ts'

/** An owner says that nothing was found, in all of the round or in a period of it. Said again it is a repeat. */
export async function sayZero(
  ctx: Context,
  roundId: string,
  given: NewZeroReport,
): Promise<{ from: PlainDate; to: PlainDate; repeated: boolean }> {
  return act(ctx, 'screening-round.say-zero', roundId, async (tx) => {
    const round = await shareRound(tx, roundId)
    if (round === null) throw noSuchRound()
    const days = { beginsOn: round.begins_on, endsOn: round.ends_on, zeroRhythm: round.zero_rhythm }
    // Once for the round it may be said after the last day too: what was late is screened all the same.
    const on = round.zero_rhythm === 'round' ? round.begins_on : given.on
    const period = periodOf(days, on)
    if (period === null || given.on > officeDay(tx)) {
      throw new Refused({ code: 'screening.zero-day-outside', kind: 'invalid', field: 'on' })
    }
    const posts = await listMyPosts(tx)
    const owner = given.owner ?? (await onlyOwner(tx, roundId, posts))
    const { role, place } = owner
    const counts = await countForZero(tx, { roundId, role, place: place ?? '', ...period })
    must(
      whyNotZero({
        roundState: round.state,
        zeroRhythm: round.zero_rhythm,
        isMine: isAddressedTo(owner, posts),
        isOffice: tx.actor.roles.includes('coordination-office'),
        ...counts,
      }),
    )
    const isNew = await insertZero(tx, {
      district: tx.district,
      round_id: roundId,
      owner_role: role,
      owner_place: place ?? '',
      period_from: period.from,
      period_to: period.to,
      words: given.words,
      said_by: tx.actor.id,
      said_by_name: tx.actor.name,
      at: tx.now,
    })
    tx.note({ repeated: isNew ? 0 : 1 })
    return { ...period, repeated: !isNew }
  })
}

/** The one post of whoever asks that has items in the round. */
async function onlyOwner(
  tx: Tx,
  roundId: string,
  posts: readonly RunningPost[],
): Promise<Addressee> {
  const mine = new Set(addresseesOf(posts).map((owner) => shareId(roundId, owner)))
  const owners = (await sharesOf(tx, roundId))
    .map(({ owner }) => owner)
    .filter((owner) => mine.has(shareId(roundId, owner)))
  const [owner, other] = owners
  if (owner === undefined) throw new Refused({ code: 'screening.no-items', kind: 'wrong-state' })
  if (other !== undefined) {
    throw new Refused({ code: 'screening.which-owner', kind: 'invalid', field: 'owner' })
  }
  return owner
}
