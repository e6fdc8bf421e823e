import { month as monthSaid } from '../../src/kernel/day.ts'
import { madeUpCard, madeUpId, madeUpPhone } from '../files/made-up.ts'

/** The month for which the sheets of a site are. */
export const month = monthSaid('2026-08')

/** The one worker of a site, as its sheets write him. */
export interface SheetOf {
  readonly firm: string
  readonly team: string
  readonly no: number
  readonly workerName: string
}

export function paySheet(of: SheetOf & { dueYuan: string; paidOn: string }): string {
  const { firm, team, no, workerName, dueYuan, paidOn } = of
  return csvOf({
    企业名称: firm,
    班组名称: team,
    员工姓名: workerName,
    证件号码: madeUpId(no),
    手机号码: madeUpPhone(no),
    发放工资的月份: month,
    出勤天数: String(20 + no),
    工人工资卡号: madeUpCard(no),
    应发金额: dueYuan,
    实发金额: '100.00',
    发放日期: paidOn,
  })
}

/** One line of each other kind that leaves lines of its own. */
export function otherSheets({ firm, team, no, workerName }: SheetOf): Record<string, string> {
  const person = { 企业名称: firm, 班组名称: team, 工人姓名: workerName, 证件号码: madeUpId(no) }
  return {
    花名册: csvOf({
      ...person,
      当前工种: '钢筋工',
      工人类型: '建筑工人',
      手机号码: madeUpPhone(no),
    }),
    进退场: csvOf({ ...person, 进退场日期: '2026-03-01', 进退场类型: '进场' }),
    合同: csvOf({
      ...person,
      合同期限类型: '固定期限合同',
      生效日期: '2026-03-01',
      失效日期: '2026-12-31',
      计量单位: '日',
      计量单价: '300',
    }),
    考勤: csvOf({ ...person, 日期: '2026-08-03', 工时: '8' }),
    参建单位: csvOf({ 企业名称: firm, 企业类型: '劳务分包', 统一社会信用代码: '' }),
    // The bank says the same payment as the pay sheet, and no more is paid by it.
    '2026年8月工资代发结果': csvOf({
      户名: workerName,
      账号: madeUpCard(no),
      金额: '100.00',
      交易日期: '2026-11-20',
      处理结果: '成功',
    }),
    专户流水:
      `账户交易明细 账号：3300161113505000000${no} 户名：${firm}农民工工资专用账户\n` +
      csvOf({
        交易日期: '2026-09-05',
        支出: '',
        收入: '9000',
        余额: '9000',
        对方户名: `${firm}总包`,
        对方账号: '33001611135050009999',
        摘要: '人工费',
      }),
    人工费拨付台账: csvOf({
      月份: month,
      应拨付金额: '9000',
      实际拨付金额: '9000',
      拨付日期: '2026-09-05',
    }),
    工资保证金保函台账: csvOf({
      保函编号: `BH-${no}`,
      担保金额: '750000',
      开立银行: '示例银行',
      申请人: firm,
      生效日期: '2026-01-01',
      到期日期: '2027-12-31',
    }),
  }
}

export function csvOf(row: Readonly<Record<string, string>>): string {
  return `${Object.keys(row).join(',')}\n${Object.values(row).join(',')}\n`
}
