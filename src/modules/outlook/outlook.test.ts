import { uuidv7 } from 'uuidv7'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { district } from '../../../tests/support/district.ts'
import { hearers } from '../../app.ts'
import { day, month } from '../../kernel/day.ts'
import { fen } from '../../kernel/money.ts'
import type { Stage } from '../../kernel/stage.ts'
import { act } from '../../platform/act.ts'
import type { Context, Tx } from '../../platform/context.ts'
import { openStage } from '../../platform/stage.ts'
import { aFile } from '../files/fixtures.ts'
import { importWithdrawn } from '../files/contract.ts'
import { contextAs, type ProjectsOf } from '../people/authenticate.ts'
import { anAccount } from '../people/fixtures.ts'
import { aDistrict } from '../places/fixtures.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import type { Project } from '../registry/contract.ts'
import { aProject } from '../registry/fixtures.ts'
import { handIn, type SheetRow } from '../risk/fixtures.ts'
import { answerTask } from '../tasks/answer-task.ts'
import { acceptTask } from '../tasks/check-task.ts'
import { listTasks } from '../tasks/views.ts'
import { accountFlowStage, labourCostStage } from '../wages/contract.ts'
import { recordAccountFlows } from '../wages/record-account-flows.ts'
import { recordLabourCost } from '../wages/record-labour-cost.ts'
import { takeBack } from '../wages/take-back.ts'
import { DistrictOutlook, OutlookRow } from './contract.ts'
import { ProjectOutlook } from './contract-project.ts'
import { withdrawMoney } from './enter-money.ts'
import { aMoney, aPlan } from './fixtures.ts'
import { keepWeeks } from './keep-weeks.ts'
import { recomputeOutlooks, sweepOutlooks } from './refresh-outlooks.ts'
import { outlooksAsOf, outlooksNow } from './views-as-of.ts'
import { checkOutlook } from './views-check.ts'
import { viewProjectOutlook } from './views-project.ts'
import { findPlanProject, listOutlooks, viewOutlook } from './views.ts'

const here = await district({ hearers })
const owner = new pg.Client({ connectionString: here.database.ownerUrl })
const yuan = (value: number) => fen(value * 100)
const today = here.at('2026-11-24')
let school: Project
let road: Project
let office: Context
let firm: Context

const projectsOf: ProjectsOf = { town: async () => [], industries: async () => [] }
async function as(name: string, ctx: Context = today): Promise<Context> {
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
  road = await aProject(first, { name: '示例道路', state: 'stopped' })
  await anAccount(first, 'coordination-office', { name: 'office', displayName: '赵甲' })
  await anAccount(first, 'labour-officer', {
    name: 'firm',
    displayName: '钱甲',
    post: { projectIds: [school.id] },
  })
  office = await as('office')
  firm = await as('firm')
})
afterAll(() => owner.end())

const worked = (worker: number, of: string, over: Partial<SheetRow> = {}): SheetRow => ({
  worker,
  month: month(of),
  days: 26,
  dueFen: yuan(6_000),
  ...over,
})
const paidIn = (worker: number, of: string, on: string) =>
  worked(worker, of, { netFen: yuan(6_000), paidOn: day(on) })
const backPay = (worker: number, of: string, on: string): SheetRow => ({
  worker,
  month: month(of),
  kind: 'back-pay',
  netFen: yuan(6_000),
  paidOn: day(on),
})

async function staged(
  ctx: Context,
  stage: Stage,
  rows: readonly object[],
  record: (tx: Tx, input: { importId: string; projectId: string }) => Promise<unknown>,
  projectId: string,
): Promise<string> {
  const importId = uuidv7()
  await act(ctx, 'sheet.hand-in', importId, async (tx) => {
    await openStage(tx, stage)
    await tx.client.query(
      `insert into ${stage.table} select * from jsonb_populate_recordset(null::${stage.table}, $1::jsonb)`,
      [JSON.stringify(rows)],
    )
    await record(tx, { importId, projectId })
  })
  return importId
}

async function withdraw(ctx: Context, importId: string, projectId: string): Promise<void> {
  await act(ctx, 'sheet.take-back', importId, async (tx) => {
    await takeBack(tx, importId)
    tx.announce(importWithdrawn, { importId, projectIds: [projectId] })
  })
}

