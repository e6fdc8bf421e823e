import { tables, type Reading, type Tx } from '../../platform/context.ts'
import { accounts, type Account } from './store.ts'
import type { PeopleTables } from './tables.ts'

interface Identity {
  readonly issuer: string
  readonly subject: string
}

export async function findOutsideAccount(
  reading: Reading,
  { issuer, subject }: Identity,
): Promise<Account | null> {
  const row = await accounts(reading)
    .where('outside_issuer', '=', issuer)
    .where('outside_subject', '=', subject)
    .executeTakeFirst()
  return row ?? null
}

export async function recordOutside(
  tx: Tx,
  accountId: string,
  identity: Identity | null,
): Promise<void> {
  await tables<PeopleTables>(tx)
    .updateTable('people.account')
    .set({
      outside_issuer: identity?.issuer ?? null,
      outside_subject: identity?.subject ?? null,
    })
    .where('id', '=', accountId)
    .execute()
}
