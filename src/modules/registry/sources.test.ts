import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { district } from '../../../tests/support/district.ts'
import { Refused } from '../../kernel/refusal.ts'
import { act, look } from '../../platform/act.ts'
import { type Context, tables } from '../../platform/context.ts'
import { within } from '../../platform/hearing.ts'
import { aDistrict } from '../places/fixtures.ts'
import { answerJoinQuestion } from './answer-join-question.ts'
import { type JoinAnswer, projectGivenUp } from './contract-sources.ts'
import { editProject } from './edit-project.ts'
import { type StatedProject, aProject, aProjectList } from './fixtures.ts'
import { joinProjects, partProjects } from './join-projects.ts'
import { separateSource } from './separate-source.ts'
import type { RegistryTables } from './tables.ts'
import { takeBack } from './take-back.ts'
import { findProject, readProject, searchProjects } from './views.ts'
import { countJoinQuestions, listJoinQuestions, listProjectSources } from './views-sources.ts'

/** Projects of which a later module has lines. */
const inUse = new Set<string>()
const here = await district({
  hearers: [
    within(projectGivenUp, async (_tx, projects) => {
      for (const { projectId } of projects)
        if (inUse.has(projectId))
          throw new Refused({ code: 'registry.project-changed-since', kind: 'wrong-state' })
    }),
  ],
})
const office = here.at('2026-11-24')
await aDistrict(office)

const takeBackOf = (ctx: Context, importId: string) =>
  act(ctx, 'sheet.take-back', importId, (tx) => takeBack(tx, importId))

/** The waiting record of that name. */
async function questionOf(name: string) {
  const { rows } = await listJoinQuestions(office, { limit: 200 })
  const found = rows.find(({ record }) => record.name === name)
  if (found === undefined) throw new Error(`Nothing is asked of ${name}.`)
  return found
}

const answered = (recordId: string, answer: JoinAnswer['answer']) =>
  answerJoinQuestion(office, recordId, { answer, reason: '看过合同' })
const sourcesOf = async (code: string) => (await listProjectSources(office, code)).rows
const factsOf = async (code: string) => {
  const { participants, version: _version, ...facts } = await readProject(office, code)
  return { ...facts, parties: participants.map(({ role, name }) => `${role} ${name}`) }
}
const kindsOf = async (code: string) => {
  const { id } = await readProject(office, code)
  const events = await look(office, (reading) =>
    tables<RegistryTables>(reading)
      .selectFrom('registry.project_event')
      .select(['kind', 'reason'])
      .where('project_id', '=', id)
      .orderBy('id')
      .execute(),
  )
  return events.map(({ kind, reason }) => (reason === null ? kind : `${kind}: ${reason}`))
}

const permit = (over: StatedProject): StatedProject => ({ source: 'construction-permit', ...over })
const tax = (over: StatedProject): StatedProject => ({ source: 'tax', ...over })

const bySource = ([a]: readonly unknown[], [b]: readonly unknown[]) =>
  String(a).localeCompare(String(b))

test('four departments’ lists end in one: each keeps its own number and day, and says its industry', async () => {
  const name = '甲镇中心小学扩建工程'
  const of = { owner_firm: '示例教育局', contractor_firm: '示例建工甲有限公司' }
  await aProjectList(office, [permit({ name, number: 'SG-001', town: '甲镇', ...of })])
  await aProjectList(office, [
    tax({
      name: '甲镇中心小学扩建项目',
      number: 'SS-77',
      town: '甲镇',
      said_on: '2026-10-31',
      ...of,
    }),
  ])
  await aProjectList(office, [{ source: 'tender', name, number: 'ZB-2026-5', ...of }])
  await aProjectList(office, [{ source: 'town-screening', name, place: '中心路 1 号' }])
  const [found] = await searchProjects(office, { search: '甲镇中心小学' })
  const code = found?.code ?? ''
  expect(code).toBe('SG-001')
  expect(await readProject(office, code)).toMatchObject({
    industry: 'housing',
    place: '中心路 1 号',
    platformNumber: null,
  })
  expect(
    (await sourcesOf(code))
      .map(({ source, ownNumber, saidOn }) => [source, ownNumber, saidOn])
      .toSorted(bySource),
  ).toEqual([
    ['construction-permit', 'SG-001', '2026-11-24'],
    ['tax', 'SS-77', '2026-10-31'],
    ['tender', 'ZB-2026-5', '2026-11-24'],
    ['town-screening', null, '2026-11-24'],
  ])
  expect(await kindsOf(code)).toEqual([
    'created',
    'source-joined',
    'source-joined',
    'source-joined',
    'edited',
  ])
})

