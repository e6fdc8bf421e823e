import { z } from 'zod'
import { PlainDate, YearMonth } from '../../kernel/day.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { Level } from '../../kernel/level.ts'
import { Fen } from '../../kernel/money.ts'
import { PageQuery, pageOf } from '../../kernel/page.ts'
import { deskRoles } from '../../kernel/role.ts'
import { Matter, MatterBrief, MatterOutcome, WarningParameter } from './contract-matters.ts'
import { matterOwners } from './rules/matter.ts'

export const WarningRow = z.object({
  id: z.uuid(),
  projectCode: z.string(),
  projectName: z.string(),
  /** The name of its town; null: not stated. */
  town: z.string().nullable(),
  rule: z.string(),
  level: Level,
  month: YearMonth,
  /** The day after the pay date, since when it holds. */
  raisedOn: PlainDate,
  clearedOn: PlainDate.nullable(),
  article: z.string(),
  /** The whole sentence, from the rule's words and values. */
  message: z.string(),
  /** What it says is owed (of a cleared one: last said); null where the rule is not about money. */
  owedFen: Fen.nullable(),
  /** How many ledger rows it stands on. */
  evidence: z.int(),
  /** What is done about it; null: it was raised before there were matters, and the next sweep gives it one. */
  matter: MatterBrief.nullable(),
})
export type WarningRow = z.infer<typeof WarningRow>

export const WarningFilter = z.object({
  project: z.string().optional(),
  level: Level.optional(),
  rule: z.string().optional(),
  month: YearMonth.optional(),
  state: z.enum(['open', 'cleared', 'all']).default('open'),
  /** Whose matter it is. */
  owner: z.enum(matterOwners).optional(),
  /** `late`: the limit has passed without an answer; `to-check`: answered, and nobody has checked it. */
  only: z.enum(['late', 'to-check']).optional(),
  /** How its matter ended. */
  outcome: MatterOutcome.optional(),
})
export type WarningFilter = z.infer<typeof WarningFilter>

export const listWarnings = endpoint({
  name: 'risk.warnings',
  method: 'GET',
  path: '/warnings',
  reach: 'district',
  may: deskRoles,
  query: PageQuery.extend(WarningFilter.shape),
  reply: pageOf(WarningRow).extend({
    /** Warnings by level under the same filter (its state too), whatever the level chosen. */
    counts: z.record(Level, z.int()),
  }),
})

export const WarningEvent = z.object({
  kind: z.enum(['raised', 'level-changed', 'changed', 'cleared']),
  level: Level,
  /** The office's day it was noticed on. */
  happenedOn: PlainDate,
  message: z.string(),
})
export type WarningEvent = z.infer<typeof WarningEvent>

export const Warning = WarningRow.extend({
  title: z.string(),
  payOn: PlainDate,
  /** In words: why it is asked at all, what makes it go away by itself, and what is asked of the firm. */
  why: z.string(),
  clears: z.string(),
  asks: z.string(),
  /** The day it next changes level by itself while nothing is paid, and to which; null once cleared. */
  nextLevel: z.object({ level: Level, on: PlainDate }).nullable(),
  parameters: z.array(WarningParameter),
  /** Names of the figures that the place has not given: what needs them is not computed. */
  missing: z.array(z.string()),
  /** Desk path of the ledger rows it stands on; of a rule that the ledger cannot narrow to, of the project-month. */
  rows: z.string(),
  /** In order, the first first. */
  events: z.array(WarningEvent),
  /** What is done about it. */
  acting: Matter.nullable(),
})
export type Warning = z.infer<typeof Warning>

export const viewWarning = endpoint({
  name: 'risk.warning',
  method: 'GET',
  path: '/warnings/:id',
  reach: 'district',
  may: deskRoles,
  params: z.object({ id: z.uuid() }),
  reply: Warning,
})

/** What `huxin warnings --json` prints of a warning, one line each. */
export interface WarningAsOf {
  readonly project: string
  readonly name: string
  readonly rule: string
  readonly level: Level
  readonly month: YearMonth
  readonly raisedOn: PlainDate
  readonly article: string
  readonly message: string
  readonly evidence: number
}
