import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { buildApp, hearers, words } from './app.ts'
import { backUpDaily } from './back-up-daily.ts'
import { type Config, readConfig } from './config.ts'
import { type House, openHouse } from './house.ts'
import { Refused } from './kernel/refusal.ts'
import { sentence } from './kernel/words.ts'
import { shipParameters } from './modules/places/ship-parameters.ts'
import { listDistrictsAcross } from './modules/places/views.ts'
import { lastBackups } from './platform/backup/schedule.ts'
import { countFaults } from './platform/faults.ts'
import { keepWorking } from './platform/keep-working.ts'
import { errorFacts } from './platform/log.ts'
import { makeFolder, onFolder } from './platform/postgres/failures.ts'
import { tryFolderLock } from './platform/postgres/folder-lock.ts'
import { keysHeardMs } from './platform/rotate-keys.ts'
import { lateSweeps } from './platform/sweeps.ts'
import { everywhere, systemContext } from './platform/system.ts'
import { type Demo, openDemo } from './demo.ts'
import { demoPassword } from './worlds/demo-accounts.ts'

const clock = () => new Date()
const desk = join(import.meta.dirname, '..', 'dist', 'desk')

/** Everything that must end when the server does, last begun first. */
const endings: (() => Promise<unknown>)[] = []
let starting: Promise<void> | null = null
let ending: Promise<void> | null = null

async function start(): Promise<void> {
  const empty = wantsEmpty(process.argv.slice(2))
  const config = readConfig(process.env)
  await portIsFree(config)
  const embedded = config.databaseUrl === null
  if (embedded) endings.push(await holdFolder(config.dataFolder))
  const house = await openHouse(config, {
    name: 'huxin server',
    hearers,
    onLost: (refusal) => void end(1, sentence(words, refusal.code, refusal.values)),
  })
  endings.push(() => house.close())
  if (ending !== null) return
  await shipParameters(house.platform, clock())
  const isPublic = config.face === 'public'
  const wantsDemo = embedded && !isPublic && !(await staysEmpty(config.dataFolder, empty))
  const demo = wantsDemo ? await openDemo(house.hurried(), clock) : null
  if (demo) endings.push(() => demo.stop())
  if (ending !== null) return
  const port = await listen(house, demo)
  announce(config.host, port, demo)
}

/** `--empty` is all that can be said to it; the rest is environment. */
function wantsEmpty(given: readonly string[]): boolean {
  const option = given.find((one) => one !== '--empty')
  if (option === undefined) return given.length > 0
  throw new Refused({ code: 'platform.option-unknown', kind: 'invalid', values: { option } })
}

/** One server on one data folder; the lock is the operating system's, so that it ends with the process. */
async function holdFolder(folder: string): Promise<() => Promise<void>> {
  await makeFolder(folder)
  const lock = await onFolder(folder, async () => tryFolderLock(join(folder, 'server.lock')))
  if (lock === null) {
    throw new Refused({ code: 'platform.server-runs', kind: 'wrong-state', values: { folder } })
  }
  return async () => lock.close()
}

/** `--empty` once is for good: a later start without it brings no demo district either. */
async function staysEmpty(folder: string, asked: boolean): Promise<boolean> {
  const marker = join(folder, 'empty')
  if (asked) await writeFile(marker, '')
  return asked || existsSync(marker)
}

