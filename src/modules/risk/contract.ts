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
  town: z.string().nullable(),
  rule: z.string(),
  level: Level,
  month: YearMonth,
  raisedOn: PlainDate,
  clearedOn: PlainDate.nullable(),
  article: z.string(),
  /** The whole sentence, from the rule's words and values. */
  message: z.string(),
  owedFen: Fen,
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

export const listWarnings = endpoint({
  name: 'risk.warnings',
  method: 'GET',
  path: '/warnings',
  reach: 'district',
  may: desk,
  query: PageQuery.extend(WarningFilter.shape),
  reply: pageOf(WarningRow).extend({
    /** Open warnings by level under the same filter, whatever the level chosen. */
    counts: z.record(Level, z.int()),
  }),
})

export const WarningEvent = z.object({
  kind: z.enum(['raised', 'level-changed', 'changed', 'cleared']),
  level: Level,
  happenedOn: PlainDate,
  message: z.string(),
})
export type WarningEvent = z.infer<typeof WarningEvent>

/** A figure that the rule compared, with the parameter it compared it to. */
export const WarningParameter = z.object({
  key: z.string(),
  value: z.string(),
  instrument: z.string(),
  article: z.string(),
  mark: Mark,
})

export const Warning = WarningRow.extend({
  title: z.string(),
  payOn: PlainDate,
  /** In words: what makes it go away by itself. */
  clears: z.string(),
  /** The day it next changes level by itself while nothing is paid, and to which. */
  nextLevel: z.object({ level: Level, on: PlainDate }).nullable(),
  parameters: z.array(WarningParameter),
  /** Desk path of the ledger rows it stands on. */
  rows: z.string(),
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
