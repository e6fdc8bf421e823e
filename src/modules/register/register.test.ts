import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { district } from '../../../tests/support/district.ts'
import { day, month } from '../../kernel/day.ts'
import { fen } from '../../kernel/money.ts'
import type { Context } from '../../platform/context.ts'
import { labourHears } from '../labour/hears.ts'
import { contextAs, type ProjectsOf } from '../people/authenticate.ts'
import { anAccount } from '../people/fixtures.ts'
import { addParameter } from '../places/add-parameter.ts'
import { aDistrict } from '../places/fixtures.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import type { Project } from '../registry/contract.ts'
import { aProject } from '../registry/fixtures.ts'
import { handIn, type SheetRow } from '../risk/fixtures.ts'
import { riskHears } from '../risk/hears.ts'
import { answerTask } from '../tasks/answer-task.ts'
import { acceptTask, returnTask } from '../tasks/check-task.ts'
import { tasksHears } from '../tasks/hears.ts'
import { readTask } from '../tasks/views.ts'
import { reopenTask } from '../tasks/reopen-task.ts'
import { uploadEvidence } from '../tasks/upload-evidence.ts'
import { urgeTasks } from '../tasks/urge-tasks.ts'
import { wagesHears } from '../wages/hears.ts'
import { Entry, EntryFilter, EntryRow, Standing } from './contract.ts'
import { FirmRow, ZeroToleranceRow } from './contract-lists.ts'
import { editEntry, recordCheck } from './edit-entry.ts'
import { registerHears } from './hears.ts'
import { openEntry } from './open-entry.ts'
import { reclassAll } from './reclass.ts'
import { recordStandard } from './record-standard.ts'
import { setClasses, takeBackClasses } from './set-classes.ts'
import { tendRegister } from './tend-register.ts'
import { checkRegister } from './views-check.ts'
import { listClasses, viewStanding } from './views-classes.ts'
import { listEntries, readEntry } from './views-entries.ts'
import { listFirms, listZeroTolerance, viewComparison } from './views-lists.ts'

const here = await district({
  hearers: [...tasksHears, ...labourHears, ...wagesHears, ...riskHears, ...registerHears],
})
const owner = new pg.Client({ connectionString: here.database.ownerUrl })
const september = month('2026-09')
const yuan = (value: number) => fen(value * 100)
const first = here.at('2026-01-05')
/** The first workday after the pay date of September, 30 October 2026. */
const monday = here.at('2026-11-02')
let school: Project
let office: Context
let town: Context

beforeAll(async () => {
  await owner.connect()
  await aDistrict(first)
  await shipParameters(here.platform, first.now)
  school = await aProject(first, { name: '示例学校' })
  await anAccount(first, 'coordination-office', { name: 'office', displayName: '赵甲' })
  await anAccount(first, 'town', {
    name: 'town',
    displayName: '孙甲',
    post: { town: '990101101' },
  })
  office = await as('office')
  town = await as('town')
})
afterAll(() => owner.end())

const projectsOf: ProjectsOf = { town: async () => [school.id], industries: async () => [] }
async function as(name: string, ctx = monday): Promise<Context> {
  const found = await contextAs(ctx, name, projectsOf)
  if (found === null) throw new Error(`${name} has no post.`)
  return found
}

const unpaid = (worker: number, dueYuan = 6_000): SheetRow => ({
  worker,
  month: september,
  days: 26,
  dueFen: yuan(dueYuan),
})
const repaid = (worker: number, on: string, paidYuan = 6_000): SheetRow => ({
  worker,
  month: september,
  kind: 'back-pay',
  netFen: yuan(paidYuan),
  paidOn: day(on),
})

async function entryOf(project: Project, ctx: Context = monday): Promise<Entry> {
  const { rows } = await listEntries(ctx, { state: 'all', project: project.code, limit: 9 })
  expect(rows.map((row) => EntryRow.parse(row))).toEqual(rows)
  const entry = await readEntry(ctx, rows[0]?.id ?? '')
  expect(Entry.parse(entry)).toEqual(entry)
  return entry
}
const rightOn = async (ctx: Context) =>
  expect((await checkRegister(ctx)).filter(({ faults }) => faults > 0)).toEqual([])

