import type { Platform } from './context.ts'
import { deliver } from './deliver.ts'
import { errorFacts } from './log.ts'
import { sealAudit } from './seal-audit.ts'
import { runSweeps } from './sweeps.ts'
import { takeNumbers } from './take-numbers.ts'

const takerMs = 100
const listenerMs = 1_000
const sweepMs = 5_000
/** The audit is sealed at most a second behind. */
const sealMs = 500

/** What goes on beside the answering of requests. */
export interface Work {
  /** Somebody has announced something: look now. */
  wake(): void
  /** Ends after what is under way. */
  stop(): Promise<void>
}

/**
 * Numbers announcements, lets listeners hear them, runs sweeps and seals the audit until stopped. Each listener has its own pace, so that
 * one with long work keeps nobody waiting. The database being away for a while is logged and waited out.
 */
export function keepWorking(
  platform: Platform,
  districts: () => Promise<readonly string[]>,
  clock: () => Date,
): Work {
  const loops: Loop[] = []
  const listeners = platform.hearers.after.map((hearer) =>
    loop(platform, listenerMs, () => deliver(platform, clock, [hearer])),
  )
  const taker = loop(platform, takerMs, async () => {
    const taken = await takeNumbers(platform)
    if (taken > 0) for (const listener of listeners) listener.wake()
    return taken
  })
  const sweeper = loop(platform, sweepMs, async () => {
    await runSweeps(platform, await districts(), clock)
    return 0
  })
  const sealer = loop(platform, sealMs, () => sealAudit(platform, clock()))
  loops.push(...listeners, taker, sweeper, sealer)
  return {
    wake: () => taker.wake(),
    stop: async () => {
      await Promise.all(loops.map((one) => one.stop()))
    },
  }
}

interface Loop {
  wake(): void
  stop(): Promise<void>
}

/** Runs the work again and again: at once while there is more, else after the wait or when woken. */
function loop(platform: Platform, waitMs: number, work: () => Promise<number>): Loop {
  let stopped = false
  let rouse: () => void = () => undefined
  let woken = false
  const rest = () =>
    new Promise<void>((resolve) => {
      if (woken || stopped) return resolve()
      const timer = setTimeout(resolve, waitMs)
      rouse = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const run = async () => {
    while (!stopped) {
      woken = false
      try {
        if ((await work()) > 0) continue
      } catch (error) {
        platform.log.error(errorFacts(error), 'work interrupted')
      }
      await rest()
    }
  }
  const running = run()
  return {
    wake: () => {
      woken = true
      rouse()
    },
    stop: async () => {
      stopped = true
      rouse()
      await running
    },
  }
}
