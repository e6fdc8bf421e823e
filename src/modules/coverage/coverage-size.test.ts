import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { district } from '../../../tests/support/district.ts'
import { act, look } from '../../platform/act.ts'
import { tasksHears } from '../tasks/hears.ts'
import { aDistrict } from '../places/fixtures.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import { projectSources } from '../registry/rules/project-source.ts'
import { coverageHears } from './hears.ts'
import { recomputeBlindSpots, refreshBlindSpots, sweepBlindSpots } from './recompute.ts'
import { checkCoverage } from './views-check.ts'
import { listBlindSpots, viewBlindSpotMatrix } from './views.ts'

const here = await district({ hearers: [...tasksHears, ...coverageHears] })
const owner = new pg.Client({ connectionString: here.database.ownerUrl })
const monday = here.at('2026-11-23')
const projects = 20_000

/** A large district: each project is named by every source but two or three of its own. */
beforeAll(async () => {
  await owner.connect()
  await aDistrict(monday)
  await shipParameters(here.platform, monday.now)
  await owner.query(
    `insert into registry.project (district, id, code, name, name_key, owner_kind, state, industry, created_at, version)
     select '990101', gen_random_uuid(), 'P' || lpad(n::text, 6, '0'), '示例工程' || n, '示例工程' || n,
       (array['government-district', 'private', 'soe-city', 'self-built'])[1 + n % 4],
       (array['building', 'building', 'stopped', 'finished'])[1 + n % 4],
       (array['housing', 'municipal', 'transport', 'water', 'unknown'])[1 + n % 5], now(), 1
     from generate_series(1, $1) n`,
    [projects],
  )
  await owner.query(
    `insert into registry.project_source (district, id, record_id, source, identity, project_id, name, name_key, said_on, joined_by)
     select '990101', gen_random_uuid(), gen_random_uuid(), s.source, s.source || ' ' || p.code, p.id, p.name, p.name_key, '2026-06-01', 'rule'
     from registry.project p cross join unnest($1::text[]) with ordinality s (source, nth)
     where (substr(p.code, 2)::int * 7 + s.nth) % 9 <> 0`,
    [[...projectSources]],
  )
  await owner.query('analyze registry.project, registry.project_source')
}, 120_000)
afterAll(() => owner.end())

test('20,000 projects of eleven sources are computed at once, and again without a difference', async () => {
  const { steps } = await recomputeBlindSpots(monday)
  expect(steps).toBeGreaterThan(4_000)
  expect(await recomputeBlindSpots(monday)).toEqual({ steps: 0 })
  await sweepBlindSpots(monday)
  const { checks } = await checkCoverage(monday)
  expect(checks.filter(({ faults }) => faults > 0)).toEqual([])
  expect(checks[0]?.looked).toBe(steps)
}, 120_000)

test('a page of them, the matrix and one project’s change do not read the whole', async () => {
  const { rows, counts } = await listBlindSpots(monday, { state: 'open', limit: 50 })
  expect(rows).toHaveLength(50)
  const matrix = await viewBlindSpotMatrix(monday)
  expect(matrix.total.value).toBe(counts.total)
  const { rows: some } = await owner.query<{ id: string }>(
    'select id from registry.project limit 20',
  )
  const ids = some.map(({ id }) => id)
  await act(monday, 'blind-spot.recompute', '990101', (tx) => refreshBlindSpots(tx, ids))
  const plan = await look(monday, async (reading) => {
    const found = await reading.client.query<{ 'QUERY PLAN': string }>(
      `explain select project_id, array_agg(source) from registry.project_sighting
       where district = '990101' and project_id = any ($1::uuid[]) group by project_id`,
      [ids],
    )
    return found.rows.map((row) => row['QUERY PLAN']).join('\n')
  })
  expect(plan).toContain('project_source_project')
  expect(plan).not.toContain('Seq Scan')
}, 60_000)
