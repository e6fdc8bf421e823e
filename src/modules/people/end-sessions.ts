import { Refused } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import { recordOneSessionEnd, recordOtherSessionsEnd } from './store-sessions.ts'

/** Ends one of the actor's own sessions. `ctx` is in the account's home district. */
export async function endOwnSession(ctx: Context, id: string): Promise<{ ended: number }> {
  return act(ctx, 'session.end', ctx.actor.id, async (tx) => {
    if (!(await recordOneSessionEnd(tx, ctx.actor.id, id))) {
      throw new Refused({ code: 'people.session-unknown', kind: 'not-found' })
    }
    return { ended: 1 }
  })
}

/** Ends every session of the actor's but the one it asks in. */
export async function endOtherSessions(ctx: Context, session: Buffer): Promise<{ ended: number }> {
  return act(ctx, 'session.end', ctx.actor.id, async (tx) => {
    const ended = await recordOtherSessionsEnd(tx, ctx.actor.id, session)
    tx.note({ sessionsEnded: ended })
    return { ended }
  })
}
