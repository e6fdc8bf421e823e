import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { district } from '../../../tests/support/district.ts'
import { act } from '../../platform/act.ts'
import { day } from '../../kernel/day.ts'
import type { Context } from '../../platform/context.ts'
import { contextAs, type ProjectsOf } from '../people/authenticate.ts'
import { anAccount } from '../people/fixtures.ts'
import { addParameter } from '../places/add-parameter.ts'
import { aDistrict } from '../places/fixtures.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import { editProject } from '../registry/edit-project.ts'
import { aProject, aProjectList, type StatedProject } from '../registry/fixtures.ts'
import { joinProjects, partProjects } from '../registry/join-projects.ts'
import { separateSource } from '../registry/separate-source.ts'
import { takeBack } from '../registry/take-back.ts'
import { findProjectId, readProject } from '../registry/views.ts'
import { listProjectSources } from '../registry/views-sources.ts'
import { answerTask } from '../tasks/answer-task.ts'
import { acceptTask } from '../tasks/check-task.ts'
import { tasksHears } from '../tasks/hears.ts'
import { reopenTask } from '../tasks/reopen-task.ts'
import { readTask } from '../tasks/views.ts'
import { type BlindSpotFilter, BlindSpotRow, ExpectationEntry } from './contract.ts'
import { addExpectation, endDecision, switchOffExpectation } from './decide-expectations.ts'
import { coverageHears } from './hears.ts'
import { recomputeBlindSpots, sweepBlindSpots } from './recompute.ts'
import { checkCoverage } from './views-check.ts'
import { listExpectations } from './views-expectations.ts'
import { findBlindSpot, listBlindSpots, viewBlindSpotMatrix } from './views.ts'

const here = await district({ hearers: [...tasksHears, ...coverageHears] })
const owner = new pg.Client({ connectionString: here.database.ownerUrl })
const monday = here.at('2026-11-23')
const projectsOf: ProjectsOf = { town: async () => [], industries: async () => [] }
let office: Context
let leader: Context

beforeAll(async () => {
  await owner.connect()
  await aDistrict(monday)
  await shipParameters(here.platform, monday.now)
  await anAccount(monday, 'coordination-office', { name: 'office', displayName: '赵甲' })
  await anAccount(monday, 'department', { name: 'housing', displayName: '钱甲' })
  await anAccount(monday, 'leader', { name: 'leader', displayName: '孙甲' })
  office = await as('office')
  leader = await as('leader')
})
afterAll(() => owner.end())

async function as(name: string, ctx: Context = monday): Promise<Context> {
  const found = await contextAs(ctx, name, projectsOf)
  if (found === null) throw new Error(`${name} has no post.`)
  return found
}

const of = async (filter: Partial<BlindSpotFilter>, ctx: Context = monday) => {
  const { rows, counts } = await listBlindSpots(ctx, { state: 'open', limit: 100, ...filter })
  for (const row of rows) expect(BlindSpotRow.parse(row)).toEqual(row)
  expect(counts.total).toBe(rows.length)
  return rows
}
const missingOf = async (project: string, ctx?: Context) =>
  (await of({ project }, ctx)).map(({ missing }) => missing).toSorted()
const spotOf = async (project: string, missing: string) => {
  const found = (await of({ project, state: 'all' })).find((row) => row.missing === missing)
  if (found === undefined) throw new Error(`Nothing is known of ${project} in ${missing}.`)
  return found
}
/** What is written is what stands: computed anew nothing happens, and nothing is without owner and limit. */
const rightOn = async (ctx: Context = monday) => {
  expect(await recomputeBlindSpots(ctx)).toEqual({ steps: 0 })
  const { checks } = await checkCoverage(ctx)
  expect(checks.filter(({ faults }) => faults > 0)).toEqual([])
}
const stated = (
  source: string,
  name: string,
  over: Partial<StatedProject> = {},
): StatedProject => ({
  source,
  name,
  town: '甲镇',
  said_on: '2026-06-01',
  industry: 'housing',
  state: 'building',
  ...over,
})
const codeOf = async (name: string) => {
  const { rows } = await owner.query<{ code: string }>(
    'select code from registry.project where name = $1 and withdrawn_at is null',
    [name],
  )
  return rows[0]?.code ?? ''
}

