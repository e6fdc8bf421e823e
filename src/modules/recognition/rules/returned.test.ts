import { expect, test } from 'vitest'
import { columnLetter, mendRows, mendsOfSheet } from './mend.ts'
import { changesOf, findReasons, headingOf, placeOf, reasonOf } from './returned.ts'

const fileId = '0190c2a4-0000-7000-8000-000000000001'

test('a mended cell is read as if the file held the value; other rows and the file stay', () => {
  const batch = { firstRow: 3, rows: [['赵甲一', 1], ['钱乙二']] }
  const mends = [
    { sheet: 1, row: 4, column: 2, value: '6000' },
    { sheet: 2, row: 3, column: 0, value: '别的表' },
  ]
  const mended = mendRows(batch, mendsOfSheet(mends, 1))
  expect(mended.rows).toEqual([
    ['赵甲一', 1],
    ['钱乙二', null, '6000'],
  ])
  expect(batch.rows[1]).toEqual(['钱乙二'])
  expect(mendRows(batch, mendsOfSheet(mends, 3))).toBe(batch)
})

test('columns are named as spreadsheets name them', () => {
  expect([0, 25, 26, 701, 702].map(columnLetter)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA'])
})

test('a copy is known by its last column: which file, and which row each reason is of', () => {
  const rows = [['标题'], ['姓名', '应发', headingOf(fileId)], ['赵甲一', 1, '']]
  expect(findReasons(rows)).toEqual({ fileId, row: 1, column: 2 })
  expect(findReasons([['姓名', '护薪提示：需改正的原因']])).toBeNull()
  expect(placeOf(reasonOf(2, 15, ['证件号码位数不对。']))).toEqual({ sheet: 2, row: 15 })
  expect(placeOf('看不懂')).toBeNull()
})

test('only what says another thing was changed: not a saved day, number or apostrophe', () => {
  const original = ['赵甲一', 5000, { serial: 46_113, date: '2026-04-01' }, '-', 'x', null]
  const returned = (cells: readonly string[]) =>
    changesOf(original, { sheet: 1, row: 5, cells }).map(({ column, value }) => [column, value])
  expect(returned(['赵甲一 ', '5000.00', '2026/4/1', "'-", 'x'])).toEqual([])
  expect(returned(['赵甲一', '5100', '2026-04-02', '-', ''])).toEqual([
    [1, '5100'],
    [2, '2026-04-02'],
    [4, ''],
  ])
})

test('an ID is compared sign by sign, never as a number', () => {
  const row = ['990101199001010013']
  const cells = ['990101199001010014']
  expect(changesOf(row, { sheet: 1, row: 2, cells })).toHaveLength(1)
})