test('a newer list of a source takes the place of its older one, also under another name of the same thing', async () => {
  await aProjectList(office, [
    permit({ name: '滨河路改造工程', number: 'SG-010', state: 'building' }),
  ])
  await aProjectList(office, [
    permit({ name: '滨河路改造项目', number: 'SG-010', state: 'stopped' }),
  ])
  expect((await sourcesOf('SG-010')).map(({ name, state }) => [name, state])).toEqual([
    ['滨河路改造项目', 'stopped'],
  ])
  expect(await readProject(office, 'SG-010')).toMatchObject({ state: 'stopped' })
})

test('who cannot be told is asked, side by side, and joined by an officer with his reason', async () => {
  const before = await countOpen()
  const town = '甲镇'
  await aProjectList(office, [
    permit({ name: '安置房一期工程', number: 'SG-020', town, place: '老路' }),
  ])
  const done = await aProjectList(office, [
    tax({ name: '安置房一期工程', number: 'SS-20', town: '丁街道', contract_sum_fen: 500 }),
  ])
  expect(done).toMatchObject({ added: 0, findings: [{ code: 'registry.list-asks' }] })
  expect(await countOpen()).toBe(before + 1)
  const { record, candidates } = await questionOf('安置房一期工程')
  expect(record).toMatchObject({ source: 'tax', ownNumber: 'SS-20', town: '丁街道' })
  expect(candidates).toMatchObject([
    { code: 'SG-020', agrees: ['name'], differs: ['town'], sources: ['construction-permit'] },
  ])
  const said = { is: 'project', code: 'SG-020' } as const
  expect(await answered(record.recordId, said)).toMatchObject({ code: 'SG-020' })
  expect(await factsOf('SG-020')).toMatchObject({ contractSumFen: 500, town: '990101002' })
  expect((await kindsOf('SG-020')).slice(-2)).toEqual(['source-joined: 看过合同', 'edited'])
  await expect(answered(record.recordId, said)).rejects.toMatchObject({
    refusal: { code: 'registry.question-answered', kind: 'changed-meanwhile' },
  })
  // The same row of the next list is not asked again.
  const next = await aProjectList(office, [
    tax({ name: '安置房一期工程', number: 'SS-20', town: '丁街道', contract_sum_fen: 600 }),
  ])
  expect(next).toMatchObject({ findings: [], superseded: 1 })
  expect(await countOpen()).toBe(before)
})

const countOpen = () => look(office, (reading) => countJoinQuestions(reading))

test('a waiting record becomes a project of its own, which the others that wait may be too', async () => {
  await aProjectList(office, [permit({ name: '丙厂房工程', number: 'SG-030', town: '甲镇' })])
  await aProjectList(office, [
    tax({ name: '丙厂房工程', number: 'SS-31', town: '丁街道' }),
    { source: 'tender', name: '丙厂房工程', number: 'ZB-31', town: '丁街道' },
  ])
  const { record } = await questionOf('丙厂房工程')
  const made = await answered(record.recordId, { is: 'new' })
  expect(made.code).toBe('SS-31')
  const other = await questionOf('丙厂房工程')
  expect(other.candidates.map(({ code }) => code)).toEqual(['SS-31', 'SG-030'])
  await answered(other.record.recordId, { is: 'project', code: 'SS-31' })
  // It was said that they are two: the next list is not asked again.
  const next = await aProjectList(office, [
    tax({ name: '丙厂房工程', number: 'SS-31', town: '丁街道' }),
  ])
  expect(next).toMatchObject({ findings: [], added: 0 })
})

