import type { InvitationState } from './rules/invitation.ts'
import type { Role } from '../../kernel/role.ts'
import type { Words } from '../../kernel/words.ts'

export const peopleWords: Words = {
  'people.no-such-account': '没有账号 {name}，或者它在这个区没有岗位。',
  'people.account-add-how':
    '请写明账号、岗位、单位和姓名，并用环境变量 HUXIN_PASSWORD 给出口令：见 huxin help。',
  'people.sign-in-wrong': '账号或口令不对。',
  'people.sign-in-locked': '口令连续输错，账号已锁定，请 {minutes} 分钟后再试。',
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
  'people.post-last-office': '这是治欠办最后一个在任的岗位，请先邀请接任的人，再停用。',

  'people.addressee-odd':
    '承办岗位不对：镇街写乡镇街道，行业部门写行业，劳资专管员写项目，其他岗位不写；系统管理员不承办业务。',

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

export const roleNames: Record<Role, string> = {
  'coordination-office': '治欠办',
  department: '行业部门',
  town: '镇街',
  leader: '区领导',
  'labour-officer': '劳资专管员',
  'system-administrator': '系统管理员',
}
