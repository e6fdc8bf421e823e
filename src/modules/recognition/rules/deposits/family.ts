import { hundredthsOf } from '../amount.ts'
import { dayNumberOf } from '../day-text.ts'
import type { Family } from '../family.ts'
import { depositRows } from './deposit-rows.ts'

/** What a list of wage guarantee deposits may say of one (保证金缴存台账, 保函台账). */
export type DepositField =
  | 'seq'
  | 'depositProject'
  | 'depositProjectCode'
  | 'payerFirm'
  | 'depositForm'
  | 'depositAmount'
  | 'issuer'
  | 'letterNumber'
  | 'depositAccount'
  | 'validFrom'
  | 'validTo'
  | 'validSpan'
  | 'paidInOn'
  | 'returnedOn'
  | 'depositContractSum'
  | 'depositRate'
  | 'depositState'

export type DepositSheetKind = 'deposit-list'

const isDay = (_: string, cell: Parameters<typeof dayNumberOf>[0]) =>
  Number.isFinite(dayNumberOf(cell ?? null, false))
const isNumber = (_: string, cell: Parameters<typeof hundredthsOf>[0]) =>
  Number.isFinite(hundredthsOf(cell ?? null))

export const depositFamily: Family<DepositField, DepositSheetKind> = {
  words: [
    ['seq', '序号 项次 no no. 行号'],
    [
      'depositProject',
      '项目名称 工程名称 项目 工程 工程项目名称 所属项目 建设项目名称 项目工程名称',
    ],
    [
      'depositProjectCode',
      '项目编号 项目编码 项目代码 工程编号 工程编码 施工许可证号 施工许可证编号 监管编号',
    ],
    [
      'payerFirm',
      `施工单位 总包单位 施工总承包单位 总承包单位 施工企业 施工总承包企业 缴存单位 缴存企业 交存单位 缴纳单位 缴费单位 申请人 申请单位 被保证人 被担保人 投保人 存款人
      企业名称 单位名称 缴款单位 委托人 承包单位 缴存人 缴存单位名称 施工单位名称`,
    ],
    [
      'depositForm',
      `缴存形式 缴存方式 存储形式 存储方式 缴纳方式 缴纳形式 保证方式 保证形式 担保方式 担保形式 担保类型 保证金形式 保证金类型 形式 方式 保函类型 保函种类 存款形式 保函形式
      缴存类型 类型 保证金方式 交存形式`,
    ],
    [
      'depositAmount',
      `保证金金额 缴存金额 存储金额 应缴金额 实缴金额 缴纳金额 保函金额 担保金额 保证金额 保险金额 保额 金额 保证金 保证金数额 保证金缴存金额 实际缴存金额 存入金额 应存金额
      保函担保金额 工资保证金金额 保证金余额 缴存数额 农民工工资保证金 工资保证金 保证金缴纳金额 交存金额 存款金额 已缴金额 实存金额`,
    ],
    [
      'issuer',
      `开户银行 开户行 缴存银行 存储银行 经办银行 银行名称 开立银行 出具银行 开立机构 出具机构 担保机构 保证人 担保人 担保公司 保险公司 开具单位 出具单位 开函银行 保函出具单位
      出函机构 银行 开具银行 承保机构 开立单位 存款银行 保函开立银行 金融机构 出函单位 开具机构 银行/担保机构 经办机构 保函开具机构 担保单位 保函开具单位`,
    ],
    [
      'letterNumber',
      `保函编号 保函号 保函号码 保单号 保险单号 保单编号 保单号码 担保编号 担保书编号 保函/保单编号 凭证号 凭证编号 保函(保单)编号 函号 电子保函编号 编号`,
    ],
    [
      'depositAccount',
      '保证金账号 账号 帐号 专户账号 银行账号 保证金账户 保证金专户账号 账户 存款账号 缴存账号',
    ],
    [
      'validFrom',
      '生效日期 起始日期 保函开始日期 有效期起 开始日期 保函生效日期 起始日 生效日 保险起期 有效期开始 担保起始日期 起 自 起期 开立日期 开函日期 出具日期 保函开立日期 保函起始日期',
    ],
    [
      'validTo',
      `到期日期 终止日期 截止日期 保函到期日期 有效期止 结束日期 保函终止日期 到期日 失效日期 保险止期 有效期至 保函到期日 有效截止日期 担保到期日期 止 至 止期 保函截止日期
      有效期到期日 保函失效日期 到期时间 保函有效期至`,
    ],
    [
      'validSpan',
      '有效期 保函有效期 担保期限 保险期间 有效期限 保函期限 担保期间 保证期间 起止日期',
    ],
    [
      'paidInOn',
      '缴存日期 缴存时间 存入日期 缴纳日期 缴纳时间 存储日期 存储时间 缴费日期 交存日期 到账日期 办理日期 办理时间 存款日期 缴存日',
    ],
    ['returnedOn', '返还日期 退还日期 退还时间 返还时间 销户日期 退款日期 退保日期 注销日期'],
    [
      'depositContractSum',
      '合同价 合同金额 合同总价 合同造价 工程造价 合同额 中标价 施工合同价 施工合同金额 工程合同价 合同总额 年度合同额 签约合同价 工程合同金额 施工合同额',
    ],
    ['depositRate', '缴存比例 存储比例 比例 费率 缴纳比例 保证金比例 存储费率 缴存费率 应缴比例'],
    ['depositState', '状态 保函状态 保证金状态 缴存状态 备注 当前状态'],
  ],
  contained: [
    ['returnedOn', /(?:返还|退还|销户).*(?:日|时间)/],
    ['letterNumber', /(?:保函|保单|担保).*(?:编号|号)/],
    ['depositAccount', /保证金.*[账帐][号户]/],
    ['validTo', /(?:到期|截止|终止|失效).*(?:日|时间)/],
    ['validFrom', /(?:生效|起始|开始).*(?:日|时间)/],
    ['paidInOn', /[缴存交].*(?:日期|时间)/],
    ['depositRate', /比例|费率/],
    ['depositContractSum', /合同.*(?:金额|价|额)|造价/],
    ['depositAmount', /(?:保证金|缴存|存储|保函|担保|缴纳).*(?:金额|数额|额)/],
    ['depositForm', /(?:缴存|存储|缴纳|保证|担保|保函).*(?:形式|方式|类型)/],
    ['issuer', /(?:开立|出具|缴存|存储|开户|经办|担保|保险|开具).*(?:银行|机构|公司)/],
    ['depositProject', /(?:项目|工程)名称/],
    ['payerFirm', /施工单位|总包单位|总承包(?:单位|企业)|缴存单位/],
  ],
  kinds: [
    {
      kind: 'deposit-list',
      needs: [
        ['depositAmount'],
        ['depositForm', 'letterNumber', 'issuer', 'depositAccount', 'depositRate', 'paidInOn'],
      ],
      not: [],
      totals: ['depositAmount', 'depositContractSum'],
      title:
        /工资保证金|保证金.{0,6}(?:台账|清单|一览|明细|汇总|登记|名册|统计|情况)|保函.{0,4}(?:台账|清单|一览|明细|登记|汇总|统计)|保证金缴存|保证保险.{0,4}(?:台账|清单|明细)/,
      onlyWithTitle: true,
      telling: 2,
      period: () => null,
      read: depositRows,
    },
    {
      // Without a title the words must be a deposit's own.
      kind: 'deposit-list',
      needs: [
        ['depositAmount'],
        ['depositProject', 'payerFirm'],
        ['letterNumber', 'depositRate', 'validTo', 'validSpan'],
      ],
      not: ['depositState'],
      totals: ['depositAmount', 'depositContractSum'],
      title: /保证金|保函/,
      period: () => null,
      read: depositRows,
    },
  ],
  values: { depositAmount: isNumber, validFrom: isDay, validTo: isDay, paidInOn: isDay },
}
