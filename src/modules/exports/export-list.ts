import { Readable } from 'node:stream'
import { dayText } from '../../kernel/day-text.ts'
import type { ExportQuery } from '../../kernel/export.ts'
import { Refused } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import { type Context, officeDay } from '../../platform/context.ts'
import type { SentFile } from '../../platform/http/route.ts'
import type {
  ColumnKind,
  WrittenCell,
  WrittenRow,
  WrittenSheet,
} from '../../platform/sheets/written-sheet.ts'
import { csvOf } from '../../platform/sheets/write-csv.ts'
import { xlsxOf } from '../../platform/sheets/write-xlsx.ts'

export interface ListColumn<Row> {
  readonly head: string
  readonly kind: ColumnKind
  readonly width: number
  readonly value: (row: Row) => WrittenCell
  /** Summed in the row of totals. */
  readonly sum?: true
}

/** What is asked for, in the words of the office. */
export interface ListAbout {
  /** What the audit files it under: a project, a worker, or the list itself. */
  readonly subject: string
  /** `2026年9月`; null: the list is as of the day. */
  readonly period: string | null
  /** The filter, in the file's own head. */
  readonly conditions: readonly string[]
}

/** A list as it goes out: its own view gives the rows, so that rights and masks are the list's. */
export interface ListExport<P, Q, Row> {
  readonly title: string
  readonly columns: readonly ListColumn<Row>[]
  readonly about: (ctx: Context, input: ListInput<P, Q>) => Promise<ListAbout>
  readonly pages: (ctx: Context, input: ListInput<P, Q>) => AsyncGenerator<readonly Row[]>
}

export interface ListInput<P, Q> {
  readonly params: P
  readonly query: Q
}

/**
 * Rows asked for at once: each page is a short reading of its own, so that a slow caller holds no connection. Four times as
 * many took three times as long, and held the event loop up: they outlived the young generation.
 */
export const exportPageRows = 500
/** Lists on their way out of this process at once; each holds a page or two of rows. */
const mostAtOnce = 8

let underWay = 0

/** Every page of a list that is asked for by its cursor. */
export async function* allPages<Row>(
  page: (after: string | undefined) => Promise<{ rows: readonly Row[]; next: string | null }>,
): AsyncGenerator<readonly Row[]> {
  let after: string | undefined
  do {
    const { rows, next } = await page(after)
    yield rows
    after = next ?? undefined
  } while (after !== undefined)
}

/**
 * A list as a file that is written while it is read. That it was asked for is in the audit before the first byte leaves,
 * how many rows left when it ends, whether all of them or not.
 */
export async function exportList<P, Q, Row>(
  ctx: Context,
  list: ListExport<P, Q, Row>,
  input: ListInput<P, Q>,
  { format, encoding }: ExportQuery,
): Promise<SentFile> {
  if (underWay >= mostAtOnce) {
    throw new Refused({ code: 'exports.exports-busy', kind: 'busy' })
  }
  const about = await list.about(ctx, input)
  const pages = list.pages(ctx, input)
  // The first page is read before anything is answered: what is refused is refused in a sentence.
  const first = await pages.next()
  const asked = {
    list: list.title,
    format: format === 'csv' ? `csv ${encoding}` : format,
    ...filterIn(input.query),
  }
  await act(ctx, 'list.export', about.subject, async (tx) => tx.note(asked))
  const written = writtenRows(list, first, pages, async (rows, whole) => {
    await act(withoutOnce(ctx), 'list.exported', about.subject, async (tx) =>
      tx.note({ list: list.title, rows, whole: whole ? '是' : '否' }),
    )
  })
  const sheet: WrittenSheet = {
    name: list.title,
    head: headOf(ctx, list, about),
    columns: [sequence, ...list.columns],
    pages: written.pages,
    total: written.total,
  }
  const name = `${list.title}${about.period ?? ''}_${officeDay(ctx)}`
  return format === 'csv'
    ? fileOf(`${name}.csv`, csvTypes[encoding], csvOf(sheet, encoding))
    : fileOf(`${name}.xlsx`, xlsxType, xlsxOf(sheet))
}

/** The filter as the audit keeps it: codes and ids. What was searched for may be somebody's name, and is not kept. */
function filterIn(query: unknown): Record<string, string> {
  if (typeof query !== 'object' || query === null) return {}
  const said = Object.entries(query).flatMap(([name, value]: [string, unknown]) => {
    if (['after', 'limit', 'format', 'encoding'].includes(name) || value === undefined) return []
    if (name === 'search') return ['search']
    const isPlain =
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    return isPlain ? [`${name}=${value}`] : []
  })
  return said.length === 0 ? {} : { filter: said.join(' ') }
}

const sequence = { head: '序号', kind: 'integer', width: 7 } as const
const csvTypes = { 'utf-8': 'text/csv; charset=utf-8', gb18030: 'text/csv; charset=gb18030' }
export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export function fileOf(
  name: string,
  mediaType: string,
  pieces: AsyncGenerator<Uint8Array>,
): SentFile {
  return { name, mediaType, bytes: Readable.from(pieces, { objectMode: false }) }
}

/** A download may be asked for again under one key; each is an export of its own. */
function withoutOnce(ctx: Context): Context {
  const { once: _once, ...rest } = ctx
  return rest
}

function headOf<P, Q, Row>(
  ctx: Context,
  { title, columns }: Pick<ListExport<P, Q, Row>, 'title' | 'columns'>,
  { period, conditions }: ListAbout,
): NonNullable<WrittenSheet['head']> {
  const day = dayText(officeDay(ctx))
  const isMoney = columns.some(({ kind }) => kind === 'money')
  const asked = [period ?? `截至${day}`, ...conditions].join('；')
  return {
    title,
    lines: [
      [`编制单位：${ctx.actor.organisation}`, isMoney ? '单位：元' : ''],
      [`期间：${asked}`, `制表人：${ctx.actor.name}  制表日期：${day}`],
    ],
  }
}

interface WrittenRows {
  readonly pages: AsyncGenerator<readonly WrittenRow[]>
  readonly total: () => WrittenRow | null
}

function writtenRows<P, Q, Row>(
  { columns }: ListExport<P, Q, Row>,
  first: IteratorResult<readonly Row[], unknown>,
  rest: AsyncGenerator<readonly Row[]>,
  ended: (rows: number, whole: boolean) => Promise<void>,
): WrittenRows {
  const sums = columns.map(() => 0)
  let rows = 0
  const written = (row: Row): WrittenRow => {
    rows += 1
    const cells: WrittenCell[] = [rows]
    for (const [at, column] of columns.entries()) {
      const value = column.value(row)
      if (column.sum && typeof value === 'number') sums[at] = (sums[at] ?? 0) + value
      cells.push(value)
    }
    return cells
  }
  async function* pages(): AsyncGenerator<readonly WrittenRow[]> {
    let whole = false
    underWay += 1
    try {
      if (first.done !== true) yield first.value.map(written)
      for await (const page of rest) yield page.map(written)
      whole = true
    } finally {
      underWay -= 1
      await ended(rows, whole)
    }
  }
  const isSummed = columns.some(({ sum }) => sum === true)
  return {
    pages: pages(),
    // 合计 in the column of numbers, where an import looks for it.
    total: () =>
      isSummed && rows > 0
        ? ['合计', ...columns.map(({ sum }, at) => (sum ? (sums[at] ?? 0) : null))]
        : null,
  }
}
