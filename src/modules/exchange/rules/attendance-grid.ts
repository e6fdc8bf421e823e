import { daysIn, type YearMonth } from '../../../kernel/day.ts'
import type { Cell, Row } from '../../../kernel/sheet.ts'
import { hundredthsOf, minutesOf, roundedHundredthsOf } from './amount.ts'
import { emptyMonth, handOver, type MonthSum } from './attendance-month.ts'
import { isBlank, textOf } from './cell-text.ts'
import { absent, dayCellOf } from './grid-cell.ts'
import { payLineReader } from './pay-rows.ts'
import { personReader } from './person-reader.ts'
import { monthReader, skipper, workerCounter, type Reading, type RowReader } from './reading.ts'
import { looksLikeId, looksLikeName, nobodyKindOf } from './row-kind.ts'

/** A worker's rows: the first has the name, those below the ID, overtime, another shift. */
interface Block {
  readonly row: number
  readonly name: string
  readonly lines: Row[]
}

const mostLines = 6

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
  const close = () => {
    if (block !== null) finish(block)
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
      if (inTotal && name === '' && hasDays(row)) return report.skip(rowNo, 'total')
      inTotal = skip(row, rowNo) === 'total'
    },
    end: close,
    month: months.month,
  }
}

function blockReader(
  reading: Reading,
  nameAt: number,
  labelAt: number,
  monthOf: (row: Row, rowNo: number) => YearMonth | null,
): (block: Block) => void {
  const { shape, report, totals } = reading
  const { read } = personReader(shape, reading.checks, reading.people, report)
  const count = workerCounter(totals)
  const pays = shape.columns.due !== undefined || shape.columns.net !== undefined
  const payLine = pays ? payLineReader(reading) : null
  return (block) => {
    const first = block.lines[0] ?? []
    const person = read(withId(shape, block, nameAt), block.row)
    if (person === null) return
    if (person === 'nobody') return report.skip(block.row, 'nameless')
    const month = monthOf(first, block.row)
    if (month === null) return
    const sum = emptyMonth(person, month, block.row)
    const counted = addLines(reading, block, labelAt, sum)
    compareTotals(reading, block, sum, counted)
    report.accept()
    count(person)
    handOver(reading, sum, 'grid')
    if (payLine !== null && statesPay(shape, first)) payLine(first, block.row, person, month)
  }
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

/** Adds every line's days; the second line without a name of its own is overtime. */
function addLines(reading: Reading, block: Block, labelAt: number, sum: MonthSum): number {
  const { shape, report } = reading
  const lengthOfMonth = daysIn(sum.month)
  let workdays = 0
  for (const [at, line] of block.lines.entries()) {
    const isOvertimeRow = isOvertimeLine(at, labelAt < 0 ? '' : textOf(line[labelAt]))
    const rowNo = block.row + at
    for (const { index, day, part } of shape.dayColumns) {
      const isOvertime = isOvertimeRow || part === 'overtime'
      const cell = dayCellOf(line[index], shape.unit)
      if (cell === null) {
        const text = textOf(line[index]).slice(0, 10)
        report.find(rowNo, String(day), 'exchange.cell-unclear', 'warning', { day, text })
        continue
      }
      if (cell === absent) continue
      if (day > lengthOfMonth) {
        report.find(rowNo, String(day), 'exchange.day-not-in-month', 'warning', { day })
        continue
      }
      const place = day - 1
      if (cell.present) sum.present |= 1 << place
      const regular = isOvertime ? 0 : cell.minutes
      sum.minutes[place] = (sum.minutes[place] ?? 0) + regular
      sum.overtime[place] = (sum.overtime[place] ?? 0) + cell.overtime + (cell.minutes - regular)
      workdays += part === 'half' && cell.isMark ? 50 : cell.workdaysHundredths
      if ((sum.minutes[place] ?? 0) + (sum.overtime[place] ?? 0) > 1440) {
        sum.minutes[place] = Math.min(1440, sum.minutes[place] ?? 0)
        sum.overtime[place] = 1440 - (sum.minutes[place] ?? 0)
        report.find(rowNo, String(day), 'exchange.hours-impossible', 'warning', { day })
      }
    }
  }
  return workdays
}

function isOvertimeLine(at: number, label: string): boolean {
  if (/加班|延时|晚上|夜间/.test(label)) return true
  if (/出勤|正常|上午|下午|白班|夜班|日班|中班|考勤|标准/.test(label)) return false
  return at > 0
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
  if (sum.present === 0) report.find(block.row, 'name', 'exchange.attendance-empty', 'note')
  const workdays = stated('workdays')
  const countsWorkdays = shape.unit !== 'hours'
  sum.workdaysHundredths = workdays ?? (countsWorkdays ? counted : null)
  if (workdays === null && !countsWorkdays) {
    report.find(block.row, 'workdays', 'exchange.workdays-not-stated', 'note')
  }
  if (workdays !== null && countsWorkdays && workdays !== counted) {
    report.find(block.row, 'workdays', 'exchange.workdays-differ', 'warning', {
      stated: workdays / 100,
      counted: counted / 100,
    })
  }
  let present = 0
  for (let bits = sum.present; bits !== 0; bits &= bits - 1) present += 1
  const days = stated('daysPresent')
  if (days !== null && days !== present * 100 && days !== counted) {
    report.find(block.row, 'daysPresent', 'exchange.days-differ', 'warning', {
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
  report.find(block.row, 'hours', 'exchange.hours-differ', 'warning', {
    stated: Math.round(stated / 0.6) / 100,
    counted: Math.round(all / 0.6) / 100,
  })
}

function statesPay(shape: Reading['shape'], row: Row): boolean {
  return [shape.columns.due, shape.columns.net].some(
    (column) => column !== undefined && !isBlank(row[column.index]),
  )
}
