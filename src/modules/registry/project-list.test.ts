import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { district } from '../../../tests/support/district.ts'
import { Refused } from '../../kernel/refusal.ts'
import { act, look } from '../../platform/act.ts'
import { type Context, tables } from '../../platform/context.ts'
import { within } from '../../platform/hearing.ts'
import { aDistrict } from '../places/fixtures.ts'
import { projectChanged } from './contract.ts'
import { editProject } from './edit-project.ts'
import { aProject, aProjectList } from './fixtures.ts'
import { recordParticipantRows } from './store.ts'
import type { RegistryTables } from './tables.ts'
import { takeBack } from './take-back.ts'
import { findProject, listProjectsMadeBy, readProject, searchProjects } from './views.ts'

const heard: string[] = []
const here = await district({
  hearers: [
    within(projectChanged, async (_tx, facts) => {
      for (const { projectId } of facts) heard.push(projectId)
    }),
  ],
})
const office = here.at('2026-11-24')
await aDistrict(office)

const takeBackOf = (ctx: Context, importId: string) =>
  act(ctx, 'sheet.take-back', importId, (tx) => takeBack(tx, importId))

const factsOf = (code: string) =>
  look(office, (reading) =>
    tables<RegistryTables>(reading)
      .selectFrom('registry.project')
      .selectAll()
      .where('code', '=', code)
      .where('withdrawn_at', 'is', null)
      .executeTakeFirstOrThrow(),
  )

const eventsOf = async (code: string) => {
  const { id } = await factsOf(code)
  return look(office, (reading) =>
    tables<RegistryTables>(reading)
      .selectFrom('registry.project_event')
      .select(['kind', 'detail', 'import_id'])
      .where('project_id', '=', id)
      .orderBy('id')
      .execute(),
  )
}

const codesOf = (findings: readonly { code: string; waits: boolean }[]) =>
  findings.map(({ code, waits }) => `${code}${waits ? ' waits' : ''}`)

test('a list makes the projects that nobody knows, with owner and contractor, and the same list again changes nothing', async () => {
  heard.length = 0
  const list = [
    {
      name: '甲镇学校扩建工程',
      number: 'JZ-2026-01',
      town: '甲镇',
      owner_firm: '示例教育局',
      contractor_firm: '示例建工甲有限公司',
      owner_kind: 'government-district',
      contract_sum_fen: 1_234_500_000,
      begun_on: '2026-03-01',
      finish_on: '2027-06-30',
      state: 'building',
      place: '甲镇中心路 1 号',
    },
    { name: '没有编号的工程', town: '丁街道办事处' },
  ]
  const first = await aProjectList(office, list)
  expect(first).toMatchObject({ added: 2, superseded: 0, unchanged: 0, findings: [] })
  const school = await readProject(office, 'JZ-2026-01')
  expect(school).toMatchObject({
    town: '990101101',
    ownerKind: 'government-district',
    state: 'building',
    platformNumber: 'JZ-2026-01',
    begunOn: '2026-03-01',
  })
  expect(school.participants.map(({ role, name }) => `${role} ${name}`)).toEqual([
    'owner 示例教育局',
    'general-contractor 示例建工甲有限公司',
  ])
  expect(await factsOf('JZ-2026-01')).toMatchObject({
    contract_sum_fen: 1_234_500_000,
    finish_on: '2027-06-30',
    place: '甲镇中心路 1 号',
  })
  const [unnumbered] = await searchProjects(office, { search: '没有编号的工程' })
  expect(unnumbered).toMatchObject({ code: 'P000001', town: '990101002' })
  expect(heard).toHaveLength(2)

  const again = await aProjectList(office, list)
  expect(again).toMatchObject({ added: 0, superseded: 0, unchanged: 2, findings: [] })
  expect(heard).toHaveLength(2)
  expect(await eventsOf('JZ-2026-01')).toHaveLength(1)
})

test('a known project is joined by code, permit, platform number, else by name: what is missing is filled in by an event', async () => {
  const code = await aProject(office, { code: 'K-100', name: '按编号认', town: null })
  const permit = await aProject(office, { permitNumber: '浙建施〔2026〕7号', name: '按许可证认' })
  const name = await aProject(office, { name: '按 名称（一期） 认', ownerKind: 'unknown' })
  const done = await aProjectList(office, [
    { name: '按编号认', number: 'k-100', town: '甲镇' },
    { name: '按许可证认', permit_number: '浙建施(2026)7号', place: '某路' },
    { name: '按名称(一期)认', number: 'PT-0009', owner_kind: 'private' },
  ])
  expect(done).toMatchObject({ added: 0, superseded: 3, unchanged: 0 })
  expect(await readProject(office, code.code)).toMatchObject({ town: '990101101' })
  expect(await factsOf(permit.code)).toMatchObject({ place: '某路' })
  expect(await readProject(office, name.code)).toMatchObject({
    ownerKind: 'private',
    platformNumber: 'PT-0009',
  })
  const events = await eventsOf(name.code)
  expect(events.at(-1)).toMatchObject({
    kind: 'edited',
    import_id: done.importId,
    detail: { owner_kind: 'private', platform_number: 'PT-0009' },
  })
})

