import { minuteNumberOf } from '../day-text.ts'
import { doubtsOf, type Recognised } from '../family.ts'
import { say } from '../sentences.ts'
import { contextOf } from '../sheet-context.ts'
import type { Column, Shape } from '../shape.ts'
import type { Lines } from '../sheet-lines.ts'

/** So many rows must agree: a note that slipped in between does not matter. */
const nearlyAll = 0.9

/**
 * The log of a machine as it writes it to a stick: no header, a user's number, an instant, and small numbers (machine,
 * in or out, how it was verified, work code). Told by the values alone; null where they do not say so.
 */
export function recogniseBareLog(
  lines: Lines,
  head: { readonly sheetName: string; readonly fileName: string; readonly date1904?: boolean },
): Recognised | null {
  const rows = filledRows(lines)
  if (rows.length === 0) return null
  const shareOf = (column: number, is: (text: string, row: number) => boolean) =>
    rows.filter((row) => is(lines.text(row, column), row)).length / rows.length
  const at = Array.from({ length: Math.min(lines.width, 12) }, (_, column) => column).find(
    (column) => shareOf(column, (_, row) => isInstantAt(lines, row, column)) >= nearlyAll,
  )
  if (at === undefined || at === 0) return null
  // Words above the rows are a header's or a title's: no machine writes those to a stick.
  if (rows[0] !== lines.first || !isInstantAt(lines, lines.first, at)) return null
  const users = userColumn(at, shareOf, (column) => rows.map((row) => lines.text(row, column)))
  if (users === null) return null
  const hasId = Array.from({ length: lines.width }, (_, column) => column).some(
    (column) => shareOf(column, (text) => /^\d{17}[\dXx]$/.test(text)) > 0.3,
  )
  if (hasId) return null
  const direction = directionColumn(at, shareOf)
  const name = nameColumn(users, at, shareOf)
  const smalls = countSmall(at, lines.width, shareOf)
  const columns: Shape['columns'] = {
    deviceUser: columnAt(users),
    punchAt: columnAt(at),
    ...(direction !== null && { direction: columnAt(direction) }),
    ...(name !== null && { name: columnAt(name) }),
  }
  const confidence = confidenceOf({
    rows: rows.length,
    smalls,
    users: shareOf(users, isUser),
    byName: logName.test(head.fileName),
  })
  // A sheet of very few rows may be anything that has a number and a time.
  if (confidence < 0.4) return null
  return { weight: 4 + smalls, shape: shapeOf(columns, confidence, lines, head) }
}

const logName = /attlog|glo?g|考勤|打卡|刷卡|punch|attendance/i

function filledRows(lines: Lines): number[] {
  const rows: number[] = []
  for (let row = lines.first; row < lines.count; row += 1) {
    let filled = 0
    for (let column = 0; column < lines.width && filled < 2; column += 1)
      if (lines.text(row, column) !== '') filled += 1
    if (filled >= 2) rows.push(row)
  }
  return rows
}

type ShareOf = (column: number, is: (text: string, row: number) => boolean) => number

const isUser = (text: string) => /^[A-Za-z]{0,4}\d{1,12}$/.test(text.replaceAll(/\s/g, ''))

/** A day and a time of day. */
function isInstantAt(lines: Lines, row: number, column: number): boolean {
  const cell = lines.rows[row]?.[column] ?? null
  if (typeof cell === 'number' || !/\d{1,2}:\d{2}/.test(lines.text(row, column))) return false
  return Number.isFinite(minuteNumberOf(cell, false) ?? Number.NaN)
}

/** Of the columns of numbers before the instant the first that neither counts the rows nor is the same in each. */
function userColumn(
  at: number,
  shareOf: ShareOf,
  textsOf: (column: number) => readonly string[],
): number | null {
  const numbered: number[] = []
  for (let column = 0; column < at; column += 1)
    if (shareOf(column, isUser) >= nearlyAll) numbered.push(column)
  const telling = numbered.find((column) => {
    const texts = textsOf(column)
    return new Set(texts).size > 1 && !counts(texts.map(Number))
  })
  return telling ?? numbered[0] ?? null
}

/** 1, 2, 3 …: the numbers of rows. */
export function counts(numbers: readonly number[]): boolean {
  return (
    numbers.length >= 3 &&
    numbers.every((number, at) => at === 0 || number === (numbers[at - 1] ?? 0) + 1)
  )
}

/** ZKTeco's order is machine, state, means, work code: the second of the small numbers is 0 in, 1 out, 255 not said. */
function directionColumn(at: number, shareOf: ShareOf): number | null {
  const isState = (text: string) => /^(?:[0-5]|255)$/.test(text)
  const [device, state] = [at + 1, at + 2]
  const isSmall = shareOf(device, (text) => /^\d{1,4}$/.test(text)) >= nearlyAll
  return isSmall && shareOf(state, isState) >= nearlyAll ? state : null
}

function nameColumn(users: number, at: number, shareOf: ShareOf): number | null {
  for (let column = users + 1; column < at; column += 1) {
    if (shareOf(column, (text) => /^[\p{Script=Han}·]{2,12}$/u.test(text)) >= 0.5) return column
  }
  return null
}

function countSmall(at: number, width: number, shareOf: ShareOf): number {
  let smalls = 0
  for (let column = at + 1; column < Math.min(width, at + 6); column += 1)
    if (shareOf(column, (text) => /^\d{1,4}$/.test(text)) >= nearlyAll) smalls += 1
  return smalls
}

function confidenceOf(signs: {
  readonly rows: number
  readonly smalls: number
  readonly users: number
  readonly byName: boolean
}): number {
  const enough = Math.min(signs.rows, 20) / 20
  const sum =
    0.35 +
    0.2 * enough +
    0.05 * Math.min(signs.smalls, 4) +
    0.1 * signs.users +
    (signs.byName ? 0.15 : 0)
  return Math.round(Math.min(0.95, sum) * 100) / 100
}

function columnAt(index: number): Column {
  return { index, headerText: `第 ${index + 1} 列` }
}

function shapeOf(
  columns: Shape['columns'],
  confidence: number,
  lines: Lines,
  head: { readonly sheetName: string; readonly fileName: string; readonly date1904?: boolean },
): Shape {
  const { sheetName, fileName, date1904 } = head
  // Nothing stands above the rows: only the names of sheet and file speak.
  const context = contextOf(lines, lines.first, sheetName, fileName, date1904 ?? false)
  const place = (field: 'deviceUser' | 'punchAt') => (columns[field]?.index ?? 0) + 1
  return {
    kind: 'device-log',
    confidence,
    reasons: [say('reason.bare-log', { user: place('deviceUser'), time: place('punchAt') })],
    doubts: doubtsOf('device-log', confidence),
    headerRow: 0,
    headerRows: 0,
    columns,
    deductions: [],
    sensitive: [],
    unknown: [],
    dayColumns: [],
    rowsPerWorker: 1,
    unit: null,
    moneyUnit: 'yuan',
    period: null,
    projectName: context.projectName,
    projectCode: context.projectCode,
    firmName: null,
    employerName: null,
    teamName: null,
  }
}
