import { z } from 'zod'
import { PlainDate, YearMonth } from '../../kernel/day.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { Level, Mark } from '../../kernel/level.ts'
import { Fen } from '../../kernel/money.ts'
import { PageQuery, pageOf } from '../../kernel/page.ts'

const desk = ['coordination-office', 'town', 'labour-officer'] as const

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
})
export type WarningRow = z.infer<typeof WarningRow>

export const WarningFilter = z.object({
  project: z.string().optional(),
  level: Level.optional(),
  rule: z.string().optional(),
  month: YearMonth.optional(),
  state: z.enum(['open', 'cleared', 'all']).default('open'),
})
export type WarningFilter = z.infer<typeof WarningFilter>

export const listWarnings = endpoint({
  name: 'risk.warnings',
  method: 'GET',
  path: '/warnings',
  reach: 'district',
  may: desk,
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

/** A parameter that makes the level, as it holds today: its name and value in words, where they come from, how sure. */
export const WarningParameter = z.object({
  key: z.string(),
  name: z.string(),
  value: z.string(),
  instrument: z.string(),
  article: z.string(),
  mark: Mark,
})
export type WarningParameter = z.infer<typeof WarningParameter>

export const Warning = WarningRow.extend({
  title: z.string(),
  payOn: PlainDate,
  /** In words: what makes it go away by itself. */
  clears: z.string(),
  /** The day it next changes level by itself while nothing is paid, and to which; null once cleared. */
  nextLevel: z.object({ level: Level, on: PlainDate }).nullable(),
  parameters: z.array(WarningParameter),
  /** Desk path of the ledger rows it stands on. */
  rows: z.string(),
  /** In order, the first first. */
  events: z.array(WarningEvent),
})
export type Warning = z.infer<typeof Warning>

export const viewWarning = endpoint({
  name: 'risk.warning',
  method: 'GET',
  path: '/warnings/:id',
  reach: 'district',
  may: desk,
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
