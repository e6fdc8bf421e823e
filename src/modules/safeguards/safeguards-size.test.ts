import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { district } from '../../../tests/support/district.ts'
import { act, look } from '../../platform/act.ts'
import { aDistrict } from '../places/fixtures.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import { refreshStandings, sweepStandings } from './refresh-standings.ts'
import { listSafeguards, viewSafeguardFigures } from './views-list.ts'

const here = await district()
const owner = new pg.Client({ connectionString: here.database.ownerUrl })
const office = here.at('2026-11-24')
const projects = 20_000

/** A large district: every other project has a contract, a third a board that was seen. */
beforeAll(async () => {
  await owner.connect()
  await aDistrict(office)
  await shipParameters(here.platform, office.now)
  await owner.query(
    `insert into registry.project (district, id, code, name, name_key, town, owner_kind, state, industry, begun_on, created_at, version)
     select '990101', gen_random_uuid(), 'P' || lpad(n::text, 6, '0'), '示例工程' || n, '示例工程' || n, '990101101',
       (array['government-district', 'private', 'soe-city', 'self-built'])[1 + n % 4],
       (array['building', 'building', 'stopped', 'finished'])[1 + n % 4],
       (array['housing', 'municipal', 'transport', 'water', 'unknown'])[1 + n % 5], date '2026-02-01' + n % 300, now(), 1
     from generate_series(1, $1) n`,
    [projects],
  )
  await owner.query(
    `insert into safeguards.contract (district, id, project_id, kind, number, number_key, party_a, party_b, sum_fen, signed_on, begins_on, ends_on, cycle_months)
     select '990101', gen_random_uuid(), id, 'general', code, code, gen_random_uuid(), gen_random_uuid(), 5000000000, '2026-01-10', '2026-02-01', '2027-06-30', 1
     from registry.project where substr(code, 2)::int % 2 = 0`,
  )
  await owner.query(
    `insert into safeguards.evidence (district, id, project_id, safeguard, holds, said_on, words, origin, origin_id, recorded_by, recorded_by_name, organisation, recorded_at)
     select '990101', gen_random_uuid(), id, 'notice-board', true, '2026-11-01', '看到', 'by-hand', code, gen_random_uuid(), '某人', '治欠办', now()
     from registry.project where substr(code, 2)::int % 3 = 0`,
  )
  await owner.query('analyze registry.project, safeguards.contract, safeguards.evidence')
}, 120_000)
afterAll(() => owner.end())

test('20,000 projects are assessed by the sweep, each once a day', async () => {
  await sweepStandings(office)
  const counted = `select count(*)::int as count, count(distinct project_id)::int as projects from safeguards.standing`
  const { rows } = await owner.query<{ count: number; projects: number }>(counted)
  expect(rows).toEqual([{ count: projects * 8, projects }])
  const before = await owner.query(
    'select max(xmin::text::bigint) as newest from safeguards.standing',
  )
  await sweepStandings(office)
  const after = await owner.query(
    'select max(xmin::text::bigint) as newest from safeguards.standing',
  )
  expect(after.rows).toEqual(before.rows)
}, 120_000)

test('a page of the list, its figures and one project’s change do not read the whole', async () => {
  await owner.query('analyze safeguards.standing')
  const { rows, total } = await listSafeguards(office, {
    safeguard: 'notice-board',
    stands: 'lacking',
    limit: 50,
  })
  expect(rows).toHaveLength(50)
  const { figures } = await viewSafeguardFigures(office, {})
  const board = figures.find(({ safeguard }) => safeguard === 'notice-board')
  expect(board?.counts.missing.value).toBe(total)
  const { rows: some } = await owner.query<{ id: string }>(
    'select id from registry.project limit 20',
  )
  const ids = some.map(({ id }) => id)
  await act(office, 'safeguard.test', '990101', (tx) => refreshStandings(tx, ids))
  const plan = await look(office, async (reading) => {
    const explained = await reading.client.query<{ 'QUERY PLAN': string }>(
      `explain (costs off) select p.code from registry.project_face p
       where p.district = '990101' and p.id in (
         select s.project_id from safeguards.standing s
         where s.district = '990101' and s.safeguard = 'deposit' and s.state = any ('{missing,expired}'::text[]))
       order by p.code limit 51`,
    )
    return explained.rows.map((row) => row['QUERY PLAN']).join('\n')
  })
  expect(plan).toMatch(/standing/)
  expect(plan).not.toMatch(/Seq Scan on standing/)
}, 60_000)
