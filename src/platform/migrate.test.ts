import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  emptyDatabase,
  testAppPassword,
  testDatabase,
  type TestDatabase,
} from '../../tests/support/postgres.ts'
import { Refused } from '../kernel/refusal.ts'
import { sentence } from '../kernel/words.ts'
import { migrate } from './migrate.ts'
import { startWords } from './start-words.ts'

const first = 'create schema shop; create table shop.item (id integer primary key);'
const second =
  'alter table shop.item add column name text; grant usage on schema shop to huxin_app;'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huxin-migrations-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

let folders = 0
async function filesOf(files: Record<string, string>): Promise<string> {
  folders += 1
  const place = await mkdtemp(join(folder, `${folders}-`))
  for (const [name, sql] of Object.entries(files)) await writeFile(join(place, name), sql)
  return place
}

async function onEmpty(work: (database: TestDatabase) => Promise<void>): Promise<void> {
  const database = await emptyDatabase()
  try {
    await work(database)
  } finally {
    await database.drop()
  }
}

async function migrateWith(database: TestDatabase, files: Record<string, string>): Promise<number> {
  const place = await filesOf(files)
  const done = await migrate(database.ownerUrl, { folder: place, appPassword: testAppPassword })
  return done.applied
}

async function rowsOf(url: string, query: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query(query)
    return rows
  } finally {
    await client.end()
  }
}

async function refusalOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof Refused)) throw new Error(`no refusal: ${String(error)}`)
  return sentence(startWords, error.refusal.code, error.refusal.values)
}

test('files are applied in order, once, and recorded with their checksum', () =>
  onEmpty(async (database) => {
    expect(await migrateWith(database, { '0001_shop.sql': first })).toBe(1)
    expect(await migrateWith(database, { '0001_shop.sql': first, '0002_name.sql': second })).toBe(1)
    expect(await migrateWith(database, { '0001_shop.sql': first, '0002_name.sql': second })).toBe(0)
    expect(
      await rowsOf(
        database.ownerUrl,
        'select number, name from platform.migration order by number',
      ),
    ).toEqual([
      { number: 1, name: 'shop' },
      { number: 2, name: 'name' },
    ])
  }))

test('line ends of a Windows checkout change no checksum', () =>
  onEmpty(async (database) => {
    await migrateWith(database, { '0001_shop.sql': `${first}\n-- done\n` })
    expect(await migrateWith(database, { '0001_shop.sql': `${first}\r\n-- done\r\n` })).toBe(0)
  }))

test('a file that was changed after it was applied is refused', () =>
  onEmpty(async (database) => {
    await migrateWith(database, { '0001_shop.sql': first })
    expect(await refusalOf(migrateWith(database, { '0001_shop.sql': `${first} ` }))).toBe(
      '数据库迁移 0001_shop.sql 在执行之后被改过或删掉了：请换回原来的程序文件。',
    )
  }))

test('a file that was removed or renamed after it was applied is refused', () =>
  onEmpty(async (database) => {
    await migrateWith(database, { '0001_shop.sql': first, '0002_name.sql': second })
    expect(await refusalOf(migrateWith(database, { '0002_name.sql': second }))).toContain(
      '0001_shop.sql',
    )
    expect(
      await refusalOf(migrateWith(database, { '0001_store.sql': first, '0002_name.sql': second })),
    ).toContain('0001_store.sql')
  }))

test('a database newer than the program is refused', () =>
  onEmpty(async (database) => {
    await migrateWith(database, { '0001_shop.sql': first, '0007_name.sql': second })
    expect(await refusalOf(migrateWith(database, { '0001_shop.sql': first }))).toBe(
      '数据库比程序新（数据库到第 7 步，程序到第 1 步）：请换用更新的程序。',
    )
  }))

test('a file slipped in before one that was applied is refused', () =>
  onEmpty(async (database) => {
    await migrateWith(database, { '0001_shop.sql': first, '0003_name.sql': second })
    const late = { '0001_shop.sql': first, '0002_late.sql': 'select 1', '0003_name.sql': second }
    expect(await refusalOf(migrateWith(database, late))).toContain('0002_late.sql')
  }))

test('a file that fails leaves nothing of itself, and what came before it stands', () =>
  onEmpty(async (database) => {
    const broken = 'create table shop.half (id integer); select nothing_of_this_name();'
    await expect(
      migrateWith(database, { '0001_shop.sql': first, '0002_broken.sql': broken }),
    ).rejects.toThrow('0002_broken.sql: function nothing_of_this_name() does not exist')
    expect(
      await rowsOf(
        database.ownerUrl,
        `select to_regclass('shop.item') is not null as item, to_regclass('shop.half') is not null as half,
           (select count(*)::integer from platform.migration) as recorded`,
      ),
    ).toEqual([{ item: true, half: false, recorded: 1 }])
  }))

test('files must be numbered, and no number given twice', () =>
  onEmpty(async (database) => {
    await expect(migrateWith(database, { 'shop.sql': first })).rejects.toThrow('0001_places.sql')
    await expect(
      migrateWith(database, { '0001_a.sql': 'select 1', '0001_b.sql': 'select 1' }),
    ).rejects.toThrow('Two migrations')
  }))

test('programs that start at once on one database apply each file once', () =>
  onEmpty(async (database) => {
    const slow = `select pg_sleep(0.05); ${first}`
    const files = { '0001_shop.sql': slow, '0002_name.sql': second }
    const place = await filesOf(files)
    const start = () => migrate(database.ownerUrl, { folder: place, appPassword: testAppPassword })
    const done = await Promise.all([start(), start(), start(), start()])
    expect(done.map(({ applied }) => applied).toSorted((a, b) => a - b)).toEqual([0, 0, 0, 2])
  }))

test('the application role can neither create, nor become more, nor pass row-level security', async () => {
  const database = await testDatabase()
  try {
    expect(
      await rowsOf(
        database.ownerUrl,
        `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, rolcanlogin
         from pg_roles where rolname = 'huxin_app'`,
      ),
    ).toEqual([
      {
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
        rolreplication: false,
        rolcanlogin: true,
      },
    ])
    for (const forbidden of [
      'create table public.mine (id integer)',
      'create schema mine',
      'create role mine',
      'alter role huxin_app bypassrls',
      'update platform.migration set checksum = null',
      'set role pg_read_all_data',
    ]) {
      await expect(rowsOf(database.appUrl, forbidden), forbidden).rejects.toThrow(
        /permission denied|must be|Only roles/,
      )
    }
  } finally {
    await database.drop()
  }
})

test('nobody at the address, a wrong password, no such database: one sentence each, without the password', async () => {
  const database = await emptyDatabase()
  try {
    const place = await filesOf({ '0001_shop.sql': first })
    const start = (change: (url: URL) => void) => {
      const url = new URL(database.ownerUrl)
      change(url)
      return refusalOf(migrate(url.href, { folder: place, appPassword: testAppPassword }))
    }
    expect(await start((url) => (url.port = '9'))).toMatch(/^连不上数据库 .+:9：/)
    expect(await start((url) => (url.hostname = 'nowhere.invalid'))).toMatch(
      /^连不上数据库 nowhere/,
    )
    expect(await start((url) => (url.password = 'hunter2'))).toMatch(/不接受 DATABASE_URL 中/)
    expect(await start((url) => (url.pathname = '/nosuch'))).toMatch(/没有名为 nosuch 的数据库/)
  } finally {
    await database.drop()
  }
})
