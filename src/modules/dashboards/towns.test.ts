import { expect, test } from 'vitest'
import { district } from '../../../tests/support/district.ts'
import { day } from '../../kernel/day.ts'
import type { Context } from '../../platform/context.ts'
import { systemContext } from '../../platform/system.ts'
import { contextAs, type ProjectsOf } from '../people/authenticate.ts'
import { anAccount } from '../people/fixtures.ts'
import { peopleHears } from '../people/hears.ts'
import { holdersOf } from '../people/views.ts'
import { addTown, mergeTown, renameTown, withdrawTownChange } from '../places/change-town.ts'
import { aDistrict } from '../places/fixtures.ts'
import { townNameOn, townOn } from '../places/rules/town.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import { beginTownChanges } from '../places/take-effect.ts'
import { listTowns } from '../places/views.ts'
import { listTownChanges, listTownWords, townHistory } from '../places/views-towns.ts'
import { aProject } from '../registry/fixtures.ts'
import { registryHears } from '../registry/hears.ts'
import { townOf } from '../registry/rules/town-word.ts'
import { listProjectIdsOfIndustries, listProjectIdsOfTown } from '../registry/views.ts'
import { aTask } from '../tasks/fixtures.ts'
import { listTasks } from '../tasks/views.ts'
import { listProjectHistory } from './views-history.ts'
import { listProjects } from './views-projects.ts'
import { listTownRows } from './views-towns.ts'

const here = await district({ hearers: [...peopleHears, ...registryHears] })
const today = here.at('2026-11-23')
const [jia, ding] = ['990101101', '990101002']
const projectsOf: ProjectsOf = {
  town: listProjectIdsOfTown,
  industries: listProjectIdsOfIndustries,
}

await aDistrict(today)
await shipParameters(here.platform, today.now)
await anAccount(today, 'town', { name: 'jia', displayName: '甲某' })
await anAccount(today, 'town', { name: 'ding', displayName: '丁某', post: { town: ding } })
const inJia = await aProject(today, { name: '甲镇学校', town: jia })
await aProject(today, { name: '丁路改造', town: ding })
await aTask(today, { owner: { role: 'town', place: jia }, projectId: null })

function on(date: string): Context {
  return { ...systemContext(here.platform, here.code, here.at(date).now) }
}

async function as(name: string, date: string): Promise<Context> {
  const ctx = await contextAs({ ...here.at(date) }, name, projectsOf)
  if (ctx === null) throw new Error(`${name} has no post.`)
  return ctx
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'done',
    (error: unknown) => (error instanceof Error ? error.message : ''),
  )
}

const said = { instrument: '某省批复〔2026〕1 号' }
const mineOf = async (name: string, date: string) => {
  const { rows } = await listTasks(await as(name, date), {
    whose: 'mine',
    state: 'live',
    limit: 50,
  })
  return rows.length
}
const namesIn = async (town: string, date: string) =>
  (await listProjects(here.at(date), { town, limit: 50, sort: 'name' })).rows.map(
    ({ name }) => name,
  )

test('a town is added and can be chosen; one that is there is refused', async () => {
  await addTown(today, { ...said, code: '990101103', name: '新镇', on: day('2026-11-01') })
  expect((await listTowns(today)).map(({ name }) => name)).toEqual(['丁街道', '甲镇', '新镇'])
  const again = { ...said, code: '990101103', name: '又镇', on: day('2026-11-01') }
  expect(await codeOf(addTown(today, again))).toBe('places.town-known')
})

