import { monitorEventLoopDelay } from 'node:perf_hooks'
import { devNull } from 'node:os'
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { buildApp, hearers } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { openHouse } from '../src/house.ts'
import { demoDistrict } from '../src/kernel/district.ts'
import { systemContext } from '../src/platform/system.ts'

/*
 * The server that is asked for files, in a process of its own: it tells its parent where it listens, and of each span
 * between two messages the most memory it held and the longest its event loop stood still.
 */

const clock = () => new Date()
const house = await openHouse(readConfig(process.env), { name: 'huxin bench', hearers })
const { scope, actor } = systemContext(house.platform, demoDistrict, clock())
const app = await buildApp({
  platform: house.platform,
  clock,
  readiness: async () => ({ ready: true, facts: {} }),
  authenticate: async () => ({
    scope,
    actor: { ...actor, name: '测算', organisation: '治欠办', roles: ['coordination-office'] },
  }),
})
const address = await app.listen({ host: '127.0.0.1', port: 0 })

const delay = monitorEventLoopDelay({ resolution: 5 })
let peak = 0
const sampler = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss())
}, 20)

process.on('message', (message) => void answer(message))
process.send?.({ address })

async function answer(message: unknown): Promise<void> {
  if (message === 'begin') {
    peak = process.memoryUsage.rss()
    delay.reset()
    delay.enable()
    process.send?.({ begun: true })
  } else if (message === 'end') {
    delay.disable()
    process.send?.({ rssMb: peak / 2 ** 20, stallMs: delay.max / 1e6 })
  } else if (message === 'floor') {
    process.send?.({ seconds: await floor() })
  } else {
    clearInterval(sampler)
    await app.close()
    await house.close()
    process.disconnect?.()
  }
}

/** The least that must be done: the database's own copy of the same rows, names joined, as text to nowhere. */
async function floor(): Promise<number> {
  const owner = new pg.Client({ connectionString: house.ownerUrl })
  await owner.connect()
  const begun = performance.now()
  const rows = owner.query(
    copyTo(`copy (select p.code, p.name, w.name, l.* from wages.ledger l
      join registry.project p on p.district = l.district and p.id = l.project_id
      join labour.worker w on w.district = l.district and w.id = l.worker_id
      order by p.code, l.month desc, l.worker_id desc) to stdout (format csv)`),
  )
  await pipeline(rows, createWriteStream(devNull))
  const seconds = (performance.now() - begun) / 1_000
  await owner.end()
  return seconds
}
