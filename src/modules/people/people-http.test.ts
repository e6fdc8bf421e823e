import { afterAll, beforeAll, expect, test } from 'vitest'
import { district } from '../../../tests/support/district.ts'
import { openApp } from '../../platform/http/app.ts'
import { platformWords } from '../../platform/words.ts'
import { aDistrict } from '../places/fixtures.ts'
import { placesRoutes } from '../places/routes.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import { placesWords } from '../places/words.ts'
import { authenticateWith } from './authenticate.ts'
import { anAccount, fixturePassword } from './fixtures.ts'
import { peopleRoutes } from './routes.ts'
import { peopleWords } from './words.ts'

const here = await district()
const office = here.at('2026-11-23')
const app = await openApp({
  platform: here.platform,
  authenticate: authenticateWith(here.platform, {
    town: async () => [],
    industries: async () => [],
  }),
  routes: [...placesRoutes, ...peopleRoutes],
  words: { ...platformWords, ...placesWords, ...peopleWords },
  clock: () => office.now,
  readiness: async () => ({ ready: true, facts: {} }),
})

beforeAll(async () => {
  await aDistrict(office)
  await shipParameters(here.platform, office.now)
  await anAccount(office, 'coordination-office', { name: 'zhou' })
  await anAccount(office, 'labour-officer', { name: 'chen' })
})
afterAll(() => app.close())

const credentials = (name: string, password = fixturePassword) => ({ name, password })

async function cookieOf(name: string): Promise<Record<string, string>> {
  const reply = await app.inject({
    method: 'POST',
    url: '/api/session',
    payload: credentials(name),
  })
  const [cookie] = reply.cookies
  return { huxin_session: cookie?.value ?? '' }
}

test('signing in sets a cookie that scripts and other sites cannot use', async () => {
  const reply = await app.inject({
    method: 'POST',
    url: '/api/session',
    payload: credentials('zhou'),
  })
  expect(reply.statusCode).toBe(200)
  expect(reply.json()).toMatchObject({ name: 'zhou', idleMinutes: 30 })
  expect(reply.cookies).toEqual([
    expect.objectContaining({ name: 'huxin_session', httpOnly: true, sameSite: 'Strict' }),
  ])
})

test('the session opens its district and is gone after signing out', async () => {
  const cookies = await cookieOf('zhou')
  const home = await app.inject({ url: '/api/d/990101/district', cookies })
  expect(home.json()).toMatchObject({ district: '990101', towns: [{ name: '丁街道' }, {}] })
  const me = await app.inject({ url: '/api/session', cookies })
  expect(me.json()).toMatchObject({ name: 'zhou', posts: [{ role: 'coordination-office' }] })
  const out = await app.inject({ method: 'DELETE', url: '/api/session', cookies })
  expect(out.json()).toEqual({ signedOut: true })
  const gone = await app.inject({ url: '/api/session', cookies })
  expect([gone.statusCode, gone.json().sentence]).toEqual([401, '请先登录。'])
})

test('a refusal has its status and its sentence', async () => {
  const wrong = await app.inject({
    method: 'POST',
    url: '/api/session',
    payload: credentials('zhou', 'not it'),
  })
  expect([wrong.statusCode, wrong.json().sentence]).toEqual([403, '账号或口令不对。'])
  const cookies = await cookieOf('zhou')
  const away = await app.inject({ url: '/api/d/990102/district', cookies })
  expect(away.statusCode).toBe(403)
  expect(away.json().sentence).toContain('990102')
})

test('parameters are shown to whom the contract names', async () => {
  const url = '/api/d/990101/parameters'
  const shown = await app.inject({ url, cookies: await cookieOf('zhou') })
  expect(shown.json()).toContainEqual(
    expect.objectContaining({ key: 'session-idle-minutes', value: 30, mark: 'memory' }),
  )
  const refused = await app.inject({ url, cookies: await cookieOf('chen') })
  expect(refused.json().refusal.code).toBe('platform.not-allowed')
})

test('a password is changed through its endpoint, and the cookie is taken back', async () => {
  const cookies = await cookieOf('chen')
  const payload = { current: fixturePassword, next: 'eight lorries of gravel' }
  const reply = await app.inject({ method: 'PUT', url: '/api/password', cookies, payload })
  expect(reply.json()).toEqual({ changed: true })
  expect(reply.cookies).toEqual([expect.objectContaining({ name: 'huxin_session', value: '' })])
})
