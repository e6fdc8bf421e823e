import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { routes } from '../src/app.ts'
import type { AnyEndpoint } from '../src/kernel/endpoint.ts'
import { type OpenApi, openApiOf } from '../src/platform/http/open-api.ts'
import { type Caller, signedIn, signedOut } from './support/caller.ts'
import { twoDistricts } from './support/two-districts.ts'

/*
 * Every endpoint as its own OpenAPI page describes it, called with what fits, what nearly fits and what does not, by whom
 * it is for and by whom it is not, once and again with the same key: there is an answer, and a refusal is a sentence.
 */

const { app, first, second } = await twoDistricts()
const runs = 12
/** The same calls each time: what fails here fails again. */
const seed = 20_261_124

const chinese = /[\u4E00-\u9FFF].*[。？！]$/u
const names = [
  'office',
  'town',
  'leader',
  'officer',
  'administrator',
  'security',
  'auditor',
] as const
const nobody = signedOut(app)
const callers = new Map<string, Caller>()

async function callerOf(name: string): Promise<Caller> {
  const known = callers.get(name)
  if (known !== undefined) return known
  const caller = await signedIn(app, name).catch(() => nobody)
  callers.set(name, caller)
  return caller
}

type Schema = Readonly<Record<string, unknown>>

const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(
    null,
    '',
    ' ',
    '\0',
    '\ud800',
    '😀',
    -1,
    0,
    Number.MAX_VALUE,
    2 ** 53,
    [],
    {},
    true,
  ),
  fc.constantFrom('9'.repeat(400), '2026-02-30', '2026-13', '990102', "'; drop table x; --"),
  fc.constantFrom(first.code, first.workerId, second.code, second.workerId),
  fc.uuid(),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ minLength: 3_000, maxLength: 3_200 }),
)

function schemaIn(value: unknown): Schema {
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value))
    : {}
}

function listIn(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function numberIn(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : otherwise
}

/** What the schema asks for, as far as it says. */
function like(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  const choices = [...listIn(schema['anyOf']), ...listIn(schema['oneOf'])].map(schemaIn)
  if (choices.length > 0) return fc.oneof(...choices.map((one) => like(one, depth)))
  const all = listIn(schema['allOf']).map(schemaIn)
  if (all.length > 0) return like(Object.assign({}, ...all), depth)
  if (schema['const'] !== undefined) return fc.constant(schema['const'])
  const options = listIn(schema['enum'])
  if (options.length > 0) return fc.constantFrom(...options)
  switch (schema['type']) {
    case 'string':
      return textLike(schema)
    case 'integer':
    case 'number': {
      const min = numberIn(schema['minimum'], -1_000)
      return fc.integer({ min, max: Math.max(min, numberIn(schema['maximum'], min + 9_999)) })
    }
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      if (depth > 4) return fc.constant([])
      return fc.array(like(schemaIn(schema['items']), depth + 1), {
        minLength: Math.min(2, numberIn(schema['minItems'], 0)),
        maxLength: 2,
      })
    case 'object':
      return objectLike(schema, depth)
    default:
      return odd
  }
}

function textLike(schema: Schema): fc.Arbitrary<unknown> {
  const { format, pattern } = schema
  const ids = fc.constantFrom(first.workerId, first.batchId, first.warningId, second.workerId)
  if (format === 'uuid') return fc.oneof(ids, fc.uuid({ version: 7 }))
  const days = fc.constantFrom('2026-10-01', '2026-11-23', '2027-02-28', '0001-01-01', '9999-12-31')
  if (typeof pattern === 'string') {
    if (pattern.startsWith('^\\d{4}-')) {
      return pattern.includes('(0[1-9]|1[0-2])$') ? fc.constantFrom('2026-08', '2026-11') : days
    }
    return fc.stringMatching(new RegExp(pattern), { maxLength: 40 })
  }
  return fc.oneof(
    fc.constantFrom(first.code, '甲镇', '治欠办', '办结，见回单', '2026-11-23'),
    days,
    fc.string({ maxLength: Math.min(30, numberIn(schema['maxLength'], 30)) }),
  )
}

function objectLike(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  const properties = Object.entries(schemaIn(schema['properties']))
  const required = listIn(schema['required']).map(String)
  if (depth > 5 || properties.length === 0) return fc.constant({})
  const parts = properties.map(([name, part]) => [name, like(schemaIn(part), depth + 1)] as const)
  return fc.record(Object.fromEntries(parts), { requiredKeys: required })
}

/** Fits, or has one part that does not. */
function nearly(fits: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const spoiled = fc.tuple(fits, fc.nat(), odd).map(([value, at, wrong]) => {
    const keys = Object.keys(schemaIn(value))
    const key = keys[at % Math.max(1, keys.length)]
    return key === undefined ? wrong : { ...schemaIn(value), [key]: wrong }
  })
  return fc.oneof({ weight: 3, arbitrary: fits }, { weight: 2, arbitrary: spoiled })
}

const document: OpenApi = openApiOf(routes.map(({ endpoint }) => endpoint))

function operationOf({ name }: AnyEndpoint) {
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      if (operation.operationId === name) return { path, method, operation }
    }
  }
  throw new Error(`${name} is not in the document.`)
}

