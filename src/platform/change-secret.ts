import { Refused } from '../kernel/refusal.ts'
import { generationRows, mustBeKnown, seedOf, wrapSeed } from './key-generations.ts'
import { secretNameOf } from './keys.ts'
import { connectAsOwner } from './owner-connection.ts'

/**
 * Seals the seeds of all generations with another secret. Nothing else is sealed anew: values stay with their keys. No server may run, for its next
 * connection would have the old secret's password.
 */
export async function changeSecret(
  ownerUrl: string,
  { from, to }: { from: Buffer; to: Buffer },
): Promise<{ name: string; generations: number }> {
  const owner = await connectAsOwner(ownerUrl)
  try {
    await mustBeKnown(owner, from)
    const running = await owner.query(`select from pg_stat_activity
      where datname = current_database() and application_name = 'huxin server'`)
    if (running.rowCount !== 0) {
      throw new Refused({ code: 'platform.secret-in-use', kind: 'wrong-state' })
    }
    const rows = await generationRows(owner)
    await owner.query('begin')
    for (const row of rows) {
      await owner.query(
        'update platform.key_generation set seed = $2, secret_name = $3 where number = $1',
        [row.number, wrapSeed(to, row, seedOf(from, row)), secretNameOf(to)],
      )
    }
    await owner.query('commit')
    return { name: secretNameOf(to), generations: rows.length }
  } finally {
    await owner.end().catch(() => undefined)
  }
}