test('a wrong joining is undone as an event: what it had said leaves, what others said stays, a project of its own is made', async () => {
  const name = '水岸花园二期工程'
  await aProjectList(office, [permit({ name, number: 'SG-040', town: '甲镇', place: '甲路' })])
  await aProjectList(office, [{ source: 'tender', name, number: 'ZB-40', finish_on: '2027-06-30' }])
  const before = await factsOf('SG-040')
  await aProjectList(office, [
    tax({
      name,
      number: 'SS-40',
      contract_sum_fen: 900,
      place: '乙路',
      contractor_firm: '来错的公司',
    }),
  ])
  expect(await factsOf('SG-040')).toMatchObject({
    contractSumFen: 900,
    place: '乙路',
    parties: ['general-contractor 来错的公司'],
  })
  const wrong = (await sourcesOf('SG-040')).find(({ source }) => source === 'tax')
  const recordId = wrong?.recordId ?? ''
  const { code } = await separateSource(office, recordId, {
    into: 'own-project',
    reason: '不是一个标',
  })
  expect(await factsOf('SG-040')).toEqual(before)
  expect(await factsOf(code ?? '')).toMatchObject({
    contractSumFen: 900,
    parties: ['general-contractor 来错的公司'],
  })
  expect((await kindsOf('SG-040')).at(-1)).toBe('separated: 不是一个标')
  const next = await aProjectList(office, [tax({ name, number: 'SS-40', contract_sum_fen: 901 })])
  expect(next).toMatchObject({ added: 0, superseded: 1, findings: [] })
  expect(await factsOf('SG-040')).toEqual(before)
})

test('a record may be asked anew, and what made the project cannot leave it', async () => {
  await aProjectList(office, [permit({ name: '问一遍的工程项目', number: 'SG-050' })])
  await aProjectList(office, [tax({ name: '问一遍的工程项目', number: 'SS-50', place: '某路' })])
  // What made it has made it, whatever its newer lists say.
  await aProjectList(office, [permit({ name: '问一遍的工程项目', number: 'SG-050', town: '甲镇' })])
  const [asked, maker] = (await sourcesOf('SG-050')).toSorted((a, b) =>
    a.source < b.source ? 1 : -1,
  )
  const separate = (recordId = '') =>
    separateSource(office, recordId, { into: 'question', reason: '再看' })
  await expect(separate(maker?.recordId)).rejects.toMatchObject({
    refusal: { code: 'registry.source-made-it' },
  })
  expect(await separate(asked?.recordId)).toEqual({ code: null })
  expect(await readProject(office, 'SG-050')).toMatchObject({ place: null })
  const { record, candidates } = await questionOf('问一遍的工程项目')
  expect(candidates.map(({ code }) => code)).toEqual(['SG-050'])
  await answered(record.recordId, { is: 'project', code: 'SG-050' })
  expect(await readProject(office, 'SG-050')).toMatchObject({ place: '某路' })
  await expect(separate(uuidv7())).rejects.toMatchObject({
    refusal: { code: 'registry.no-such-source', kind: 'not-found' },
  })
})

