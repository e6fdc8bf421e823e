import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { district } from '../../../tests/support/district.ts'
import { day, month } from '../../kernel/day.ts'
import { fen } from '../../kernel/money.ts'
import type { Context } from '../../platform/context.ts'
import { labourHears } from '../labour/hears.ts'
import { acknowledgeNotice } from '../notices/acknowledge-notice.ts'
import { contextAs, type ProjectsOf } from '../people/authenticate.ts'
import { anAccount } from '../people/fixtures.ts'
import { aDistrict } from '../places/fixtures.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import type { Project } from '../registry/contract.ts'
import { aProject } from '../registry/fixtures.ts'
import { answerTask } from '../tasks/answer-task.ts'
import { acceptTask } from '../tasks/check-task.ts'
import { tasksHears } from '../tasks/hears.ts'
import { reopenTask } from '../tasks/reopen-task.ts'
import { listTasks, readTask } from '../tasks/views.ts'
import { wagesHears } from '../wages/hears.ts'
import { Warning } from './contract.ts'
import { handIn, type SheetRow } from './fixtures.ts'
import { riskHears } from './hears.ts'
import { sweepProjectStates } from './reassess.ts'
import { tendMatters } from './tend-matters.ts'
import { viewPoints } from './views-catalogue.ts'
import { checkRisk } from './views-check.ts'
import { listWarnings, viewWarning } from './views.ts'

const here = await district({
  hearers: [...tasksHears, ...labourHears, ...wagesHears, ...riskHears],
})
const owner = new pg.Client({ connectionString: here.database.ownerUrl })
const september = month('2026-09')
const yuan = (value: number) => fen(value * 100)
/** The first workday after the pay date of September, 30 October 2026. */
const monday = here.at('2026-11-02')
let school: Project
let firm: Context
let office: Context
let officeToo: Context

const projectsOf: ProjectsOf = { town: async () => [], industries: async () => [] }
async function as(name: string, ctx = monday): Promise<Context> {
  const found = await contextAs(ctx, name, projectsOf)
  if (found === null) throw new Error(`${name} has no post.`)
  return found
}

beforeAll(async () => {
  await owner.connect()
  const first = here.at('2026-01-05')
  await aDistrict(first)
  await shipParameters(here.platform, first.now)
  school = await aProject(first, { name: '示例学校' })
  await anAccount(first, 'coordination-office', { name: 'office', displayName: '赵甲' })
  await anAccount(first, 'coordination-office', { name: 'office-too', displayName: '赵乙' })
  await anAccount(first, 'labour-officer', {
    name: 'firm',
    displayName: '钱甲',
    post: { projectIds: [school.id] },
  })
  firm = await as('firm')
  office = await as('office')
  officeToo = await as('office-too')
})
afterAll(() => owner.end())

const unpaid = (worker: number, over: Partial<SheetRow> = {}): SheetRow => ({
  worker,
  month: september,
  days: 26,
  dueFen: yuan(6_000),
  ...over,
})
const repaid = (worker: number, on: string): SheetRow => ({
  worker,
  month: september,
  kind: 'back-pay',
  netFen: yuan(6_000),
  paidOn: day(on),
})

async function pageOf(project: Project, rule: string, ctx: Context = monday) {
  const { rows } = await listWarnings(ctx, {
    limit: 9,
    state: 'all',
    project: project.code,
    rule,
  })
  const page = await viewWarning(ctx, { id: rows[0]?.id ?? '' })
  expect(Warning.parse(page)).toEqual(page)
  return page
}
const rightOn = async (ctx: Context) => {
  const { checks } = await checkRisk(ctx)
  expect(checks.filter(({ faults }) => faults > 0)).toEqual([])
  return checks
}

test('a warning comes with its matter: the firm’s labour officer is asked by a day, told, and the department by copy', async () => {
  await handIn(monday, school.id, [unpaid(1), unpaid(2)])
  const { acting, matter } = await pageOf(school, 'R-01')
  expect(matter).toMatchObject({
    level: 'yellow',
    state: 'open',
    times: 1,
    owner: { role: 'labour-officer', place: school.id },
    dueOn: '2026-11-16',
    isLate: false,
  })
  expect(acting?.task).toMatchObject({
    title: '示例学校：发薪日已过，分文未发',
    asks: '请查明分文未发的原因，足额发放，并上传发放凭证。',
    isUnowned: false,
    holders: [{ displayName: '钱甲', organisation: '示例建工甲有限公司' }],
  })
  expect(acting?.notices.map(({ to, acknowledgeBy }) => [to.role, acknowledgeBy])).toEqual(
    expect.arrayContaining([
      ['labour-officer', '2026-11-16'],
      ['department', null],
    ]),
  )
  expect(acting?.events.map(({ message }) => message)).toEqual(['立为事项，黄色。'])
  // Two of two unpaid: graver, so the town's.
  expect((await pageOf(school, 'R-09')).matter).toMatchObject({
    level: 'orange',
    owner: { role: 'town', place: '990101101' },
    dueOn: '2026-11-09',
  })
  const own = (await listTasks(firm, { whose: 'mine', state: 'live', limit: 9 })).rows
  expect(own.map(({ about }) => about)).toEqual([{ kind: 'matter', id: matter?.id }])
  await rightOn(monday)
})

