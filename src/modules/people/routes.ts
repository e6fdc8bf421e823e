import { route, type Route } from '../../platform/http/route.ts'
import { changePassword } from './change-password.ts'
import * as endpoints from './contract.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'
import { viewMe } from './views.ts'

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
]
