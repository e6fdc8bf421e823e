import type { Context } from '../../platform/context.ts'
import type { ReceivedFile } from './contract.ts'
import { keepFile } from './keep-file.ts'
import { spoolFile, type Spool } from './spool-file.ts'

/**
 * Takes a file in as it comes and keeps it. In a transaction of its own where `ctx` has none, without the request's
 * idempotency key: the content is its own key, and the request's belongs to whatever is done with the file.
 */
export async function receiveFile(
  ctx: Context,
  content: AsyncIterable<Uint8Array>,
  spool: Spool = {},
): Promise<ReceivedFile> {
  const { once: _once, ...withoutKey } = ctx
  const file = await spoolFile(content, spool)
  try {
    return await keepFile(withoutKey, file)
  } finally {
    await file.discard()
  }
}
