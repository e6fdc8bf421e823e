import { look } from '../../platform/act.ts'
import { tables, type Context } from '../../platform/context.ts'
import { AuditEntry, type AuditPage, type AuditQuery } from './contract.ts'
import type { AuditTables } from './tables.ts'

/** What was done in the context's district, newest first; of one subject where one is named. */
export async function listAudit(
  ctx: Context,
  { subject, after, limit }: AuditQuery,
): Promise<AuditPage> {
  const found = await look(ctx, (reading) => {
    const all = tables<AuditTables>(reading)
      .selectFrom('platform.audit_entry')
      .select(['id', 'at', 'actor_name', 'action', 'subject', 'outcome', 'detail', 'request_id'])
      .where('district', '=', ctx.district)
    const about = subject === undefined ? all : all.where('subject', '=', subject)
    const older = after === undefined ? about : about.where('id', '<', after)
    // Ids begin with their instant (UUIDv7): their order is the order in which entries were written.
    return older
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute()
  })
  const rows = found.slice(0, limit).map((row) =>
    AuditEntry.parse({
      id: row.id,
      at: row.at.toISOString(),
      actorName: row.actor_name,
      action: row.action,
      subject: row.subject,
      outcome: row.outcome,
      detail: row.detail ?? {},
      requestId: row.request_id,
    }),
  )
  return { rows, next: found.length > limit ? (rows.at(-1)?.id ?? null) : null }
}
