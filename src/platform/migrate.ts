import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { Refused } from '../kernel/refusal.ts'
import { ensureAppRole } from './app-role.ts'
import { connectAsOwner, refusedByOwner } from './owner-connection.ts'

/** One file of `db/migrations`: `0001_places.sql`. */
export interface Migration {
  readonly number: number
  readonly name: string
  readonly file: string
  readonly sql: string
  readonly checksum: string
}

interface Applied {
  readonly number: number
  readonly name: string
  readonly checksum: string
}

/** Any fixed number; whoever migrates this database holds this advisory lock. */
const migrationLock = 8_686_001

/**
 * Brings the database of `ownerUrl` to where the files in `folder` are, and makes the application's role
 * with `appPassword`. Each file is one transaction; two programs that start at once wait for each other.
 * Refuses where a file that was applied has changed, and where the database is newer than the program.
 */
export async function migrate(
  ownerUrl: string,
  { folder, appPassword }: { folder: string; appPassword: string },
): Promise<{ applied: number }> {
  const migrations = await readMigrations(folder)
  const owner = await connectAsOwner(ownerUrl)
  try {
    await ensureAppRole(owner, ownerUrl, appPassword)
    await owner.query('select pg_advisory_lock($1)', [migrationLock])
    const applied = await readApplied(owner)
    const pending = pendingAfter(applied, migrations)
    for (const migration of pending) await apply(owner, migration)
    return { applied: pending.length }
  } catch (error) {
    throw refusedByOwner(error, ownerUrl) ?? error
  } finally {
    // Ends the session, and with it the advisory lock.
    await owner.end().catch(() => undefined)
  }
}

/** Refuses where database and program do not belong together; changes nothing. */
export async function mustBelongTogether(owner: pg.Client, folder: string): Promise<void> {
  pendingAfter(await readApplied(owner), await readMigrations(folder))
}

/** The files in order. Line ends are taken as LF, so that a checkout on Windows has the same checksums. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).toSorted()
  const migrations = await Promise.all(files.map((file) => readMigration(folder, file)))
  const twice = migrations.find((one, index) => migrations[index + 1]?.number === one.number)
  if (twice !== undefined) throw new Error(`Two migrations have the number of ${twice.file}.`)
  return migrations
}

/** One checksum over all files: names the template databases of tests. */
export function checksumOf(migrations: readonly Migration[]): string {
  const all = migrations.map(({ file, checksum }) => `${file} ${checksum}\n`).join('')
  return createHash('sha256').update(all).digest('hex')
}

async function readMigration(folder: string, file: string): Promise<Migration> {
  const parts = /^(\d{4})_([a-z0-9-]+)\.sql$/.exec(file)
  if (parts?.[1] === undefined || parts[2] === undefined) {
    throw new Error(`${file} is not named like 0001_places.sql.`)
  }
  const sql = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n')
  const checksum = createHash('sha256').update(sql).digest('hex')
  return { number: Number(parts[1]), name: parts[2], file, sql, checksum }
}

async function readApplied(owner: pg.Client): Promise<Applied[]> {
  const known = await owner.query<{ known: boolean }>(
    `select to_regclass('platform.migration') is not null as known`,
  )
  if (known.rows[0]?.known !== true) {
    await owner.query(`
      create schema if not exists platform;
      create table platform.migration (
        number integer primary key,
        name text not null,
        checksum text not null,
        applied_at timestamptz not null
      );
      comment on table platform.migration is
        'The files of db/migrations that this database has been through; written by the program as owner.';
    `)
  }
  const applied = await owner.query<Applied>(
    'select number, name, checksum from platform.migration order by number',
  )
  return applied.rows
}

/** What is still to do; refuses where database and files do not belong together. */
function pendingAfter(
  applied: readonly Applied[],
  migrations: readonly Migration[],
): readonly Migration[] {
  const known = migrations.at(-1)?.number ?? 0
  const found = applied.at(-1)?.number ?? 0
  if (found > known) {
    throw new Refused({
      code: 'platform.database-newer',
      kind: 'wrong-state',
      values: { found, known },
    })
  }
  const byNumber = new Map(migrations.map((migration) => [migration.number, migration]))
  for (const done of applied) {
    const file = byNumber.get(done.number)
    if (file?.name === done.name && file.checksum === done.checksum) continue
    const name = `${String(done.number).padStart(4, '0')}_${done.name}.sql`
    throw new Refused({
      code: 'platform.migration-changed',
      kind: 'wrong-state',
      values: { file: file?.file ?? name },
    })
  }
  const done = new Set(applied.map(({ number }) => number))
  const pending = migrations.filter(({ number }) => !done.has(number))
  const early = pending.find(({ number }) => number < found)
  if (early === undefined) return pending
  throw new Refused({
    code: 'platform.migration-out-of-order',
    kind: 'wrong-state',
    values: { file: early.file, found },
  })
}

async function apply(owner: pg.Client, migration: Migration): Promise<void> {
  await owner.query('begin')
  try {
    await applyWithin(owner, migration)
    await owner.query('commit')
  } catch (error) {
    await owner.query('rollback').catch(() => undefined)
    if (error instanceof Error) error.message = `${migration.file}: ${error.message}`
    throw error
  }
}

async function applyWithin(
  owner: pg.Client,
  { number, name, checksum, sql }: Migration,
): Promise<void> {
  await owner.query(sql)
  await owner.query('insert into platform.migration values ($1, $2, $3, $4)', [
    number,
    name,
    checksum,
    new Date(),
  ])
}

/** All of it inside the caller's transaction, on a database that has nothing yet: a restore is whole or nothing. */
export async function migrateWithin(
  owner: pg.Client,
  migrations: readonly Migration[],
): Promise<void> {
  await readApplied(owner)
  for (const migration of migrations) await applyWithin(owner, migration)
}
