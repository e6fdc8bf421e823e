import { act, look } from './act.ts'
import type { Context } from './context.ts'

/** An announcement that a listener could not do, or one that waits behind it. */
export interface Fault {
  readonly listener: string
  readonly number: number
  readonly subject: string
  readonly attempts: number
  /** What kind of error; never its text, which may quote what was written. */
  readonly error: string
  readonly firstAt: Date
  /** When it is tried again; null: set aside, or waiting for an earlier one of its subject. */
  readonly nextAt: Date | null
}

const mostFaults = 500

/** What was set aside or waits in the context's district, the oldest first. */
export async function listFaults(ctx: Context): Promise<Fault[]> {
  return look(ctx, async (reading) => {
    const found = await reading.client.query<Fault>(
      `select listener, number, subject, attempts, error, first_at as "firstAt", next_at as "nextAt"
        from platform.announcement_fault where district = $1 order by number limit $2`,
      [ctx.district, mostFaults],
    )
    return found.rows
  })
}

/** Has everything that was set aside tried again at once; returns how many. */
export async function retryFaults(ctx: Context): Promise<number> {
  return act(ctx, 'fault.retry', ctx.district, async (tx) => {
    const retried = await tx.client.query(
      `update platform.announcement_fault set next_at = $2, attempts = 1
        where district = $1 and next_at is null and attempts > 1`,
      [tx.district, tx.now],
    )
    tx.note({ retried: retried.rowCount ?? 0 })
    return retried.rowCount ?? 0
  })
}

/** How many announcements were set aside in these districts: what /readyz says. */
export async function countFaults(ctx: Context): Promise<number> {
  return look(ctx, async (reading) => {
    const found = await reading.client.query<{ count: number }>(
      'select count(*) as count from platform.announcement_fault where attempts > 0 and next_at is null',
    )
    return found.rows[0]?.count ?? 0
  })
}
