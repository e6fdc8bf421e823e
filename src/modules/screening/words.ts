import type { Words } from '../../kernel/words.ts'
import type { BoardState, ItemState, ScreeningFinding } from './rules/report.ts'
import type { OwnerWay, RoundState, ZeroRhythm } from './rules/round.ts'

export const screeningWords: Words = {
  'screening.unknown-round': '没有这个排查轮次，或者不在您能看到的范围内。',
  'screening.unknown-item': '这个轮次的清单上没有这个项目，或者不在您能看到的范围内。',
  'screening.unknown-photo': '没有这张照片，或者它不是您为这个项目拍的。',
  'screening.unknown-town': '镇街里有本区没有的：{town}。',
  'screening.changed-meanwhile': '这个轮次刚刚被别人改动过，请看过最新情况再办。',
  'screening.end-before-begin': '截止日早于开始日。',
  'screening.round-too-long': '一个轮次最长 {most} 天，请核对年份。',
  'screening.end-passed': '截止日已经过去，请改成今天或以后的一天。',
  'screening.same-end': '截止日本来就是这一天。',
  'screening.not-a-draft': '这个轮次已经发出，不能再改，也不能再发一次。',
  'screening.not-open': '这个轮次还没有发出，或者已经结束。',
  'screening.nothing-to-screen': '按这些条件没有在建、停工或完工未付清的项目，没有可发的清单。',
  'screening.too-many-items':
    '这个条件下有 {count} 个项目，一个轮次最多 {most} 个，请分镇街或分行业排查。',
  'screening.not-yours': '这个项目由别的岗位排查，您的岗位不能报。',
  'screening.item-removed': '这个项目已经从清单上拿掉，不用再排查。',
  'screening.already-removed': '这个项目已经不在清单上。',
  'screening.already-screened': '这个项目已经有排查报告，不能从清单上拿掉。',
  'screening.day-ahead': '排查日期不能晚于今天。',
  'screening.reason-missing': '请写明为什么没能排查。',
  'screening.headcount-missing': '请填现场人数，没有人就填 0。',
  'screening.boards-missing': '请选维权告示牌的情况。',
  'screening.paid-ahead': '工资不会发到排查日以后的月份，请核对。',
  'screening.spoke-to-missing': '请写明向谁了解的情况。',
  'screening.words-missing': '选了“其他问题”，请写明是什么。',
  'screening.unpaid-people-missing': '选了“拖欠工资”，请填涉及人数；不清楚的填大约人数。',
  'screening.owed-not-marked': '填了欠薪人数或金额，请同时选“拖欠工资”。',
  'screening.photo-unknown': '报告里有一张照片没有收到，请重新送出。',
  'screening.too-many-photos': '一份报告最多 {most} 张照片。',
  'screening.zero-too-early': '还有 {count} 个项目没有排查，不能报零报告。',
  'screening.zero-but-found': '有 {count} 个项目报了问题，不能报零报告。',
  'screening.zero-day-outside': '这一天不在轮次的期间内，或者还没有到。',
  'screening.no-items': '您的岗位在这个轮次没有要排查的项目。',
  'screening.which-owner': '您有几个岗位在这个轮次有项目，请选是哪一个岗位的零报告。',

  'screening.event-made': '建立轮次，按条件列入 {items} 个项目',
  'screening.event-changed': '改动条件，清单重新列为 {items} 个项目',
  'screening.event-opened': '发出：{items} 个项目，{owners} 个岗位',
  'screening.event-project-added': '列入{name}（{code}）。{why}',
  'screening.event-project-removed': '从清单上拿掉{name}（{code}）。原因：{why}',
  'screening.event-urged': '催办 {owners} 个岗位',
  'screening.event-overdue': '截止日已过，还有 {items} 个项目没有排查',
  'screening.event-moved': '截止日由{from}改到{to}，通知 {owners} 个没有报齐的岗位。原因：{why}',
  'screening.event-closed': '结束：漏查 {missed} 个项目',
  'screening.added-unlisted': '在建而没有列入清单。',
  'screening.added-found': '现场发现的名单外项目。',

  'screening.notice-opened': '排查任务：{title}，您的岗位有 {items} 个项目，{due}前排查完。',
  'screening.notice-overdue':
    '{title}截止日{due}已过，还有 {items} 个项目没有排查，涉及：{owners}。',
  'screening.notice-closed': '{title}已经结束，您的岗位漏查 {items} 个项目。',
  'screening.task-title': '{title}：排查 {items} 个项目',
  'screening.task-asks': '逐个到现场排查并填报；没有发现问题的报零报告',
  'screening.task-done': '清单上的项目已经全部排查。',
  'screening.task-closed': '排查轮次已经结束。',
}

export const roundStateNames: Record<RoundState, string> = {
  draft: '未发出',
  open: '排查中',
  closed: '已结束',
}

export const ownerWayNames: Record<OwnerWay, string> = {
  town: '镇街排查（没有镇街的由行业部门）',
  department: '行业部门排查（没有行业的由镇街）',
}

export const zeroRhythmNames: Record<ZeroRhythm, string> = {
  round: '全部排查完报一次',
  weekly: '每七天报一次',
  daily: '每天报一次',
}

export const itemStateNames: Record<ItemState | 'unlisted', string> = {
  waiting: '未排查',
  screened: '已排查',
  'could-not': '未能排查',
  unlisted: '未列入',
}

/** How a list of a round is narrowed. */
export const listedAsNames: Record<
  'known' | 'listed' | ItemState | 'missed' | 'late' | 'unlisted',
  string
> = {
  known: '全部已知项目',
  listed: '清单上的',
  waiting: '未排查',
  screened: '已排查',
  'could-not': '未能排查',
  missed: '漏查',
  late: '逾期才排查',
  unlisted: '未列入清单',
}

export const boardNames: Record<BoardState, string> = {
  yes: '有，内容齐全',
  incomplete: '有，内容不全',
  no: '没有',
}

export const findingNames: Record<ScreeningFinding, string> = {
  'wages-owed': '拖欠工资',
  'no-real-name': '未实行实名制',
  'no-contract': '未签劳动合同',
  'no-account': '未开工资专户',
  'not-paid-by-contractor': '未由总包代发',
  'no-deposit': '未存工资保证金',
  'no-labour-officer': '未配劳资专管员',
  'owner-pays-late': '建设单位拨款不到位',
  'unlawful-subcontract': '违法分包转包',
  'site-stopped': '停工',
  'people-may-gather': '有聚集讨薪苗头',
  other: '其他问题',
}

export const foundBecameNames: Record<'waiting' | 'joined' | 'made' | 'asked' | 'refused', string> =
  {
    waiting: '正在核对',
    joined: '是已知项目',
    made: '已新建项目',
    asked: '待治欠办确认是哪个项目',
    refused: '信息不足，没有登记',
  }
