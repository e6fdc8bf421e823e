import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { routes } from '../src/app.ts'
import type { AnyEndpoint } from '../src/kernel/endpoint.ts'
import type { Role } from '../src/kernel/role.ts'
import { type Caller, type CallOf, signedIn } from './support/caller.ts'
import { twoDistricts } from './support/two-districts.ts'

/* Whatever is put in, nothing breaks: there is an answer, and a refusal is said in a sentence. */

const { app, first } = await twoDistricts()
const office = await signedIn(app, 'office')

const chinese = /[\u4E00-\u9FFF].*[。？！]$/u
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

const odd = [
  "'",
  '"',
  '\\',
  '%',
  '_',
  '%00',
  '\0',
  '\ud800',
  '😀',
  '＇',
  '',
  ' ',
  'null',
  '-1',
  '1e309',
  '[]',
  '{}',
  '[null,null,null]',
  '["a","b","c"]',
  '["2026-08","x"]',
  '00000000-0000-0000-0000',
  randomUUID(),
  '2026-13',
  '9999-12',
  '2026-08',
  '../../etc/passwd',
  'a'.repeat(190),
  '9'.repeat(40),
]

/** Who asks what the office may not. */
const clerks = new Map<Role, Caller>([
  ['system-administrator', await signedIn(app, 'administrator')],
  ['security-administrator', await signedIn(app, 'security')],
  ['audit-administrator', await signedIn(app, 'auditor')],
])

function whoMay({ may }: AnyEndpoint): Caller {
  if (may === undefined || may.includes('coordination-office')) return office
  return may.map((role) => clerks.get(role)).find((clerk) => clerk !== undefined) ?? office
}

for (const { endpoint } of routes.filter((one) => one.endpoint.method === 'GET')) {
  test(`${endpoint.name} has an answer to whatever stands in its address`, async () => {
    const { code, workerId, month, batchId, fileId, warningId } = first
    const params: Record<string, string | number> = {
      code,
      project: code,
      workerId,
      month,
      batchId,
      fileId,
      sheet: 1,
      id: warningId,
    }
    const caller = whoMay(endpoint)
    const ask = async (of: CallOf, what: string[]) => {
      const reply = await caller.call(endpoint, '990101', of)
      expect([...what, reply.statusCode < 500, reply.statusCode === 403]).toEqual([
        ...what,
        true,
        false,
      ])
      if (reply.statusCode >= 400) expect(reply.json().sentence).toMatch(chinese)
    }
    const inPath = [...endpoint.path.matchAll(/:([a-zA-Z]+)/g)].map(([, name]) => name ?? '')
    const inQuery = endpoint.query instanceof z.ZodObject ? Object.keys(endpoint.query.shape) : []
    for (const word of odd) {
      for (const name of word === '' || !word.isWellFormed() ? [] : inPath) {
        await ask({ params: { ...params, [name]: word } }, [name, word])
      }
      for (const name of inQuery) {
        await ask({ params, query: { search: 'x', ids: fileId, [name]: word } }, [name, word])
      }
    }
  })
}

const createProject = routes
  .map(({ endpoint }) => endpoint)
  .find(({ name }) => name === 'registry.create-project')

test('a text with signs that no database keeps is refused wherever it stands', async () => {
  const bodies = [
    { ...newProject, name: '工程\u0000' },
    { ...newProject, name: '工程\uD800' },
    { ...newProject, town: '\u0000' },
    { ...newProject, permitNumber: 'A1\u0000' },
    { ...newProject, participants: [{ role: 'owner', name: '甲\uDFFF', creditCode: null }] },
    { ...newProject, participants: [{ role: 'owner', name: '甲', creditCode: '9\u0000' }] },
  ]
  if (createProject === undefined) throw new Error('The endpoint has another name.')
  for (const body of bodies) {
    const reply = await office.call(createProject, '990101', { body })
    expect([JSON.stringify(body), reply.statusCode]).toEqual([JSON.stringify(body), 422])
  }
})

test('the same parameter twice, or one that nobody knows, breaks nothing', async () => {
  const ask = (url: string) => app.inject({ url, cookies: office.cookies })
  expect((await ask('/api/d/990101/ledger?project=a&project=b')).statusCode).toBe(422)
  expect((await ask('/api/d/990101/ledger?nonsense=1&__proto__=2')).statusCode).toBe(200)
  expect((await ask('/api/d/990101/ledger?limit=0')).statusCode).toBe(422)
  expect((await ask('/api/d/990101/ledger?limit=201')).statusCode).toBe(422)
})
