import type { PlainDate } from '../../kernel/day.ts'
import type { Level } from '../../kernel/level.ts'
import type { Because, RiskClass } from './rules/class.ts'
import type { Cause, CheckFinding, EntryState } from './rules/entry.ts'
import type { FormCell, FormSheet } from './rules/form.ts'
import type { PriorityShare } from './rules/priority.ts'
import type { StandardItem } from './rules/standard.ts'

export interface StandingColumns {
  district: string
  project_id: string
  rule_class: RiskClass
  rule_because: readonly Because[]
  points_tenths: number
  gravest: Level | null
  matters: number
  people: number
  overdue_fen: number
  balance_fen: number | null
  word_class: RiskClass | null
  word_by_name: string | null
  word_reason: string | null
  word_on: PlainDate | null
  class: RiskClass
  how: 'rule' | 'officer'
  since: PlainDate
}

export interface ClassEventColumns {
  district: string
  id: string
  project_id: string
  from_class: RiskClass
  to_class: RiskClass
  how: 'rule' | 'officer' | 'taken-back'
  reason: string | null
  actor_name: string
  happened_on: PlainDate
  at: Date
}

export interface StandardCheckColumns {
  district: string
  id: string
  project_id: string
  checked_on: PlainDate
  met: StandardItem[] | null
  grade: RiskClass
  actor_name: string
  organisation: string
  at: Date
  import_id: string | null
  sheet: number | null
  row: number | null
  withdrawn_at: Date | null
}

export interface EntryColumns {
  district: string
  id: string
  project_id: string
  state: EntryState
  opened_by: 'rule' | 'officer'
  opened_on: PlainDate
  raised_on: PlainDate
  times: number
  opened_class: RiskClass
  opened_people: number
  opened_fen: number
  people: number
  overdue_fen: number
  balance_fen: number | null
  priority_tenths: number
  priority_parts: readonly PriorityShare[]
  cause: Cause
  cause_words: string
  measures: string
  leader: string
  checks: number
  checked_on: PlainDate | null
  proposed_by: string | null
  proposed_by_name: string | null
  signed_by: string | null
  signed_by_name: string | null
  signed_on: PlainDate | null
  task_id: string
  version: number
}

export type EntryEventKind =
  | 'opened'
  | 'reopened'
  | 'edited'
  | 'checked'
  | 'proposed'
  | 'returned'
  | 'signed-off'

export interface EntryEventDetail {
  readonly people?: number
  readonly overdueFen?: number
  /** Of an opening: the class. */
  readonly class?: RiskClass
  /** Of an opening again: what brought it. */
  readonly why?: 'came-again' | 'still-stands' | 'by-officer'
  readonly found?: CheckFinding
  readonly words?: string
}

export interface EntryEventColumns {
  district: string
  id: string
  entry_id: string
  project_id: string
  kind: EntryEventKind
  detail: EntryEventDetail
  actor_name: string
  organisation: string
  happened_on: PlainDate
  at: Date
}

export interface FormColumns {
  district: string
  id: string
  name: string
  file_name: string
  hash: string
  sheets: readonly FormSheet[]
  cells: readonly FormCell[]
  used: number
  used_at: Date | null
  created_by_name: string
  created_at: Date
  retired_at: Date | null
  version: number
}

/** `register.*`, as this module's own code sees them. */
export interface RegisterTables {
  'register.standing': StandingColumns
  'register.class_event': ClassEventColumns
  'register.standard_check': StandardCheckColumns
  'register.entry': EntryColumns
  'register.entry_event': EntryEventColumns
  'register.form': FormColumns
}

/** What later modules may read. */
export interface RegisterViews {
  /** A project without a row is C. */
  'register.project_class': {
    district: string
    project_id: string
    class: RiskClass
    how: 'rule' | 'officer'
    since: PlainDate
  }
  'register.entry_face': {
    district: string
    id: string
    project_id: string
    state: EntryState
    opened_on: PlainDate
    raised_on: PlainDate
    signed_on: PlainDate | null
    people: number
    overdue_fen: number
    priority_tenths: number
    task_id: string
  }
}
