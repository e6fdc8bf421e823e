import { act } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import type { AuditPage, AuditQuery } from './contract.ts'
import { listAudit } from './views.ts'

/** A page of the audit; that it was read, and by which filter, is an entry itself. */
export async function readAudit(ctx: Context, query: AuditQuery): Promise<AuditPage> {
  // Never under the subject that was looked for: who looks for a worker's id would find only who looked for it.
  return act(ctx, 'audit.read', 'audit.list', async (tx) => {
    const page = await listAudit(tx, query)
    const filter = saidFilter(query)
    tx.note({ ...(filter === '' ? {} : { filter }), rows: page.rows.length })
    return page
  })
}

function saidFilter({ limit: _limit, ...filter }: AuditQuery): string {
  const said = Object.entries(filter).filter(([, value]) => value !== undefined && value !== '')
  return said.map(([name, value]) => `${name}=${value}`).join(' ')
}
