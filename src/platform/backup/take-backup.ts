import { join, resolve } from 'node:path'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { connectAsOwner, refusedByOwner } from '../owner-connection.ts'
import { backupId, draftThenName, inCollection } from './collection.ts'
import { sequencesOf, type Table, tablesOf } from './database-shape.ts'
import { keepPacks, packLine, packsIn } from './file-packs.ts'
import {
  filesList,
  type InstallationKey,
  type KeptTable,
  type Manifest,
  tableFile,
  writeManifest,
} from './manifest.ts'
import { pruneBackups } from './prune.ts'
import { recordBegin, recordEnd, recordFailure } from './schedule.ts'
import { writeSealed } from './sealed-file.ts'
import { sumSettings, sumsOf } from './sums.ts'

export interface TakeBackup {
  readonly ownerUrl: string
  /** Where backups are kept. */
  readonly folder: string
  readonly key: InstallationKey
  /** Version of the program. */
  readonly program: string
  readonly clock: () => Date
  /** Of the backups that are there afterwards only so many newest stay; left out: all. */
  readonly keep?: number
  readonly onTable?: (done: number, of: number) => void
}

/** Tables are copied side by side: one connection reads while another's rows are sealed. */
const connections = 2
const piecesOfFiles = 'files.chunk'

/**
 * Copies the whole database as it stands at one moment, while everybody goes on working. What is killed half way
 * leaves a draft, never a backup; the next one takes it away.
 */
export async function takeBackup(given: TakeBackup): Promise<Manifest> {
  const collection = resolve(given.folder)
  return inCollection(collection, async () => {
    const begunAt = given.clock()
    const id = backupId(begunAt)
    const owner = await connectAsOwner(given.ownerUrl)
    try {
      await recordBegin(owner, { id, folder: collection, begunAt })
      const manifest = await draftThenName(collection, id, (draft) =>
        copyAll(owner, { ...given, collection, draft, id, begunAt }),
      )
      await recordEnd(owner, manifest)
      if (given.keep !== undefined) await pruneBackups(given.key, collection, given.keep)
      return manifest
    } catch (error) {
      await owner.query('rollback').catch(() => undefined)
      await recordFailure(owner, id, error).catch(() => undefined)
      throw refusedByOwner(error, given.ownerUrl) ?? error
    } finally {
      await owner.end().catch(() => undefined)
    }
  })
}

interface Copying extends TakeBackup {
  readonly collection: string
  readonly draft: string
  readonly id: string
  readonly begunAt: Date
}

async function copyAll(owner: pg.Client, given: Copying): Promise<Manifest> {
  const { key, draft, collection } = given
  await owner.query(`begin isolation level repeatable read read only; ${sumSettings}`)
  const facts = await factsOf(owner)
  const tables = await tablesOf(owner)
  const kept = await copyTables(facts.snapshot, tables, given)
  const packs = await packsIn(owner)
  const { written, writtenBytes } = await keepPacks(owner, key, collection, packs)
  const lines = async function* () {
    for (const pack of packs) yield Buffer.from(`${packLine(pack)}\n`)
  }
  await writeSealed(
    key,
    { path: join(draft, filesList), name: `${given.id}/${filesList}` },
    lines(),
  )
  await owner.query('commit')
  const manifest: Manifest = {
    format: 1,
    id: given.id,
    program: given.program,
    postgres: facts.postgres,
    begunAt: given.begunAt.toISOString(),
    finishedAt: given.clock().toISOString(),
    suite: key.suite.name,
    secretName: key.secretName,
    migrations: facts.migrations,
    tables: Object.fromEntries(kept),
    sequences: facts.sequences,
    heads: facts.heads,
    files: { count: packs.length, written, writtenBytes },
  }
  await writeManifest(key, draft, manifest)
  return manifest
}

/** What is small, in the snapshot that all tables are read in. */
async function factsOf(owner: pg.Client) {
  const about = await owner.query<{ snapshot: string; postgres: string }>(
    `select pg_export_snapshot() as snapshot, current_setting('server_version') as postgres`,
  )
  const { snapshot = '', postgres = '' } = about.rows[0] ?? {}
  const migrations = await owner.query<{ number: number; name: string; checksum: string }>(
    'select number, name, checksum from platform.migration order by number',
  )
  const heads = await owner.query<Omit<Manifest['heads'][number], 'signedAt'> & { at: Date }>(`
    select district, seal_no::integer as "sealNo", encode(seal, 'hex') as seal, signed_at as at,
      encode(signature, 'hex') as signature
    from platform.audit_head where is_last order by district`)
  return {
    snapshot,
    postgres,
    migrations: migrations.rows,
    heads: heads.rows.map(({ at, ...head }) => ({ ...head, signedAt: at.toISOString() })),
    sequences: await sequencesOf(owner),
  }
}

async function copyTables(
  snapshot: string,
  tables: readonly Table[],
  given: Copying,
): Promise<[string, KeptTable][]> {
  const kept = new Map<string, KeptTable>()
  const waiting = [...tables]
  const work = async () => {
    const reader = await connectAsOwner(given.ownerUrl)
    try {
      await reader.query('begin isolation level repeatable read read only')
      // Its name is PostgreSQL's own, of digits and dashes.
      await reader.query(`set transaction snapshot '${snapshot.replaceAll(/[^\w-]/g, '')}'`)
      await reader.query(sumSettings)
      for (let table = waiting.shift(); table !== undefined; table = waiting.shift()) {
        kept.set(table.name, await copyTable(reader, table, given))
        given.onTable?.(kept.size, tables.length)
      }
      await reader.query('commit')
    } catch (error) {
      // The others need not go on either.
      waiting.length = 0
      throw error
    } finally {
      await reader.end().catch(() => undefined)
    }
  }
  await allOf(Array.from({ length: connections }, work))
  return tables.flatMap(({ name }) => {
    const one = kept.get(name)
    return one === undefined ? [] : [[name, one]]
  })
}

async function copyTable(
  reader: pg.Client,
  table: Table,
  { key, draft, id }: Copying,
): Promise<KeptTable> {
  const sums = await sumsOf(reader, table)
  const { columns } = table
  if (table.name === piecesOfFiles || sums.rows === 0)
    return { columns: [...columns], sealed: null, sums }
  const rows = reader.query(
    copyTo(`copy ${table.sql} (${columns.join(', ')}) to stdout (format binary)`),
  )
  const file = tableFile(table.name)
  const sealed = await writeSealed(key, { path: join(draft, file), name: `${id}/${file}` }, rows)
  return { columns: [...columns], sealed, sums }
}

/** Waits for all, also where one fails: none is to write on into a folder that is taken away. */
async function allOf(works: readonly Promise<void>[]): Promise<void> {
  const ended = await Promise.allSettled(works)
  const failed = ended.find((one) => one.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}
