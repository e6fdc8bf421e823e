import { attributeOf } from './xml-text.ts'
import { directoryOf, smallTextOf, type Bytes } from './zip-entry.ts'

export interface Hidden {
  /** 1-based. */
  readonly hiddenRows: readonly number[]
  /** 0-based. */
  readonly hiddenColumns: readonly number[]
  /** Whether the sheet itself is hidden. */
  readonly hidden?: boolean
}

const maxContentLength = 67_108_864
const maxHiddenRows = 1_048_576
const maxHiddenColumns = 2048

/** What each sheet of an OpenDocument book hides, in the order of the sheets; empty where nothing is hidden. */
export async function hiddenInOds(bytes: Bytes): Promise<Hidden[]> {
  const entry = (await directoryOf(bytes)).find(({ name }) => name === 'content.xml')
  if (entry === undefined) return []
  const xml = await smallTextOf(bytes, entry, maxContentLength)
  const hiddenStyles = hiddenTableStyles(xml)
  if (hiddenStyles.size === 0 && !/table:visibility="(?:collapse|filter)"/.test(xml)) return []
  const sheets: { hidden: boolean; hiddenRows: number[]; hiddenColumns: number[] }[] = []
  let row = 0
  let column = 0
  for (const [tag, name] of xml.matchAll(/<table:(table|table-row|table-column)(?:\s[^>]*)?>/g)) {
    if (name === 'table') {
      const hidden = hiddenStyles.has(attributeOf(tag, 'table:style-name') ?? '')
      sheets.push({ hidden, hiddenRows: [], hiddenColumns: [] })
      row = 0
      column = 0
      continue
    }
    const isRow = name === 'table-row'
    const repeated = attributeOf(tag, `table:number-${isRow ? 'rows' : 'columns'}-repeated`)
    const first = isRow ? row : column
    const count = Math.max(1, Number(repeated ?? 1)) || 1
    if (isRow) row += count
    else column += count
    if (!/table:visibility="(?:collapse|filter)"/.test(tag)) continue
    const sheet = sheets.at(-1)
    const end = Math.min(first + count, isRow ? maxHiddenRows : maxHiddenColumns)
    for (let at = first; at < end; at += 1) {
      if (isRow) sheet?.hiddenRows.push(at + 1)
      else sheet?.hiddenColumns.push(at)
    }
  }
  return sheets
}

/** A sheet is hidden by its style. */
function hiddenTableStyles(xml: string): Set<string> {
  const names = new Set<string>()
  for (const [style] of xml.matchAll(
    /<style:style\s[^>]*style:family="table"[^>]*>.*?<\/style:style>/gs,
  )) {
    const name = attributeOf(style.slice(0, style.indexOf('>') + 1), 'style:name')
    if (name !== null && style.includes('table:display="false"')) names.add(name)
  }
  return names
}
