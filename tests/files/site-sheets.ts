import { madeUpCard, madeUpId, workbookBytes } from './made-up.ts'
import type { ZipPart } from './zip-bytes.ts'

/** What a bank, a contractor and a hotline send of one site in a month; the ID of one worker is lost in his sheet. */
export function sheetsOf(project: string): ZipPart[] {
  const title = `项目名称：${project}`
  return [
    sheet('总包/工资表2026年10月.xlsx', paySheet(title)),
    sheet('总包/人工费拨付台账.xlsx', labourCost(title)),
    sheet('银行/专户流水.xlsx', statement(title)),
    sheet('保证金台账.xlsx', deposits(project)),
    sheet('12345工单.xlsx', clues(project)),
  ]
}

function sheet(name: string, rows: readonly (readonly unknown[])[]): ZipPart {
  return { name, content: workbookBytes([{ name: 'Sheet1', rows }]) }
}

const people = ['赵甲一', '钱乙二', '孙丙三', '李丁四']

function paySheet(title: string) {
  return [
    ['2026年10月农民工工资表'],
    [title],
    ['序号', '姓名', '身份证号', '银行卡号', '班组', '应发工资', '扣款', '实发工资'],
    ...people.map((name, at) => {
      const id = at === 2 ? '9.90101E+17' : madeUpId(at + 1)
      return [
        at + 1,
        name,
        id,
        madeUpCard(at + 1),
        '木工班',
        6_500 + at * 100,
        100,
        6_400 + at * 100,
      ]
    }),
    ['合计', '', '', '', '', 26_600, 400, 26_200],
  ]
}

function labourCost(title: string) {
  return [
    ['人工费用拨付台账'],
    [title],
    ['所属月份', '当月产值', '人工费比例', '应拨付金额', '实际拨付金额', '拨付日期'],
    ['2026年8月', 600_000, '20%', 120_000, 120_000, '2026-09-10'],
    ['2026年9月', 550_000, '20%', 110_000, 80_000, '2026-10-12'],
    ['2026年10月', 500_000, '20%', 100_000, 0, ''],
  ]
}

function statement(title: string) {
  return [
    ['账户交易明细'],
    [`${title} 户名：示例建设农民工工资专用账户 账号：33001611135050000001`],
    ['交易日期', '支出', '收入', '余额', '对方户名', '对方账号', '摘要'],
    ['2026-09-10', '', 120_000, 120_000, '示例城投公司', '33001611135050009999', '人工费'],
    ['2026-09-20', 6_400, '', 113_600, people[0], madeUpCard(1), '代发工资'],
    ['2026-09-20', 6_500, '', 107_100, people[1], madeUpCard(2), '代发工资'],
    ['2026-10-12', '', 80_000, 187_100, '示例城投公司', '33001611135050009999', '人工费'],
  ]
}

function deposits(project: string) {
  return [
    ['农民工工资保证金台账'],
    [
      '序号',
      '项目名称',
      '缴存单位',
      '缴存形式',
      '保证金金额',
      '出具机构',
      '保函编号',
      '生效日期',
      '到期日期',
    ],
    [
      1,
      project,
      '示例建设公司',
      '银行保函',
      300_000,
      '示例银行',
      'BH2026-0101',
      '2026-03-01',
      '2027-03-01',
    ],
    [2, project, '示例劳务公司', '现金', 50_000, '示例银行', '', '2026-03-05', ''],
  ]
}

function clues(project: string) {
  return [
    ['12345 热线欠薪工单'],
    [
      '工单编号',
      '来电时间',
      '来电人',
      '联系电话',
      '被反映单位',
      '项目名称',
      '反映内容',
      '办理时限',
    ],
    [
      'X20261101',
      '2026-11-01',
      '赵甲一',
      '13900000001',
      '示例劳务公司',
      project,
      '十月工资没有发',
      '2026-11-16',
    ],
  ]
}