test('two projects are found to be one: records, firms and what was missing go over, and come back when that is undone', async () => {
  const kept = await aProject(office, { code: 'HB-001', name: '合并留下的工程', participants: [] })
  await aProjectList(office, [
    permit({
      name: '合并放弃的大桥工程',
      number: 'SG-060',
      place: '丙路',
      contractor_firm: '造桥公司',
    }),
  ])
  const given = await readProject(office, 'SG-060')
  const joined = await joinProjects(office, 'SG-060', { into: 'HB-001', reason: '同一个' })
  expect(joined).toMatchObject({ id: kept.id, place: '丙路', industry: 'housing' })
  expect(joined.participants).toMatchObject([{ name: '造桥公司' }])
  expect(await findProject(office, 'SG-060')).toBeNull()
  const sources = await listProjectSources(office, 'HB-001')
  expect(sources.rows.map(({ source, cameWith }) => [source, cameWith]).toSorted(bySource)).toEqual(
    [
      ['by-hand', null],
      ['construction-permit', given.id],
    ],
  )
  expect(sources.joined).toMatchObject([{ code: 'SG-060', reason: '同一个' }])
  const moved = sources.rows.find(({ cameWith }) => cameWith !== null)?.recordId ?? ''
  await expect(
    separateSource(office, moved, { into: 'question', reason: '试' }),
  ).rejects.toMatchObject({ refusal: { code: 'registry.source-came-with' } })
  await expect(
    joinProjects(office, 'HB-001', { into: 'SG-040', reason: '又' }),
  ).rejects.toMatchObject({ refusal: { code: 'registry.joined-has-joined' } })
  // A newer list of that source speaks of the project that stays.
  await aProjectList(office, [
    permit({ name: '合并放弃的大桥工程', number: 'SG-060', finish_on: '2027-01-31' }),
  ])
  expect(await readProject(office, 'HB-001')).toMatchObject({ finishOn: '2027-01-31' })

  const back = await partProjects(office, 'HB-001', { projectId: given.id, reason: '弄错了' })
  expect(back).toMatchObject({ id: given.id, code: 'SG-060', place: '丙路' })
  expect(back).toMatchObject({ finishOn: '2027-01-31' })
  expect(await factsOf('HB-001')).toMatchObject({
    place: null,
    finishOn: null,
    industry: 'unknown',
    parties: [],
  })
  expect((await sourcesOf('SG-060')).map(({ source }) => source)).toEqual(['construction-permit'])
  expect((await kindsOf('HB-001')).slice(-2)).toEqual(['given-back: 弄错了', 'separated'])
  await expect(
    partProjects(office, 'HB-001', { projectId: given.id, reason: '再来' }),
  ).rejects.toMatchObject({ refusal: { code: 'registry.not-joined' } })
})

test('a project that later modules have lines of is not given up, nor joined into itself', async () => {
  const used = await aProject(office, { code: 'HB-010', name: '有工人的工程' })
  await aProject(office, { code: 'HB-011', name: '没有工人的工程' })
  inUse.add(used.id)
  const into = (code: string, other: string) =>
    joinProjects(office, code, { into: other, reason: '同一个' })
  await expect(into('HB-010', 'HB-011')).rejects.toThrow(Refused)
  expect(await readProject(office, 'HB-010')).toMatchObject({ version: 1 })
  await expect(into('HB-010', 'HB-010')).rejects.toMatchObject({
    refusal: { code: 'registry.joined-into-itself' },
  })
  expect(await into('HB-011', 'HB-010')).toMatchObject({ code: 'HB-010' })
})

test('a list taken back takes its records, its questions and what they had said; the older line stands again', async () => {
  const before = await countOpen()
  await aProjectList(office, [permit({ name: '先后两张工程', number: 'SG-070', place: '一' })])
  const newer = await aProjectList(office, [
    permit({ name: '先后两张工程', number: 'SG-070', place: '二' }),
    permit({ name: '别的名称大楼', number: 'SG-040' }),
  ])
  expect(await countOpen()).toBe(before + 1)
  expect((await sourcesOf('SG-070')).map(({ place }) => place)).toEqual(['二'])
  await takeBackOf(office, newer.importId)
  expect(await countOpen()).toBe(before)
  expect((await sourcesOf('SG-070')).map(({ place }) => place)).toEqual(['一'])
  expect(await readProject(office, 'SG-070')).toMatchObject({ place: '一' })
})

test('a record that was answered goes with its list; a project that another source names too stays', async () => {
  const made = await aProjectList(office, [
    permit({ name: '两处都有的工程', number: 'SG-080', town: '甲镇' }),
  ])
  const asked = await aProjectList(office, [
    tax({ name: '两处都有的工程', town: '丁街道', place: '税路' }),
  ])
  const { record } = await questionOf('两处都有的工程')
  await answered(record.recordId, { is: 'project', code: 'SG-080' })
  await expect(takeBackOf(office, made.importId)).rejects.toMatchObject({
    refusal: { code: 'registry.project-changed-since' },
  })
  await takeBackOf(office, asked.importId)
  expect(await factsOf('SG-080')).toMatchObject({ place: null, town: '990101101' })
  await takeBackOf(office, made.importId)
  expect(await findProject(office, 'SG-080')).toBeNull()
})