async function proposed(ctx: Context, taskId: string, words = '九月工资已补发，附银行回单。') {
  const { version } = await readTask(ctx, taskId)
  const file = await uploadEvidence(ctx, { id: taskId, name: '回单.pdf' }, bytesOf('%PDF-1.7 回单'))
  return answerTask(ctx, taskId, { version, outcome: 'handled', words, evidence: [file.id] })
}
async function* bytesOf(text: string) {
  yield Buffer.from(text)
}
const refused = (code: string) => ({ refusal: { code } })

test('a class that becomes bad by rule puts the project on the register, with owner, limit and figures', async () => {
  await handIn(
    monday,
    school.id,
    Array.from({ length: 12 }, (_, at) => unpaid(at + 1)),
  )
  const entry = await entryOf(school)
  expect(entry).toMatchObject({
    class: 'B',
    how: 'rule',
    state: 'open',
    people: 12,
    overdueFen: 7_200_000,
    openedPeople: 12,
    openedFen: 7_200_000,
    owner: { role: 'town', place: '990101101' },
    dueOn: '2026-11-30',
    cause: 'unknown',
    nextCheckOn: '2026-11-17',
    isLate: false,
    task: { title: '示例学校：列入风险台账（B 类）', about: { kind: 'register-entry' } },
  })
  expect(entry.standing.because.map(({ what }) => what)).toEqual(['overdue', 'people'])
  expect(entry.events.map(({ message }) => message)).toEqual([
    '按规则列入台账：B 类，12 人，72,000.00 元',
  ])
  // 72,000 of a million, 12 of a hundred people, and no account covers anything.
  expect(entry.priority).toEqual({
    points: 36.4,
    parts: [
      { part: 'sum', weight: 40, share: 7, tenths: 28 },
      { part: 'people', weight: 30, share: 12, tenths: 36 },
      { part: 'short', weight: 30, share: 100, tenths: 300 },
    ],
  })
  await rightOn(monday)
})

test('until the sign-off people and sum follow the ledger; those at the opening stay', async () => {
  await handIn(monday, school.id, [repaid(12, '2026-11-02')])
  expect(await entryOf(school)).toMatchObject({
    people: 11,
    overdueFen: 6_600_000,
    openedPeople: 12,
    openedFen: 7_200_000,
  })
  await rightOn(monday)
})

test('a flapping class does not open twice', async () => {
  const before = await entryOf(school)
  const all = Array.from({ length: 11 }, (_, at) => repaid(at + 1, '2026-11-02'))
  await handIn(monday, school.id, all)
  const cleared = await entryOf(school)
  expect(cleared).toMatchObject({ class: 'C', state: 'open', people: 0 })
  await handIn(
    monday,
    school.id,
    Array.from({ length: 11 }, (_, at) => unpaid(at + 20)),
  )
  const again = await entryOf(school)
  expect(again).toMatchObject({ id: before.id, class: 'B', times: 1, people: 11 })
  expect(again.standing.classEvents.map(({ message }) => message)).toEqual([
    '按规则由 C 类变为 B 类',
    '按规则由 B 类变为 C 类',
    '按规则由 C 类变为 B 类',
  ])
  const { rowCount } = await owner.query('select from register.entry where project_id = $1', [
    school.id,
  ])
  expect(rowCount).toBe(1)
  await rightOn(monday)
})