test('a contradiction is asked and changes nothing: other name for a number, other permit or number for a name', async () => {
  await aProject(office, { code: 'W-101', name: '甲标段', permitNumber: 'X-2026-1' })
  await aProject(office, { code: 'W-102', name: '乙标段', platformNumber: 'PT-77' })
  const before = await factsOf('W-101')
  const done = await aProjectList(office, [
    { name: '丙标段', number: 'W-101', town: '甲镇' },
    { name: '甲标段', permit_number: 'X-2026-2', town: '甲镇' },
    { name: '乙标段', number: 'PT-78' },
    { name: '丁标段', number: 'W-101', permit_number: 'PT-77' },
  ])
  expect(codesOf(done.findings)).toEqual([
    'registry.list-asks',
    'registry.list-asks',
    'registry.list-asks',
    'registry.list-asks',
  ])
  expect(done).toMatchObject({ added: 0, superseded: 0, unchanged: 0 })
  expect(await factsOf('W-101')).toEqual(before)
})

test('a newer list corrects what an older list said, and not what a person said', async () => {
  const first = [{ name: '会变的工程', number: 'C-500', state: 'building', town: '甲镇' }]
  await aProjectList(office, first)
  const newer = [{ ...first[0], name: '会变的工程', state: 'stopped', town: '丁街道' }]
  expect(await aProjectList(office, newer)).toMatchObject({ superseded: 1, findings: [] })
  const seen = await readProject(office, 'C-500')
  expect(seen).toMatchObject({ state: 'stopped', town: '990101002' })

  await editProject(office, 'C-500', { ...seen, town: '990101101' })
  const third = await aProjectList(office, [{ ...newer[0], name: '会变的工程' }])
  expect(codesOf(third.findings)).toEqual(['registry.list-against-hand'])
  expect(await readProject(office, 'C-500')).toMatchObject({ town: '990101101' })
})

test('a list that says 竣工 leaves a cleared project alone, and an impossible turn of state is said', async () => {
  await aProject(office, { code: 'S-101', name: '已清工程', state: 'finished' })
  await aProjectList(office, [{ name: '没开工工程', number: 'S-102', state: 'not-begun' }])
  const done = await aProjectList(office, [
    { name: '已清工程', number: 'S-101', state: 'finished-unpaid' },
    { name: '没开工工程', number: 'S-102', state: 'finished-unpaid' },
  ])
  expect(codesOf(done.findings)).toEqual(['registry.list-state-not-next'])
  expect(await readProject(office, 'S-101')).toMatchObject({ state: 'finished' })
  expect(await readProject(office, 'S-102')).toMatchObject({ state: 'not-begun' })
})

test('another owner or contractor than the known one is said and not added; a town that is none is left open', async () => {
  await aProject(office, { code: 'Q-100', name: '参建工程' })
  const done = await aProjectList(office, [
    {
      name: '参建工程',
      number: 'Q-100',
      owner_firm: '别的单位',
      contractor_firm: '示例建工甲 有限公司',
    },
    { name: '远处工程', town: '别区某镇' },
  ])
  expect(codesOf(done.findings)).toEqual([
    'registry.list-town-unclear',
    'registry.list-owner-differs',
  ])
  const { participants } = await readProject(office, 'Q-100')
  expect(participants).toHaveLength(2)
})

test('two rows of one project are one, the later counts; a number that can be none gives way to one of ours', async () => {
  const done = await aProjectList(office, [
    { name: '两行工程', number: '1', state: 'building', place: '甲路' },
    { name: '两行工程', number: '1', state: 'stopped' },
  ])
  expect(done).toMatchObject({ added: 1 })
  expect(codesOf(done.findings)).toEqual([
    'registry.list-number-unfit',
    'registry.list-number-unfit',
    'registry.list-project-twice',
  ])
  const [found] = await searchProjects(office, { search: '两行工程' })
  expect(found?.code).toMatch(/^P\d{6}$/)
  expect(await factsOf(found?.code ?? '')).toMatchObject({ state: 'stopped', place: '甲路' })
})