/** Names of parts of a path and what may stand there. */
const standing: Readonly<Record<string, unknown>> = {
  code: first.code,
  project: first.code,
  workerId: first.workerId,
  month: first.month,
  batchId: first.batchId,
  fileId: first.fileId,
  sheet: 1,
  id: first.warningId,
}

function asText(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  // An address is of whole signs, or it is never sent.
  return text.isWellFormed() && text !== '' && !/^\.+$/.test(text) ? text.slice(0, 190) : 'x'
}

function callOf(endpoint: AnyEndpoint) {
  const { path, operation } = operationOf(endpoint)
  const parts = (where: string) =>
    operation.parameters.filter((one) => one['in'] === where && one['name'] !== 'district')
  const inPath = parts('path').map((one) => {
    const name = String(one['name'])
    const known = standing[name]
    const fits = known === undefined ? like(schemaIn(one['schema'])) : fc.constant(known)
    return [name, fc.oneof({ weight: 4, arbitrary: fits }, { weight: 1, arbitrary: odd })] as const
  })
  const inQuery = parts('query').map(
    (one) => [String(one['name']), fc.oneof(like(schemaIn(one['schema'])), odd)] as const,
  )
  const content = schemaIn(schemaIn(operation.requestBody?.['content'])['application/json'])
  return fc.record({
    path: fc.constant(path),
    params: fc.record(Object.fromEntries(inPath)),
    query: fc.record(Object.fromEntries(inQuery), { requiredKeys: [] }),
    body:
      operation.requestBody === undefined
        ? fc.constant(undefined)
        : nearly(like(schemaIn(content['schema']))),
    who: fc.constantFrom(...names, null),
    district: fc.constantFrom('990101', '990101', '990101', '990102', 'x'),
    again: fc.boolean(),
  })
}

type Call = Parameters<Parameters<ReturnType<typeof callOf>['map']>[0]>[0]

async function send({ method }: AnyEndpoint, call: Call, key: string) {
  const caller = call.who === null ? nobody : await callerOf(call.who)
  const named = call.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(name === 'district' ? call.district : asText(call.params[name])),
  )
  const query = Object.entries(call.query).map(([name, value]) => [name, asText(value)])
  const url = `${named}?${new URLSearchParams(Object.fromEntries(query)).toString()}`
  return app.inject({
    method,
    url,
    cookies: caller.cookies,
    // Each call from an address of its own: how often one may ask is another test's.
    remoteAddress: `10.9.${Math.trunc(Math.random() * 250)}.${Math.trunc(Math.random() * 250)}`,
    headers: {
      'content-type': 'application/json',
      ...(method === 'GET' ? {} : { 'idempotency-key': key }),
    },
    ...(call.body === undefined ? {} : { payload: JSON.stringify(call.body) }),
  })
}

/** What is shown once and kept nowhere, so that each call is one of its own. */
const notKept = new Set(['labour.unmask'])

test.each(routes.map(({ endpoint }) => [endpoint.name, endpoint] as const))(
  '%s has an answer to whatever it is sent',
  { timeout: 120_000 },
  async (name, endpoint) => {
    const judge = async (call: Call, key: string) => {
      const reply = await send(endpoint, call, key)
      expect([
        name,
        reply.statusCode < 500 || reply.statusCode === 503,
        reply.statusCode < 500 ? '' : reply.body,
      ]).toEqual([name, true, ''])
      if (reply.statusCode >= 400) expect(reply.json().sentence).toMatch(chinese)
      // A session that was ended by what was called begins anew.
      if (reply.statusCode === 401 && call.who !== null) callers.delete(call.who)
      return reply
    }
    await fc.assert(
      fc.asyncProperty(callOf(endpoint), async (call) => {
        const key = randomUUID()
        const once = await judge(call, key)
        if (!call.again || endpoint.method === 'GET') return
        const twice = await judge(call, key)
        const isKept = endpoint.reach === 'district' && !notKept.has(name)
        if (once.statusCode === 200 && isKept) {
          expect([twice.statusCode, twice.headers['idempotent-repeat']]).toEqual([200, 'true'])
        }
      }),
      { numRuns: runs, seed, endOnFailure: true },
    )
  },
)