test('cause, measures, leader and checks are written; a check to come or before the opening is refused', async () => {
  const { id, version } = await entryOf(school)
  const words = {
    cause: 'owner-late' as const,
    causeWords: '十月进度款未拨',
    measures: '约谈建设单位，十五日前拨付人工费。',
    leader: '李副区长',
  }
  await editEntry(town, id, { ...words, version })
  await expect(editEntry(town, id, { ...words, version })).rejects.toMatchObject(
    refused('register.changed-meanwhile'),
  )
  const check = { found: 'same' as const, words: '工地仍在施工，工资未见到账。' }
  await expect(
    recordCheck(town, id, { ...check, checkedOn: day('2026-11-03') }),
  ).rejects.toMatchObject(refused('register.day-to-come'))
  await expect(
    recordCheck(town, id, { ...check, checkedOn: day('2026-11-01') }),
  ).rejects.toMatchObject(refused('register.check-before-opening'))
  const checked = await recordCheck(town, id, { ...check, checkedOn: day('2026-11-02') })
  expect(checked).toMatchObject({ ...words, checks: 1, nextCheckOn: '2026-11-17' })
  expect(checked.events.at(-1)).toMatchObject({ message: '检查：没有进展', actorName: '孙甲' })
  const late = { state: 'live' as const, only: 'check-late' as const, limit: 9 }
  expect((await listEntries(here.at('2026-11-17'), late)).rows).toEqual([])
  const overdue = await listEntries(here.at('2026-11-18'), late)
  expect(overdue.rows.map((row) => row.isCheckLate)).toEqual([true])
  expect(overdue.counts.checkLate).toBe(1)
})

test('a sign-off needs evidence, is refused to its own handler, and is done by somebody else', async () => {
  const { id, task } = await entryOf(school)
  const taskId = task?.id ?? ''
  const bare = { outcome: 'handled' as const, words: '已发放', evidence: [] }
  await expect(
    answerTask(town, taskId, { ...bare, version: task?.version ?? 0 }),
  ).rejects.toMatchObject(refused('register.evidence-missing'))
  expect((await entryOf(school)).state).toBe('open')
  const answered = await proposed(town, taskId)
  expect(await entryOf(school)).toMatchObject({ state: 'proposed', proposedByName: '孙甲' })
  await expect(
    acceptTask(town, taskId, { version: answered.version, words: '属实' }),
  ).rejects.toMatchObject(refused('tasks.own-answer'))
  await expect(
    acceptTask(office, taskId, { version: answered.version, words: '' }),
  ).rejects.toMatchObject(refused('register.still-owes'))
  const back = await returnTask(office, taskId, {
    version: answered.version,
    why: '缺九名工人的回单',
    dueOn: null,
  })
  expect(back.state).toBe('returned')
  expect(await entryOf(school)).toMatchObject({ state: 'open', proposedByName: null })
  const all = Array.from({ length: 11 }, (_, at) => repaid(at + 20, '2026-11-02'))
  await handIn(monday, school.id, all)
  const again = await proposed(town, taskId)
  await acceptTask(office, taskId, { version: again.version, words: '' })
  const signed = await readEntry(monday, id)
  expect(signed).toMatchObject({
    state: 'signed-off',
    signedByName: '赵甲',
    signedOn: '2026-11-02',
    people: 0,
    nextCheckOn: null,
  })
  expect(signed.events.map(({ kind }) => kind)).toEqual([
    'opened',
    'edited',
    'checked',
    'proposed',
    'returned',
    'proposed',
    'signed-off',
  ])
  await expect(
    editEntry(town, id, {
      version: signed.version,
      cause: 'other',
      causeWords: '',
      measures: '',
      leader: '',
    }),
  ).rejects.toMatchObject(refused('register.signed-off'))
  await rightOn(monday)
})

