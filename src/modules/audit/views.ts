import { sql, type SqlBool } from 'kysely'
import { z } from 'zod'
import { cursorOf, readCursor } from '../../kernel/cursor.ts'
import { addDays, type PlainDate } from '../../kernel/day.ts'
import { look } from '../../platform/act.ts'
import { tables, type Context } from '../../platform/context.ts'
import { AuditEntry, type AuditPage, type AuditQuery } from './contract.ts'
import type { AuditTables } from './tables.ts'

const Cursor = z.tuple([z.iso.datetime(), z.uuid()])

/** What was done in the context's district, newest first, as far as the filter says. */
export async function listAudit(
  ctx: Context,
  { after, limit, ...filter }: AuditQuery,
): Promise<AuditPage> {
  const begin = readCursor(Cursor, after)
  const { subject, actor, action, outcome, from, to } = filter
  const found = await look(ctx, (reading) =>
    tables<AuditTables>(reading)
      .selectFrom('platform.audit_entry')
      .select(['id', 'at', 'actor_name', 'action', 'subject', 'outcome', 'detail', 'request_id'])
      .where('district', '=', ctx.district)
      .$if(isSaid(subject), (query) => query.where('subject', '=', subject ?? ''))
      .$if(isSaid(actor), (query) => query.where(sql<SqlBool>`actor_name ilike ${likeOf(actor)}`))
      .$if(isSaid(action), (query) => query.where('action', '=', action ?? ''))
      .$if(outcome !== undefined, (query) => query.where('outcome', '=', outcome ?? 'done'))
      .$if(from !== undefined, (query) => query.where('at', '>=', midnightOf(from)))
      .$if(to !== undefined, (query) => query.where('at', '<', midnightOf(to && addDays(to, 1))))
      .$if(begin !== null, (query) =>
        query.where(sql<SqlBool>`(at, id) < (${begin?.[0]}::timestamptz, ${begin?.[1]}::uuid)`),
      )
      .orderBy('at', 'desc')
      // Ids begin with their instant (UUIDv7): of one moment, in the order in which they were written.
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute(),
  )
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
  const last = rows.at(-1)
  return { rows, next: found.length > limit && last ? cursorOf([last.at, last.id]) : null }
}

function isSaid(text: string | undefined): boolean {
  return text !== undefined && text !== ''
}

function likeOf(text: string | undefined): string {
  return `%${(text ?? '').replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
}

/** Where the office's day begins (Asia/Shanghai). */
function midnightOf(day: PlainDate | undefined): Date {
  return new Date(`${day ?? '1970-01-01'}T00:00:00+08:00`)
}
