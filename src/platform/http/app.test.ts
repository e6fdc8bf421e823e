import { randomUUID } from 'node:crypto'
import { Writable } from 'node:stream'
import pino from 'pino'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { district } from '../../../tests/support/district.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { Refused } from '../../kernel/refusal.ts'
import type { Role } from '../../kernel/role.ts'
import { act } from '../act.ts'
import { districtScope } from '../system.ts'
import { platformWords } from '../words.ts'
import { openApp } from './app.ts'
import { route } from './route.ts'

const secretText = '赵甲一 990101199001010013'
const lines: string[] = []
const log = pino(
  { level: 'trace' },
  new Writable({
    write: (piece: Buffer, _encoding, done) => {
      lines.push(piece.toString())
      done()
    },
  }),
)

const here = await district()
const platform = { ...here.platform, log }
const account = randomUUID()
let roles: Role[] = ['coordination-office']
let broken: () => Error = () => new Error(secretText)
let calls = 0

const text = z.object({ text: z.string() })
const thing = (name: string) =>
  endpoint({
    name: `test.${name}`,
    method: 'POST',
    path: `/${name}`,
    reach: 'district',
    body: text,
    reply: text,
  })
const fault = endpoint({
  name: 'test.fault',
  method: 'GET',
  path: '/fault/:who',
  reach: 'district',
  params: z.object({ who: z.string() }),
  query: z.object({ search: z.string() }),
  reply: text,
})
const file = endpoint({
  name: 'test.file',
  method: 'GET',
  path: '/file',
  reach: 'account',
  query: z.object({ name: z.string() }),
  reply: z.void(),
})
const bytes = endpoint({
  name: 'test.bytes',
  method: 'POST',
  path: '/bytes',
  reach: 'district',
  body: z.instanceof(Uint8Array),
  reply: z.object({ bytes: z.int() }),
})
const open = endpoint({
  name: 'test.open',
  method: 'GET',
  path: '/open',
  reach: 'open',
  reply: z.object({ actor: z.string() }),
})
const forOthers = endpoint({
  name: 'test.others',
  method: 'GET',
  path: '/others',
  reach: 'account',
  may: ['town'],
  reply: text,
})

const app = await openApp({
  platform,
  words: { ...platformWords, 'test.odd': '奇怪的事：{what}。' },
  clock: () => new Date('2026-11-23T02:00:00Z'),
  readiness: async () => ({ ready: false, facts: { demo: { done: 1, total: 2 } } }),
  authenticate: async (session, where) =>
    session === 'good'
      ? {
          actor: { id: account, name: '测试员', organisation: '', roles },
          scope: { ...districtScope(where ?? '990101'), account },
        }
      : null,
  routes: [
    route(thing('echo'), async (ctx, { body }) =>
      act(ctx, 'test.echo', 'subject', async () => {
        calls += 1
        return { ...body, more: 'than the reply says' }
      }),
    ),
    route(thing('odd'), async (_ctx, { body }) => {
      throw new Refused({ code: 'test.odd', kind: 'busy', values: { what: body.text } })
    }),
    route(fault, async () => {
      throw broken()
    }),
    route(file, async (_ctx, { query }, http) => {
      http.sendFile({ name: query.name, mediaType: 'text/csv', bytes: Buffer.from('姓名') })
    }),
    route(bytes, async (_ctx, _input, http) => {
      let count = 0
      for await (const piece of http.stream) count += Buffer.from(piece).length
      return { bytes: count }
    }),
    route(open, async (ctx) => ({ actor: ctx.actor.name })),
    route(forOthers, async () => ({ text: 'x' })),
  ],
})
afterAll(() => app.close())
beforeEach(() => {
  lines.length = 0
  roles = ['coordination-office']
  broken = () => new Error(secretText)
})

const cookies = { huxin_session: 'good' }

function post(path: string, payload: object, key = randomUUID()) {
  const headers = { 'idempotency-key': key }
  return app.inject({ method: 'POST', url: `/api/d/990101/${path}`, cookies, headers, payload })
}

test('a reply holds what the endpoint says, the first time and when it is repeated', async () => {
  const key = randomUUID()
  const before = calls
  const once = await post('echo', { text: 'a', unknown: 1 }, key)
  const again = await post('echo', { text: 'a', unknown: 1 }, key)
  expect([once.json(), again.json()]).toEqual([{ text: 'a' }, { text: 'a' }])
  expect([once.headers['idempotent-repeat'], again.headers['idempotent-repeat']]).toEqual([
    undefined,
    'true',
  ])
  expect(calls).toBe(before + 1)
})

test('a refusal is said with its values, and busy says when to come again', async () => {
  const reply = await post('odd', { text: '很忙' })
  expect([reply.statusCode, reply.headers['retry-after']]).toEqual([503, '2'])
  expect(reply.json().sentence).toBe('奇怪的事：很忙。')
})