const schoolOn = (on: string) => viewProjectOutlook(here.at(on), { code: school.code })
async function rowOf(project: Project, ctx: Context = today): Promise<OutlookRow | undefined> {
  await sweepOutlooks(ctx)
  const { rows } = await listOutlooks(ctx, { limit: 50 })
  return rows.find(({ projectId }) => projectId === project.id)
}
const planTasks = async (ctx: Context = today) =>
  (await listTasks(ctx, { whose: 'all', state: 'live', kind: 'plan', limit: 50 })).rows
async function right(ctx: Context = today): Promise<void> {
  expect((await checkOutlook(ctx)).filter(({ faults }) => faults > 0)).toEqual([])
}

test('what is owed and what is still to be worked, against no money that is known: a gap, and the firm is asked for a plan', async () => {
  const workers = [1, 2, 3]
  await handIn(
    here.at('2026-11-05'),
    school.id,
    workers.flatMap((worker) => [
      paidIn(worker, '2026-08', '2026-09-30'),
      paidIn(worker, '2026-09', '2026-10-30'),
      worked(worker, '2026-10'),
    ]),
  )
  await handIn(here.at('2026-11-05'), road.id, [worked(9, '2026-09', { dueFen: yuan(900) })])
  const row = await rowOf(school)
  // Three months and 26 of 31 days of January (the site stops on 26 January), 18,000 yuan each.
  expect(row).toMatchObject({
    people: 3,
    owedFen: yuan(18_000),
    estimatedFen: 5_109_677,
    moneyFen: 0,
    moneyUnknown: true,
    gapFen: yuan(18_000) + 5_109_677,
    confidence: 'medium',
    hasPlan: false,
    needsPlan: true,
    task: {
      owner: { role: 'labour-officer', place: school.id },
      dueOn: '2026-12-01',
      isLate: false,
    },
  })
  expect(await rowOf(road)).toMatchObject({
    dueFen: yuan(900),
    estimatedFen: 0,
    method: 'nothing-to-work',
    needsPlan: false,
    task: null,
  })
  expect((await planTasks(firm)).map(({ title }) => title)).toEqual([
    '示例学校：节前工资有缺口，没有兑付计划',
  ])
  await right()
})

test('the page of a project says line by line what was reckoned, and each line of the ledger opens its rows', async () => {
  const page = await viewProjectOutlook(firm, { code: school.code })
  expect(ProjectOutlook.parse(page)).toEqual(page)
  expect(page.festival).toEqual({ on: '2027-02-06', provisional: true, days: 74, weeks: 10 })
  expect(page.lines.map(({ month: of, kind, rows }) => [of, kind, rows])).toEqual([
    ['2026-10', 'owed', `/ledger?project=${school.code}&month=2026-10&only=owed`],
    ['2026-11', 'current', `/ledger?project=${school.code}&month=2026-11`],
    ['2026-12', 'ahead', null],
    ['2027-01', 'ahead', null],
  ])
  expect(page.lines[3]?.how).toBe('3 人 × 常态月薪 6,000.00 元 × 26/31 天。')
  expect(page.doubts).toEqual(['没有人员名册，人数按最近一个月的工资表。'])
})

test('a statement and the labour cost not transferred are money in sight, and gone when they are taken back', async () => {
  const flow = { sheet: 1, flow_kind: 'labour-cost', flow_on: '2026-11-20' }
  const statement = await staged(
    today,
    accountFlowStage,
    [
      { ...flow, row: 2, amount_fen: yuan(9_000), balance_fen: yuan(10_000), place: '1' },
      { ...flow, row: 3, amount_fen: yuan(-3_000), balance_fen: yuan(7_000), place: '2' },
    ],
    recordAccountFlows,
    school.id,
  )
  const costs = await staged(
    today,
    labourCostStage,
    [
      {
        sheet: 1,
        row: 2,
        month: '2026-10',
        nth: 1,
        due_fen: yuan(20_000),
        due_stated: true,
        paid_fen: yuan(5_000),
        paid_on: '2026-11-10',
      },
      { sheet: 1, row: 3, month: '2027-03', nth: 1, due_fen: yuan(99_000), due_stated: true },
    ],
    recordLabourCost,
    school.id,
  )
  expect(await rowOf(school)).toMatchObject({
    accountFen: yuan(7_000),
    accountOn: '2026-11-20',
    labourCostFen: yuan(15_000),
    moneyFen: yuan(22_000),
    moneyUnknown: false,
  })
  await withdraw(today, costs, school.id)
  await withdraw(today, statement, school.id)
  expect(await rowOf(school)).toMatchObject({ accountFen: null, labourCostFen: null, moneyFen: 0 })
})

