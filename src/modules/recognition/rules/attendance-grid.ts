import { daysIn, nextMonth, type YearMonth } from '../../../kernel/day.ts'
import type { Cell, Row } from '../../../kernel/sheet.ts'
import { hundredthsOf, minutesOf, roundedHundredthsOf } from './amount.ts'
import { emptyMonth, handOver, type MonthSum } from './attendance-month.ts'
import { isBlank, textOf } from './cell-text.ts'
import { absent, dayCellOf, type DayCell } from './grid-cell.ts'
import { legendOfRow, type Legend } from './grid-legend.ts'
import { payLineReader } from './pay-rows.ts'
import { personReader } from './person-reader.ts'
import { monthReader, skipper, workerCounter, type Reading, type RowReader } from './reading.ts'
import { repeatedMonth } from './repeats.ts'
import { looksLikeId, looksLikeName, nobodyKindOf } from './row-kind.ts'
import type { DayColumn, Shape } from './shape.ts'

/** A worker's rows: the first has the name, those below the ID, overtime, another shift. */
interface Block {
  readonly row: number
  readonly name: string
  readonly lines: Row[]
}

const mostLines = 6
const mostWaiting = 5_000

/** Reads a month's grid: one to several rows a worker, a column a day. */
export function attendanceGrid(reading: Reading): RowReader {
  const { shape, report } = reading
  const nameAt = (shape.columns.name ?? shape.columns.nameOverId)?.index ?? -1
  const seqAt = shape.columns.seq?.index ?? -1
  const labelAt = shape.columns.lineLabel?.index ?? -1
  const months = monthReader(reading)
  const finish = blockReader(reading, nameAt, labelAt, months.of)
  const skip = skipper(reading)
  let block: Block | null = null
  /** The rows of a total go on until the next name. */
  let inTotal = false
  const hasDays = (row: Row) => shape.dayColumns.some(({ index }) => !isBlank(row[index]))
  const legend = new Map(shape.legend)
  /** Workers with marks whose meaning may yet be told, below the grid. */
  let waiting: Block[] = []
  const mayBeTold = shape.legend === undefined
  const finishAll = () => {
    const blocks = waiting
    waiting = []
    for (const one of blocks) finish.block(one, legend)
  }
  const close = () => {
    if (block === null) return
    const waits = mayBeTold && waiting.length < mostWaiting && hasOddMark(shape, block)
    if (waits) waiting.push(block)
    else finish.block(block, legend)
    block = null
  }
  const goesOn = (row: Row, name: string): boolean => {
    if (block === null || block.lines.length >= mostLines) return false
    const label = labelAt < 0 ? '' : textOf(row[labelAt])
    if (looksLikeId(name)) return !block.lines.some((line) => looksLikeId(textOf(line[nameAt])))
    if (name === block.name) return label !== '' && label !== textOf(block.lines[0]?.[labelAt])
    if (name !== '' || (seqAt >= 0 && !isBlank(row[seqAt]) && seqAt !== labelAt)) return false
    if (label === '' && !hasDays(row)) return false
    return nobodyKindOf(row, seqAt, nameAt) !== 'total'
  }
  return {
    row(row, rowNo) {
      const name = textOf(row[nameAt])
      if (goesOn(row, name)) {
        block?.lines.push(row)
        return
      }
      close()
      const isPerson = looksLikeName(name.split(/\s*\n/)[0] ?? '') || looksLikeName(name)
      if (isPerson) {
        block = { row: rowNo, name, lines: [row] }
        inTotal = false
        return
      }
      const isSigned = nobodyKindOf(row, seqAt, nameAt) === 'signature'
      if (inTotal && name === '' && hasDays(row) && !isSigned) return report.skip(rowNo, 'total')
      inTotal = skip(row, rowNo) === 'total'
      if (mayBeTold) for (const [sign, means] of legendOfRow(row)) legend.set(sign, means)
    },
    end() {
      close()
      finishAll()
      finish.end()
    },
    month: months.month,
  }
}

function blockReader(
  reading: Reading,
  nameAt: number,
  labelAt: number,
  monthOf: (row: Row, rowNo: number) => YearMonth | null,
): { block(block: Block, legend: Legend): void; end(): void } {
  const { shape, report, totals } = reading
  const { read: personOfRow } = personReader(shape, reading.checks, reading.people, report)
  const count = workerCounter(totals)
  const pays = shape.columns.due !== undefined || shape.columns.net !== undefined
  const payLine = pays ? payLineReader(reading) : null
  const again = repeatedMonth(reading)
  const read = (block: Block, legend: Legend) => {
    const first = block.lines[0] ?? []
    const person = personOfRow(withId(shape, block, nameAt), block.row)
    if (person === null) return
    if (person === 'nobody') return report.skip(block.row, 'nameless')
    const month = monthOf(first, block.row)
    if (month === null) return
    const sum = emptyMonth(person, month, block.row)
    const counted = addLines(reading, block, labelAt, sum, legend)
    compareTotals(reading, block, sum, counted)
    report.accept()
    again(count(person), month, block.row)
    handOver(reading, sum, 'grid')
    if (payLine !== null && statesPay(shape, first)) payLine.read(first, block.row, person, month)
  }
  return { block: read, end: () => payLine?.end() }
}