function thrownBy(work: () => unknown): Error {
  try {
    work()
  } catch (error) {
    if (error instanceof Error) return error
  }
  throw new Error('Nothing was thrown.')
}

const notALetter = thrownBy(() => z.enum(['a', 'b']).parse(secretText))
const notJson = thrownBy(() => JSON.parse(`\n${secretText}`))

test('a fault is answered with a number, and neither reply nor log holds what the error said', async () => {
  for (const error of [
    new Error(secretText),
    new Error(`two lines\n${secretText}`),
    Object.assign(new Error(secretText), { code: '22P02', detail: secretText }),
    notALetter,
    notJson,
    Object.assign(new Error(secretText), { statusCode: 500 }),
  ]) {
    lines.length = 0
    broken = () => error
    const url = `/api/d/990101/fault/${encodeURIComponent('赵甲一')}?search=${encodeURIComponent('钱乙二')}`
    const reply = await app.inject({ url, cookies })
    const { refusal, sentence } = reply.json()
    expect([reply.statusCode, refusal.code]).toEqual([500, 'platform.fault'])
    expect(sentence).toContain(refusal.values.number)
    const logged = lines.join('')
    expect(logged).toContain(refusal.values.number)
    expect(logged).toContain('"where":"    at ')
    expect(logged + reply.body).not.toMatch(/赵甲一|钱乙二|990101199001010013|search/)
  }
})

test('what is no error at all is a fault too', async () => {
  broken = () => Object.create(null)
  const reply = await app.inject({ url: '/api/d/990101/fault/x?search=', cookies })
  expect([reply.statusCode, reply.json().refusal.code]).toEqual([500, 'platform.fault'])
})

test('an answered request is logged by its route, never by its address', async () => {
  await app.inject({ url: '/api/open?search=赵甲一', cookies })
  await app.inject({ url: '/api/nothing/赵甲一' })
  const logged = lines.map((line) => JSON.parse(line))
  expect(logged).toMatchObject([
    { msg: 'answered', method: 'GET', route: '/api/open', status: 200 },
    { msg: 'answered', method: 'GET', status: 404 },
  ])
  expect(lines.join('')).not.toContain('赵')
})

test.each(['9月考勤 (甲).csv', 'a"b.csv', 'a\r\nset-cookie: x=1.csv', '../../x.csv', 'ü😀.csv'])(
  'a file bears its own name, whatever is in it: %j',
  async (name) => {
    const reply = await app.inject({ url: '/api/file', query: { name }, cookies })
    const header = String(reply.headers['content-disposition'])
    expect(header).toMatch(/^attachment; filename\*=UTF-8''[\w%!'()*.~-]+$/)
    expect(decodeURIComponent(header.slice(header.indexOf("''") + 2))).toBe(name)
    expect(reply.headers['set-cookie']).toBeUndefined()
    expect([reply.headers['content-type'], reply.body]).toEqual(['text/csv', '姓名'])
  },
)

test('bytes come to the route as they are, however many', async () => {
  const send = (payload: Buffer, type: string) =>
    app.inject({
      method: 'POST',
      url: '/api/d/990101/bytes',
      cookies,
      payload,
      headers: {
        'idempotency-key': randomUUID(),
        'content-type': type,
      },
    })
  const sent = await send(Buffer.alloc(5_000_000), 'application/octet-stream')
  expect(sent.json()).toEqual({ bytes: 5_000_000 })
  expect((await send(Buffer.from('{}'), 'application/json')).statusCode).toBe(422)
})

test('what is open needs nobody, and somebody changes nothing', async () => {
  expect((await app.inject('/api/open')).json()).toEqual({ actor: '系统' })
  expect((await app.inject({ url: '/api/open', cookies })).json()).toEqual({ actor: '系统' })
})

test('a role that the endpoint does not name is refused, one among several is enough', async () => {
  const ask = async () => (await app.inject({ url: '/api/others', cookies })).statusCode
  expect(await ask()).toBe(403)
  roles = ['system-administrator', 'town']
  expect(await ask()).toBe(200)
  roles = []
  expect(await ask()).toBe(403)
})

test('whoever is not ready says so, and how far it is', async () => {
  const reply = await app.inject('/readyz')
  expect([reply.statusCode, reply.json()]).toEqual([
    503,
    { ready: false, demo: { done: 1, total: 2 } },
  ])
})

test('a request’s number is in its audit entry', async () => {
  const reply = await post('echo', { text: 'audited' })
  expect(reply.statusCode).toBe(200)
  const answered = lines.find((line) => line.includes('answered'))
  const { request } = JSON.parse(answered ?? '')
  const client = await platform.pool.connect()
  await client.query(`begin; set local huxin.first = '990101'; set local huxin.last = '990101'`)
  const { rows } = await client.query(
    'select action, actor_name from platform.audit_entry where request_id = $1',
    [request],
  )
  await client.query('rollback')
  client.release()
  expect(rows).toEqual([{ action: 'test.echo', actor_name: '测试员' }])
})
