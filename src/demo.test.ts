import { expect, test } from 'vitest'
import { district } from '../tests/support/district.ts'
import { hearers } from './app.ts'
import { day } from './kernel/day.ts'
import { openReaders } from './modules/recognition/readers.ts'
import { takeIn } from './modules/exchange/take-in.ts'
import { sweepBlindSpots } from './modules/coverage/recompute.ts'
import { listBlindSpots } from './modules/coverage/views.ts'
import { openDistrict } from './modules/places/open-district.ts'
import { shipParameters } from './modules/places/ship-parameters.ts'
import { createProject } from './modules/registry/create-project.ts'
import { projectIdsByCode } from './modules/registry/views.ts'
import { sweepProjectStates } from './modules/risk/reassess.ts'
import { listWarnings } from './modules/risk/views.ts'
import { ledgerByProjectMonth } from './modules/wages/views.ts'
import { look } from './platform/act.ts'
import { demoWorld } from './worlds/demo-world.ts'

test('a whole district’s year of sheets comes to the ledger that the world knows to be true, to the fen', async () => {
  const today = '2026-11-24'
  const here = await district({ hearers, today })
  const ctx = here.at(today)
  const world = demoWorld({
    today: day(today),
    seed: 'ledger',
    size: { projects: 12, people: 420 },
  })
  await shipParameters(here.platform, ctx.now)
  const { district: code, districtName: name, towns } = world
  await openDistrict(ctx, { code, name, demo: true, towns: [...towns] })
  for (const project of world.projects) {
    const { townName: _town, finishedOn: _finished, onPlatform: _platform, ...fields } = project
    await createProject(ctx, fields)
  }
  const ids = await look(ctx, (reading) =>
    projectIdsByCode(
      reading,
      world.projects.map((project) => project.code),
    ),
  )
  const readers = openReaders(here.platform.keys, code)
  for (const { fileName, projectCode, receivedOn, bytes } of world.deliveries) {
    const projectId = projectCode === null ? null : (ids.get(projectCode) ?? null)
    const content = async function* () {
      yield bytes
    }
    await takeIn(here.at(receivedOn), readers, { name: fileName, projectId }, content())
  }
  readers.drop()
  const rows = await look(ctx, (reading) => ledgerByProjectMonth(reading, {}))
  const facts = rows.map((row) => ({
    project: row.project,
    month: row.month,
    workers: row.workers,
    dueUnknown: row.dueUnknown,
    dueFen: row.dueFen,
    deductedFen: row.deductedFen,
    paidOnTimeFen: row.paidOnTimeFen,
    paidLateFen: row.paidLateFen,
    owedFen: row.owedFen,
  }))
  const truth = world.truth.projectMonths
    .filter((one) => one.workers > 0)
    .map((one) => ({
      project: one.projectCode,
      month: one.month,
      workers: one.workers,
      dueUnknown: one.dueUnknown,
      dueFen: one.dueFen,
      deductedFen: one.deductedFen,
      paidOnTimeFen: one.paidOnTimeFen,
      paidLateFen: one.paidLateFen,
      owedFen: one.owedFen,
    }))
  const sorted = (list: typeof facts) =>
    list.toSorted((a, b) => (a.project + a.month < b.project + b.month ? -1 : 1))
  expect(sorted(facts)).toEqual(sorted(truth))
  // The crew that never came is paid to one card: the product finds out by itself.
  await sweepProjectStates(ctx)
  const ghosts = world.projects.find((project) => project.name === '丙街道人才公寓一期')?.code
  for (const rule of ['R-04', 'R-08']) {
    const found = await listWarnings(ctx, { state: 'open', rule, project: ghosts, limit: 9 })
    expect([rule, found.rows.length]).toEqual([rule, 3])
  }
  // A site that is known from a complaint only is missing everywhere else that has a list.
  await sweepBlindSpots(ctx)
  const { rows: spots } = await listBlindSpots(ctx, {
    state: 'open',
    seenBy: 'complaint',
    limit: 99,
  })
  const market = spots.filter(({ projectName }) => projectName === '丁街道旧货市场拆改工程')
  expect(market.map(({ missing }) => missing).toSorted()).toEqual([
    'construction-permit',
    'real-name-platform',
    'town-screening',
  ])
}, 240_000)
