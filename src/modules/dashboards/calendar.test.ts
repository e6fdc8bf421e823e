import { beforeAll, expect, test } from 'vitest'
import { district } from '../../../tests/support/district.ts'
import { day, month } from '../../kernel/day.ts'
import { fen } from '../../kernel/money.ts'
import { look } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import { madeUpNotice2027 } from '../calendar/fixtures.ts'
import { followNotices } from '../calendar/follow-notices.ts'
import { shippedCalendar } from '../calendar/rules/calendar.ts'
import { addWorkdays } from '../calendar/rules/deadline.ts'
import { spansText } from '../calendar/rules/holiday-notice.ts'
import { publishedYears } from '../calendar/rules/published.ts'
import { readNotice } from '../calendar/rules/read-notice.ts'
import { takeInNotice } from '../calendar/take-in-notice.ts'
import { calendarOf, viewCalendar } from '../calendar/views.ts'
import { labourHears } from '../labour/hears.ts'
import { aDistrict } from '../places/fixtures.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import { editProject } from '../registry/edit-project.ts'
import { aProject } from '../registry/fixtures.ts'
import { handIn } from '../risk/fixtures.ts'
import { riskHears } from '../risk/hears.ts'
import { assignTasks } from '../tasks/assign-tasks.ts'
import { changeLimits } from '../tasks/change-limits.ts'
import { tasksHears } from '../tasks/hears.ts'
import { readTask } from '../tasks/views.ts'
import { wagesHears } from '../wages/hears.ts'
import { listLedger as ledger } from '../wages/contract.ts'
import { listLedger } from '../wages/views.ts'
import { listNoticeMoves, viewNoticeEffect } from './views-calendar.ts'
import { viewHome } from './views-home.ts'
import { viewProject } from './views-project.ts'

const here = await district({
  today: '2027-01-20',
  hearers: [...tasksHears, ...labourHears, ...wagesHears, ...riskHears],
})
const office = here.as('coordination-office')
const january = month('2027-01')
let code = ''

const limitOf = (workdays: number) => addWorkdays(day('2027-01-20'), workdays, shippedCalendar)

async function aLimit(workdays: number, isCounted: boolean): Promise<string> {
  const about = { kind: 'matter', id: `${workdays} ${isCounted}` }
  const [task] = await assignTasks(office, [
    {
      about,
      projectId: null,
      title: `查明原因 ${workdays}`,
      asks: '查明原因',
      owner: { role: 'coordination-office', place: null },
      dueOn: limitOf(workdays),
      isCounted,
    },
  ])
  return task?.taskId ?? ''
}

const payDates = async (ctx: Context) => {
  const { rows } = await listLedger(ctx, ledger.query?.parse({ limit: 50 }) ?? { limit: 50 })
  return rows.map(({ month: of, payOn }) => [of, payOn])
}

beforeAll(async () => {
  await aDistrict(office)
  await shipParameters(here.platform, office.now)
  const made = await aProject(office, { name: '春节前' })
  const { id: _id, code: own, participants: _parties, ...seen } = made
  code = own
  await editProject(office, code, { ...seen, payDay: 10 })
  await handIn(office, made.id, [
    { worker: 1, month: january, days: 20, dueFen: fen(600_000) },
    { worker: 2, month: january, days: 20, dueFen: fen(500_000) },
  ])
})

