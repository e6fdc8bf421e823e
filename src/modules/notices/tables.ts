import type { PlainDate } from '../../kernel/day.ts'
import type { Role } from '../../kernel/role.ts'

export interface NoticeColumns {
  district: string
  id: string
  to_role: Role
  /** '' for roles that are one in a district. */
  to_place: string
  about_kind: string
  about_id: string
  project_id: string | null
  code: string
  detail: Readonly<Record<string, string | number>>
  acknowledge_by: PlainDate | null
  acknowledged_at: Date | null
  sent_by_name: string
  sent_on: PlainDate
  sent_at: Date
  lateness_noted: boolean
}

/** `notices.*`, as this module's own code sees them. */
export interface NoticesTables {
  'notices.notice': NoticeColumns
  'notices.receipt': {
    district: string
    notice_id: string
    account_id: string
    account_name: string
    organisation: string
    read_at: Date
    acknowledged_at: Date | null
  }
}
