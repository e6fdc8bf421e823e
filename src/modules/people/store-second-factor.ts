import { tables, type Reading, type Tx } from '../../platform/context.ts'
import type { PeopleTables } from './tables.ts'

export interface StoredFactor {
  readonly secret: Buffer
  readonly confirmedAt: Date | null
  readonly lastStep: number
}

/** The factor of an account whose home is the context's district; whoever uses it at the same time waits. */
export async function lockFactor(tx: Reading, accountId: string): Promise<StoredFactor | null> {
  const found = await tables<PeopleTables>(tx)
    .selectFrom('people.second_factor')
    .select(['secret', 'confirmed_at as confirmedAt', 'last_step as lastStep'])
    .where('district', '=', tx.district)
    .where('account_id', '=', accountId)
    .forUpdate()
    .executeTakeFirst()
  return found ?? null
}

/** Begun anew: what was begun before and never confirmed is forgotten. */
export async function insertFactor(tx: Tx, accountId: string, secret: Buffer): Promise<void> {
  const row = { secret, begun_at: tx.now, confirmed_at: null, last_step: 0 }
  await tables<PeopleTables>(tx)
    .insertInto('people.second_factor')
    .values({ district: tx.district, account_id: accountId, ...row })
    .onConflict((conflict) => conflict.columns(['district', 'account_id']).doUpdateSet(row))
    .execute()
}

export async function recordFactorUse(
  tx: Tx,
  accountId: string,
  use: { readonly last_step: number; readonly confirmed_at?: Date },
): Promise<void> {
  await tables<PeopleTables>(tx)
    .updateTable('people.second_factor')
    .set(use)
    .where('district', '=', tx.district)
    .where('account_id', '=', accountId)
    .execute()
}

/** With its recovery codes. */
export async function deleteFactor(tx: Tx, accountId: string): Promise<void> {
  await deleteRecoveryCodes(tx, accountId)
  await tables<PeopleTables>(tx)
    .deleteFrom('people.second_factor')
    .where('district', '=', tx.district)
    .where('account_id', '=', accountId)
    .execute()
}

/** These and no others from now on. */
export async function replaceRecoveryCodes(
  tx: Tx,
  accountId: string,
  hashes: readonly Buffer[],
): Promise<void> {
  await deleteRecoveryCodes(tx, accountId)
  await tables<PeopleTables>(tx)
    .insertInto('people.recovery_code')
    .values(
      hashes.map((hash) => ({
        district: tx.district,
        account_id: accountId,
        code_hash: hash,
        made_at: tx.now,
        used_at: null,
      })),
    )
    .execute()
}

/** True once. */
export async function recordRecoveryUse(tx: Tx, accountId: string, hash: Buffer): Promise<boolean> {
  const used = await tables<PeopleTables>(tx)
    .updateTable('people.recovery_code')
    .set({ used_at: tx.now })
    .where('district', '=', tx.district)
    .where('account_id', '=', accountId)
    .where('code_hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return used.numUpdatedRows === 1n
}

async function deleteRecoveryCodes(tx: Tx, accountId: string): Promise<void> {
  await tables<PeopleTables>(tx)
    .deleteFrom('people.recovery_code')
    .where('district', '=', tx.district)
    .where('account_id', '=', accountId)
    .execute()
}
