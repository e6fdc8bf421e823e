import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'

/** The program as it is started, in a process of its own with a data folder of its own. */
export interface RunningServer {
  readonly url: string
  readonly dataFolder: string
  readonly process: ChildProcess
  /** What it has printed so far. */
  output(): string
  /** The body of /readyz. */
  readyz(): Promise<{ ready: boolean; demo: { state: string; done: number; total: number } | null }>
  /** Waits until the demo district is loaded. */
  demoLoaded(): Promise<void>
  /** Ends it as an operator does; returns the exit code. */
  stop(): Promise<number | null>
  /** Ends it as a power cut does. */
  kill(): Promise<void>
}

export interface ServerOptions {
  readonly dataFolder?: string
  readonly arguments?: readonly string[]
  /** The port of a server that ended, so that its pages find this one. */
  readonly port?: number
  readonly environment?: Readonly<Record<string, string>>
  /** In a process group of its own, as a terminal starts it: a signal to the group is Ctrl-C. */
  readonly ownGroup?: boolean
}

const Readyz = z.object({
  ready: z.boolean(),
  demo: z.object({ state: z.string(), done: z.int(), total: z.int() }).nullable(),
})

const program = join(import.meta.dirname, '..', '..', 'src', 'server.ts')
const longestStartMs = 90_000
const longestDemoMs = 180_000

export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'huxin-data-')))
  const port = options.port ?? (await freePort())
  const child = spawn(process.execPath, [program, ...(options.arguments ?? [])], {
    env: {
      ...process.env,
      NODE_ENV: 'development',
      LOG_LEVEL: 'warn',
      DATABASE_URL: '',
      HUXIN_DATA: dataFolder,
      PORT: String(port),
      ...options.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: options.ownGroup === true,
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (piece: Buffer) => {
      printed += piece.toString()
    })
  }
  const url = `http://127.0.0.1:${port}`
  const readyz = async () => {
    const reply = await fetch(`${url}/readyz`)
    return Readyz.parse(await reply.json())
  }
  const server: RunningServer = {
    url,
    dataFolder,
    process: child,
    output: () => printed,
    readyz,
    demoLoaded: () =>
      until(longestDemoMs, async () => {
        const { demo } = await readyz()
        if (demo?.state === 'failed') throw new Error(`The demo did not load: ${printed}`)
        return demo?.state === 'loaded'
      }),
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM')
        await once(child, 'exit')
      }
      return child.exitCode
    },
    kill: async () => {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
  await until(longestStartMs, async () => {
    if (child.exitCode !== null) throw new Error(`The server ended: ${printed}`)
    return fetch(`${url}/readyz`).then(
      (reply) => reply.ok,
      () => false,
    )
  })
  return server
}

/** Removes what a stopped server has left. */
export function forget(server: RunningServer): Promise<void> {
  return rm(server.dataFolder, { recursive: true, force: true })
}

/** Asks again until it holds; what never comes fails instead of hanging. */
async function until(longestMs: number, holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + longestMs
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('It did not come about in time.')
    await wait(50)
  }
}

async function freePort(): Promise<number> {
  const probe = createServer()
  probe.listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('No port was given.')
  return address.port
}
