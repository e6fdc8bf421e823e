import type { Row } from '../../../../kernel/sheet.ts'
import { hundredthsOf } from '../amount.ts'
import { isBlank, plainText, textOf } from '../cell-text.ts'
import { dayNumberOf } from '../day-text.ts'
import { listCells } from '../list-cells.ts'
import type { Reading, RowReader } from '../reading.ts'
import type { ClueField } from './family.ts'

/**
 * Checks a list of clues: nothing of it is handed on. Who reports is to be known to nobody but whoever takes the clue in
 * (劳动保障监察条例 art. 9), so that not one word of a row goes into what is said of it.
 */
export function clueRows(reading: Reading): RowReader {
  const { report, date1904, shape } = reading
  const { nobody, cell } = listCells(reading, nameField(reading))
  const numbers = new Map<string, number>()
  report.find(shape.headerRow, 'clueNumber', 'recognition.clues-wait', 'note')
  const day = (row: Row, rowNo: number, field: ClueField): number | null => {
    const number = dayNumberOf(cell(row, field), date1904)
    if (number === null || !Number.isNaN(number)) return number
    report.find(rowNo, field, 'recognition.clue-day-unclear', 'warning')
    return null
  }
  const number = (row: Row, rowNo: number): boolean => {
    if (shape.columns.clueNumber === undefined) return true
    const text = plainText(cell(row, 'clueNumber'))?.replaceAll(/\s/g, '').toUpperCase()
    if (text === undefined) {
      report.reject(rowNo, 'clueNumber', 'recognition.clue-number-missing')
      return false
    }
    const before = numbers.get(text)
    if (before === undefined) numbers.set(text, rowNo)
    else
      report.find(rowNo, 'clueNumber', 'recognition.clue-number-twice', 'warning', { row: before })
    return true
  }
  return {
    row(row, rowNo) {
      const why = nobody(row)
      if (why !== null) {
        if (why !== 'empty') report.skip(rowNo, why)
        return
      }
      if (!number(row, rowNo)) return
      const arrived = day(row, rowNo, 'arrivedAt')
      const limit = day(row, rowNo, 'limitOn')
      if (arrived !== null && limit !== null && limit < arrived)
        report.find(rowNo, 'limitOn', 'recognition.clue-limit-before', 'warning')
      if (!isPhone(cell(row, 'reporterPhone')))
        report.find(rowNo, 'reporterPhone', 'recognition.clue-phone-unclear', 'warning')
      if (!isAmount(cell(row, 'owedAmount')))
        report.find(rowNo, 'owedAmount', 'recognition.clue-amount-unclear', 'warning')
      if (!isCount(cell(row, 'peopleCount')))
        report.find(rowNo, 'peopleCount', 'recognition.clue-people-unclear', 'warning')
      report.accept()
    },
    end() {},
    month: () => null,
  }
}

/** What a row cannot do without. A missing number is said, so that a row may be told by what it reports too. */
function nameField({ shape }: Reading): ClueField {
  const fields = [
    'clueContent',
    'clueTitle',
    'againstFirm',
    'clueProject',
    'reporterPhone',
  ] as const
  return fields.find((field) => shape.columns[field] !== undefined) ?? 'clueNumber'
}

type Written = Parameters<typeof textOf>[0]

/** A mobile or fixed number, or several; 保密, 匿名 and masked digits are none and no mistake. */
function isPhone(cell: Written): boolean {
  if (isBlank(cell)) return true
  const text = textOf(cell).normalize('NFKC').replaceAll(/[\s-]/g, '')
  if (/保密|匿名|不详|未留|\*/.test(text)) return true
  return text
    .split(/[,，;；、/]/)
    .every((one) =>
      /^(?:(?:\+?86)?1[3-9]\d{9}|0\d{9,11}|\d{7,8}|\(0\d{2,3}\)\d{7,8}|1\d{4})$/.test(one),
    )
}

/** A sum, or words that say that nobody knows it. */
function isAmount(cell: Written): boolean {
  if (isBlank(cell)) return true
  const text = textOf(cell).normalize('NFKC').replaceAll(/\s/g, '')
  if (/不详|不清|未知|待核/.test(text)) return true
  const plain = text.replace(/^[约近]|[余多左右]+(?=[万元]|$)/g, '').replace(/^约/, '')
  const hundredths = hundredthsOf(typeof cell === 'number' ? cell : plain)
  return hundredths !== null && hundredths >= 0
}

function isCount(cell: Written): boolean {
  if (isBlank(cell)) return true
  const text = textOf(cell).normalize('NFKC').replaceAll(/\s/g, '')
  if (/不详|不清|未知|待核/.test(text)) return true
  return /^[约近]?\d{1,6}(?:\.0+)?(?:余|多)?(?:人|名|余人|多人)?(?:左右)?$/.test(text)
}
