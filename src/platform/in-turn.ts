import { setTimeout as wait } from 'node:timers/promises'
import type { Platform } from './context.ts'
import { connect } from './database.ts'

const everyMs = 200

/** The name of the lock under which one process delivers to a listener of a district. */
export function turnKey(district: string, listener: string): string {
  return `huxin ${district} ${listener}`
}

/**
 * Does a listener's work here, as a command does that waits for its result: nobody delivers to that listener meanwhile,
 * and whoever does so now is waited for. The work announces what it does as usual, so that a server goes on with it
 * where this process is killed. `goesOn` false while it waits: nothing is done, and null is returned.
 */
export async function inTurn<T>(
  platform: Platform,
  { district, listener }: { readonly district: string; readonly listener: string },
  goesOn: () => boolean,
  work: () => Promise<T>,
): Promise<T | null> {
  const client = await connect(platform.pool)
  try {
    const values = [turnKey(district, listener)]
    for (;;) {
      if (!goesOn()) return null
      const { rows } = await client.query<{ locked: boolean }>(
        'select pg_try_advisory_lock(hashtextextended($1, 0)) as locked',
        values,
      )
      if (rows[0]?.locked === true) break
      await wait(everyMs)
    }
    return await work()
  } finally {
    // The lock goes with the connection.
    client.release(true)
  }
}
