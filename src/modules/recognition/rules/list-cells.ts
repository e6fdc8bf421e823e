import type { Cell, Row } from '../../../kernel/sheet.ts'
import type { PlainDate } from '../../../kernel/day.ts'
import { fen, type Fen } from '../../../kernel/money.ts'
import { hundredthsOf, roundedHundredthsOf } from './amount.ts'
import { isBlank, plainText, textOf } from './cell-text.ts'
import { dayNumberOf, plainDateOf } from './day-text.ts'
import type { Reading } from './reading.ts'
import type { NoteSeverity } from './report.ts'
import { nobodyKindOf, type NobodyKind } from './row-kind.ts'
import type { AnyField, Shape } from './shape.ts'

/** The cells of a list that has one thing a row, by field; what cannot be read is said. */
export interface ListCells {
  /** Why the row is none of the list's; null where it is one. */
  nobody(row: Row): NobodyKind | null
  cell(row: Row, field: AnyField): Cell
  text(row: Row, field: AnyField): string | null
  day(row: Row, rowNo: number, field: AnyField): PlainDate | null
  /** In fen, by the unit of its column; null where it is empty, or cannot be read, which then is said. */
  money(row: Row, rowNo: number, field: AnyField, severity?: NoteSeverity): Fen | null
}

/** `name`: the field that a row of the list cannot do without. */
export function listCells(reading: Reading, name: AnyField): ListCells {
  const { shape, report, date1904 } = reading
  const at = (field: AnyField) => shape.columns[field]?.index ?? -1
  const seq = at('seq')
  const named = Object.values(shape.columns)
    .map((column) => column.index)
    .filter((index) => index !== seq)
  const cell = (row: Row, field: AnyField): Cell => row[at(field)] ?? null
  const text = (row: Row, field: AnyField) => plainText(cell(row, field))
  return {
    cell,
    text,
    nobody(row) {
      const kind = nobodyKindOf(row, seq, at(name))
      if (kind === 'nameless') return text(row, name) === null ? kind : null
      if (kind !== 'signature' && kind !== 'note') return kind
      // What people write in a list holds 签字 and 注意 too: a row that fills its columns is one of the list.
      const filled = named.filter((index) => !isBlank(row[index]))
      const labels = row.filter((one) => /^[^:：]{2,10}[:：]\s*$/.test(textOf(one)))
      const said = row.filter((one) => /^[^:：]{2,10}[:：]/.test(textOf(one)))
      const isSigned = labels.length > 0 || said.length > 1
      const isRow = filled.length >= 3 && !isSigned && text(row, name) !== null
      return isRow ? null : kind
    },
    day(row, rowNo, field) {
      const number = dayNumberOf(cell(row, field), date1904)
      if (number === null) return null
      if (!Number.isNaN(number)) return plainDateOf(number)
      report.find(rowNo, field, 'recognition.day-unclear', 'warning')
      return null
    },
    money(row, rowNo, field, severity = 'warning') {
      const written = cell(row, field)
      const factor = moneyFactor(shape, field)
      const hundredths = moneyOf(written, factor)
      if (hundredths === null) return null
      if (hundredths >= 0 && hundredths < beyondBelief) return fen(hundredths)
      report.find(rowNo, field, whyNotMoney(hundredths), severity)
      return null
    },
  }
}

function whyNotMoney(hundredths: number): string {
  if (hundredths < 0) return 'recognition.amount-negative'
  const isTooMuch = hundredths >= beyondBelief
  return isTooMuch ? 'recognition.sum-beyond-belief' : 'recognition.amount-unclear'
}

/** A trillion yuan: no project of a district costs so much. */
const beyondBelief = 1e14

/** Fen of a cell in 元 or 万元 (`factor` 10,000: it may have six decimals); NaN where it is no sum. */
function moneyOf(cell: Cell, factor: number): number | null {
  const written = typeof cell === 'string' ? cell.trim() : ''
  // 120万 in a column of 万元 is 120 of them.
  const isMarked = /万元?$/.test(written)
  const plain = isMarked ? written.replace(/元$/, '') : cell
  if (factor === 1 || isMarked) {
    const hundredths = hundredthsOf(plain)
    return Number.isNaN(hundredths) ? roundedHundredthsOf(plain) : hundredths
  }
  const hundredths = hundredthsOf(cell)
  if (hundredths === null) return null
  if (!Number.isNaN(hundredths)) return hundredths * factor
  const decimals = typeof cell === 'number' ? String(cell) : written
  return /^[\d,，.\s]+$/.test(decimals) ? (hundredthsOf(`${decimals.trim()}万`) ?? Number.NaN) : NaN
}

/** 1 for 元, 10,000 for 万元: as the column says, else the sheet; where another column alone says 万元, this one is in 元. */
export function moneyFactor(shape: Shape, field: AnyField): number {
  const header = shape.columns[field]?.headerText ?? ''
  if (/万/.test(header)) return 10_000
  if (/元/.test(header)) return 1
  const marked = Object.values(shape.columns).some(({ headerText }) => /万元/.test(headerText))
  return !marked && shape.moneyUnit === 'ten-thousand-yuan' ? 10_000 : 1
}
