import { chmod, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { type EmbeddedPostgres, startPostgres } from '../../src/platform/postgres/embedded.ts'
import { removeFolder, seedFolder, startProgram } from '../support/program.ts'

// Its database runs all the while, so that each look need not start it.
let folder: string
let database: EmbeddedPostgres
beforeAll(async () => {
  folder = await seedFolder()
  database = await startPostgres(folder)
})
afterAll(async () => {
  await database.release()
  await removeFolder(folder)
})

/** Each starts the program several times. */
const several = { timeout: 180_000 }

const Said = z.object({
  faults: z.int(),
  findings: z.array(z.object({ level: z.string(), code: z.string(), says: z.string() })),
})

async function doctor(environment: Record<string, string> = {}) {
  const ended = await startProgram('cli', ['doctor', '--json'], { dataFolder: folder, environment })
    .ended
  const said = Said.parse(JSON.parse(ended.stdout))
  expect([ended.code, ended.stderr]).toEqual([said.faults === 0 ? 0 : 1, ''])
  for (const { says } of said.findings) expect(says).toMatch(/^[^{}]+。$/u)
  return said.findings.map(({ code }) => code)
}

test('of an installation that nobody looks after it says what is missing', async () => {
  expect(await doctor()).toEqual([
    'doctor.not-production',
    'doctor.backup-not-set',
    'doctor.server-down',
    'doctor.backup-never',
  ])
})

test('a secret that others read, another secret, and a setting that is none', several, async () => {
  const file = join(folder, 'secret', 'key')
  await chmod(file, 0o644)
  expect(await doctor()).toContain('doctor.secret-open')
  await chmod(file, 0o600)
  const HUXIN_SECRET = Buffer.from(Array.from({ length: 32 }, (_, at) => 255 - at * 7)).toString(
    'hex',
  )
  expect(await doctor({ HUXIN_SECRET })).toContain('platform.secret-other')
  expect(await doctor({ HUXIN_SECRET: 'short' })).toContain('platform.secret-weak')
  expect(await doctor({ PORT: 'http' })).toEqual(['platform.setting'])
})

test('a database that is away, newer, or not yet made', several, async () => {
  const DATABASE_URL = 'postgres://somebody:word@127.0.0.1:1/huxin'
  expect(await doctor({ DATABASE_URL })).toContain('platform.database-unreachable')
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  await owner.query(`insert into platform.migration values (9999, 'later', repeat('0', 64), now())`)
  expect(await doctor()).toContain('platform.database-newer')
  await owner.query('delete from platform.migration where number = 9999')
  await owner.end()
  expect(await doctor({ HUXIN_DATA: join(folder, 'nothing-here') })).toContain(
    'doctor.database-empty',
  )
})

test('the data folder lies on a file', async () => {
  const file = join(folder, 'a-file')
  await writeFile(file, '')
  onTestFinished(() => rm(file))
  expect(await doctor({ HUXIN_DATA: join(file, 'below') })).toContain('doctor.folder-missing')
})
