import { expect, test } from 'vitest'
import { month } from '../../../kernel/day.ts'
import type { SheetRows } from '../../../modules/recognition/contract.ts'
import { answerIn, draftOf, fieldsIn, withColumn, withHeader } from './sheet-draft.ts'

const rows: SheetRows = {
  fileName: '工资.xlsx',
  sheetName: '工资',
  kind: 'pay-sheet',
  headerRow: 2,
  headerRows: 1,
  period: month('2026-08'),
  unit: null,
  moneyUnit: 'yuan',
  fields: ['name', 'due', 'deduction', null],
  rows: [{ row: 1, as: 'title', cells: ['标题'] }],
}

test('what nobody touched is left to the guess; kind, header and month are settled as they are seen', () => {
  const draft = draftOf(rows, null)
  expect(fieldsIn(draft, rows)).toEqual(['name', 'due', 'deduction', null])
  expect(answerIn(draft, rows)).toEqual({
    skip: false,
    kind: 'pay-sheet',
    headerRow: 2,
    headerRows: 1,
    columns: [],
    month: '2026-08',
    unit: null,
    moneyUnit: 'yuan',
  })
})

test('a field said of another column leaves the one that held it', () => {
  const draft = withColumn(draftOf(rows, null), rows, 3, 'due')
  expect(fieldsIn(draft, rows)).toEqual(['name', null, 'deduction', 'due'])
  expect(answerIn(draft, rows).columns).toEqual([
    { index: 3, field: 'due' },
    { index: 1, field: null },
  ])
})

test('single deductions may be many', () => {
  const draft = withColumn(draftOf(rows, null), rows, 3, 'deduction')
  expect(fieldsIn(draft, rows)).toEqual(['name', 'due', 'deduction', 'deduction'])
})

test('another header row drops what was said of the columns of the first', () => {
  const said = withColumn(draftOf(rows, null), rows, 3, 'net')
  const moved = withHeader(said, 5)
  expect(fieldsIn(moved, rows)).toEqual([null, null, null, null])
  expect(answerIn(moved, rows)).toMatchObject({ headerRow: 5, headerRows: null, columns: [] })
  expect(withHeader(said, 2)).toBe(said)
})

test('what was said before is where the next answer begins', () => {
  const said = {
    ...answerIn(withColumn(draftOf(rows, null), rows, 3, 'net'), rows),
    month: month('2026-07'),
  }
  const draft = draftOf(rows, {
    said,
    by: '某人',
    at: '2026-11-23T02:00:00Z',
    rememberAs: null,
    profile: null,
  })
  expect(answerIn(draft, rows)).toEqual(said)
})

test('a sheet that nobody could tell begins with no kind', () => {
  const draft = draftOf({ ...rows, kind: 'unknown', headerRow: 0 }, null)
  expect(answerIn(draft, rows)).toMatchObject({ kind: null, headerRow: null })
})
