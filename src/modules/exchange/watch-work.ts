import { look } from '../../platform/act.ts'
import type { Context, Reading, Tx } from '../../platform/context.ts'

/** Looks after long work, so that breaking it off breaks off what is under way. */
export interface WorkWatch {
  /** Somebody has broken it off. */
  isBroken(): boolean
  /** The transaction that is under way now, so that its statement can be stopped too. */
  under(tx: Tx): Promise<void>
  /** That transaction has ended. */
  ended(): void
  stop(): void
}

/** How long somebody who breaks off waits at most before the work hears of it. */
const everyMs = 400

/**
 * Watches until stopped: once the work is not to go on any more, what it has open is dropped and its statement cancelled.
 * Whoever asks for it may be another process, so what is kept of the work says it.
 */
export function watchWork(
  ctx: Context,
  goesOn: (reading: Reading) => Promise<boolean>,
  drop: () => void = () => undefined,
): WorkWatch {
  let broken = false
  let backend: Backend | null = null
  let looking = false
  const lookAgain = async () => {
    if (looking) return
    looking = true
    try {
      if (await look(ctx, goesOn)) return
      broken = true
      drop()
      if (backend !== null) await cancel(ctx, backend)
    } catch {
      // A database that is away breaks off the work by itself; the next look may be better.
    } finally {
      looking = false
    }
  }
  const timer = setInterval(() => void lookAgain(), everyMs)
  return {
    isBroken: () => broken,
    under: async (tx) => {
      const found = await tx.client.query<Backend>(
        'select pg_backend_pid() as pid, pg_current_xact_id()::text as xact',
      )
      backend = found.rows[0] ?? null
    },
    ended: () => {
      backend = null
    },
    stop: () => clearInterval(timer),
  }
}

interface Backend {
  readonly pid: number
  readonly xact: string
}

/** Only that transaction: the connection may serve somebody else by now. */
async function cancel(ctx: Context, { pid, xact }: Backend): Promise<void> {
  await look(ctx, (reading) =>
    reading.client.query(
      'select pg_cancel_backend(pid) from pg_stat_activity where pid = $1 and backend_xid = $2::xid8::xid',
      [pid, xact],
    ),
  )
}
