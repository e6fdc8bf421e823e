import { readFile, rename, writeFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { type Refusal, Refused } from '../../kernel/refusal.ts'
import { type Binaries, findBinaries } from './binaries.ts'
import { codeOf, makeFolder, messageOf, onFolder, whyNotStarting } from './failures.ts'
import { withFolderLock } from './folder-lock.ts'
import { type DatabaseHome, databaseHome } from './home.ts'
import { initialise, ownerRole, passwordLost } from './initialise.ts'
import {
  capLog,
  findPostmaster,
  freePort,
  startPostmaster,
  stopPostmaster,
  whenReady,
} from './postmaster.ts'
import { usualSettings } from './settings.ts'
import { databaseUser, type SystemUser } from './system-user.ts'

export interface StartOptions {
  /** Over the usual settings, such as `{ fsync: 'off' }` for databases that are thrown away. */
  readonly settings?: Readonly<Record<string, string>>
  /** The database went away for good while we used it: the program should end and say this. */
  readonly onLost?: (refusal: Refusal) => void
}

/** The embedded database, running, with us in it. */
export interface EmbeddedPostgres {
  /** The owner's address of the program's database: migrations and maintenance, never the desk. */
  readonly ownerUrl: string
  readonly port: number
  /** False where another process, or one that was killed, had it running already. */
  readonly startedByUs: boolean
  /** Leaves it; the last one out stops it. Close pools first. True where it was stopped. */
  release(): Promise<boolean>
  /** Stops it, whoever uses it. */
  stop(): Promise<void>
}

const databaseName = 'huxin'
/** Each process that uses the database keeps one connection of this name and its number, by which others see it. */
const presenceName = 'huxin presence'
/** A first start waits for initdb, a start after a crash for the recovery of another process. */
const lockPatienceSeconds = 330

/** What is found out once a process. */
interface Ground {
  readonly home: DatabaseHome
  readonly binaries: Binaries
  readonly user: SystemUser | null
  readonly password: string
  readonly settings: Readonly<Record<string, string>>
}

/**
 * Starts the database below `<dataFolder>/postgres`, or joins the one that runs there: another process's, or
 * one whose program was killed. Refuses (`platform.*`) with a plain sentence where it cannot.
 */
export async function startPostgres(
  dataFolder: string,
  options: StartOptions = {},
): Promise<EmbeddedPostgres> {
  const home = databaseHome(dataFolder)
  await makeFolder(home.root)
  const user = await databaseUser(home.data)
  const binaries = await findBinaries(user)
  return onFolder(home.root, () =>
    withFolderLock(home.lock, lockPatienceSeconds, async () => {
      const password = await initialise(home, binaries, user)
      const settings = { ...usualSettings, ...options.settings }
      const ground = { home, binaries, user, password, settings }
      return inhabit(ground, await arrive(ground), options.onLost)
    }),
  )
}

interface Arrival {
  readonly port: number
  readonly startedByUs: boolean
  readonly presence: pg.Client
}

/**
 * Starts or finds the server and connects to it, under the lock. A server that is found may be at its end
 * (killed a moment ago, or stopped by somebody else): then it is gone at the next look.
 */
async function arrive(ground: Ground): Promise<Arrival> {
  for (let attempt = 0; ; attempt += 1) {
    const { port, startedByUs } = await ensureRunning(ground)
    try {
      const presence = await enter(ground, port)
      await ensureDatabase(presence)
      return { port, startedByUs, presence }
    } catch (error) {
      if (startedByUs) await stopPostmaster(ground.home)
      if (startedByUs || attempt === 50 || !isLeaving(error)) throw refusedBy(error, ground.home)
      await wait(200)
    }
  }
}

/** The server ends, or has just ended: refused and broken connections, `shutting down`. */
function isLeaving(error: unknown): boolean {
  const codes = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03']
  return codes.includes(codeOf(error)) || /terminated unexpectedly/.test(messageOf(error))
}

async function ensureRunning(ground: Ground): Promise<{ port: number; startedByUs: boolean }> {
  const { home, binaries, user, settings } = ground
  const found = await findPostmaster(home)
  const running = found === null ? null : await whenReady(home)
  if (running !== null) {
    await capLog(home.log)
    return { port: running.port, startedByUs: false }
  }
  let port = (await rememberedPort(home)) ?? (await freePort())
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const started = await startPostmaster(home, binaries, user, port, settings)
    if (started !== 'port-taken') {
      await rememberPort(home, port)
      return { port, startedByUs: true }
    }
    port = await freePort()
  }
  throw new Refused({ code: 'platform.database-port', kind: 'wrong-state' })
}

