import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPostgres } from '../../src/platform/postgres/embedded.ts'
import { tryFolderLock } from '../../src/platform/postgres/folder-lock.ts'
import { databaseHome } from '../../src/platform/postgres/home.ts'
import { findPostmaster } from '../../src/platform/postgres/postmaster.ts'
import { findSecret } from '../../src/platform/secret-file.ts'
import { huxin, removeFolder, seedFolder, seedPassword, until } from '../support/program.ts'
import { forget, type RunningServer, startServer } from '../support/server.ts'

// One installation and one server, which is found well again by every test.
const several = { timeout: 180_000 }
let folder: string
let server: RunningServer
let cookie: string
beforeAll(async () => {
  folder = await seedFolder()
  server = await startServer({ dataFolder: folder, arguments: ['--empty'] })
  cookie = await signIn(server.url)
})
afterAll(async () => {
  await server.stop()
  await removeFolder(folder)
})

async function signIn(url: string): Promise<string> {
  const reply = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'zhou', password: seedPassword }),
  })
  return reply.headers.get('set-cookie')?.split(';')[0] ?? ''
}

function createProject(url: string, code: string): Promise<Response> {
  return fetch(`${url}/api/d/990101/projects`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie, 'idempotency-key': `key-of-${code}` },
    body: JSON.stringify({
      code,
      name: `工程 ${code}`,
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
}

/** How often each project stands in the database. */
async function standing(like: string): Promise<Map<string, number>> {
  const database = await startPostgres(folder)
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  try {
    const found = await client.query<{ code: string; times: number }>(
      'select code, count(*)::integer as times from registry.project where code like $1 group by code',
      [like],
    )
    return new Map(found.rows.map(({ code, times }) => [code, times]))
  } finally {
    await client.end()
    await database.release()
  }
}

/** One project after another; each is sent again, under its key, until it is taken. */
async function writeUntil(
  prefix: string,
  stopped: () => boolean,
  heard: (status: number, retryAfter: string | null) => void,
): Promise<string[]> {
  const taken: string[] = []
  while (!stopped()) {
    const code = `${prefix}-${taken.length + 1}`
    const reply = await createProject(server.url, code)
    heard(reply.status, reply.headers.get('retry-after'))
    if (reply.status === 200) taken.push(code)
  }
  return taken
}

test(
  'the database gone under load: what was answered stands, the rest was told to come again',
  several,
  async () => {
    const home = databaseHome(folder)
    let [stopped, away, refused, after]: [boolean, boolean, number, number] = [false, false, 0, 0]
    const others: number[] = []
    const heard = (status: number, retryAfter: string | null) => {
      if (status === 503 && Number(retryAfter) > 0) refused += 1
      else if (status !== 200) others.push(status)
      else if (refused > 0 && !away) after += 1
    }
    const writing = ['AWAY-A', 'AWAY-B', 'AWAY-C'].map((prefix) =>
      writeUntil(prefix, () => stopped, heard),
    )
    await until(async () => (await findPostmaster(home)) !== null)
    // Whoever starts or stops the database holds this lock: while we do, it stays away.
    let lock = tryFolderLock(home.lock)
    await until(async () => (lock ??= tryFolderLock(home.lock)) !== null)
    away = true
    process.kill((await findPostmaster(home))?.pid ?? 0, 'SIGKILL')
    await until(async () => refused >= 30)
    away = false
    lock?.close()
    await until(async () => after >= 10, 60_000)
    stopped = true
    const taken = (await Promise.all(writing)).flat()
    expect(others).toEqual([])
    const found = await standing('AWAY-%')
    for (const code of taken) expect([code, found.get(code)]).toEqual([code, 1])
    expect((await server.readyz()).ready).toBe(true)
  },
)

test('two servers on one database both work, and share what goes on beside', several, async () => {
  const database = await startPostgres(folder)
  const secret = await findSecret(folder, 'key')
  const environment = { DATABASE_URL: database.ownerUrl, HUXIN_SECRET: secret ?? '' }
  const second = await startServer({ arguments: ['--empty'], environment })
  try {
    const servers = [server.url, second.url]
    const codes = Array.from({ length: 20 }, (_, at) => `SHARED-${at + 1}`)
    const replies = await Promise.all(
      codes.map((code, at) => createProject(servers[at % 2] ?? '', code)),
    )
    expect(replies.map(({ status }) => status)).toEqual(codes.map(() => 200))
    for (const url of servers) {
      const list = await fetch(`${url}/api/d/990101/projects?sort=code&limit=100`, {
        headers: { cookie },
      })
      const text = await list.text()
      expect(codes.filter((code) => !text.includes(`"${code}"`))).toEqual([])
    }
    // Both number, hear, sweep and seal: nothing twice, nothing left.
    const client = new pg.Client({ connectionString: database.ownerUrl })
    await client.connect()
    await until(async () => {
      const left = await client.query(`select from platform.audit_entry where seal_no is null
        union all select from platform.announcement where number is null`)
      return left.rowCount === 0
    })
    const twice = await client.query(
      'select from platform.announcement where number is not null group by district, number having count(*) > 1',
    )
    expect(twice.rowCount).toBe(0)
    await client.end()
    const verified = await huxin(folder, 'audit', 'verify')
    expect([verified.code, verified.stdout.startsWith('相符')]).toEqual([0, true])
  } finally {
    await second.stop()
    await forget(second)
    await database.release()
  }
})

function open(): Promise<Socket> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  socket.on('error', () => undefined)
  return once(socket, 'connect').then(() => socket)
}

async function answers(): Promise<number> {
  const begun = performance.now()
  const reply = await fetch(`${server.url}/api/d/990101/projects?sort=code`, {
    headers: { cookie },
  })
  expect(reply.status).toBe(200)
  await reply.arrayBuffer()
  return performance.now() - begun
}

test('a body without end is cut off, and nobody else hears of it', async () => {
  const socket = await open()
  let said = ''
  socket.on('data', (piece: Buffer) => (said += piece.toString()))
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.write(
    `POST /api/session HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`,
  )
  const piece = `10000\r\n${'7'.repeat(0x10000)}\r\n`
  let sent = 0
  while (!socket.destroyed && said === '' && sent < 2_000) {
    sent += 1
    if (!socket.write(piece)) {
      await Promise.race([once(socket, 'drain').catch(() => undefined), closed])
    }
    // Lets in what has been said meanwhile.
    await new Promise(setImmediate)
  }
  expect(sent).toBeLessThan(2_000)
  expect(said).toMatch(/^HTTP\/1\.1 413 |^$/)
  socket.destroy()
  expect(await answers()).toBeLessThan(10_000)
})

test('a thousand connections that say nothing, or half a request, keep nobody waiting', async () => {
  const sockets = await Promise.all(Array.from({ length: 1_000 }, open))
  for (const [at, socket] of sockets.entries()) {
    if (at % 2 === 0) socket.write('POST /api/session HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-le')
  }
  try {
    expect(await answers()).toBeLessThan(10_000)
  } finally {
    for (const socket of sockets) socket.destroy()
  }
})
