import type { Words } from '../../kernel/words.ts'
import type { Confidence, Method, WageLineKind } from './rules/wages-due.ts'
import type { EnteredState } from './rules/money-in-sight.ts'
import type { MoneySource, Payer } from './rules/plan.ts'
import type { PromiseState } from './rules/promise.ts'

export const outlookWords: Words = {
  'outlook.promise-sum': '第 {nth} 笔承诺的金额要大于 0。',
  'outlook.promise-sum-too-great': '第 {nth} 笔承诺的金额太大，请核对单位是不是元。',
  'outlook.promise-people': '第 {nth} 笔承诺要写明发给多少人，至少 1 人。',
  'outlook.promise-after-festival':
    '第 {nth} 笔承诺的日期在春节（{festival}）之后：节前兑付计划只到春节当天为止。',
  'outlook.promise-day-passed': '第 {nth} 笔承诺的日期已经过去，请改为今天或以后。',
  'outlook.promise-ends-before-begin': '第 {nth} 笔承诺开始发放的日期晚于发完的日期。',
  'outlook.plan-empty': '计划里还没有一笔承诺。',
  'outlook.plan-too-long': '一份计划最多 {most} 笔承诺。',
  'outlook.plan-changed-meanwhile': '这份计划刚被别人改过，请看过新的一版再改。',
  'outlook.money-sum': '金额要大于 0。',
  'outlook.money-sum-too-great': '金额太大，请核对单位是不是元。',
  'outlook.money-day-passed': '预计到账的日期已经过去：到了的钱看专户流水。',
  'outlook.money-after-festival': '预计到账的日期在春节（{festival}）之后，节前用不上，不计入。',
  'outlook.money-unknown': '没有这笔登记的资金。',
  'outlook.money-withdrawn': '这笔资金已经撤回。',
  'outlook.money-not-yours': '只有登记的人和治欠办可以撤回这笔资金。',
  'outlook.evidence-unknown': '没有这个佐证，或者不是您上传的。',
  'outlook.evidence-too-many': '上传了没有用上的佐证已有 {most} 个，请先用上它们。',
  'outlook.plan-missing-title': '{name}：节前工资有缺口，没有兑付计划',
  'outlook.plan-missing-asks':
    '到春节（{festival}）前的工资，可见资金还缺 {yuan} 元：请登记资金来源，制定节前兑付计划。',
  'outlook.promise-broken-title': '{name}：{on}承诺兑付的工资没有付清',
  'outlook.promise-broken-asks':
    '承诺{on}前发放 {yuan} 元，台账里还差 {lacks} 元：请查明原因，督促付清并把发放记录入账。',
  'outlook.plan-not-needed': '已有兑付计划，或缺口已经消除，不再需要。',
  'outlook.promise-paid-late': '承诺的工资已经付清，不再需要。',
  'outlook.notice-plan-missing':
    '{name}到春节（{festival}）前的工资，可见资金还缺 {yuan} 元，没有兑付计划：请在{due}前制定。',
  'outlook.notice-plan-missing-copied':
    '{name}到春节（{festival}）前的工资，可见资金还缺 {yuan} 元，已要求在{due}前制定兑付计划。',
  'outlook.notice-promise-broken':
    '{name}承诺{on}前发放 {yuan} 元，还差 {lacks} 元没有发放：请在{due}前付清并把发放记录入账。',
  'outlook.notice-promise-broken-copied':
    '{name}承诺{on}前发放 {yuan} 元，还差 {lacks} 元没有发放，已要求在{due}前付清。',
  'outlook.event-plan-made': '制定兑付计划：{promises} 笔，共 {yuan} 元，最晚{until}。',
  'outlook.event-plan-changed':
    '兑付计划改为第 {version} 版：{promises} 笔，共 {yuan} 元，最晚{until}。',
  'outlook.event-money-entered': '登记资金 {yuan} 元，预计{on}到账：{words}。',
  'outlook.event-money-withdrawn': '撤回预计{on}到账的资金 {yuan} 元：{words}。',
  'outlook.event-promise-broken': '承诺{on}发放的 {yuan} 元没有付清，还差 {lacks} 元。',
  'outlook.event-promise-paid': '承诺{on}发放的 {yuan} 元已经付清。',
  'outlook.how-owed': '台账里这个月还欠 {people} 人。',
  'outlook.how-due-unknown': '{people} 人有出勤、应发未知，按常态月薪 {usual} 元估算。',
  'outlook.how-due-unknown-unknown': '{people} 人有出勤、应发未知，也没有常态月薪可以估算。',
  'outlook.how-unreported':
    '这个月还没有考勤和工资表：{people} 人 × 常态月薪 {usual} 元 × {days}/{of} 天。',
  'outlook.how-current':
    '{people} 人 × 常态月薪 {usual} 元 × {days}/{of} 天，减去这个月已经列明的应发。',
  'outlook.how-ahead': '{people} 人 × 常态月薪 {usual} 元 × {days}/{of} 天。',
  'outlook.how-unknown': '{people} 人在册，没有工资表也没有约定工价，无法估算。',
  'outlook.doubt-few-months': '已知的整月不足。',
  'outlook.doubt-old-months': '最近的工资表是两个多月以前的。',
  'outlook.doubt-due-unknown': '有应发未知的人月。',
  'outlook.doubt-no-roster': '没有人员名册，人数按最近一个月的工资表。',
  'outlook.doubt-roster-differs': '在册人数与最近一个月的工资表相差三分之一以上。',
  'outlook.doubt-agreed-rate': '没有工资表，按约定工价和每月 21.75 个工日估算。',
  'outlook.doubt-nothing-known': '在建，但没有名册、考勤和工资表：节前要付多少无从得知。',
}

export const methodNames: Readonly<Record<Method, string>> = {
  'usual-pay': '按常态月薪估算',
  'agreed-rate': '按约定工价估算',
  'nothing-to-work': '没有要估算的',
  unknown: '有一部分无法估算',
}

export const confidenceNames: Readonly<Record<Confidence, string>> = {
  high: '把握较大',
  medium: '把握一般',
  low: '把握较小',
  none: '无法估算',
}

export const wageLineNames: Readonly<Record<WageLineKind, string>> = {
  owed: '已欠付',
  'due-unknown': '应发未知',
  unreported: '已过未报',
  current: '本月余下',
  ahead: '将要发生',
}

export const promiseStateNames: Readonly<Record<PromiseState, string>> = {
  pending: '未到期',
  kept: '已兑付',
  partly: '部分兑付',
  broken: '未兑付',
}

export const enteredStateNames: Readonly<Record<EnteredState, string>> = {
  expected: '待到账',
  'day-passed': '日期已过，不再计入',
  withdrawn: '已撤回',
}

export const payerNames: Readonly<Record<Payer, string>> = {
  owner: '建设单位',
  'general-contractor': '总包',
  subcontractor: '分包',
  'labour-company': '劳务公司',
  other: '其他',
}

export const moneySourceNames: Readonly<Record<MoneySource, string>> = {
  'special-account': '专户余额',
  'labour-cost': '人工费拨付',
  'progress-payment': '工程款',
  'own-funds': '自筹',
  loan: '借款',
  other: '其他',
}

export const onlyNames = {
  gap: '有缺口',
  'no-plan': '没有计划',
  plan: '有计划',
  broken: '未兑现',
  unknown: '有未知',
} as const
