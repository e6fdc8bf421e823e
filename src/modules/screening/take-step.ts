import { uuidv7 } from 'uuidv7'
import type { Tx } from '../../platform/context.ts'
import { Refused } from '../../kernel/refusal.ts'
import type { RoundEventKind } from './rules/round.ts'
import {
  insertRoundEvents,
  lockRound,
  recordRound,
  type RoundEventDetail,
  type RoundRecord,
} from './store.ts'

export function noSuchRound(): Refused {
  return new Refused({ code: 'screening.unknown-round', kind: 'not-found' })
}

/** The round, locked, as it was seen. */
export async function roundAsSeen(
  tx: Tx,
  id: string,
  version: number | null,
): Promise<RoundRecord> {
  const round = await lockRound(tx, id)
  if (round === null) throw noSuchRound()
  if (version !== null && round.version !== version) {
    throw new Refused({ code: 'screening.changed-meanwhile', kind: 'changed-meanwhile' })
  }
  return round
}

/** What happens to a locked round: its columns, and the events. */
export async function takeStep(
  tx: Tx,
  round: RoundRecord,
  change: Partial<RoundRecord>,
  events: readonly { readonly kind: RoundEventKind; readonly detail: RoundEventDetail }[],
): Promise<void> {
  await recordRound(tx, round, change)
  await noteEvents(tx, round.id, events)
}

export async function noteEvents(
  tx: Tx,
  roundId: string,
  events: readonly { readonly kind: RoundEventKind; readonly detail: RoundEventDetail }[],
): Promise<void> {
  await insertRoundEvents(
    tx,
    events.map(({ kind, detail }) => ({
      district: tx.district,
      id: uuidv7(),
      round_id: roundId,
      kind,
      detail,
      actor_id: tx.actor.id,
      actor_name: tx.actor.name,
      at: tx.now,
    })),
  )
}
