import type { PlainDate } from '../../kernel/day.ts'
import { Refused } from '../../kernel/refusal.ts'
import { tables, type Tx } from '../../platform/context.ts'
import type { ProposalState } from './rules/proposal.ts'
import type { PlacesTables, ProposalColumns } from './tables.ts'

export type LockedProposal = ProposalColumns

/** Two that say something of one key wait here for each other. */
export async function lockParameterKey(tx: Tx, key: string): Promise<void> {
  await tx.client.query({
    name: 'places-lock-parameter',
    text: 'select pg_advisory_xact_lock(hashtextextended($1, 0))',
    values: [`huxin parameter ${tx.district} ${key}`],
  })
}

export async function insertProposal(
  tx: Tx,
  proposal: Pick<
    ProposalColumns,
    'id' | 'key' | 'value' | 'unit' | 'instrument' | 'article' | 'valid_from' | 'valid_to'
  >,
): Promise<void> {
  await tables<PlacesTables>(tx)
    .insertInto('places.parameter_proposal')
    .values({
      ...proposal,
      value: JSON.stringify(proposal.value),
      district: tx.district,
      proposed_by: tx.actor.id,
      proposed_by_name: tx.actor.name,
      proposed_at: tx.now,
      state: 'proposed',
      decided_by: null,
      decided_by_name: null,
      decided_at: null,
      why: '',
    })
    .execute()
}

export async function lockProposal(tx: Tx, id: string): Promise<LockedProposal> {
  const found = await tables<PlacesTables>(tx)
    .selectFrom('places.parameter_proposal')
    .selectAll()
    .where('district', '=', tx.district)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (found !== undefined) return found
  throw new Refused({ code: 'places.proposal-unknown', kind: 'not-found' })
}

export async function recordDecision(
  tx: Tx,
  id: string,
  { state, why }: { readonly state: Exclude<ProposalState, 'proposed'>; readonly why: string },
): Promise<void> {
  await tables<PlacesTables>(tx)
    .updateTable('places.parameter_proposal')
    .set({
      state,
      why,
      decided_by: tx.actor.id,
      decided_by_name: tx.actor.name,
      decided_at: tx.now,
    })
    .where('district', '=', tx.district)
    .where('id', '=', id)
    .execute()
}

export async function recordParameterDay(tx: Tx, day: PlainDate): Promise<void> {
  await tables<PlacesTables>(tx)
    .insertInto('places.parameter_day')
    .values({ district: tx.district, heard_until: day })
    .onConflict((conflict) => conflict.column('district').doUpdateSet({ heard_until: day }))
    .execute()
}
