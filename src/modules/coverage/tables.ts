import type { PlainDate } from '../../kernel/day.ts'
import type { Industry } from '../registry/rules/industry.ts'
import type { OwnerKind } from '../registry/rules/owner-kind.ts'
import type { ProjectSource } from '../registry/rules/project-source.ts'
import type { ProjectState } from '../registry/rules/project-state.ts'
import type { BlindSpotOutcome } from './rules/blind-spot.ts'
import type { ExpectedSource } from './rules/expectation.ts'

/** Published: projects that are missing in a source which should know them, and how that stands. */
export interface BlindSpotFace {
  district: string
  id: string
  project_id: string
  missing: ExpectedSource
  rule: string
  due_since: PlainDate
  stands: boolean
  state: 'open' | 'closed'
  outcome: BlindSpotOutcome | null
  times: number
  opened_on: PlainDate
  raised_on: PlainDate
  closed_on: PlainDate | null
  task_id: string
}

export interface BlindSpotEventColumns {
  district: string
  id: string
  blind_spot_id: string
  project_id: string
  kind: 'opened' | 'reopened' | 'closed' | 'gone'
  detail: Record<string, string | number>
  happened_on: PlainDate
  at: Date
}

export interface ExpectationRowColumns {
  district: string
  id: string
  kind: 'added' | 'off'
  rule: string
  title: string | null
  missing: ExpectedSource | null
  seen_by: ProjectSource[]
  industries: Industry[]
  owner_kinds: OwnerKind[]
  states: ProjectState[]
  from_sum_fen: number | null
  grace_days: number | null
  article: string
  reason: string
  valid_from: PlainDate
  valid_to: PlainDate | null
  added_by: string
  added_at: Date
  ended_by: string | null
  ended_why: string | null
  ended_at: Date | null
}

/** What later modules may read. */
export interface CoverageViews {
  'coverage.blind_spot_face': BlindSpotFace
}

export interface CoverageTables extends CoverageViews {
  'coverage.blind_spot': BlindSpotFace
  'coverage.blind_spot_event': BlindSpotEventColumns
  'coverage.expectation_row': ExpectationRowColumns
  'coverage.giving_source': { district: string; source: ProjectSource }
}
