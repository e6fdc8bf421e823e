import type pg from 'pg'
import { officeDayAt } from '../../kernel/day.ts'
import { Refused } from '../../kernel/refusal.ts'
import { look } from '../act.ts'
import type { Context } from '../context.ts'
import { codeOf } from '../postgres/failures.ts'
import { type Manifest, rowsOf } from './manifest.ts'

/** A backup that was taken, or was begun. */
export interface BackupFact {
  readonly id: string
  readonly folder: string
  readonly begunAt: Date
  /** Null: it is under way, or it failed. */
  readonly finishedAt: Date | null
  readonly rows: number | null
  readonly error: string | null
}

/** The last that is whole, and the last that was begun. */
export interface LastBackups {
  readonly whole: BackupFact | null
  readonly begun: BackupFact | null
}

const officeMs = 8 * 3_600_000
/** One that failed, or a machine that was off, is tried again after an hour. */
const retryMs = 3_600_000

/**
 * Whether the day's backup is to be taken now: its hour (Asia/Shanghai) has come and none was begun since, nor one within the
 * hour. A clock that was set back makes none due.
 */
export function isBackupDue(
  now: Date,
  hour: number,
  last: { begunAt: Date; finishedAt: Date | null } | null,
): boolean {
  const point = lastPoint(now, hour)
  if (last === null) return true
  if (last.finishedAt !== null) return last.begunAt.getTime() < point
  return now.getTime() - last.begunAt.getTime() >= retryMs
}

/** The last time that it was this hour at the office. */
function lastPoint(now: Date, hour: number): number {
  const midnight = Date.parse(`${officeDayAt(now)}T00:00:00Z`) - officeMs
  const today = midnight + hour * 3_600_000
  return today <= now.getTime() ? today : today - 24 * 3_600_000
}

export async function lastBackups(ctx: Context): Promise<LastBackups> {
  return look(ctx, async ({ client }) => {
    const columns = 'id, folder, begun_at as "begunAt", finished_at as "finishedAt", rows, error'
    const whole = await client.query<BackupFact>(
      `select ${columns} from platform.backup where finished_at is not null order by begun_at desc limit 1`,
    )
    const begun = await client.query<BackupFact>(
      `select ${columns} from platform.backup order by begun_at desc limit 1`,
    )
    return { whole: whole.rows[0] ?? null, begun: begun.rows[0] ?? null }
  })
}

export async function recordBegin(
  owner: pg.Client,
  { id, folder, begunAt }: { id: string; folder: string; begunAt: Date },
): Promise<void> {
  await owner.query('insert into platform.backup (id, folder, begun_at) values ($1, $2, $3)', [
    id,
    folder,
    begunAt,
  ])
}

export async function recordEnd(owner: pg.Client, manifest: Manifest): Promise<void> {
  await owner.query('update platform.backup set finished_at = $2, rows = $3 where id = $1', [
    manifest.id,
    manifest.finishedAt,
    rowsOf(manifest),
  ])
}

/** What kind of error, never its text. */
export async function recordFailure(owner: pg.Client, id: string, error: unknown): Promise<void> {
  const said = error instanceof Refused ? error.refusal.code : codeOf(error)
  await owner.query('update platform.backup set error = $2 where id = $1', [id, said || 'unknown'])
}
