import type { Context } from '../../platform/context.ts'
import type { ReceivedFile } from './contract.ts'
import { receiveFile } from './receive-file.ts'

/** A kept file of this content. */
export async function aFile(ctx: Context, content: string | Uint8Array): Promise<ReceivedFile> {
  async function* pieces() {
    yield Buffer.from(content)
  }
  return receiveFile(ctx, pieces())
}
