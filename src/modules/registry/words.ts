import type { Words } from '../../kernel/words.ts'
import type {
  Industry,
  OwnerKind,
  ParticipantRole,
  ProjectSource,
  ProjectState,
} from './contract.ts'
import type { JoinCandidate } from './contract-sources.ts'

type MatchFact = JoinCandidate['agrees'][number]

export const registryWords: Words = {
  'registry.no-such-project': '没有编号为 {code} 的项目，或者不在您的权限之内。',
  'registry.code-taken': '编号 {code} 已经用于另一个项目，请核对。',
  'registry.only-the-office': '登记项目由治欠办办理，您的岗位不能新建项目。',
  'registry.project-add-how':
    '用法：project add [编号] --name 名称 [--town 代码] [--owner-kind 类别] [--pay-day 1 到 31]。',

  'registry.project-code-missing': '请填写项目编号。',
  'registry.project-code-invalid':
    '项目编号不对：应是平台编码或施工许可证号（4 到 64 个字，含数字），或 P 加六位数字。',
  'registry.project-name-missing': '请填写项目名称，至少两个字。',
  'registry.project-name-too-long': '项目名称太长，最多 {most} 个字。',
  'registry.project-name-signs': '项目名称里有看不见的控制字符，请重新填写。',
  'registry.town-code': '乡镇街道代码应是九位数字。',
  'registry.town-elsewhere': '这个乡镇街道不在本区县。',
  'registry.begun-on-but-not-begun': '未开工的项目不能有开工日期，请改状态或清空日期。',
  'registry.end-before-begin': '竣工日期早于开工日期，请核对。',
  'registry.pay-day': '发薪日应是 1 到 31。',
  'registry.project-changed-meanwhile': '这个项目刚被别人改过，请刷新后再改。',
  'registry.project-state-not-next': '项目不能从现在的状态直接改成所选的状态。',
  'registry.project-still-owes': '这个项目还欠着工资，不能改成“完工”，可以改成“完工未付清”。',

  'registry.credit-code-missing': '没有填写统一社会信用代码。',
  'registry.credit-code-length': '统一社会信用代码应是 18 位，这个位数不对，按名称识别企业。',
  'registry.credit-code-signs': '统一社会信用代码里有不该出现的字符，按名称识别企业。',
  'registry.credit-code-check-digit': '统一社会信用代码的校验位不对，已照录，请核对。',
  'registry.credit-code-old': '这是旧的组织机构代码或注册号，已照录。',

  'registry.list-asks':
    '像是已登记的“{name}”，但不能断定（相近的有 {count} 个）：已放进“来源核对”，等人判断是不是同一个项目。',
  'registry.list-town-differs': '属地和项目名单里的不同：以本行为准，请核对是不是跨镇街的项目。',
  'registry.list-end-before-begin': '竣工日期早于项目名单里的开工日期，已照录，请核对。',
  'registry.list-number-unfit': '项目编号不像平台编码或许可证号，没有采用，另编了号。',
  'registry.list-town-unclear': '“{town}”不是本区县的乡镇街道，属地留空。',
  'registry.list-project-twice': '和第 {row} 行是同一个项目，两行合在一起，不同的以本行为准。',
  'registry.list-against-hand': '这一项有人在页面上填过，和清单不同：保留页面上的，没有改。',
  'registry.list-state-not-next': '项目不能从现在的状态直接改成清单上的状态，没有改。',
  'registry.list-owner-differs': '项目名单里的建设单位是 {known}，和清单不同，没有改。',
  'registry.list-general-contractor-differs':
    '项目名单里的总包单位是 {known}，和清单不同，没有改。',
  'registry.no-such-source': '这条来源记录不在了：它的清单已经撤回。',
  'registry.question-answered': '这条来源记录刚被别人核对过，请刷新。',
  'registry.source-waits': '这条来源记录还没有并入项目，不用拆开。',
  'registry.source-came-with': '这条来源是随另一个项目并来的：请撤销那次项目合并。',
  'registry.source-made-it':
    '这个项目就是按这条来源登记的，不能拆开；如果是另一个项目的重复，请合并项目。',
  'registry.joined-into-itself': '请选另一个项目：项目不能并入自己。',
  'registry.joined-has-joined': '这个项目并入过别的项目，请先撤销那次合并。',
  'registry.not-joined': '这个项目已经不在并入的项目里，请刷新。',
  'registry.joined-list-gone': '登记那个项目的清单已经撤回，不能恢复它。',
  'registry.project-changed-since':
    '项目 {code} 是这张清单登记的，之后有人改过或别的清单也写到它，不能撤回。',
}

/** Names of closed lists, complete by type: a new member does not compile until it has its Chinese. */
export const ownerKinds: Record<OwnerKind, string> = {
  'government-central': '中央政府投资',
  'government-provincial': '省级政府投资',
  'government-city': '市级政府投资',
  'government-district': '区级政府投资',
  'soe-central': '央企',
  'soe-provincial': '省属国企',
  'soe-city': '市属国企',
  'soe-district': '区属国企',
  ppp: '政府和社会资本合作',
  private: '民营',
  'self-built': '自建',
  unknown: '建设单位性质未查清',
}

export const projectStates: Record<ProjectState, string> = {
  'not-begun': '未开工',
  building: '在建',
  stopped: '停工',
  'finished-unpaid': '完工未付清',
  finished: '已完工',
}

export const participantRoles: Record<ParticipantRole, string> = {
  owner: '建设单位',
  agent: '代建单位',
  'general-contractor': '总包',
  subcontractor: '分包',
  'labour-company': '劳务公司',
  supervisor: '监理',
  designer: '设计',
  surveyor: '勘察',
  supplier: '供应商',
  investor: '投资单位',
  bank: '银行',
  other: '其他单位',
}

export const industries: Record<Industry, string> = {
  housing: '房屋建筑',
  municipal: '市政',
  transport: '交通',
  water: '水利',
  energy: '能源',
  land: '自然资源',
  rural: '农业农村',
  other: '其他行业',
  unknown: '行业未查清',
}

/** What may agree or differ between a record and a project. */
export const matchFactNames: Record<MatchFact, string> = {
  permit: '许可证号',
  number: '编号',
  name: '名称',
  section: '标段或分期',
  owner: '建设单位',
  contractor: '总包单位',
  town: '属地',
  place: '地点',
  sum: '合同金额',
  begun: '开工日期',
}

export const projectSources: Record<ProjectSource, string> = {
  'construction-permit': '施工许可',
  transport: '交通',
  water: '水利',
  land: '自然资源',
  'development-reform': '发改审批',
  tender: '招标投标',
  tax: '税务',
  'real-name-platform': '省实名制平台',
  'town-screening': '镇街排查',
  complaint: '投诉举报',
  'by-hand': '手工登记',
}
