import { expect, test } from 'vitest'
import { district } from '../../../tests/support/district.ts'
import { Refused } from '../../kernel/refusal.ts'
import { act, look } from '../../platform/act.ts'
import { tables } from '../../platform/context.ts'
import { createProject } from './create-project.ts'
import { editProject } from './edit-project.ts'
import { ensureEnterprises } from './ensure-enterprises.ts'
import { aProject } from './fixtures.ts'
import type { RegistryTables } from './tables.ts'
import { findProject, listProjectIdsOfTown, searchProjects } from './views.ts'

const here = await district()
const office = here.at('2026-11-23')

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code
    throw error
  }
  return 'done'
}

const edited = {
  name: '示例安置房一期',
  town: null,
  ownerKind: 'private',
  state: 'building',
  permitNumber: null,
  platformNumber: null,
  payDay: 15,
  begunOn: null,
} as const

test('a project goes by its given code, else its platform’s or permit’s number, else P and six digits', async () => {
  const given = await aProject(office, { code: '浙建施〔2026〕012号' })
  expect(given.code).toBe('浙建施(2026)012号')
  const platform = await aProject(office, { platformNumber: '330106-2026-7', permitNumber: 'X-1' })
  expect(platform.code).toBe('330106-2026-7')
  const own = await aProject(office)
  expect(own.code).toMatch(/^P\d{6}$/)
})

test('projects created at once get codes of their own, past those that were given by hand', async () => {
  const first = await aProject(office)
  const next = Number(first.code.slice(1)) + 2
  await aProject(office, { code: `P${String(next).padStart(6, '0')}` })
  const made = await Promise.all(Array.from({ length: 5 }, () => aProject(office)))
  const codes = new Set(made.map(({ code }) => code))
  expect(codes.size).toBe(5)
  expect([...codes].every((code) => /^P\d{6}$/.test(code))).toBe(true)
})

test('a code that is taken is refused, and nothing is left of the attempt', async () => {
  await aProject(office, { code: 'TWICE-1' })
  expect(await codeOf(aProject(office, { code: 'twice-1', name: '另一个工程' }))).toBe(
    'registry.code-taken',
  )
  expect(await searchProjects(office, { search: '另一个工程' })).toEqual([])
})

test('a firm does not register projects', async () => {
  const firm = here.as('labour-officer', [])
  expect(await codeOf(aProject(firm))).toBe('registry.only-the-office')
})

test('an edit names the version it saw, and changes it', async () => {
  const project = await aProject(office)
  const done = await editProject(office, project.code, { ...edited, version: 1 })
  expect(done).toMatchObject({ payDay: 15, ownerKind: 'private', version: 2 })
  expect(await codeOf(editProject(office, project.code, { ...edited, version: 1 }))).toBe(
    'registry.project-changed-meanwhile',
  )
  expect(await codeOf(editProject(office, 'NOBODY-1', { ...edited, version: 1 }))).toBe(
    'registry.no-such-project',
  )
})

test('a project is the sum of its events', async () => {
  const project = await aProject(office)
  await editProject(office, project.code, { ...edited, version: 1 })
  await editProject(office, project.code, { ...edited, state: 'stopped', payDay: 5, version: 2 })
  const { row, events } = await look(office, async (reading) => ({
    row: await tables<RegistryTables>(reading)
      .selectFrom('registry.project')
      .selectAll()
      .where('district', '=', office.district)
      .where('id', '=', project.id)
      .executeTakeFirstOrThrow(),
    events: await tables<RegistryTables>(reading)
      .selectFrom('registry.project_history')
      .select(['kind', 'detail'])
      .where('district', '=', office.district)
      .where('project_id', '=', project.id)
      .orderBy('id')
      .execute(),
  }))
  expect(events.map(({ kind }) => kind)).toEqual(['created', 'edited', 'edited'])
  const folded: Record<string, unknown> = Object.assign({}, ...events.map(({ detail }) => detail))
  const {
    district: _district,
    id: _id,
    created_at: _at,
    withdrawn_at: _gone,
    joined_into: _into,
    version,
    ...facts
  } = row
  expect(folded).toEqual(facts)
  expect(version).toBe(events.length)
})

test('a firm is known by its code, else by its name, and takes the code that comes later', async () => {
  const firm = (name: string, creditCode: string | null = null, finding: string | null = null) => ({
    name,
    creditCode,
    creditCodeFinding: finding,
  })
  const ensure = (...firms: ReturnType<typeof firm>[]) =>
    act(office, 'test.firms', 'test', (tx) => ensureEnterprises(tx, firms))
  const [byName, again] = await ensure(firm('甲（劳务）有限公司'), firm('甲(劳务) 有限公司'))
  expect(again).toBe(byName)
  const code = '91330106MA00000001'
  const [coded] = await ensure(firm('甲(劳务)有限公司', code))
  expect(coded).toBe(byName)
  const [renamed] = await ensure(firm('甲劳务改名有限公司', code))
  expect(renamed).toBe(byName)
  const [other] = await ensure(firm('甲(劳务)有限公司', '91330106MA00000002'))
  const noCode = firm('甲(劳务)有限公司', '无', 'registry.credit-code-length')
  const [nameless] = await ensure(noCode)
  expect(other).not.toBe(byName)
  // Two firms of one name: whoever states no code is neither of them.
  expect([byName, other]).not.toContain(nameless)
})

test('the same new firms named in two transactions at once become one each', async () => {
  const firms = Array.from({ length: 40 }, (_, nth) => ({
    name: `同时${nth}公司`,
    creditCode: nth % 2 === 0 ? `9133010600000${String(nth).padStart(5, '0')}` : null,
    creditCodeFinding: null,
  }))
  const both = await Promise.all(
    [firms, firms.toReversed()].map((list) =>
      act(office, 'test.firms', 'test', (tx) => ensureEnterprises(tx, list)),
    ),
  )
  expect(both[1]?.toReversed()).toEqual(both[0])
})

test('projects are found by part of their name or code, the closest first', async () => {
  await aProject(office, { code: 'S-100', name: '望江门小学扩建' })
  await aProject(office, { code: 'S-101', name: '小学' })
  const found = await searchProjects(office, { search: '小 学' })
  expect(found.map(({ code }) => code)).toEqual(['S-101', 'S-100'])
  expect(await searchProjects(office, { search: 's-10' })).toHaveLength(2)
  expect(await searchProjects(office, { search: '%' })).toEqual([])
})

test('a firm and a town see their projects only, another district sees none', async () => {
  const mine = await aProject(office, { code: 'SEEN-1', town: '990101002' })
  await aProject(office, { code: 'SEEN-2' })
  expect(await listProjectIdsOfTown(office, '990101002')).toEqual([mine.id])
  const firm = here.as('labour-officer', [mine.id])
  expect(await searchProjects(firm, { search: 'SEEN' })).toHaveLength(1)
  expect((await findProject(firm, 'SEEN-1'))?.participants).toHaveLength(2)
  expect(await findProject(firm, 'SEEN-2')).toBeNull()
  const neighbour = here.elsewhere('990102')
  expect(await searchProjects(neighbour, { search: 'SEEN' })).toEqual([])
  const theirs = await createProject(neighbour, { ...edited, code: 'SEEN-1', participants: [] })
  expect(theirs.code).toBe('SEEN-1')
})
