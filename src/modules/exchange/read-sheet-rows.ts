import { Refused } from '../../kernel/refusal.ts'
import type { Context } from '../../platform/context.ts'
import { look } from '../../platform/act.ts'
import { openFile } from '../files/open-file.ts'
import type { SheetRows } from './contract.ts'
import { openReader } from './reader.ts'
import { findFile } from './store.ts'

/** Rows of a received sheet from the stored file itself: the preview, and what stands behind a figure. */
export async function readSheetRows(
  ctx: Context,
  { fileId, sheet, from, count }: { fileId: string; sheet: number; from: number; count: number },
): Promise<SheetRows> {
  const file = await look(ctx, (reading) => findFile(reading, fileId))
  const reader = await openReader(ctx.platform.keys, ctx.district)
  try {
    const task = { mode: 'rows', fileName: file.name, sheet, from, count } as const
    let rows: SheetRows | null = null
    for await (const message of reader.read(task, openFile(ctx, file.hash))) {
      if (message.kind === 'rows') {
        const { sheetName, sheetKind: kind, fields } = message
        rows = { fileName: file.name, sheetName, kind, fields, rows: message.rows }
      }
      if (message.kind === 'done' && message.understood.error) {
        throw new Refused({
          code: message.understood.error.code,
          kind: 'not-found',
          values: { sheet },
        })
      }
    }
    if (rows === null) throw new Refused({ code: 'exchange.reader-broke', kind: 'busy' })
    return rows
  } finally {
    reader.close()
  }
}