test('a town is called anew from its day on, and what was written before is read with its name of then', async () => {
  await renameTown(today, { ...said, town: jia, name: '甲街道', on: day('2026-12-01') })
  await beginTownChanges(on('2026-11-30'))
  expect((await listTowns(today)).map(({ name }) => name)).toContain('甲镇')
  await beginTownChanges(on('2026-12-01'))
  const rows = await listTownRows(here.at('2026-12-01'))
  const found = rows.find(({ code }) => code === jia)
  expect(found).toMatchObject({ name: '甲街道', projects: 1, posts: 1, openTasks: 1 })
  const history = await townHistory(today)
  const nameOn = (date: string) => townNameOn({ code: jia, name: '甲街道' }, history, day(date))
  expect([nameOn('2026-11-30'), nameOn('2026-12-01')]).toEqual(['甲镇', '甲街道'])
  expect(townOf('甲镇', await listTownWords(today))).toBe(jia)
})

test('what is still to come can be taken back, what has come cannot', async () => {
  const other = await renameTown(here.at('2026-12-01'), {
    ...said,
    town: ding,
    name: '丁新街道',
    on: day('2027-06-01'),
  })
  const twice = mergeTown(here.at('2026-12-01'), {
    ...said,
    town: ding,
    into: jia,
    on: day('2027-01-01'),
  })
  expect(await codeOf(twice)).toBe('places.town-waits')
  await withdrawTownChange(here.at('2026-12-01'), other.id)
  expect(await codeOf(withdrawTownChange(here.at('2026-12-01'), other.id))).toBe(
    'places.town-change-done',
  )
  const changes = await listTownChanges(today)
  expect(changes.map(({ kind, state }) => [kind, state])).toEqual([
    ['renamed', 'withdrawn'],
    ['renamed', 'done'],
    ['added', 'done'],
  ])
})

test('from the day of its merger a town’s projects, posts and work are the other’s', async () => {
  await mergeTown(here.at('2026-12-15'), { ...said, town: jia, into: ding, on: day('2027-01-01') })
  await beginTownChanges(on('2026-12-31'))
  expect(await namesIn(jia, '2026-12-31')).toEqual(['甲镇学校'])
  expect([await mineOf('jia', '2026-12-31'), await mineOf('ding', '2026-12-31')]).toEqual([1, 0])
  await beginTownChanges(on('2027-01-01'))
  await beginTownChanges(on('2027-01-01'))
  expect(await namesIn(jia, '2027-01-01')).toEqual([])
  expect(await namesIn(ding, '2027-01-01')).toEqual(['丁路改造', '甲镇学校'])
  const now = here.at('2027-01-01')
  expect(await holdersOf(now, { role: 'town', place: jia })).toMatchObject([
    { displayName: '丁某' },
    { displayName: '甲某' },
  ])
  expect([await mineOf('jia', '2027-01-01'), await mineOf('ding', '2027-01-01')]).toEqual([1, 1])
  const { scope } = await as('jia', '2027-01-01')
  expect(scope.projects).toHaveLength(2)
  const rows = await listTownRows(now)
  expect(
    rows.map(({ name, intoName, projects, posts }) => [name, intoName, projects, posts]),
  ).toEqual([
    ['丁街道', null, 2, 2],
    ['新镇', null, 0, 0],
    ['甲街道', '丁街道', 0, 0],
  ])
})

test('what was written before the merger keeps its town; the project says when it moved and why', async () => {
  const { rows } = await listProjectHistory(here.at('2027-01-01'), inJia.code, { limit: 10 })
  expect(rows[0]?.message).toBe('修改项目的属地。（甲街道并入丁街道）')
  const history = await townHistory(today)
  expect([
    townOn(jia, history, day('2026-12-31')),
    townOn(jia, history, day('2027-01-01')),
  ]).toEqual([jia, ding])
  expect((await listTowns(here.at('2027-01-01'))).map(({ code }) => code)).toEqual([
    ding,
    '990101103',
  ])
  // A list that still writes the old town, by either of its names or by its code, means the new one.
  const words = await listTownWords(today)
  expect([townOf('甲镇', words), townOf('甲街道', words), townOf(jia, words)]).toEqual([
    ding,
    ding,
    ding,
  ])
  expect(
    await codeOf(renameTown(today, { ...said, town: jia, name: '又', on: day('2028-01-01') })),
  ).toBe('places.town-merged')
})
