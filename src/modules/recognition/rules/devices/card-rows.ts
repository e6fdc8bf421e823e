import type { YearMonth } from '../../../../kernel/day.ts'
import type { Row } from '../../../../kernel/sheet.ts'
import { plainDateOf } from '../day-text.ts'
import { skipper, type Reading, type RowReader } from '../reading.ts'
import {
  cardDaysOf,
  type CardDay,
  type CardHead,
  cardHeadsOf,
  datesOf,
  leadingDayOf,
  stretchIn,
  timesIn,
} from './card-lines.ts'
import { handOver, userNumberOf, type Read, type User } from './device-rows.ts'

/** A user's block as far as it was read. */
interface Card extends CardHead {
  user: number | null
}

interface DatedDay {
  readonly day: CardDay
  readonly date: number | null
}

/** Reads a report that has a block of lines for each user of a machine. */
export function cardRows(reading: Reading): RowReader {
  const { report, date1904, period } = reading
  const skip = skipper(reading)
  const users: User[] = []
  const read: Read[] = []
  const takeOf = cardTaker(reading, userFinder(users), read)
  const months = new Set<YearMonth>()
  let cards: Card[] = []
  let hasTimes = false
  let from: number | null = null
  let days: DatedDay[] = []
  const take = (row: Row, rowNo: number): boolean => {
    let found = false
    for (const card of cards) {
      const times =
        days.length > 0
          ? timesAcross(row, card, days)
          : timesDown(row, card, { date1904, from, period })
      if (times.length === 0) continue
      found = true
      takeOf(card, times, rowNo)
    }
    return found
  }
  return {
    row(row, rowNo) {
      const heads = cardHeadsOf(row)
      const stretch = stretchIn(row)
      if (stretch !== null) [from] = stretch
      if (heads !== null) {
        cards = cardsOf(heads, hasTimes ? [] : cards)
        hasTimes = false
        report.skip(rowNo, 'header')
        return
      }
      const line = cardDaysOf(row, date1904)
      if (line !== null) {
        const dates = datesOf(line, { from, month: period })
        days = line.map((day, at) => ({ day, date: dates[at] ?? null }))
        report.skip(rowNo, 'header')
        return
      }
      if (stretch === null && cards.length > 0 && take(row, rowNo)) {
        hasTimes = true
        return
      }
      if (stretch === null) skip(row, rowNo)
      else report.skip(rowNo, 'note')
    },
    end() {
      for (const month of handOver(reading, users, read, { mayLose: false })) months.add(month)
      read.length = 0
    },
    month: () => (months.size === 1 ? ([...months][0] ?? null) : null),
  }
}

/** The cards that a line opens; where as many are open and have no times yet, it says more of those. */
function cardsOf(heads: readonly CardHead[], open: readonly Card[]): Card[] {
  const isMore = open.length === heads.length
  return heads.map((head, at) => {
    const before = isMore ? open[at] : undefined
    return {
      ...head,
      userNo: head.userNo ?? before?.userNo ?? null,
      name: head.name ?? before?.name ?? null,
      user: null,
    }
  })
}

/** Gives the place of a card's user in `users`, where a new one is added; null where the card has no number. */
function userFinder(users: User[]): (card: CardHead) => number | null {
  const known = new Map<string, number>()
  return (card) => {
    const userNo = card.userNo === null ? null : userNumberOf(card.userNo)
    if (userNo === null) return null
    const before = known.get(userNo)
    if (before !== undefined) {
      const user = users[before]
      if (user !== undefined) user.name ??= card.name
      return before
    }
    users.push({ device: '', userNo, name: card.name })
    known.set(userNo, users.length - 1)
    return users.length - 1
  }
}

/** Adds the times of a card's line to `read`, or says why they are not taken. */
function cardTaker(
  { report, lastMonth }: Reading,
  userOf: (card: CardHead) => number | null,
  read: Read[],
): (card: Card, times: readonly CardTime[], rowNo: number) => void {
  return (card, times, rowNo) => {
    card.user ??= userOf(card)
    if (card.user === null) {
      report.reject(rowNo, 'deviceUser', 'recognition.device-user-missing')
      return
    }
    if (times.some(({ date }) => date === null)) {
      report.reject(rowNo, 'punchAt', 'recognition.month-missing')
      return
    }
    for (const { date, minute } of times) {
      if (plainDateOf(date ?? 0).slice(0, 7) > lastMonth) {
        report.reject(rowNo, 'punchAt', 'recognition.month-in-future')
        return
      }
      read.push({
        row: rowNo,
        user: card.user,
        minute: (date ?? 0) * 1440 + minute,
        way: 'unknown',
      })
    }
  }
}

interface CardTime {
  readonly date: number | null
  readonly minute: number
}

/** The times below a line of days. */
function timesAcross(row: Row, { from, to }: CardHead, days: readonly DatedDay[]): CardTime[] {
  return days
    .filter(({ day }) => day.index >= from && day.index < to)
    .flatMap(({ day, date }) => timesIn(row[day.index] ?? null).map((minute) => ({ date, minute })))
}

/** The times of a line that begins with its day. */
function timesDown(
  row: Row,
  { from, to }: CardHead,
  said: {
    readonly date1904: boolean
    readonly from: number | null
    readonly period: string | null
  },
): CardTime[] {
  const day = leadingDayOf(row, from, to, said.date1904)
  if (day === null) return []
  const [date = null] = datesOf([day], { from: said.from, month: said.period })
  const times: CardTime[] = []
  for (let index = day.index + 1; index < Math.min(to, row.length); index += 1) {
    for (const minute of timesIn(row[index] ?? null)) times.push({ date, minute })
  }
  return times
}
