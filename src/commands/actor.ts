import type { AnyEndpoint } from '../kernel/endpoint.ts'
import { Refused } from '../kernel/refusal.ts'
import { contextAs } from '../modules/people/authenticate.ts'
import type { Role } from '../kernel/role.ts'
import type { Context } from '../platform/context.ts'
import { projectsOf } from '../projects-of.ts'

/** `--as NAME`: that account's rights and sight, and its name in the audit. */
export async function actorAs(ctx: Context, name: string): Promise<Context> {
  const known = await contextAs(ctx, name, projectsOf)
  if (known !== null) return known
  throw new Refused({ code: 'people.no-such-account', kind: 'not-found', values: { name } })
}

/** Who looks after the installation at the command line, where no page does; the local administrator is of the office. */
export const administrators = ['coordination-office', 'system-administrator'] as const

/** Refuses where an account of `--as` may not call what its command does. */
export function mustBeAbleTo(ctx: Context, { may }: Pick<AnyEndpoint, 'may'>): void {
  if (may) mustBeOneOf(ctx, may)
}

/** The same where no endpoint does it. */
export function mustBeOneOf({ actor }: Context, may: readonly Role[]): void {
  if (may.some((role) => actor.roles.includes(role))) return
  throw new Refused({ code: 'platform.not-allowed', kind: 'not-allowed' })
}