test('the firm acknowledges, answers and is checked by somebody else: the matter ends with that outcome', async () => {
  const { acting } = await pageOf(school, 'R-01', firm)
  const notice = acting?.notices.find(({ to }) => to.role === 'labour-officer')
  await acknowledgeNotice(firm, { id: notice?.id ?? '' })
  const { version } = await readTask(firm, acting?.taskId ?? '')
  await answerTask(firm, acting?.taskId ?? '', {
    version,
    outcome: 'explained',
    words: '业主十月进度款未到，十一月十日前补发。',
    evidence: [],
  })
  const answered = await pageOf(school, 'R-01')
  expect(answered.matter?.state).toBe('answered')
  expect(answered.acting?.notices.find(({ to }) => to.role === 'labour-officer')).toMatchObject({
    receipts: [{ accountName: '钱甲' }],
  })
  expect(
    (await listWarnings(monday, { limit: 9, state: 'open', only: 'to-check' })).rows,
  ).toHaveLength(1)
  await acceptTask(office, acting?.taskId ?? '', {
    version: answered.acting?.task?.version ?? 0,
    words: '',
  })
  const closed = await pageOf(school, 'R-01')
  expect(closed.matter).toMatchObject({ state: 'closed', outcome: 'explained' })
  expect(closed.acting?.events.at(-1)?.message).toBe('说明经核验属实，了结。')
  // It stands on, and an answer that was checked stands for it.
  expect(closed.clearedOn).toBeNull()
  await rightOn(monday)
})

test('mere figures do not open it again, a level that rises within thirty days does, a level higher', async () => {
  await handIn(here.at('2026-11-10'), school.id, [unpaid(3)])
  expect((await pageOf(school, 'R-01')).matter?.state).toBe('closed')
  await sweepProjectStates(here.at('2026-12-01'))
  const ctx = here.at('2026-12-01')
  const again = await pageOf(school, 'R-01', ctx)
  expect(again.level).toBe('orange')
  expect(again.matter).toMatchObject({
    state: 'open',
    level: 'red',
    times: 2,
    owner: { role: 'coordination-office', place: null },
  })
  expect(again.acting?.task?.events.map(({ kind }) => kind)).toEqual([
    'assigned',
    'answered',
    'closed',
    'reopened',
    'level-changed',
    'reassigned',
  ])
  expect(again.acting?.events.at(-1)?.message).toBe('同一问题又发生，重新打开，第 2 次，红色。')
  await rightOn(ctx)
})

test('what is warned of ends, and with it the matter and its task, by itself', async () => {
  const ctx = here.at('2026-12-04')
  const { matter } = await pageOf(school, 'R-01', ctx)
  await handIn(
    ctx,
    school.id,
    [1, 2, 3].map((worker) => repaid(worker, '2026-12-03')),
  )
  const gone = await pageOf(school, 'R-01', ctx)
  expect(gone.clearedOn).toBe('2026-12-04')
  expect(gone.matter).toMatchObject({ id: matter?.id, state: 'closed', outcome: 'cleared' })
  expect(gone.acting?.task).toMatchObject({ state: 'cancelled' })
  expect(gone.acting?.task?.events.at(-1)?.words).toBe('所指情况已经消除，系统自动了结。')
  await rightOn(ctx)
})

test('the same thing in another month soon after is the same matter with a new task; long after it is a new matter', async () => {
  const { matter: before } = await pageOf(school, 'R-01')
  const october = { month: month('2026-10') }
  const soon = here.at('2026-12-31')
  await handIn(soon, school.id, [unpaid(1, october)])
  const raised = await listWarnings(soon, {
    limit: 9,
    state: 'open',
    rule: 'R-01',
    project: school.code,
  })
  expect(raised.rows[0]?.matter).toMatchObject({ id: before?.id, times: 3, level: 'red' })
  const paidOff = { ...repaid(1, '2027-01-04'), ...october }
  await handIn(here.at('2027-01-05'), school.id, [paidOff])
  const november = { month: month('2026-11') }
  await handIn(here.at('2027-02-20'), school.id, [unpaid(1, november)])
  const late = await listWarnings(here.at('2027-02-20'), {
    limit: 9,
    state: 'open',
    rule: 'R-01',
    project: school.code,
  })
  expect(late.rows[0]?.matter?.id).not.toBe(before?.id)
  expect(late.rows[0]?.matter).toMatchObject({ times: 1 })
  await rightOn(here.at('2027-02-20'))
})

