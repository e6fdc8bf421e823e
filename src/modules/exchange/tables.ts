import type { Refusal } from '../../kernel/refusal.ts'
import type { Changed, BatchState, FileState } from './contract.ts'
import type { ProfileState } from './contract-sheets.ts'
import type { SheetAnswer, SheetFormat } from '../recognition/contract.ts'
import type { Understood } from '../recognition/contract.ts'
import type { SeenDeviceUser } from '../recognition/rules/devices/device-users.ts'
import type { JoinedBy } from './rules/join-projects.ts'
import type { WithdrawalState } from './rules/withdraw.ts'

/** `exchange.*`, as this module's own code sees them. */
export interface ExchangeTables {
  'exchange.batch': {
    district: string
    id: string
    project_id: string | null
    state: BatchState
    dropped_by: string
    dropped_by_name: string
    dropped_at: Date
    committed_at: Date | null
    sender: string
    sender_projects: string
    /** See `rules/join-projects.ts`. */
    project_answers: Record<string, string>
    queued_at: Date | null
    begun_at: Date | null
    cancelled_at: Date | null
    cancelled_by: string | null
    cancelled_by_name: string | null
  }
  'exchange.source_file': {
    district: string
    id: string
    batch_id: string
    no: number
    name: string
    hash: string
    bytes: number
    state: FileState
    understanding: Understood | null
    error_code: string | null
    project_id: string | null
    changed: Changed | null
    received_at: Date
    committed_at: Date | null
    withdrawn_at: Date | null
    withdrawn_by: string | null
    withdrawn_by_name: string | null
    withdrawn_lines: number | null
    project_by: JoinedBy | null
    kinds: string[]
    accepted: number
    rejected: number
    findings: number
    mends_of: string | null
    returned_of: string | null
    unpacked_from: string | null
    /** Users of machines; null where it has no log. */
    device_users: SeenDeviceUser[] | null
  }
  'exchange.source_project': {
    district: string
    project_id: string
    source_file_id: string
    lines: number
  }
  'exchange.withdrawal': {
    district: string
    id: string
    source_file_id: string
    state: WithdrawalState
    file_state: 'committed' | 'waiting'
    asked_by: string
    asked_by_name: string
    asked_at: Date
    begun_at: Date | null
    cancelled_by: string | null
    cancelled_by_name: string | null
    ended_at: Date | null
    refusal: Pick<Refusal, 'code' | 'values'> | null
  }
  'exchange.profile': {
    district: string
    id: string
    sender: string
    fingerprint: string
    name: string
    format: SheetFormat
    state: ProfileState
    uses: number
    last_used_at: Date | null
    made_by: string
    made_by_name: string
    made_at: Date
  }
  'exchange.profile_event': {
    district: string
    id: string
    profile_id: string
    kind: 'made' | 'answered-anew' | 'edited' | 'disabled' | 'enabled' | 'withdrawn' | 'used'
    detail: Record<string, string | number>
    actor_id: string
    actor_name: string
    at: Date
  }
  'exchange.sheet_answer': {
    district: string
    id: string
    source_file_id: string
    sheet: number
    answer: SheetAnswer
    remember_as: string | null
    profile_id: string | null
    answered_by: string
    answered_by_name: string
    answered_at: Date
  }
  'exchange.mend': {
    district: string
    id: string
    source_file_id: string
    sheet: number
    row: number
    column: number
    value: Buffer
    taken_in: string | null
    mended_by: string
    mended_by_name: string
    mended_at: Date
  }
}
