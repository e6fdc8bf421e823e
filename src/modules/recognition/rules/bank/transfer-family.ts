import { hundredthsOf } from '../amount.ts'
import { dayNumberOf } from '../day-text.ts'
import type { Family } from '../family.ts'
import type { Context } from '../sheet-context.ts'
import { returnRows } from './return-rows.ts'
import { transferRows } from './transfer-rows.ts'

/** What a bank's list of payments may say of one: asked for, or done. Words of workers' sheets keep their fields. */
export type TransferField =
  | 'seq'
  | 'name'
  | 'idNumber'
  | 'idKind'
  | 'phone'
  | 'card'
  | 'bankName'
  | 'bankNumber'
  | 'team'
  | 'trade'
  | 'projectName'
  | 'projectCode'
  | 'amount'
  | 'net'
  | 'due'
  | 'deducted'
  | 'workdays'
  | 'signature'
  | 'paidOn'
  | 'payStatus'
  | 'payMonth'
  | 'reference'
  | 'note'
  | 'settledAmount'
  | 'bankResult'
  | 'failReason'
  | 'batchNo'
  | 'submittedOn'
  | 'payerAccount'
  | 'payerName'
  | 'currency'
  | 'transferWay'

export type TransferSheetKind = 'bank-transfer' | 'bank-return'

const isNumber = (_: string, cell: Parameters<typeof hundredthsOf>[0]) =>
  Number.isFinite(hundredthsOf(cell ?? null))
const isDay = (_: string, cell: Parameters<typeof dayNumberOf>[0]) =>
  Number.isFinite(dayNumberOf(cell ?? null, false))
