import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readdir, readlink, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { databaseHome } from '../../src/platform/postgres/home.ts'
import { findPostmaster, stopPostmaster } from '../../src/platform/postgres/postmaster.ts'

/** A program that has ended. */
export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface ProgramOptions {
  readonly dataFolder?: string
  readonly environment?: Readonly<Record<string, string>>
}

/** One that is under way: what it has said, and how it ends. */
export interface Running {
  readonly process: ChildProcess
  readonly ended: Promise<Ended>
}

const source = join(import.meta.dirname, '..', '..', 'src')

/** Starts `server.ts` or `cli.ts` as its own process; whatever the surroundings set is not for it. */
export function startProgram(
  name: 'server' | 'cli',
  parameters: readonly string[],
  { dataFolder = '', environment = {} }: ProgramOptions = {},
): Running {
  const child = spawn(process.execPath, [join(source, `${name}.ts`), ...parameters], {
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      HUXIN_DATA: dataFolder,
      LOG_LEVEL: 'warn',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // One that was to be refused and runs instead is ended with its database.
    timeout: 50_000,
  })
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', (piece: Buffer) => (said.stdout += piece.toString()))
  child.stderr.on('data', (piece: Buffer) => (said.stderr += piece.toString()))
  return {
    process: child,
    ended: once(child, 'close').then(() => ({ code: child.exitCode, ...said })),
  }
}

/** Runs the server to its end: for starts that are refused. */
export function serverEnds(options: ProgramOptions = {}, ...parameters: string[]): Promise<Ended> {
  const environment = { PORT: '0', ...options.environment }
  return startProgram('server', ['--empty', ...parameters], { ...options, environment }).ended
}

/** Runs a command of `huxin` to its end. */
export function huxin(dataFolder: string, ...parameters: string[]): Promise<Ended> {
  return startProgram('cli', parameters, { dataFolder }).ended
}

export const seedPassword = 'gantry over the canal'

/** A data folder with a district (990101), its office's account `zhou` and a project `SEED-2026-1`; nothing runs on it. */
export async function seedFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'huxin-seed-'))
  // The database's own user has to pass through it.
  await chmod(folder, 0o755)
  const environment = { HUXIN_PASSWORD: seedPassword }
  for (const parameters of [
    ['district', 'add', '990101', '--name', '示范区', '--town', '990101101=甲镇'],
    [
      'account',
      'add',
      'zhou',
      '--role',
      'coordination-office',
      '--organisation',
      '治欠办',
      '--display-name',
      '周甲一',
    ],
    ['project', 'add', 'SEED-2026-1', '--name', '种子工程', '--town', '990101101'],
  ]) {
    const { code, stderr } = await startProgram('cli', parameters, {
      dataFolder: folder,
      environment,
    }).ended
    if (code !== 0) throw new Error(`huxin ${parameters.join(' ')}: ${stderr}`)
  }
  return folder
}

const copyFolder = promisify(execFile)

/** A copy to be broken; `cp` keeps whose each file is. */
export async function copyOfFolder(folder: string, to?: string): Promise<string> {
  const copy = to ?? (await mkdtemp(join(tmpdir(), 'huxin-data-')))
  await chmod(copy, 0o755)
  await copyFolder('cp', ['-a', `${folder}/.`, copy])
  return copy
}

/** Ends the database that a killed program left on the folder, and removes it. */
export async function removeFolder(folder: string): Promise<void> {
  await stopPostmaster(databaseHome(folder))
  await rm(folder, { recursive: true, force: true })
}

/** Processes of PostgreSQL that work in the folder. */
export async function postgresOn(folder: string): Promise<number[]> {
  if (process.platform !== 'linux') {
    const found = await findPostmaster(databaseHome(folder))
    return found === null ? [] : [found.pid]
  }
  const data = await realpath(databaseHome(folder).data).catch(() => null)
  const pids: number[] = []
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const at = await readlink(`/proc/${name}/cwd`).catch(() => null)
    if (at !== null && at === data) pids.push(Number(name))
  }
  return pids
}

/** Asks again until it holds; what never comes fails instead of hanging. */
export async function until(holds: () => Promise<boolean>, longestMs = 30_000): Promise<void> {
  const end = performance.now() + longestMs
  while (!(await holds())) {
    if (performance.now() > end) throw new Error('It did not come about in time.')
    await wait(20)
  }
}
