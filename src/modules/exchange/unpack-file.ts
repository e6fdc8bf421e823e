import { uuidv7 } from 'uuidv7'
import { Refused } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import type { ReceivedFile } from '../files/contract.ts'
import { openFile } from '../files/open-file.ts'
import { receiveFile } from '../files/receive-file.ts'
import type { Understood } from '../recognition/contract.ts'
import type { Reader } from '../recognition/reader.ts'
import { type FileRecord, findFiles, insertFile, lockBatch, lockFile, recordFile } from './store.ts'

/** What stands for a zip of several files once it was looked at. */
export type Unpacked = { readonly files: readonly FileRecord[] } | { readonly error: SaidError }

type SaidError = NonNullable<Understood['error']>

/**
 * Puts the files of a zip beside it in the batch, each a file of its own. The reader unpacks, piece by piece, and each
 * piece is kept as it comes. Done twice, or broken off in the middle, nothing is there twice: contents are kept by
 * themselves, and the files appear together at the end.
 */
export async function unpackFile(
  ctx: Context,
  reader: Reader,
  file: FileRecord,
): Promise<Unpacked> {
  const inner = await keepInnerFiles(ctx, reader, file)
  if ('error' in inner) return inner
  return act(ctx, 'source-file.unpack', file.id, async (tx) => {
    await lockBatch(tx, file.batch_id)
    const locked = await lockFile(tx, file.id)
    const there = await findFiles(tx, file.batch_id)
    if (locked.state === 'received') {
      const last = Math.max(...there.map(({ no }) => no))
      for (const [at, { name, hash, bytes }] of inner.entries()) {
        await insertFile(tx, {
          district: tx.district,
          id: uuidv7(),
          batch_id: file.batch_id,
          no: last + at + 1,
          name: `${file.name}/${name}`,
          hash,
          bytes,
          state: 'received',
          received_at: tx.now,
          unpacked_from: file.id,
        })
      }
      await recordFile(tx, file.id, { state: 'unpacked' })
      tx.note({ files: inner.length })
    }
    const files = await findFiles(tx, file.batch_id)
    return { files: files.filter((one) => one.unpacked_from === file.id) }
  })
}

type Inner = ReceivedFile & { readonly name: string }

async function keepInnerFiles(
  ctx: Context,
  reader: Reader,
  file: FileRecord,
): Promise<Inner[] | { error: SaidError }> {
  const task = { mode: 'unpack', fileName: file.name, bytes: file.bytes } as const
  const said = reader.read(task, openFile(ctx, file.hash))
  const inner: Inner[] = []
  try {
    let next = await said.next()
    while (!next.done) {
      const message = next.value
      if (message.kind === 'done') {
        const { error } = message.understood
        return error === undefined ? inner : { error }
      }
      if (message.kind === 'inner-file') {
        const { name } = message
        const pieces = async function* () {
          for (;;) {
            next = await said.next()
            if (next.done || next.value.kind !== 'file-data') return
            yield next.value.bytes
          }
        }
        inner.push({ name, ...(await receiveFile(ctx, pieces())) })
      } else next = await said.next()
    }
  } finally {
    // Whoever watches over the reader is told that it is done with the file.
    await said.return(undefined)
  }
  throw new Refused({ code: 'recognition.reader-broke', kind: 'invalid' })
}
