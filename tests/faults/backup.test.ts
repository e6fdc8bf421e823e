import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPostgres } from '../../src/platform/postgres/embedded.ts'
import {
  type Ended,
  huxin,
  removeFolder,
  seedFolder,
  seedPassword,
  startProgram,
  until,
} from '../support/program.ts'
import { type RunningServer, startServer } from '../support/server.ts'

// One installation that is written to, backed up, lost and restored: the tests go on from each other.
let [folder, backups, fresh]: [string, string, string] = ['', '', '']
let server: RunningServer
/** Each starts several programs, one after another. */
const several = { timeout: 180_000 }
const anotherSecret = Buffer.from(Array.from({ length: 32 }, (_, at) => 255 - at * 7)).toString(
  'hex',
)
beforeAll(async () => {
  folder = await seedFolder()
  backups = await mkdtemp(join(tmpdir(), 'huxin-backups-'))
  fresh = join(backups, 'another machine')
  server = await startServer({ dataFolder: folder, arguments: ['--empty'] })
})
afterAll(async () => {
  await server.stop()
  for (const one of [folder, fresh]) await removeFolder(one)
  await rm(backups, { recursive: true, force: true })
})

function succeeded({ code, stdout, stderr }: Ended): Record<string, unknown> {
  expect([code, stderr]).toEqual([0, ''])
  const read: unknown = JSON.parse(stdout)
  return Object(read)
}