/** The first row with the ID that stands under the name put where the person is read from. */
function withId(shape: Reading['shape'], block: Block, nameAt: number): Row {
  const first = block.lines[0] ?? []
  const under = block.lines.slice(1).find((line) => looksLikeId(textOf(line[nameAt])))
  const id = shape.columns.idNumber?.index
  if (under !== undefined && (id === undefined || isBlank(first[id]))) {
    const row = [...first]
    const name = shape.columns.name ?? shape.columns.nameOverId
    // Name and number in one cell is a form that the person's reader knows.
    if (id === undefined && name !== undefined)
      row[name.index] = `${block.name} ${idText(under[nameAt])}`
    else if (id !== undefined) row[id] = under[nameAt] ?? null
    return row
  }
  if (id === undefined || !isBlank(first[id])) return first
  const lower = block.lines.find((line) => !isBlank(line[id]))
  return lower === undefined ? first : first.with(id, lower[id] ?? null)
}

function idText(cell: Cell | undefined): string {
  return typeof cell === 'number' && Math.abs(cell) >= 2 ** 53
    ? cell.toExponential(5)
    : textOf(cell)
}

/** Marks other than √ and words: what they mean is every sheet's own. */
function hasOddMark(shape: Reading['shape'], { lines }: Block): boolean {
  return lines.some((line) =>
    shape.dayColumns.some(({ index }) => {
      const cell = line[index]
      return typeof cell === 'string' && /[^\s\d\p{Script=Han}√✓✔.+/()hH:]/u.test(cell)
    }),
  )
}

type LinePart = DayColumn['part']

/** Adds every line's days; gives the 工日 that they come to. */
function addLines(
  reading: Reading,
  block: Block,
  labelAt: number,
  sum: MonthSum,
  legend: Legend,
): number {
  const { shape, report } = reading
  const longest = longestDays(shape.dayColumns, sum.month)
  const labels = block.lines.map((line) => (labelAt < 0 ? '' : textOf(line[labelAt])))
  const parts = linePartsOf(reading, block, labels, legend)
  let workdays = 0
  for (const [at, line] of block.lines.entries()) {
    const rowNo = block.row + at
    const inHours = isOvertimeInHours(reading, block, parts, labels)
    for (const [nth, { index, day, part: columnPart }] of shape.dayColumns.entries()) {
      const linePart = parts[at] ?? 'whole'
      const part = linePart === 'overtime' || columnPart === 'whole' ? linePart : columnPart
      const read = dayCellOf(line[index], shape.unit, legend)
      if (read === null) {
        const text = textOf(line[index]).slice(0, 10)
        report.find(rowNo, String(day), 'recognition.cell-unclear', 'warning', { day, text })
        continue
      }
      if (read === absent) continue
      if (day > (longest[nth] ?? 31)) {
        report.find(rowNo, String(day), 'recognition.day-not-in-month', 'warning', { day })
        continue
      }
      const cell = inPart(read, part, shape.unit, inHours)
      workdays += cell.workdaysHundredths
      if (!addDay(sum, day - 1, cell))
        report.find(rowNo, String(day), 'recognition.hours-impossible', 'warning', { day })
    }
  }
  return workdays
}

/** The last day that each column's month has: days before the turn (26 … 31, 1 … 25) are those of the month before. */
function longestDays(columns: readonly DayColumn[], month: YearMonth): number[] {
  const turn = columns.findIndex(({ day }, at) => at > 0 && day < (columns[at - 1]?.day ?? 0))
  const before = daysIn(nextMonth(month, -1))
  const own = daysIn(month)
  return columns.map((_, at) => (at < turn ? before : own))
}

/** False where the day has more than 24 hours; they are cut to that. */
function addDay(sum: MonthSum, place: number, cell: DayCell): boolean {
  if (cell.present) sum.present |= 1 << place
  const minutes = (sum.minutes[place] ?? 0) + cell.minutes
  const overtime = (sum.overtime[place] ?? 0) + cell.overtime
  sum.minutes[place] = Math.min(1440, minutes)
  sum.overtime[place] = Math.min(1440 - (sum.minutes[place] ?? 0), overtime)
  return minutes + overtime <= 1440
}

/** What a cell says as a morning, or as overtime. */
function inPart(cell: DayCell, part: LinePart, unit: Shape['unit'], inHours: boolean): DayCell {
  if (part === 'overtime') {
    const overtime = cell.overtime + cell.minutes
    if (unit === 'hours' || cell.isMark || !inHours) return { ...cell, minutes: 0, overtime }
    // 2 under a √ are two hours, not two days.
    const more = Math.round(cell.workdaysHundredths * 0.6)
    return { ...cell, minutes: 0, overtime: overtime + more, workdaysHundredths: 0 }
  }
  if (part !== 'half' || unit === 'hours') return cell
  const isWhole = cell.isMark || cell.workdaysHundredths === 100
  return isWhole ? { ...cell, workdaysHundredths: Math.min(50, cell.workdaysHundredths) } : cell
}

