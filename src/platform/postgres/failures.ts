import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type Refusal, Refused } from '../../kernel/refusal.ts'

/** The system's code of an error (`ENOSPC`, `28P01`, …); empty where it has none. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return ''
  return typeof error.code === 'string' ? error.code : ''
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** What the file system's no means for the data folder; null where it is something else (a bug). */
export function whyFolderFails(error: unknown, folder: string): Refusal | null {
  const values = { folder }
  switch (codeOf(error)) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return { code: 'platform.data-folder-unwritable', kind: 'wrong-state', values }
    case 'ENOSPC':
    case 'EDQUOT':
      return { code: 'platform.folder-full', kind: 'wrong-state', values }
    case 'ENOTDIR':
    case 'EEXIST':
      return { code: 'platform.data-folder-not-a-folder', kind: 'wrong-state', values }
    case 'ERR_SQLITE_ERROR':
      // Only the lock file is SQLite's: it could not be made, whatever the reason.
      return { code: 'platform.data-folder-unwritable', kind: 'wrong-state', values }
  }
  return null
}

/** Runs `work`; what the file system refuses becomes a plain refusal about `folder`. */
export async function onFolder<R>(folder: string, work: () => Promise<R>): Promise<R> {
  try {
    return await work()
  } catch (error) {
    const refusal = whyFolderFails(error, folder)
    throw refusal === null ? error : new Refused(refusal)
  }
}

/** Makes the folder and those above it. (Node's own `recursive` never returns below /proc.) */
export async function makeFolder(folder: string, mode = 0o777): Promise<void> {
  await onFolder(folder, async () => {
    if (await isMade(folder, mode)) return
    const parent = dirname(folder)
    if (parent !== folder) await makeFolder(parent)
    if (await isMade(folder, mode)) return
    throw new Refused({
      code: 'platform.data-folder-unwritable',
      kind: 'wrong-state',
      values: { folder },
    })
  })
}

/** False where the folder above is missing. */
async function isMade(folder: string, mode: number): Promise<boolean> {
  try {
    await mkdir(folder, { mode })
    return true
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    const isThere = (await stat(folder).catch(() => null))?.isDirectory() === true
    if (isThere) return true
    throw error
  }
}

/** What PostgreSQL's own last words (initdb, server log, in English) mean for whoever starts it. */
export function whyNotStarting(said: string, folder: string, log: string): Refusal {
  if (/No space left on device|Disk quota exceeded/.test(said)) {
    return { code: 'platform.folder-full', kind: 'wrong-state', values: { folder } }
  }
  if (/Read-only file system|Permission denied|Operation not permitted/.test(said)) {
    return { code: 'platform.data-folder-unwritable', kind: 'wrong-state', values: { folder } }
  }
  if (/Cannot allocate memory|could not map anonymous shared memory/.test(said)) {
    return { code: 'platform.database-memory', kind: 'wrong-state' }
  }
  const lines = said.split('\n').filter((line) => /FATAL|PANIC|error:/.test(line))
  const reason = (lines.at(-1) ?? said.trim().split('\n').at(-1) ?? '').replace(/^.*?: +/, '')
  return { code: 'platform.database-not-starting', kind: 'wrong-state', values: { reason, log } }
}

/** PostgreSQL found its port taken: another port is worth a try. */
export function saysPortTaken(said: string): boolean {
  return /could not bind IPv4 address|could not create any TCP\/IP sockets/.test(said)
}

/** Backends of a server that was killed are still leaving: the same start is worth another try. */
export function saysStillLeaving(said: string): boolean {
  return /pre-existing shared memory block|is still in use/.test(said)
}