/** Answers from now on, at the port that is returned. */
async function listen(house: House, demo: Demo | null): Promise<number> {
  const { platform, config } = house
  const districts = async () => {
    const ctx = { ...systemContext(platform, '000000', clock()), scope: everywhere }
    const open = await listDistrictsAcross(ctx)
    // While the demo's sheets come in, each on its own day, its clock is theirs.
    const loading = demo?.progress().state === 'loading'
    return open.filter((one) => !(loading && one.demo)).map((one) => one.district)
  }
  const isPublic = config.face === 'public'
  const readiness = async () => {
    // How the installation is doing is not the public's to know.
    if (isPublic) return { ready: true, facts: {} }
    const late = await lateSweeps(platform, await districts(), clock())
    const all = { ...systemContext(platform, '000000', clock()), scope: everywhere }
    const facts = {
      demo: demo?.progress() ?? null,
      lateSweeps: late.length,
      setAside: await countFaults(all),
      lastBackupAt: (await lastBackups(all)).whole?.finishedAt?.toISOString() ?? null,
    }
    return { ready: true, facts }
  }
  const app = await buildApp({
    platform,
    clock,
    readiness,
    face: config.face,
    outside: config.outside,
    ...(existsSync(join(desk, 'index.html')) ? { desk } : {}),
  })
  endings.push(() => app.close())
  const address = new URL(await app.listen({ host: config.host, port: config.port }))
  // What is to be worked off is, by the process behind the desk: the public's stands where less is allowed.
  if (isPublic) return Number(address.port) || config.port
  const work = keepWorking(platform, districts, clock)
  house.onWake(() => work.wake())
  endings.push(() => work.stop())
  const keys = setInterval(() => {
    house.refreshKeys().catch((error: unknown) => {
      platform.log.error(errorFacts(error), 'keys not looked for')
    })
  }, keysHeardMs)
  endings.push(async () => clearInterval(keys))
  const backups = backUpDaily(platform, config, clock)
  endings.push(() => backups.stop())
  return Number(address.port) || config.port
}

/** Asked first, so that a taken port costs no start of the database. */
async function portIsFree(config: Config): Promise<void> {
  const probe = createServer()
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once('error', reject)
      probe.listen(config.port, config.host, resolve)
    })
  } catch (error) {
    throw portRefusal(error, config)
  }
  await new Promise((resolve) => probe.close(resolve))
}

function portRefusal(error: unknown, { host, port }: Config): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const codes: Readonly<Record<string, string>> = {
    EADDRINUSE: 'platform.port-taken',
    EACCES: 'platform.port-forbidden',
    EADDRNOTAVAIL: 'platform.host-unknown',
    ENOTFOUND: 'platform.host-unknown',
  }
  const known = typeof code === 'string' ? codes[code] : undefined
  if (known === undefined) return error
  return new Refused({ code: known, kind: 'wrong-state', values: { host, port } })
}

function announce(host: string, port: number, demo: Demo | null): void {
  const lines = [`护薪已就绪：http://${shownHost(host)}:${port}`]
  if (demo) {
    lines.push('演示账号（口令都是 ' + demoPassword + '）：')
    for (const { username, name, organisation } of demo.accounts) {
      lines.push(`  ${username.padEnd(14)}${name}　${organisation}`)
    }
  }
  process.stdout.write(`${lines.join('\n')}\n`)
}

function shownHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}

/** Ends what was begun, in turn, and then the process; said twice it is done once. */
function end(status: number, message?: string): Promise<void> {
  ending ??= (async () => {
    if (message !== undefined) process.stderr.write(`${message}\n`)
    // What is just being begun (a database) cannot be ended before it has.
    await starting?.catch(() => undefined)
    for (const close of endings.toReversed()) {
      try {
        await close()
      } catch (error) {
        process.stderr.write(`${JSON.stringify(errorFacts(error))}\n`)
      }
    }
    process.exit(status)
  })()
  return ending
}

/** In a sentence where it was foreseen; else in facts that hold nobody's data, as a stack trace might. */
function plainly(error: unknown): string {
  if (error instanceof Refused) return sentence(words, error.refusal.code, error.refusal.values)
  return `护薪不能继续（程序故障）：${JSON.stringify(errorFacts(error))}`
}

// A closed terminal (SIGHUP) ends it as Ctrl-C does. npm passes on what the terminal has sent already.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  process.on(signal, () => void end(0))
}
process.on('uncaughtException', (error) => void end(1, plainly(error)))

starting = start()
try {
  await starting
} catch (error) {
  await end(1, plainly(error))
}
