import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { copyFile, readFile, readlink, realpath, stat, truncate, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { platform } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { Refused } from '../../kernel/refusal.ts'
import type { Binaries } from './binaries.ts'
import { codeOf, saysPortTaken, saysStillLeaving, whyNotStarting } from './failures.ts'
import type { DatabaseHome } from './home.ts'
import type { SystemUser } from './system-user.ts'

/** A server that runs on our folder, as its `postmaster.pid` describes it. */
export interface Postmaster {
  readonly pid: number
  readonly port: number
  readonly state: string
}

const run = promisify(execFile)
const pollMillis = 10
/** Recovery after a crash replays at most `max_wal_size`; five minutes is more than it needs. */
const startPatienceMillis = 300_000
const stopPatienceMillis = 60_000

/** The server that runs on this folder now, in whatever state; null where none does. */
export async function findPostmaster(home: DatabaseHome): Promise<Postmaster | null> {
  const file = await readPidFile(home)
  if (file === null || !(await isOurPostgres(file.pid, home))) return null
  return file
}

/** Waits until the server that is there takes connections; null where it ended instead. */
export async function whenReady(home: DatabaseHome): Promise<Postmaster | null> {
  const until = performance.now() + startPatienceMillis
  while (performance.now() < until) {
    const found = await findPostmaster(home)
    if (found === null || found.state === 'ready') return found
    await wait(pollMillis * 5)
  }
  throw new Refused(whyNotStarting('timed out', home.root, home.log))
}

/**
 * Starts a server of our own and waits until it takes connections. It gets a session of its own
 * (`detached`), so that Ctrl-C in a terminal reaches the program and not the database below it.
 */
export async function startPostmaster(
  home: DatabaseHome,
  binaries: Binaries,
  user: SystemUser | null,
  port: number,
  settings: Readonly<Record<string, string>>,
): Promise<Postmaster | 'port-taken'> {
  const until = performance.now() + startPatienceMillis
  for (;;) {
    await disownStalePid(home)
    const said = await launch(home, binaries, user, port, settings, until)
    if (typeof said !== 'string') return said
    if (saysPortTaken(said)) return 'port-taken'
    if (!saysStillLeaving(said) || performance.now() > until) {
      throw new Refused(whyNotStarting(said, home.root, home.log))
    }
    await wait(200)
  }
}

/** Stops the server (fast: open transactions are rolled back) and waits until it has ended. */
export async function stopPostmaster(home: DatabaseHome): Promise<void> {
  const running = await findPostmaster(home)
  if (running === null) return
  const isGone = async () => (await readPidFile(home))?.pid !== running.pid
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    signalTo(running.pid, signal)
    const until = performance.now() + stopPatienceMillis
    while (performance.now() < until) {
      if ((await isGone()) || !(await isOurPostgres(running.pid, home))) return
      await wait(pollMillis)
    }
  }
  throw new Refused({
    code: 'platform.database-not-stopping',
    kind: 'wrong-state',
    values: { log: home.log },
  })
}

/** A port of 127.0.0.1 that nobody listens on, below those that systems give to outgoing connections. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const port = 20_000 + Math.floor(Math.random() * 10_000)
    if (await isFree(port)) return port
  }
  throw new Refused({ code: 'platform.database-port', kind: 'wrong-state' })
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}

/** Ready: the postmaster. Ended: what it said, for whoever asks why. */
async function launch(
  home: DatabaseHome,
  binaries: Binaries,
  user: SystemUser | null,
  port: number,
  settings: Readonly<Record<string, string>>,
  until: number,
): Promise<Postmaster | string> {
  await capLog(home.log)
  const logFrom = await sizeOf(home.log)
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = openSync(home.log, 'a', 0o600)
  const child = spawn(binaries.postgres, ['-D', home.data, '-p', String(port), ...flags], {
    ...user,
    cwd: home.root,
    detached: true,
    stdio: ['ignore', log, log],
    env: databaseEnvironment(),
  })
  closeSync(log)
  child.unref()
  let ended = false
  child.once('error', () => (ended = true))
  child.once('exit', () => (ended = true))
  while (!ended && performance.now() < until) {
    const file = await readPidFile(home)
    if (file !== null && file.pid === child.pid && file.state === 'ready') return file
    await wait(pollMillis)
  }
  if (!ended && child.pid !== undefined) signalTo(child.pid, 'SIGQUIT')
  return (await readFile(home.log, 'utf8')).slice(logFrom)
}

/** Nothing of the program's own environment (it may hold secrets), and messages in English for us to read. */
export function databaseEnvironment(): Record<string, string> {
  const { PATH = '/usr/bin:/bin', LD_LIBRARY_PATH } = process.env
  return { PATH, TZ: 'UTC', LC_MESSAGES: 'C', ...(LD_LIBRARY_PATH ? { LD_LIBRARY_PATH } : {}) }
}

async function readPidFile(home: DatabaseHome): Promise<Postmaster | null> {
  const text = await readFile(home.pidFile, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return ''
    throw error
  })
  // Lines: pid, data folder, start, port, socket folder, address, shared memory, state.
  const lines = text.split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return null
  return { pid, port: Number(lines[3]), state: (lines[7] ?? '').trim() }
}

/** The process is there and is PostgreSQL on this folder, not a stranger with a number used again. */
async function isOurPostgres(pid: number, home: DatabaseHome): Promise<boolean> {
  if (platform() !== 'linux') {
    const said = await run('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => null)
    return said !== null && said.stdout.includes(home.data)
  }
  // A postmaster works in its data folder. A zombie has no folder, and is as good as gone.
  const at = await readlink(`/proc/${pid}/cwd`).catch(() => null)
  return at !== null && at === (await realpath(home.data).catch(() => null))
}

/**
 * PostgreSQL refuses to start when the process named in a left-behind `postmaster.pid` is alive,
 * which after a restart of the machine may be anybody. It passes over its own parent, so the file is made
 * to name us; the rest of it stays, by which PostgreSQL still finds out that others use the folder.
 */
async function disownStalePid(home: DatabaseHome): Promise<void> {
  const file = await readPidFile(home)
  if (file === null || (await isOurPostgres(file.pid, home))) return
  const text = await readFile(home.pidFile, 'utf8')
  await writeFile(home.pidFile, [process.pid, ...text.split('\n').slice(1)].join('\n'))
}

function signalTo(pid: number, signal: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error
  }
}

/** Keeps the log below 4 MiB, and one older one beside it; works under a running server too. */
export async function capLog(log: string): Promise<void> {
  if ((await sizeOf(log)) < 4 * 1024 * 1024) return
  await copyFile(log, `${log}.1`)
  await truncate(log)
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => null)
  return found?.size ?? 0
}
