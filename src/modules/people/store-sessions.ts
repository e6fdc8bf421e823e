import { tables, type Tx } from '../../platform/context.ts'
import type { Proof } from './rules/second-factor.ts'
import type { PeopleTables } from './tables.ts'

/** Ends one running session of the account; false where it has none of this id. */
export async function recordOneSessionEnd(tx: Tx, accountId: string, id: string): Promise<boolean> {
  const ended = await running(tx, accountId).where('id', '=', id).executeTakeFirst()
  return ended.numUpdatedRows === 1n
}

/** Ends every running session of the account but the one of this token. Returns how many. */
export async function recordOtherSessionsEnd(
  tx: Tx,
  accountId: string,
  but: Buffer,
): Promise<number> {
  const ended = await running(tx, accountId).where('token_hash', '!=', but).executeTakeFirst()
  return Number(ended.numUpdatedRows)
}

/** What the session has proven since it was begun. */
export async function recordSessionProof(tx: Tx, tokenHash: Buffer, proof: Proof): Promise<void> {
  await tables<PeopleTables>(tx)
    .updateTable('people.session')
    .set({ proof })
    .where('district', '=', tx.district)
    .where('token_hash', '=', tokenHash)
    .execute()
}

function running(tx: Tx, accountId: string) {
  return tables<PeopleTables>(tx)
    .updateTable('people.session')
    .set({ ended_at: tx.now })
    .where('district', '=', tx.district)
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
}