test('the first list opens nothing for sources that have given none; the second finds what it lacks', async () => {
  await aProjectList(monday, [
    stated('construction-permit', '示例第一小学工程', { number: 'SG-001' }),
    stated('construction-permit', '示例第二小学工程', { number: 'SG-002' }),
  ])
  const [first, second] = [await codeOf('示例第一小学工程'), await codeOf('示例第二小学工程')]
  expect(await missingOf(first)).toEqual([])
  await aProjectList(monday, [
    stated('real-name-platform', '示例第一小学工程', {
      permit_number: 'SG-001',
      number: '3300001',
    }),
    stated('real-name-platform', '示例养老院工程', { number: '3300003' }),
  ])
  expect(await missingOf(first)).toEqual([])
  expect(await missingOf(second)).toEqual(['real-name-platform'])
  const home = await codeOf('示例养老院工程')
  expect(await missingOf(home)).toEqual(['construction-permit'])
  const [spot] = await of({ project: home })
  expect(spot).toMatchObject({
    projectName: '示例养老院工程',
    missing: 'construction-permit',
    seenBy: ['real-name-platform'],
    rule: 'E-01',
    dueSince: '2026-06-16',
    message: '省实名制平台的名单里有，施工许可的名单里没有；按规则不晚于2026年6月16日应当登记。',
    events: [{ happenedOn: '2026-11-23', message: '列为盲区：不晚于2026年6月16日应当登记。' }],
    task: {
      title: `示例养老院工程（${home}）：施工许可没有登记`,
      owner: { role: 'department', place: 'housing' },
      dueOn: '2026-12-07',
      isUnowned: false,
    },
  })
  expect((await of({ project: second }))[0]?.task?.owner).toEqual({
    role: 'coordination-office',
    place: null,
  })
  await rightOn()
})

test('when the source names the project it closes by itself, its task is taken back; when the list is taken back it is open again', async () => {
  const home = await codeOf('示例养老院工程')
  const { importId } = await aProjectList(monday, [
    stated('construction-permit', '示例养老院工程', { number: 'SG-003' }),
  ])
  const closed = await spotOf(home, 'construction-permit')
  expect(closed).toMatchObject({ state: 'closed', outcome: 'cleared', stands: false })
  expect(closed.message).toBe('施工许可的名单里已经有这个项目。')
  expect(closed.events.at(-1)?.message).toBe('名单里已经有这个项目，系统自动了结。')
  expect(closed.task?.state).toBe('cancelled')
  await rightOn()
  await act(monday, 'sheet.take-back', importId, (tx) => takeBack(tx, importId))
  const again = await spotOf(home, 'construction-permit')
  expect(again).toMatchObject({ id: closed.id, state: 'open', times: 2 })
  expect(again.task).toMatchObject({ state: 'open' })
  expect(again.task?.id).not.toBe(closed.task?.id)
  expect(again.events.at(-1)?.message).toBe('名单里又没有这个项目，重新打开，第 2 次。')
  await rightOn()
})

const answered = async (taskId: string, outcome: 'explained' | 'handled', who: Context) => {
  const { version } = await readTask(who, taskId)
  const words = '示例答复：已经核对。'
  const task = await answerTask(who, taskId, { version, outcome, words, evidence: [] })
  await acceptTask(leader, taskId, { version: task.version, words: '' })
}

