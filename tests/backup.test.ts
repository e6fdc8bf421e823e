import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { sentence } from '../src/kernel/words.ts'
import { Refused } from '../src/kernel/refusal.ts'
import { keepFile } from '../src/modules/files/keep-file.ts'
import { spoolFile } from '../src/modules/files/spool-file.ts'
import { openDistrict } from '../src/modules/places/open-district.ts'
import { anAccount } from '../src/modules/people/fixtures.ts'
import { act } from '../src/platform/act.ts'
import { chooseBackup, listBackups } from '../src/platform/backup/collection.ts'
import { tablesOf } from '../src/platform/backup/database-shape.ts'
import { installationKey, sumsOfManifest, writeManifest } from '../src/platform/backup/manifest.ts'
import { restoreBackup } from '../src/platform/backup/restore-backup.ts'
import { sumsOf } from '../src/platform/backup/sums.ts'
import { takeBackup } from '../src/platform/backup/take-backup.ts'
import { sealValue } from '../src/platform/keys.ts'
import { sealAudit } from '../src/platform/seal-audit.ts'
import { suites } from '../src/platform/suite.ts'
import { platformWords } from '../src/platform/words.ts'
import { district } from './support/district.ts'
import { emptyDatabase, testAppPassword, testSecret } from './support/postgres.ts'

const here = await district()
const key = installationKey(testSecret, suites.aes)
const migrations = join(import.meta.dirname, '..', 'db', 'migrations')
const now = new Date('2026-11-23T18:00:00Z')

let folder: string
let takes = 0
/** Each makes databases, one after another. */
const several = { timeout: 120_000 }
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huxin-backups-'))
  const ctx = here.at('2026-11-23')
  await openDistrict(ctx, {
    code: here.code,
    name: '示范区',
    demo: true,
    towns: [{ code: '990101101', name: '甲镇' }],
  })
  await anAccount(ctx, 'town')
  await file('第一份工资表')
  await act(ctx, 'project.create', 'w', async (tx) => {
    for (const number of ['990101199001010013', '990101199001010021']) {
      const { kind, blindIndex, ciphertext, masked } = sealValue(
        here.platform.keys,
        'id-number',
        number,
      )
      await tx.client.query(
        `insert into platform.personal_value values ($1, gen_random_uuid(), $2, $3, $4, $5)`,
        [here.code, kind, blindIndex, ciphertext, masked],
      )
    }
  })
  await sealAudit(here.platform, now)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function file(text: string): Promise<string> {
  const pieces = async function* () {
    yield Buffer.from(text)
  }
  const spooled = await spoolFile(pieces())
  try {
    const { hash } = await keepFile(here.at('2026-11-23'), spooled)
    return hash
  } finally {
    await spooled.discard()
  }
}

async function aFolder(): Promise<string> {
  return mkdtemp(join(folder, 'of-one-test-'))
}

function take(into: string, { keep }: { keep?: number } = {}) {
  const { ownerUrl } = here.database
  takes += 1
  // Each begins a second after the one before, as their names tell.
  const at = new Date(now.getTime() + takes * 1_000)
  const clock = () => at
  return takeBackup({ ownerUrl, folder: into, key, program: '0.1.0', clock, ...(keep && { keep }) })
}

async function anEmptyDatabase(): Promise<string> {
  const database = await emptyDatabase()
  onTestFinished(() => database.drop())
  return database.ownerUrl
}

async function restore(from: string, ownerUrl: string, secret = testSecret, manyRows = 10_000) {
  const backup = await chooseBackup(from)
  return restoreBackup({
    ownerUrl,
    backup,
    secret,
    appPassword: testAppPassword,
    migrations,
    manyRows,
  })
}

async function query(ownerUrl: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

async function said(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof Refused)) throw new Error(`It was not refused: ${String(error)}`)
  return sentence(platformWords, error.refusal.code, error.refusal.values)
}

async function sums(ownerUrl: string) {
  const owner = new pg.Client({ connectionString: ownerUrl, options: '-c timezone=UTC' })
  await owner.connect()
  const found = new Map<string, unknown>()
  for (const table of await tablesOf(owner)) found.set(table.name, await sumsOf(owner, table))
  await owner.end()
  return found
}

test(
  'what is restored has every row, sum and head, and the very schema that migrations make',
  several,
  async () => {
    const into = await aFolder()
    const manifest = await take(into)
    const restored = await anEmptyDatabase()
    await restore(into, restored)
    expect(await sums(restored)).toEqual(sumsOfManifest(manifest))
    expect(manifest.tables['platform.personal_value']?.sums.rows).toBe(2)
    const head = `select district, seal_no as "sealNo", encode(seal, 'hex') as seal from platform.audit_head where is_last`
    const [last] = await query(restored, head)
    expect(manifest.heads.map(({ seal }) => ({ seal }))).toMatchObject([
      { seal: Object(last).seal },
    ])
    const chunks = 'select district, hash, no, content from files.chunk order by 1, 2, 3'
    expect(await query(restored, chunks)).toEqual(await query(here.database.ownerUrl, chunks))
    const shape = `
    select 'index' as what, indexdef as definition, obj_description(format('%I.%I', schemaname, indexname)::regclass) as said
      from pg_indexes where schemaname !~ '^pg_|^information' union all
    select 'constraint', conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid), null
      from pg_constraint where connamespace::regnamespace::text !~ '^pg_|^information' and contype <> 'n' union all
    select 'right', relname || ' ' || coalesce(relacl::text, ''), null from pg_class
      where relnamespace::regnamespace::text !~ '^pg_|^information' and relkind in ('r', 'v') order by 1, 2`
    expect(await query(restored, shape)).toEqual(await query(here.database.ownerUrl, shape))
  },
)

