import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Cell } from '../../../kernel/sheet.ts'
import { readRows } from '../../../../tests/files/made-up.ts'

const heads = [
  [
    '在建项目清单',
    '项目编号',
    '项目名称',
    '建设单位',
    '施工单位',
    '合同金额（万元）',
    '开工日期',
    '工程状态',
  ],
  [
    '工资保证金台账',
    '项目名称',
    '缴存形式',
    '保证金金额（元）',
    '开户银行',
    '保函编号',
    '有效期',
    '缴存比例',
  ],
  [
    '12345 转办工单',
    '工单编号',
    '来电时间',
    '诉求人',
    '联系电话',
    '诉求内容',
    '办理时限',
    '承办单位',
  ],
  [
    '根治欠薪线索清单',
    '线索编号',
    '反映时间',
    '被反映单位',
    '欠薪金额',
    '涉及人数',
    '反映人',
    '联系电话',
  ],
] as const

const cell: fc.Arbitrary<Cell> = fc.oneof(
  fc.constantFrom(
    '',
    '安置房一期',
    '合计',
    '签字：',
    '注：',
    '现金',
    '保函',
    '1.5%',
    '5,000.00',
    '120万元',
    null,
    true,
  ),
  fc.constantFrom(
    '2026-01-01',
    '2026年13月40日',
    '2026.1.1-2027.1.1',
    '13900000001',
    '99999999999999',
  ),
  fc.double({ noNaN: true }),
  fc.integer(),
  fc.string({ unit: 'grapheme' }),
  fc.record({
    serial: fc.integer({ min: 0, max: 60_000 }),
    date: fc.constantFrom('2026-05-03', '1900-01-22'),
  }),
)

test('whatever the rows of an office’s list hold: no crash, every row accounted for, whole fen', async () => {
  const rows = fc.array(fc.array(cell, { maxLength: 10 }), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...heads), rows, async ([title, ...head], data) => {
      const { sheet, records } = await readRows([[title], [...head], ...data])
      expect(sheet.rows).toBe(sheet.accepted + sheet.rejected.length + sheet.skipped.length)
      for (const record of records) {
        if (record.kind !== 'deposit' && record.kind !== 'project') continue
        const sum = record.kind === 'deposit' ? record.amountFen : (record.contractSumFen ?? 0)
        expect(Number.isSafeInteger(sum) && sum >= 0).toBe(true)
      }
    }),
    { numRuns: 200 },
  )
})

test.each([
  ['合同价（万元）', 5000, 5_000_000_000],
  ['合同价（万元）', 1234.567891, 1_234_567_891],
  ['合同价（万元）', '1,234.5', 1_234_500_000],
  ['合同价（万元）', '5000万元', 5_000_000_000],
  ['合同价（元）', '5000万元', 5_000_000_000],
  ['合同价（元）', 50_000_000, 5_000_000_000],
  ['合同价', '¥50,000,000.00元', 5_000_000_000],
  ['合同价', '', null],
  ['合同价', '面议', null],
  ['合同价', -5, null],
  ['合同价（万元）', 13_900_000_001, null],
])('%s %s is %s fen', async (header, written, expected) => {
  const { records } = await readRows([
    ['在建项目清单'],
    ['项目名称', '建设单位', header],
    ['安置房一期', '示例城建', written],
  ])
  expect(records).toMatchObject([{ kind: 'project', contractSumFen: expected }])
})
