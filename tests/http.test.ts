import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, expect, test } from 'vitest'
import { buildApp, routes } from '../src/app.ts'
import type { AnyEndpoint } from '../src/kernel/endpoint.ts'
import { fixturePassword } from '../src/modules/people/fixtures.ts'
import { openPool } from '../src/platform/database.ts'
import { signedIn, signedOut } from './support/caller.ts'
import { twoDistricts } from './support/two-districts.ts'

const { app, first, owner, installation } = await twoDistricts()
const office = await signedIn(app, 'office')
const nobody = signedOut(app)

const chinese = /[\u4E00-\u9FFF].*[。？！]$/u

function endpointOf(name: string): AnyEndpoint {
  const found = routes.find(({ endpoint }) => endpoint.name === name)
  if (found === undefined) throw new Error(`No endpoint is called ${name}.`)
  return found.endpoint
}

const createProject = endpointOf('registry.create-project')
const newProject = {
  code: null,
  name: '试写工程',
  town: null,
  ownerKind: 'private',
  state: 'building',
  permitNumber: null,
  platformNumber: null,
  payDay: null,
  begunOn: null,
  participants: [],
}

async function projectsNamed(name: string): Promise<number> {
  const { rows } = await owner.query<{ count: string }>(
    'select count(*) as count from registry.project where name = $1',
    [name],
  )
  return Number(rows[0]?.count)
}

// ---- The same write sent twice ----

test('the same key again gets the same reply, and nothing is done a second time', async () => {
  const key = randomUUID()
  const body = { ...newProject, name: '一次工程' }
  const once = await office.call(createProject, '990101', { body, key })
  const again = await office.call(createProject, '990101', { body, key })
  expect([once.statusCode, once.headers['idempotent-repeat']]).toEqual([200, undefined])
  expect([again.statusCode, again.headers['idempotent-repeat']]).toEqual([200, 'true'])
  expect(again.json()).toEqual(once.json())
  expect(await projectsNamed('一次工程')).toBe(1)
})

test('a dozen at once with one key are one', async () => {
  const key = randomUUID()
  const body = { ...newProject, name: '并发工程' }
  const replies = await Promise.all(
    Array.from({ length: 12 }, () => office.call(createProject, '990101', { body, key })),
  )
  expect(new Set(replies.map((reply) => reply.body)).size).toBe(1)
  expect(replies.filter((reply) => reply.headers['idempotent-repeat'] === 'true')).toHaveLength(11)
  expect(await projectsNamed('并发工程')).toBe(1)
})

test('the same key with another content, or for another endpoint, is refused', async () => {
  const key = randomUUID()
  await office.call(createProject, '990101', { body: { ...newProject, name: '甲工程' }, key })
  const other = { ...newProject, name: '乙工程' }
  const reply = await office.call(createProject, '990101', { body: other, key })
  expect([reply.statusCode, reply.json().refusal.code]).toEqual([
    422,
    'platform.key-used-otherwise',
  ])
  const elsewhere = await office.call(endpointOf('exchange.open-batch'), '990101', {
    body: { projectCode: null },
    key,
  })
  expect(elsewhere.json().refusal.code).toBe('platform.key-used-otherwise')
  expect(await projectsNamed('乙工程')).toBe(0)
})

test('the same key with other bytes is refused as well', async () => {
  const opened = await office.call(endpointOf('exchange.open-batch'), '990101', {
    body: { projectCode: first.code },
  })
  const send = (text: string, key: string) =>
    office.call(endpointOf('exchange.receive-file'), '990101', {
      params: { batchId: opened.json().id },
      query: { name: '表.csv', no: 1 },
      bytes: Buffer.from(text),
      key,
    })
  const key = randomUUID()
  const once = await send('姓名\n甲\n', key)
  expect((await send('姓名\n甲\n', key)).json()).toEqual(once.json())
  const other = await send('姓名\n乙\n', key)
  expect([other.statusCode, other.json().refusal?.code]).toEqual([
    422,
    'platform.key-used-otherwise',
  ])
})

