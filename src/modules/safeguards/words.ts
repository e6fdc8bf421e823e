import { dayText, monthText } from '../../kernel/day-text.ts'
import { PlainDate, YearMonth } from '../../kernel/day.ts'
import { fen, yuanText } from '../../kernel/money.ts'
import { sentence, type Words } from '../../kernel/words.ts'
import type { ContractKind, SafeguardEventDetail } from './contract-contracts.ts'
import type { Safeguard, SafeguardState } from './contract.ts'
import type { HandInState } from './rules/hand-in.ts'
import type { FactName } from './rules/facts.ts'
import type { Duty } from './rules/liability.ts'

export const safeguardsWords: Words = {
  'safeguards.one-party': '合同的甲方和乙方不能是同一家单位。',
  'safeguards.sum-not-positive': '合同金额应大于 0；没有查清的不填。',
  'safeguards.sum-beyond-belief': '合同金额超过 {yuan} 元，不予采信：请核对单位是元还是万元。',
  'safeguards.end-before-begin': '合同的结束日期 {end} 早于开始日期 {begin}，请核对。',
  'safeguards.signed-ahead': '签订日期在今天之后，请核对。',
  'safeguards.party-not-here': '这家单位不是本项目的参建单位：请先登记或导入参建单位。',
  'safeguards.number-taken': '本项目已经有这个编号的合同：同一份合同请修改原来那一条。',
  'safeguards.contract-under-itself': '合同不能在自己之下，请重选上级合同。',
  'safeguards.no-such-contract-above': '本项目没有这份上级合同，请重选。',
  'safeguards.no-such-contract': '本项目没有这份合同，或者它已经作废。',
  'safeguards.contract-changed-meanwhile': '这份合同刚被别人改过，请刷新后再改。',
  'safeguards.contracts-under-it': '还有别的合同在它之下，请先改那些合同的上级合同。',
  'safeguards.too-many-contracts': '一个项目最多登记 {most} 份合同。',
  'safeguards.too-many-papers': '已经上传 {most} 个还没有用上的文件，请先用掉。',
  'safeguards.no-such-paper': '本项目没有这个文件，请重新上传。',
  'safeguards.no-such-evidence': '本项目没有这条佐证，或者它已经撤回。',
  'safeguards.seen-ahead': '看到的日期在今天之后，请核对。',
  'safeguards.valid-before-seen': '有效期止早于看到的日期，请核对。',
  'safeguards.valid-though-absent': '没有看到的东西没有有效期。',
  'safeguards.decided-already': '已经认定过不需要；要改理由，请先恢复按规定。',
  'safeguards.nothing-decided': '没有认定过不需要，本来就按规定。',
  'safeguards.hand-in-not-checked-by-you': '企业报送的材料由治欠办、行业部门或镇街核实。',
  'safeguards.hand-in-settled': '这份报送已经核实、退回或者撤回，请刷新后再看。',
  'safeguards.own-hand-in': '这份材料是您报送的，要由别人核实。',
  'safeguards.hand-in-not-yours': '只有报送的人可以撤回。',
  'safeguards.no-such-hand-in': '没有这份报送，或者它不在您能看到的范围内。',
  'safeguards.too-many-hand-ins': '本项目已有 {most} 份报送在等核实，请等核实后再报。',
  'safeguards.notice-handed-in': '{organisation}报送{project}的{what}，请核实。',
  'safeguards.notice-confirmed': '{project}的{what}已经核实，计入制度落实。',
  'safeguards.notice-returned': '{project}的{what}被退回：{why}。请补正后重新报送。',
  'safeguards.project-has-contracts': '项目 {code} 已经登记合同，不能并入别的项目。',

  'safeguards.party-without-code': '{name}没有统一社会信用代码，请补上。',
  'safeguards.party-code-odd': '{name}的统一社会信用代码 {code} 有疑问，请核对。',
  'safeguards.number-elsewhere': '同一合同编号也登记在项目 {codes}，请核对是不是录错了项目。',
  'safeguards.sum-above-contract': '金额 {fen} 元，超过上级合同的 {above} 元，请核对。',
  'safeguards.no-cycle': '没有写人工费用多久拨付一次：总包合同应当约定。',
  'safeguards.cycle-too-long': '人工费用每 {months} 个月拨付一次：周期不得超过 1 个月。',
  'safeguards.share-too-small': '人工费用比例 {percent}%，低于本地的 {least}%，请核对。',
  'safeguards.permit-of-two':
    '施工许可证号 {permit} 也是{name}（{code}）的，请核对是不是同一个项目。',
  'safeguards.several-towns': '各来源写的属地不同：{towns}。请核对是不是跨镇街的项目。',
  'safeguards.project-ends-before-begin': '竣工日期 {end} 早于开工日期 {begin}，请核对。',
  'safeguards.listed-sum-differs':
    '名单上的合同金额 {fen} 元，和登记的总包合同 {above} 元不同，请核对。',
  'safeguards.listed-sum-beyond-belief': '名单上的合同金额 {fen} 元大得不可信，请核对单位。',

  'safeguards.because-decided': '{on}认定不需要：{reason}',
  'safeguards.because-finished': '项目已完工并付清。',
  'safeguards.because-self-built': '自建项目，按参数不适用。',
  'safeguards.because-other-industry': '其他行业的项目，按参数不适用。',
  'safeguards.because-missing': '要不要落实还说不准：{missing}没有查清。',
  'safeguards.because-below-account':
    '合同价不到 {yuan} 元或者工期不到 {months} 个月，本地不要求开专用账户。',
  'safeguards.because-above-account': '合同价 {yuan} 元以上并且工期 {months} 个月以上。',
  'safeguards.because-exempt': '保证金清单写明免缴。',
  'safeguards.because-may-be-exempt': '合同价不到 {yuan} 元，可以免缴：免不免没有人认定，请认定。',
  'safeguards.because-government': '政府投资项目：资金到位，不得由施工单位垫资。',
  'safeguards.because-by-law': '工程建设项目都要落实。',

  'safeguards.due-account': '总包合同签订之日起 30 日内',
  'safeguards.due-account-by-begin': '合同签订日没有查清，最迟开工满 1 个月',
  'safeguards.due-deposit-permit': '取得施工许可证之日起 20 个工作日内',
  'safeguards.due-deposit-contract': '没有施工许可证的，合同签订之日起 20 个工作日内',
  'safeguards.due-deposit-by-begin': '许可日期或签订日没有查清，最迟开工满 1 个月',
  'safeguards.due-labour-cost': '按月拨付，第一笔不晚于开工满 1 个月',
  'safeguards.due-contractor-pays': '按月代发，第一个月的工资不晚于次月月末',
  'safeguards.due-before-entry': '工人进场前',
  'safeguards.due-from-begin': '开工之日',

  'safeguards.fact-roster': '在场 {workers} 人，其中 {listed} 人在花名册上',
  'safeguards.fact-attendance': '考勤最近到{month}',
  'safeguards.fact-no-attendance': '没有收到考勤',
  'safeguards.fact-accounts': '专用账户 {count} 个，流水到{on}',
  'safeguards.fact-bank-paid': '银行代发最近一笔在{on}',
  'safeguards.fact-deposit-stands': '有效的保证金 {fen} 元',
  'safeguards.fact-deposit-until': '有效的保证金 {fen} 元，最晚到{on}',
  'safeguards.fact-deposit-expired': '保函{on}到期，没有续',
  'safeguards.fact-labour-cost-paid': '人工费用最近一笔在{on}拨付',
  'safeguards.fact-labour-cost-gap': '{months} 个月的人工费用没有拨足，缺 {fen} 元',
  'safeguards.fact-contracts': '在场 {workers} 人，其中 {contracted} 人有劳动合同或用工协议',
  'safeguards.fact-officers': '劳资专管员账号 {count} 个',

  'safeguards.event-contract-added': '登记{contract}',
  'safeguards.event-contract-amended': '改{contract}的{fields}：{why}',
  'safeguards.event-contract-withdrawn': '作废{contract}：{why}',
  'safeguards.event-evidence-added': '{safeguard}，看到：{words}',
  'safeguards.event-evidence-added-absent': '{safeguard}，查了没有落实：{words}',
  'safeguards.event-evidence-withdrawn': '撤回{safeguard}的佐证“{words}”：{why}',
  'safeguards.event-not-required': '认定{safeguard}不需要：{why}',
  'safeguards.event-handed-in': '企业报送{what}：{words}',
  'safeguards.event-hand-in-confirmed': '核实企业报送的{what}：{words}',
  'safeguards.event-hand-in-returned': '退回企业报送的{what}：{why}',
  'safeguards.event-hand-in-taken-back': '企业撤回报送的{what}：{why}',
  'safeguards.event-by-rule': '{safeguard}恢复按规定：{why}',
}

