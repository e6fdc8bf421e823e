import type { PlainDate } from '../../kernel/day.ts'
import type { Industry } from './rules/industry.ts'
import type { OwnerKind } from './rules/owner-kind.ts'
import type { ParticipantRole } from './rules/participant-role.ts'
import type { ProjectEventKind } from './rules/project-list.ts'
import type { ProjectSource } from './rules/project-source.ts'
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
  industry: Industry
  /** Of the construction permit, or of the approval of the report of beginning. */
  permit_on: PlainDate | null
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
  kind: ProjectEventKind
  /** The fields as they became, of all but a creation only those that changed; of what became of sources, which. */
  detail: Record<string, unknown>
  actor_name: string
  at: Date
  /** The source record, or the project given up, that it is about. */
  record_id: string | null
  /** Why, in the words of whoever decided. */
  reason: string | null
}

/** Published: what each source says of each project now; without a project it waits to be joined. */
export interface ProjectSourceFace {
  district: string
  id: string
  record_id: string
  source: ProjectSource
  project_id: string | null
  own_number: string | null
  name: string
  place: string | null
  town: string | null
  industry: Industry
  owner_kind: OwnerKind | null
  state: ProjectState | null
  owner_firm: string | null
  owner_credit_code: string | null
  contractor_firm: string | null
  contractor_credit_code: string | null
  permit_number: string | null
  contract_sum_fen: number | null
  begun_on: PlainDate | null
  finish_on: PlainDate | null
  said_on: PlainDate
  import_id: string | null
  sheet: number | null
  row: number | null
  joined_by: 'made' | 'rule' | 'officer' | null
}

/** Published: which sources know a project now, and since which day of their own. */
export interface ProjectSighting {
  district: string
  project_id: string
  source: ProjectSource
  first_said_on: PlainDate
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
  'registry.project_source_face': ProjectSourceFace
  'registry.project_sighting': ProjectSighting
}

export interface RegistryTables extends RegistryViews {
  'registry.project': ProjectFace & {
    version: number
    withdrawn_at: Date | null
    joined_into: string | null
  }
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
  'registry.project_source': ProjectSourceFace & {
    identity: string
    name_key: string
    agrees: string[]
    candidates: string[]
    kept_apart: string[]
    came_with: string | null
    superseded_by: string | null
  }
  'registry.own_code': { district: string; last_number: number }
}