test('two people may use one key for two things', async () => {
  const key = randomUUID()
  const officer = await signedIn(app, 'officer')
  const open = endpointOf('exchange.open-batch')
  const mine = await office.call(open, '990101', { body: { projectCode: first.code }, key })
  const theirs = await officer.call(open, '990101', { body: { projectCode: first.code }, key })
  expect(theirs.headers['idempotent-repeat']).toBeUndefined()
  expect(theirs.json().id).not.toBe(mine.json().id)
})

test('a write that was refused leaves its key free', async () => {
  const key = randomUUID()
  const body = { ...newProject, name: '重复编号工程', code: first.code }
  expect((await office.call(createProject, '990101', { body, key })).statusCode).toBe(409)
  const repaired = { ...body, code: 'ANOTHER-2026-9' }
  expect((await office.call(createProject, '990101', { body: repaired, key })).statusCode).toBe(200)
})

test.each([null, 'short', 'with spaces in it', 'x'.repeat(129), '中文的键也不行的'])(
  'a write without a proper key is refused: %s',
  async (key) => {
    const reply = await app.inject({
      method: 'POST',
      url: '/api/d/990101/projects',
      cookies: office.cookies,
      headers: key === null ? {} : { 'idempotency-key': encodeURI(key) },
      payload: newProject,
    })
    expect([reply.statusCode, reply.json().refusal.code]).toEqual([422, 'platform.key-missing'])
    expect(reply.json().sentence).toContain('Idempotency-Key')
  },
)

test('a read needs no key, and one that it has means nothing', async () => {
  const headers = { 'idempotency-key': randomUUID() }
  const ask = (url: string) => app.inject({ url, cookies: office.cookies, headers })
  expect((await ask('/api/d/990101/home')).statusCode).toBe(200)
  expect((await ask('/api/d/990101/district')).statusCode).toBe(200)
})

// ---- Refusals ----

test('the kind of a refusal, and it alone, makes the status', async () => {
  const edit = endpointOf('registry.edit-project')
  const edited = { ...newProject, code: undefined, participants: undefined, version: 99 }
  const ask = async (reply: Promise<LightMyRequestResponse>) => {
    const { statusCode, ...rest } = await reply
    const { refusal, sentence } = rest.json()
    expect(sentence).toMatch(chinese)
    return [refusal.kind, statusCode]
  }
  const nowhere = { code: 'NOBODY-1' }
  expect(
    await Promise.all([
      ask(nobody.call(endpointOf('dashboards.home'), '990101')),
      ask(office.call(endpointOf('audit.list'), '990101')),
      ask(office.call(endpointOf('dashboards.project'), '990101', { params: nowhere })),
      ask(office.call(edit, '990101', { params: { code: first.code }, body: edited })),
      ask(office.call(createProject, '990101', { body: { ...newProject, code: first.code } })),
      ask(office.call(createProject, '990101', { body: { ...newProject, payDay: 40 } })),
    ]),
  ).toEqual([
    ['not-allowed', 401],
    ['not-allowed', 403],
    ['not-found', 404],
    ['changed-meanwhile', 409],
    ['wrong-state', 409],
    ['invalid', 422],
  ])
})

test('what is filled in wrong is named by its field', async () => {
  const reply = await office.call(createProject, '990101', { body: { ...newProject, payDay: 40 } })
  expect(reply.json().refusal).toEqual({
    code: 'platform.invalid',
    kind: 'invalid',
    field: 'payDay',
  })
})

const away = await buildApp({
  platform: {
    ...installation.platform,
    pool: brokenPool(),
  },
  clock: () => new Date('2026-11-23T02:00:00Z'),
  readiness: async () => ({ ready: false, facts: { demo: null } }),
})
afterAll(() => away.close())