test('bad again soon after the sign-off it is the same entry; an officer may open it again too', async () => {
  const soon = here.at('2026-11-20')
  const before = await entryOf(school)
  await handIn(
    soon,
    school.id,
    Array.from({ length: 10 }, (_, at) => unpaid(at + 40)),
  )
  const again = await entryOf(school, soon)
  expect(again).toMatchObject({ id: before.id, state: 'open', times: 2, people: 10 })
  expect(again.events.at(-1)?.message).toMatch(/^销号后不久风险又升高，重新列入台账：10 人/)
  expect(again.task).toMatchObject({ state: 'open' })
  const townThen = await as('town', soon)
  const officeThen = await as('office', soon)
  const answered = await proposed(townThen, again.task?.id ?? '')
  const closed = await acceptTask(officeThen, answered.id, {
    version: answered.version,
    words: '凭证已核对，尚未导入',
  })
  expect((await entryOf(school, soon)).state).toBe('signed-off')
  const because = { version: closed.version, why: '回单有假' }
  await expect(
    reopenTask(officeThen, closed.id, { ...because, dueOn: null }),
  ).rejects.toMatchObject(refused('register.limit-missing'))
  await reopenTask(officeThen, closed.id, { ...because, dueOn: day('2026-11-27') })
  expect(await entryOf(school, soon)).toMatchObject({ state: 'open', times: 3, signedOn: null })
  await rightOn(soon)
})

test('signed off while it stands on, it is opened again after its days, once', async () => {
  const soon = here.at('2026-11-20')
  const { task } = await entryOf(school, soon)
  const answered = await proposed(await as('town', soon), task?.id ?? '')
  await acceptTask(await as('office', soon), answered.id, {
    version: answered.version,
    words: '按承诺书',
  })
  await tendRegister(here.at('2026-12-20'))
  expect((await entryOf(school)).state).toBe('signed-off')
  const then = here.at('2026-12-21')
  await tendRegister(then)
  await tendRegister(then)
  expect(await entryOf(school, then)).toMatchObject({ state: 'open', times: 4 })
  await rightOn(then)
})

test('an officer’s word holds whatever the rule says, until it is taken back; both are shown', async () => {
  const ctx = here.at('2026-11-05')
  const quiet = await aProject(first, { name: '示例厂房', ownerKind: 'private' })
  expect((await viewStanding(ctx, { code: quiet.code })).since).toBeNull()
  const said = await setClasses(office, {
    projects: [quiet.code, 'NOBODY-9'],
    class: 'A',
    why: '总包已被申请破产',
  })
  expect(said).toMatchObject({ done: 1, refused: [{ project: 'NOBODY-9' }] })
  const standing = await viewStanding(ctx, { code: quiet.code })
  expect(Standing.parse(standing)).toEqual(standing)
  expect(standing).toMatchObject({
    class: 'A',
    how: 'officer',
    ruleClass: 'C',
    word: { class: 'A', byName: '赵甲', reason: '总包已被申请破产' },
    entryId: null,
  })
  await reclassAll(ctx)
  expect((await viewStanding(ctx, { code: quiet.code })).class).toBe('A')
  const twice = await setClasses(office, { projects: [quiet.code], class: 'A', why: '再说一次' })
  expect(twice.refused[0]?.refusal.code).toBe('register.class-same')
  await expect(
    setClasses(here.as('labour-officer', [quiet.id]), {
      projects: [quiet.code],
      class: 'C',
      why: '没事',
    }),
  ).rejects.toMatchObject(refused('register.class-not-yours'))
  await takeBackClasses(office, { projects: [quiet.code], why: '破产申请已撤回' })
  expect(await viewStanding(ctx, { code: quiet.code })).toMatchObject({
    class: 'C',
    how: 'rule',
    word: null,
  })
})

test('标准化等级 is written by its items and leaves the class alone', async () => {
  const before = await viewStanding(monday, { code: school.code })
  const after = await recordStandard(town, school.code, {
    checkedOn: day('2026-11-02'),
    met: ['contracts', 'real-name', 'deposit', 'attendance', 'notice-board', 'labour-officer'],
  })
  expect(after.standard).toMatchObject({ grade: 'C', of: 10, byName: '孙甲' })
  expect([after.class, after.ruleClass]).toEqual([before.class, before.ruleClass])
  const { rows } = await listClasses(monday, { search: '示例学校', limit: 9 })
  expect(rows[0]).toMatchObject({ standardGrade: 'C' })
})