test('until its notice is in, next year’s days are provisional; a notice moves what rests on them, once', async () => {
  const [counted, given, near] = [
    await aLimit(15, true),
    await aLimit(16, false),
    await aLimit(3, true),
  ]
  expect(await payDates(office)).toEqual([
    [january, '2027-02-10'],
    [january, '2027-02-10'],
  ])
  expect(await readTask(office, counted)).toMatchObject({ isProvisional: true, dueOn: limitOf(15) })
  expect(await readTask(office, given)).toMatchObject({ isProvisional: false })
  const before = await viewCalendar(office)
  expect(before).toMatchObject({ provisional: [2027, 2028], entered: [] })

  // What it will move is said before, by the functions that move it.
  const read = readNotice(madeUpNotice2027, publishedYears)
  const effect = await viewNoticeEffect(office, {
    year: 2027,
    kind: 'year',
    off: spansText(read.off),
    work: spansText(read.work),
  })
  expect(effect.payDates).toEqual({
    count: 1,
    examples: [
      { project: code, name: '春节前', month: january, from: '2027-02-10', to: '2027-02-04' },
    ],
  })
  expect(effect.limits.examples.map(({ taskId }) => taskId)).toEqual([counted])
  expect(effect.coming).toContainEqual(
    expect.objectContaining({ month: january, payDay: 10, projects: 1, to: '2027-02-04' }),
  )
  expect(effect.festivalOn).toBe('2027-02-06')
  expect(await payDates(office)).toHaveLength(2)

  const taken = await takeInNotice(office, { text: madeUpNotice2027, version: before.version })
  expect(taken).toEqual({ number: 1, year: 2027 })
  expect(await payDates(office)).toEqual([
    [january, '2027-02-04'],
    [january, '2027-02-04'],
  ])
  const moved = await readTask(office, counted)
  expect(moved).toMatchObject({ isProvisional: false, dueOn: effect.limits.examples[0]?.to })
  expect(moved.events.at(-1)).toMatchObject({
    kind: 'limit-changed',
    words: '2027 年的放假安排已经公布或更正，期限按工作日重新计算。',
  })
  expect(await readTask(office, given)).toMatchObject({ dueOn: limitOf(16) })
  expect(await readTask(office, near)).toMatchObject({ dueOn: limitOf(3), isProvisional: false })
  const after = await viewCalendar(office)
  expect(after.provisional).toEqual([2028])
  expect(after.entered).toMatchObject([
    { number: 1, year: 2027, movedPayDates: 1, movedLimits: 1, enteredByName: '测试员' },
  ])
  expect(await listNoticeMoves(office, 1)).toMatchObject([
    { kind: 'pay-date', project: code, month: january, from: '2027-02-10', to: '2027-02-04' },
    { kind: 'task-limit', taskId: counted, title: '查明原因 15' },
  ])
  expect(await viewProject(office, code)).toMatchObject({
    nextPayOn: { on: '2027-02-04', provisional: false },
  })
  expect((await viewHome(office)).springFestival).toMatchObject({ provisional: false })

  // The same again is no news, and what was seen before is not what stands.
  await expect(
    takeInNotice(office, { text: madeUpNotice2027, version: after.version }),
  ).rejects.toThrow('calendar.notice-known')
  await expect(
    takeInNotice(office, { text: madeUpNotice2027, version: before.version }),
  ).rejects.toThrow('calendar.changed-meanwhile')
})

test('a newer notice puts the older right; a limit that somebody set since stays', async () => {
  const { version } = await viewCalendar(office)
  const task = await readTask(office, await aLimit(17, true))
  const dueOn = day('2027-02-26')
  await changeLimits(office, {
    tasks: [{ id: task.id, version: task.version }],
    dueOn,
    why: '会议议定',
  })
  const text = madeUpNotice2027.replace(
    '11日（农历正月初六、周四）放假调休，共7天',
    '9日（周二）放假调休，共5天',
  )
  await takeInNotice(office, { text, version })
  expect(await payDates(office)).toEqual([
    [january, '2027-02-10'],
    [january, '2027-02-10'],
  ])
  expect(await readTask(office, task.id)).toMatchObject({ dueOn, isProvisional: false })
  expect((await viewCalendar(office)).entered.map(({ number }) => number)).toEqual([2, 1])
})

test('what contradicts itself is refused with its sentence, and a year far off too', async () => {
  const { version } = await viewCalendar(office)
  const wrong = madeUpNotice2027.replace('2月20日（周六）', '2月20日（周日）')
  await expect(takeInNotice(office, { text: wrong, version })).rejects.toMatchObject({
    refusal: { code: 'calendar.notice-weekday-wrong', values: { said: '周日', is: '周六' } },
  })
  await expect(takeInNotice(office, { text: '放假通知', version })).rejects.toThrow('nothing-read')
})

test('another district reckons its own days again by its sweep, once', async () => {
  const other = here.elsewhere('990102')
  await aDistrict(other, { code: '990102' })
  const workday = await look(other, async (reading) =>
    (await calendarOf(reading)).isWorkday(day('2027-02-20')),
  )
  expect(workday).toBe(true)
  await followNotices(other)
  await followNotices(other)
  expect((await viewCalendar(other)).entered).toMatchObject([
    { number: 2, enteredIn: '990101', movedPayDates: 0 },
    { number: 1 },
  ])
})
