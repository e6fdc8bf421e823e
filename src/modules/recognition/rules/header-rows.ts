import { dayPartsOf, dayRunOf, isWeekdayRow, type DayRun } from './day-columns.ts'
import type { Field } from './fields.ts'
import type { HeaderSense, Vocabulary } from './header-words.ts'
import type { Lines } from './sheet-lines.ts'

/** Where a sheet's header stands and what each of its columns says. */
export interface Header<F extends string = Field | 'total'> {
  /** 0-based. */
  readonly row: number
  readonly rows: number
  readonly columns: readonly HeaderColumn<F>[]
  readonly days: DayRun | null
}

export interface HeaderColumn<F extends string = Field | 'total'> {
  readonly index: number
  /** As the officer sees it: levels joined by a slash. */
  readonly text: string
  readonly sense: HeaderSense<F>
}

const maxHeaderRows = 3

/** The rows whose words name the most columns; null where no two columns are named. */
export function findHeader<F extends string>(
  lines: Lines,
  vocabulary: Vocabulary<F>,
): Header<F> | null {
  let best: Header<F> | null = null
  let bestScore = 1.5
  for (let row = lines.first; row < lines.count; row += 1) {
    for (let rows = 1; rows <= maxHeaderRows && row + rows <= lines.count; rows += 1) {
      if (rows > 1 && !mayContinue(lines, row + rows - 1)) break
      const header = headerAt(lines, row, rows, vocabulary)
      const score = scoreOf(header, lines, vocabulary) - (rows - 1) * 0.4
      if (score > bestScore) [best, bestScore] = [header, score]
    }
  }
  if (best === null) return null
  const whole = withLowerWords(lines, fromItsTop(lines, best, vocabulary), vocabulary)
  return withDayParts(lines, whole)
}

/** 身份证号 alone under 姓名: a row of nothing but such words right below is the header's as well. */
function withLowerWords<F extends string>(
  lines: Lines,
  header: Header<F>,
  vocabulary: Vocabulary<F>,
): Header<F> {
  const below = header.row + header.rows
  if (header.rows >= maxHeaderRows || below >= lines.count) return header
  let words = 0
  for (let column = 0; column < lines.width; column += 1) {
    const text = lines.text(below, column)
    if (text === '') continue
    const sense = vocabulary.senseOf(text)
    const isUnder = lines.spread(below - 1, column) !== ''
    if (!isUnder || sense?.is !== 'field' || sense.score < 1) return header
    words += 1
  }
  return words === 0 ? header : headerAt(lines, header.row, header.rows + 1, vocabulary)
}

/** Rows under the days that name weekdays, or parts of each day, belong to the header. */
function withDayParts<F extends string>(lines: Lines, header: Header<F>): Header<F> {
  const { days } = header
  if (days === null) return header
  const end = header.row + header.rows
  const afterWeekdays = isWeekdayRow(lines, end, days.columns) ? end + 1 : end
  // The parts may have been taken for a lower level of the header already.
  for (const row of header.rows > 1 ? [end - 1, afterWeekdays] : [afterWeekdays]) {
    const parts = dayPartsOf(lines, row, days.columns)
    if (parts === null) continue
    const inParts = new Set(parts.map(({ index }) => index))
    return {
      row: header.row,
      rows: Math.max(end, row + 1) - header.row,
      columns: header.columns.filter(({ index }) => !inParts.has(index)),
      days: { ...days, columns: parts },
    }
  }
  return { ...header, rows: afterWeekdays - header.row }
}

/** Cells merged downwards into the header begin it. */
function fromItsTop<F extends string>(
  lines: Lines,
  header: Header<F>,
  vocabulary: Vocabulary<F>,
): Header<F> {
  let top = header.row
  for (let column = 0; column < lines.width; column += 1) {
    const begins = lines.topOf(header.row, column)
    if (header.row - begins < maxHeaderRows) top = Math.min(top, begins)
  }
  return top === header.row
    ? header
    : headerAt(lines, top, header.rows + header.row - top, vocabulary)
}