test('a checked answer closes it, and it stays closed while it stands; an officer may open it again', async () => {
  const second = await codeOf('示例第二小学工程')
  const before = await spotOf(second, 'real-name-platform')
  const taskId = before.task?.id ?? ''
  await answered(taskId, 'explained', office)
  const closed = await spotOf(second, 'real-name-platform')
  expect(closed).toMatchObject({ state: 'closed', outcome: 'explained', stands: true })
  await sweepBlindSpots(here.at('2027-03-01'))
  expect((await spotOf(second, 'real-name-platform')).state).toBe('closed')
  const { version } = await readTask(leader, taskId)
  await reopenTask(leader, taskId, { version, why: '平台上应当有', dueOn: day('2027-01-05') })
  const again = await spotOf(second, 'real-name-platform')
  expect(again).toMatchObject({
    state: 'open',
    times: 2,
    task: { id: taskId, dueOn: '2027-01-05' },
  })
  await rightOn()
})

test('called handled while the source still does not name it, it is opened again after its days, once', async () => {
  const second = await codeOf('示例第二小学工程')
  const taskId = (await spotOf(second, 'real-name-platform')).task?.id ?? ''
  await answered(taskId, 'handled', office)
  await sweepBlindSpots(here.at('2026-12-08'))
  expect((await spotOf(second, 'real-name-platform')).state).toBe('closed')
  await sweepBlindSpots(here.at('2026-12-09'))
  await sweepBlindSpots(here.at('2026-12-09'))
  const again = await spotOf(second, 'real-name-platform')
  expect(again).toMatchObject({ state: 'open', times: 3, task: { id: taskId, state: 'open' } })
  expect(again.task?.dueOn).toBe('2026-12-23')
  expect(again.events.at(-1)?.message).toMatch(/^答复已处理而名单里仍没有/)
  await rightOn(here.at('2026-12-09'))
})

test('one that the source names by now cannot be opened by hand', async () => {
  const second = await codeOf('示例第二小学工程')
  const taskId = (await spotOf(second, 'real-name-platform')).task?.id ?? ''
  await answered(taskId, 'explained', office)
  await aProjectList(monday, [
    stated('real-name-platform', '示例第二小学工程', {
      number: '3300002',
      permit_number: 'SG-002',
    }),
  ])
  const gone = await spotOf(second, 'real-name-platform')
  expect(gone).toMatchObject({ state: 'closed', outcome: 'explained', stands: false })
  expect(gone.events.at(-1)?.message).toBe('名单里已经有这个项目。')
  const { version } = await readTask(leader, taskId)
  await expect(
    reopenTask(leader, taskId, { version, why: '再看看', dueOn: null }),
  ).rejects.toMatchObject({ refusal: { code: 'coverage.nothing-missing' } })
  await rightOn()
})

test('days that pass open it by the sweep, without a fact; the sweep finds nothing the second time', async () => {
  const fresh = await aProject(here.at('2026-11-20'), {
    name: '示例食堂工程',
    industry: 'housing',
    begunOn: day('2026-11-18'),
  })
  expect(await missingOf(fresh.code)).toEqual([])
  await sweepBlindSpots(here.at('2026-12-05'))
  expect(await missingOf(fresh.code)).toEqual([])
  const next = here.at('2026-12-06')
  await sweepBlindSpots(next)
  expect(await missingOf(fresh.code)).toEqual(['construction-permit', 'real-name-platform'])
  const { rows } = await owner.query(
    `select count(*)::int as events from coverage.blind_spot_event`,
  )
  await sweepBlindSpots(next)
  const after = await owner.query(`select count(*)::int as events from coverage.blind_spot_event`)
  expect(after.rows).toEqual(rows)
  await rightOn(next)
})

test('what a project is changes what is expected: of water works no permit is asked', async () => {
  const {
    code,
    version: _version,
    participants: _parties,
    ...project
  } = await readProject(monday, await codeOf('示例食堂工程'))
  const next = here.at('2026-12-06')
  const { version } = await readProject(monday, code)
  await editProject(next, code, { ...project, industry: 'water', version })
  expect(await missingOf(code)).toEqual(['real-name-platform'])
  const spot = await spotOf(code, 'construction-permit')
  expect(spot.message).toBe('手工登记的名单里有，施工许可的名单里没有；现在没有规则要求登记。')
  expect((await spotOf(code, 'real-name-platform')).rule).toBe('E-10')
  await rightOn(next)
})

