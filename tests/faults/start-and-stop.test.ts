import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { databaseHome } from '../../src/platform/postgres/home.ts'
import { findPostmaster } from '../../src/platform/postgres/postmaster.ts'
import {
  copyOfFolder,
  postgresOn,
  removeFolder,
  seedFolder,
  seedPassword,
  startProgram,
  until,
} from '../support/program.ts'
import { type RunningServer, startServer } from '../support/server.ts'

let seed: string
beforeAll(async () => {
  seed = await seedFolder()
})
afterAll(() => rm(seed, { recursive: true, force: true }))

async function aFolder(): Promise<string> {
  const folder = await copyOfFolder(seed)
  onTestFinished(() => removeFolder(folder))
  return folder
}

async function running(dataFolder: string, ownGroup = false): Promise<RunningServer> {
  const server = await startServer({ dataFolder, arguments: ['--empty'], ownGroup })
  onTestFinished(async () => {
    if (server.process.exitCode === null && server.process.signalCode === null) await server.kill()
  })
  return server
}

async function signIn(url: string): Promise<string> {
  const reply = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'zhou', password: seedPassword }),
  })
  expect(reply.status).toBe(200)
  return reply.headers.get('set-cookie')?.split(';')[0] ?? ''
}

async function createProject(url: string, code: string, key: string): Promise<Response> {
  return fetch(`${url}/api/d/990101/projects`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      cookie: await signIn(url),
      'idempotency-key': key,
    },
    body: JSON.stringify({
      code,
      name: '重启前的工程',
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

async function projectNames(url: string): Promise<string> {
  const cookie = await signIn(url)
  const reply = await fetch(`${url}/api/d/990101/projects?sort=code`, { headers: { cookie } })
  return reply.text()
}

test('on an empty folder it starts, answers, and says where; a second start finds everything', async () => {
  const folder = await aFolder()
  await removeFolder(folder)
  const first = await running(folder)
  expect(await first.readyz()).toMatchObject({ ready: true, demo: null })
  expect(await (await fetch(`${first.url}/healthz`)).json()).toEqual({ alive: true })
  expect(first.output()).toContain(`护薪已就绪：${first.url}`)
  expect(await first.stop()).toBe(0)
  const second = await running(folder)
  expect(await second.readyz()).toMatchObject({ ready: true, demo: null })
  expect(await second.stop()).toBe(0)
})

test('started anywhere it says the port that it was given', async () => {
  const folder = await aFolder()
  const { process: child, ended } = startProgram('server', ['--empty'], {
    dataFolder: folder,
    environment: { PORT: '0' },
  })
  let said = ''
  child.stdout?.on('data', (piece: Buffer) => (said += piece.toString()))
  await until(async () => said.includes('护薪已就绪'))
  const [url = ''] = /http:\/\/127\.0\.0\.1:[1-9]\d+/.exec(said) ?? []
  expect((await fetch(`${url}/readyz`)).status).toBe(200)
  child.kill('SIGTERM')
  expect((await ended).code).toBe(0)
})

test.each(['SIGTERM', 'SIGHUP'] as const)(
  '%s ends server and database, cleanly and without a word',
  async (signal) => {
    const folder = await aFolder()
    const server = await running(folder)
    expect((await postgresOn(folder)).length).toBeGreaterThan(3)
    // Whoever still keeps a connection open does not keep it from stopping.
    await (await fetch(`${server.url}/healthz`, { headers: { connection: 'keep-alive' } })).text()
    server.process.kill(signal)
    const [code] = await once(server.process, 'exit')
    expect([code, await postgresOn(folder)]).toEqual([0, []])
    expect(server.output().trim().split('\n')).toHaveLength(1)
    await expect(fetch(server.url)).rejects.toThrow('fetch failed')
  },
)

test('Ctrl-C, which goes to the whole group and through npm once more, ends both', async () => {
  const folder = await aFolder()
  const server = await running(folder, true)
  process.kill(-(server.process.pid ?? 0), 'SIGINT')
  server.process.kill('SIGINT')
  const [code] = await once(server.process, 'exit')
  expect([code, await postgresOn(folder)]).toEqual([0, []])
})

test('stopped in the middle of its start, it leaves no database behind', async () => {
  const folder = await aFolder()
  const { process: child, ended } = startProgram('server', ['--empty'], {
    dataFolder: folder,
    environment: { PORT: '0' },
  })
  await until(async () => (await postgresOn(folder)).length > 0)
  child.kill('SIGTERM')
  const { code, stdout, stderr } = await ended
  expect([code, stdout, stderr]).toEqual([0, '', ''])
  expect(await postgresOn(folder)).toEqual([])
})

test('killed outright it comes back by itself, with everything that was committed', async () => {
  const folder = await aFolder()
  const first = await running(folder)
  const created = await createProject(first.url, 'KILLED-2026-1', 'key-before-the-kill')
  expect(created.status).toBe(200)
  await first.kill()
  const second = await running(folder)
  expect(await projectNames(second.url)).toContain('KILLED-2026-1')
  // Whoever did not hear the answer asks again with the same key and gets it.
  const again = await createProject(second.url, 'KILLED-2026-1', 'key-before-the-kill')
  expect([again.status, again.headers.get('idempotent-repeat')]).toEqual([200, 'true'])
  expect(await again.json()).toEqual(await created.json())
  expect(await second.stop()).toBe(0)
  expect(await postgresOn(folder)).toEqual([])
})

test('killed together with its database, as a power cut does, it comes back as well', async () => {
  const folder = await aFolder()
  const first = await running(folder)
  expect((await createProject(first.url, 'POWER-2026-1', 'key-before-the-cut')).status).toBe(200)
  const pids = await postgresOn(folder)
  await first.kill()
  for (const pid of pids) killIfAlive(pid)
  const second = await running(folder)
  expect(await projectNames(second.url)).toContain('POWER-2026-1')
  expect(await second.stop()).toBe(0)
})

/** The first of them to go takes the others with it. */
function killIfAlive(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It is gone already.
  }
}

test('its database killed under it, it waits until that is back and answers again', async () => {
  const folder = await aFolder()
  const server = await running(folder)
  const cookie = await signIn(server.url)
  const postmaster = await findPostmaster(databaseHome(folder))
  process.kill(postmaster?.pid ?? 0, 'SIGKILL')
  const ask = () => fetch(`${server.url}/api/d/990101/home`, { headers: { cookie } })
  await until(async () => {
    const { status } = await ask()
    expect([200, 503]).toContain(status)
    return status === 200
  })
  expect(server.process.exitCode).toBeNull()
  expect(await server.stop()).toBe(0)
})
