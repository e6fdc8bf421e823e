import type { PlainDate } from '../../kernel/day.ts'
import type { Paper } from './contract.ts'
import type { ContractKind } from './rules/contract.ts'
import type { HandInState } from './rules/hand-in.ts'
import type { Safeguard, SafeguardState } from './rules/safeguard.ts'

/** Published: contracts that count. */
export interface ContractFace {
  district: string
  id: string
  project_id: string
  kind: ContractKind
  number: string | null
  party_a: string
  party_b: string
  above_id: string | null
  sum_fen: number | null
  signed_on: PlainDate | null
  begins_on: PlainDate | null
  ends_on: PlainDate | null
  cycle_months: number | null
  transfer_day: number | null
  ratio_basis_points: number | null
}

/** Published: how each safeguard stands on each project. */
export interface StandingFace {
  district: string
  project_id: string
  safeguard: Safeguard
  state: SafeguardState
  due_on: PlainDate | null
  checked_on: PlainDate
}

/** What later modules may read. */
export interface SafeguardsViews {
  'safeguards.contract_face': ContractFace
  'safeguards.standing_face': StandingFace
  'safeguards.project_history': {
    district: string
    id: string
    project_id: string
    kind: SafeguardEventKind
    detail: Record<string, unknown>
    actor_name: string
    at: Date
  }
}

export interface PaperColumns {
  district: string
  id: string
  project_id: string
  name: string
  media: Paper['media']
  hash: string
  bytes: number
  uploaded_by: string
  uploaded_at: Date
}

export type ContractColumns = ContractFace & {
  number_key: string | null
  paper_id: string | null
  version: number
  withdrawn_at: Date | null
}

export interface EvidenceColumns {
  district: string
  id: string
  project_id: string
  safeguard: Safeguard
  holds: boolean
  said_on: PlainDate
  valid_to: PlainDate | null
  words: string
  origin: 'by-hand' | 'screening' | 'handed-in'
  origin_id: string
  paper_id: string | null
  recorded_by: string
  recorded_by_name: string
  organisation: string
  recorded_at: Date
  withdrawn_at: Date | null
}

export type SafeguardEventKind =
  | 'contract-added'
  | 'contract-amended'
  | 'contract-withdrawn'
  | 'evidence-added'
  | 'evidence-withdrawn'
  | 'not-required'
  | 'by-rule'
  | 'handed-in'
  | 'hand-in-confirmed'
  | 'hand-in-returned'
  | 'hand-in-taken-back'

export interface SafeguardEventColumns {
  district: string
  id: string
  project_id: string
  subject_id: string | null
  kind: SafeguardEventKind
  detail: Record<string, unknown>
  actor_id: string
  actor_name: string
  organisation: string
  happened_on: PlainDate
  at: Date
}

export interface HandInColumns {
  district: string
  id: string
  project_id: string
  safeguard: Safeguard | null
  body: unknown
  paper_id: string
  state: HandInState
  handed_in_by: string
  handed_in_by_name: string
  organisation: string
  handed_in_on: PlainDate
  handed_in_at: Date
  checked_by: string | null
  checked_by_name: string | null
  checked_at: Date | null
  why: string
}

/** `safeguards.*`, as this module's own code sees them. */
export interface SafeguardsTables extends SafeguardsViews {
  'safeguards.paper': PaperColumns
  'safeguards.contract': ContractColumns
  'safeguards.evidence': EvidenceColumns
  'safeguards.hand_in': HandInColumns
  'safeguards.decision': {
    district: string
    project_id: string
    safeguard: Safeguard
    reason: string
    decided_by_name: string
    decided_on: PlainDate
    lifted_at: Date | null
  }
  'safeguards.safeguard_event': SafeguardEventColumns
  'safeguards.standing': StandingFace
}