test('money entered by hand counts until its day, and not once it is taken back', async () => {
  const entered = await aMoney(firm, school.code, {
    amountFen: yuan(30_000),
    expectedOn: day('2026-12-10'),
  })
  expect(entered).toMatchObject({ enteredFen: yuan(30_000), moneyFen: yuan(30_000) })
  expect(entered.money).toMatchObject([{ state: 'expected', enteredByName: '钱甲' }])
  expect((await schoolOn('2026-12-10')).enteredFen).toBe(yuan(30_000))
  expect((await schoolOn('2026-12-11')).money).toMatchObject([{ state: 'day-passed' }])
  expect((await schoolOn('2026-12-11')).enteredFen).toBe(0)
  const id = entered.money[0]?.id ?? ''
  const back = await withdrawMoney(
    office,
    { code: school.code, moneyId: id },
    { why: '建设单位说来不了' },
  )
  expect(back).toMatchObject({
    enteredFen: 0,
    money: [{ state: 'withdrawn', withdrawnWhy: '建设单位说来不了' }],
  })
  await expect(
    withdrawMoney(office, { code: school.code, moneyId: id }, { why: '再撤一次' }),
  ).rejects.toMatchObject({ refusal: { code: 'outlook.money-withdrawn' } })
  expect(back.events.map(({ message }) => message)).toEqual([
    '撤回预计2026年12月10日到账的资金 30,000.00 元：建设单位说来不了。',
    '登记资金 30,000.00 元，预计2026年12月10日到账：建设单位承诺支付进度款。',
  ])
  const late = { amountFen: yuan(1), expectedOn: day('2027-02-07') }
  await expect(aMoney(firm, school.code, late)).rejects.toMatchObject({
    refusal: { code: 'outlook.money-after-festival', kind: 'invalid', field: 'expectedOn' },
  })
  // Evidence that nobody uploaded is none.
  await aFile(firm, '%PDF-1.7')
  await expect(
    aMoney(firm, school.code, {
      amountFen: yuan(1),
      expectedOn: day('2026-12-10'),
      evidence: [uuidv7()],
    }),
  ).rejects.toMatchObject({ refusal: { code: 'outlook.evidence-unknown' } })
})

test('a plan takes back what was asked; its next version keeps what did not change, and nobody overwrites another', async () => {
  const first = { dueOn: day('2026-12-15'), amountFen: yuan(12_000), people: 2 }
  const second = { dueOn: day('2027-01-20'), amountFen: yuan(50_000), people: 3 }
  const made = await aPlan(firm, school.code, [first, second])
  expect(made.plan).toMatchObject({ version: 1, madeOn: '2026-11-24', farBeyond: false })
  expect(made.promises.map(({ state }) => state)).toEqual(['pending', 'pending'])
  expect(made).toMatchObject({
    hasPlan: true,
    needsPlan: false,
    task: null,
    plannedFen: yuan(62_000),
  })
  expect(await planTasks()).toEqual([])
  const ids = made.promises.map(({ id }) => id)
  await expect(aPlan(office, school.code, [first], 0)).rejects.toMatchObject({
    refusal: { code: 'outlook.plan-changed-meanwhile' },
  })
  const changed = await aPlan(
    office,
    school.code,
    [first, { ...second, amountFen: yuan(700_000) }],
    1,
  )
  expect(changed.plan).toMatchObject({ version: 2, farBeyond: true })
  expect(changed.promises[0]?.id).toBe(ids?.[0])
  expect(changed.promises[1]?.id).not.toBe(ids?.[1])
  const again = await aPlan(
    office,
    school.code,
    [first, { ...second, amountFen: yuan(700_000) }],
    2,
  )
  expect(again.plan?.version).toBe(2)
  await aPlan(office, school.code, [first, second], 2)
  for (const promise of [
    { ...first, dueOn: day('2027-02-07') },
    { ...first, amountFen: 0 },
    { ...first, beginsOn: day('2026-12-16') },
  ]) {
    await expect(aPlan(firm, school.code, [promise], 3)).rejects.toMatchObject({
      refusal: { kind: 'invalid' },
    })
  }
  await right()
})

