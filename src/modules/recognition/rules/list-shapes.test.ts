import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Row } from '../../../kernel/sheet.ts'
import {
  bookOf,
  madeUpCard,
  madeUpId,
  madeUpPhone,
  readBook,
  readPath,
  readRows,
  testFiles,
} from '../../../../tests/files/made-up.ts'

const kindOf = async (header: Row, values: Row, title?: string) =>
  (await readRows(title === undefined ? [header, values] : [[title], header, values])).sheet.kind

describe('rosters', () => {
  test.each([
    [
      ['序号', '姓名', '性别', '身份证号', '工种', '联系电话', '备注'],
      [1, '赵甲一', '男', madeUpId(1), '木工', madeUpPhone(1), ''],
    ],
    [
      ['工人姓名', '公民身份号码', '所属班组', '手机号'],
      ['赵甲一', madeUpId(1), '木工班', madeUpPhone(1)],
    ],
    [
      ['编号', '人员姓名', '证件类型', '证件号码', '岗位'],
      [1, '赵甲一', '居民身份证', madeUpId(1), '木工'],
    ],
    [
      ['姓名', '家庭住址', '身份证号码', '进场日期', '退场日期', '工种', '班组'],
      ['赵甲一', '某地', madeUpId(1), '2026-01-05', '', '木工', '木工班'],
    ],
    [
      ['姓名', '身份证', '开户行', '银行卡号'],
      ['赵甲一', madeUpId(1), '示范银行', madeUpCard(1)],
    ],
    [
      [
        '班组',
        '姓名',
        '身份证号',
        '合同签订日期',
        '工资标准',
        '工种',
        '电话',
        '性别',
        '年龄',
        '住址',
        '进场时间',
      ],
      [
        '木工班',
        '赵甲一',
        madeUpId(1),
        '2026-01-01',
        '300元/天',
        '木工',
        madeUpPhone(1),
        '男',
        40,
        '某地',
        '2026-01-05',
      ],
    ],
    [
      ['workerName', 'idCardNumber', 'teamName', 'workType', 'cellPhone'],
      ['赵甲一', madeUpId(1), '木工班', '240', madeUpPhone(1)],
    ],
    [
      ['姓 名', '身 份 证 号', '工 种'],
      ['赵 甲一', madeUpId(1), '木工'],
    ],
    [
      ['单位', '姓名', '身份证号', '是否班组长'],
      ['示范劳务有限公司', '赵甲一', madeUpId(1), '否'],
    ],
    [
      ['序号', '劳务公司', '班组长', '姓名', '身份证号', '工种'],
      [1, '示范劳务有限公司', '李甲四', '赵甲一', madeUpId(1), '木工'],
    ],
  ] satisfies [Row, Row][])('%j', async (header, values) => {
    for (const title of [undefined, '城东学校工程农民工花名册']) {
      const { sheet, records } = await readRows(
        title === undefined ? [header, values] : [[title], header, values],
      )
      expect({ kind: sheet.kind, accepted: sheet.accepted, rejected: sheet.rejected }).toEqual({
        kind: 'roster',
        accepted: 1,
        rejected: [],
      })
      expect(records[0]).toMatchObject({
        kind: 'roster',
        person: { name: '赵甲一', idNumber: madeUpId(1), idOk: true },
      })
    }
  })

  test('head lines give firm and team to rows without their own', async () => {
    const { records } = await readRows([
      ['农民工花名册'],
      ['工程名称：城东学校工程', null, null, '劳务公司：示范劳务有限公司'],
      ['班组：', '木工班'],
      ['序号', '姓名', '身份证号', '工种'],
      [1, '赵甲一', madeUpId(1), '木工'],
    ])
    expect(records[0]).toMatchObject({ person: { firm: '示范劳务有限公司', team: '木工班' } })
  })

  test('an ID column with a head nobody knows is told by its values', async () => {
    const { sheet, records } = await readRows([
      ['姓名', '号码一', '工种', '号码二'],
      ['赵甲一', madeUpId(1), '木工', madeUpPhone(1)],
      ['钱甲二', madeUpId(2), '木工', madeUpPhone(2)],
    ])
    expect(sheet).toMatchObject({
      kind: 'roster',
      columns: { idNumber: '号码一', phone: '号码二' },
    })
    expect(sheet.reasons.some((reason) => reason.includes('号码一'))).toBe(true)
    expect(sheet.confidence).toBeLessThan(0.9)
    expect(records.length).toBe(2)
  })

  test('a web page called .xls, as platforms export', async () => {
    const { sheet, records } = await readPath(join(testFiles, 'roster-export.html.xls'))
    expect(sheet).toMatchObject({ kind: 'roster', accepted: 2, rejected: [] })
    expect(records[1]).toMatchObject({
      person: { name: '钱甲二', idNumber: madeUpId(2), idOk: true },
    })
  })

  test('a passport is kept unchecked', async () => {
    const { records } = await readRows([
      ['姓名', '证件类型', '证件号码', '工种'],
      ['John Smith', '护照', 'E12345678', '监理'],
    ])
    expect(records[0]).toMatchObject({
      person: { name: 'John Smith', idNumber: 'E12345678', idOk: true, barred: false },
    })
  })
})

