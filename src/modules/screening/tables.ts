import type { PlainDate, YearMonth } from '../../kernel/day.ts'
import type { Role } from '../../kernel/role.ts'
import type { Industry } from '../registry/rules/industry.ts'
import type { OwnerKind } from '../registry/rules/owner-kind.ts'
import type { BoardState, ItemState, ScreeningFinding } from './rules/report.ts'
import type {
  LiveProjectState,
  OwnerWay,
  RoundEventKind,
  RoundState,
  ZeroRhythm,
} from './rules/round.ts'

export interface RoundColumns {
  district: string
  id: string
  title: string
  begins_on: PlainDate
  ends_on: PlainDate
  state: RoundState
  owner_way: OwnerWay
  zero_rhythm: ZeroRhythm
  towns: string[]
  industries: Industry[]
  owner_kinds: OwnerKind[]
  states: LiveProjectState[]
  made_by_name: string
  made_on: PlainDate
  opened_on: PlainDate | null
  closed_on: PlainDate | null
  overdue_noted: boolean
  changed_at: Date
  version: number
}

/** Of a project which; of the others how many. */
export interface RoundEventDetail {
  readonly code?: string
  readonly name?: string
  readonly why?: string
  readonly items?: number
  readonly owners?: number
  readonly missed?: number
  readonly from?: string
  readonly to?: string
}

export interface RoundEventColumns {
  district: string
  id: string
  round_id: string
  kind: RoundEventKind
  detail: RoundEventDetail
  actor_id: string
  actor_name: string
  at: Date
}

export interface ItemColumns {
  district: string
  id: string
  round_id: string
  project_id: string
  owner_role: Role
  /** '' for roles that are one in a district. */
  owner_place: string
  state: ItemState
  screened_on: PlainDate | null
  report_id: string | null
  reports: number
  found: boolean
  unpaid_people: number
  unpaid_fen: number
  added_on: PlainDate
  removed_on: PlainDate | null
}

export interface ReportColumns {
  district: string
  id: string
  round_id: string
  item_id: string
  project_id: string
  outcome: 'screened' | 'could-not'
  day: PlainDate
  reason: string | null
  headcount: number | null
  boards: BoardState | null
  paid_until: YearMonth | null
  spoke_to: string
  findings: ScreeningFinding[]
  words: string
  unpaid_people: number | null
  unpaid_fen: number | null
  after_close: boolean
  submitted_by: string
  submitted_by_name: string
  organisation: string
  submitted_at: Date
}

export interface PhotoColumns {
  district: string
  id: string
  item_id: string
  report_id: string | null
  hash: string
  media: 'jpeg' | 'png'
  bytes: number
  taken_on: PlainDate | null
  latitude_hundredths: number | null
  longitude_hundredths: number | null
  uploaded_by: string
  uploaded_at: Date
}

export interface FoundProjectColumns {
  district: string
  id: string
  round_id: string
  name: string
  place: string
  firm: string | null
  words: string
  owner_role: Role
  owner_place: string
  found_on: PlainDate
  submitted_by: string
  submitted_by_name: string
  submitted_at: Date
  became: 'waiting' | 'joined' | 'made' | 'asked' | 'refused'
  project_id: string | null
  record_id: string | null
}

export interface ZeroReportColumns {
  district: string
  round_id: string
  owner_role: Role
  owner_place: string
  period_from: PlainDate
  period_to: PlainDate
  words: string
  said_by: string
  said_by_name: string
  at: Date
}

/** Published: of each project the last day it was screened, and what was found. */
export interface LastScreening {
  district: string
  project_id: string
  screened_on: PlainDate
  round_id: string
  item_id: string
  findings: ScreeningFinding[]
  boards: BoardState | null
  headcount: number | null
  unpaid_people: number | null
  unpaid_fen: number | null
}

/** What later modules may read. */
export interface ScreeningViews {
  'screening.last_screening': LastScreening
}

export interface ScreeningTables extends ScreeningViews {
  'screening.round': RoundColumns
  'screening.round_event': RoundEventColumns
  'screening.item': ItemColumns
  'screening.report': ReportColumns
  'screening.photo': PhotoColumns
  'screening.found_project': FoundProjectColumns
  'screening.zero_report': ZeroReportColumns
}