test('bad input: one permit for two, two towns, an end before its begin, firms without a code', async () => {
  await aProjectList(office, [
    permit({
      name: '坏数据一号大桥',
      number: 'SG-090',
      permit_number: '浙施〔2026〕90号',
      begun_on: '2026-05-01',
    }),
  ])
  const one = await aProjectList(office, [
    tax({ name: '完全另一处厂房', permit_number: '浙施(2026)90号' }),
    {
      source: 'tender',
      name: '坏数据一号大桥',
      permit_number: '浙施〔2026〕90号',
      finish_on: '2026-01-01',
    },
  ])
  expect(one.findings.map(({ row, code }) => [row, code])).toEqual([
    [4, 'registry.list-asks'],
    [5, 'registry.list-end-before-begin'],
  ])
  await aProjectList(office, [permit({ name: '跨镇的公路工程', number: 'SG-091', town: '甲镇' })])
  const two = await aProjectList(office, [
    tax({ name: '跨镇的公路工程', number: 'SG-091', town: '丁街道' }),
  ])
  expect(two.findings.map(({ code }) => code)).toEqual(['registry.list-town-differs'])
  const firms = await aProjectList(office, [
    permit({ name: '没有代码的工程甲', owner_firm: '没代码的业主', owner_credit_code: '无' }),
    tax({
      name: '有代码的工程乙',
      owner_firm: '有代码的业主',
      owner_credit_code: '91350100M000100Y43',
    }),
  ])
  expect(firms).toMatchObject({ added: 2, findings: [] })
  const [bare] = await searchProjects(office, { search: '没有代码的工程甲' })
  expect((await readProject(office, bare?.code ?? '')).participants).toMatchObject([
    { name: '没代码的业主', creditCode: null },
  ])
})

test('what a person says on a page is a source, and industry can be stated and changed there', async () => {
  const made = await aProject(office, { code: 'YM-001', name: '页面登记的工程', industry: 'water' })
  expect(made).toMatchObject({ industry: 'water' })
  expect(await sourcesOf('YM-001')).toMatchObject([
    {
      source: 'by-hand',
      joinedBy: 'made',
      industry: 'water',
      saidOn: '2026-11-24',
      importId: null,
    },
  ])
  await aProjectList(office, [{ source: 'transport', name: '页面登记的工程' }])
  expect(await readProject(office, 'YM-001')).toMatchObject({ industry: 'water' })
  const seen = await readProject(office, 'YM-001')
  const { industry: _left, ...rest } = seen
  expect(await editProject(office, 'YM-001', rest)).toMatchObject({ industry: 'water' })
  expect(await editProject(office, 'YM-001', { ...seen, industry: 'municipal' })).toMatchObject({
    industry: 'municipal',
  })
})

test('a firm, or a town, sees the records of its projects only, and no question', async () => {
  const { id } = await readProject(office, 'SG-040')
  const town = here.as('town', [id])
  expect((await listProjectSources(town, 'SG-040')).rows.length).toBeGreaterThan(1)
  await expect(listProjectSources(town, 'SG-010')).rejects.toMatchObject({
    refusal: { code: 'registry.no-such-project' },
  })
  expect(await listJoinQuestions(town, { limit: 50 })).toMatchObject({ rows: [], total: 0 })
})

test('questions are paged, and can be asked of one source', async () => {
  const all = await listJoinQuestions(office, { limit: 200 })
  expect(all.total).toBe(all.rows.length)
  const names: string[] = []
  let after: string | undefined
  do {
    const page = await listJoinQuestions(office, { limit: 1, after })
    names.push(...page.rows.map(({ record }) => record.recordId))
    after = page.next ?? undefined
  } while (after !== undefined)
  expect(names).toEqual(all.rows.map(({ record }) => record.recordId))
  const ofTax = await listJoinQuestions(office, { limit: 200, source: 'tax' })
  expect(ofTax.rows.every(({ record }) => record.source === 'tax')).toBe(true)
})
