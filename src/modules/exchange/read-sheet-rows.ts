import { Refused } from '../../kernel/refusal.ts'
import type { Context } from '../../platform/context.ts'
import { look } from '../../platform/act.ts'
import { openFile } from '../files/open-file.ts'
import type { SheetRows } from '../recognition/contract.ts'
import { readingOf } from './file-reading.ts'
import { openReader } from '../recognition/reader.ts'
import { findFile } from './store.ts'

/** Rows of a received sheet from the stored file itself: the preview, and what stands behind a figure. */
export async function readSheetRows(
  ctx: Context,
  { fileId, sheet, from, count }: { fileId: string; sheet: number; from: number; count: number },
): Promise<SheetRows> {
  const { file, reading } = await look(ctx, async (open) => {
    const found = await findFile(open, fileId)
    return { file: found, reading: await readingOf(open, found) }
  })
  const reader = await openReader(ctx.platform.keys, ctx.district)
  try {
    const task = { ...reading.task, mode: 'rows', sheet, from, count } as const
    let rows: SheetRows | null = null
    for await (const message of reader.read(task, openFile(ctx, reading.root.hash))) {
      if (message.kind === 'rows') {
        const { kind: _, headers: __, sheetKind: kind, ...seen } = message
        rows = { ...seen, fileName: file.name, kind }
      }
      if (message.kind === 'done' && message.understood.error) {
        throw new Refused({
          code: message.understood.error.code,
          kind: 'not-found',
          values: { sheet },
        })
      }
    }
    if (rows === null) throw new Refused({ code: 'recognition.reader-broke', kind: 'busy' })
    return rows
  } finally {
    reader.close()
  }
}
