import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig, readSecret } from './config.ts'
import { Refused } from './kernel/refusal.ts'
import { sentence } from './kernel/words.ts'
import { startWords } from './platform/start-words.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huxin-config-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function refusalOf(work: () => unknown): Promise<string> {
  try {
    await work()
  } catch (error) {
    if (error instanceof Refused) {
      return sentence(startWords, error.refusal.code, error.refusal.values)
    }
    throw error
  }
  throw new Error('nothing was refused')
}

const strong = '8f1c5be09d27a3647ee2c4910b5da8f36c0793d1ba4e68f205cf7196e3b82d4a'

test('without any variable: data beside the program, port 8686 of this machine only', () => {
  expect(readConfig({})).toEqual({
    dataFolder: resolve('.data'),
    host: '127.0.0.1',
    port: 8686,
    databaseUrl: null,
    production: false,
    face: 'all',
    crypto: 'aes',
    backupFolder: null,
    backupHour: 2,
    backupKeep: 30,
    outside: null,
    logLevel: 'warn',
  })
  expect(readConfig({ NODE_ENV: 'production' }).logLevel).toBe('info')
})

test('an empty variable is a missing one', () => {
  expect(readConfig({ PORT: '', HUXIN_DATA: ' ', DATABASE_URL: '' })).toEqual(readConfig({}))
})

test('half a provider of single sign-on is refused, and one without TLS', async () => {
  expect(await refusalOf(() => readConfig({ HUXIN_OIDC_ISSUER: 'https://id.example' }))).toContain(
    'HUXIN_OIDC_CLIENT_ID',
  )
  expect(await refusalOf(() => readConfig({ HUXIN_OIDC_ISSUER: 'http://id.example' }))).toContain(
    'https://',
  )
  expect(await refusalOf(() => readConfig({ HUXIN_FACE: 'inner' }))).toContain('HUXIN_FACE')
})

test('what is set is taken', () => {
  expect(
    readConfig({
      HUXIN_DATA: '/srv/huxin',
      HOST: '0.0.0.0',
      PORT: '80',
      DATABASE_URL: 'postgresql://o:p@db:5432/huxin?sslmode=require',
      NODE_ENV: 'production',
      HUXIN_FACE: 'desk',
      HUXIN_URL: 'https://huxin.example.gov.cn',
      HUXIN_OIDC_ISSUER: 'https://id.example.gov.cn',
      HUXIN_OIDC_CLIENT_ID: 'huxin',
      HUXIN_OIDC_CLIENT_SECRET: 'what the provider gave',
      LOG_LEVEL: 'warn',
      CRYPTO: 'gm',
      HUXIN_BACKUP_DIR: '/srv/backups',
      HUXIN_BACKUP_HOUR: '23',
      HUXIN_BACKUP_KEEP: '7',
    }),
  ).toEqual({
    dataFolder: '/srv/huxin',
    host: '0.0.0.0',
    port: 80,
    databaseUrl: 'postgresql://o:p@db:5432/huxin?sslmode=require',
    production: true,
    face: 'desk',
    crypto: 'gm',
    backupFolder: '/srv/backups',
    backupHour: 23,
    backupKeep: 7,
    outside: {
      issuer: 'https://id.example.gov.cn',
      clientId: 'huxin',
      clientSecret: 'what the provider gave',
      ownUrl: 'https://huxin.example.gov.cn',
      name: '统一身份认证',
    },
    logLevel: 'warn',
  })
})

test.each([
  ['PORT', '65536', '应为 0 到 65535 之间的整数'],
  ['PORT', '80a', '应为 0 到 65535 之间的整数'],
  ['PORT', '-1', '应为 0 到 65535 之间的整数'],
  ['HOST', 'a b', '不能有空格'],
  ['DATABASE_URL', 'mysql://db/huxin', '应像 postgres://用户:口令@主机:5432/数据库'],
  ['DATABASE_URL', 'db', '应像 postgres://用户:口令@主机:5432/数据库'],
  ['NODE_ENV', 'prod', '只能是 production、development 或 test'],
  ['LOG_LEVEL', 'loud', '只能是 trace、debug、info、warn、error、fatal、silent 之一'],
])('%s=%s is refused by name', async (variable, value, rule) => {
  expect(await refusalOf(() => readConfig({ [variable]: value }))).toBe(
    `环境变量 ${variable} 不对：${rule}。`,
  )
})