async function rememberedPort(home: DatabaseHome): Promise<number | null> {
  const text = await readFile(home.portFile, 'utf8').catch(() => '')
  const port = Number(text)
  return Number.isInteger(port) && port > 1023 && port < 65_536 ? port : null
}

async function rememberPort(home: DatabaseHome, port: number): Promise<void> {
  if ((await rememberedPort(home)) === port) return
  await writeFile(`${home.portFile}.draft`, `${port}\n`)
  await rename(`${home.portFile}.draft`, home.portFile)
}

/** Our presence: a connection that lives as long as we use the database. */
async function enter(ground: Ground, port: number): Promise<pg.Client> {
  const presence = new pg.Client({
    connectionString: addressOf(ground, port, 'postgres'),
    application_name: `${presenceName} ${process.pid}`,
    keepAlive: true,
    connectionTimeoutMillis: 20_000,
  })
  // Without a listener a broken connection would end the process; its end is heard in `inhabit`.
  presence.on('error', () => undefined)
  await presence.connect()
  return presence
}

function refusedBy(error: unknown, home: DatabaseHome): Refused {
  if (error instanceof Refused) return error
  if (codeOf(error) === '28P01') return passwordLost(home)
  return new Refused(whyNotStarting(messageOf(error), home.root, home.log))
}

function addressOf(ground: Ground, port: number, database: string): string {
  return `postgres://${ownerRole}:${ground.password}@127.0.0.1:${port}/${database}`
}

async function ensureDatabase(presence: pg.Client): Promise<void> {
  const known = await presence.query('select 1 from pg_database where datname = $1', [databaseName])
  if (known.rowCount === 0) await presence.query(`create database ${databaseName}`)
}

function inhabit(
  ground: Ground,
  arrival: Arrival,
  onLost: StartOptions['onLost'],
): EmbeddedPostgres {
  const { lock } = ground.home
  const { port, startedByUs } = arrival
  let { presence } = arrival
  let left = false

  const watch = (): void => {
    presence.once('end', () => {
      if (!left) void comeBack()
    })
  }
  // The database restarts itself after the crash of a connection, and may be killed as a whole.
  const comeBack = async (): Promise<void> => {
    let last: unknown
    for (let attempt = 0; attempt < 20 && !left; attempt += 1) {
      try {
        await withFolderLock(lock, lockPatienceSeconds, async () => {
          if (left) return
          presence = await arriveAgain(ground, port)
          watch()
        })
        return
      } catch (error) {
        last = error
        await wait(500, undefined, { ref: false })
      }
    }
    if (!left) onLost?.(refusedBy(last, ground.home).refusal)
  }
  watch()

  const leave = (isLast: (presence: pg.Client) => Promise<boolean>): Promise<boolean> =>
    withFolderLock(lock, lockPatienceSeconds, async () => {
      if (left) return false
      left = true
      // Without a database to ask there is nobody in it either.
      const stops = await isLast(presence).catch(() => true)
      await presence.end().catch(() => undefined)
      if (stops) await stopPostmaster(ground.home)
      return stops
    })

  return {
    ownerUrl: addressOf(ground, port, databaseName),
    port,
    startedByUs,
    release: () => leave(isAlone),
    stop: async () => {
      await leave(() => Promise.resolve(true))
    },
  }
}

/** Everybody's address names the old port: on another one we would not be found. */
async function arriveAgain(ground: Ground, port: number): Promise<pg.Client> {
  const arrival = await arrive(ground)
  if (arrival.port === port) return arrival.presence
  await arrival.presence.end()
  if (arrival.startedByUs) await stopPostmaster(ground.home)
  throw new Refused({ code: 'platform.database-port', kind: 'busy' })
}

/** Nobody else who lives: of a program just killed the database may still believe that it is there. */
async function isAlone(presence: pg.Client): Promise<boolean> {
  const others = await presence.query<{ pid: number }>(
    `select split_part(application_name, ' ', 3)::integer as pid from pg_stat_activity
     where application_name ~ $1 and pid <> pg_backend_pid()`,
    [`^${presenceName} [0-9]+$`],
  )
  return !others.rows.some(({ pid }) => isAlive(pid))
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) !== 'ESRCH'
  }
}
