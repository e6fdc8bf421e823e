import { expect, test } from 'vitest'
import { spacedParser, tellDelimiter } from './tell-delimiter.ts'

test.each([
  ['姓名,金额\n赵甲一,1\n', ','],
  ['姓名\t金额\n赵甲一\t1,000\n钱甲二\t2,000\n', '\t'],
  ['姓名;金额\n赵甲一;1,5\n', ';'],
  ['姓名|金额\n赵甲一|1\n', '|'],
  ['只有一列\n甲\n', ','],
  // An ID with a tab behind it, so that Excel leaves its digits alone.
  ['姓名,身份证号,金额\n赵甲一,990101199001010013\t,1\n钱甲二,990101199001010021\t,2\n', ','],
  ['某某项目工资表\n2026年5月\n姓名\t班组\t金额\n赵甲一\t木工\t1\n', '\t'],
])('the delimiter gives rows of one width: %j', (text, delimiter) => {
  expect(tellDelimiter(text)).toBe(delimiter)
})

test('a first line that names the delimiter is believed', () => {
  expect(tellDelimiter('sep=;\n姓名,班组;金额\n赵,甲;1\n')).toBe(';')
})

test('a full-width comma parts cells only where nearly every row agrees and nothing else speaks', () => {
  expect(tellDelimiter('姓名，班组，金额\n赵甲一，木工，1\n钱甲二，木工，2\n')).toBe('，')
  expect(tellDelimiter('说明\n本表一式两份，一份留存\n每月报送，不得延误\n')).toBe(',')
  expect(tellDelimiter('姓名,备注\n赵甲一,请假，病，三天\n钱甲二,请假，事，两天\n')).toBe(',')
})

test('a machine that parts its columns with spaces keeps a day and its time together', () => {
  const text = '    126 2020-01-07 10:34:08  1 0 1 0\n   2233 2020-01-07 10:38:32  1 0 1 0\n'
  expect(tellDelimiter(text)).toBe(' ')
  const parser = spacedParser()
  const rows: string[][] = []
  parser.push(text.slice(0, 50), rows)
  parser.push(text.slice(50), rows)
  parser.end(rows)
  expect(rows).toEqual([
    ['126', '2020-01-07 10:34:08', '1', '0', '1', '0'],
    ['2233', '2020-01-07 10:38:32', '1', '0', '1', '0'],
  ])
})

test('running text with spaces is no table', () => {
  expect(tellDelimiter('第一行 说明 文字\n第二行 说明 文字\n')).toBe(',')
})
