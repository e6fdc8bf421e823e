import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Result } from './result.ts'

const root = join(import.meta.dirname, '..')
const port = 18_686
const restarts = 5

/** From `npm start` to the first answer: a fresh clone (packages and all), a restart, and what it holds at rest. */
export async function* benchStart(): AsyncGenerator<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'huxin-bench-start-'))
  const clone = join(folder, 'huxin')
  execFileSync('git', ['clone', '--quiet', root, clone], { stdio: 'ignore' })
  try {
    const first = await timedStart(clone)
    yield of('fresh clone to first page', first.seconds)
    const demo = await demoSeconds()
    yield of('demo loaded after first page', demo)
    const rss = await residentMb(first.process)
    yield { ...of('at rest, demo loaded', 0), rssMb: rss }
    await stop(first.process)
    const seconds: number[] = []
    for (let nth = 0; nth < restarts; nth += 1) {
      const again = await timedStart(clone)
      seconds.push(again.seconds)
      await stop(again.process)
    }
    const sorted = seconds.toSorted((a, b) => a - b)
    const median = sorted[Math.floor(restarts / 2)] ?? 0
    yield {
      ...of('restart', median),
      rows: restarts,
      p50Ms: median * 1_000,
      p95Ms: (sorted.at(-1) ?? 0) * 1_000,
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function of(name: string, seconds: number): Result {
  return { bench: 'start', case: name, rows: 1, seconds, perSecond: seconds > 0 ? 1 / seconds : 0 }
}

async function timedStart(clone: string): Promise<{ seconds: number; process: ChildProcess }> {
  const begun = performance.now()
  const { NODE_OPTIONS: _options, ...environment } = process.env
  const child = spawn('npm', ['start'], {
    cwd: clone,
    env: {
      ...environment,
      PORT: String(port),
      LOG_LEVEL: 'warn',
      HUXIN_DATA: join(clone, '.data'),
    },
    stdio: 'ignore',
  })
  while (!(await answers('/'))) {
    if (child.exitCode !== null) throw new Error('npm start ended')
    await wait(20)
  }
  return { seconds: (performance.now() - begun) / 1_000, process: child }
}

async function answers(path: string): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}${path}`).then(
    (reply) => reply.ok,
    () => false,
  )
}

async function demoSeconds(): Promise<number> {
  const begun = performance.now()
  for (;;) {
    const reply = await fetch(`http://127.0.0.1:${port}/readyz`)
    const body: unknown = await reply.json()
    if (JSON.stringify(body).includes('"loaded"')) return (performance.now() - begun) / 1_000
    if (JSON.stringify(body).includes('"failed"')) throw new Error('The demo did not load')
    await wait(50)
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
  while (await answers('/healthz')) await wait(20)
}

/** The server process below npm, not npm itself. */
async function residentMb(child: ChildProcess): Promise<number> {
  const pids = await below(child.pid ?? 0)
  const sizes = await Promise.all(
    pids.map(async (pid) => {
      const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
      if (!command.includes('src/server.ts')) return 0
      const pages = (await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')[1]
      return (Number(pages) * 4_096) / 1_048_576
    }),
  )
  return Math.max(0, ...sizes)
}

async function below(parent: number): Promise<number[]> {
  const all = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const parents = new Map<number, number>()
  for (const pid of all) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
    const above = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    parents.set(pid, above)
  }
  const found = [parent]
  for (const pid of found) {
    for (const [child, above] of parents) if (above === pid) found.push(child)
  }
  return found
}
