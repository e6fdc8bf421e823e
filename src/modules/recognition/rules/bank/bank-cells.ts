import type { PlainDate } from '../../../../kernel/day.ts'
import type { Cell, Row } from '../../../../kernel/sheet.ts'
import { hundredthsOf, roundedHundredthsOf } from '../amount.ts'
import { isBlank, plainText, textOf } from '../cell-text.ts'
import { dayNumberOf, plainDateOf } from '../day-text.ts'
import type { Reading } from '../reading.ts'
import type { AnyField } from '../shape.ts'

/** The cells of a row by what their columns hold. */
export interface BankCells {
  cell(row: Row, field: AnyField): Cell
  has(field: AnyField): boolean
  text(row: Row, field: AnyField): string | null
  /** Whole fen; null where empty, NaN where it is no amount. */
  sum(row: Row, field: AnyField): number | null
  /** The day; null where none is said, `unclear` where it cannot be read. */
  day(row: Row, field: AnyField): PlainDate | null | 'unclear'
}

export function bankCells({ shape, date1904 }: Reading): BankCells {
  const isTenThousands = shape.moneyUnit === 'ten-thousand-yuan'
  /** Of a sheet in 万元 each figure is written as one, so that none of its six decimals is lost. */
  const written = (said: Cell): Cell => {
    if (isBlank(said) || typeof said === 'boolean') return said
    if (!isTenThousands)
      return typeof said === 'string' ? said.replace(/^\s*(?:CNY|RMB)\s*/i, '') : said
    const text = typeof said === 'object' && said !== null ? String(said.serial) : textOf(said)
    return `${text.replace(/万?元?$/, '')}万`
  }
  const cell = (row: Row, field: AnyField): Cell => row[shape.columns[field]?.index ?? -1] ?? null
  return {
    cell,
    has: (field) => shape.columns[field] !== undefined,
    text: (row, field) => plainText(cell(row, field)),
    sum(row, field) {
      const said = written(cell(row, field))
      const exact = hundredthsOf(said)
      return Number.isNaN(exact) ? roundedHundredthsOf(said) : exact
    },
    day(row, field) {
      const number = dayNumberOf(cell(row, field), date1904)
      if (number === null) return null
      return Number.isNaN(number) ? 'unclear' : plainDateOf(number)
    },
  }
}