describe('other lists in other words', () => {
  test('teams', async () => {
    expect(
      await kindOf(
        ['班组', '所属公司', '班组长', '联系电话'],
        ['木工班', '示范劳务有限公司', '赵甲一', madeUpPhone(1)],
      ),
    ).toBe('team-list')
    expect(
      await kindOf(
        ['班组名称', '班组长姓名', '班组长身份证号', '人数'],
        ['木工班', '赵甲一', madeUpId(1), 12],
        '班组情况表',
      ),
    ).toBe('team-list')
  })

  test('participants', async () => {
    expect(
      await kindOf(
        ['单位名称', '统一社会信用代码', '单位类型'],
        ['示范劳务有限公司', '91990101MA00000001', '劳务分包'],
      ),
    ).toBe('participant-list')
    expect(
      await kindOf(
        ['参建单位', '参建类型', '项目负责人', '联系电话'],
        ['示范劳务有限公司', '劳务分包', '赵甲一', madeUpPhone(1)],
        '参建单位一览表',
      ),
    ).toBe('participant-list')
  })

  test('entries and exits', async () => {
    expect(
      await kindOf(
        ['姓名', '身份证号', '日期', '进/退场'],
        ['赵甲一', madeUpId(1), '2026-01-05', '进场'],
        '进退场登记表',
      ),
    ).toBe('entry-exit')
    const { sheet, records } = await readRows([
      ['人员进退场登记表'],
      ['姓名', '身份证号', '进退场状态', '进场日期', '退场日期'],
      ['赵甲一', madeUpId(1), '退场', '2026-01-05', '2026-06-30'],
    ])
    expect(sheet.kind).toBe('entry-exit')
    expect(
      records.map((record) => (record.kind === 'entry-exit' ? [record.move, record.on] : [])),
    ).toEqual([
      ['entry', '2026-01-05'],
      ['exit', '2026-06-30'],
    ])
  })

  test('contracts', async () => {
    expect(
      await kindOf(
        ['姓名', '身份证号码', '合同编号', '合同开始日期', '合同结束日期', '日工资'],
        ['赵甲一', madeUpId(1), 'HT1', '2026-01-01', '2026-12-31', 300],
        '劳动合同台账',
      ),
    ).toBe('contract-list')
  })

  test('punches', async () => {
    for (const header of [
      ['姓名', '身份证号', '打卡时间'],
      ['人员姓名', '证件号码', '通行时间', '进出方向'],
      ['姓名', '证件号', '班组', '识别时间', '方向', '设备名称'],
    ]) {
      const values: Row = header.map((word) =>
        /时间/.test(word)
          ? '2026-05-01 07:00'
          : /名/.test(word)
            ? '赵甲一'
            : /证/.test(word)
              ? madeUpId(1)
              : '进',
      )
      expect(await kindOf(header, values)).toBe('punch-list')
    }
  })
})

test('hidden sheets are named and not read', async () => {
  const rows: Row[] = [
    ['姓名', '身份证号', '工种'],
    ['赵甲一', madeUpId(1), '木工'],
  ]
  const { file, records } = await readBook(bookOf([{ rows, hidden: true, name: '字典' }, { rows }]))
  expect(file.sheets.map(({ kind, accepted }) => [kind, accepted])).toEqual([
    ['unknown', 0],
    ['roster', 1],
  ])
  expect(records.length).toBe(1)
})

test('findings beyond a thousand are counted and not listed', async () => {
  const rows: Row[] = [
    ['姓名', '身份证号', '工种'],
    ...Array.from({ length: 1500 }, (): Row => ['赵甲一', '123', '木工']),
  ]
  const { sheet } = await readRows(rows)
  expect(sheet.findings.length).toBe(1000)
  // Each row's number is wrong, and every row but the first says a person again.
  expect(sheet.counts?.findings).toBe(1500 + 1499)
})
