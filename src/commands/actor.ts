import { Refused } from '../kernel/refusal.ts'
import { contextAs } from '../modules/people/authenticate.ts'
import { listProjectIdsOfTown } from '../modules/registry/views.ts'
import type { Context } from '../platform/context.ts'

/** `--as NAME`: that account's rights and sight, and its name in the audit. */
export async function actorAs(ctx: Context, name: string): Promise<Context> {
  const known = await contextAs(ctx, name, listProjectIdsOfTown)
  if (known !== null) return known
  throw new Refused({ code: 'people.no-such-account', kind: 'not-found', values: { name } })
}