test('separated, joined and parted: blind spots go with the records', async () => {
  await aProjectList(monday, [
    stated('tax', '示例养老院工程', { number: 'SY-1', contractor_firm: '示例建工甲有限公司' }),
  ])
  const home = await codeOf('示例养老院工程')
  const { rows } = await listProjectSources(monday, home)
  const tax = rows.find(({ source }) => source === 'tax')
  if (tax === undefined) throw new Error('The tax record was not joined.')
  const { code } = await separateSource(monday, tax.recordId, {
    into: 'own-project',
    reason: '不是同一个',
  })
  expect(await missingOf(home)).toContain('tax')
  expect(await missingOf(code ?? '')).toContain('real-name-platform')
  await rightOn()
  await joinProjects(monday, code ?? '', { into: home, reason: '还是同一个' })
  expect(await missingOf(home)).not.toContain('tax')
  const gone = await owner.query(
    `select outcome from coverage.blind_spot b join registry.project p on p.id = b.project_id
     where p.code = $1 and b.state = 'open'`,
    [code],
  )
  expect(gone.rows).toEqual([])
  const joined = (await listProjectSources(monday, home)).joined[0]
  await partProjects(monday, home, { projectId: joined?.id ?? '', reason: '分开' })
  expect(await missingOf(code ?? '')).toContain('real-name-platform')
  await rightOn()
})

test('the matrix counts what its lists show', async () => {
  const matrix = await viewBlindSpotMatrix(monday)
  const listed = async (rows: string) => {
    const query = Object.fromEntries(new URL(rows, 'http://desk').searchParams)
    return (await listBlindSpots(monday, { state: 'open', limit: 200, ...query })).counts.total
  }
  for (const { cells } of matrix.rows)
    for (const { count } of cells) expect(await listed(count.rows)).toBe(count.value)
  for (const { count } of matrix.totals) expect(await listed(count.rows)).toBe(count.value)
  expect(await listed(matrix.total.rows)).toBe(matrix.total.value)
  expect(matrix.total.value).toBeGreaterThan(2)
})

test('lists are narrowed by who sees, whose, which town and what is late, and paged by limit', async () => {
  expect(
    (await of({ missing: 'construction-permit' })).every(
      (row) => row.missing === 'construction-permit',
    ),
  ).toBe(true)
  expect(
    (await of({ seenBy: 'real-name-platform' })).every((row) =>
      row.seenBy.includes('real-name-platform'),
    ),
  ).toBe(true)
  const mine = await of({ owner: 'department' })
  expect(mine.length).toBeGreaterThan(0)
  expect(mine.every(({ task }) => task?.owner.role === 'department')).toBe(true)
  expect(await of({ town: 'none' })).toEqual([])
  expect(await of({ only: 'late' })).toEqual([])
  const late = await of({ only: 'late' }, here.at('2027-02-01'))
  expect(late.length).toBe((await of({})).length)
  expect((await of({ only: 'unowned' })).every(({ task }) => task?.isUnowned === true)).toBe(true)
  const all = await of({})
  const paged: string[] = []
  let after: string | undefined
  do {
    const page = await listBlindSpots(monday, { state: 'open', limit: 2, after })
    paged.push(...page.rows.map(({ id }) => id))
    after = page.next ?? undefined
  } while (after !== undefined)
  expect(paged).toEqual(all.map(({ id }) => id))
})