test('own numbers go past those that somebody has given by hand', async () => {
  const { code } = await aProject(office, { name: '占号前' })
  const next = `P${String(Number(code.slice(1)) + 2).padStart(6, '0')}`
  await aProject(office, { code: next, name: '占了号' })
  await aProjectList(
    office,
    ['甲', '乙', '丙'].map((sign) => ({ name: `${sign}号工程` })),
  )
  const codes = await Promise.all(
    ['甲', '乙', '丙'].map(async (sign) => {
      const [found] = await searchProjects(office, { search: `${sign}号工程` })
      return found?.code
    }),
  )
  expect(new Set(codes).size).toBe(3)
  expect(codes).not.toContain(next)
})

test('a firm brings no list of projects', async () => {
  const firm = here.as('labour-officer', [uuidv7()])
  await expect(aProjectList(firm, [{ name: '外来的工程' }])).rejects.toMatchObject({
    refusal: { code: 'registry.only-the-office', kind: 'not-allowed' },
  })
})

test('a list taken back: what it made is gone and its code free, what it had changed is as before', async () => {
  const known = await aProject(office, { code: 'B-101', name: '原有工程', town: null })
  const older = await aProjectList(office, [
    { name: '原有工程', number: 'B-101', place: '旧址', contract_sum_fen: 100 },
  ])
  const newer = await aProjectList(office, [
    { name: '原有工程', number: 'B-101', place: '新址', town: '甲镇' },
    { name: '新来工程', number: 'B-102', owner_firm: '新来业主' },
  ])
  expect(await look(office, (reading) => listProjectsMadeBy(reading, newer.importId))).toHaveLength(
    1,
  )
  await takeBackOf(office, newer.importId)
  expect(await findProject(office, 'B-102')).toBeNull()
  expect(await searchProjects(office, { search: '新来工程' })).toEqual([])
  expect(await factsOf('B-101')).toMatchObject({ place: '旧址', town: null, contract_sum_fen: 100 })
  expect((await eventsOf('B-101')).at(-1)).toMatchObject({
    kind: 'taken-back',
    detail: { place: '旧址', town: null },
  })

  const again = await aProjectList(office, [{ name: '新来工程', number: 'B-102' }])
  expect(again.added).toBe(1)
  expect((await readProject(office, 'B-102')).participants).toEqual([])
  await takeBackOf(office, older.importId)
  expect(await factsOf('B-101')).toMatchObject({ place: null, contract_sum_fen: null })
  expect((await readProject(office, 'B-101')).id).toBe(known.id)
})

test('an older list taken back leaves what a newer one has said since', async () => {
  await aProject(office, { code: 'O-100', name: '先后工程' })
  const older = await aProjectList(office, [{ name: '先后工程', number: 'O-100', place: '一' }])
  await aProjectList(office, [{ name: '先后工程', number: 'O-100', place: '二' }])
  await takeBackOf(office, older.importId)
  expect(await factsOf('O-100')).toMatchObject({ place: '二' })
})

test('a project that somebody has changed since is not taken back with its list', async () => {
  const list = await aProjectList(office, [{ name: '改过的工程', number: 'G-100' }])
  const seen = await readProject(office, 'G-100')
  await editProject(office, 'G-100', { ...seen, payDay: 20 })
  await expect(takeBackOf(office, list.importId)).rejects.toThrow(Refused)
  expect(await readProject(office, 'G-100')).toMatchObject({ payDay: 20 })
})

test('a participant stands while one list names it', async () => {
  const project = await aProject(office, { code: 'M-100', name: '参建还在', participants: [] })
  const rows = [{ name: '参建还在', number: 'M-100', contractor_firm: '只在表上的公司' }]
  const one = await aProjectList(office, rows)
  const two = await aProjectList(office, rows)
  await takeBackOf(office, one.importId)
  expect((await readProject(office, 'M-100')).participants).toHaveLength(1)
  await takeBackOf(office, two.importId)
  expect((await readProject(office, 'M-100')).participants).toEqual([])
  await act(office, 'test.name', project.id, async (tx) => {
    const found = await tx.client.query<{ id: string }>(
      `select id from registry.enterprise where name = '只在表上的公司'`,
    )
    const enterpriseId = found.rows[0]?.id ?? ''
    const line = { enteredOn: null, leftOn: null, managerName: null }
    const said = { projectId: project.id, enterpriseId, role: 'general-contractor', ...line }
    await recordParticipantRows(tx, uuidv7(), [said])
  })
  expect((await readProject(office, 'M-100')).participants).toHaveLength(1)
})
