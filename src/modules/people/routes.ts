import { route, type Route } from '../../platform/http/route.ts'
import { changePassword } from './change-password.ts'
import { acceptInvitation } from './accept-invitation.ts'
import { renewInvitation, withdrawInvitation } from './change-invitation.ts'
import * as endpoints from './contract.ts'
import * as invitations from './contract-invitations.ts'
import { endPost } from './end-post.ts'
import { invite } from './invite.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'
import { viewMe } from './views.ts'
import { listInvitations, openInvitation, viewInvitationLink } from './views-invitations.ts'

export const peopleRoutes: readonly Route[] = [
  route(endpoints.signIn, async (ctx, { body }, http) => {
    const { me, token } = await signIn(ctx, body)
    http.setSession(token)
    return me
  }),
  route(endpoints.viewMe, (ctx) => viewMe(ctx)),
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
]
