import { expect, test } from 'vitest'
import { madeUpId } from '../../../../tests/files/made-up.ts'
import type { Row } from '../../../kernel/sheet.ts'
import { recogniseTables } from './layout.ts'
import { seenRow } from './seen-row.ts'
import { openTables } from './seen-tables.ts'
import { answeredTables } from './understand.ts'
import { answeredShape, type SheetAnswer } from './answer.ts'

/** Every row of a sheet as it is shown, its cells joined. */
function shownOf(rows: readonly Row[], answer: SheetAnswer | null = null): string[] {
  const head = { firstRows: rows, merges: [], sheetName: 'Sheet1', fileName: '表.xlsx' }
  const recognised = recogniseTables(head)
  const { shapes } = answeredTables(1, recognised, head, {
    answered: (_, shape) => ({
      shape: answer === null ? shape : answeredShape(shape, answer, head),
      leftOut: answer?.skip ?? false,
    }),
  })
  const places = openTables(shapes, recognised, head)
  places.push({ firstRow: 1, rows })
  const tablesAt = places.end()
  return rows.map((row, at) =>
    seenRow(tablesAt(at + 1), at + 1, row)
      .cells.join(' ')
      .trim(),
  )
}

const payHead = ['序号', '姓名', '身份证号', '应发工资', '实发工资']
const paid = (no: number, name: string, at: number) => [no, name, madeUpId(at), 5_000, 5_000]

test('a table below the first with its names in another column has them masked', () => {
  const shown = shownOf([
    ['2026年8月工资表'],
    payHead,
    paid(1, '赵甲一', 1),
    paid(2, '钱乙二', 2),
    [],
    ['班组名册'],
    ['序号', '班组名称', '班组长姓名', '联系电话'],
    [1, '木工班', '孙丙三', '13900000001'],
    [2, '钢筋班', '李丁四', '13900000002'],
    [],
    ['2026年9月工资表'],
    payHead,
    paid(1, '周戊五', 3),
  ])
  expect(shown[2]).toMatch(/^1 赵\*一 9901\*+/)
  expect(shown[7]).toBe('1 木工班 孙*三 139****0001')
  expect(shown[8]).toBe('2 钢筋班 李*四 139****0002')
  expect(shown[12]).toMatch(/^1 周\*五 9901\*+/)
  expect(shown.join()).not.toMatch(/赵甲一|钱乙二|孙丙三|李丁四|周戊五/)
})

test('a table beside the first has its names masked', () => {
  const shown = shownOf([
    ['2026年8月工资表'],
    [...payHead, ...payHead],
    [...paid(1, '赵甲一', 1), ...paid(3, '孙丙三', 3)],
    [...paid(2, '钱乙二', 2), ...paid(4, '李丁四', 4)],
  ])
  expect(shown[2]).toMatch(/赵\*一.*孙\*三/)
  expect(shown[3]).toMatch(/钱\*二.*李\*四/)
})

test('a table that nobody knows, below one that is known, has what looks like a name masked', () => {
  const shown = shownOf([
    ['2026年8月工资表'],
    payHead,
    paid(1, '赵甲一', 1),
    paid(2, '钱乙二', 2),
    [],
    ['序号', '工友', '姓名', '爱好'],
    [1, '孙丙三', '李丁四', '下棋'],
  ])
  expect(shown[6]).not.toMatch(/孙丙三|李丁四/)
})

test('in a sheet without a header that is known names are masked, and words that say what it is are not', () => {
  const shown = shownOf([
    ['某某项目工友通讯录'],
    ['代号', '工友', '哪个月', '该给', '住处'],
    ['甲', '赵甲一', '几月', '三千', '3 号楼 204'],
    ['乙', '买买提·江', '欧阳 戊', '', '3 号楼 205'],
    ['丙', 'Zhang San', '扎西次仁', '', '13900000003'],
  ])
  expect(shown[0]).toBe('某某项目工友通讯录')
  expect(shown[1]).toBe('代号 工友 哪个月 该给 住处')
  expect(shown[2]).toBe('甲 赵*一 几月 三千 3 号楼 204')
  expect(shown.join()).not.toMatch(/赵甲一|买买提|欧阳|Zhang San|扎西|13900000003/)
})

test('a sheet that is left out, or called something else, shows no more than it did', () => {
  const rows = [
    ['12345 热线工单清单'],
    ['工单编号', '来电时间', '来电人', '联系电话', '被反映单位', '反映内容', '办理时限'],
    [
      'X2026001',
      '2026-10-08',
      '赵甲一',
      '13900000004',
      '某劳务公司',
      '钱乙二欠我工资',
      '2026-10-20',
    ],
    ['X2026002', '2026-10-09', '孙丙三', '13900000005', '某劳务公司', '还没有发工资', '2026-10-21'],
  ]
  const whole = { headerRow: null, headerRows: null, month: null, unit: null, moneyUnit: null }
  const answers = [
    null,
    { ...whole, skip: true, kind: null, columns: [] },
    { ...whole, skip: false, kind: 'roster', columns: [{ index: 5, field: 'note' }] },
  ]
  for (const answer of answers) {
    const [, , first, second] = shownOf(rows, answer)
    expect(`${first} ${second}`).not.toMatch(/赵甲一|孙丙三|钱乙二|还没有发工资|1390000/)
  }
})

test('who signed is masked, in one cell or beside it', () => {
  const shown = shownOf([
    ['2026年8月工资表', '', '制表人：周戊五'],
    payHead,
    paid(1, '赵甲一', 1),
    paid(2, '钱乙二', 2),
    ['审核人：', '吴己六', '', '财务：郑庚七审核：王辛八'],
  ])
  expect(shown[0]).toContain('制表人：周*五')
  expect(shown[4]).toBe('审核人： 吴*六  财务：郑*七审核：王*八')
})