/** A database that is not there, as the pool itself reports it. */
function brokenPool() {
  return openPool('postgres://huxin_app:x@127.0.0.1:1/huxin', 'huxin test', { max: 1 })
}

test('while the database is away the answer is 503, with when to come again', async () => {
  const reply = await away.inject({ url: '/api/session', cookies: office.cookies })
  expect([reply.statusCode, reply.headers['retry-after']]).toEqual([503, '2'])
  expect(reply.json()).toEqual({
    refusal: { code: 'platform.database-away', kind: 'busy' },
    sentence: '数据库暂时连不上，请稍后再试。',
  })
  expect((await away.inject('/healthz')).statusCode).toBe(200)
  expect((await away.inject('/readyz')).statusCode).toBe(503)
})

test('an unknown district is nobody’s, a district that is none is no address', async () => {
  const ask = (district: string) =>
    app.inject({ url: `/api/d/${district}/home`, cookies: office.cookies })
  expect((await ask('330106')).statusCode).toBe(403)
  for (const district of [
    '12345',
    '1234567',
    'abcdef',
    '９９０１０１',
    '99010%31x',
    '..',
    "990101'--",
  ]) {
    const reply = await ask(encodeURI(district))
    expect([district, reply.statusCode]).toEqual([district, 404])
    expect(reply.json().sentence).toMatch(chinese)
  }
})

test('an address that is no endpoint is answered in JSON, with a sentence', async () => {
  for (const url of ['/api', '/api/nothing', '/api/d/990101/nothing', '/nothing.txt', '/api/d']) {
    const reply = await app.inject({ url, cookies: office.cookies })
    expect([url, reply.statusCode]).toEqual([url, 404])
    expect(reply.headers['content-type']).toContain('application/json')
    expect(reply.json()).toEqual({
      refusal: { code: 'platform.not-found', kind: 'not-found' },
      sentence: '没有找到。',
    })
  }
  const method = await app.inject({ method: 'DELETE', url: '/api/d/990101/home' })
  expect(method.statusCode).toBe(404)
})

test('an address whose id is none names nothing, whatever is asked of it: it is not there', async () => {
  for (const path of ['screening/not-a-uuid', 'workers/nobody', 'warnings/7', 'tasks/x']) {
    const reply = await app.inject({ url: `/api/d/990101/${path}`, cookies: office.cookies })
    expect([path, reply.statusCode, reply.json().refusal]).toEqual([
      path,
      404,
      { code: 'platform.no-such-address', kind: 'not-found' },
    ])
  }
})

test('an address that cannot be decoded is refused in a sentence like anything else', async () => {
  for (const url of ['/api/%zz', '/api/d/990101/projects/%E0%A4%A', '/%']) {
    const reply = await app.inject({ url, cookies: office.cookies })
    expect([url, reply.statusCode]).toEqual([url, 422])
    expect(reply.json().sentence).toMatch(chinese)
  }
})

test.each([
  ['broken JSON', 'application/json', '{"projectCode": '],
  ['no JSON at all', 'application/json', '项目'],
  ['nothing, called JSON', 'application/json', ''],
  ['a list', 'application/json', '[]'],
  ['null', 'application/json', 'null'],
  ['a text', 'text/plain', 'projectCode=1'],
  ['a form', 'application/x-www-form-urlencoded', 'projectCode=1'],
  ['XML', 'application/xml', '<projectCode/>'],
  ['bytes where none are taken', 'application/octet-stream', '\u0000\u0001'],
  ['a polluted prototype', 'application/json', '{"__proto__": {"projectCode": null}}'],
  ['the wrong sort', 'application/json', '{"projectCode": 7}'],
  ['a charset of its own', 'application/json; charset=utf-16', '{"projectCode": 7}'],
])('a body that is no body is refused in a sentence: %s', async (_what, type, payload) => {
  const reply = await app.inject({
    method: 'POST',
    url: '/api/d/990101/batches',
    cookies: office.cookies,
    headers: { 'content-type': type, 'idempotency-key': randomUUID() },
    payload,
  })
  expect([reply.statusCode, reply.json().refusal.kind]).toEqual([422, 'invalid'])
  expect(reply.json().sentence).toMatch(chinese)
})

