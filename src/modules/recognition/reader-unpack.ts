import { filesInZip } from '../../platform/sheets/zip-files.ts'
import type { ReaderMessage } from './reader-protocol.ts'

const pieceBytes = 262_144

/** Says each file of a zip and then its bytes. All are looked at first: a broken one refuses the zip as a whole. */
export async function sayInnerFiles(
  zip: Uint8Array,
  tell: (message: ReaderMessage) => Promise<void>,
  emit: (piece: Uint8Array) => Promise<void>,
): Promise<void> {
  const files = await filesInZip(zip)
  for (const { name, bytes, content } of files) {
    await tell({ kind: 'inner-file', name, bytes })
    for await (const piece of content()) {
      for (let at = 0; at < piece.length; at += pieceBytes) {
        await emit(piece.subarray(at, at + pieceBytes))
      }
    }
  }
}
