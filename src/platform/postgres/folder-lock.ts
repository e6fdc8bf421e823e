import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { Refused } from '../../kernel/refusal.ts'

/**
 * Holds `file` alone for the length of `work`, against every other process on this machine.
 *
 * The lock is the operating system's (SQLite's exclusive lock on an empty file), so that it ends with
 * its process however that ends: a lock file with a process id in it can be left behind, and taking
 * over such a one is a race of its own.
 */
export async function withFolderLock<R>(
  file: string,
  patienceSeconds: number,
  work: () => Promise<R>,
): Promise<R> {
  const lock = await hold(file, patienceSeconds)
  try {
    return await work()
  } finally {
    lock.close()
  }
}

/** Takes the lock at once and keeps it until `close` or the end of the process; null where another has it. */
export function tryFolderLock(file: string): { close: () => void } | null {
  const database = new DatabaseSync(file, { timeout: 0 })
  try {
    // With the journal in memory nothing is written: the lock can be had on a full disk too.
    database.exec('pragma journal_mode = memory; begin exclusive')
    return database
  } catch (error) {
    database.close()
    if (isHeldElsewhere(error)) return null
    throw error
  }
}

async function hold(file: string, patienceSeconds: number): Promise<{ close: () => void }> {
  const until = performance.now() + patienceSeconds * 1000
  for (;;) {
    const lock = tryFolderLock(file)
    if (lock !== null) return lock
    if (performance.now() > until) {
      throw new Refused({
        code: 'platform.database-held',
        kind: 'busy',
        values: { seconds: patienceSeconds },
      })
    }
    await wait(20)
  }
}

/** SQLITE_BUSY (5): the file is locked by someone else. */
function isHeldElsewhere(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5
}
