import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Provider } from 'oidc-provider'
import { district } from '../../../tests/support/district.ts'
import { openApp } from '../../platform/http/app.ts'
import { platformWords } from '../../platform/words.ts'
import { aDistrict } from '../places/fixtures.ts'
import { placesRoutes } from '../places/routes.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import { placesWords } from '../places/words.ts'
import { authenticateWith } from './authenticate.ts'
import { anAccount, fixturePassword } from './fixtures.ts'
import type { Outside } from './outside.ts'
import { peopleRoutesWith } from './routes.ts'
import { peopleWords } from './words.ts'

/* A real provider (oidc-provider) on a free port of this machine, over http: the only place where that is taken. */

const here = await district()
const office = here.at('2026-11-23')
const ownUrl = 'http://huxin.test'
const provider: Server = createServer()
let outside: Outside
let app: Awaited<ReturnType<typeof openApp>>

function portOf(server: Server): number {
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('It does not listen.')
  return address.port
}

beforeAll(async () => {
  await aDistrict(office)
  await shipParameters(here.platform, office.now)
  await anAccount(office, 'coordination-office', { name: 'zhou' })
  await anAccount(office, 'town', { name: 'chen' })
  await new Promise<void>((done) => provider.listen(0, '127.0.0.1', done))
  const issuer = `http://127.0.0.1:${portOf(provider)}`
  const client = { client_id: 'huxin', client_secret: 'a secret of the test' }
  const redirect_uris = [`${ownUrl}/api/outside/return`]
  const oidc = new Provider(issuer, {
    clients: [{ ...client, redirect_uris, token_endpoint_auth_method: 'client_secret_post' }],
    cookies: { keys: ['a key of the test'] },
  })
  provider.on('request', oidc.callback())
  outside = {
    issuer,
    clientId: client.client_id,
    clientSecret: client.client_secret,
    name: '政务统一认证',
    ownUrl,
    insecure: true,
  }
  app = await openApp({
    platform: here.platform,
    authenticate: authenticateWith(here.platform, {
      town: async () => [],
      industries: async () => [],
    }),
    routes: [...placesRoutes, ...peopleRoutesWith(outside)],
    words: { ...platformWords, ...placesWords, ...peopleWords },
    clock: () => office.now,
    readiness: async () => ({ ready: true, facts: {} }),
  })
})
afterAll(async () => {
  await app.close()
  provider.closeAllConnections()
  await new Promise((done) => provider.close(done))
})

async function signedIn(name: string): Promise<Record<string, string>> {
  const payload = { name, password: fixturePassword }
  const reply = await app.inject({ method: 'POST', url: '/api/session', payload })
  return { huxin_session: reply.cookies[0]?.value ?? '' }
}

/** A browser at the provider: signs in there as `who`, agrees, and is sent back; the address it is sent to. */
async function throughProvider(begin: string, who: string): Promise<URL> {
  const jar = new Map<string, string>()
  let address = begin
  for (let step = 0; step < 12; step += 1) {
    if (address.startsWith(ownUrl)) return new URL(address)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const shown = await fetch(address, { redirect: 'manual', headers: { cookie } })
    for (const set of shown.headers.getSetCookie()) {
      const [pair = ''] = set.split(';')
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    const next = shown.headers.get('location')
    if (next !== null) {
      address = new URL(next, address).href
      continue
    }
    // A form of the provider's own: who one is, or that this program may know.
    const page = await shown.text()
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1] ?? 'login'
    const form = new URLSearchParams({ prompt, login: who, password: 'whatever' })
    const sent = await fetch(address, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      body: form,
    })
    for (const set of sent.headers.getSetCookie()) {
      const [pair = ''] = set.split(';')
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    address = new URL(sent.headers.get('location') ?? '', address).href
  }
  throw new Error('The provider led nowhere.')
}

function passingOf(cookies: readonly { name: string; value: string }[]): Record<string, string> {
  return { huxin_passing: cookies.find(({ name }) => name === 'huxin_passing')?.value ?? '' }
}

/** From the button on the sign-in page to what the browser is answered in the end. */
async function signInThere(who: string) {
  const begun = await app.inject({ url: '/api/outside/begin' })
  const back = await throughProvider(String(begun.headers.location), who)
  return app.inject({ url: back.pathname + back.search, cookies: passingOf(begun.cookies) })
}

async function bind(cookies: Record<string, string>, who: string) {
  const begun = await app.inject({ method: 'POST', url: '/api/outside/bind', cookies })
  const back = await throughProvider(begun.json().address, who)
  // Its own session's cookie is strict: the browser does not bring it back from another site.
  return app.inject({ url: back.pathname + back.search, cookies: passingOf(begun.cookies) })
}

test('the page is told under which name to offer it', async () => {
  const reply = await app.inject({ url: '/api/outside' })
  expect(reply.json()).toEqual({ name: '政务统一认证' })
})

test('who is bound to no account is sent back with the reason, and gets none', async () => {
  const reply = await signInThere('somebody')
  expect(reply.headers.location).toBe('/sign-in?refused=people.outside-unknown')
  expect(reply.cookies.some(({ name }) => name === 'huxin_session')).toBe(false)
})

test('an account binds itself while signed in, and signs in by it from then on', async () => {
  const cookies = await signedIn('zhou')
  const bound = await bind(cookies, 'zhou-there')
  expect(bound.headers.location).toBe('/?outside=bound')
  const mine = await app.inject({ url: '/api/sign-in', cookies })
  expect(mine.json()).toMatchObject({ outside: 'bound' })
  const reply = await signInThere('zhou-there')
  expect(reply.headers.location).toBe('/')
  const session = reply.cookies.find(({ name }) => name === 'huxin_session')
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Strict' })
  const me = await app.inject({
    url: '/api/session',
    cookies: { huxin_session: session?.value ?? '' },
  })
  expect(me.json()).toMatchObject({ name: 'zhou', isFactorMissing: false })
})

test('one identity is one account’s; unbound it opens nothing', async () => {
  const taken = await bind(await signedIn('chen'), 'zhou-there')
  expect(taken.headers.location).toBe('/sign-in?refused=people.outside-taken')
  const cookies = await signedIn('zhou')
  await app.inject({ method: 'POST', url: '/api/outside/unbind', cookies })
  const reply = await signInThere('zhou-there')
  expect(reply.headers.location).toBe('/sign-in?refused=people.outside-unknown')
})

test('an answer that this browser did not ask for, was changed, or came twice is refused', async () => {
  const begun = await app.inject({ url: '/api/outside/begin' })
  const other = await app.inject({ url: '/api/outside/begin' })
  const back = await throughProvider(String(begun.headers.location), 'zhou-there')
  const answer = async (search: string, cookies: Record<string, string>) => {
    const reply = await app.inject({ url: back.pathname + search, cookies })
    return String(reply.headers.location)
  }
  expect(await answer(back.search, {})).toBe('/sign-in?refused=people.outside-expired')
  expect(await answer(back.search, { huxin_passing: 'bm9uZQ' })).toBe(
    '/sign-in?refused=people.outside-expired',
  )
  expect(await answer(back.search, passingOf(other.cookies))).toBe(
    '/sign-in?refused=people.outside-refused',
  )
  expect(await answer(`${back.search}x`, passingOf(begun.cookies))).toMatch(
    /refused=people\.outside/,
  )
  const cookies = passingOf(begun.cookies)
  await answer(back.search, cookies)
  expect(await answer(back.search, cookies)).toBe('/sign-in?refused=people.outside-refused')
})
