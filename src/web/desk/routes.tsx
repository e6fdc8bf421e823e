import { createBrowserRouter, Navigate, redirect } from 'react-router'
import type { LoaderFunctionArgs } from 'react-router'
import { viewDistrict } from '../../modules/places/contract.ts'
import { Skeleton } from './parts/states.tsx'
import { queries, reading, whenSignedOut } from './read.ts'
import { requireSession, signInAddress } from './session.ts'
import { PageFailure, WholeFailure } from './shell/page-failure.tsx'
import { Shell } from './shell/shell.tsx'
import { pages } from './page-routes.tsx'

async function enterDistrict({ request, params }: LoaderFunctionArgs) {
  const me = await requireSession(request)
  if (me.isFactorMissing) return redirect('/second-factor')
  await queries.query({
    ...reading(viewDistrict, params['district'] ?? ''),
    staleTime: 'static',
  })
  return null
}

async function goHome({ request }: LoaderFunctionArgs) {
  const me = await requireSession(request)
  if (me.isFactorMissing) return redirect('/second-factor')
  if (new URL(request.url).searchParams.has('outside')) {
    return redirect(`/d/${me.posts[0]?.district ?? '000000'}/sign-in`)
  }
  return redirect(`/d/${me.posts[0]?.district ?? '000000'}`)
}

export const router = createBrowserRouter([
  { path: '/', loader: goHome, errorElement: <WholeFailure />, HydrateFallback: Skeleton },
  {
    path: '/sign-in',
    lazy: { Component: async () => (await import('./pages/sign-in.tsx')).SignInPage },
    errorElement: <WholeFailure />,
    HydrateFallback: Skeleton,
  },
  {
    path: '/second-factor',
    lazy: { Component: async () => (await import('./pages/second-factor.tsx')).SecondFactorPage },
    loader: async ({ request }: LoaderFunctionArgs) => {
      const me = await requireSession(request)
      return me.isFactorMissing ? null : redirect('/')
    },
    errorElement: <WholeFailure />,
    HydrateFallback: Skeleton,
  },
  {
    path: '/invitation',
    lazy: { Component: async () => (await import('./pages/invitation.tsx')).InvitationPage },
    errorElement: <WholeFailure />,
    HydrateFallback: Skeleton,
  },
  {
    path: '/d/:district',
    loader: enterDistrict,
    // Who is signed in does not change with a filter; a 401 says when it did.
    shouldRevalidate: ({ currentParams, nextParams }) =>
      currentParams['district'] !== nextParams['district'],
    Component: Shell,
    errorElement: <WholeFailure />,
    HydrateFallback: Skeleton,
    children: [{ errorElement: <PageFailure />, children: pages }],
  },
  // Outside the shell, and without asking who is signed in: these open without network.
  {
    path: '/d/:district/screening/:roundId/phone',
    lazy: { Component: async () => (await import('./pages/screening-phone.tsx')).PhoneListPage },
    errorElement: <WholeFailure />,
    HydrateFallback: Skeleton,
  },
  {
    path: '/d/:district/screening/:roundId/:itemId',
    lazy: { Component: async () => (await import('./pages/screening-phone.tsx')).PhoneItemPage },
    errorElement: <WholeFailure />,
    HydrateFallback: Skeleton,
  },
  { path: '*', element: <Navigate to="/" replace /> },
])

// Loading the page anew forgets everything that was read in the session that ended. Several reads may be told at once: the
// first of them leaves, for a second going would break off the first.
let isLeaving = false
whenSignedOut(() => {
  const { pathname, search } = router.state.location
  if (isLeaving || pathname === '/sign-in' || pathname === '/invitation') return
  isLeaving = true
  window.location.assign(signInAddress(pathname + search))
})
window.addEventListener('pageshow', () => {
  isLeaving = false
})
