import { Refused } from '../../kernel/refusal.ts'
import type { Context, Platform } from '../../platform/context.ts'
import type { Authenticate, Authenticated } from '../../platform/http/app.ts'
import type { Scope } from '../../platform/scope.ts'
import { systemContext } from '../../platform/system.ts'
import { tend } from '../../platform/tend.ts'
import { actorNameOf } from './rules/post-life.ts'
import { isSeenAnew } from './rules/sign-in.ts'
import { readSessionToken } from './session-token.ts'
import { recordSeen } from './store.ts'
import { findAccountPosts, findSession, type RunningPost } from './views.ts'

/** Ids of the projects in a town, or of an industry, of the context's district. The registry knows; start hands it in. */
export interface ProjectsOf {
  readonly town: (ctx: Context, town: string) => Promise<readonly string[]>
  readonly industries: (ctx: Context, industries: readonly string[]) => Promise<readonly string[]>
}

/**
 * Tells the server who a session is and what it may see. Null where nobody is signed in; somebody who is, but has no
 * post in the district, is refused.
 */
export function authenticateWith(platform: Platform, projectsOf: ProjectsOf): Authenticate {
  return async (session, district, now) => {
    const token = session === undefined ? null : readSessionToken(session)
    if (token === null) return null
    const known = await findSession(platform, token, now)
    if (known === null) return null
    if (isSeenAnew(known, now)) {
      const home = systemContext(platform, token.homeDistrict, now)
      await tend(home, (tx) => recordSeen(tx, token.hash, known.seenAt))
    }
    const place = district ?? token.homeDistrict
    const posts = known.posts.filter((post) => post.district === place)
    if (district !== null && posts.length === 0) {
      throw new Refused({ code: 'people.no-post-here', kind: 'not-allowed', values: { district } })
    }
    const there = systemContext(platform, place, now)
    if (district !== null && known.isFactorMissing) {
      throw new Refused({ code: 'people.second-factor-first', kind: 'not-allowed' })
    }
    const projects = district === null ? [] : await sightOf(there, posts, projectsOf)
    return inPosts(there, known, posts, projects)
  }
}

/**
 * The context of an account by its name, as if it were signed in: what the local administrator does with `--as`. Null
 * where there is no such account or it has no post in the context's district.
 */
export async function contextAs(
  ctx: Context,
  name: string,
  projectsOf: ProjectsOf,
): Promise<Context | null> {
  const known = await findAccountPosts(ctx, name)
  const posts = known?.posts.filter((post) => post.district === ctx.district) ?? []
  if (known === null || posts.length === 0) return null
  return { ...ctx, ...inPosts(ctx, known, posts, await sightOf(ctx, posts, projectsOf)) }
}

function inPosts(
  { district }: Context,
  known: { accountId: string; displayName: string },
  posts: readonly RunningPost[],
  projects: Scope['projects'],
): Authenticated {
  return {
    actor: {
      id: known.accountId,
      name: actorNameOf(known.displayName, posts),
      organisation: posts[0]?.organisation ?? '',
      roles: [...new Set(posts.map((post) => post.role))],
    },
    scope: { first: district, last: district, projects, account: known.accountId },
  }
}

/** Whoever holds several posts sees what any of them sees. */
async function sightOf(
  ctx: Context,
  posts: readonly RunningPost[],
  projectsOf: ProjectsOf,
): Promise<Scope['projects']> {
  const seen = new Set<string>()
  for (const post of posts) {
    switch (post.role) {
      case 'coordination-office':
      case 'leader':
        return '*'
      case 'department':
        if (post.industries.includes('all')) return '*'
        for (const id of await projectsOf.industries(ctx, post.industries)) seen.add(id)
        break
      case 'town':
        if (post.town === null) break
        for (const id of await projectsOf.town(ctx, post.town)) seen.add(id)
        break
      case 'labour-officer':
        for (const id of post.projectIds) seen.add(id)
        break
      case 'system-administrator':
      case 'security-administrator':
      case 'audit-administrator':
        break
    }
  }
  return [...seen]
}
