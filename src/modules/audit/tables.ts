export interface AuditTables {
  'platform.audit_entry': {
    district: string
    id: string
    at: Date
    actor_id: string
    actor_name: string
    action: string
    subject: string
    outcome: 'done' | 'refused'
    detail: unknown
    request_id: string | null
  }
}