test('a project is put on the register by hand, once, with the owner and limit that are said', async () => {
  const bridge = await aProject(first, { name: '示例桥梁', town: null })
  const by = {
    project: bridge.code,
    cause: 'dispute' as const,
    causeWords: '',
    measures: '',
    leader: '王局长',
  }
  const entry = await openEntry(office, {
    ...by,
    owner: { role: 'department', place: 'housing' },
    dueOn: day('2026-11-27'),
  })
  expect(entry).toMatchObject({
    class: 'C',
    people: 0,
    owner: { role: 'department', place: 'housing' },
    dueOn: '2026-11-27',
    leader: '王局长',
  })
  const plain = { ...by, owner: null, dueOn: null }
  await expect(openEntry(office, plain)).rejects.toMatchObject(refused('register.open-already'))
  await rightOn(monday)
})

test('the owner of an entry by hand is a town, a department or the office itself', async () => {
  const said = { cause: 'unknown' as const, causeWords: '', measures: '', leader: '', dueOn: null }
  const owners = [
    [{ role: 'town' as const, place: '990101101' }, '甲镇'],
    [{ role: 'department' as const, place: 'transport' }, '交通主管部门'],
    [{ role: 'coordination-office' as const, place: null }, '治欠办'],
  ] as const
  for (const [owner, unit] of owners) {
    const { code } = await aProject(first, {
      name: `责任单位是${unit}的工程`,
      ownerKind: 'private',
    })
    const entry = await openEntry(office, { ...said, project: code, owner })
    expect([entry.owner, entry.unit]).toEqual([owner, unit])
  }
  const { id, code } = await aProject(first, { name: '责任单位写错的工程', ownerKind: 'private' })
  const firm = { role: 'labour-officer' as const, place: id }
  await expect(openEntry(office, { ...said, project: code, owner: firm })).rejects.toMatchObject(
    refused('register.owner-no-authority'),
  )
  for (const owner of [
    { role: 'town' as const, place: null },
    { role: 'coordination-office' as const, place: '990101101' },
  ]) {
    await expect(openEntry(office, { ...said, project: code, owner })).rejects.toMatchObject(
      refused('people.addressee-odd'),
    )
  }
})

test('government and state-owned owners: what was found and what was done by whom', async () => {
  const ctx = here.at('2026-12-22')
  const { rows, counts } = await listZeroTolerance(ctx, { state: 'all', limit: 9 })
  expect(rows.map((row) => ZeroToleranceRow.parse(row))).toEqual(rows)
  expect(rows.map((row) => row.projectName).toSorted()).toEqual(['示例学校', '示例桥梁'])
  const found = rows.find((row) => row.projectName === '示例学校')
  expect(found).toMatchObject({ ownerKind: 'government-district', isDone: false })
  expect(found?.found.length).toBeGreaterThan(0)
  expect(found?.steps[0]).toMatchObject({ actorName: '赵甲', message: '核验办结：按承诺书' })
  expect(counts).toEqual({ found: 2, open: 2, nothing: 1, unknownOwner: 0 })
  const { rows: nothing } = await listZeroTolerance(ctx, {
    state: 'all',
    only: 'nothing',
    limit: 9,
  })
  expect(nothing.map((row) => row.projectName)).toEqual(['示例桥梁'])
  const [task] = (await listEntries(office, { state: 'live', search: '示例桥梁', limit: 9 })).rows
  await urgeTasks(office, {
    tasks: [{ id: task?.task?.id ?? '', version: task?.task?.version ?? 0 }],
    words: '',
  })
  expect((await listZeroTolerance(ctx, { state: 'all', limit: 9 })).counts.nothing).toBe(0)
})

test('a firm with several projects that owe is listed with them, the same firm once', async () => {
  const second = await aProject(first, { name: '示例医院', town: null })
  await handIn(monday, second.id, [unpaid(71), unpaid(72)])
  const { rows } = await listFirms(monday, { limit: 9 })
  expect(rows.map((row) => FirmRow.parse(row))).toEqual(rows)
  const firm = rows.find((row) => row.name === '示例建工甲有限公司')
  expect(firm).toMatchObject({ count: 2 })
  expect(firm?.projects.map(({ name }) => name).toSorted()).toEqual(['示例医院', '示例学校'])
  expect(firm?.overdueFen).toBe(
    (firm?.projects ?? []).reduce((sum, one) => sum + one.overdueFen, 0),
  )
})