const isAccount = (text: string) => /^[\d*]{9,32}$/.test(text.replaceAll(/[\s'-]/g, ''))

/** Of a day in a head line (交易日期：2026-06-10) nobody may take the month for the month of work. */
const saidMonth = ({ period, periodFrom }: Context) => (periodFrom === 'head-line' ? null : period)

const returnTitle =
  /(?:代发|批量|付款|转账|支付|代付|交易|处理|入账|发放|汇款).{0,8}(?:结果|回单|回执|回盘|返回|反馈)|回盘|(?:结果|返回|反馈|回执)(?:文件|清单|明细|查询)|退汇|退票|(?:成功|失败)(?:明细|清单|记录|名单)/
const transferTitle =
  /批量(?:代发|付款|转账|支付|汇款|代付|制单)|代发(?:工资)?(?:文件|盘片?|报盘|导入|模板|申请文件|制单|上传)|报盘|(?:付款|转账|代付|汇款)(?:文件|导入|模板|制单)|网银.{0,4}(?:代发|导入|批量|制单)|电子代发|代发业务申请|代发(?=$|[\s_\-（(.])/

/** A pay sheet says what is due, what was taken off, for how many days, and has a place to sign: a bank says none of it. */
const paySheetOnly = ['due', 'deducted', 'workdays', 'signature'] as const
const payee = ['name', 'card'] as const
const sum = ['amount', 'net', 'settledAmount'] as const

export const transferFamily: Family<TransferField, TransferSheetKind> = {
  words: [
    ['seq', '序号 编号 项次 no no. 顺序号 明细序号 笔号'],
    [
      'name',
      `户名 姓名 收款人 收款人姓名 收款人名称 收款人户名 收款户名 收款方 收款方户名 收款方名称 收款账户名 收款账户名称 收款账户户名 账户名称
      账户名 客户姓名 客户名称 员工姓名 工人姓名 持卡人 持卡人姓名 对方户名 对方名称 对方账户名称 收方户名 收方名称 入账户名 收款单位名称 代发户名 开户名
      收款单位/个人名称 账号名称 卡户名 payeename`,
    ],
    [
      'card',
      `账号 帐号 卡号 收款账号 收款帐号 收款人账号 收款人帐号 收款人账户 收款方账号 收款方帐号 收款账户 收款卡号 收款人卡号 银行账号 银行帐号 银行卡号 卡号/账号 账号/卡号
      卡/折号 卡折号 对方账号 对方帐号 收方账号 收方帐号 入账账号 入账卡号 客户账号 工资卡号 工资账号 银行卡 代发账号 收款账户账号 账户号 账户 payeeaccount`,
    ],
    ['idNumber', '身份证号 身份证号码 证件号码 证件号 收款人证件号码 客户证件号码 收款人身份证号'],
    ['idKind', '证件类型 证件种类'],
    ['phone', '手机号 手机号码 联系电话 收款人手机号'],
    [
      'bankName',
      `开户行 开户银行 收款行 收款银行 收款行名称 收款人开户行 收款人开户银行 收款开户行 收款方开户行 收款方开户行名称 收款账户开户行 开户行名称
      对方开户行 对方行名 收方开户行 收方行名 银行名称 开户网点 收款方银行 所属银行 开户支行 收款人开户行名称`,
    ],
    [
      'bankNumber',
      '联行号 行号 收款行联行号 收款行行号 人行行号 开户行行号 cnaps行号 cnaps 大额支付行号 支付行号 收款行号 开户行联行号 收款方联行号 跨行行号 收款人开户行行号',
    ],
    ['team', '班组 班组名称 所属班组'],
    ['trade', '工种'],
    ['projectName', '项目名称 工程名称 所属项目'],
    ['projectCode', '项目编号 项目编码'],
    [
      'amount',
      `金额 交易金额 付款金额 代发金额 发放金额 转账金额 支付金额 提交金额 申请金额 代付金额 汇款金额 收款金额 应代发金额 委托金额 发生额 工资金额 工资
      转账汇款金额 小写金额 交易额 amount`,
    ],
    [
      'settledAmount',
      '成功金额 入账金额 实际入账金额 实际付款金额 实际代发金额 已入账金额 到账金额',
    ],
    ['net', '实发 实发金额 实发工资 实发合计 实付工资 实发工资金额'],
    ['due', '应发 应发金额 应发工资 应发合计 应付工资 应付金额 应发工资金额'],
    ['deducted', '扣款 扣款合计 扣除 代扣合计 应扣'],
    ['workdays', '工日 出勤天数 出勤 天数 工数 考勤天数 用工天数'],
    ['signature', '签字 签名 本人签字 领款人签字 签收 手印'],
    [
      'paidOn',
      `交易日期 交易时间 入账日期 入账时间 付款日期 付款时间 代发日期 代发时间 发放日期 到账日期 到账时间 处理日期 处理时间 记账日期 完成时间 完成日期 支付日期
      支付时间 转账日期 转账时间 日期 回盘日期 回盘时间 交易完成时间 银行处理时间 清算日期 退汇日期 退票日期`,
    ],
    [
      'submittedOn',
      '提交日期 提交时间 申请日期 制单日期 制单时间 录入时间 预约日期 委托日期 经办时间',
    ],
    [
      'bankResult',
      `处理结果 处理状态 交易结果 交易状态 代发结果 代发状态 结果 银行处理结果 银行处理状态 回盘结果 回盘状态 入账结果 入账状态 转账结果 转账状态 付款结果 付款状态
      成功标志 成功标识 成功/失败 是否成功 状态码 响应码 返回码 返回状态 返回结果 结果代码 处理标志 指令状态 明细状态 交易处理状态 支付结果 发放结果 执行结果 处理结果代码
      交易标志 结果标志 汇款状态 代付结果 代付状态`,
    ],
    ['payStatus', '发放状态 支付状态 状态'],
    [
      'failReason',
      `失败原因 错误原因 错误信息 返回信息 失败信息 原因 返回原因 退票原因 退汇原因 结果描述 错误描述 响应信息 处理信息 银行返回信息 失败说明 错误说明 失败原因描述
      结果说明 返回描述 处理说明 失败描述 错误代码描述 银行反馈 银行反馈信息 交易返回信息 失败/退汇原因 失败(退汇)原因`,
    ],
    ['payMonth', '工资月份 月份 所属月份 工资所属月份 发放月份 所属期 发放工资的月份 工资所属期'],
    [
      'reference',
      '流水号 交易流水号 银行流水号 明细流水号 核心流水号 业务流水号 平台流水号 指令编号 交易序号 主机流水号 银行交易流水号 柜员流水号 明细编号 业务参考号',
    ],
    ['batchNo', '批次号 代发批次号 批次编号 批号 批次 委托批号 批量编号 文件批次号 批次流水号'],
    [
      'note',
      '备注 附言 用途 摘要 说明 汇款用途 付款用途 交易附言 客户附言 转账附言 代发用途 交易摘要',
    ],
    [
      'payerAccount',
      `付款账号 付款帐号 付款账户 付款人账号 付款人帐号 付款方账号 付方账号 付方帐号 转出账号 转出账户 扣款账号 本方账号 本方帐号 专户账号 农民工工资专户账号 代发单位账号`,
    ],
    [
      'payerName',
      '付款户名 付方户名 付方名称 付款人名称 付款人户名 付款单位 付款账户名称 付款人 本方户名 付款方户名 付款方名称 代发单位 代发单位名称 单位名称',
    ],
    ['currency', '币种 货币 币别 货币种类'],
    [
      'transferWay',
      `跨行标志 本行他行标志 本行/他行 是否跨行 是否本行 是否他行 同城异地标志 汇路 汇款方式 转账类型 行内外标志 行内/行外 同行标志 公私标志 对公对私标志 收款账户类型 账户类型
      收款人类型 是否同城 行别 行内跨行标志 转账方式 汇款类型 加急标志 收款账户性质 账号类型 同行/跨行`,
    ],
  ],
  contained: [
    ['failReason', /(?:失败|错误|退票|退汇|返回|拒绝).*(?:原因|信息|描述|说明)/],
    ['bankResult', /(?:处理|交易|代发|回盘|入账|转账|付款|返回).*(?:结果|状态)|是否成功/],
    ['payerAccount', /付[款方].*[账帐][号户]|转出.*[账帐]号/],
    ['card', /(?:收款|入账|对方|收方).*(?:[账帐][号户]|卡号)|卡号/],
    ['name', /(?:收款|入账|对方|收方).*(?:户名|姓名|名称)|姓名$/],
    ['bankNumber', /联行号|行号$/],
    ['bankName', /开户行|开户银行/],
    ['settledAmount', /(?:成功|入账).*金额/],
    ['paidOn', /(?:交易|入账|付款|代发|到账|处理|记账|支付).*(?:日期|时间)/],
    ['amount', /(?:交易|付款|代发|发放|转账|支付|代付|汇款).*金额|^金额/],
    ['reference', /流水号/],
    ['batchNo', /批次/],
    ['due', /应发/],
    ['net', /实发/],
    ['deducted', /扣款/],
    ['signature', /签字|签名/],
  ],
  kinds: [
    {
      kind: 'bank-return',
      needs: [payee, sum, ['bankResult', 'failReason', 'payStatus']],
      not: paySheetOnly,
      title: returnTitle,
      onlyWithTitle: true,
      telling: 2,
      period: saidMonth,
      read: returnRows,
    },
    {
      // 退汇清单, 失败明细: the title is the result of all its lines.
      kind: 'bank-return',
      needs: [payee, sum, ['card', 'paidOn', 'reference']],
      not: paySheetOnly,
      title: /退汇|退票|(?:成功|失败)(?:明细|清单|记录|名单)/,
      onlyWithTitle: true,
      telling: 2,
      period: saidMonth,
      read: returnRows,
    },
    {
      kind: 'bank-return',
      needs: [payee, ['amount', 'settledAmount'], ['bankResult', 'failReason']],
      not: [...paySheetOnly, 'net'],
      title: returnTitle,
      telling: 2,
      period: saidMonth,
      read: returnRows,
    },
    {
      kind: 'bank-transfer',
      needs: [['name'], ['card'], ['amount', 'net']],
      not: [...paySheetOnly, 'bankResult', 'failReason', 'payStatus', 'paidOn', 'settledAmount'],
      title: transferTitle,
      onlyWithTitle: true,
      telling: 2,
      period: saidMonth,
      read: transferRows,
    },
    {
      kind: 'bank-transfer',
      needs: [['name'], ['card'], ['amount'], ['payerAccount', 'currency', 'transferWay']],
      not: [...paySheetOnly, 'bankResult', 'failReason', 'payStatus', 'paidOn', 'net'],
      title: transferTitle,
      telling: 1,
      period: saidMonth,
      read: transferRows,
    },
  ],
  values: {
    amount: isNumber,
    settledAmount: isNumber,
    net: isNumber,
    paidOn: isDay,
    card: isAccount,
  },
}