test('the secret is 32 bytes or more, in hexadecimal or base64', async () => {
  const config = readConfig({ HUXIN_DATA: folder })
  const bytes = Buffer.from(strong, 'hex')
  expect(await readSecret({ HUXIN_SECRET: strong }, config)).toEqual(bytes)
  for (const base64 of [bytes.toString('base64'), bytes.toString('base64url')]) {
    expect(await readSecret({ HUXIN_SECRET: base64 }, config)).toEqual(bytes)
  }
  const file = join(folder, 'given')
  await writeFile(file, `${strong}\n`)
  expect(await readSecret({ HUXIN_SECRET_FILE: file }, config)).toEqual(bytes)
})

test('no strong secret is ever taken for a weak one', async () => {
  const config = readConfig({ HUXIN_DATA: folder })
  for (let round = 0; round < 2_000; round += 1) {
    const secret = randomBytes(32)
    const given = { HUXIN_SECRET: secret.toString('base64') }
    expect(await readSecret(given, config)).toEqual(secret)
  }
})

test.each([
  ['too short', strong.slice(2)],
  ['one byte over and over', '00'.repeat(32)],
  ['few different bytes', 'deadbeef'.repeat(8)],
  [
    'a sentence in base64',
    Buffer.from('my secret is a sentence that I thought up').toString('base64'),
  ],
  ['words that base64 could be', 'change-me-please-change-me-please-change-me'],
  ['a phrase that base64 could be', 'Correct-Horse-Battery-Staple-Correct-Horse-B'],
  ['a word', 'changeme'],
  ['words', 'change me to something very long and very secret please'],
  ['Chinese', '护薪护薪护薪护薪护薪护薪护薪护薪护薪护薪护薪护薪'],
])('a weak secret is refused wherever it is used: %s', async (_, secret) => {
  for (const NODE_ENV of ['production', 'development']) {
    const config = readConfig({ HUXIN_DATA: folder, NODE_ENV })
    expect(await refusalOf(() => readSecret({ HUXIN_SECRET: secret }, config))).toMatch(
      /^HUXIN_SECRET 太弱：应为 32 个以上随机字节/,
    )
  }
})

test('in production a missing secret refuses, even where an earlier start has made one', async () => {
  const data = await mkdtemp(join(folder, 'production-'))
  await readSecret({}, readConfig({ HUXIN_DATA: data }))
  const config = readConfig({ HUXIN_DATA: data, NODE_ENV: 'production' })
  expect(await refusalOf(() => readSecret({}, config))).toMatch(/^生产环境必须设置 HUXIN_SECRET/)
  const made = { HUXIN_SECRET_FILE: join(data, 'secret', 'key') }
  expect(await readSecret(made, config)).toHaveLength(32)
})

test('outside production it is made once, for its owner only, and the same for all who ask at once', async () => {
  const data = await mkdtemp(join(folder, 'demo-'))
  const config = readConfig({ HUXIN_DATA: data })
  const asked = await Promise.all(Array.from({ length: 8 }, () => readSecret({}, config)))
  for (const secret of asked) expect(secret).toEqual(asked[0])
  expect(await readSecret({}, config)).toEqual(asked[0])
  const file = join(data, 'secret', 'key')
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect((await stat(join(data, 'secret'))).mode & 0o777).toBe(0o700)
  expect(Buffer.from(await readFile(file, 'utf8'), 'base64')).toEqual(asked[0])
})

test('a secret file that is not there, and two secrets at once, are refused', async () => {
  const config = readConfig({ HUXIN_DATA: folder })
  const missing = join(folder, 'missing')
  expect(await refusalOf(() => readSecret({ HUXIN_SECRET_FILE: missing }, config))).toBe(
    `HUXIN_SECRET_FILE 指向的文件 ${missing} 不能读取。`,
  )
  expect(
    await refusalOf(() => readSecret({ HUXIN_SECRET_FILE: missing, HUXIN_SECRET: strong }, config)),
  ).toContain('只能设置一个')
})

test('a data folder that cannot be made is refused in one sentence', async () => {
  const file = join(folder, 'a-file')
  await writeFile(file, '')
  const config = readConfig({ HUXIN_DATA: file })
  expect(await refusalOf(() => readSecret({}, config))).toContain('已有一个同名的文件')
})