test('nothing of it can be read in the folder but counts and names', async () => {
  const into = await aFolder()
  const { id } = await take(into)
  for (const name of await readdir(into, { recursive: true })) {
    const content = await readFile(join(into, name)).catch(() => Buffer.alloc(0))
    expect(content.includes(Buffer.from('赵范一'))).toBe(false)
    expect(content.includes(testSecret)).toBe(false)
    expect(content.toString().includes(testSecret.toString('hex'))).toBe(false)
  }
  const { mode } = await import('node:fs').then((fs) =>
    fs.statSync(join(into, id, 'manifest.json')),
  )
  expect(mode & 0o077).toBe(0)
})

test('a received file is written once, and a later backup uses it', several, async () => {
  const into = await aFolder()
  const first = await take(into)
  const second = await take(into)
  await file('第二份工资表')
  const third = await take(into)
  expect([first, second, third].map(({ files }) => files.written)).toEqual([
    first.files.count,
    0,
    1,
  ])
  const restored = await anEmptyDatabase()
  await restore(join(into, third.id), restored)
  expect(await query(restored, 'select count(*)::integer as files from files.chunk')).toEqual([
    { files: third.files.count },
  ])
})

test(
  'what is old makes room, with the pieces of files that nobody needs any more',
  several,
  async () => {
    const into = await aFolder()
    await take(into)
    const last = await take(into, { keep: 1 })
    expect((await listBackups(into)).map(({ manifest }) => manifest.id)).toEqual([last.id])
    await restore(into, await anEmptyDatabase())
    // One whose list does not open may need any of them.
    await writeFile(join(into, last.id, 'received-files.sealed'), 'broken')
    await take(into, { keep: 2 })
    await take(into, { keep: 2 })
    const packs = (await readdir(join(into, 'files'), { recursive: true })).filter((name) =>
      name.endsWith('.sealed'),
    )
    expect(packs).toHaveLength(last.files.count)
  },
)

test('another secret: it says what is lost, and the place stays empty', async () => {
  const into = await aFolder()
  const manifest = await take(into)
  const ownerUrl = await anEmptyDatabase()
  const rows = Object.values(manifest.tables).reduce((sum, one) => sum + one.sums.rows, 0)
  const why = await said(restore(into, ownerUrl, randomBytes(32)))
  expect(why).toContain(`备份里的 ${rows} 行数据和 ${manifest.files.count} 个文件一样也打不开`)
  expect(await query(ownerUrl, `select from pg_namespace where nspname = 'platform'`)).toEqual([])
})

test(
  'a file that was changed, cut short or taken away is named, and the place stays empty',
  several,
  async () => {
    const into = await aFolder()
    const { id } = await take(into)
    const ownerUrl = await anEmptyDatabase()
    const table = join(into, id, 'people.account.sealed')
    const whole = await readFile(table)
    const changed = Buffer.from(whole)
    changed[60] = (changed[60] ?? 0) ^ 1
    for (const content of [changed, whole.subarray(0, -1), Buffer.alloc(0)]) {
      await writeFile(table, content)
      expect(await said(restore(into, ownerUrl))).toContain(
        '不完整或被改动过（people.account.sealed）',
      )
    }
    await rm(table)
    expect(await said(restore(into, ownerUrl))).toContain('people.account.sealed')
    expect(await query(ownerUrl, `select from pg_namespace where nspname = 'platform'`)).toEqual([])
    await writeFile(table, whole)
    await restore(into, ownerUrl)
  },
)

test('a manifest that was touched is not believed', async () => {
  const into = await aFolder()
  const { id } = await take(into)
  const path = join(into, id, 'manifest.json')
  const text = await readFile(path, 'utf8')
  await writeFile(path, text.replace('"rows": 2', '"rows": 1'))
  expect(await said(restore(into, await anEmptyDatabase()))).toContain('manifest.json')
})

test('sums that do not agree stop it before anything is kept', several, async () => {
  const into = await aFolder()
  const manifest = await take(into)
  const account = manifest.tables['people.account']
  if (account === undefined) throw new Error('There are accounts.')
  const wrong = { ...account, sums: { ...account.sums, content: '1' } }
  await rm(join(into, manifest.id, 'manifest.json'))
  await writeManifest(key, join(into, manifest.id), {
    ...manifest,
    tables: { ...manifest.tables, 'people.account': wrong },
  })
  const ownerUrl = await anEmptyDatabase()
  expect(await said(restore(into, ownerUrl))).toContain('（people.account）')
  expect(await query(ownerUrl, `select from pg_namespace where nspname = 'platform'`)).toEqual([])
})

test('a place that holds something is refused, and so is a backup of a newer program', async () => {
  const into = await aFolder()
  const manifest = await take(into)
  expect(await said(restore(into, here.database.ownerUrl))).toContain('只能恢复到空的地方')
  const later = { number: 9999, name: 'later', checksum: '0'.repeat(64) }
  await rm(join(into, manifest.id, 'manifest.json'))
  await writeManifest(key, join(into, manifest.id), {
    ...manifest,
    migrations: [...manifest.migrations, later],
  })
  expect(await said(restore(into, await anEmptyDatabase()))).toContain('是更新的程序')
})

test('two at once in one folder: the second is told so', async () => {
  const into = await aFolder()
  const ended = await Promise.allSettled([take(into), take(into)])
  expect(ended.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
})

test('where there is none, it says so', async () => {
  expect(await said(restore(await aFolder(), here.database.ownerUrl))).toContain('没有完整的备份')
})
