import type { Field } from './fields.ts'
import type { Header, HeaderColumn } from './header-rows.ts'
import type { Column, Shape, SheetKind } from './shape.ts'
import type { Lines } from './sheet-lines.ts'
import { fits, lineLabelColumn, shareOf, valueFields } from './value-signs.ts'

export type Named = Field | 'total'
export type Columns = { [F in Named]?: Column }

/** The columns of a header that somebody pointed at, in a sheet of this kind. */
export function columnsFor(kind: SheetKind, header: Header, lines: Lines): Shape['columns'] {
  const dataRow = header.row + header.rows
  return settled(chooseColumns(header, lines, dataRow).columns, kind, header, lines, dataRow)
}

export interface Choice {
  readonly columns: Columns
  readonly scores: ReadonlyMap<Named, number>
  /** Columns that only their values named. */
  readonly byValues: ReadonlySet<number>
}

/** Each field its column: the plainest word, then the values that fit best, then the first. */
export function chooseColumns(header: Header, lines: Lines, dataRow: number): Choice {
  const columns: Columns = {}
  const scores = new Map<Named, number>()
  const fit = new Map<Named, number>()
  for (const column of header.columns) {
    if (column.sense?.is !== 'field') continue
    const { field, score } = column.sense
    const before = scores.get(field) ?? 0
    const fitness = fits(field, lines, dataRow, column.index)
    if (score < before || (score === before && fitness <= (fit.get(field) ?? -1))) continue
    columns[field] = asColumn(column)
    scores.set(field, score)
    fit.set(field, fitness)
  }
  const byValues = new Set<number>()
  for (const field of valueFields) {
    if (columns[field] !== undefined || (field === 'idNumber' && columns.nameOverId !== undefined))
      continue
    const unnamed = header.columns.filter(
      ({ sense, index }) => sense === null && !byValues.has(index),
    )
    const found = unnamed.find(({ index }) => shareOf(field, lines, dataRow, index) >= 0.6)
    if (found === undefined) continue
    columns[field] = asColumn(found)
    scores.set(field, 0.4)
    byValues.add(found.index)
  }
  return { columns, scores, byValues }
}

export function asColumn({ index, text }: Pick<HeaderColumn, 'index' | 'text'>): Column {
  return { index, headerText: text }
}

/** Columns whose meaning depends on the kind. */
export function settled(
  chosen: Columns,
  kind: SheetKind,
  header: Header,
  lines: Lines,
  dataRow: number,
): Columns {
  const columns: Columns = { ...chosen }
  const move = (from: Named, to: Named) => {
    const column = columns[from]
    if (column === undefined || columns[to] !== undefined) return
    columns[to] = column
    delete columns[from]
  }
  if (kind === 'pay-sheet' || kind === 'pay-confirmation') {
    if (columns.due === undefined && columns.net === undefined) move('amount', 'net')
    const total = columns.total
    const net = columns.net
    if (
      columns.due === undefined &&
      total !== undefined &&
      net !== undefined &&
      total.index < net.index
    ) {
      if (fits('due', lines, dataRow, total.index) > 0.5) move('total', 'due')
    }
    if (columns.idNumber === undefined) move('nameOverId', 'name')
  }
  if (kind === 'participant-list') {
    move('entryExitMove', 'firmKind')
    move('leaderName', 'managerName')
    move('leaderPhone', 'managerPhone')
    move('leaderIdNumber', 'managerIdNumber')
    move('phone', 'managerPhone')
    move('idNumber', 'managerIdNumber')
  }
  if (kind === 'team-list') {
    move('phone', 'leaderPhone')
    move('idNumber', 'leaderIdNumber')
    move('managerName', 'leaderName')
  }
  if (kind === 'entry-exit') {
    if (columns.enteredOn === undefined || columns.leftOn === undefined) {
      move('workDay', 'entryExitOn')
      move('enteredOn', 'entryExitOn')
      move('leftOn', 'entryExitOn')
    }
  }
  if (kind === 'attendance-days') move('punchDay', 'workDay')
  if (kind === 'attendance-grid' && header.days !== null) {
    const label = lineLabelColumn(columns, header.days.columns[0]?.index ?? 0, lines, dataRow)
    if (columns.lineLabel === undefined && label >= 0) {
      if (columns.projectName?.index === label) delete columns.projectName
      columns.lineLabel = { index: label, headerText: lines.spread(dataRow - 1, label) }
    }
    const after = header.days.columns.at(-1)?.index ?? 0
    if (
      columns.hours === undefined &&
      columns.workdays === undefined &&
      columns.daysPresent === undefined
    ) {
      if ((columns.total?.index ?? 0) > after) move('total', 'daysPresent')
    }
  }
  return columns
}
