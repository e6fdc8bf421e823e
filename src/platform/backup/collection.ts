import { randomBytes } from 'node:crypto'
import { open, readdir, rename, rm } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { Refused } from '../../kernel/refusal.ts'
import { makeFolder, onFolder } from '../postgres/failures.ts'
import { tryFolderLock } from '../postgres/folder-lock.ts'
import { findManifest, type Manifest } from './manifest.ts'

/** A backup that is whole, and where. */
export interface KeptBackup {
  readonly folder: string
  /** The folder of all backups. */
  readonly collection: string
  readonly manifest: Manifest
}

const named = /^\d{8}T\d{6}Z-[0-9a-f]{8}$/
const draftPrefix = '.draft-'

/** Sortable by its beginning; the rest keeps two of one second apart. */
export function backupId(at: Date): string {
  const instant = at
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(/[-:]/g, '')
  return `${instant}-${randomBytes(4).toString('hex')}`
}

/** Alone in the folder, with what a killed backup left behind taken away. */
export async function inCollection<R>(folder: string, work: () => Promise<R>): Promise<R> {
  const whole = resolve(folder)
  await makeFolder(whole, 0o700)
  const lock = await onFolder(whole, async () => tryFolderLock(join(whole, 'lock')))
  if (lock === null) {
    throw new Refused({ code: 'platform.backup-under-way', kind: 'busy', values: { folder } })
  }
  try {
    return await onFolder(whole, async () => {
      for (const name of await readdir(whole)) {
        if (name.startsWith(draftPrefix)) await rm(join(whole, name), { recursive: true })
      }
      return work()
    })
  } finally {
    lock.close()
  }
}

/** Has `work` fill a draft, which becomes the backup when it is whole. */
export async function draftThenName<R>(
  collection: string,
  id: string,
  work: (draft: string) => Promise<R>,
): Promise<R> {
  const draft = join(collection, `${draftPrefix}${id}`)
  await makeFolder(draft, 0o700)
  try {
    const result = await work(draft)
    await syncFolder(draft)
    await rename(draft, join(collection, id))
    await syncFolder(collection)
    return result
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    throw error
  }
}

/** Those that are whole, the newest first. */
export async function listBackups(collection: string): Promise<KeptBackup[]> {
  const whole = resolve(collection)
  const names = await readdir(whole).catch(() => [])
  const kept: KeptBackup[] = []
  for (const name of names
    .filter((one) => named.test(one))
    .toSorted()
    .toReversed()) {
    const folder = join(whole, name)
    const manifest = await findManifest(folder)
    if (manifest !== null) kept.push({ folder, collection: whole, manifest })
  }
  return kept
}

/** The backup that a path means: one backup's own folder, or the newest of a folder of backups. */
export async function chooseBackup(path: string): Promise<KeptBackup> {
  const folder = resolve(path)
  if (named.test(basename(folder))) {
    const manifest = await findManifest(folder)
    if (manifest !== null) return { folder, collection: resolve(folder, '..'), manifest }
  }
  const [newest] = await listBackups(folder)
  if (newest !== undefined) return newest
  throw new Refused({ code: 'platform.backup-none', kind: 'not-found', values: { folder: path } })
}

/** The names in a folder are on the disk too. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
