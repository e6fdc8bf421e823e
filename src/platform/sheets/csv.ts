import { Refused } from '../../kernel/refusal.ts'

/** Fed with text, gives whole rows; a row that is not yet complete waits for more text. */
export interface CsvParser {
  push(text: string, rows: string[][]): void
  end(rows: string[][]): void
}

const quote = 34
const newline = 10
const carriageReturn = 13

/** A cell of Excel holds 32,767 signs; a quotation longer than twice that is a stray quotation mark. */
const maxQuoted = 65_536
/** A row longer than this is no sheet (the parser would scan it again with every chunk). */
const maxRowLength = 1_048_576
const maxColumns = 2048

/** Repeated values (firms, teams, days, amounts) are kept once, of at most 64 signs; a power of two of places. */
const keptPlaces = 65_536
/** What making so many places costs is more than a short text is worth. */
export const fewPlaces = 1024
const keptLength = 64

/** RFC 4180 and what Excel, WPS and platforms make of it: any line end, quotes kept inside a bare cell. */
export function csvParser(delimiter: string, places = keptPlaces): CsvParser {
  const keep = keeper(places)
  let rest = ''
  const feed = (text: string, final: boolean, rows: string[][]) => {
    const consumed = scan(text, delimiter.charCodeAt(0), final, keep, rows)
    rest = consumed === 0 ? text : text.slice(consumed)
    if (rest.length > maxRowLength) {
      throw new Refused({
        code: 'sheets.not-a-sheet',
        kind: 'invalid',
        values: { what: '没有换行的文本' },
      })
    }
  }
  return {
    push: (text, rows) => feed(rest === '' ? text : rest + text, false, rows),
    end: (rows) => feed(rest, true, rows),
  }
}

type Keep = (text: string, from: number, to: number, hash: number) => string

/**
 * Reads whole rows from `text`; answers where the first incomplete row begins.
 * One loop on purpose: it is run for every sign of a 60 MB file.
 */
function scan(
  text: string,
  delimiter: number,
  final: boolean,
  keep: Keep,
  rows: string[][],
): number {
  const length = text.length
  let rowStart = 0
  let row: string[] = []
  for (let at = 0; at < length;) {
    let value: string | null = null
    if (text.charCodeAt(at) === quote) {
      const quoted = quotedCell(text, at, delimiter, final)
      if (quoted === 'incomplete') return rowStart
      if (quoted !== 'stray') {
        value = quoted.value
        at = quoted.end
      }
    }
    if (value === null) {
      const from = at
      let hash = 0
      for (; at < length; at += 1) {
        const code = text.charCodeAt(at)
        if (code === delimiter || code === newline || code === carriageReturn) break
        hash = (Math.imul(hash, 31) + code) | 0
      }
      if (at === length && !final) return rowStart
      value = keep(text, from, at, hash)
    }
    if (row.length < maxColumns) row.push(value)
    if (at < length && text.charCodeAt(at) === delimiter) {
      at += 1
      if (at < length) continue
      if (!final) return rowStart
      row.push('')
    } else if (text.charCodeAt(at) === carriageReturn) {
      if (at + 1 === length && !final) return rowStart
      at += text.charCodeAt(at + 1) === newline ? 2 : 1
    } else {
      at += 1
    }
    rows.push(row)
    row = []
    rowStart = at
  }
  return Math.min(rowStart, length)
}

/** A quoted cell and where it ends; what stands between the closing mark and the delimiter is kept. */
function quotedCell(
  text: string,
  start: number,
  delimiter: number,
  final: boolean,
): { value: string; end: number } | 'incomplete' | 'stray' {
  const length = text.length
  let doubled = false
  let close = text.indexOf('"', start + 1)
  while (close >= 0 && text.charCodeAt(close + 1) === quote) {
    doubled = true
    close = text.indexOf('"', close + 2)
  }
  const tooLong = (close < 0 ? length : close) - start > maxQuoted
  if (tooLong || (close < 0 && final)) return 'stray'
  if (close < 0 || (close + 1 === length && !final)) return 'incomplete'
  let end = close + 1
  for (; end < length; end += 1) {
    const code = text.charCodeAt(end)
    if (code === delimiter || code === newline || code === carriageReturn) break
  }
  if (end === length && !final) return 'incomplete'
  const inner = text.slice(start + 1, close)
  const value = doubled ? inner.replaceAll('""', '"') : inner
  return { value: flat(end > close + 1 ? value + text.slice(close + 1, end) : value), end }
}

/** Gives the same string for the same signs, without making it again. */
function keeper(count: number): Keep {
  const places: (string | undefined)[] = Array.from({ length: count })
  return (text, from, to, hash) => {
    const size = to - from
    if (size === 0) return ''
    if (size > keptLength) return flat(text.slice(from, to))
    const place = (hash ^ (hash >>> 15)) & (count - 1)
    const kept = places[place]
    if (kept !== undefined && kept.length === size && same(kept, text, from)) return kept
    const value = flat(text.slice(from, to))
    places[place] = value
    return value
  }
}

function same(kept: string, text: string, from: number): boolean {
  for (let at = 0; at < kept.length; at += 1) {
    if (kept.charCodeAt(at) !== text.charCodeAt(from + at)) return false
  }
  return true
}

/** A slice of 13 signs or more holds its whole chunk in V8's memory; this copy does not. */
function flat(slice: string): string {
  return slice.length < 13 ? slice : (' ' + slice).slice(1)
}
