import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../src/config.ts'
import { openHouse } from '../src/house.ts'
import { demoDistrict } from '../src/kernel/district.ts'
import { verifyAudit } from '../src/modules/audit/views-chain.ts'
import { act, look } from '../src/platform/act.ts'
import type { Context } from '../src/platform/context.ts'
import { keepWorking } from '../src/platform/keep-working.ts'
import { sealAudit } from '../src/platform/seal-audit.ts'
import { systemContext } from '../src/platform/system.ts'
import type { Result } from './result.ts'

const writes = 8_000
const writers = 8
const entries = 1_000_000
const aTransaction = 1_000

/**
 * What the audit costs: writes a second by eight writers without and with the sealer beside them, in turn; how far behind
 * it seals; then a million entries sealed and verified.
 */
export async function* benchAudit(): AsyncGenerator<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'huxin-bench-audit-'))
  const environment = { ...process.env, HUXIN_DATA: folder, DATABASE_URL: '', LOG_LEVEL: 'error' }
  const house = await openHouse(readConfig(environment), { name: 'huxin bench', hearers: [] })
  try {
    const { platform } = house
    const now = () => systemContext(platform, demoDistrict, new Date())
    await write(now, writes)
    for (let round = 1; round <= 2; round += 1) {
      yield timed(`writes without the sealer, round ${round}`, writes, await write(now, writes))
      await sealAll(now())
      const work = keepWorking(
        platform,
        async () => [demoDistrict],
        () => new Date(),
      )
      const lag = watchLag(now())
      const took = await write(now, writes)
      const worst = await lag.stop()
      await work.stop()
      yield timed(`writes with the sealer, round ${round}`, writes, took)
      yield timed(`oldest entry that waited for its seal, round ${round}`, 1, worst / 1_000)
    }
    await writeMany(now())
    const begun = performance.now()
    const sealed = await sealAll(now())
    yield timed('sealing what waits', sealed, (performance.now() - begun) / 1_000)
    const started = performance.now()
    const verified = await verifyAudit(now())
    if (verified.faults > 0) throw new Error('A chain that nobody touched has a fault.')
    yield timed('verifying the chain', verified.sealed, (performance.now() - started) / 1_000)
  } finally {
    await house.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function write(now: () => Context, count: number): Promise<number> {
  const begun = performance.now()
  await Promise.all(
    Array.from({ length: writers }, async () => {
      for (let at = 0; at < count / writers; at += 1) {
        await act(now(), 'bench.write', `w-${at}`, async (tx) => tx.note({ rows: at }))
      }
    }),
  )
  return (performance.now() - begun) / 1_000
}

async function writeMany(ctx: Context): Promise<void> {
  for (let done = 0; done < entries; done += aTransaction) {
    await act(ctx, 'bench.many', `m-${done}`, async (tx) => {
      for (let at = 1; at < aTransaction; at += 1) {
        await act(tx, 'bench.one', `o-${at}`, async (step) => step.note({ rows: at }))
      }
    })
  }
}

async function sealAll(ctx: Context): Promise<number> {
  let sealed = 0
  for (;;) {
    const more = await sealAudit(ctx.platform, ctx.now)
    sealed += more
    if (more === 0) return sealed
  }
}

/** The oldest entry that waits, looked at ten times a second: the worst of it in milliseconds. */
function watchLag(ctx: Context) {
  let [worst, stopped] = [0, false]
  const watching = (async () => {
    while (!stopped) {
      const found = await look({ ...ctx, now: new Date() }, (reading) =>
        reading.client.query<{ at: Date | null }>(
          'select min(at) as at from platform.audit_entry where seal_no is null',
        ),
      )
      const at = found.rows[0]?.at
      if (at) worst = Math.max(worst, Date.now() - at.getTime())
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  })()
  return {
    stop: async () => {
      stopped = true
      await watching
      return worst
    },
  }
}

function timed(name: string, rows: number, seconds: number): Result {
  return { bench: 'audit', case: name, rows, seconds, perSecond: rows / seconds }
}
