import { z } from 'zod'
import { Addressee } from '../../kernel/addressee.ts'
import { PlainDate } from '../../kernel/day.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { figure } from '../../kernel/figure.ts'
import { Fen } from '../../kernel/money.ts'
import { PageQuery, pageOf } from '../../kernel/page.ts'
import { deskRoles } from '../../kernel/role.ts'
import { industries } from '../registry/rules/industry.ts'
import { projectStates } from '../registry/rules/project-state.ts'

/** The day all of this is about. */
export const Festival = z.object({
  on: PlainDate,
  /** The year's notice is not published (暂定). */
  provisional: z.boolean(),
  days: z.int(),
  /** 0: within the last week. */
  weeks: z.int(),
})
export type Festival = z.infer<typeof Festival>

export const Method = z.enum(['usual-pay', 'agreed-rate', 'nothing-to-work', 'unknown'])
export const Confidence = z.enum(['high', 'medium', 'low', 'none'])

/** Sums of projects, of a list or a whole district. */
export const OutlookSums = z.object({
  projects: z.int(),
  owedFen: Fen,
  estimatedFen: Fen,
  dueFen: Fen,
  moneyFen: Fen,
  gapFen: Fen,
  plannedFen: Fen,
  keptFen: Fen,
  lateFen: Fen,
  brokenFen: Fen,
})
export type OutlookSums = z.infer<typeof OutlookSums>

/** Whom a project's plan is asked of. */
export const PlanTask = z.object({
  id: z.uuid(),
  owner: Addressee,
  dueOn: PlainDate.nullable(),
  isLate: z.boolean(),
  isUnowned: z.boolean(),
})
export type PlanTask = z.infer<typeof PlanTask>

/** How a project stands before the festival. */
export const OutlookRow = z.object({
  projectId: z.uuid(),
  code: z.string(),
  name: z.string(),
  /** The name of its town; null: not stated. */
  town: z.string().nullable(),
  state: z.enum(projectStates),
  people: z.int(),
  owedFen: Fen,
  estimatedFen: Fen,
  dueFen: Fen,
  /** A part could not be estimated: more is due than `dueFen` says. */
  unestimated: z.boolean(),
  unknownWorkerMonths: z.int(),
  method: Method,
  confidence: Confidence,
  /** Null: no statement was ever taken in. */
  accountFen: Fen.nullable(),
  accountOn: PlainDate.nullable(),
  labourCostFen: Fen.nullable(),
  enteredFen: Fen,
  /** Not in `moneyFen`. */
  depositFen: Fen,
  moneyFen: Fen,
  moneyUnknown: z.boolean(),
  gapFen: Fen,
  hasPlan: z.boolean(),
  needsPlan: z.boolean(),
  plannedFen: Fen,
  keptFen: Fen,
  lateFen: Fen,
  brokenFen: Fen,
  broken: z.int(),
  nextPromiseOn: PlainDate.nullable(),
  /** What is not done of it; null: nobody is asked. */
  task: PlanTask.nullable(),
})
export type OutlookRow = z.infer<typeof OutlookRow>

export const OutlookFilter = z.object({
  town: z.string().optional(),
  industry: z.enum(industries).optional(),
  owners: z.enum(['government']).optional(),
  /**
   * `gap`: money in sight is short; `no-plan`: a plan is asked for and there is none; `plan`: there is one; `broken`: a
   * promise whose day has passed is not paid; `unknown`: wages could not be estimated in full, or no money is known.
   */
  only: z.enum(['gap', 'no-plan', 'plan', 'broken', 'unknown']).optional(),
})
export type OutlookFilter = z.infer<typeof OutlookFilter>

/** Projects, the largest gap first. */
export const listOutlooks = endpoint({
  name: 'outlook.projects',
  method: 'GET',
  path: '/outlook/projects',
  reach: 'district',
  may: deskRoles,
  query: PageQuery.extend(OutlookFilter.shape),
  reply: pageOf(OutlookRow).extend({ sums: OutlookSums, festival: Festival }),
})

/** One week before the festival, beside the same week before the festival a year earlier. */
export const OutlookWeek = z.object({
  weeks: z.int(),
  day: PlainDate,
  /** Reckoned later: nobody kept it in its week. */
  rebuilt: z.boolean(),
  dueFen: Fen,
  moneyFen: Fen,
  gapFen: Fen,
  plannedFen: Fen,
  keptFen: Fen,
  brokenFen: Fen,
  /** Null: nothing is known of that week a year ago. */
  lastYear: z
    .object({
      day: PlainDate,
      rebuilt: z.boolean(),
      dueFen: Fen,
      moneyFen: Fen,
      gapFen: Fen,
      keptFen: Fen,
    })
    .nullable(),
})
export type OutlookWeek = z.infer<typeof OutlookWeek>

export const DistrictOutlook = z.object({
  asOf: z.iso.datetime(),
  day: PlainDate,
  festival: Festival,
  dueFen: figure(Fen),
  owedFen: figure(Fen),
  moneyFen: figure(Fen),
  gapFen: figure(Fen),
  plannedFen: figure(Fen),
  keptFen: figure(Fen),
  brokenFen: figure(Fen),
  withGap: figure(z.int()),
  withoutPlan: figure(z.int()),
  unknown: figure(z.int()),
  /** Projects that a fact has touched and that were not looked at since. */
  waiting: z.int(),
  /** The first week first; empty for who does not see the whole district. */
  weeks: z.array(OutlookWeek),
})
export type DistrictOutlook = z.infer<typeof DistrictOutlook>

export const viewOutlook = endpoint({
  name: 'outlook.district',
  method: 'GET',
  path: '/outlook',
  reach: 'district',
  may: deskRoles,
  reply: DistrictOutlook,
})
