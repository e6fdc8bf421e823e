import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { hearers } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { openHouse } from '../src/house.ts'
import { demoDistrict } from '../src/kernel/district.ts'
import { openDistrict } from '../src/modules/places/open-district.ts'
import { shipParameters } from '../src/modules/places/ship-parameters.ts'
import { createProject } from '../src/modules/registry/create-project.ts'
import { aPaySheet } from '../src/modules/wages/fixtures.ts'
import { wagesHears } from '../src/modules/wages/hears.ts'
import { refreshLedger } from '../src/modules/wages/refresh-ledger.ts'
import { act } from '../src/platform/act.ts'
import type { Context } from '../src/platform/context.ts'
import { hearersOf } from '../src/platform/hearing.ts'
import { systemContext } from '../src/platform/system.ts'
import { floorLedger, personOf } from './facts.ts'
import type { Result } from './result.ts'

const sizes = [100_000, 2_000_000]
const workersEach = 100
const months = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10'].map(
  (at) => `2026-${at}`,
)
const monthsEach = workersEach * months.length
/** As many projects a transaction as a recomputing takes. */
const projectsAtOnce = 50

/**
 * Worker-months folded anew from four witnesses (roster, attendance, pay sheet, bank return), all of them standing lines: the
 * ledger alone, and with every rule on. Beside one statement that only joins and sums the four, into a table of the ledger's
 * shape, in the same run. `scale` makes it smaller, to see that it works.
 */
export async function* benchReconcile(scale: number): AsyncGenerator<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'huxin-bench-reconcile-'))
  const environment = {
    ...process.env,
    HUXIN_DATA: join(folder, 'data'),
    DATABASE_URL: '',
    LOG_LEVEL: 'error',
  }
  const house = await openHouse(readConfig(environment), { name: 'huxin bench', hearers })
  const owner = new pg.Client({ connectionString: house.ownerUrl })
  try {
    await owner.connect()
    const now = new Date('2026-11-24T02:00:00Z')
    const quiet = { ...house.platform, hearers: hearersOf([]) }
    const ledgerOnly = { ...house.platform, hearers: hearersOf(wagesHears) }
    const ctx = systemContext(house.platform, demoDistrict, now)
    await openDistrict(ctx, { code: demoDistrict, name: '示范区', demo: true, towns: [] })
    await shipParameters(house.platform, now)
    const ids: string[] = []
    for (const size of sizes) {
      const projects = Math.max(1, Math.round((size * scale) / monthsEach))
      await fill(systemContext(ledgerOnly, demoDistrict, now), ids, projects)
      await owner.query('vacuum analyze')
      const rows = projects * monthsEach
      const floor = await floorOf(owner)
      yield resultOf(
        'the ledger from four witnesses',
        rows,
        await reconcile(ctx, quiet, ids),
        floor,
      )
      const withRules = await reconcile(ctx, house.platform, ids)
      yield resultOf('the same, with every rule on', rows, withRules, floor)
      await mustBeRight(owner, rows)
    }
  } finally {
    await owner.end()
    await house.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Up to so many projects: on the roster, there 26 days a month, due 6,000 yuan, paid by the bank; one in ten is not paid. */
async function fill(ctx: Context, ids: string[], projects: number): Promise<void> {
  for (let project = ids.length; project < projects; project += 1) {
    const { id } = await createProject(ctx, {
      code: `BENCH-${project}`,
      name: `测算工程${project}`,
      town: null,
      ownerKind: 'private',
      state: 'building',
      permitNumber: null,
      platformNumber: null,
      payDay: null,
      begunOn: null,
      participants: [],
    })
    const people = Array.from({ length: workersEach }, (_, at) => at)
    const each = months.flatMap((month) => people.map((person) => ({ person, month })))
    await aPaySheet(ctx, {
      projectId: id,
      persons: people.map((at) => personOf(project * workersEach + at)),
      roster: people.map((person) => ({ person, enteredOn: '2026-01-01' })),
      attendance: each.map((one) => ({ ...one, days: 26 })),
      pay: each.map((one) => ({ ...one, dueFen: 600_000, netFen: 600_000 })),
      returns: each
        .filter(({ person }) => person % 10 > 0)
        .map((one) => ({ ...one, paidOn: `${one.month}-28`, amountFen: 600_000 })),
    })
    ids.push(id)
  }
}

async function reconcile(
  ctx: Context,
  platform: Context['platform'],
  ids: readonly string[],
): Promise<number> {
  const begun = performance.now()
  for (let from = 0; from < ids.length; from += projectsAtOnce) {
    const some = ids.slice(from, from + projectsAtOnce)
    await act({ ...ctx, platform }, 'project-state.recompute', ctx.district, (tx) =>
      refreshLedger(tx, 'project', some, 0),
    )
  }
  return (performance.now() - begun) / 1_000
}

/** The least that must be done: the four joined and summed, and written. */
async function floorOf(owner: pg.Client): Promise<number> {
  await owner.query('drop schema if exists floor cascade')
  await owner.query('create schema floor')
  await owner.query(floorLedger)
  const begun = performance.now()
  await owner.query(`
    insert into floor.ledger (district, project_id, worker_id, month, pay_on, attended, days_present, minutes, workdays_hundredths, due_basis,
      due_fen, deducted_fen, paid_on_time_fen, paid_late_fen, owed_fen)
    select district, project_id, worker_id, month, date '2026-01-01', coalesce(a.days, 0) > 0, coalesce(a.days, 0), 0, coalesce(a.days, 0) * 100,
      'pay-line', coalesce(p.due, 0), coalesce(p.deducted, 0), coalesce(r.paid, 0), 0,
      greatest(0, coalesce(p.due, 0) - coalesce(p.deducted, 0) - coalesce(r.paid, 0))
    from (select district, project_id, worker_id, month, sum(days_present)::smallint as days from labour.attendance_month
        where superseded_by is null group by 1, 2, 3, 4) a
    full join (select district, project_id, worker_id, month, sum(due_fen)::bigint as due, sum(deducted_fen)::bigint as deducted from wages.pay_line
        where superseded_by is null and kind = 'ordinary' group by 1, 2, 3, 4) p using (district, project_id, worker_id, month)
    full join (select district, project_id, worker_id, counts_for as month, sum(amount_fen)::bigint as paid from wages.bank_return
        where superseded_by is null and outcome = 'paid' group by 1, 2, 3, 4) r using (district, project_id, worker_id, month)
    left join labour.engagement e using (district, project_id, worker_id)`)
  return (performance.now() - begun) / 1_000
}

/** What was folded is what the floor has summed, to the fen. */
async function mustBeRight(owner: pg.Client, rows: number): Promise<void> {
  const found = await owner.query<{ ledger: number; differ: number }>(`
    select (select count(*)::integer from wages.ledger) as ledger, (select count(*)::integer from wages.ledger l
      full join floor.ledger f using (district, project_id, worker_id, month)
      where (l.due_fen, l.owed_fen, l.days_present) is distinct from (f.due_fen, f.owed_fen, f.days_present)) as differ`)
  const { ledger, differ } = found.rows[0] ?? { ledger: 0, differ: 0 }
  if (ledger !== rows || differ > 0) {
    throw new Error(`${ledger} worker-months for ${rows}, ${differ} of them differ from the floor.`)
  }
}

function resultOf(name: string, rows: number, seconds: number, floor: number): Result {
  return {
    bench: 'reconcile',
    case: name,
    rows,
    seconds,
    perSecond: rows / seconds,
    floor: { what: 'one statement that joins and sums the four', seconds: floor },
    ratio: seconds / floor,
  }
}
