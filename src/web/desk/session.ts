import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { redirect } from 'react-router'
import { call, CallFailed } from './call.ts'
import { useDistrict } from './district.ts'
import { clearPhone } from './offline/phone-store.ts'
import { queries, reading } from './read.ts'
import { signOut, viewMe } from '../../modules/people/contract.ts'
import type { Me } from '../../modules/people/contract.ts'
import { roleNames } from '../../modules/people/words.ts'
import { viewDistrict } from '../../modules/places/contract.ts'
import type { AnyEndpoint } from '../../kernel/endpoint.ts'
import type { Role } from '../../kernel/role.ts'

export function sayRole(role: Role): string {
  return roleNames[role]
}

/** Where to sign in, keeping the address that was asked for. */
export function signInAddress(wanted: string): string {
  return `/sign-in?to=${encodeURIComponent(wanted)}`
}

let asking: Promise<Me> | null = null

/** Who is signed in; sends to the sign-in page where nobody is. For loaders, which ask at the same time. */
export async function requireSession(request: Request): Promise<Me> {
  const known = queries.getQueryData(reading(viewMe, '').queryKey)
  if (known) return known
  const url = new URL(request.url)
  asking ??= call(viewMe, '').finally(() => {
    asking = null
  })
  const me = await asking.catch((error: unknown) => {
    if (error instanceof CallFailed && error.status === 401) {
      // oxlint-disable-next-line typescript/only-throw-error -- how a loader of the router sends elsewhere
      throw redirect(signInAddress(url.pathname + url.search))
    }
    throw error
  })
  queries.setQueryData(reading(viewMe, '').queryKey, me)
  return me
}

/** Who looks, in the district of the address. */
export function useMe() {
  const district = useDistrict()
  const me = useSuspenseQuery({ ...reading(viewMe, ''), staleTime: Infinity }).data
  const place = useSuspenseQuery({ ...reading(viewDistrict, district), staleTime: Infinity }).data
  const post = me.posts.find((one) => one.district === district)
  return {
    id: me.accountId,
    name: me.displayName,
    /** What is typed to sign in. */
    account: me.name,
    organisation: post?.organisation ?? '',
    roles: rolesIn(me, district),
    demo: place.demo,
    districtName: place.name,
    towns: place.towns,
  }
}

export function rolesIn(me: Me, district: string): Role[] {
  return me.posts.filter((post) => post.district === district).map((post) => post.role)
}

/** Whether one of these roles may call the endpoint: the table that the server asks too. */
export function mayCall(of: AnyEndpoint, roles: readonly Role[]): boolean {
  return of.may === undefined || of.may.some((role) => roles.includes(role))
}

/** Ends the session and, with the page, everything read in it. */
export function useSignOut() {
  const ending = useMutation({
    mutationFn: async () => {
      await call(signOut, '')
      // What a phone took along of this account's work leaves with it.
      await clearPhone()
    },
    onSettled: () => window.location.assign('/sign-in'),
  })
  return { run: () => ending.mutate() }
}
