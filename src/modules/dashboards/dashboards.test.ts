import { beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { district } from '../../../tests/support/district.ts'
import { day, month } from '../../kernel/day.ts'
import { fen } from '../../kernel/money.ts'
import type { Context } from '../../platform/context.ts'
import { openBatch } from '../exchange/open-batch.ts'
import { readBatch } from '../exchange/read-batch.ts'
import { openReaders } from '../recognition/readers.ts'
import { receiveSourceFile } from '../exchange/receive-file.ts'
import { takeIn } from '../exchange/take-in.ts'
import { listProjectFiles } from '../exchange/views.ts'
import { withdrawImport } from '../exchange/withdraw-import.ts'
import { exchangeHears } from '../exchange/hears.ts'
import { labourHears } from '../labour/hears.ts'
import { listProjectWorkers } from '../labour/views.ts'
import { listProjectWorkers as projectWorkers } from '../labour/contract.ts'
import { aDistrict } from '../places/fixtures.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import type { Project } from '../registry/contract.ts'
import { editProject } from '../registry/edit-project.ts'
import { aProject } from '../registry/fixtures.ts'
import { listWarnings as warnings } from '../risk/contract.ts'
import { handIn, type SheetRow } from '../risk/fixtures.ts'
import { riskHears } from '../risk/hears.ts'
import { sweepProjectStates } from '../risk/reassess.ts'
import { listWarnings } from '../risk/views.ts'
import { listLedger as ledger, totalLedger as totals } from '../wages/contract.ts'
import { wagesHears } from '../wages/hears.ts'
import { listLedger, totalLedger } from '../wages/views.ts'
import {
  Home,
  listProjectHistory as historyOf,
  listProjects as projects,
  ProjectPage,
  type ProjectRow,
  ProjectSort,
} from './contract.ts'
import { listProjectHistory } from './views-history.ts'
import { viewHome } from './views-home.ts'
import { viewProject } from './views-project.ts'
import { listProjects } from './views-projects.ts'

const here = await district({
  hearers: [...labourHears, ...wagesHears, ...riskHears, ...exchangeHears],
})
const today = day('2026-11-23')
const office = here.at(today)
const yuan = (value: number) => fen(value * 100)
const [august, september, october] = [month('2026-08'), month('2026-09'), month('2026-10')]

const row = (
  worker: number,
  of: string,
  value: number,
  over: Partial<SheetRow> = {},
): SheetRow => ({
  worker,
  month: month(of),
  days: 25,
  dueFen: yuan(value),
  ...over,
})
const wellPaid = (worker: number, of: string, value: number, on: string) =>
  row(worker, of, value, { netFen: yuan(value), paidOn: day(on) })

/** What each project's sheets say, in the order they came. */
const sheets: Record<string, readonly (readonly SheetRow[])[]> = {
  // Owes since August, to one worker of another project too; a part of it was paid late.
  甲镇学校: [
    [row(1, august, 6_000), row(2, august, 5_000), row(3, august, 4_000)],
    [
      {
        worker: 3,
        month: august,
        kind: 'back-pay',
        netFen: yuan(1_500),
        paidOn: day('2026-10-20'),
      },
    ],
    [row(1, september, 6_000), wellPaid(2, september, 5_000, '2026-10-28')],
  ],
  // Pays, but once it was late.
  乙路改造: [
    [wellPaid(11, august, 7_000, '2026-09-29'), row(12, august, 7_000)],
    [
      {
        worker: 12,
        month: august,
        kind: 'back-pay',
        netFen: yuan(7_000),
        paidOn: day('2026-11-02'),
      },
    ],
    [wellPaid(11, september, 7_000, '2026-10-29'), row(11, october, 7_000)],
  ],
  // Worked, and nobody says for what; and owes the first project's first worker.
  丙物流园: [
    [
      { worker: 21, month: september, days: 20 },
      { worker: 22, month: september, days: 21 },
    ],
    [row(1, september, 3_000), { worker: 21, month: october, days: 10 }],
  ],
  安居房二期: [[wellPaid(31, september, 8_000, '2026-10-30')]],
  重点桥梁: [],
}
const made = new Map<string, Project>()
const codeOf = (name: string) => made.get(name)?.code ?? ''
const towns: Record<string, string | null> = { 乙路改造: '990101002', 丙物流园: null }
const owners: Record<string, Project['ownerKind']> = {
  甲镇学校: 'government-district',
  丙物流园: 'soe-city',
}

beforeAll(async () => {
  await aDistrict(here.at('2026-01-05'))
  await shipParameters(here.platform, here.at('2026-01-05').now)
  for (const [name, files] of Object.entries(sheets)) {
    const project = await aProject(here.at('2026-08-03'), {
      name,
      town: name in towns ? (towns[name] ?? null) : '990101101',
      ownerKind: owners[name] ?? 'private',
    })
    made.set(name, project)
    for (const rows of files) await handIn(here.at('2026-11-05'), project.id, rows)
  }
  await sweepProjectStates(office)
})

const named = (found: { rows: ProjectRow[] }) => found.rows.map(({ name }) => name)
const list = (query: Partial<z.infer<typeof projects.query & object>>, ctx = office) =>
  listProjects(ctx, { limit: 50, sort: 'overdue', ...query })

/** The list behind a figure, read as the desk reads it: page by page, of any length. */
async function behind(ctx: Context, address: string) {
  const url = new URL(address, 'http://desk')
  const given = { ...Object.fromEntries(url.searchParams), limit: '2' }
  if (url.pathname === '/ledger') {
    const rows = await all((after) => listLedger(ctx, { ...read(ledger.query, given), after }))
    const total = await totalLedger(ctx, read(totals.query, given))
    expect(total.rows).toBe(rows.length)
    return { count: rows.length, workers: total.workers, fen: total.owedFen, onSite: 0 }
  }
  if (url.pathname === '/projects') {
    const query = read(projects.query, given)
    const { total } = await listProjects(ctx, query)
    const rows = await all((after) => listProjects(ctx, { ...query, after }))
    expect(total).toBe(rows.length)
    const onSite = rows.reduce((sum, one) => sum + one.workersOnSite, 0)
    return { count: rows.length, workers: 0, fen: 0, onSite }
  }
  if (url.pathname === '/warnings') {
    const query = read(warnings.query, given)
    const rows = await all((after) => listWarnings(ctx, { ...query, after }))
    return { count: rows.length, workers: 0, fen: 0, onSite: 0 }
  }
  const code = /^\/projects\/([^/]+)$/.exec(url.pathname)?.[1] ?? ''
  expect(url.searchParams.get('tab')).toBe('workers')
  const query = read(projectWorkers.query, given)
  const rows = await all((after) => listProjectWorkers(ctx, code, { ...query, after }))
  return { count: rows.length, workers: rows.length, fen: 0, onSite: rows.length }
}

function read<Q>(schema: z.ZodType<Q> | undefined, given: Record<string, string>): Q {
  if (schema === undefined) throw new Error('no query')
  return schema.parse(given)
}

async function all<R>(
  page: (after: string | undefined) => Promise<{ rows: R[]; next: string | null }>,
): Promise<R[]> {
  const rows: R[] = []
  let after: string | undefined
  for (let pages = 0; pages < 200; pages += 1) {
    const found = await page(after)
    rows.push(...found.rows)
    if (found.next === null) return rows
    after = found.next
  }
  throw new Error('a list without end')
}

test('every figure of the home page is what the list behind it shows', async () => {
  const home = await viewHome(office)
  const { overdueFen, overdueWorkers, overdueProjects, redProjects, workersOnSite, dueUnknown } =
    home
  expect((await behind(office, overdueFen.rows)).fen).toBe(overdueFen.value)
  expect((await behind(office, overdueWorkers.rows)).workers).toBe(overdueWorkers.value)
  expect((await behind(office, workersOnSite.rows)).onSite).toBe(workersOnSite.value)
  const counts = [
    overdueProjects,
    redProjects,
    home.redGovernmentProjects,
    home.projects,
    dueUnknown,
    ...Object.values(home.warnings),
  ]
  for (const { value, rows } of counts)
    expect([rows, (await behind(office, rows)).count]).toEqual([rows, value])
  expect([overdueFen.value, overdueWorkers.value, overdueProjects.value]).toEqual([
    yuan(6_000 + 5_000 + 2_500 + 6_000 + 3_000),
    3,
    2,
  ])
  expect([dueUnknown.value, workersOnSite.value, home.projects.value]).toEqual([2, 9, 5])
  expect(home.asOf).toBe(office.now.toISOString())
  expect(Home.parse(home)).toEqual(home)
})

test('every figure of a project’s page is what the list behind it shows', async () => {
  for (const name of Object.keys(sheets)) {
    const page = await viewProject(office, codeOf(name))
    expect((await behind(office, page.overdueFen.rows)).fen).toBe(page.overdueFen.value)
    expect((await behind(office, page.owedFen.rows)).fen).toBe(page.owedFen.value)
    expect((await behind(office, page.overdueWorkers.rows)).workers).toBe(page.overdueWorkers.value)
    expect((await behind(office, page.workersOnSite.rows)).count).toBe(page.workersOnSite.value)
    expect((await behind(office, page.dueUnknown.rows)).count).toBe(page.dueUnknown.value)
    expect((await behind(office, page.openWarnings.rows)).count).toBe(page.openWarnings.value)
    expect(ProjectPage.parse(page)).toEqual(page)
    const of = (await list({ search: name })).rows[0]
    expect(of).toMatchObject({
      workersOnSite: page.workersOnSite.value,
      owedFen: page.owedFen.value,
      overdueFen: page.overdueFen.value,
      overdueWorkers: page.overdueWorkers.value,
      dueUnknown: page.dueUnknown.value,
      warnings: page.openWarnings.value,
      level: page.level,
    })
  }
})

test('a project’s page tells its chain month by month, why its level, and when it pays next', async () => {
  const page = await viewProject(office, codeOf('甲镇学校'))
  expect(page).toMatchObject({
    townName: '甲镇',
    // Two of three were paid nothing: a level graver than its age alone.
    level: 'red',
    why: '2026年8月出勤 3 人，发薪日2026年9月30日已过，2 人没有收到任何工资，占 66%，超过 10%。',
    nextPayOn: { month: '2026-10', on: '2026-11-30', provisional: false },
    teams: 0,
    files: 0,
  })
  expect(
    page.months.map(({ month: of, level, owedFen, paidLateFen }) => [
      of,
      level,
      owedFen,
      paidLateFen,
    ]),
  ).toEqual([
    ['2026-09', 'orange', yuan(6_000), 0],
    ['2026-08', 'red', yuan(13_500), yuan(1_500)],
  ])
  expect(page.project.participants.map(({ role }) => role)).toEqual(['owner', 'general-contractor'])
  await expect(viewProject(office, 'P999999')).rejects.toThrow('registry.no-such-project')
})

test('the next pay date is the project’s own, provisional where its year is not published', async () => {
  const {
    id: _id,
    code,
    participants: _parties,
    ...seen
  } = await aProject(office, {
    name: '发薪日',
    ownerKind: 'private',
  })
  const next = async (ctx: Context) => (await viewProject(ctx, code)).nextPayOn
  await editProject(office, code, { ...seen, payDay: 25 })
  expect(await next(office)).toEqual({ month: '2026-10', on: '2026-11-25', provisional: false })
  expect(await next(here.at('2026-11-25'))).toMatchObject({ month: '2026-10' })
  expect(await next(here.at('2026-12-30'))).toEqual({
    month: '2026-12',
    on: '2027-01-25',
    provisional: true,
  })
  await editProject(office, code, { ...seen, payDay: 25, state: 'stopped', version: 2 })
  expect(await next(office)).toBeNull()
  await editProject(office, code, { ...seen, payDay: 25, state: 'finished', version: 3 })
})

test('projects are found by signs of their name or code, by town, owner, state, level and debt', async () => {
  expect(named(await list({ search: '学校' }))).toEqual(['甲镇学校'])
  expect(named(await list({ search: codeOf('丙物流园').toLowerCase() }))).toEqual(['丙物流园'])
  expect(named(await list({ search: '%' }))).toEqual([])
  expect(named(await list({ town: '990101002' }))).toEqual(['乙路改造'])
  expect(named(await list({ town: 'none' }))).toEqual(['丙物流园'])
  expect(named(await list({ owners: 'government' }))).toEqual(['甲镇学校', '丙物流园'])
  expect(named(await list({ ownerKind: 'soe-city' }))).toEqual(['丙物流园'])
  expect(named(await list({ only: 'overdue' }))).toEqual(['甲镇学校', '丙物流园'])
  expect(named(await list({ level: 'red' }))).toEqual(['甲镇学校'])
  expect(named(await list({ level: 'orange' }))).toEqual(['丙物流园'])
  expect(named(await list({ level: 'blue' }))).toEqual([])
  expect(named(await list({ state: 'finished' }))).toEqual(['发薪日'])
  expect((await list({ search: '没有这样的项目' })).total).toBe(0)
})

test('in every order the pages together are all projects, none twice', async () => {
  const everything = await list({})
  const key: Record<ProjectSort, (one: ProjectRow) => string | number> = {
    overdue: (one) => 0 - one.overdueFen,
    workers: (one) => -one.workersOnSite,
    name: (one) => one.name,
    code: (one) => one.code,
  }
  const chinese = new Intl.Collator('zh-Hans-CN')
  for (const sort of ProjectSort.options) {
    const rows = await all((after) => listProjects(office, { limit: 2, sort, after }))
    expect(rows.map(({ code }) => code).toSorted()).toEqual(
      everything.rows.map(({ code }) => code).toSorted(),
    )
    const values = rows.map(key[sort])
    const order = (a: string | number, b: string | number) =>
      typeof a === 'number'
        ? a - Number(b)
        : sort === 'name'
          ? chinese.compare(a, String(b))
          : a < b
            ? -1
            : 1
    expect(values).toEqual(values.toSorted(order))
  }
  expect(named(await list({ sort: 'name' })).slice(0, 2)).toEqual(['安居房二期', '丙物流园'])
  const { next } = await list({ sort: 'name', limit: 1 })
  await expect(list({ sort: 'overdue', after: next ?? '' })).rejects.toThrow('platform.invalid')
})

test('the curve is what was overdue when each day ended, by the payments up to it', async () => {
  const { trend, overdueFen } = await viewHome(office)
  expect(trend).toHaveLength(27)
  expect(trend.at(-1)).toMatchObject({ on: today, overdueFen: overdueFen.value, lastYearFen: null })
  const at = (on: string) => trend.find((one) => one.on === on)?.overdueFen
  expect(at('2026-09-27')).toBe(0)
  // August's pay date, 30 September, has passed: three workers of the one, one of the other project.
  expect(at('2026-10-04')).toBe(yuan(15_000 + 7_000))
  expect(at('2026-10-25')).toBe(yuan(13_500 + 7_000))
  expect(at('2026-11-01')).toBe(yuan(13_500 + 7_000 + 6_000 + 3_000))
  expect(at('2026-11-08')).toBe(yuan(13_500 + 6_000 + 3_000))
  // As far from the Spring Festival of 2028 as 4 December 2026 was from that of 2027: October's wages are overdue then.
  const nextYear = await viewHome(here.at('2027-11-23'))
  expect(nextYear.trend.at(-1)).toMatchObject({
    lastYearOn: '2026-12-04',
    lastYearFen: yuan(13_500 + 6_000 + 3_000 + 7_000),
  })
})

test('what waits is sorted by its day, names what is to be done, and opens where it is done', async () => {
  const home = await viewHome(office)
  expect(home.waiting.map(({ kind, dueOn, daysLate }) => [kind, dueOn, daysLate])).toEqual([
    ['due-unknown', '2026-10-30', 24],
    // Nobody has an account here: what the warnings ask for is owned by nobody.
    ['task', '2026-11-23', 0],
    ['pay-date', '2026-11-30', 0],
  ])
  // October's worker-month is paid on the 30th: not asked for yet.
  expect(home.waiting[0]).toMatchObject({
    title: '丙物流园：2 人月应发未知',
    opens: `/ledger?project=${codeOf('丙物流园')}&only=unknown-overdue`,
  })
  expect(home.waiting[1]).toMatchObject({ opens: '/tasks?whose=all&only=unowned' })
  expect(home.waiting[2]).toMatchObject({
    title: '乙路改造：2026年10月工资发薪日将到',
    detail: '1 人，还有 7,000.00 元没有发。',
    opens: `/ledger?project=${codeOf('乙路改造')}&month=2026-10&only=owed`,
  })
  const fresh = await viewHome(here.at('2026-11-06'))
  const news = fresh.waiting.filter(({ kind }) => kind === 'warning')
  expect(news.map(({ title }) => title)).toContain('丙物流园：大面积未发')
  for (const { title, detail, todo, opens } of [...home.waiting, ...fresh.waiting]) {
    expect([title, detail, todo].join('')).not.toMatch(/dashboards\.|risk\.|[{}]/)
    expect(opens).toMatch(/^\/(ledger|warnings|import|tasks)/)
  }
})

test('the worst projects come first, each with its reason; towns together owe all that is owed', async () => {
  const home = await viewHome(office)
  expect(home.worst.map(({ name, level }) => [name, level])).toEqual([
    ['甲镇学校', 'red'],
    ['丙物流园', 'orange'],
  ])
  expect(home.worst[0]?.why).toBe((await viewProject(office, codeOf('甲镇学校'))).why)
  expect(home.towns.map(({ name, overdueWorkers }) => [name, overdueWorkers])).toEqual([
    ['甲镇', 3],
    ['属地未填', 1],
    ['丁街道', 0],
  ])
  expect(home.towns.reduce((sum, town) => sum + town.overdueFen, 0)).toBe(home.overdueFen.value)
  for (const { code, overdueFen, projects: count } of home.towns) {
    const { rows, total } = await list({ town: code })
    expect([total, rows.reduce((sum, one) => sum + one.overdueFen, 0)]).toEqual([count, overdueFen])
  }
})

test('a firm and a town see their own figures by the same pages, and nothing else', async () => {
  const own = made.get('丙物流园')
  for (const role of ['labour-officer', 'town'] as const) {
    const ctx = { ...here.as(role, [own?.id ?? '']), now: office.now }
    const home = await viewHome(ctx)
    expect([home.projects.value, home.overdueFen.value, home.overdueWorkers.value]).toEqual([
      1,
      yuan(3_000),
      1,
    ])
    expect((await behind(ctx, home.overdueFen.rows)).fen).toBe(home.overdueFen.value)
    expect((await behind(ctx, home.warnings.yellow.rows)).count).toBe(home.warnings.yellow.value)
    expect(named(await list({}, ctx))).toEqual(['丙物流园'])
    expect(home.trend.at(-1)?.overdueFen).toBe(home.overdueFen.value)
    await expect(viewProject(ctx, codeOf('甲镇学校'))).rejects.toThrow('registry.no-such-project')
    await expect(listProjectHistory(ctx, codeOf('甲镇学校'), { limit: 5 })).rejects.toThrow(
      'registry.no-such-project',
    )
  }
  const elsewhere = await viewHome({ ...here.elsewhere('990102'), now: office.now })
  expect([
    elsewhere.projects.value,
    elsewhere.overdueFen.value,
    elsewhere.worst,
    elsewhere.waiting,
  ]).toEqual([0, 0, [], []])
})

const paySheet = [
  '姓名,证件号码,工资月份,应发工资,实发工资,发放日期',
  '赵甲一,990101199001010013,2026-09,6000.00,,',
  '',
].join('\n')
async function* content() {
  yield Buffer.from(paySheet)
}

test('a project’s history tells what was written, taken in and back, and warned of, newest first', async () => {
  const {
    id,
    code,
    participants: _,
    ...seen
  } = await aProject(here.at('2026-09-01'), { name: '经过' })
  await editProject(here.at('2026-09-02'), code, { ...seen, name: '经过二', payDay: 15 })
  const readers = openReaders(here.platform.keys, here.code)
  try {
    const file = { name: '9月工资.csv', projectId: id }
    await takeIn(here.at('2026-10-12'), readers, file, content())
    await sweepProjectStates(here.at('2026-10-16'))
    const page = await viewProject(here.at('2026-10-16'), code)
    expect(page.files).toBe(1)
    const early = await listProjectHistory(office, code, { limit: 50 })
    const taken = early.rows.find(({ kind }) => kind === 'import')
    expect(taken).toMatchObject({ who: '测试员', message: '9月工资.csv 入账，本项目 1 行。' })
    const { rows } = await listLedger(office, { project: code, limit: 5 })
    expect(rows).toHaveLength(1)
    const files = await listProjectFiles(office, code, { limit: 5 })
    await withdrawImport(here.at('2026-11-20'), files.rows[0]?.id ?? '')
  } finally {
    readers.drop()
  }
  const history = await all((after) => listProjectHistory(office, code, { limit: 2, after }))
  expect(history.map(({ on, kind, turn, message }) => [on, kind, turn, message])).toEqual([
    ['2026-11-20', 'warning', 'mended', expect.stringMatching(/^所指情况已经消除.*分文未发/)],
    ['2026-11-20', 'warning', 'mended', expect.stringMatching(/^所指情况已经消除.*身份证号/)],
    ['2026-11-20', 'import', 'plain', '撤回 9月工资.csv，本项目的 1 行不再计入。'],
    ['2026-10-16', 'warning', 'broke', expect.stringMatching(/^发出黄色预警：2026年9月工资/)],
    // A number of the demo's area is nobody's in a real district.
    ['2026-10-12', 'warning', 'broke', expect.stringMatching(/^发出红色预警：.*身份证号不可能/)],
    ['2026-10-12', 'import', 'plain', '9月工资.csv 入账，本项目 1 行。'],
    ['2026-09-02', 'project', 'plain', '修改项目的名称、发薪日。'],
    ['2026-09-01', 'project', 'plain', '登记项目。'],
  ])
  expect(historyOf.reply.parse({ rows: history, next: null }).rows).toEqual(history)
  const opens = history.map((one) => one.opens?.split('/')[1])
  const way = ['warnings', 'warnings', 'import', 'warnings', 'warnings', 'import']
  expect(opens).toEqual([...way, undefined, undefined])
  const town = here.as('town', [id])
  const seenByTown = await listProjectHistory(town, code, { limit: 50 })
  expect(seenByTown.rows.filter(({ kind }) => kind === 'import').map((one) => one.opens)).toEqual([
    null,
    null,
  ])
})

test('a batch that was read waits for who may commit it', async () => {
  const batch = await openBatch(office, { projectId: null })
  await receiveSourceFile(office, { batchId: batch.id, no: 1, name: '待入账.csv' }, content())
  await readBatch(office, batch.id)
  await here.settle()
  const waits = async (ctx: Context) =>
    (await viewHome(ctx)).waiting.filter(({ kind }) => kind === 'batch')
  expect(await waits(office)).toEqual([
    {
      kind: 'batch',
      title: '测试员放入的表格还没有入账',
      detail: '待入账.csv，2026年11月23日放入。',
      dueOn: null,
      daysLate: 0,
      todo: '核对后入账',
      opens: `/import/${batch.id}`,
    },
  ])
  expect(await waits(here.as('town', [made.get('甲镇学校')?.id ?? '']))).toEqual([])
})