test('JSON where bytes are wanted is refused, and does not become a file', async () => {
  const reply = await office.call(endpointOf('exchange.receive-file'), '990101', {
    params: { batchId: first.batchId },
    query: { name: '表.csv', no: 9 },
    body: { name: 'x' },
  })
  expect([reply.statusCode, reply.json().refusal.kind]).toEqual([422, 'invalid'])
})

test('a body that is too large is refused before it is read', async () => {
  const reply = await office.call(createProject, '990101', {
    body: { ...newProject, name: '大'.repeat(1_000_000) },
  })
  expect([reply.statusCode, reply.json().refusal.code]).toEqual([413, 'platform.too-much'])
  expect(reply.json().sentence).toMatch(chinese)
})

// ---- What a browser is told ----

const desk = await mkdtemp(join(tmpdir(), 'huxin-desk-'))
await mkdir(join(desk, 'assets'))
await writeFile(join(desk, 'assets', 'desk-0123.js'), 'export {}')
await writeFile(join(desk, 'screening-worker.js'), 'export {}')
await writeFile(join(desk, 'index.html'), '<meta name="nonce" content="__CSP_NONCE__"><p>护薪')
const withDesk = await buildApp({
  platform: installation.platform,
  clock: () => new Date('2026-11-23T02:00:00Z'),
  readiness: async () => ({ ready: true, facts: { lateSweeps: 2 } }),
  desk,
})
afterAll(async () => {
  await withDesk.close()
  await rm(desk, { recursive: true })
})

test('a page allows nothing from elsewhere and nothing inline, with a nonce of its own each time', async () => {
  const nonces = new Set<string>()
  for (const url of [
    '/',
    '/sign-in',
    '/d/990101/',
    '/d/990101/ledger?project=1',
    '/d/990101/a/b',
  ]) {
    const reply = await withDesk.inject(url)
    const policy = String(reply.headers['content-security-policy'])
    const [, nonce = ''] = /'nonce-([A-Za-z0-9+/=]{22,})'/.exec(policy) ?? []
    expect([url, reply.statusCode]).toEqual([url, 200])
    expect(policy).not.toMatch(/unsafe|\*|http:|https:/)
    expect(policy).toContain("default-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("base-uri 'none'")
    expect(reply.body).toContain(`content="${nonce}"`)
    expect(reply.headers['cache-control']).toBe('no-store')
    nonces.add(nonce)
  }
  expect(nonces.size).toBe(5)
})

test('no reply says what it is made with, and none is guessed at, framed or kept', async () => {
  for (const url of ['/', '/api/session', '/api/d/990101/home', '/healthz', '/nothing']) {
    const { headers } = await withDesk.inject({ url, cookies: office.cookies })
    expect(headers['x-powered-by']).toBeUndefined()
    expect(headers['server']).toBeUndefined()
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['x-frame-options']).toBe('SAMEORIGIN')
    expect(headers['referrer-policy']).toBe('no-referrer')
    if (url.startsWith('/api/')) expect(headers['cache-control']).toBe('no-store')
  }
})

test('the endpoints are told as an OpenAPI document, to whoever is signed in', async () => {
  const ask = (cookies: Record<string, string>) =>
    withDesk.inject({ url: '/api/openapi.json', cookies })
  expect((await ask({})).statusCode).toBe(401)
  const told = (await ask(office.cookies)).json()
  expect(told.openapi).toBe('3.1.0')
  const operations = Object.values(told.paths).flatMap((methods) => Object.values(methods ?? {}))
  expect(new Set(operations.map(({ operationId }) => operationId))).toEqual(
    new Set(routes.map(({ endpoint }) => endpoint.name)),
  )
})