test('who sees a project sees its blind spots, and no others', async () => {
  const home = await codeOf('示例养老院工程')
  const firm = here.as('labour-officer', [await findProjectId(monday, home)])
  const { rows, counts } = await listBlindSpots(firm, { state: 'all', limit: 100 })
  expect(new Set(rows.map(({ projectCode }) => projectCode))).toEqual(new Set([home]))
  expect(counts.total).toBe(rows.length)
  const foreign = await spotOf(await codeOf('示例第二小学工程'), 'real-name-platform')
  expect(await findBlindSpot(firm, foreign.id)).toBeNull()
  expect(await findBlindSpot(monday, foreign.id)).toMatchObject({ missing: 'real-name-platform' })
  expect((await listBlindSpots(here.elsewhere('990102'), { state: 'all', limit: 9 })).rows).toEqual(
    [],
  )
})

test('the office switches an expectation off and on again, with reason and who; overlapping is refused', async () => {
  const before = (await of({ rule: 'E-09' })).length
  expect(before).toBeGreaterThan(0)
  const days = { validFrom: day('2026-11-23'), validTo: null, reason: '平台名单还不全' }
  await switchOffExpectation(office, 'E-09', days)
  expect(await of({ rule: 'E-09' })).toEqual([])
  await expect(switchOffExpectation(office, 'E-09', days)).rejects.toMatchObject({
    refusal: { code: 'coverage.overlaps' },
  })
  const entry = (await listExpectations(monday)).find(({ rule }) => rule === 'E-09')
  expect(ExpectationEntry.parse(entry)).toEqual(entry)
  expect(entry).toMatchObject({
    isOn: false,
    isGiving: true,
    off: [{ reason: '平台名单还不全', addedBy: '赵甲', validTo: null }],
    open: { value: 0 },
  })
  const id = entry?.off[0]?.id ?? ''
  await endDecision(office, id, { lastDay: day('2026-11-22'), why: '名单齐了' })
  expect((await of({ rule: 'E-09' })).length).toBe(before)
  await expect(
    endDecision(office, id, { lastDay: day('2026-11-22'), why: '再来一次' }),
  ).rejects.toMatchObject({ refusal: { code: 'coverage.ended-already' } })
  await rightOn()
})

test('the office adds an expectation of its own; negative days are refused; ended, what it had opened closes', async () => {
  const wish = {
    title: '甲镇的工程要有水利意见',
    missing: 'construction-permit' as const,
    seenBy: ['by-hand' as const],
    industries: ['water' as const],
    ownerKinds: [],
    states: [],
    fromSumFen: null,
    graceDays: 2,
    article: '',
    validFrom: day('2026-11-23'),
    validTo: null,
    reason: '去年出过事',
  }
  await expect(addExpectation(office, { ...wish, graceDays: -2 })).rejects.toMatchObject({
    refusal: { code: 'coverage.grace-negative', field: 'graceDays' },
  })
  const { rule } = await addExpectation(office, wish)
  expect(rule).toBe('L-01')
  await expect(addExpectation(office, wish)).rejects.toMatchObject({
    refusal: { code: 'coverage.overlaps' },
  })
  const code = await codeOf('示例食堂工程')
  expect(await spotOf(code, 'construction-permit')).toMatchObject({ state: 'open', rule: 'L-01' })
  const entry = (await listExpectations(monday)).find((one) => one.rule === 'L-01')
  expect(entry).toMatchObject({ why: '去年出过事', graceDays: 2, open: { value: 1 }, isOn: true })
  await endDecision(office, entry?.added?.id ?? '', { lastDay: day('2026-11-22'), why: '用不着了' })
  expect(await spotOf(code, 'construction-permit')).toMatchObject({
    state: 'closed',
    outcome: 'cleared',
  })
  await rightOn()
})

test('a figure of the place’s own counts as soon as it is heard', async () => {
  const before = (await of({ rule: 'E-01' })).length
  expect(before).toBeGreaterThan(0)
  const instrument = '示范区项目名单管理办法'
  await addParameter(monday, {
    key: 'blind-spot-grace-permit-days',
    value: 400,
    unit: '天',
    instrument,
    article: '第三条',
    validFrom: day('2026-01-01'),
    validTo: null,
  })
  await here.settle()
  expect(await of({ rule: 'E-01' })).toEqual([])
  await rightOn()
})