/** Overtime stands in hours, not 工, where it is more than one, is under marks, or says so. */
function isOvertimeInHours(
  { shape }: Reading,
  { lines }: Block,
  parts: readonly LinePart[],
  labels: readonly string[],
): boolean {
  const said = labels.find((_, at) => parts[at] === 'overtime') ?? ''
  if (/小时|时数|h/i.test(said)) return true
  if (/工/.test(said)) return false
  return lines.some((line, at) =>
    shape.dayColumns.some(({ index, part }) => {
      if (parts[at] !== 'overtime' && part !== 'overtime') return false
      const value = hundredthsOf(line[index]) ?? 0
      return value > 100 || (shape.unit === 'marks' && value > 0)
    }),
  )
}

/** Which part of each day a worker's lines are; a second one without a name is overtime, or the afternoon's marks. */
function linePartsOf(
  { shape }: Reading,
  { lines }: Block,
  labels: readonly string[],
  legend: Legend,
): LinePart[] {
  const isOfMarks = (line: Row | undefined) => {
    let marks = 0
    for (const { index } of shape.dayColumns) {
      const cell = dayCellOf(line?.[index], shape.unit, legend)
      if (cell === null || (cell.present && !cell.isMark)) return false
      if (cell.present) marks += 1
    }
    return marks > 0
  }
  const unlabelled = labels.every((label) => label === '')
  const areHalves =
    unlabelled && lines.length === 2 && shape.unit !== 'hours' && lines.every(isOfMarks)
  if (areHalves) return ['half', 'half']
  return labels.map((label, at) => {
    if (/加班|延时|晚上|夜间/.test(label)) return 'overtime'
    if (/^(?:上午?|下午?|早上?|上半天|下半天)$/.test(label.replaceAll(/\s/g, ''))) return 'half'
    if (/出勤|正常|上午|下午|白班|夜班|日班|中班|考勤|标准/.test(label)) return 'whole'
    return at > 0 ? 'overtime' : 'whole'
  })
}

/** What the sheet's own sums say; they are kept beside the days, and a difference is said. */
function compareTotals(reading: Reading, block: Block, sum: MonthSum, counted: number): void {
  const { shape, report } = reading
  const first = block.lines[0] ?? []
  const stated = (field: 'workdays' | 'daysPresent'): number | null => {
    const index = shape.columns[field]?.index
    if (index === undefined) return null
    for (const line of block.lines) {
      const exact = hundredthsOf(line[index])
      const value = Number.isNaN(exact) ? roundedHundredthsOf(line[index]) : exact
      if (value !== null && !Number.isNaN(value)) return value
    }
    return null
  }
  if (sum.present === 0) report.find(block.row, 'name', 'recognition.attendance-empty', 'note')
  const workdays = stated('workdays')
  const countsWorkdays = shape.unit !== 'hours'
  sum.workdaysHundredths = workdays ?? (countsWorkdays ? counted : null)
  if (workdays === null && !countsWorkdays) {
    report.find(block.row, 'workdays', 'recognition.workdays-not-stated', 'note')
  }
  if (workdays !== null && countsWorkdays && workdays !== counted) {
    report.find(block.row, 'workdays', 'recognition.workdays-differ', 'warning', {
      stated: workdays / 100,
      counted: counted / 100,
    })
  }
  let present = 0
  for (let bits = sum.present; bits !== 0; bits &= bits - 1) present += 1
  const days = stated('daysPresent')
  if (days !== null && days !== present * 100 && days !== counted) {
    report.find(block.row, 'daysPresent', 'recognition.days-differ', 'warning', {
      stated: days / 100,
      counted: present,
    })
  }
  if (shape.unit === 'hours') compareHours(reading, block, first, sum)
}

function compareHours({ shape, report }: Reading, block: Block, first: Row, sum: MonthSum): void {
  const index = shape.columns.hours?.index
  if (index === undefined) return
  const overtimeAt = shape.columns.overtimeHours?.index
  let stated = 0
  for (const line of block.lines) stated += minutesOf(line[index]) || 0
  if (overtimeAt !== undefined) stated += minutesOf(first[overtimeAt]) || 0
  const regular = sum.minutes.reduce((total, minutes) => total + minutes, 0)
  const all = regular + sum.overtime.reduce((total, minutes) => total + minutes, 0)
  if (stated === 0 || Math.abs(stated - all) <= 1 || Math.abs(stated - regular) <= 1) return
  report.find(block.row, 'hours', 'recognition.hours-differ', 'warning', {
    stated: Math.round(stated / 0.6) / 100,
    counted: Math.round(all / 0.6) / 100,
  })
}

function statesPay(shape: Reading['shape'], row: Row): boolean {
  return [shape.columns.due, shape.columns.net].some(
    (column) => column !== undefined && !isBlank(row[column.index]),
  )
}