test('a promise is broken when its day has passed, kept by an import of payments, and broken again when that is taken back', async () => {
  expect((await schoolOn('2026-12-15')).promises[0]?.state).toBe('pending')
  const after = here.at('2026-12-16')
  expect(await rowOf(school, after)).toMatchObject({ broken: 1, brokenFen: yuan(12_000) })
  expect((await planTasks(after)).map(({ title, owner: whose }) => [title, whose.role])).toEqual([
    ['示例学校：2026年12月15日承诺兑付的工资没有付清', 'town'],
  ])
  await right(after)
  // Two of October's three are paid in time: the bank's list comes a day late.
  const payments = await handIn(after, school.id, [
    backPay(1, '2026-10', '2026-12-14'),
    backPay(2, '2026-10', '2026-12-14'),
  ])
  expect(await rowOf(school, after)).toMatchObject({ broken: 0, keptFen: yuan(12_000), lateFen: 0 })
  expect((await schoolOn('2026-12-16')).promises[0]).toMatchObject({
    state: 'kept',
    keptFen: yuan(12_000),
  })
  expect(await planTasks(after)).toEqual([])
  await withdraw(after, payments, school.id)
  expect(await rowOf(school, after)).toMatchObject({
    broken: 1,
    keptFen: 0,
    brokenFen: yuan(12_000),
  })
  expect(await planTasks(after)).toHaveLength(1)
  const half = await handIn(after, school.id, [backPay(1, '2026-10', '2026-12-15')])
  expect((await schoolOn('2026-12-16')).promises[0]).toMatchObject({
    state: 'partly',
    keptFen: yuan(6_000),
    lacksFen: yuan(6_000),
  })
  await withdraw(after, half, school.id)
  const late = await handIn(after, school.id, [
    backPay(1, '2026-10', '2026-12-16'),
    backPay(2, '2026-10', '2026-12-16'),
  ])
  expect(await rowOf(school, after)).toMatchObject({ broken: 0, keptFen: 0, lateFen: yuan(12_000) })
  const { events, promises } = await schoolOn('2026-12-16')
  expect(promises[0]).toMatchObject({ state: 'broken', lateFen: yuan(12_000), lacksFen: 0 })
  expect(events.slice(0, 2).map(({ message }) => message)).toEqual([
    '承诺2026年12月15日发放的 12,000.00 元已经付清。',
    '承诺2026年12月15日发放的 12,000.00 元没有付清，还差 12,000.00 元。',
  ])
  await withdraw(after, late, school.id)
  await sweepOutlooks(after)
  await right(after)
})

test('a promise whose day has passed cannot be written away', async () => {
  const after = here.at('2026-12-16')
  const later = { dueOn: day('2027-01-25'), amountFen: yuan(40_000) }
  const changed = await aPlan(after, school.code, [later], 3)
  expect(changed.promises.map(({ dueOn, state }) => [dueOn, state])).toEqual([
    ['2026-12-15', 'broken'],
    ['2027-01-25', 'pending'],
  ])
})

test('reckoned anew from the facts everything is as it was kept, and a day that is looked at twice writes nothing', async () => {
  const after = here.at('2026-12-16')
  await sweepOutlooks(after)
  const all = async () =>
    (
      await owner.query(
        `select (select jsonb_agg(to_jsonb(o) order by o.project_id) from outlook.project_outlook o) as outlooks,
          (select jsonb_agg(to_jsonb(r) order by r.id) from outlook.promise r) as promises,
          (select count(*) from tasks.task_event) as tasks, (select count(*) from outlook.outlook_event) as events`,
      )
    ).rows
  const before = await all()
  await recomputeOutlooks(after)
  expect(await all()).toEqual(before)
})

