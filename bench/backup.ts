import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { withPlatform } from '../src/commands/everywhere.ts'
import { stateOf } from '../src/commands/verify-backup.ts'
import { readConfig, readSecret } from '../src/config.ts'
import { migrations, openHouse } from '../src/house.ts'
import { chooseBackup } from '../src/platform/backup/collection.ts'
import { tablesOf } from '../src/platform/backup/database-shape.ts'
import { installationKey, type Manifest, rowsOf } from '../src/platform/backup/manifest.ts'
import { restoreBackup } from '../src/platform/backup/restore-backup.ts'
import { takeBackup } from '../src/platform/backup/take-backup.ts'
import { appPasswordOf } from '../src/platform/keys.ts'
import { rotateKeys } from '../src/platform/rotate-keys.ts'
import { sealedPlaces } from '../src/sealed-places.ts'
import { writePayCsv } from './pay-csv.ts'
import type { Result } from './result.ts'

const payRows = 1_000_000
const run = promisify(execFile)

/**
 * A database of a million pay lines (with their ledger, persons and file) backed up while it runs, backed up again, restored into an empty
 * database, proven there, and given new keys.
 */
export async function* benchBackup(scale: number): AsyncGenerator<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'huxin-bench-backup-'))
  const given = { HUXIN_DATA: join(folder, 'data'), DATABASE_URL: '', LOG_LEVEL: 'error' }
  const env = { ...process.env, ...given }
  try {
    const csv = join(folder, 'pay.csv')
    await writePayCsv(csv, { rows: Math.ceil(payRows * scale), share: 1, plus: 0 })
    await run(process.execPath, [join(import.meta.dirname, 'take-in.ts'), 'no-floor', csv], { env })
    const config = readConfig(env)
    const secret = await readSecret(env, config)
    Object.assign(process.env, given)
    const house = await openHouse(config, { name: 'huxin bench', hearers: [] })
    try {
      yield* measure(house.ownerUrl, secret, join(folder, 'backups'))
    } finally {
      await house.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function* measure(ownerUrl: string, secret: Buffer, backups: string): AsyncGenerator<Result> {
  const key = installationKey(secret, await suiteOf(ownerUrl, secret))
  const take = () =>
    takeBackup({ ownerUrl, folder: backups, key, program: 'bench', clock: () => new Date() })
  const floor = await timed(() => copyAway(ownerUrl))
  const first = await timed(take)
  const rows = rowsOf(first.result)
  const megabytes = ((await bytesOf(backups)) / 2 ** 20).toFixed(0)
  yield {
    ...resultOf(`backup (${megabytes} MB)`, rows, first.seconds),
    floor: { what: 'the database’s own binary copy of the same tables', seconds: floor.seconds },
    ratio: first.seconds / floor.seconds,
  }
  const second = await timed(take)
  yield resultOf('backup again, received files stand', rows, second.seconds)
  const restored = await emptyDatabase(ownerUrl)
  const restoring = await timed(() => restore(restored, backups, secret))
  yield resultOf('restore, rows and sums compared', rows, restoring.seconds)
  const proving = await timed(() => prove(restored, secret, first.result))
  const { values, sealed, files } = proving.result
  yield resultOf(
    'audit chain, personal values and files opened',
    values + sealed + files,
    proving.seconds,
  )
  const rotating = await timed(() =>
    rotateKeys({
      ownerUrl: restored,
      secret,
      suite: 'gm',
      places: sealedPlaces,
      clock: () => new Date(),
      settleMs: 0,
    }),
  )
  const { values: sealedAnew, others } = rotating.result
  yield resultOf('keys rotated to SM4', sealedAnew + others, rotating.seconds)
}

function restore(ownerUrl: string, backups: string, secret: Buffer): Promise<Manifest> {
  return chooseBackup(backups).then((backup) =>
    restoreBackup({ ownerUrl, backup, secret, appPassword: appPasswordOf(secret), migrations }),
  )
}

async function prove(ownerUrl: string, secret: Buffer, manifest: Manifest) {
  const state = await withPlatform(ownerUrl, secret, (platform) => stateOf(platform, manifest))
  if (state.auditFaults + state.lostFiles + state.lostValues > 0) {
    throw new Error('What was restored is not what was backed up.')
  }
  return state
}

async function suiteOf(ownerUrl: string, secret: Buffer) {
  return withPlatform(ownerUrl, secret, async ({ keys }) => keys.suite)
}

async function copyAway(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  for (const { sql, columns } of await tablesOf(owner)) {
    const rows: AsyncIterable<Buffer> = owner.query(
      copyTo(`copy ${sql} (${columns.join(', ')}) to stdout (format binary)`),
    )
    let bytes = 0
    for await (const piece of rows) bytes += piece.length
    if (bytes === 0) throw new Error('A copy has a header at least.')
  }
  await owner.end()
}

async function emptyDatabase(ownerUrl: string): Promise<string> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  await owner.query('create database restored')
  await owner.end()
  const url = new URL(ownerUrl)
  url.pathname = '/restored'
  return url.href
}

async function bytesOf(folder: string): Promise<number> {
  let bytes = 0
  for (const name of await readdir(folder, { recursive: true })) {
    const found = await stat(join(folder, name))
    if (found.isFile()) bytes += found.size
  }
  return bytes
}

async function timed<R>(work: () => Promise<R>): Promise<{ result: R; seconds: number }> {
  const begun = performance.now()
  const result = await work()
  return { result, seconds: (performance.now() - begun) / 1_000 }
}

function resultOf(name: string, rows: number, seconds: number): Result {
  return { bench: 'backup', case: name, rows, seconds, perSecond: rows / seconds }
}
