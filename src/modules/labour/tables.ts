import type { PlainDate, YearMonth } from '../../kernel/day.ts'
import type { RateUnit } from './contract.ts'

/** Published: workers; of a number only its masked text. */
export interface WorkerFace {
  district: string
  id: string
  name: string
  id_value: string | null
  id_finding: string | null
  id_masked: string | null
  /** The worker whom he was found to be, as it holds now. */
  merged_into: string | null
}

/** Published: teams. */
export interface TeamFace {
  district: string
  id: string
  project_id: string
  enterprise_id: string | null
  name: string
}

/** Published: who works on which project, and at what agreed rate. */
export interface EngagementFace {
  district: string
  project_id: string
  worker_id: string
  enterprise_id: string | null
  team_id: string | null
  trade: string | null
  team_leader: boolean
  on_roster: boolean
  entered_on: PlainDate | null
  left_on: PlainDate | null
  rate_unit: RateUnit | null
  rate_fen: number | null
  /** The number is elsewhere, sealed: this only tells whether two are the same. */
  card_value: string | null
}

/** Published: attendance months, those that stand (`superseded_by` is null) and those that did. */
export interface AttendanceLineView {
  district: string
  import_id: string
  sheet: number
  row: number
  project_id: string
  worker_id: string
  team_id: string | null
  month: YearMonth
  present: string | null
  days_present: number
  minutes_total: number | null
  workdays_hundredths: number | null
  superseded_by: string | null
}

/** Published: whose number a machine's user is. */
export interface DeviceUserFace {
  district: string
  project_id: string
  device: string
  user_no: string
  user_name: string | null
  worker_id: string
  tied_by_name: string
  tied_at: Date
}

/** What later modules may read. */
export interface LabourViews {
  /** Contracts and written agreements that stand. */
  'labour.standing_contract': {
    district: string
    project_id: string
    worker_id: string
    valid_from: PlainDate | null
  }
  /** Which projects an import of a roster, or of entries and exits, names; a line each. */
  'labour.roster_import': { district: string; import_id: string; project_id: string }
  /** Workers whose number cannot be right, and who may have been under 16 while they worked. */
  'labour.worker_in_doubt': {
    district: string
    id: string
    id_finding: string | null
    sixteen_on: PlainDate | null
  }
  'labour.worker_face': WorkerFace
  'labour.team_face': TeamFace
  'labour.engagement_face': EngagementFace
  'labour.attendance_line': AttendanceLineView
  'labour.device_user_face': DeviceUserFace
  'labour.device_attendance_face': {
    district: string
    project_id: string
    month: YearMonth
    worker_id: string
    changed_by: string
  }
  'labour.contract_face': {
    district: string
    import_id: string
    project_id: string
    worker_id: string
  }
}

export interface LabourTables extends LabourViews {
  'labour.engagement': EngagementFace & { phone_value: string | null }
  'labour.merge_proposal': { district: string; id: string; state: string }
  'labour.mention': { district: string; import_id: string; worker_id: string }
  'labour.worker': { district: string; id: string; name: string; id_value: string | null }
  'platform.personal_value': {
    district: string
    id: string
    kind: string
    masked: string
    ciphertext: Buffer
  }
}