export const safeguardNames: Record<Safeguard, string> = {
  'real-name': '实名制',
  'special-account': '专用账户',
  'contractor-pays': '总包代发',
  deposit: '工资保证金',
  'labour-cost': '人工费按月拨付',
  'notice-board': '维权告示牌',
  'labour-contract': '劳动合同',
  'labour-officer': '劳资专管员',
}

export const handInStateNames: Record<HandInState, string> = {
  waiting: '待核实',
  confirmed: '已核实',
  returned: '已退回',
  'taken-back': '已撤回',
}

/** What shows a safeguard without being entered, said where nothing does yet. */
export const shownBy: Record<Safeguard, string> = {
  'real-name': '花名册和考勤入账后自动记上',
  'special-account': '专户流水入账后自动记上',
  'contractor-pays': '银行代发回单或专户流水入账后自动记上',
  deposit: '保证金台账或保函清单入账后自动记上',
  'labour-cost': '人工费用拨付清单或专户流水入账后自动记上',
  'notice-board': '排查看到后自动记上，也可以记佐证',
  'labour-contract': '劳动合同清单入账后自动记上',
  'labour-officer': '给劳资专管员开通本项目的账号后自动记上',
}

export const safeguardStates: Record<SafeguardState, string> = {
  met: '已落实',
  missing: '未落实',
  expired: '已失效',
  'not-due': '未到期',
  unknown: '待查清',
  'not-required': '不需要',
}

