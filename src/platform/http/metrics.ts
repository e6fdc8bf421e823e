import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** What is true of the process, whichever of its servers is asked. */
let ofProcess: Registry | null = null

/** Where the time of an answer is told apart: seconds. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/**
 * `/metrics` as Prometheus reads it: the process, the answers by route (its pattern, never an address), and each number
 * of `facts` as a gauge. Told to this machine only: what watches from elsewhere asks through its own agent here.
 */
export function serveMetrics(
  app: FastifyInstance,
  facts: () => Promise<Readonly<Record<string, unknown>>>,
): void {
  ofProcess ??= openProcess()
  const own = new Registry()
  const answers = new Histogram({
    name: 'huxin_http_answer_seconds',
    help: 'Time from a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets,
    registers: [own],
  })
  app.addHook('onResponse', (request, reply, done) => {
    answers.observe(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: `${Math.trunc(reply.statusCode / 100)}xx`,
      },
      reply.elapsedTime / 1_000,
    )
    done()
  })
  const known = new Registry()
  const all = Registry.merge([ofProcess, own])
  app.get('/metrics', async (request, reply) => {
    if (!isHere(request.ip)) return reply.callNotFound()
    known.clear()
    for (const [name, value] of Object.entries(await facts())) {
      if (typeof value === 'number') gaugeOf(known, name).set(value)
    }
    return reply.type(all.contentType).send(`${await all.metrics()}\n${await known.metrics()}`)
  })
}

function openProcess(): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return registry
}

/** `lateSweeps` is told as `huxin_late_sweeps`. */
function gaugeOf(registry: Registry, fact: string): Gauge {
  const name = `huxin_${fact.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`
  return new Gauge({ name, help: `As /readyz says: ${fact}.`, registers: [registry] })
}

function isHere(address: string): boolean {
  return address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.')
}
