import { Refused } from '../../kernel/refusal.ts'
import type { Context } from '../../platform/context.ts'
import { look } from '../../platform/act.ts'
import { openFile } from '../files/open-file.ts'
import type { WaitingRow } from './contract-sheets.ts'
import type { UnderstoodSheet } from '../recognition/contract.ts'
import { type FileReading, readingOf } from './file-reading.ts'
import type { ReaderMessage } from '../recognition/reader-protocol.ts'
import { openReader } from '../recognition/reader.ts'
import { findFile } from './store.ts'
import { findLastMending } from './views-mendings.ts'

type Notes = UnderstoodSheet['rejected']
type Seen = Extract<ReaderMessage, { kind: 'rows' }>

/** Rows of a sheet that wait, as they stand with what was mended in them; numbers masked. */
export async function listWaitingRows(
  ctx: Context,
  { fileId, sheet }: { fileId: string; sheet: number },
  { after, limit }: { after: number; limit: number },
): Promise<{
  columns: { field: string | null; header: string }[]
  rows: WaitingRow[]
  next: number | null
}> {
  const { reading, notes, hasBlocks } = await look(ctx, async (open) => {
    const file = await findFile(open, fileId)
    const said = await readingOf(open, file)
    // What was taken in after the commit waits no more: the last such import has read the whole file.
    const last = file.state === 'committed' ? await findLastMending(open, said.root.id) : null
    const sheets = (last ?? file).understanding?.sheets
    const found = sheets?.[sheet - 1]
    const hasBlocks = (found?.blocks?.length ?? 0) > 0
    return { reading: said, notes: found?.rejected ?? [], hasBlocks }
  })
  const byRow = Map.groupBy(notes, (note) => note.row)
  const waiting = [...byRow.keys()].filter((row) => row > after).toSorted((a, b) => a - b)
  const page = waiting.slice(0, limit)
  if (page.length === 0) return { columns: [], rows: [], next: null }
  const seen = await rowsOf(ctx, reading, sheet, page)
  const columns = seen.headers.map((header, at) => ({ header, field: seen.fields[at] ?? null }))
  return {
    columns,
    rows: page.map((row) => {
      // Of tables beside or under each other nobody knows which one a reason is of.
      const said = { seen, hasBlocks, mended: mendedIn(reading, sheet, row) }
      return waitingRow(row, byRow.get(row) ?? [], said)
    }),
    next: waiting.length > limit ? (page.at(-1) ?? null) : null,
  }
}

async function rowsOf(
  ctx: Context,
  reading: FileReading,
  sheet: number,
  only: number[],
): Promise<Seen> {
  const reader = await openReader(ctx.platform.keys, ctx.district)
  try {
    const task = { ...reading.task, mode: 'rows', sheet, only } as const
    for await (const message of reader.read(task, openFile(ctx, reading.root.hash))) {
      if (message.kind === 'rows') return message
    }
    throw new Refused({ code: 'recognition.no-such-sheet', kind: 'not-found', values: { sheet } })
  } finally {
    reader.close()
  }
}

function mendedIn(reading: FileReading, sheet: number, row: number): number[] {
  return (reading.task.mends ?? [])
    .filter((mend) => mend.sheet === sheet && mend.row === row)
    .map(({ column }) => column)
}

function waitingRow(
  row: number,
  notes: Notes,
  said: { readonly seen: Seen; readonly hasBlocks: boolean; readonly mended: number[] },
): WaitingRow {
  const { seen, hasBlocks, mended } = said
  return {
    row,
    reasons: notes.map(({ code, message, field }) => {
      const column = hasBlocks ? -1 : seen.fields.indexOf(field)
      return { code, message, field, column: column < 0 ? null : column }
    }),
    cells: seen.rows.find((one) => one.row === row)?.cells ?? [],
    mended,
  }
}