async function rowsBehind(address: string) {
  const query = EntryFilter.parse(Object.fromEntries(new URL(address, 'http://desk').searchParams))
  return (await listEntries(monday, { ...query, limit: 200 })).rows
}

test('this year stands beside last year’s same days', async () => {
  await owner.query(
    `insert into register.entry_event (district, id, entry_id, project_id, kind, detail, actor_name, organisation, happened_on, at)
     select district, gen_random_uuid(), id, project_id, 'opened', '{"people": 5, "overdueFen": 700}', 'x', '', d, now()
     from register.entry, (values (date '2025-03-01'), (date '2025-11-03')) as v (d) where project_id = $1`,
    [school.id],
  )
  const { now, before } = await viewComparison(monday)
  expect(before).toMatchObject({ from: '2025-01-01', to: '2025-11-02' })
  expect([before.opened.value, before.people.value]).toEqual([1, 5])
  expect(now).toMatchObject({ from: '2026-01-01', to: '2026-11-02', signedOff: { value: 1 } })
  expect(now.opened.value).toBeGreaterThan(1)
  // Each figure opens as many rows as it counts, and their sums are what it says.
  for (const { opened, people, overdueFen, signedOff, signedFen } of [now, before]) {
    const openedRows = await rowsBehind(opened.rows)
    expect(openedRows).toHaveLength(opened.value)
    expect([people.rows, overdueFen.rows]).toEqual([opened.rows, opened.rows])
    const signedRows = await rowsBehind(signedOff.rows)
    expect(signedRows).toHaveLength(signedOff.value)
    expect(signedRows.reduce((sum, row) => sum + row.openedFen, 0)).toBe(signedFen.value)
  }
})

test('a parameter of the place folds the classes anew; doing it twice changes nothing', async () => {
  await addParameter(first, {
    key: 'class-a-people',
    value: 3,
    unit: '人',
    instrument: '本区办法',
    article: '',
    validFrom: day('2026-01-01'),
    validTo: null,
  })
  await here.settle()
  const ctx = here.at('2026-12-22')
  await reclassAll(ctx)
  expect(await viewStanding(ctx, { code: school.code })).toMatchObject({ class: 'A' })
  const events = async () =>
    (await owner.query('select count(*) from register.class_event')).rows[0]?.count
  const once = await events()
  await reclassAll(ctx)
  expect(await events()).toBe(once)
  await rightOn(ctx)
})

test('with twenty thousand projects the first page of the register is read by its order', async () => {
  await owner.query(`set session_replication_role = replica;
    insert into registry.project select (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid(), 'code', 'N' || n, 'name', '工地' || n, 'name_key', '工地' || n))).*
      from registry.project p, generate_series(1, 20000) n where p.id = '${school.id}';
    insert into register.entry select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(), 'project_id', p.id, 'priority_tenths', 1 + (random() * 300)::int, 'state', 'open'))).*
      from register.entry e, registry.project p where e.project_id = '${school.id}' and p.code like 'N%';
    set session_replication_role = origin; analyze registry.project; analyze register.entry;`)
  const begun = performance.now()
  const page = await listEntries(monday, { state: 'live', limit: 50 })
  const took = performance.now() - begun
  expect(page.rows).toHaveLength(50)
  const points = page.rows.map((row) => row.priority.points)
  expect(points).toEqual(points.toSorted((a, b) => b - a))
  const plan = await owner.query(
    `explain select e.id from register.entry e join registry.project_face p on p.district = e.district and p.id = e.project_id
     where e.district = '990101' and e.state <> 'signed-off' order by e.priority_tenths desc, e.id limit 51`,
  )
  expect(JSON.stringify(plan.rows)).toMatch(/entry_order/)
  // Two orders of magnitude above what it takes: a list that is sorted whole would show.
  expect(took).toBeLessThan(5_000)
})
