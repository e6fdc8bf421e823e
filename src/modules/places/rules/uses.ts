/** What is made from parameters. Those of the first list are made anew as soon as one of theirs begins to hold. */
export const recomputed = [
  'project-months',
  'warnings',
  'matters',
  'points',
  'classes',
  'entries',
  'checks',
  'safeguards',
  'blind-spots',
  'outlooks',
] as const
export const readWhenNeeded = [
  'ledger',
  'punches',
  'sign-in',
  'invitations',
  'matter-limits',
  'entry-limits',
  'plan-limits',
  'blind-spot-limits',
  'standard-grade',
] as const
export type ParameterUse = (typeof recomputed)[number] | (typeof readWhenNeeded)[number]

const known: ReadonlySet<string> = new Set(recomputed)

/** Whether what stands is made anew, and not only what comes later. */
export function isRecomputed(use: ParameterUse): boolean {
  return known.has(use)
}

/** By the beginnings of keys, the longer ones first. A warning has its points, points and sums make a project's class. */
const uses: readonly (readonly [string, readonly ParameterUse[]])[] = [
  ['pay-date-default', ['ledger', 'project-months', 'warnings', 'classes']],
  ['hours-per-workday', ['ledger', 'project-months', 'warnings', 'outlooks']],
  ['arrears-age-', ['project-months', 'warnings', 'matters', 'points', 'classes']],
  ['minimum-wage-', ['project-months', 'warnings', 'matters', 'points']],
  ['pay-', ['project-months', 'warnings', 'matters', 'points']],
  ['unpaid-share-', ['project-months', 'warnings', 'matters', 'points']],
  ['living-cost-', ['project-months', 'warnings', 'matters', 'points']],
  ['level-r-', ['project-months', 'warnings', 'matters', 'points', 'classes']],
  ['matter-workdays-', ['matter-limits']],
  ['matter-owner-', ['matter-limits']],
  ['matter-', ['matters']],
  ['points-', ['points', 'classes']],
  ['class-a-check-', ['checks']],
  ['class-b-check-', ['checks']],
  ['class-c-check-', ['checks']],
  ['class-', ['classes', 'entries']],
  ['register-owner-', ['entry-limits']],
  ['register-workdays-', ['entry-limits']],
  ['register-', ['entries']],
  ['priority-', ['entries']],
  ['standard-', ['standard-grade']],
  ['account-', ['safeguards']],
  ['deposit-', ['safeguards']],
  ['contract-', ['safeguards']],
  ['labour-cost-', ['safeguards']],
  ['evidence-', ['safeguards']],
  ['board-', ['safeguards']],
  ['real-name-', ['safeguards']],
  ['safeguard-', ['safeguards']],
  ['blind-spot-workdays-', ['blind-spot-limits']],
  ['blind-spot-', ['blind-spots']],
  ['outlook-', ['outlooks']],
  ['plan-workdays-', ['plan-limits']],
  ['plan-owner-', ['plan-limits']],
  ['plan-', ['outlooks']],
  ['shift-', ['punches']],
  ['session-', ['sign-in']],
  ['sign-in-', ['sign-in']],
  ['second-factor-', ['sign-in']],
  ['invitation-', ['invitations']],
]

/** What reads a parameter; empty where nothing does. */
export function usesOf(key: string): readonly ParameterUse[] {
  return uses.find(([begin]) => key.startsWith(begin))?.[1] ?? []
}

/** The warning rules that read a parameter, by their numbers; empty where all do, or none. */
const rulesRead: readonly (readonly [string, string])[] = [
  ['pay-above-', 'R-07'],
  ['pay-below-', 'R-06'],
  ['minimum-wage-', 'R-06'],
  ['unpaid-share-', 'R-09'],
  ['living-cost-', 'R-11'],
]

/** The one warning rule that reads it; null where several do, or none. */
export function ruleOf(key: string): string | null {
  const numbered = /^(?:level|points)-r-(\d\d)$/.exec(key)
  if (numbered !== null) return `R-${numbered[1] ?? ''}`
  return rulesRead.find(([begin]) => key.startsWith(begin))?.[1] ?? null
}

/** What is counted by the wage month that a figure held in, and not by today. */
const byMonth: ReadonlySet<string> = new Set(['project-months', 'warnings', 'ledger'])

/** Whether a figure works on a month by what held when the month ended: an earlier month keeps its own. */
export function isByMonth(use: ParameterUse): boolean {
  return byMonth.has(use)
}
