import { Refused } from '../kernel/refusal.ts'
import type { Once, Tx } from './context.ts'

/** Thrown to end a repeated write: its first reply stands, nothing is done again. */
export class Repeated extends Error {
  readonly reply: unknown
  constructor(reply: unknown) {
    super('repeated')
    this.name = 'Repeated'
    this.reply = reply
  }
}

interface KeptReply {
  request_hash: string
  endpoint: string
  reply: unknown
}

/**
 * Takes the key for this transaction. A second request with the same key waits here until the first has ended, and
 * then gets the first one's reply. The same key with another content is refused.
 */
export async function claimOnce(tx: Tx, once: Once): Promise<void> {
  const claimed = await tx.client.query({
    name: 'platform-claim-once',
    text: `insert into platform.idempotent_reply (district, account_id, key, endpoint, request_hash, at)
      values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    values: [tx.district, tx.actor.id, once.key, once.endpoint, once.requestHash, tx.now],
  })
  if (claimed.rowCount === 1) return
  const kept = await tx.client.query<KeptReply>({
    name: 'platform-kept-reply',
    text: `select request_hash, endpoint, reply from platform.idempotent_reply
      where district = $1 and account_id = $2 and key = $3`,
    values: [tx.district, tx.actor.id, once.key],
  })
  const first = kept.rows[0]
  if (first?.request_hash !== once.requestHash || first.endpoint !== once.endpoint) {
    throw new Refused({ code: 'platform.key-used-otherwise', kind: 'invalid' })
  }
  throw new Repeated(first.reply)
}

/** Keeps the reply with the work itself: there is one exactly when the work stands. */
export async function keepReply(tx: Tx, once: Once, reply: unknown): Promise<void> {
  await tx.client.query({
    name: 'platform-keep-reply',
    text: `update platform.idempotent_reply set reply = $4 where district = $1 and account_id = $2 and key = $3`,
    values: [tx.district, tx.actor.id, once.key, JSON.stringify(reply ?? null)],
  })
}