function headerAt<F extends string>(
  lines: Lines,
  row: number,
  rows: number,
  { senseOfLevels }: Vocabulary<F>,
): Header<F> {
  let days: DayRun | null = null
  for (let at = row + rows - 1; at >= row && days === null; at -= 1) days = dayRunOf(lines, at)
  const dayIndexes = new Set(days?.columns.map((column) => column.index))
  const columns: HeaderColumn<F>[] = []
  for (let column = 0; column < lines.width; column += 1) {
    if (dayIndexes.has(column)) continue
    const levels = levelsOf(lines, row, rows, column)
    const text = [...new Set(levels.filter((level) => level !== ''))].join('/')
    if (text === '') continue
    columns.push({
      index: column,
      text: text.replaceAll(/\s+/g, ''),
      sense: senseOfLevels([...new Set(levels)]),
    })
  }
  return { row, rows, columns, days }
}

/** A column's texts from the top down; an upper text reaches over the empty columns to its right. */
function levelsOf(lines: Lines, row: number, rows: number, column: number): string[] {
  const levels: string[] = []
  for (let at = row; at < row + rows; at += 1) {
    let text = lines.spread(at, column)
    const isLowest = at === row + rows - 1
    if (text === '' && !isLowest && lines.spread(at + 1, column) !== '') {
      let left = column - 1
      while (left >= 0 && lines.spread(at, left) === '' && lines.spread(at + 1, left) !== '')
        left -= 1
      if (left >= 0 && lines.spread(at + 1, left) !== '') text = lines.spread(at, left)
    }
    levels.push(text)
  }
  return levels
}

/** Fields named, each once; cells that look like a worker's row speak against it. */
function scoreOf<F extends string>(
  header: Header<F>,
  lines: Lines,
  vocabulary: Vocabulary<F>,
): number {
  const fields = new Map<string, number>()
  let others = 0
  for (const { sense } of header.columns) {
    if (sense?.is === 'field') {
      fields.set(sense.field, Math.max(fields.get(sense.field) ?? 0, sense.score))
    } else if (sense !== null) others += 0.3
  }
  let against = 0
  for (let row = header.row; row < header.row + header.rows; row += 1) {
    for (let column = 0; column < lines.width; column += 1) {
      if (header.days?.columns.some((day) => day.index === column) === true) continue
      if (isValue(lines.text(row, column))) against += 0.5
    }
  }
  const named =
    [...fields.values()].reduce((sum, score) => sum + score, 0) +
    addedBelow(header, lines, vocabulary)
  return named + Math.min(others, 2) + (header.days === null ? 0 : 3) - against
}

/** Columns that only a lower row names, under an upper text that reaches over them, speak for two levels. */
function addedBelow<F extends string>(
  header: Header<F>,
  lines: Lines,
  { senseOf }: Vocabulary<F>,
): number {
  if (header.rows === 1) return 0
  // A title is no upper level: it names no column itself.
  const upper = header.columns.filter(
    ({ index }) => senseOf(lines.text(header.row, index))?.is === 'field',
  )
  if (upper.length < 2) return 0
  const last = header.row + header.rows - 1
  const added = header.columns.filter(
    ({ index, sense }) =>
      sense !== null && lines.text(header.row, index) === '' && lines.text(last, index) !== '',
  )
  return added.length * 0.5
}

/** Text that only a row of values has. */
function isValue(text: string): boolean {
  return (
    /^[-+]?\d[\d,]*(?:\.\d+)?$/.test(text) ||
    /^\d{15,18}[\dXx]?$/.test(text) ||
    /^\d{4}[-/.年]\d/.test(text)
  )
}

/** A further header row has words or days, no values. */
function mayContinue(lines: Lines, row: number): boolean {
  const days = dayRunOf(lines, row)
  const dayIndexes = new Set(days?.columns.map((column) => column.index))
  let words = 0
  for (let column = 0; column < lines.width; column += 1) {
    if (dayIndexes.has(column)) continue
    const text = lines.text(row, column)
    if (text === '') continue
    if (isValue(text)) return false
    words += 1
  }
  return days !== null || words > 0
}
