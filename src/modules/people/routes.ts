import { type Http, route, type Route } from '../../platform/http/route.ts'
import { Refused } from '../../kernel/refusal.ts'
import { changePassword } from './change-password.ts'
import { acceptInvitation } from './accept-invitation.ts'
import { renewInvitation, withdrawInvitation } from './change-invitation.ts'
import * as endpoints from './contract.ts'
import * as invitations from './contract-invitations.ts'
import * as elsewhere from './contract-outside.ts'
import * as posts from './contract-posts.ts'
import * as own from './contract-sign-in.ts'
import { closeAccount } from './close-account.ts'
import { deputise } from './deputise.ts'
import { endLeave, enterLeave } from './enter-leave.ts'
import { movePost } from './move-post.ts'
import { endPost } from './end-post.ts'
import { endOtherSessions, endOwnSession } from './end-sessions.ts'
import { invite } from './invite.ts'
import { cameBack, leaveFor, type Outside } from './outside.ts'
import { endAccountSessions, resetSecondFactor, unlockAccount } from './secure-account.ts'
import { readSessionToken } from './session-token.ts'
import {
  beginSecondFactor,
  confirmSecondFactor,
  endSecondFactor,
  renewRecoveryCodes,
} from './set-up-second-factor.ts'
import { signIn } from './sign-in.ts'
import { bindToOutside, signInOutside, unbindOutside } from './sign-in-outside.ts'
import { signOut } from './sign-out.ts'
import { type SessionToken, viewMe } from './views.ts'
import { listInvitations, openInvitation, viewInvitationLink } from './views-invitations.ts'
import { viewAccount, viewMySignIn } from './views-sign-in.ts'

const ownSignIn: readonly Route[] = [
  route(own.endOwnSession, (ctx, { params }) => endOwnSession(ctx, params.sessionId)),
  route(own.endOtherSessions, (ctx, _input, http) => endOtherSessions(ctx, hashIn(http))),
  route(own.beginSecondFactor, (ctx) => beginSecondFactor(ctx)),
  route(own.confirmSecondFactor, (ctx, { body }, http) =>
    confirmSecondFactor(ctx, body.code, hashIn(http)),
  ),
  route(own.renewRecoveryCodes, (ctx, { body }) => renewRecoveryCodes(ctx, body.code)),
  route(own.endSecondFactor, (ctx, { body }) => endSecondFactor(ctx, body.code)),
  route(own.viewAccount, (ctx, { params }) => viewAccount(ctx, params.accountId)),
  route(own.unlockAccount, (ctx, { params, body }) => unlockAccount(ctx, params.accountId, body)),
  route(own.endAccountSessions, (ctx, { params, body }) =>
    endAccountSessions(ctx, params.accountId, body),
  ),
  route(own.resetSecondFactor, (ctx, { params, body }) =>
    resetSecondFactor(ctx, params.accountId, body),
  ),
]

const plainRoutes: readonly Route[] = [
  ...ownSignIn,
  route(endpoints.signIn, async (ctx, { body }, http) => {
    const { me, token } = await signIn(ctx, body, http.from)
    http.setSession(token)
    return me
  }),
  route(endpoints.viewMe, (ctx, _input, http) => viewMe(ctx, sessionIn(http))),
  route(endpoints.signOut, async (ctx, _input, http) => {
    await signOut(ctx, http.session)
    http.clearSession()
    return { signedOut: true }
  }),
  route(endpoints.changePassword, async (ctx, { body }, http) => {
    await changePassword(ctx, body)
    http.clearSession()
    return { changed: true }
  }),
  route(invitations.invite, (ctx, { body }) => invite(ctx, body)),
  route(invitations.listInvitations, (ctx, { query }) => listInvitations(ctx, query)),
  route(invitations.viewInvitationLink, (ctx, { params }) => viewInvitationLink(ctx, params.id)),
  route(invitations.renewInvitation, (ctx, { params }) => renewInvitation(ctx, params.id)),
  route(invitations.withdrawInvitation, (ctx, { params }) => withdrawInvitation(ctx, params.id)),
  route(invitations.openInvitation, (ctx, { body }) => openInvitation(ctx, body.link)),
  route(invitations.acceptInvitation, (ctx, { body }) => acceptInvitation(ctx, body)),
  route(invitations.endPost, (ctx, { params, body }) => endPost(ctx, { ...params, ...body })),
  route(posts.enterLeave, (ctx, { params, body }) => enterLeave(ctx, { ...params, ...body })),
  route(posts.endLeave, (ctx, { params }) => endLeave(ctx, params.id)),
  route(posts.deputise, (ctx, { params, body }) => deputise(ctx, { ...params, ...body })),
  route(posts.movePost, (ctx, { params, body }) => movePost(ctx, { ...params, ...body })),
  route(posts.closeAccount, (ctx, { params, body }) => closeAccount(ctx, { ...params, ...body })),
]

/** Single sign-on, and what is told of it; null: the operator has set up none. */
function outsideRoutes(outside: Outside | null): readonly Route[] {
  const set = () => {
    if (outside !== null) return outside
    throw new Refused({ code: 'people.outside-none', kind: 'wrong-state' })
  }
  return [
    route(own.viewMySignIn, (ctx, _input, http) =>
      viewMySignIn(ctx, sessionIn(http), outside?.issuer ?? null),
    ),
    route(elsewhere.viewOutside, async () => ({ name: outside?.name ?? null })),
    route(elsewhere.beginOutside, (ctx, _input, http) =>
      orSaid(http, async () => {
        const { address, passing } = await leaveFor(ctx, set(), null)
        http.setPassing(passing)
        return address
      }),
    ),
    route(elsewhere.returnOutside, (ctx, { query }, http) =>
      orSaid(http, async () => {
        const { passing } = http
        http.setPassing(null)
        const { issuer } = set()
        const { subject, accountId } = await cameBack(ctx, set(), { passing, query })
        if (accountId !== null) {
          await bindToOutside(ctx, accountId, { issuer, subject })
          return '/?outside=bound'
        }
        const { token } = await signInOutside(ctx, { issuer, subject }, http.from)
        http.setSession(token)
        return '/'
      }),
    ),
    route(elsewhere.bindOutside, async (ctx, _input, http) => {
      const { address, passing } = await leaveFor(ctx, set(), ctx.actor.id)
      http.setPassing(passing)
      return { address }
    }),
    route(elsewhere.unbindOutside, (ctx) => unbindOutside(ctx)),
  ]
}

/** A browser that was sent here is sent on, to the page that says why not where it was refused. */
async function orSaid(http: Http, work: () => Promise<string>): Promise<void> {
  try {
    http.redirect(await work())
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    http.redirect(`/sign-in?refused=${error.refusal.code}`)
  }
}

export function peopleRoutesWith(outside: Outside | null): readonly Route[] {
  return [...plainRoutes, ...outsideRoutes(outside)]
}

export const peopleRoutes: readonly Route[] = peopleRoutesWith(null)

function sessionIn({ session }: Http): SessionToken | null {
  return session === undefined ? null : readSessionToken(session)
}

/** Of a request that came with a session, which is what `account` asks for. */
function hashIn(http: Http): Buffer {
  return sessionIn(http)?.hash ?? Buffer.alloc(0)
}