export const factNames: Record<FactName, string> = {
  industry: '行业',
  'contract-sum': '合同金额',
  'contract-months': '合同工期',
  'contract-signed-on': '总包合同签订日',
  'permit-on': '许可日期',
  'begun-on': '开工日期',
  exemption: '免缴认定',
}

export const contractKinds: Record<ContractKind, string> = {
  general: '总承包合同',
  subcontract: '专业分包合同',
  labour: '劳务分包合同',
}

export const dutyNames: Record<Duty, string> = {
  funds: '建设资金到位，不得由施工单位垫资',
  'payment-guarantee': '提供工程款支付担保',
  'labour-cost': '按时足额拨付人工费用',
  advance: '没有按约拨付工程款欠薪的，以未结清的工程款为限先行垫付',
  'illegal-project': '发包给个人或违规建设欠薪的，由建设单位清偿',
  'site-dispute': '处置集体讨薪并报告',
  overall: '对本项目工资支付负总责',
  'pay-first': '分包欠薪的，总包先行清偿',
  'special-account': '开设并使用工资专用账户',
  'contractor-pays': '按月由总包代发到工人银行账户',
  deposit: '存储工资保证金',
  'real-name': '实名制管理，先签合同再进场',
  'labour-officer': '配备劳资专管员',
  'notice-board': '设立维权信息告示牌',
  'own-workers': '对所招用的工人工资支付负直接责任，按月考核工作量',
  'bank-notice': '没有按时拨付的，通知总包',
  'government-funds': '政府投资资金按预算及时拨付',
  'government-owner': '政府投资项目欠薪的，约谈问责',
  'soe-owner': '督促国有企业清偿',
  industry: '行业监管，督办违法发包、转包、挂靠和拖欠工程款',
  'labour-inspection': '组织协调，查处欠薪',
  town: '排查和调解欠薪纠纷',
}

export const authorityNames = {
  finance: '财政部门',
  'state-assets': '国资监管部门',
  superior: '建设单位的主管部门和本级政府',
} as const

/** The columns of a contract, as an amendment names them. */
export const contractFields: Readonly<Record<string, string>> = {
  kind: '合同类别',
  number: '编号',
  party_a: '甲方',
  party_b: '乙方',
  above_id: '上级合同',
  sum_fen: '金额',
  signed_on: '签订日期',
  begins_on: '开始日期',
  ends_on: '结束日期',
  cycle_months: '拨付周期',
  transfer_day: '拨付日',
  ratio_basis_points: '人工费用比例',
  paper_id: '扫描件',
}

/** A code's sentence, with days, months, sums and the names of facts as one says them. */
export function saySafeguard(
  code: string,
  values: Readonly<Record<string, string | number>>,
  missing: readonly FactName[] = [],
): string {
  const said = Object.entries(values).map(([name, value]) => [name, inWords(name, value)] as const)
  return sentence(safeguardsWords, code, {
    ...Object.fromEntries(said),
    missing: missing.map((one) => factNames[one]).join('、'),
  })
}

function inWords(name: string, value: string | number): string | number {
  if (typeof value === 'number') {
    if (name === 'fen' || name === 'above') return yuanText(fen(value))
    return name === 'yuan' ? value.toLocaleString('en-US') : value
  }
  const day = PlainDate.safeParse(value)
  if (day.success) return dayText(day.data)
  const month = YearMonth.safeParse(value)
  return month.success ? monthText(month.data) : value
}

/** What happened to a contract, a piece of evidence or a decision, in a line. */
export function safeguardEventMessage(kind: string, detail: SafeguardEventDetail): string {
  const { contract, to, why, safeguard, holds, words } = detail
  const named = contract === undefined ? '合同' : contractName(contract)
  const code = kind === 'evidence-added' && !holds ? `${kind}-absent` : kind
  return sentence(safeguardsWords, `safeguards.event-${code}`, {
    contract: named,
    fields: Object.keys(to)
      .flatMap((column) => contractFields[column] ?? [])
      .join('、'),
    why,
    safeguard: safeguard === undefined ? '' : safeguardNames[safeguard],
    what: safeguard === undefined ? named : `${safeguardNames[safeguard]}佐证`,
    words,
  })
}

/** How a contract is named in a sentence. */
export function contractName({
  kind,
  number,
}: {
  kind: ContractKind
  number: string | null
}): string {
  return number === null ? contractKinds[kind] : `${contractKinds[kind]}（${number}）`
}
