import { type ChildProcess, fork } from 'node:child_process'
import { createHmac, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { Result } from './result.ts'
import { numbersFrom } from './rule-states.ts'

const projects = 300
const workers = 100
const seconds = 60
const warmUpSeconds = 5

interface Load {
  readonly name: string
  /** Facts a second, all calls together. */
  readonly factsPerSecond: number
  readonly fewest: number
  readonly most: number
}

const loads: readonly Load[] = [
  { name: 'calls of 10 to 50 lines', factsPerSecond: 2_500, fewest: 10, most: 50 },
  { name: 'calls of a single line', factsPerSecond: 300, fewest: 1, most: 1 },
]

const Counted = z.object({ payments: z.int(), events: z.int(), rssMb: z.number() })

/**
 * Facts as signed HTTP calls over 300 projects, every rule on, open loop: a call is sent when its time has come, whether or not the
 * ones before are answered, and its time runs from then. Answered means committed, with ledger, state and warning as they now are.
 * Beside the same calls as one statement each, in the same run. `scale` makes everything smaller, to see that it works.
 */
export async function* benchFresh(scale: number): AsyncGenerator<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'huxin-bench-fresh-'))
  const secret = randomBytes(16).toString('hex')
  const setup = { projects: Math.max(2, Math.round(projects * scale)), workers, secret }
  const server = fork(join(import.meta.dirname, 'fresh-server.ts'), [JSON.stringify(setup)], {
    env: { ...process.env, HUXIN_DATA: join(folder, 'data'), DATABASE_URL: '', LOG_LEVEL: 'error' },
  })
  try {
    const { url } = z.object({ url: z.string() }).parse(await told(server))
    const length = Math.max(2, seconds * scale)
    for (const whole of loads) {
      // Fewer projects bear fewer calls: those of one project are taken one after another.
      const load = { ...whole, factsPerSecond: whole.factsPerSecond * Math.min(1, scale) }
      const floor = await under(load, { url: `${url}/floor`, length, setup })
      const before = Counted.parse(await ask(server, 'count'))
      const real = await under(load, { url: `${url}/facts`, length, setup })
      const after = Counted.parse(await ask(server, 'count'))
      const kept = after.payments - before.payments
      if (kept < real.facts) throw new Error(`Of ${real.facts} facts ${kept} are there.`)
      if (after.events === before.events) throw new Error('No warning changed.')
      yield resultOf(`${load.name}, the floor: one statement a call`, floor)
      yield {
        ...resultOf(`${load.name}, ${after.events - before.events} changes of warnings`, real),
        rssMb: after.rssMb,
        floor: {
          what: 'p99 of the same calls as one statement each',
          seconds: at(floor, 0.99) / 1_000,
        },
        ratio: at(real, 0.99) / at(floor, 0.99),
      }
    }
    server.send('stop')
    await once(server, 'exit')
  } finally {
    server.kill()
    await rm(folder, { recursive: true, force: true })
  }
}

interface Measured {
  readonly facts: number
  /** Calls that were not taken: more came than can be worked off. */
  readonly refused: number
  readonly seconds: number
  /** Milliseconds of each call, sorted. */
  readonly took: readonly number[]
}

interface Target {
  readonly url: string
  readonly length: number
  readonly setup: { readonly projects: number; readonly workers: number; readonly secret: string }
}

const agent = new Agent({ keepAlive: true, maxSockets: 256 })
let sent = 0

async function under(load: Load, target: Target): Promise<Measured> {
  await send(load, target, Math.min(warmUpSeconds, target.length))
  return send(load, target, target.length)
}

async function send(load: Load, { url, setup }: Target, length: number): Promise<Measured> {
  const next = numbersFrom(11 + sent)
  const callsPerSecond = load.factsPerSecond / ((load.fewest + load.most) / 2)
  const calls = Math.round(callsPerSecond * length)
  const took: number[] = []
  const under: Promise<void>[] = []
  const failed: unknown[] = []
  let facts = 0
  let refused = 0
  const begun = performance.now()
  for (let nth = 0; nth < calls; nth += 1) {
    const due = begun + (nth / callsPerSecond) * 1_000
    const early = due - performance.now()
    if (early > 1) await wait(early)
    const lines = linesOf(load, setup.workers, next)
    sent += 1
    const body = JSON.stringify({
      project: Math.floor(next() * setup.projects),
      lines,
      place: `b${sent}`,
    })
    under.push(
      post(url, body, setup.secret).then(
        () => {
          took.push(performance.now() - due)
          facts += lines.length
        },
        () => {
          refused += 1
        },
      ),
    )
  }
  await Promise.all(under)
  if (failed.length > 0) throw new Error(`${failed.length} calls failed.`, { cause: failed[0] })
  return {
    facts,
    refused,
    seconds: (performance.now() - begun) / 1_000,
    took: took.toSorted((a, b) => a - b),
  }
}

/** Different workers of one project, a part of their pay each. */
function linesOf({ fewest, most }: Load, people: number, next: () => number) {
  const count = Math.min(people, fewest + Math.floor(next() * (most - fewest + 1)))
  const first = Math.floor(next() * people)
  return Array.from({ length: count }, (_, at) => ({
    worker: (first + at) % people,
    fen: 100 + Math.floor(next() * 9_900),
  }))
}

function post(url: string, body: string, secret: string): Promise<void> {
  const signature = createHmac('sha256', secret).update(body).digest('hex')
  return new Promise((done, failed) => {
    const headers = { 'content-type': 'application/json', 'x-signature': signature }
    const call = request(url, { method: 'POST', agent, headers }, (reply) => {
      reply.resume()
      reply.on('end', () => {
        if (reply.statusCode === 200) done()
        else failed(new Error(`answered ${reply.statusCode}`))
      })
    })
    call.on('error', failed)
    call.end(body)
  })
}

function at({ took }: Measured, share: number): number {
  return took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0
}

function resultOf(name: string, measured: Measured): Result {
  const { facts, refused, seconds: length } = measured
  return {
    bench: 'fresh',
    case: `${name}: p50 ${at(measured, 0.5).toFixed(0)}, p99 ${at(measured, 0.99).toFixed(0)} ms, ${refused} calls refused`,
    rows: facts,
    seconds: length,
    perSecond: facts / length,
    p50Ms: at(measured, 0.5),
    p95Ms: at(measured, 0.95),
    p99Ms: at(measured, 0.99),
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
