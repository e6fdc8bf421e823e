import { hundredthsOf } from '../amount.ts'
import { dayNumberOf } from '../day-text.ts'
import type { Family } from '../family.ts'
import { labourCostRows } from './labour-cost-rows.ts'

/** What a ledger of labour cost (人工费拨付台账) may say of a period. */
export type LabourCostField =
  | 'seq'
  | 'projectName'
  | 'projectCode'
  | 'costMonth'
  | 'ownerFirm'
  | 'contractorFirm'
  | 'contractSum'
  | 'outputSum'
  | 'costRatio'
  | 'costDue'
  | 'costDueOn'
  | 'costPaid'
  | 'costPaidOn'
  | 'costShort'
  | 'costSoFar'
  | 'ownAccount'
  | 'ownName'
  | 'bankName'
  | 'reference'
  | 'remark'

export type LabourCostSheetKind = 'labour-cost'

const isNumber = (_: string, cell: Parameters<typeof hundredthsOf>[0]) =>
  Number.isFinite(hundredthsOf(cell ?? null))
const isDay = (_: string, cell: Parameters<typeof dayNumberOf>[0]) =>
  Number.isFinite(dayNumberOf(cell ?? null, false))

const title =
  /人工费|劳务费用?(?:拨付|支付|台[账帐])|(?:专户|专用[账帐]户)(?:资金)?(?:拨付|入[账帐])|工资款拨付|工资专户.{0,4}拨付/

export const labourCostFamily: Family<LabourCostField, LabourCostSheetKind> = {
  words: [
    ['seq', '序号 编号 项次 no no.'],
    ['projectName', '项目名称 工程名称 所属项目 工程 项目'],
    ['projectCode', '项目编号 项目编码 工程编号'],
    [
      'costMonth',
      `所属月份 月份 期次 拨付月份 计量月份 人工费月份 拨付期次 期间 周期 计量周期 应拨付月份 拨付周期 支付月份 年月 所属期 人工费用所属月份 人工费所属月份 计量期 计量期间
      拨付期间 所属期间 结算月份 月度`,
    ],
    [
      'ownerFirm',
      '建设单位 付款单位 拨付单位 付款人 业主单位 业主 付款方 拨款单位 建设单位名称 付款单位名称',
    ],
    [
      'contractorFirm',
      '施工单位 收款单位 总包单位 施工总承包单位 总承包单位 总包 收款人 收款方 施工单位名称 收款单位名称 施工企业',
    ],
    ['contractSum', '合同价 合同金额 合同总价 工程合同价 合同造价 工程造价'],
    [
      'outputSum',
      `完成产值 计量产值 本期计量金额 进度款 工程进度款 本月完成产值 应付工程款 本期产值 计量金额 工程款 应付进度款 本期完成产值 完成工程量 当月产值 本月产值 进度款金额
      工程款金额 本期工程款 计量款 审定产值 本期应付工程款 工程进度款金额`,
    ],
    [
      'costRatio',
      '人工费比例 人工费占比 拨付比例 比例 人工费用比例 约定比例 人工费率 合同约定比例 人工费用占比 约定人工费比例 人工费拨付比例 占比',
    ],
    [
      'costDue',
      `应拨付人工费 应拨人工费 应付人工费 应拨付金额 应拨金额 应付金额 人工费应拨付 应拨付人工费用 应拨人工费用 本期应拨付 本月应拨付人工费 应付人工费用 应拨付额 人工费应付
      本期应拨人工费 当月应拨付 应拨付 应拨 应付 合同约定拨付金额 约定拨付金额 人工费应拨 每月应拨付人工费 应到账金额 应支付人工费`,
    ],
    [
      'costDueOn',
      '应拨付日期 约定拨付日期 应拨日期 合同约定拨付日 约定拨付日 应拨付时间 约定拨付时间 合同约定拨付时间 应付日期',
    ],
    [
      'costPaid',
      `实际拨付 实拨人工费 实际拨付金额 已拨付人工费 已拨付金额 拨付金额 实拨金额 到账金额 本次拨付金额 实际拨付人工费 支付金额 实付人工费 拨付人工费 实际到账金额 已拨金额
      实拨 已拨 已拨付 实拨付金额 实际拨付额 本期实际拨付 人工费实拨 本次到账金额 实付金额 付款金额 人工费金额 本月实际拨付人工费 已付人工费 入账金额 实际拨付人工费用 实到金额`,
    ],
    [
      'costPaidOn',
      '拨付日期 拨付时间 到账日期 到账时间 实际拨付日期 支付日期 付款日期 入账日期 实拨日期 实际到账日期 实际拨付时间 支付时间 付款时间 拨款日期 拨款时间 日期',
    ],
    [
      'costShort',
      '欠拨 差额 未拨付 欠拨金额 少拨金额 未拨金额 未拨付金额 欠付金额 欠拨人工费 差额(元) 尚欠 尚欠金额',
    ],
    [
      'costSoFar',
      '累计拨付 累计已拨付 累计实拨 累计到账 累计拨付金额 累计已拨 累计应拨付 累计应拨 累计支付',
    ],
    [
      'ownAccount',
      '专户账号 农民工工资专户账号 收款账号 专用账户账号 账号 专户 农民工工资专用账户账号',
    ],
    ['ownName', '专户名称 专户户名 户名 专用账户名称 账户名称'],
    ['bankName', '开户行 开户银行 专户开户行 专户开户银行'],
    ['reference', '凭证号 流水号 银行回单号 回单编号 交易流水号 凭证编号 付款凭证号'],
    ['remark', '备注 说明 附言 摘要 用途'],
  ],
  contained: [
    ['costSoFar', /累计/],
    ['costShort', /欠拨|少拨|未拨|差额|尚欠/],
    ['costRatio', /比例|占比/],
    ['costDueOn', /(?:应拨|约定).*(?:日|时间)/],
    ['costPaidOn', /(?:拨付|到账|支付|付款|入账|拨款).*(?:日|时间)/],
    ['costDue', /应(?:拨|付|支付|到账).*|约定.*(?:金额|人工费)/],
    ['costPaid', /(?:实|已)(?:际)?(?:拨|付|到).*|(?:拨付|到账|支付).*(?:金额|人工费)/],
    ['costMonth', /月份$|期次|周期$/],
    ['outputSum', /产值|进度款|计量.*(?:额|款)/],
  ],
  kinds: [
    {
      kind: 'labour-cost',
      needs: [
        ['costDue', 'costPaid'],
        ['costMonth', 'costPaidOn', 'costDueOn'],
      ],
      not: [],
      title,
      onlyWithTitle: true,
      telling: 2,
      read: labourCostRows,
    },
    {
      kind: 'labour-cost',
      needs: [
        ['costDue'],
        ['costPaid'],
        ['costMonth', 'costPaidOn'],
        ['outputSum', 'costRatio', 'costShort', 'ownerFirm', 'costDueOn'],
      ],
      not: [],
      title,
      read: labourCostRows,
    },
  ],
  values: {
    costDue: isNumber,
    costPaid: isNumber,
    outputSum: isNumber,
    costPaidOn: isDay,
    costDueOn: isDay,
  },
}
