import type { PlainDate } from '../../kernel/day.ts'
import type { OwnerKind } from './rules/owner-kind.ts'
import type { ParticipantRole } from './rules/participant-role.ts'
import type { ProjectState } from './rules/project-state.ts'

/** Published: projects. */
export interface ProjectFace {
  district: string
  id: string
  code: string
  name: string
  name_key: string
  town: string | null
  owner_kind: OwnerKind
  state: ProjectState
  permit_number: string | null
  platform_number: string | null
  pay_day: number | null
  begun_on: PlainDate | null
  created_at: Date
  place: string | null
  contract_sum_fen: number | null
  finish_on: PlainDate | null
}

/** Published: who takes part in what, with the firm's name. */
export interface ProjectParty {
  district: string
  project_id: string
  role: ParticipantRole
  enterprise_id: string
  name: string
  name_key: string
  credit_code: string | null
  credit_code_finding: string | null
  entered_on: PlainDate | null
  left_on: PlainDate | null
  manager_name: string | null
}

/** Published: what happened to a project. */
export interface ProjectHistory {
  district: string
  id: string
  project_id: string
  kind: 'created' | 'edited' | 'taken-back'
  /** The fields as they became; of an edit, and of a list taken back, only those that changed. */
  detail: Record<string, unknown>
  actor_name: string
  at: Date
}

/** Published: firms. */
export interface EnterpriseFace {
  id: string
  name: string
  name_key: string
  credit_code: string | null
  credit_code_finding: string | null
}

/** What later modules may read. */
export interface RegistryViews {
  'registry.project_face': ProjectFace
  'registry.project_party': ProjectParty
  'registry.project_history': ProjectHistory
  'registry.enterprise_face': EnterpriseFace
}

export interface RegistryTables extends RegistryViews {
  'registry.project': ProjectFace & { version: number; withdrawn_at: Date | null }
  'registry.enterprise': EnterpriseFace
  'registry.participant': {
    district: string
    project_id: string
    enterprise_id: string
    role: ParticipantRole
    entered_on: PlainDate | null
    left_on: PlainDate | null
    manager_name: string | null
    import_id: string | null
    withdrawn_at: Date | null
  }
  'registry.participant_mention': {
    district: string
    import_id: string
    project_id: string
    enterprise_id: string
    role: ParticipantRole
    withdrawn_at: Date | null
  }
  'registry.project_event': ProjectHistory & { actor_id: string; import_id: string | null }
  'registry.own_code': { district: string; last_number: number }
}
