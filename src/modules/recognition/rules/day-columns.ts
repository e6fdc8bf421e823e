import type { Cell } from '../../../kernel/sheet.ts'
import { YearMonth } from '../../../kernel/day.ts'
import { textOf } from './cell-text.ts'
import type { DayColumn } from './shape.ts'
import type { Lines } from './sheet-lines.ts'

/** A week of days in a row is a grid; fewer may be anything. */
const fewestDays = 7

export interface DayRun {
  readonly columns: readonly DayColumn[]
  /** The month that the days themselves name, where they are whole dates. */
  readonly month: YearMonth | null
  /** The days go over a month's end (26 … 31, 1 … 25). */
  readonly wraps: boolean
}

const written =
  /^(?:(?:(\d{4})[-/.年])?(\d{1,2})[-/.月])?(\d{1,2})(?:日|号)?[\s(]*(?:周|星期)?[一二三四五六日天]?\)?$/

/** The columns of a header row that are days, each one later than the one before; null where there are none. */
export function dayRunOf(lines: Lines, row: number): DayRun | null {
  let best: { index: number; day: number; month: string | null }[] = []
  let run: typeof best = []
  for (let column = 0; column < lines.width; column += 1) {
    const said = dayOfHeader(lines.rows[row]?.[column])
    if (said === 'empty') continue
    const last = run.at(-1)
    if (said !== null && last !== undefined && follows(last.day, said.day)) {
      run.push({ index: column, ...said })
    } else {
      run = said === null ? [] : [{ index: column, ...said }]
    }
    // Past 31 days a counter of days becomes something else.
    if (run.length > 31) run = run.slice(-1)
    if (run.length > best.length) best = run
  }
  if (best.length < fewestDays) return null
  const months = new Set(best.flatMap((column) => column.month ?? []))
  const month = YearMonth.safeParse([...months][0])
  return {
    columns: best.map(({ index, day }) => ({ index, day, part: 'whole' })),
    month: months.size === 1 && month.success ? month.data : null,
    wraps: best.some((column, at) => at > 0 && column.day < (best[at - 1]?.day ?? 0)),
  }
}

function follows(before: number, day: number): boolean {
  return day === before + 1 || (day === 1 && before >= 28)
}

function dayOfHeader(
  cell: Cell | undefined,
): { day: number; month: string | null } | null | 'empty' {
  if (typeof cell === 'object' && cell !== null) {
    return { day: Number(cell.date.slice(8, 10)), month: cell.date.slice(0, 7) }
  }
  const text = textOf(cell).normalize('NFKC')
  if (text === '') return 'empty'
  const parts = written.exec(text)
  const day = Number(parts?.[3])
  if (parts === null || !(day >= 1 && day <= 31)) return null
  const month = parts[1] === undefined ? null : `${parts[1]}-${String(parts[2]).padStart(2, '0')}`
  return { day, month }
}

/** A row under the days that only names weekdays belongs to the header. */
export function isWeekdayRow(lines: Lines, row: number, days: readonly DayColumn[]): boolean {
  let weekdays = 0
  for (const { index } of days) {
    const text = lines.text(row, index)
    if (text === '') continue
    if (!/^(?:周|星期|礼拜)?[一二三四五六日天]$/.test(text)) return false
    weekdays += 1
  }
  return weekdays > 0
}

const partWords = /^(?:上午?|下午?|早上?|中班?|晚上?|白班?|夜班?|正常|出勤|标准|平时|加班|延时|加)$/

/** The columns of days whose parts a further header row names; null where that row names none. */
export function dayPartsOf(
  lines: Lines,
  row: number,
  days: readonly DayColumn[],
): DayColumn[] | null {
  const parts: DayColumn[] = []
  for (const [at, { index, day }] of days.entries()) {
    const width = index - (days[at - 1]?.index ?? index - 1)
    const next = days[at + 1]?.index ?? index + width
    for (let column = index; column < next; column += 1) {
      const text = lines.text(row, column).replaceAll(/\s/g, '')
      if (text === '') continue
      if (!partWords.test(text)) return null
      const isOvertime = /加|延/.test(text)
      const isHalf = /上|下|早|中|晚/.test(text)
      parts.push({ index: column, day, part: isOvertime ? 'overtime' : isHalf ? 'half' : 'whole' })
    }
  }
  return parts.length > days.length ? parts : null
}
