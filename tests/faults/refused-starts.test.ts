import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { startPostgres } from '../../src/platform/postgres/embedded.ts'
import {
  type Ended,
  copyOfFolder,
  huxin,
  postgresOn,
  removeFolder,
  seedFolder,
  serverEnds,
} from '../support/program.ts'
import { startServer } from '../support/server.ts'

let seed: string
beforeAll(async () => {
  seed = await seedFolder()
})
afterAll(() => removeFolder(seed))

/** One plain Chinese sentence on standard error, nothing on standard output, not zero. */
function expectPlain({ code, stdout, stderr }: Ended, says: RegExp): void {
  expect(stderr).toMatch(says)
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(/^[^\n]*[\u4E00-\u9FFF][^\n]*。\n$/u)
  // No stack, no code of an error, nothing left unfilled.
  expect(stderr).not.toMatch(/\bat |Error|E[A-Z]{5,}|\.ts:|node:|\{|程序故障/)
}

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'huxin-data-'))
  await chmod(folder, 0o755)
  onTestFinished(() => removeFolder(folder))
  return folder
}

test('a taken port, before any database is started', async () => {
  const holder = createServer().listen(0, '127.0.0.1')
  await once(holder, 'listening')
  onTestFinished(() => void holder.close())
  const address = holder.address()
  const port = typeof address === 'object' ? String(address?.port) : ''
  const folder = await aFolder()
  const ended = await serverEnds({ dataFolder: folder, environment: { PORT: port } })
  expectPlain(ended, new RegExp(`端口 ${port} 已被占用`))
  expect(existsSync(join(folder, 'postgres'))).toBe(false)
})

test('an address that is not this machine’s', async () => {
  const folder = await aFolder()
  const ended = await serverEnds({ dataFolder: folder, environment: { HOST: '203.0.113.7' } })
  expectPlain(ended, /本机没有地址 203\.0\.113\.7/)
})

test('a folder that is a file, or lies below one', async () => {
  const file = join(await aFolder(), 'a-file')
  await writeFile(file, '')
  for (const dataFolder of [file, join(file, 'below')]) {
    expectPlain(await serverEnds({ dataFolder }), /已有一个同名的文件/)
    expectPlain(await huxin(dataFolder, 'district', 'list'), /已有一个同名的文件/)
  }
})

test('a folder that cannot be written to', async () => {
  // Root may write anywhere but here.
  expectPlain(await serverEnds({ dataFolder: '/proc/huxin' }), /\/proc\/huxin 不能写入/)
  expectPlain(await huxin('/proc/huxin', 'district', 'list'), /\/proc\/huxin 不能写入/)
})

test('a database that does not answer, that is none, or that knows another password', async () => {
  const folder = await copyOfFolder(seed)
  const database = await startPostgres(folder)
  onTestFinished(async () => {
    await database.stop()
    await rm(folder, { recursive: true, force: true })
  })
  const wrong = new URL(database.ownerUrl)
  wrong.password = 'guessed-password'
  const missing = database.ownerUrl.replace(/\/huxin$/, '/nothing_here')
  const cases: [string, RegExp][] = [
    ['postgres://somebody:secret-word@127.0.0.1:1/huxin', /连不上数据库 127\.0\.0\.1:1/],
    [wrong.href, /不接受 DATABASE_URL 中的用户名或口令/],
    [missing, /没有名为 nothing_here 的数据库/],
    ['mysql://somebody@127.0.0.1/huxin', /环境变量 DATABASE_URL 不对/],
  ]
  for (const [DATABASE_URL, says] of cases) {
    const ended = await serverEnds({ dataFolder: folder, environment: { DATABASE_URL } })
    expectPlain(ended, says)
    expect(ended.stderr).not.toMatch(/guessed-password|secret-word/)
  }
})

test('a database that is newer than the program, and it is left as it is', async () => {
  const folder = await copyOfFolder(seed)
  onTestFinished(() => removeFolder(folder))
  const database = await startPostgres(folder)
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  const { rows } = await owner.query<{ number: number }>(
    'select max(number) as number from platform.migration',
  )
  const number = Number(rows[0]?.number)
  await owner.query(
    `insert into platform.migration select ($1)::int as number, '9999_later.sql' as file, repeat('0', 64) as checksum, now() as run_at`,
    [number + 1],
  )
  await owner.end()
  await database.release()
  for (const ended of [
    await serverEnds({ dataFolder: folder }),
    await huxin(folder, 'district', 'list'),
  ]) {
    expectPlain(ended, /数据库比程序新（数据库到第 \d+ 步，程序到第 \d+ 步）/)
  }
  expect(await postgresOn(folder)).toEqual([])
})

test('a second server on one folder, while commands may join', async () => {
  const folder = await copyOfFolder(seed)
  const server = await startServer({ dataFolder: folder, arguments: ['--empty'] })
  onTestFinished(async () => {
    await server.stop()
    await removeFolder(folder)
  })
  expectPlain(await serverEnds({ dataFolder: folder }), /已有一个护薪在运行/)
  expect((await server.readyz()).ready).toBe(true)
  const joined = await huxin(folder, 'district', 'list', '--json')
  expect([joined.code, joined.stderr]).toEqual([0, ''])
  expect(JSON.parse(joined.stdout)).toEqual({ district: '990101', name: '示范区', demo: false })
})

test('a production without a secret, or with one that somebody thought up', async () => {
  const folder = await aFolder()
  const cases: [Record<string, string>, RegExp][] = [
    [{}, /生产环境必须设置 HUXIN_SECRET/],
    [{ HUXIN_SECRET: 'change-me-please-change-me-please-change-me' }, /HUXIN_SECRET 太弱/],
    [{ HUXIN_SECRET: 'a'.repeat(64) }, /HUXIN_SECRET 太弱/],
    [{ HUXIN_SECRET_FILE: '/nowhere/key' }, /文件 \/nowhere\/key 不能读取/],
  ]
  for (const [secret, says] of cases) {
    const environment = { NODE_ENV: 'production', ...secret }
    const ended = await serverEnds({ dataFolder: folder, environment })
    expectPlain(ended, says)
    expect(ended.stderr).not.toContain('change-me')
  }
  expect(existsSync(join(folder, 'postgres'))).toBe(false)
})

test('settings that are none', async () => {
  const folder = await aFolder()
  for (const environment of [{ PORT: '70000' }, { PORT: 'http' }, { LOG_LEVEL: 'loud' }]) {
    expectPlain(await serverEnds({ dataFolder: folder, environment }), /环境变量 \w+ 不对/)
  }
})

test('an option that the server does not have', async () => {
  const ended = await serverEnds({ dataFolder: await aFolder() }, '--emtpy')
  expectPlain(ended, /--emtpy/)
})
