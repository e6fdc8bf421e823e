import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Cell } from '../../../kernel/sheet.ts'
import { madeUpId, readBytes, readRows, sharedData, utf8 } from '../../../../tests/files/made-up.ts'
import { fieldWords } from './fields.ts'

const words = Object.values(fieldWords).flatMap((line) => line.split(/\s+/))

const header = fc.array(
  fc.constantFrom(
    ...words,
    '',
    '某列',
    '合计',
    ...Array.from({ length: 31 }, (_, at) => String(at + 1)),
  ),
  { maxLength: 45 },
)

const cell: fc.Arbitrary<Cell> = fc.oneof(
  fc.constantFrom(
    '',
    '赵甲一',
    '合计',
    '小计',
    '签字：',
    '√',
    '2026-05',
    '2026-05-03 07:58',
    '是',
    '进场',
    '5,000.00',
    madeUpId(1),
    '9.9E+17',
    null,
    true,
  ),
  fc.double({ noNaN: true }),
  fc.integer(),
  fc.string({ unit: 'grapheme' }),
  fc.record({
    serial: fc.integer({ min: 0, max: 60_000 }),
    date: fc.constantFrom('2026-05-03', '1900-01-22'),
  }),
)

test('whatever the rows hold: no crash, every row accounted for, whole numbers', async () => {
  const rows = fc.array(fc.array(cell, { maxLength: 40 }), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(header, rows, fc.boolean(), async (head, data, titled) => {
      const { sheet, records } = await readRows(
        titled ? [['2026年5月表'], head, ...data] : [head, ...data],
      )
      expect(sheet.rows).toBe(sheet.accepted + sheet.rejected.length + sheet.skipped.length)
      for (const value of [
        sheet.totals.dueFen,
        sheet.totals.netFen,
        sheet.totals.paidFen,
        sheet.totals.deductedFen,
      ]) {
        expect(Number.isSafeInteger(value) && value >= 0).toBe(true)
      }
      for (const record of records) {
        if (record.kind !== 'attendance-month' || record.minutes === null) continue
        for (const minutes of Array.from(record.minutes))
          expect(minutes >= 0 && minutes <= 1440).toBe(true)
      }
    }),
    { numRuns: 400 },
  )
}, 60_000)

test.runIf(existsSync(sharedData))('naughty strings in every column of a pay sheet', async () => {
  const naughty: unknown = JSON.parse(readFileSync(join(sharedData, 'security/blns.json'), 'utf8'))
  const texts = Array.isArray(naughty) ? naughty.map(String) : []
  expect(texts.length).toBeGreaterThan(400)
  const { sheet } = await readRows([
    [
      '姓名',
      '身份证号',
      '银行卡号',
      '联系电话',
      '班组',
      '月份',
      '应发工资',
      '扣款',
      '实发工资',
      '发放日期',
    ],
    ...texts.map((text) => Array.from({ length: 10 }, () => text)),
    ...texts.map((text) => [
      '赵甲一',
      madeUpId(1),
      text,
      text,
      text,
      '2026-05',
      100,
      text,
      100,
      text,
    ]),
  ])
  expect(sheet.kind).toBe('pay-sheet')
  expect(sheet.rows).toBe(
    sheet.accepted +
      (sheet.counts?.rejected ?? sheet.rejected.length) +
      (sheet.counts?.skipped ?? sheet.skipped.length),
  )
})

test.runIf(!existsSync(sharedData))('skipped: no shared data (naughty strings)', () => {})

test('one number that stands for everybody still makes everybody a person of his own, once', async () => {
  const nameOf = (at: number) => `赵${String.fromCodePoint(0x4e00 + (at % 1_500))}`
  const lines = Array.from({ length: 3_000 }, (_, at) => `${nameOf(at)},无,2026-08,100,100\n`)
  const bytes = utf8(`姓名,身份证号,工资月份,应发金额,实发金额\n${lines.join('')}`)
  const { records } = await readBytes(bytes, '无号.csv')
  const people = new Set(records.map((one) => ('person' in one ? one.person.no : 0)))
  expect([records.length, people.size]).toEqual([3_000, 1_500])
})
