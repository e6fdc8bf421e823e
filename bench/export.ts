import { type ChildProcess, execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { z } from 'zod'
import { demoDistrict } from '../src/kernel/district.ts'
import { writePayCsv } from './pay-csv.ts'
import type { Result } from './result.ts'

const rows = 500_000
const run = promisify(execFile)

const cases = [
  ['ledger, xlsx', '?format=xlsx'],
  ['ledger, csv', '?format=csv'],
  ['ledger, csv in GB18030', '?format=csv&encoding=gb18030'],
] as const

const Measured = z.object({ rssMb: z.number(), stallMs: z.number() })

/**
 * The ledger of half a million worker-months as a file, over HTTP, while somebody else reads pages of it: seconds, the
 * server's peak memory and longest stall, and how long the other's pages took.
 */
export async function* benchExport(): AsyncGenerator<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'huxin-bench-export-'))
  const env = {
    ...process.env,
    HUXIN_DATA: join(folder, 'data'),
    DATABASE_URL: '',
    LOG_LEVEL: 'error',
  }
  try {
    const file = join(folder, 'pay.csv')
    await writePayCsv(file, { rows, share: 1, plus: 0 })
    await run(process.execPath, [join(import.meta.dirname, 'take-in.ts'), 'no-floor', file], {
      env,
    })
    const server = fork(join(import.meta.dirname, 'send-out.ts'), { env })
    const { address } = z.object({ address: z.string() }).parse(await told(server))
    const floorSeconds = z.object({ seconds: z.number() }).parse(await ask(server, 'floor')).seconds
    for (const [name, query] of cases) {
      yield await measured(server, `${address}/api/d/${demoDistrict}`, {
        name,
        query,
        floorSeconds,
      })
    }
    server.send('stop')
    await once(server, 'exit')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function measured(
  server: ChildProcess,
  base: string,
  { name, query, floorSeconds }: { name: string; query: string; floorSeconds: number },
): Promise<Result> {
  await ask(server, 'begin')
  const reading = otherReader(`${base}/ledger?limit=50`)
  const begun = performance.now()
  const reply = await fetch(`${base}/exports/ledger${query}`)
  if (!reply.ok || reply.body === null) throw new Error(await reply.text())
  let bytes = 0
  for await (const piece of reply.body) bytes += piece.length
  const seconds = (performance.now() - begun) / 1_000
  const pages = await reading.stop()
  const { rssMb, stallMs } = Measured.parse(await ask(server, 'end'))
  const at = (share: number) => pages[Math.floor((pages.length - 1) * share)] ?? 0
  return {
    bench: 'export',
    case: `${name} (${(bytes / 2 ** 20).toFixed(1)} MB)`,
    rows,
    seconds,
    perSecond: rows / seconds,
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    p99Ms: at(0.99),
    rssMb,
    stallMs,
    floor: {
      what: 'the database’s own copy of the same joined rows as csv',
      seconds: floorSeconds,
    },
    ratio: seconds / floorSeconds,
  }
}

/** Somebody else, who reads a page of the list ten times a second; gives how long each took, sorted. */
function otherReader(address: string): { stop(): Promise<number[]> } {
  const took: number[] = []
  let stopped = false
  const reading = (async () => {
    while (!stopped) {
      const begun = performance.now()
      await (await fetch(address)).arrayBuffer()
      took.push(performance.now() - begun)
      await wait(100)
    }
  })()
  return {
    stop: async () => {
      stopped = true
      await reading
      return took.toSorted((a, b) => a - b)
    },
  }
}

async function ask(server: ChildProcess, message: string): Promise<unknown> {
  const answer = told(server)
  server.send(message)
  return answer
}

async function told(server: ChildProcess): Promise<unknown> {
  const heard: unknown[] = await once(server, 'message')
  return heard[0]
}
