import type { Cell, DateCell } from '../../kernel/sheet.ts'

/** What a number format makes of a number: a day, a length of time (`[h]:mm`), or nothing special. */
export type NumberMeaning = 'number' | 'day' | 'length'

export function meaningOf(format: string): NumberMeaning {
  // What is quoted, escaped or in brackets (colours, languages) is not part of the format, but for [h].
  const plain = format
    .replaceAll(/"[^"]*"|[\\_*]./g, '')
    .replaceAll(/\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi, '')
  if (/general/i.test(plain) || !/[ymdhs]/i.test(plain)) return 'number'
  return /\[h+\]/i.test(plain) ? 'length' : 'day'
}

const mostRemembered = 100_000

/** Numbers as their format means them; days repeat, so each is written out once. */
export function dateReader(date1904: boolean): (value: number, meaning: NumberMeaning) => Cell {
  const days = new Map<number, Cell>()
  return (value, meaning) => {
    if (meaning === 'number') return value
    if (meaning === 'length') return clockText(value)
    const known = days.get(value)
    if (known !== undefined) return known
    const day = dateCellOf(value, date1904)
    if (days.size < mostRemembered) days.set(value, day)
    return day
  }
}

/** Day 1 is 1900-01-01 (and day 60 the 29 February 1900 that never was), or day 0 is 1904-01-01. */
function dateCellOf(serial: number, date1904: boolean): DateCell | string | number {
  if (serial < 0 || serial > 2_958_466) return serial
  if (serial < 1 && !date1904) return clockText(serial)
  const days = Math.floor(serial)
  const seconds = Math.round((serial - days) * 86_400)
  const epoch = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30)
  const text = new Date(epoch + days * 86_400_000 + seconds * 1000).toISOString()
  const date = seconds === 0 ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 19)}`
  return { serial, date }
}

/** A share of a day as hours, minutes and seconds; hours may pass 24. */
function clockText(share: number): string {
  const seconds = Math.round(share * 86_400)
  const two = (count: number) => String(count).padStart(2, '0')
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

/** `2021-01-01T10:10:10` as a serial; NaN where it is no such day. */
export function serialOfIso(text: string, date1904: boolean): number {
  if (!/^\d{4}-\d\d-\d\d(?:T[\d:.]+Z?)?$/.test(text)) return Number.NaN
  const instant = Date.parse(text.length === 10 || text.endsWith('Z') ? text : `${text}Z`)
  const days = (instant - Date.UTC(1899, 11, 30)) / 86_400_000
  if (date1904) return days - 1462
  return days < 61 ? days - 1 : days
}
