import { act } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import { readSessionToken } from './session-token.ts'
import { recordSessionEnd } from './store.ts'

/** Ends the session of the token, where it is the actor's own. */
export async function signOut(ctx: Context, token: string | undefined): Promise<void> {
  const session = token === undefined ? null : readSessionToken(token)
  if (session === null) return
  await act(ctx, 'session.end', ctx.actor.id, (tx) =>
    recordSessionEnd(tx, ctx.actor.id, session.hash),
  )
}
