import { Refused } from '../../kernel/refusal.ts'
import type { Context } from '../../platform/context.ts'
import { act, look } from '../../platform/act.ts'
import { openFile } from '../files/open-file.ts'
import { readingOf } from './file-reading.ts'
import { openReader } from '../recognition/reader.ts'
import { noteCountsOf } from '../recognition/rules/note-counts.ts'
import { findFile } from './store.ts'

export interface ReturnedCopy {
  readonly name: string
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/**
 * The sender's own file with a reason beside each row that waits, for whoever has to put it right. It is made in the
 * reader process, which is held to memory and time; that somebody took it is audited, since it holds personal numbers.
 */
export async function makeReturnedCopy(ctx: Context, fileId: string): Promise<ReturnedCopy> {
  const { file, reading } = await look(ctx, async (open) => {
    const file = await findFile(open, fileId)
    return { file, reading: await readingOf(open, file) }
  })
  const waits = (file.understanding?.sheets ?? []).some((one) => noteCountsOf(one).rejected > 0)
  if (!waits) throw new Refused({ code: 'exchange.nothing-waits', kind: 'wrong-state' })
  const reader = await openReader(ctx.platform.keys, ctx.district)
  try {
    const { root, task } = reading
    let made: Pick<ReturnedCopy, 'name' | 'mediaType'> | null = null
    const pieces: Buffer[] = []
    const copy = { ...task, mode: 'copy', fileId: root.id } as const
    for await (const message of reader.read(copy, openFile(ctx, root.hash))) {
      if (message.kind === 'copied') made = message
      if (message.kind === 'file-data') pieces.push(Buffer.from(message.bytes))
      if (message.kind === 'done' && message.understood.error) {
        throw new Refused({ code: message.understood.error.code, kind: 'invalid' })
      }
    }
    if (made === null) throw new Refused({ code: 'recognition.reader-broke', kind: 'busy' })
    const bytes = Buffer.concat(pieces)
    await act(ctx, 'source-file.copy', root.id, (tx) => {
      tx.note({ bytes: bytes.length })
      return Promise.resolve()
    })
    return { name: made.name, mediaType: made.mediaType, bytes }
  } finally {
    reader.close()
  }
}