async function signIn(): Promise<string> {
  const reply = await fetch(`${server.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'zhou', password: seedPassword }),
  })
  return reply.headers.get('set-cookie')?.split(';')[0] ?? ''
}

/** Registers one project after another until it is stopped; gives how many stand. */
function keepWriting(cookie: string): { written(): number; stop(): Promise<number> } {
  let [written, stopped] = [0, false]
  const writing = (async () => {
    while (!stopped) {
      const code = `WRITE-2026-${written + 1}`
      const reply = await fetch(`${server.url}/api/d/990101/projects`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          cookie,
          'idempotency-key': `writing-${code}`,
        },
        body: JSON.stringify({
          code,
          name: `备份时登记的工程 ${code}`,
          town: null,
          ownerKind: 'private',
          state: 'building',
          permitNumber: null,
          platformNumber: null,
          payDay: null,
          begunOn: null,
          participants: [],
        }),
      })
      if (reply.status !== 200) throw new Error(await reply.text())
      written += 1
    }
  })()
  return {
    written: () => written,
    stop: async () => {
      stopped = true
      await writing
      return written
    },
  }
}

async function ask(dataFolder: string, text: string): Promise<Record<string, unknown>> {
  const database = await startPostgres(dataFolder)
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query(text)
    return Object(rows[0])
  } finally {
    await client.end()
    await database.release()
  }
}

const drafts = async () => (await readdir(backups)).filter((name) => name.startsWith('.draft-'))

test(
  'killed in the middle it leaves no half backup, and the next one clears up',
  several,
  async () => {
    // A lock that the copying has to wait for, so that its middle is where we want it.
    const database = await startPostgres(folder)
    const holder = new pg.Client({ connectionString: database.ownerUrl })
    await holder.connect()
    await holder.query('begin; lock table registry.project in access exclusive mode')
    const taking = startProgram('cli', ['backup', backups], { dataFolder: folder })
    await until(async () => {
      // What others do is looked up once a transaction, unless it is forgotten.
      await holder.query('select pg_stat_clear_snapshot()')
      const waits = await holder.query(
        `select from pg_stat_activity where application_name = 'huxin owner' and wait_event_type = 'Lock'`,
      )
      return waits.rowCount === 1
    })
    expect(await drafts()).toHaveLength(1)
    taking.process.kill('SIGKILL')
    await once(taking.process, 'exit')
    await holder.query('rollback')
    await holder.end()
    await database.release()
    const listed = await huxin(folder, 'backup', 'list', backups)
    expect([listed.code, listed.stdout]).toEqual([0, '没有完整的备份。\n'])
    succeeded(await huxin(folder, 'backup', backups, '--json'))
    expect(await drafts()).toEqual([])
  },
)

test('writes go on while it is taken, and it holds one moment of them', several, async () => {
  const writing = keepWriting(await signIn())
  await until(async () => writing.written() >= 3)
  const before = writing.written()
  const taken = succeeded(await huxin(folder, 'backup', backups, '--json'))
  const after = await writing.stop()
  expect(after).toBeGreaterThan(before)
  const verified = succeeded(await huxin(folder, 'backup', 'verify', backups, '--json'))
  expect(verified).toMatchObject({ id: taken['id'], districts: 1, auditFaults: 0, right: true })
})

test(
  'the machine lost: with the secret, everything stands again on another, and goes on',
  several,
  async () => {
    await server.stop()
    succeeded(await huxin(folder, 'backup', backups, '--json'))
    const counts = `select (select count(*)::integer from registry.project) as projects,
    (select count(*)::integer from platform.audit_entry where action = 'project.create') as entries,
    (select string_agg(district || encode(seal, 'hex'), ' ' order by district) from platform.audit_head where is_last) as heads`
    const lost = await ask(folder, counts)
    await mkdir(join(fresh, 'secret'), { recursive: true })
    await cp(join(folder, 'secret', 'key'), join(fresh, 'secret', 'key'))
    const restored = succeeded(await huxin(fresh, 'restore', backups, '--json'))
    expect(restored).toMatchObject({ applied: 0 })
    const found = await ask(fresh, counts)
    expect(found).toEqual(lost)
    expect(found['projects']).toBe(found['entries'])
    server = await startServer({ dataFolder: fresh })
    expect(await server.readyz()).toMatchObject({ ready: true, demo: null })
    const list = await fetch(`${server.url}/api/d/990101/projects?sort=code`, {
      headers: { cookie: await signIn() },
    })
    expect(await list.text()).toContain('备份时登记的工程 WRITE-2026-1')
    const audit = await huxin(fresh, 'audit', 'verify')
    expect([audit.code, audit.stdout.startsWith('相符')]).toEqual([0, true])
  },
)

test(
  'without the secret, or with another, it says what is lost and begins nothing',
  several,
  async () => {
    const nowhere = join(backups, 'nowhere')
    const without = await huxin(nowhere, 'restore', backups)
    expect([without.code, without.stdout]).toEqual([1, ''])
    expect(without.stderr).toMatch(/^恢复需要做备份时的安装密钥：.*没有它，备份打不开。\n$/u)
    const environment = { HUXIN_SECRET: anotherSecret }
    const other = await startProgram('cli', ['restore', backups], {
      dataFolder: nowhere,
      environment,
    }).ended
    expect([other.code, other.stdout]).toEqual([1, ''])
    expect(other.stderr).toMatch(
      /没有原来的密钥，备份里的 \d+ 行数据和 0 个文件一样也打不开，不能恢复/u,
    )
    await expect(readdir(nowhere)).rejects.toThrow('ENOENT')
  },
)

test('a database opened with another secret says what that loses', async () => {
  const environment = { HUXIN_SECRET: anotherSecret }
  const opened = await startProgram('cli', ['district', 'list'], {
    dataFolder: folder,
    environment,
  }).ended
  expect([opened.code, opened.stdout]).toEqual([1, ''])
  expect(opened.stderr).toMatch(/个身份证号、卡号和电话以及 \d+ 个原始文件再也读不出/u)
})

test('the server takes the day’s backup by itself, and says when it was', several, async () => {
  const daily = join(backups, 'daily')
  await ask(folder, 'delete from platform.backup')
  const environment = { HUXIN_BACKUP_DIR: daily }
  const own = await startServer({ dataFolder: folder, arguments: ['--empty'], environment })
  try {
    await until(async () => {
      const reply = await fetch(`${own.url}/readyz`)
      const said: unknown = await reply.json()
      return typeof Object(said).lastBackupAt === 'string'
    }, 60_000)
    const listed = await huxin(folder, 'backup', 'list', daily)
    expect([listed.code, listed.stdout.split('\n').length]).toEqual([0, 2])
  } finally {
    await own.stop()
  }
})
