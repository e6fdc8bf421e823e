import { hundredthsOf } from '../amount.ts'
import { dayNumberOf } from '../day-text.ts'
import type { Family } from '../family.ts'
import { statementRows } from './statement-rows.ts'

/** What an account's statement (专户流水, 对账单) may say of a movement. */
export type StatementField =
  | 'seq'
  | 'projectName'
  | 'projectCode'
  | 'flowOn'
  | 'flowTime'
  | 'moneyIn'
  | 'moneyOut'
  | 'flowAmount'
  | 'flowSide'
  | 'balance'
  | 'counterName'
  | 'counterAccount'
  | 'counterBank'
  | 'summary'
  | 'remark'
  | 'reference'
  | 'voucher'
  | 'ownAccount'
  | 'ownName'
  | 'currency'
  | 'transferWay'

export type StatementSheetKind = 'account-statement'

const isNumber = (_: string, cell: Parameters<typeof hundredthsOf>[0]) =>
  Number.isFinite(hundredthsOf(cell ?? null))
const isDay = (_: string, cell: Parameters<typeof dayNumberOf>[0]) =>
  Number.isFinite(dayNumberOf(cell ?? null, false))

const title =
  /流水|对[账帐]单|交易明细|[账帐]户明细|收支明细|明细[账帐]|银行明细|历史明细|分户[账帐]|日记[账帐]|(?:专户|专用[账帐]户).{0,6}(?:明细|收支|往来)/
const money = ['moneyIn', 'moneyOut', 'flowAmount'] as const

export const statementFamily: Family<StatementField, StatementSheetKind> = {
  words: [
    ['seq', '序号 编号 项次 no no. 行号 笔号 页码'],
    ['projectName', '项目名称 工程名称 所属项目'],
    ['projectCode', '项目编号 项目编码'],
    [
      'flowOn',
      `交易日期 记账日期 记帐日期 入账日期 日期 发生日期 业务日期 起息日 会计日期 交易日 记账日 过账日期 账务日期 交易日期时间 交易时间日期 日期时间 收支日期 凭证日期
      date txdate`,
    ],
    ['flowTime', '交易时间 时间 交易时刻 记账时间 入账时间 发生时间 交易时间戳 业务时间'],
    [
      'moneyOut',
      `借方发生额 借方金额 借方 支出 支出金额 付款金额 转出金额 借方发生额(支取) 借方发生额/元(支取) 支取 支取金额 付出 付出金额 借方发生金额 转出 支出额 本期支出 借方发生数
      借 借记金额 debit`,
    ],
    [
      'moneyIn',
      `贷方发生额 贷方金额 贷方 收入 收入金额 收款金额 转入金额 贷方发生额(收入) 贷方发生额/元(收入) 存入 存入金额 贷方发生金额 转入 收入额 本期收入 贷方发生数
      贷 贷记金额 credit`,
    ],
    [
      'flowAmount',
      '金额 交易金额 发生额 发生金额 交易额 收支金额 收/支金额 变动金额 借贷金额 amount',
    ],
    [
      'flowSide',
      `借贷标志 借贷方向 收支 收/支 收付标志 交易方向 借贷 借/贷 收支标志 收支方向 借贷标识 借贷别 收支类型 资金流向 来往账标志 往来标志 收付方向 方向 借/贷标志 转入转出
      收/付 收付 进出方向`,
    ],
    [
      'balance',
      '余额 账户余额 帐户余额 本次余额 当前余额 交易后余额 余额(元) 联机余额 账面余额 结余 结存 可用余额 balance',
    ],
    [
      'counterName',
      `对方户名 对方名称 对方账户名称 对方账户名 对方帐户名称 交易对手 交易对手名称 对方单位 对方单位名称 对手户名 往来单位 往来户名 收(付)方名称 收/付方名称 收付方名称 对方姓名
      对方客户名称 收(付)款人名称 收付款人名称 收/付款人 对方 交易对方 对手方名称 交易对方户名 交易对手户名`,
    ],
    [
      'counterAccount',
      `对方账号 对方帐号 对方账户 对方账(卡)号 对方卡号 交易对手账号 对手账号 收(付)方账号 收/付方账号 收付方账号 对方账号/卡号 对方客户账号 交易对方账号
      对手方账号 收付款人账号 对方行账号 收(付)款人账号`,
    ],
    [
      'counterBank',
      '对方开户行 对方行名 对方开户机构 对方开户银行 交易对手开户行 对手开户行 收(付)方开户行 对方银行 对方行号 收付方开户行 对方开户行名 交易对方开户行 收(付)方开户行名',
    ],
    [
      'summary',
      '摘要 交易摘要 摘要说明 业务摘要 业务类型 交易类型 交易种类 交易名称 摘要代码 交易说明 业务种类',
    ],
    [
      'remark',
      '附言 备注 用途 交易附言 客户附言 说明 款项用途 资金用途 备注说明 交易备注 附言用途 转账附言',
    ],
    [
      'reference',
      `流水号 交易流水号 银行流水号 核心流水号 柜员流水号 账户明细编号-交易流水号 账户明细编号 明细编号 主机流水号 交易序号 业务流水号 会计流水号 企业流水号 全局流水号 交易号`,
    ],
    ['voucher', '凭证号 凭证号码 凭证种类 凭证编号 票据号 凭证类型 凭证 传票号'],
    [
      'ownAccount',
      '账号 帐号 本方账号 本方帐号 账户 客户账号 账户账号 本方账户 查询账号 专户账号 账户号码',
    ],
    ['ownName', '户名 账户名称 账户名 本方户名 本方账户名称 客户名称 单位名称 本方名称'],
    ['currency', '币种 货币 币别 现转标志 钞汇标志'],
    [
      'transferWay',
      '交易渠道 渠道 交易机构 交易网点 柜员号 交易场所 操作员 网点 交易行 机构号 交易行名 账户状态',
    ],
  ],
  contained: [
    ['counterAccount', /(?:对方|对手|收.?付).*(?:[账帐]号|卡号)/],
    ['counterBank', /(?:对方|对手|收.?付).*(?:行|机构)/],
    ['counterName', /(?:对方|对手|收.?付).*(?:名)/],
    ['moneyOut', /^借方|支出|支取/],
    ['moneyIn', /^贷方|收入|存入/],
    ['balance', /余额/],
    ['flowSide', /借贷|收支.*(?:标|方向|类)/],
    ['flowOn', /(?:交易|记[账帐]|入[账帐]|发生).*日/],
    ['flowTime', /(?:交易|记[账帐]|入[账帐]).*时间/],
    ['flowAmount', /(?:交易|发生).*(?:金额|额)/],
    ['summary', /摘要/],
    ['remark', /附言|用途|备注/],
    ['reference', /流水号/],
    ['voucher', /凭证/],
  ],
  kinds: [
    {
      kind: 'account-statement',
      needs: [
        ['flowOn', 'flowTime'],
        money,
        ['balance', 'summary', 'counterName', 'flowSide', 'remark'],
      ],
      not: [],
      title,
      onlyWithTitle: true,
      telling: 1,
      period: () => null,
      read: statementRows,
    },
    {
      kind: 'account-statement',
      needs: [
        ['flowOn', 'flowTime'],
        ['moneyIn', 'flowSide', 'balance'],
        money,
        ['balance', 'counterName', 'summary'],
      ],
      not: [],
      title,
      telling: 1,
      period: () => null,
      read: statementRows,
    },
  ],
  values: {
    flowOn: isDay,
    moneyIn: isNumber,
    moneyOut: isNumber,
    flowAmount: isNumber,
    balance: isNumber,
  },
}
