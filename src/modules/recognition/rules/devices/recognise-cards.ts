import type { Row } from '../../../../kernel/sheet.ts'
import type { Recognised } from '../family.ts'
import { say } from '../sentences.ts'
import type { Doubt, Shape } from '../shape.ts'
import { contextOf } from '../sheet-context.ts'
import type { Lines } from '../sheet-lines.ts'
import { cardDaysOf, cardHeadsOf, leadingDayOf, stretchIn, timesIn } from './card-lines.ts'

interface Seen {
  /** Lines that name a user. */
  heads: number
  users: number
  /** Lines of days side by side, and lines that begin with a day. */
  dayLines: number
  downLines: number
  /** Lines with times below a line of days, or behind a day; and the first line that names a user, 0-based. */
  timeLines: number
  firstHead: number
  stretch: boolean
  whole: boolean
}

/** A report with a block of lines for each user: told by its lines; null where they do not say so. */
export function recogniseCards(
  lines: Lines,
  head: { readonly sheetName: string; readonly fileName: string; readonly date1904?: boolean },
): Recognised | null {
  const date1904 = head.date1904 ?? false
  const seen = look(lines, date1904)
  if (seen.users === 0 || seen.timeLines === 0) return null
  // One user may be all that a small site's first lines have; then his days must be a month's.
  const isCards = seen.dayLines > 0 || seen.downLines >= 5
  if (!isCards) return null
  const context = contextOf(lines, seen.firstHead, head.sheetName, head.fileName, date1904)
  const byName = /考勤|打卡|刷卡|签到|出勤|卡表/.test(context.words)
  const sure = 0.7 + (byName ? 0.12 : 0) + (seen.users > 1 ? 0.1 : 0) + (seen.stretch ? 0.05 : 0)
  const confidence = Math.round(Math.min(0.97, sure) * 100) / 100
  const isDated = seen.stretch || seen.whole || context.period !== null
  const doubts: Doubt[] = isDated
    ? []
    : [{ about: 'month', code: 'recognition.month-unsaid', values: {}, choices: [] }]
  const shape: Shape = {
    kind: 'device-log',
    confidence,
    reasons: [say('reason.device-cards', { row: seen.firstHead + 1, users: seen.users })],
    doubts,
    headerRow: 0,
    headerRows: 0,
    columns: {},
    deductions: [],
    sensitive: [],
    unknown: [],
    dayColumns: [],
    rowsPerWorker: 1,
    unit: null,
    moneyUnit: 'yuan',
    // The stretch says each day's own month.
    period: seen.stretch ? null : context.period,
    projectName: context.projectName,
    projectCode: context.projectCode,
    firmName: null,
    employerName: null,
    teamName: null,
    isCards: true,
  }
  return { weight: 30 + Math.min(seen.users, 10), shape }
}

function look(lines: Lines, date1904: boolean): Seen {
  const seen: Seen = {
    heads: 0,
    users: 0,
    dayLines: 0,
    downLines: 0,
    timeLines: 0,
    firstHead: -1,
    stretch: false,
    whole: false,
  }
  let windows: readonly { readonly from: number; readonly to: number }[] = []
  for (let at = lines.first; at < lines.count; at += 1) {
    const row: Row = lines.rows[at] ?? []
    const hasStretch = stretchIn(row) !== null
    seen.stretch ||= hasStretch
    const heads = cardHeadsOf(row)
    if (heads !== null) {
      if (seen.firstHead < 0) seen.firstHead = at
      windows = heads
      seen.heads += 1
      seen.users += heads.filter(({ userNo }) => userNo !== null).length
      continue
    }
    const days = cardDaysOf(row, date1904)
    if (days !== null) {
      seen.dayLines += 1
      seen.whole ||= days.every(({ whole }) => whole !== null)
      continue
    }
    if (hasStretch || windows.length === 0) continue
    const [first] = windows
    const down = first === undefined ? null : leadingDayOf(row, first.from, first.to, date1904)
    if (down !== null) {
      seen.downLines += 1
      seen.whole ||= down.whole !== null
    }
    const mayHold = seen.dayLines > 0 || down !== null
    if (mayHold && row.some((cell) => timesIn(cell).length > 0)) seen.timeLines += 1
  }
  return seen
}
