import type { Changed, BatchState, FileState, Understood } from './contract.ts'

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
  }
  'exchange.source_project': {
    district: string
    project_id: string
    source_file_id: string
    lines: number
  }
}
