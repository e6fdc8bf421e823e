import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { makeFolder } from '../postgres/failures.ts'
import { syncFolder } from './collection.ts'
import { damaged } from './manifest.ts'
import { type BackupKey, NotOpened, readSealed, writeSealed } from './sealed-file.ts'

/** The pieces of one received file as they are in one district, sealed with one key: they never change. */
export interface Pack {
  readonly district: string
  /** Of the content. */
  readonly hash: string
  /** Name of the key that its pieces are sealed with. */
  readonly key: string
}

const written = /^(\d{6}) ([0-9a-f]{64}) ([0-9a-f]{8})$/

export function packLine({ district, hash, key }: Pack): string {
  return `${district} ${hash} ${key}`
}

export function packOf(line: string): Pack | null {
  const [, district, hash, key] = written.exec(line) ?? []
  if (district === undefined || hash === undefined || key === undefined) return null
  return { district, hash, key }
}

/** What the snapshot of `owner` holds. */
export async function packsIn(owner: pg.Client): Promise<Pack[]> {
  const found = await owner.query<Pack>(`
    select district, hash, encode(substring(content from 1 for 4), 'hex') as key
    from files.chunk where no = 0 order by district, hash`)
  return found.rows
}

/** Writes those that no earlier backup wrote. */
export async function keepPacks(
  owner: pg.Client,
  key: BackupKey,
  collection: string,
  packs: readonly Pack[],
): Promise<{ written: number; writtenBytes: number }> {
  let [count, bytes] = [0, 0]
  const folders = new Set<string>()
  for (const pack of packs) {
    const name = nameOf(pack)
    const path = join(collection, name)
    if (existsSync(path)) continue
    const folder = dirname(path)
    if (!folders.has(folder)) await makeFolder(folder, 0o700)
    folders.add(folder)
    // One at a time in the folder (see `inCollection`): a draft that is there is a killed backup's.
    const draft = `${path}.draft`
    await rm(draft, { force: true })
    const pieces = owner.query(copyTo(copyOut(pack)))
    bytes += (await writeSealed(key, { path: draft, name }, pieces)).bytes
    await rename(draft, path)
    count += 1
  }
  for (const folder of folders) await syncFolder(folder)
  return { written: count, writtenBytes: bytes }
}

/** Puts them into `files.chunk`. */
export async function restorePacks(
  owner: pg.Client,
  key: BackupKey,
  { collection, id, packs }: { collection: string; id: string; packs: readonly Pack[] },
): Promise<void> {
  for (const pack of packs) {
    const name = nameOf(pack)
    const path = join(collection, name)
    if (!existsSync(path)) throw damaged(id, name)
    const into = owner.query(
      copyFrom('copy files.chunk (district, hash, no, content) from stdin (format binary)'),
    )
    try {
      await pipeline(Readable.from(readSealed(key, { path, name })), into)
    } catch (error) {
      throw error instanceof NotOpened ? damaged(id, name) : error
    }
  }
}

export function nameOf({ district, hash, key }: Pack): string {
  return `files/${hash.slice(0, 2)}/${district}-${hash}-${key}.sealed`
}

/** `copy` takes no parameters: both are digits by their pattern. */
function copyOut({ district, hash, key }: Pack): string {
  if (packOf(packLine({ district, hash, key })) === null) throw new Error('Not a received file.')
  return `copy (select district, hash, no, content from files.chunk
    where district = '${district}' and hash = '${hash}' order by no) to stdout (format binary)`
}
