import type { PlainDate } from '../../../../kernel/day.ts'
import { hundredthsOf } from '../amount.ts'
import { dayNumber, plainDateOf } from '../day-text.ts'
import { headGap } from '../sheet-lines.ts'
import type { Shape } from '../shape.ts'

/** What stands above a bank's table, and in the names of sheet and file. */
export interface HeadFigures {
  /** The number after one of the labels, in hundredths: of a sum its fen. */
  figure(label: RegExp): number | null
  /** The text after one of the labels, up to the next cell. */
  text(label: RegExp): string | null
  /** An account's digits after one of the labels. */
  account(label: RegExp): string | null
  /** The day after one of the labels; else the only day that is said anywhere, the names included. */
  day(label: RegExp): PlainDate | null
  /** From one day to another. */
  range(): readonly [PlainDate, PlainDate] | null
  /** All of it. */
  readonly all: string
}

export function headFiguresOf({ headLines = [] }: Pick<Shape, 'headLines'>): HeadFigures {
  const lines = headLines.map((line) => line.normalize('NFKC'))
  const all = lines.join('\n')
  const after = (label: RegExp, value: string) =>
    new RegExp(`(?:${label.source})(?:\\([^)]*\\))?[:]?\\s*${value}`).exec(all)?.[1] ?? null
  return {
    figure(label) {
      const said = after(label, '(?:人民币|RMB|CNY|[¥￥])?\\s*(-?[\\d,]+(?:\\.\\d+)?)')
      const value = said === null ? NaN : hundredthsOf(said)
      return value === null || Number.isNaN(value) ? null : value
    },
    text: (label) =>
      after(label, `([^:\\n]{2,80}?)(?=${headGap}|\\n|$|\\s+[\\u4e00-\\u9fff]{2,8}:)`)?.trim() ??
      null,
    account(label) {
      const said = after(label, '([\\d][\\d \\-]{7,40}\\d)')
      return said === null ? null : said.replaceAll(/\D/g, '')
    },
    day(label) {
      const labelled = after(label, `(${daySign}|20\\d{6}(?!\\d))`)
      if (labelled !== null) return dayIn(labelled)
      const days = new Set(daysIn(all))
      const [only] = days
      return days.size === 1 && only !== undefined ? only : null
    },
    range() {
      const between = `(${daySign}|20\\d{6})(?:\\s*\\d\\d:\\d\\d(?::\\d\\d)?)?\\s*(?:至|到|-{1,2}|—{1,2}|~|～)\\s*(?:终止日期:?|止:?)?\\s*(${daySign}|20\\d{6}(?!\\d))`
      const said = new RegExp(between).exec(all)
      const parts = said ?? null
      const from = dayIn(
        parts?.[1] ??
          after(/起始日期|开始日期|起始日|开始时间/, `(${daySign}|20\\d{6}(?!\\d))`) ??
          '',
      )
      const to = dayIn(
        parts?.[2] ??
          after(/终止日期|结束日期|截止日期|截止日|结束时间/, `(${daySign}|20\\d{6}(?!\\d))`) ??
          '',
      )
      return from === null || to === null || from > to ? null : [from, to]
    },
    all,
  }
}

const daySign = '(?:20\\d\\d)[-/.年](?:1[0-2]|0?[1-9])[-/.月](?:[12]\\d|3[01]|0?[1-9])日?'

function dayIn(text: string): PlainDate | null {
  const parts =
    /(20\d\d)[-/.年](1[0-2]|0?[1-9])[-/.月]([12]\d|3[01]|0?[1-9])(?!\d)/.exec(text) ??
    /(?<!\d)(20\d\d)(1[0-2]|0[1-9])([0-2]\d|3[01])(?!\d)/.exec(text)
  if (parts === null) return null
  const number = dayNumber(Number(parts[1]), Number(parts[2]), Number(parts[3]))
  return Number.isNaN(number) ? null : plainDateOf(number)
}

function daysIn(text: string): PlainDate[] {
  const found = text.matchAll(new RegExp(`${daySign}|(?<!\\d)20\\d{6}(?!\\d)`, 'g'))
  return [...found].flatMap(([said]) => dayIn(said) ?? [])
}