test('called handled while it stands on, it is opened again after its days; an officer may open it too', async () => {
  const bridge = await aProject(here.at('2026-01-05'), { name: '示例桥梁', town: null })
  await anAccount(here.at('2026-01-05'), 'labour-officer', {
    name: 'bridge-firm',
    post: { projectIds: [bridge.id] },
  })
  await handIn(monday, bridge.id, [unpaid(31)])
  const own = await as('bridge-firm')
  const { acting } = await pageOf(bridge, 'R-01')
  const taskId = acting?.taskId ?? ''
  const handled = { outcome: 'handled' as const, words: '已经补发现金。', evidence: [] }
  const { version } = await answerTask(own, taskId, { ...handled, version: 1 })
  const closed = await acceptTask(officeToo, taskId, { version, words: '' })
  expect((await pageOf(bridge, 'R-01')).matter?.outcome).toBe('handled')
  await tendMatters(here.at('2026-11-17'))
  expect((await pageOf(bridge, 'R-01')).matter?.state).toBe('closed')
  const reopened = await reopenTask(office, taskId, {
    version: closed.version,
    why: '工人来电说没有收到',
    dueOn: null,
  })
  expect((await pageOf(bridge, 'R-01')).matter).toMatchObject({ state: 'open', times: 2 })
  const again = await answerTask(own, taskId, { ...handled, version: reopened.version })
  await acceptTask(officeToo, taskId, { version: again.version, words: '' })
  await tendMatters(here.at('2026-11-18'))
  const stands = await pageOf(bridge, 'R-01', here.at('2026-11-18'))
  expect(stands.matter).toMatchObject({ state: 'open', times: 3 })
  expect(stands.acting?.events.at(-1)?.message).toMatch(/^答复已处理而预警没有解除/)
  await tendMatters(here.at('2026-11-18'))
  expect((await pageOf(bridge, 'R-01')).matter?.times).toBe(3)
})

test('without an account of the firm the matter is unowned, and the coordination office sees it first', async () => {
  const lonely = await aProject(here.at('2026-01-05'), { name: '无人工地' })
  await handIn(monday, lonely.id, [unpaid(51)])
  const { rows } = await listTasks(office, { whose: 'all', state: 'live', limit: 1 })
  expect(rows[0]).toMatchObject({ isUnowned: true })
  expect((await checkRisk(monday)).unowned).toBeGreaterThan(0)
})

test('warnings from before there were matters get theirs at the next sweep, once', async () => {
  const old = await aProject(here.at('2026-01-05'), { name: '旧工地' })
  await handIn(monday, old.id, [unpaid(61)])
  await owner.query(
    `update risk.warning set matter_id = null where project_id = $1 and rule = 'R-01'`,
    [old.id],
  )
  await owner.query(
    `delete from risk.matter_event where project_id = $1 and matter_id in (select id from risk.matter where rule = 'R-01')`,
    [old.id],
  )
  await owner.query(`delete from risk.matter where project_id = $1 and rule = 'R-01'`, [old.id])
  const broken = (await checkRisk(monday)).checks.find(
    ({ what }) => what === 'open-warnings-acted-upon',
  )
  expect(broken).toMatchObject({ faults: 1 })
  expect((await pageOf(old, 'R-01')).acting).toBeNull()
  await tendMatters(monday)
  expect((await pageOf(old, 'R-01')).matter).toMatchObject({ state: 'open', times: 1 })
  await rightOn(monday)
})

test('a state that differs from its ledger is found', async () => {
  const before = await owner.query<{ due_fen: string }>(
    `update risk.project_state set due_fen = due_fen + 1 where project_id = $1 and month = '2026-09' returning due_fen`,
    [school.id],
  )
  expect(before.rowCount).toBe(1)
  const { checks } = await checkRisk(monday)
  expect(checks.filter(({ faults }) => faults > 0).map(({ what }) => what)).toEqual([
    'states-equal-ledger',
    'sums-equal-ledger',
  ])
  await owner.query(
    `update risk.project_state set due_fen = due_fen - 1 where project_id = $1 and month = '2026-09'`,
    [school.id],
  )
})

test('a project’s points are the sum of its rules’ shares, and each opens its warnings', async () => {
  const card = await viewPoints(here.at('2027-02-20'), { code: school.code })
  const sum = card.rules.reduce((total, one) => total + one.points, 0)
  expect(card.points).toBeCloseTo(sum)
  expect(card.most).toBe(100)
  for (const { warnings, rule } of card.rules) {
    const query = Object.fromEntries(new URL(warnings.rows, 'http://desk').searchParams)
    const { rows } = await listWarnings(here.at('2027-02-20'), {
      limit: 99,
      state: 'open',
      ...query,
    })
    expect([rule, rows.length]).toEqual([rule, warnings.value])
  }
})
