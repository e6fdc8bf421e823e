import type { SourceRow } from '../../kernel/page.ts'
import { rowOfKey } from '../../kernel/row-key.ts'
import type { Context } from '../../platform/context.ts'
import { nameSources } from '../exchange/views.ts'
import type { ListColumn } from './export-list.ts'

/** Where a row comes from, as somebody finds it again. */
export interface NamedSource {
  readonly file: string
  readonly sheetName: string
  readonly sheetRow: number
}

/** The rows of a page, each with the names of the file and sheet that it comes from. */
export async function withSources<Row extends { readonly source: SourceRow }>(
  ctx: Context,
  rows: readonly Row[],
): Promise<(Row & NamedSource)[]> {
  const sources = await nameSources(ctx, [...new Set(rows.map(({ source }) => source.importId))])
  const named = new Map(sources.map((one) => [one.importId, one]))
  return rows.map((row) => {
    const { importId, sheet, row: key } = row.source
    const source = named.get(importId)
    return {
      ...row,
      file: source?.file ?? '',
      sheetName: source?.sheets[sheet - 1] ?? String(sheet),
      sheetRow: rowOfKey(key),
    }
  })
}

export const sourceColumns: readonly ListColumn<NamedSource>[] = [
  { head: '来源文件', kind: 'text', width: 40, value: (row) => row.file },
  { head: '表', kind: 'text', width: 14, value: (row) => row.sheetName },
  { head: '行', kind: 'integer', width: 8, value: (row) => row.sheetRow },
]