test('another day is reckoned by the facts of that day, and writes nothing', async () => {
  const { rows, festival } = await outlooksAsOf(here.at('2026-10-01'), {})
  expect(festival).toMatchObject({ on: '2027-02-06', days: 128 })
  // September's wages were paid on 30 October: on the first they are owed.
  expect(rows.find(({ name }) => name === '示例学校')).toMatchObject({
    owedFen: yuan(18_000),
    plannedFen: 0,
    moneyUnknown: true,
  })
  // Of the month that ran nothing was stated then: it is estimated whole.
  expect(rows.find(({ name }) => name === '示例学校')?.estimatedFen).toBe(
    yuan(3 * 18_000) + 1_509_677,
  )
  const kept = await outlooksNow(today, { projectCode: school.code })
  const { dueFen, gapFen } = await viewProjectOutlook(today, { code: school.code })
  expect(kept.rows).toMatchObject([{ project: school.code, dueFen, gapFen }])
})

test('the district’s figures are the sums of their lists, and the week is kept once', async () => {
  await sweepOutlooks(today)
  await keepWeeks(today)
  await keepWeeks(today)
  const home = await viewOutlook(today)
  expect(DistrictOutlook.parse(home)).toEqual(home)
  const list = await listOutlooks(today, { limit: 50 })
  expect(OutlookRow.array().parse(list.rows)).toEqual(list.rows)
  const sum = (of: (row: OutlookRow) => number) =>
    list.rows.reduce((total, row) => total + of(row), 0)
  expect(home.dueFen.value).toBe(sum(({ dueFen }) => dueFen))
  expect(home.gapFen.value).toBe(sum(({ gapFen }) => gapFen))
  const { rows: gaps } = await listOutlooks(today, { limit: 50, only: 'gap' })
  expect(home.withGap.value).toBe(gaps.length)
  expect(home.withGap.rows).toBe('/outlook?only=gap')
  expect(home.waiting).toBe(0)
  // The ledger begins in August: weeks before this one are reckoned back to September.
  expect(home.weeks.map(({ weeks, rebuilt }) => [weeks, rebuilt])).toEqual([
    ...[22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11].map((weeks) => [weeks, true]),
    [10, false],
  ])
  expect(home.weeks.at(-1)).toMatchObject({ gapFen: home.gapFen.value, lastYear: null })
  const { rows: weeks } = await owner.query('select count(*)::integer as count from outlook.week')
  expect(weeks).toEqual([{ count: home.weeks.length }])
})

test('an answer that somebody else has checked holds for some days; without a plan the project is asked again', async () => {
  const site = await aProject(today, { name: '示例厂房' })
  await handIn(today, site.id, [worked(7, '2026-10', { dueFen: yuan(30_000) })])
  await sweepOutlooks(today)
  const [task] = await planTasks()
  await anAccount(here.at('2026-01-05'), 'labour-officer', {
    name: 'firm-too',
    post: { projectIds: [site.id] },
  })
  const firmToo = await as('firm-too')
  await answerTask(firmToo, task?.id ?? '', {
    version: task?.version ?? 0,
    outcome: 'explained',
    words: '等业主批复',
    evidence: [],
  })
  await acceptTask(office, task?.id ?? '', { version: (task?.version ?? 0) + 1, words: '' })
  expect(await rowOf(site)).toMatchObject({ needsPlan: true, task: null })
  await right()
  await sweepOutlooks(here.at('2026-12-08'))
  expect(await planTasks(here.at('2026-12-08'))).toEqual([])
  const later = here.at('2026-12-09')
  await sweepOutlooks(later)
  expect((await planTasks(later)).map(({ title }) => title)).toContain(
    '示例厂房：节前工资有缺口，没有兑付计划',
  )
  await right(later)
})

test('a firm sees its own project only, and no sums of the district', async () => {
  const { rows } = await listOutlooks(firm, { limit: 50 })
  expect(rows.map(({ code }) => code)).toEqual([school.code])
  expect((await viewOutlook(firm)).weeks).toEqual([])
  await expect(viewProjectOutlook(firm, { code: road.code })).rejects.toMatchObject({
    refusal: { kind: 'not-found' },
  })
  await expect(
    aPlan(firm, road.code, [{ dueOn: day('2026-12-15'), amountFen: 1 }]),
  ).rejects.toMatchObject({
    refusal: { kind: 'not-found' },
  })
  expect(await findPlanProject(firm, school.id)).toBe(school.code)
  expect(await findPlanProject(firm, road.id)).toBeNull()
  const promise = (await viewProjectOutlook(firm, { code: school.code })).promises[0]
  expect(await findPlanProject(office, promise?.id ?? '')).toBe(school.code)
})
