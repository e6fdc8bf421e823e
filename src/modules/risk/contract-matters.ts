import { z } from 'zod'
import { Addressee } from '../../kernel/addressee.ts'
import { PlainDate } from '../../kernel/day.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { figure } from '../../kernel/figure.ts'
import { Level, Mark } from '../../kernel/level.ts'
import { Masked } from '../../kernel/masked.ts'
import { Fen } from '../../kernel/money.ts'
import { PageQuery, pageOf } from '../../kernel/page.ts'
import { deskRoles } from '../../kernel/role.ts'
import { NoticeRow } from '../notices/contract.ts'
import { Task } from '../tasks/contract.ts'

/** How a matter ended: by itself, or by an answer that somebody else has checked. */
export const MatterOutcome = z.enum(['cleared', 'explained', 'handled'])

/** Whose a matter is and how it stands, as lists show it. */
export const MatterBrief = z.object({
  id: z.uuid(),
  /** Graver than the warning where it came again. */
  level: Level,
  /** `answered`: waits for its check. */
  state: z.enum(['open', 'answered', 'returned', 'closed']),
  outcome: MatterOutcome.nullable(),
  /** How often it was opened. */
  times: z.int(),
  owner: Addressee.nullable(),
  dueOn: PlainDate.nullable(),
  /** The limit has passed and the owner has not answered. */
  isLate: z.boolean(),
  taskId: z.uuid(),
})
export type MatterBrief = z.infer<typeof MatterBrief>

export const MatterEvent = z.object({
  kind: z.enum(['opened', 'rose', 'reopened', 'closed']),
  level: Level,
  happenedOn: PlainDate,
  message: z.string(),
})
export type MatterEvent = z.infer<typeof MatterEvent>

/** What is done about a warning, and about the others of its rule and project. */
export const Matter = MatterBrief.extend({
  openedOn: PlainDate,
  closedOn: PlainDate.nullable(),
  /** Warnings that stand under it. */
  standing: z.int(),
  events: z.array(MatterEvent),
  /** The piece of work; null where it is not to be seen. */
  task: Task.nullable(),
  /** What the firm and others were told, the newest first, with who has read it. */
  notices: z.array(NoticeRow),
})
export type Matter = z.infer<typeof Matter>

/** One worker-month that a warning stands on, as it is today. */
export const EvidenceRow = z.object({
  workerId: z.uuid(),
  workerName: Masked,
  workdaysHundredths: z.int(),
  dueFen: Fen.nullable(),
  paidFen: Fen,
  owedFen: Fen,
  /** What of it the rule counts, in words; null where the figures say it. */
  note: z.string().nullable(),
})
export type EvidenceRow = z.infer<typeof EvidenceRow>

export const listEvidence = endpoint({
  name: 'risk.evidence',
  method: 'GET',
  path: '/warnings/:id/rows',
  reach: 'district',
  may: deskRoles,
  params: z.object({ id: z.uuid() }),
  query: PageQuery,
  reply: pageOf(EvidenceRow),
})

/** A figure or choice that rules go by, as it holds today: its name and value in words, where it comes from, how sure. */
export const WarningParameter = z.object({
  key: z.string(),
  name: z.string(),
  value: z.string(),
  instrument: z.string(),
  article: z.string(),
  mark: Mark,
})
export type WarningParameter = z.infer<typeof WarningParameter>

/** A rule of the catalogue: what it says, why, by which article and figures, and what came of it. */
export const RuleEntry = z.object({
  id: z.string(),
  title: z.string(),
  why: z.string(),
  /** What is asked of the firm. */
  asks: z.string(),
  clears: z.string(),
  article: z.string(),
  mark: Mark,
  parameters: z.array(WarningParameter),
  /** Names of the figures that the place has not given: what needs them is not computed. */
  missing: z.array(z.string()),
  open: figure(z.int()),
  cleared: figure(z.int()),
  explained: figure(z.int()),
  handled: figure(z.int()),
  late: figure(z.int()),
})
export type RuleEntry = z.infer<typeof RuleEntry>

export const listRules = endpoint({
  name: 'risk.rules',
  method: 'GET',
  path: '/rules',
  reach: 'district',
  may: deskRoles,
  reply: z.array(RuleEntry),
})

/** A rule's part of a project's points. */
export const RulePoints = z.object({
  rule: z.string(),
  title: z.string(),
  weight: z.number(),
  weightMark: Mark,
  level: Level.nullable(),
  /** Percent of the weight that counts at this level. */
  share: z.number(),
  points: z.number(),
  warnings: figure(z.int()),
})

export const PointsCard = z.object({
  points: z.number(),
  /** What all rules together could come to. */
  most: z.number(),
  /** Every rule: also those that say nothing. */
  rules: z.array(RulePoints),
})
export type PointsCard = z.infer<typeof PointsCard>

export const viewPoints = endpoint({
  name: 'risk.points',
  method: 'GET',
  path: '/projects/:code/points',
  reach: 'district',
  may: deskRoles,
  params: z.object({ code: z.string() }),
  reply: PointsCard,
})