test('metrics are told to this machine only, by routes and never by addresses', async () => {
  await withDesk.inject({ url: '/api/d/990101/ledger?project=1', cookies: office.cookies })
  const here = await withDesk.inject({ url: '/metrics', remoteAddress: '127.0.0.1' })
  expect(here.headers['content-type']).toContain('text/plain')
  expect(here.body).toMatch(
    /^huxin_http_answer_seconds_count\{.*route="\/api\/d\/:district\/ledger".*\} \d/m,
  )
  expect(here.body).toMatch(/^process_resident_memory_bytes \d/m)
  expect(here.body).toMatch(/^huxin_late_sweeps 2$/m)
  expect(here.body).not.toContain('990101')
  expect((await withDesk.inject({ url: '/metrics', remoteAddress: '10.1.1.1' })).statusCode).toBe(
    404,
  )
})

test('the desk’s parts are kept by the browser, and nothing beside them is served', async () => {
  const part = await withDesk.inject('/assets/desk-0123.js')
  expect(part.headers['cache-control']).toContain('immutable')
  for (const url of [
    '/assets/../index.html',
    '/assets/%2e%2e/index.html',
    '/assets/',
    '/index.html',
  ]) {
    expect([url, (await withDesk.inject(url)).statusCode]).toEqual([url, 404])
  }
})

test('the session’s cookie is for this site’s own requests and for no script', async () => {
  const reply = await app.inject({
    method: 'POST',
    url: '/api/session',
    remoteAddress: '10.8.0.1',
    payload: { name: 'town', password: fixturePassword },
  })
  const header = String(reply.headers['set-cookie'])
  expect(header).toMatch(/^huxin_session=990101\.[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
  expect(reply.body).not.toContain('.eyJ')
  expect(reply.body).not.toContain(header.slice(14, 60))
})

test.each([
  '',
  'x',
  '990101.',
  `990101.${'A'.repeat(43)}`,
  `990102.${'A'.repeat(43)}`,
  "990101.' or 1=1",
])('a cookie that is no session is nobody’s: %s', async (value) => {
  const reply = await app.inject({
    url: '/api/session',
    headers: { cookie: `huxin_session=${encodeURIComponent(value)}` },
  })
  expect([reply.statusCode, reply.json().sentence]).toEqual([401, '请先登录。'])
})

test('a session does not outlive its sign-out', async () => {
  const leaver = await signedIn(app, 'town')
  const me = endpointOf('people.me')
  expect((await leaver.call(me, '990101')).statusCode).toBe(200)
  const out = await leaver.call(endpointOf('people.sign-out'), '990101')
  expect(String(out.headers['set-cookie'])).toContain('huxin_session=;')
  expect((await leaver.call(me, '990101')).statusCode).toBe(401)
})

test('thirty sign-ins a minute from one address, and then it waits; other addresses do not', async () => {
  const tries = async (remoteAddress: string) =>
    app.inject({
      method: 'POST',
      url: '/api/session',
      remoteAddress,
      payload: { name: `nobody-${randomUUID()}`, password: 'guessed' },
    })
  const codes: number[] = []
  for (let count = 0; count < 30; count += 1) codes.push((await tries('10.7.0.1')).statusCode)
  expect(new Set(codes)).toEqual(new Set([403]))
  const refused = await tries('10.7.0.1')
  expect(refused.statusCode).toBe(429)
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60)
  expect(refused.json()).toEqual({
    refusal: { code: 'platform.too-often', kind: 'too-much' },
    sentence: '操作太频繁，请稍后再试。',
  })
  expect((await tries('10.7.0.2')).statusCode).toBe(403)
  // Who is signed in goes on, from that address too.
  const me = await app.inject({
    url: '/api/session',
    remoteAddress: '10.7.0.1',
    cookies: office.cookies,
  })
  expect(me.statusCode).toBe(200)
})
