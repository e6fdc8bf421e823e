import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { Refused } from '../../kernel/refusal.ts'
import { ensureAppRole } from '../app-role.ts'
import { type Migration, migrateWithin, readMigrations } from '../migrate.ts'
import { connectAsOwner, refusedByOwner } from '../owner-connection.ts'
import type { KeptBackup } from './collection.ts'
import { looseParts, setSequences, type Table, tablesOf } from './database-shape.ts'
import { type Pack, packOf, restorePacks } from './file-packs.ts'
import {
  damaged,
  filesList,
  type InstallationKey,
  type Manifest,
  migrationOf,
  mustBeOurs,
  sumsOfManifest,
  tableFile,
} from './manifest.ts'
import { NotOpened, readSealed } from './sealed-file.ts'
import { differingTables, sumSettings, sumsOf } from './sums.ts'

export interface RestoreBackup {
  readonly ownerUrl: string
  readonly backup: KeptBackup
  readonly secret: Buffer
  readonly appPassword: string
  /** Folder of migrations. */
  readonly migrations: string
  /** Of a table of so many rows the indexes are made after the load. */
  readonly manyRows?: number
  readonly onTable?: (done: number, of: number) => void
}

/** Below this many an index is kept as quickly as it is made. */
const usualManyRows = 10_000

/**
 * Puts the backup into a database that holds nothing, in one transaction: broken off, it still holds nothing. Before it commits, rows,
 * sums and money of every table are compared with what they were when the backup was taken.
 */
export async function restoreBackup(given: RestoreBackup): Promise<Manifest> {
  const { manifest, key } = await mustBeOurs(given.secret, given.backup.folder)
  const migrations = await migrationsOf(manifest, given.migrations)
  await mustBeThere(manifest, given.backup.folder)
  const owner = await connectAsOwner(given.ownerUrl)
  try {
    await mustBeEmpty(owner)
    await ensureAppRole(owner, given.ownerUrl, given.appPassword)
    await owner.query(`begin; ${sumSettings}; set local maintenance_work_mem = '256MB'`)
    await migrateWithin(owner, migrations)
    await load(owner, manifest, { ...given, key })
    await compare(owner, manifest)
    await owner.query('commit')
    await owner.query('analyze')
    return manifest
  } catch (error) {
    await owner.query('rollback').catch(() => undefined)
    throw refusedByOwner(error, given.ownerUrl) ?? error
  } finally {
    await owner.end().catch(() => undefined)
  }
}

/** Those that the backup's database had been through; refuses where this program has not them all as they were. */
async function migrationsOf(manifest: Manifest, folder: string): Promise<Migration[]> {
  const known = await readMigrations(folder)
  const newest = known.at(-1)?.number ?? 0
  if (migrationOf(manifest) > newest) {
    throw new Refused({
      code: 'platform.backup-newer',
      kind: 'wrong-state',
      values: {
        id: manifest.id,
        program: manifest.program,
        found: migrationOf(manifest),
        known: newest,
      },
    })
  }
  return manifest.migrations.map(({ number, name, checksum }) => {
    const same = known.find((one) => one.number === number && one.checksum === checksum)
    if (same !== undefined) return same
    const file = `${String(number).padStart(4, '0')}_${name}.sql`
    throw new Refused({
      code: 'platform.migration-changed',
      kind: 'wrong-state',
      values: { file },
    })
  })
}

/** What is missing or shorter is told before the work is begun. */
async function mustBeThere({ id, tables }: Manifest, folder: string): Promise<void> {
  for (const [name, { sealed }] of Object.entries(tables)) {
    if (sealed === null) continue
    const found = await stat(join(folder, tableFile(name))).catch(() => null)
    if (found?.size !== sealed.bytes) throw damaged(id, tableFile(name))
  }
}

async function mustBeEmpty(owner: pg.Client): Promise<void> {
  const [first] = await tablesOf(owner)
  if (first === undefined) return
  throw new Refused({ code: 'platform.restore-not-empty', kind: 'wrong-state' })
}

interface Restoring extends RestoreBackup {
  readonly key: InstallationKey
}

async function load(owner: pg.Client, manifest: Manifest, given: Restoring): Promise<void> {
  const tables = await tablesOf(owner)
  mustHaveSameShape(manifest, tables)
  // A migration may have put rows in: the backup has its own.
  await owner.query(`truncate ${tables.map(({ sql }) => sql).join(', ')}`)
  const { drop, make } = await looseParts(
    owner,
    (name) => manifest.tables[name]?.sums.rows ?? 0,
    given.manyRows ?? usualManyRows,
  )
  for (const statement of drop) await owner.query(statement)
  let done = 0
  for (const table of tables) {
    await loadTable(owner, table, manifest, given)
    done += 1
    given.onTable?.(done, tables.length)
  }
  const packs = await readPacks(manifest, given)
  await restorePacks(owner, given.key, {
    collection: given.backup.collection,
    id: manifest.id,
    packs,
  })
  for (const statement of make) await owner.query(statement)
  await setSequences(owner, manifest.sequences)
}

/** A backup of tables that its own migrations do not make is none that this program took. */
function mustHaveSameShape(manifest: Manifest, tables: readonly Table[]): void {
  const shape = new Map(tables.map(({ name, columns }) => [name, columns.join()]))
  const kept = Object.entries(manifest.tables)
  const odd = kept.find(([name, { columns }]) => shape.get(name) !== columns.join())
  if (odd !== undefined || kept.length !== shape.size) {
    throw damaged(manifest.id, odd?.[0] ?? 'manifest.json')
  }
}

async function loadTable(
  owner: pg.Client,
  table: Table,
  manifest: Manifest,
  { key, backup }: Restoring,
): Promise<void> {
  const kept = manifest.tables[table.name]
  if (kept === undefined || kept.sealed === null) return
  const file = tableFile(table.name)
  const into = owner.query(
    copyFrom(`copy ${table.sql} (${table.columns.join(', ')}) from stdin (format binary)`),
  )
  const from = { path: join(backup.folder, file), name: `${manifest.id}/${file}` }
  try {
    await pipeline(Readable.from(readSealed(key, from)), into)
  } catch (error) {
    throw brokenFile(error, manifest.id, file)
  }
}

async function readPacks({ id }: Manifest, { key, backup }: Restoring): Promise<readonly Pack[]> {
  const pieces: Buffer[] = []
  try {
    const from = { path: join(backup.folder, filesList), name: `${id}/${filesList}` }
    for await (const piece of readSealed(key, from)) pieces.push(piece)
  } catch (error) {
    throw brokenFile(error, id, filesList)
  }
  const lines = Buffer.concat(pieces).toString().split('\n')
  return lines.flatMap((line) => packOf(line) ?? [])
}

function brokenFile(error: unknown, id: string, file: string): unknown {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
  return isMissing || error instanceof NotOpened ? damaged(id, file) : error
}

async function compare(owner: pg.Client, manifest: Manifest): Promise<void> {
  const found = new Map<string, Awaited<ReturnType<typeof sumsOf>>>()
  for (const table of await tablesOf(owner)) found.set(table.name, await sumsOf(owner, table))
  const differing = differingTables(sumsOfManifest(manifest), found)
  if (differing.length === 0) return
  throw new Refused({
    code: 'platform.backup-differs',
    kind: 'wrong-state',
    values: { id: manifest.id, tables: differing.join('、') },
  })
}
