import { existsSync, readFileSync, rmSync } from 'node:fs'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { checksumOf, migrate, readMigrations } from '../../src/platform/migrate.ts'
import { startPostgres } from '../../src/platform/postgres/embedded.ts'
import { tryFolderLock } from '../../src/platform/postgres/folder-lock.ts'
import { databaseHome } from '../../src/platform/postgres/home.ts'
import { stopPostmaster } from '../../src/platform/postgres/postmaster.ts'
import {
  createDatabase,
  quoted,
  type TestCluster,
  testAppPassword,
  withDatabase,
} from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    testCluster: TestCluster
  }
}

const migrationsFolder = join(import.meta.dirname, '../../db/migrations')
const folderPrefix = 'huxin-test-'

interface Running {
  readonly cluster: TestCluster
  readonly stop: () => Promise<void>
}

/** One run has one cluster, whichever of its projects asks first. */
const shared: { running?: Promise<Running>; users: number } = { users: 0 }
const key = Symbol.for('huxin test cluster')

/** Starts the run's database server (or uses TEST_DATABASE_URL) and migrates its template database. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const state = sharedState()
  state.users += 1
  state.running ??= start()
  const running = await state.running
  project.provide('testCluster', running.cluster)
  return async () => {
    state.users -= 1
    if (state.users === 0) await running.stop()
  }
}

/** Each project loads this file anew, so the shared state hangs on the process. */
function sharedState(): typeof shared {
  const found: unknown = Reflect.get(globalThis, key)
  if (isShared(found)) return found
  Reflect.set(globalThis, key, shared)
  return shared
}

function isShared(value: unknown): value is typeof shared {
  return typeof value === 'object' && value !== null && 'users' in value
}

async function start(): Promise<Running> {
  const { TEST_DATABASE_URL: given } = process.env
  const server = given ? { url: given, stop: async () => undefined } : await startThrowAway()
  const run = `${Date.now().toString(36)}${process.pid.toString(36)}`
  const presence = new pg.Client({ connectionString: server.url, application_name: nameOf(run) })
  presence.on('error', () => undefined)
  const stop = async () => {
    if (given) await dropAll(presence, run)
    await presence.end()
    await server.stop()
  }
  try {
    await presence.connect()
    await dropLeftovers(presence, (other) => other !== run)
    const template = await makeTemplate(presence, server.url, run)
    return { cluster: { url: server.url, run, template }, stop }
  } catch (error) {
    await stop().catch(() => undefined)
    throw error
  }
}

/** One migrated database, which the tests copy; its name says by which files. */
async function makeTemplate(presence: pg.Client, url: string, run: string): Promise<string> {
  const checksum = checksumOf(await readMigrations(migrationsFolder))
  const template = `huxin_test_${run}_${checksum.slice(0, 12)}`
  await createDatabase(presence, template, 'template0')
  const given = { folder: migrationsFolder, appPassword: testAppPassword }
  await migrate(withDatabase(url, template), given)
  return template
}

/** An embedded server in a temporary folder, which forgets everything when the power fails. */
async function startThrowAway(): Promise<{ url: string; stop: () => Promise<void> }> {
  await removeDeadFolders()
  const folder = await mkdtemp(join(tmpdir(), folderPrefix))
  const alive = tryFolderLock(join(folder, 'alive'))
  const server = await startPostgres(folder, {
    settings: {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      autovacuum_naptime: '5min',
      max_connections: '100',
    },
  })
  const atExit = () => killAtExit(folder)
  process.once('exit', atExit)
  // A signal that nobody hears ends a process without its `exit`.
  const broken = () => process.exit(130)
  process.once('SIGINT', broken).once('SIGTERM', broken)
  return {
    url: server.ownerUrl,
    stop: async () => {
      await server.stop()
      process.off('exit', atExit).off('SIGINT', broken).off('SIGTERM', broken)
      alive?.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A run that is broken off (Ctrl-C) ends without its teardown; nothing asynchronous happens any more. */
function killAtExit(folder: string): void {
  try {
    const pid = Number(readFileSync(databaseHome(folder).pidFile, 'utf8').split('\n')[0])
    process.kill(pid, 'SIGQUIT')
  } catch {
    // It is gone already.
  }
  removeSoon(folder)
}

/** Its processes are still writing their last: the first try leaves something, and does not always say so. */
function removeSoon(folder: string): void {
  for (let attempt = 0; attempt < 30 && existsSync(folder); attempt += 1) {
    try {
      rmSync(folder, { recursive: true, force: true })
    } catch {
      // Not empty yet.
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
  }
}

/** Runs that were killed outright leave a server and its folder; their lock went with them. */
async function removeDeadFolders(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(folderPrefix)) continue
    const folder = join(tmpdir(), name)
    const found = await stat(folder).catch(() => null)
    const isYoung = found === null || Date.now() - found.mtimeMs < 60_000
    if (isYoung || found.uid !== process.getuid?.()) continue
    const lock = tryFolderLock(join(folder, 'alive'))
    if (lock === null) continue
    await stopPostmaster(databaseHome(folder))
    lock.close()
    await rm(folder, { recursive: true, force: true })
  }
}

function nameOf(run: string): string {
  return `huxin test run ${run}`
}

/** Databases of runs that are no longer connected. */
async function dropLeftovers(
  presence: pg.Client,
  isOther: (run: string) => boolean,
): Promise<void> {
  const alive = await presence.query<{ name: string }>(
    'select application_name as name from pg_stat_activity',
  )
  const names = new Set(alive.rows.map(({ name }) => name))
  const runs = new Set<string>()
  for (const name of await testDatabases(presence)) {
    const run = name.split('_')[2]
    if (run !== undefined && isOther(run) && !names.has(nameOf(run))) runs.add(run)
  }
  for (const run of runs) await dropAll(presence, run)
}

async function dropAll(presence: pg.Client, run: string): Promise<void> {
  for (const name of await testDatabases(presence)) {
    if (!name.startsWith(`huxin_test_${run}_`)) continue
    await presence.query(`drop database if exists ${quoted(name)} with (force)`)
  }
}

async function testDatabases(presence: pg.Client): Promise<string[]> {
  const { rows } = await presence.query<{ datname: string }>(
    `select datname from pg_database where datname like 'huxin\\_test\\_%' order by datname`,
  )
  return rows.map(({ datname }) => datname)
}
