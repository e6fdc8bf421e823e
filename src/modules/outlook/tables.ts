import type { PlainDate } from '../../kernel/day.ts'
import type { MoneySource, Payer } from './rules/plan.ts'
import type { Confidence, Method } from './rules/wages-due.ts'

/** How a project stands before the festival. */
export interface ProjectOutlookColumns {
  district: string
  project_id: string
  festival_on: PlainDate
  looked_on: PlainDate | null
  people: number
  owed_fen: number
  estimated_fen: number
  due_fen: number
  unknown_worker_months: number
  unestimated: boolean
  method: Method
  confidence: Confidence
  account_fen: number | null
  account_on: PlainDate | null
  labour_cost_fen: number | null
  entered_fen: number
  deposit_fen: number
  money_fen: number
  gap_fen: number
  plan_id: string | null
  planned_fen: number
  kept_fen: number
  late_fen: number
  broken_fen: number
  broken: number
  next_promise_on: PlainDate | null
  needs_plan: boolean
  answered_on: PlainDate | null
}

export interface PlanColumns {
  district: string
  id: string
  project_id: string
  festival_on: PlainDate
  version: number
  made_on: PlainDate
}

export interface PromiseColumns {
  district: string
  id: string
  plan_id: string
  project_id: string
  begins_on: PlainDate | null
  due_on: PlainDate
  amount_fen: number
  people: number
  payer: Payer
  money_source: MoneySource
  words: string
  added_in: number
  added_on: PlainDate
  dropped_in: number | null
  dropped_on: PlainDate | null
  asked_on: PlainDate | null
}

export interface MoneyColumns {
  district: string
  id: string
  project_id: string
  festival_on: PlainDate
  amount_fen: number
  expected_on: PlainDate
  money_source: MoneySource
  words: string
  entered_on: PlainDate
  entered_by: string
  entered_by_name: string
  entered_by_organisation: string
  withdrawn_on: PlainDate | null
  withdrawn_by_name: string | null
  withdrawn_why: string | null
}

export interface EvidenceColumns {
  district: string
  id: string
  project_id: string
  money_id: string | null
  name: string
  media: 'pdf' | 'jpeg' | 'png' | 'xlsx'
  hash: string
  bytes: number
  uploaded_by: string
  uploaded_at: Date
}

export type OutlookEventKind =
  | 'plan-made'
  | 'plan-changed'
  | 'money-entered'
  | 'money-withdrawn'
  | 'promise-broken'
  | 'promise-paid'

export interface OutlookEventColumns {
  district: string
  id: string
  project_id: string
  kind: OutlookEventKind
  detail: Record<string, string | number>
  actor_name: string
  organisation: string
  happened_on: PlainDate
  at: Date
}

/** The district's figures of one week before a festival. */
export interface WeekColumns {
  district: string
  festival_on: PlainDate
  weeks_before: number
  day: PlainDate
  rebuilt: boolean
  projects: number
  with_gap: number
  owed_fen: number
  due_fen: number
  money_fen: number
  gap_fen: number
  planned_fen: number
  kept_fen: number
  broken_fen: number
}

/** `outlook.*`, as this module's own code sees them. */
export interface OutlookTables extends OutlookViews {
  'outlook.project_outlook': ProjectOutlookColumns
  'outlook.plan': PlanColumns
  'outlook.promise': PromiseColumns
  'outlook.money': MoneyColumns
  'outlook.evidence': EvidenceColumns
  'outlook.outlook_event': OutlookEventColumns
  'outlook.week': WeekColumns
}

/** What later modules may read. */
export interface OutlookViews {
  'outlook.project_outlook_face': Pick<
    ProjectOutlookColumns,
    | 'district'
    | 'project_id'
    | 'festival_on'
    | 'looked_on'
    | 'owed_fen'
    | 'due_fen'
    | 'unestimated'
    | 'unknown_worker_months'
    | 'confidence'
    | 'money_fen'
    | 'gap_fen'
    | 'plan_id'
    | 'planned_fen'
    | 'kept_fen'
    | 'late_fen'
    | 'broken_fen'
    | 'broken'
    | 'next_promise_on'
    | 'needs_plan'
  >
}
