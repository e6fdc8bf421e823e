import { createReadStream, createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { basename } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { hearers } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { openHouse } from '../src/house.ts'
import { demoDistrict } from '../src/kernel/district.ts'
import { openReaders } from '../src/modules/recognition/readers.ts'
import { type HandedInNext, takeIn } from '../src/modules/exchange/take-in.ts'
import { openDistrict } from '../src/modules/places/open-district.ts'
import { shipParameters } from '../src/modules/places/ship-parameters.ts'
import { createProject } from '../src/modules/registry/create-project.ts'
import { listDistrictsAcross } from '../src/modules/places/views.ts'
import { everywhere, systemContext } from '../src/platform/system.ts'
import { projectCode, projects } from './pay-csv.ts'

/*
 * Takes files in as the server does, in a process that does nothing else, and prints what it cost. With `floor` the
 * database's own least work on the same rows is timed after it.
 */

const thisImport = `(select id from exchange.source_file where state = 'committed' order by committed_at desc, id desc limit 1)`

const payFloor = {
  rows: `select district, project_id, worker_id, team_id, month, kind, due_fen, due_stated, deducted_fen, net_fen,
      workdays_hundredths, card_value, paid_on, place
    from wages.pay_line where import_id = ${thisImport} order by sheet, row`,
  columns: `district text collate "C", project_id uuid, worker_id uuid, team_id uuid, month text collate "C", kind text, due_fen bigint,
    due_stated boolean, deducted_fen bigint, net_fen bigint, workdays_hundredths integer, card_value uuid, paid_on date, place text`,
  fold: `insert into floor.ledger (district, project_id, worker_id, month, pay_on, attended, days_present, minutes, workdays_hundredths,
      due_basis, due_fen, deducted_fen, paid_on_time_fen, paid_late_fen, owed_fen)
    select district, project_id, worker_id, month, date '2025-02-20', true, 0, 0, sum(workdays_hundredths), 'pay-line', sum(due_fen),
      sum(deducted_fen), sum(net_fen), 0, greatest(0, sum(due_fen) - sum(deducted_fen) - sum(net_fen))
    from resolved group by district, project_id, worker_id, month
    on conflict (district, project_id, worker_id, month) do update set due_fen = excluded.due_fen, deducted_fen = excluded.deducted_fen,
      paid_on_time_fen = excluded.paid_on_time_fen, owed_fen = excluded.owed_fen`,
}

const attendanceFloor = {
  rows: `select a.district, a.project_id, a.worker_id, a.team_id, a.month, d.day, d.minutes
    from labour.attendance_month a, unnest(a.minutes) with ordinality as d (minutes, day)
    where a.import_id = ${thisImport} and d.minutes > 0 order by d.day, a.sheet, a.row`,
  columns: `district text collate "C", project_id uuid, worker_id uuid, team_id uuid, month text collate "C", day integer, minutes integer`,
  fold: `insert into floor.ledger (district, project_id, worker_id, month, pay_on, attended, days_present, minutes, workdays_hundredths,
      due_basis, due_fen, deducted_fen, paid_on_time_fen, paid_late_fen, owed_fen)
    select district, project_id, worker_id, month, date '2025-04-20', true, count(*), sum(minutes), sum(minutes) * 100 / 480, 'unknown',
      0, 0, 0, 0, 0
    from resolved group by district, project_id, worker_id, month
    on conflict (district, project_id, worker_id, month) do update set attended = true, days_present = excluded.days_present,
      minutes = excluded.minutes, workdays_hundredths = excluded.workdays_hundredths`,
}

const [withFloor, ...files] = process.argv.slice(2)
const [file = ''] = files
const house = await openHouse(readConfig(process.env), { name: 'huxin bench', hearers })
const ctx = systemContext(house.platform, demoDistrict, new Date())
await prepare()
const owner = new pg.Client({ connectionString: house.ownerUrl })
await owner.connect()
if (withFloor === 'floor') await keepLedger()
const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()
const begun = performance.now()
const readers = openReaders(house.platform.keys, demoDistrict)
for (const [at, path] of files.entries()) {
  const { name, content } = handedIn(path)
  const following = files[at + 1]
  const next = following === undefined ? null : handedIn(following)
  await takeIn(ctx, readers, { name, projectId: null }, content(), next)
}
const seconds = (performance.now() - begun) / 1_000
delay.disable()
readers.drop()
const rssMb = process.resourceUsage().maxRSS / 1_024
const floorSeconds = withFloor === 'floor' ? await floor() : null
const counted = await owner.query<{ rows: number }>(
  'select count(*)::int as rows from wages.ledger',
)
await owner.end()
await house.close()
process.stdout.write(
  JSON.stringify({
    seconds,
    rssMb,
    stallMs: delay.max / 1e6,
    floorSeconds,
    ledgerRows: counted.rows[0]?.rows ?? 0,
  }),
)

function handedIn(path: string): HandedInNext {
  const content = () => createReadStream(path, { highWaterMark: 262_144 })
  return { ctx, name: basename(path), content }
}

async function prepare(): Promise<void> {
  await shipParameters(house.platform, ctx.now)
  const open = await listDistrictsAcross({ ...ctx, scope: everywhere })
  if (open.length > 0) return
  await openDistrict(ctx, { code: demoDistrict, name: '示范区', demo: true, towns: [] })
  for (let nth = 0; nth < projects; nth += 1) {
    await createProject(ctx, {
      code: projectCode(nth),
      name: `测算项目 ${nth + 1}`,
      town: null,
      ownerKind: 'unknown',
      state: 'building',
      permitNumber: null,
      platformNumber: null,
      payDay: 20,
      begunOn: null,
      participants: [],
    })
  }
}

/** The ledger as it was before the file, in a table of the same columns, keys and indexes. */
async function keepLedger(): Promise<void> {
  await owner.query(`drop schema if exists floor cascade; create schema floor;
    create table floor.ledger (like wages.ledger including all);
    alter table floor.ledger alter column sure_workdays_hundredths set default 0;
    insert into floor.ledger select * from wages.ledger; analyze floor.ledger`)
}

/**
 * What the database must do at the least: copy rows that are resolved and encrypted already, and fold them into the
 * ledger with one statement. No reading of csv, no lines kept, no rules.
 */
async function floor(): Promise<number> {
  const kind = basename(file).startsWith('pay') ? payFloor : attendanceFloor
  const resolved = `${file}.resolved`
  await pipeline(owner.query(copyTo(`copy (${kind.rows}) to stdout`)), createWriteStream(resolved))
  await owner.query('checkpoint')
  const begunAt = performance.now()
  await owner.query('begin')
  await owner.query(`create temporary table resolved (${kind.columns}) on commit drop`)
  await pipeline(createReadStream(resolved), owner.query(copyFrom('copy resolved from stdin')))
  await owner.query(kind.fold)
  await owner.query('commit')
  const took = (performance.now() - begunAt) / 1_000
  await rm(resolved)
  return took
}
