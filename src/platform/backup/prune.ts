import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type KeptBackup, listBackups } from './collection.ts'
import { nameOf, packOf } from './file-packs.ts'
import { filesList, type InstallationKey } from './manifest.ts'
import { NotOpened, readSealed } from './sealed-file.ts'

/**
 * Takes away all but the newest `keep` backups, and the pieces of files that none of those uses. Where one that stays cannot be
 * read (another secret's), no pieces are taken away: they may be its.
 */
export async function pruneBackups(
  key: InstallationKey,
  collection: string,
  keep: number,
): Promise<{ backups: number; files: number }> {
  const all = await listBackups(collection)
  const [kept, old] = [all.slice(0, keep), all.slice(keep)]
  if (old.length === 0) return { backups: 0, files: 0 }
  for (const { folder } of old) await rm(folder, { recursive: true })
  const used = await packsUsed(key, kept)
  if (used === null) return { backups: old.length, files: 0 }
  let files = 0
  for (const part of await readdir(join(collection, 'files')).catch(() => [])) {
    for (const name of await readdir(join(collection, 'files', part))) {
      const path = `files/${part}/${name}`
      if (used.has(path)) continue
      await rm(join(collection, path))
      files += 1
    }
  }
  return { backups: old.length, files }
}

async function packsUsed(
  key: InstallationKey,
  kept: readonly KeptBackup[],
): Promise<ReadonlySet<string> | null> {
  const used = new Set<string>()
  for (const { folder, manifest } of kept) {
    if (manifest.secretName !== key.secretName || manifest.suite !== key.suite.name) return null
    const listed = await listedPacks(key, folder, manifest.id)
    if (listed === null) return null
    for (const path of listed) used.add(path)
  }
  return used
}

/** Null where the list does not open. */
async function listedPacks(
  key: InstallationKey,
  folder: string,
  id: string,
): Promise<string[] | null> {
  const pieces: Buffer[] = []
  try {
    const from = { path: join(folder, filesList), name: `${id}/${filesList}` }
    for await (const piece of readSealed(key, from)) pieces.push(piece)
  } catch (error) {
    if (error instanceof NotOpened) return null
    throw error
  }
  const lines = Buffer.concat(pieces).toString().split('\n')
  return lines.flatMap((line) => {
    const pack = packOf(line)
    return pack === null ? [] : [nameOf(pack)]
  })
}
