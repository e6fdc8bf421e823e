import { uuidv7 } from 'uuidv7'
import type { Refusal } from '../../kernel/refusal.ts'
import { type Tx, tables } from '../../platform/context.ts'
import type { ExchangeTables } from './tables.ts'

type WithdrawalRecord = ExchangeTables['exchange.withdrawal']

/** Somebody asks, at the end of the queue. */
export async function insertWithdrawal(
  tx: Tx,
  fileId: string,
  fileState: WithdrawalRecord['file_state'],
): Promise<string> {
  const id = uuidv7()
  const row = {
    district: tx.district,
    id,
    source_file_id: fileId,
    state: 'queued' as const,
    file_state: fileState,
    asked_by: tx.actor.id,
    asked_by_name: tx.actor.name,
    asked_at: tx.now,
    begun_at: null,
    cancelled_by: null,
    cancelled_by_name: null,
    ended_at: null,
    refusal: null,
  }
  await tables<ExchangeTables>(tx).insertInto('exchange.withdrawal').values(row).execute()
  return id
}

export async function lockWithdrawal(tx: Tx, id: string): Promise<WithdrawalRecord> {
  return tables<ExchangeTables>(tx)
    .selectFrom('exchange.withdrawal')
    .selectAll()
    .where('district', '=', tx.district)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
}

export interface WithdrawalChange {
  state?: WithdrawalRecord['state']
  begun_at?: Date | null
  ended_at?: Date
  cancelled_by?: string
  cancelled_by_name?: string
  refusal?: Pick<Refusal, 'code' | 'values'>
}

export async function recordWithdrawal(
  tx: Tx,
  id: string,
  change: WithdrawalChange,
): Promise<void> {
  await tables<ExchangeTables>(tx)
    .updateTable('exchange.withdrawal')
    .set(change)
    .where('district', '=', tx.district)
    .where('id', '=', id)
    .execute()
}
