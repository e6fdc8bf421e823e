import type { Proof } from './rules/second-factor.ts'
import type { InvitationState } from './rules/invitation.ts'
import type { Role } from '../../kernel/role.ts'
import type { Words } from '../../kernel/words.ts'

export const peopleWords: Words = {
  'people.no-such-account': '没有账号 {name}，或者它在这个区没有岗位。',
  'people.account-add-how':
    '请写明账号、岗位、单位和姓名，并用环境变量 HUXIN_PASSWORD 给出口令：见 huxin help。',
  'people.admin-create-how':
    '请写明 admin create 账号 --role system、security 或 audit，以及 --organisation 单位、--display-name 姓名，并用环境变量 HUXIN_PASSWORD 给出口令。',
  'people.sign-in-wrong': '账号或口令不对。',
  'people.sign-in-locked': '口令连续输错，账号已锁定，请 {minutes} 分钟后再试。',
  'people.code-needed': '请输入动态口令，或者一个恢复码。',
  'people.code-wrong': '动态口令或恢复码不对，或者已经用过。',
  'people.second-factor-first': '您的岗位须使用动态口令：请先绑定，再打开其他页面。',
  'people.second-factor-stands': '已经绑定了动态口令；要换手机，请先解除再绑定。',
  'people.second-factor-not-begun': '还没有开始绑定动态口令，请重新打开这一页。',
  'people.second-factor-none': '这个账号没有绑定动态口令。',
  'people.outside-none': '本系统没有设置单点登录，请用账号和口令登录。',
  'people.outside-away': '单点登录的平台暂时连不上，请稍后再试，或者用账号和口令登录。',
  'people.outside-expired': '单点登录等得太久，或者不是从这里开始的，请重新登录。',
  'people.outside-refused': '单点登录没有通过，请重试，或者用账号和口令登录。',
  'people.outside-unknown':
    '这个身份还没有绑定本系统的账号：请先用账号和口令登录，在“我的登录”里绑定。',
  'people.outside-taken': '这个身份已经绑定了另一个账号，请先在那个账号里解除。',
  'people.session-unknown': '没有这个登录，或者它已经结束。',
  'people.session-ended': '登录已结束，请重新登录。',
  'people.session-idle': '超过 {minutes} 分钟没有操作，登录已自动结束，请重新登录。',
  'people.no-post-here': '您在区县 {district} 没有在任的岗位，不能查看它的内容。',
  'people.account-unknown': '没有这个账号。',

  'people.name-taken': '这个账号名已经有人用了，请换一个。',
  'people.name-odd': '账号名应为 2 到 64 个字母、汉字或数字，中间可用点、下划线和短横线。',
  'people.post-town': '镇街岗位应写明本区县的一个乡镇街道（九位代码），其他岗位不写。',
  'people.post-projects': '只有劳资专管员的岗位写明项目，其他岗位不写。',

  'people.post-industries': '部门岗位应写明主管的行业（或全部），其他岗位不写。',

  'people.invitation-unknown': '没有这份邀请：链接可能不完整，请向发邀请的单位再要一次。',
  'people.invitation-expired': '这份邀请已过期，请发邀请的单位续期后再打开。',
  'people.invitation-accepted': '这份邀请已经接受过，请直接登录。',
  'people.invitation-withdrawn': '这份邀请已撤回，请与发邀请的单位联系。',
  'people.post-unknown': '本区没有这个岗位。',
  'people.post-ended': '这个岗位已经停用。',
  'people.post-own': '不能停用自己的岗位，请由同事办理。',
  'people.power-other':
    '三员分立：系统、安全、审计管理员各用单独的账号，不能兼任，也不能兼业务岗位。请为这个岗位另开账号。',
  'people.post-of-administrator': '管理员的岗位由安全管理员停用。',
  'people.post-last-office': '这是治欠办最后一个在任的岗位，请先邀请接任的人，再停用。',

  'people.days-order': '止日早于起日。',
  'people.days-past': '日期已经过去：请选今天或以后的日子。',
  'people.days-many': '最长一年：更久的，请把岗位交给别人。',
  'people.leave-overlaps': '已登记 {beginsOn} 至 {endsOn} 的休假，日期重叠。',
  'people.leave-unknown': '本区没有这次休假。',
  'people.leave-over': '这次休假已经结束。',
  'people.no-running-post': '这个账号在本区没有在任的岗位。',
  'people.deputy-none': '请写一个在本区有岗位的账号。',
  'people.deputy-self': '代理人不能是本人。',
  'people.deputy-other-sort':
    '代理人应与岗位同类：企业的岗位由本企业的人代理，政府的岗位由政府的人代理，管理员由同类管理员代理。',
  'people.deputy-twice': '这些日子已经有人代理这个岗位，请先停用他的代理。',
  'people.deputy-beyond': '代理不能长过岗位本身。',
  'people.deputy-of-deputy': '代理来的岗位不能再转给别人代理。',
  'people.move-deputy': '代理来的岗位不能调动，请停用代理。',
  'people.move-firm': '企业的岗位按项目邀请：请停用这个岗位，再从新项目邀请。',
  'people.move-early': '调动的日子应在任职起日以后。',
  'people.move-nowhere': '新的单位、镇街和行业与现在的相同，没有可以调动的。',
  'people.addressee-odd':
    '承办岗位不对：镇街写乡镇街道，行业部门写行业，劳资专管员写项目，其他岗位不写；管理员不承办业务。',

  'people.password-wrong': '现在的口令不对。',
  'people.password-too-short': '口令太短：至少 8 位。',
  'people.password-too-long': '口令太长：最多 {most} 位。',
  'people.password-too-plain':
    '口令太简单：12 位以上，或 8 位以上并含大写字母、小写字母、数字、其他符号中的三种；不能只用三种以内的字符反复。',
  'people.password-holds-name': '口令里不能带账号名。',
  'people.password-common': '这是人人都会先猜的口令，请换一个。',
}

export const invitationStateNames: Record<InvitationState, string> = {
  open: '待接受',
  expired: '已过期',
  accepted: '已接受',
  withdrawn: '已撤回',
}

/** What a session was begun with. */
export const proofNames: Record<Proof, string> = {
  password: '口令',
  code: '口令和动态口令',
  recovery: '口令和恢复码',
  outside: '单点登录',
}

export const roleNames: Record<Role, string> = {
  'coordination-office': '治欠办',
  department: '行业部门',
  town: '镇街',
  leader: '区领导',
  'labour-officer': '劳资专管员',
  'system-administrator': '系统管理员',
  'security-administrator': '安全管理员',
  'audit-administrator': '审计管理员',
}
