import { YearMonth, lastOf } from '../../kernel/day.ts'
import { correctionStage } from '../../kernel/correction.ts'
import { type Tx, officeDay } from '../../platform/context.ts'
import { openStage } from '../../platform/stage.ts'
import { findParameter, type Parameter } from '../places/rules/parameter.ts'
import { parametersInForce } from '../places/views.ts'
import type { Recorded } from './append-lines.ts'
import { type MonthFolded, foldedMonths } from './rules/device-months.ts'
import { shiftKeys, shiftRulesFrom } from './rules/shift.ts'
import { otherName } from './store-devices.ts'

/** Workers that are folded at a time: their punches are in memory together. */
const workersAtOnce = 500

/**
 * Folds anew what the machines of a project say of the worker-months of `device_touch` (project_id, worker_id, month), and
 * of those beside them that a night over the end of a month reaches into: from all punches that stand, of every machine and
 * every log together. Only what is other than before is written, with `changeId` as who did it. Of projects that this
 * transaction has locked.
 */
export async function foldDeviceMonths(
  tx: Tx,
  changeId: string,
  importId: string | null,
): Promise<Recorded> {
  await tx.client.query('drop table if exists device_touched')
  await tx.client.query(
    `create temporary table device_touched on commit drop as
      select distinct t.project_id, t.worker_id, to_char(to_date(t.month, 'YYYY-MM') + make_interval(months => n), 'YYYY-MM') as month
      from device_touch t cross join generate_series(-1, 1) as n`,
  )
  const parameters = await parametersInForce(tx, Object.values(shiftKeys))
  const recorded = { added: 0, superseded: 0, unchanged: 0 }
  const workers = await tx.client.query<{ project_id: string; worker_id: string }>(
    'select distinct project_id, worker_id from device_touched order by project_id, worker_id',
  )
  for (let at = 0; at < workers.rows.length; at += workersAtOnce) {
    const some = workers.rows.slice(at, at + workersAtOnce)
    const months = await readPunches(tx, some)
    const rows = foldedMonths(months, shiftOf(parameters, tx))
    const done = await recordFolded(tx, { changeId, importId, some, rows })
    recorded.added += done.added
    recorded.superseded += done.superseded
  }
  return recorded
}

/** By the figures as they held when the month ended, so that it does not matter when a log comes; else as they hold today. */
function shiftOf(parameters: readonly Parameter[], tx: Tx) {
  const known = new Map<YearMonth, ReturnType<typeof shiftRulesFrom>>()
  return (month: YearMonth) => {
    const before = known.get(month)
    if (before !== undefined) return before
    const end = lastOf(month)
    const holds = findParameter(parameters, shiftKeys.count, tx.district, end) !== null
    const rules = shiftRulesFrom(parameters, tx.district, holds ? end : officeDay(tx))
    known.set(month, rules)
    return rules
  }
}

interface PunchRow {
  project_id: string
  worker_id: string
  month: string
  punches: number[]
  import_id: string
  sheet: number
  row: number
}

/** The punches of the workers in the touched months and in those beside, every log's. */
async function readPunches(tx: Tx, workers: readonly { project_id: string; worker_id: string }[]) {
  const found = await tx.client.query<PunchRow>(
    `select t.project_id, t.worker_id, m.month, m.punches, m.import_id, m.sheet, m.row
      from unnest($2::uuid[], $3::uuid[]) as k (project_id, worker_id)
      join labour.device_user_face t on t.district = $1 and t.project_id = k.project_id and t.worker_id = k.worker_id
      join labour.worker w on w.district = $1 and w.id = t.worker_id
      join labour.device_month m on m.district = $1 and m.project_id = t.project_id and m.device = t.device and m.user_no = t.user_no
        and not m.withdrawn and not ${otherName('m', 't', 'w')}
      where exists (
        select from device_touched d where d.project_id = k.project_id and d.worker_id = k.worker_id
          and m.month between to_char(to_date(d.month, 'YYYY-MM') - interval '1 month', 'YYYY-MM')
            and to_char(to_date(d.month, 'YYYY-MM') + interval '1 month', 'YYYY-MM'))
      order by t.project_id, t.worker_id, m.month, m.import_id, m.sheet, m.row`,
    [tx.district, workers.map((one) => one.project_id), workers.map((one) => one.worker_id)],
  )
  return found.rows.map((row) => ({
    projectId: row.project_id,
    workerId: row.worker_id,
    month: YearMonth.parse(row.month),
    punches: row.punches,
    from: { importId: row.import_id, sheet: row.sheet, row: row.row },
  }))
}

interface Folding {
  readonly changeId: string
  readonly importId: string | null
  readonly some: readonly { project_id: string; worker_id: string }[]
  readonly rows: readonly MonthFolded[]
}

const said = ['present', 'minutes', 'days_present', 'minutes_total', 'standing'] as const

async function recordFolded(tx: Tx, { changeId, importId, some, rows }: Folding) {
  await tx.client.query('drop table if exists device_folded')
  await tx.client.query(
    `create temporary table device_folded on commit drop as
      select d.project_id, d.worker_id, d.month, coalesce(f.present, repeat('0', 31))::bit(31) as present, coalesce(f.minutes, '{}')::smallint[] as minutes,
        coalesce(f.days_present, 0)::smallint as days_present, coalesce(f.minutes_total, 0) as minutes_total,
        f.import_id, f.sheet::smallint, f.row, f.project_id is not null as standing, e.team_id
      from device_touched d
      join unnest($2::uuid[], $3::uuid[]) as k (project_id, worker_id) on k.project_id = d.project_id and k.worker_id = d.worker_id
      left join jsonb_to_recordset($4::jsonb) as f (project_id uuid, worker_id uuid, month text, present text, minutes smallint[],
        days_present smallint, minutes_total integer, import_id uuid, sheet integer, row integer)
        on f.project_id = d.project_id and f.worker_id = d.worker_id and f.month = d.month
      left join labour.engagement e on e.district = $1 and e.project_id = d.project_id and e.worker_id = d.worker_id`,
    [
      tx.district,
      some.map((one) => one.project_id),
      some.map((one) => one.worker_id),
      JSON.stringify(rows.map(recordOf)),
    ],
  )
  const same = `d.project_id = f.project_id and d.worker_id = f.worker_id and d.month = f.month`
  const differs = `(${said.map((one) => `d.${one}`).join(', ')}) is distinct from (${said.map((one) => `f.${one}`).join(', ')})`
  if (importId !== null) await noteChanged(tx, importId, `${same} and ${differs}`)
  const changed = await tx.client.query<{ came: boolean }>(
    `with before as (
        select d.project_id, d.worker_id, d.month, d.standing from labour.device_attendance d join device_folded f on ${same} where d.district = $1
      )
      update labour.device_attendance d set ${said.map((one) => `${one} = f.${one}`).join(', ')}, team_id = f.team_id, changed_by = $2,
        import_id = coalesce(f.import_id, d.import_id), sheet = coalesce(f.sheet, d.sheet), row = coalesce(f.row, d.row)
      from device_folded f join before b using (project_id, worker_id, month)
      where d.district = $1 and ${same} and ${differs}
      returning not b.standing as came`,
    [tx.district, changeId],
  )
  const inserted = await tx.client.query(
    `insert into labour.device_attendance (district, project_id, month, worker_id, team_id, present, minutes, days_present, minutes_total,
        import_id, sheet, row, changed_by, standing)
      select $1, f.project_id, f.month, f.worker_id, f.team_id, f.present, f.minutes, f.days_present, f.minutes_total, f.import_id, f.sheet, f.row, $2, true
      from device_folded f
      where f.standing and not exists (
        select from labour.device_attendance d where d.district = $1 and ${same})
      order by f.project_id, f.month, f.worker_id`,
    [tx.district, changeId],
  )
  const came = changed.rows.filter((row) => row.came).length
  return { added: (inserted.rowCount ?? 0) + came, superseded: changed.rows.length - came }
}

function recordOf(one: MonthFolded) {
  return {
    project_id: one.projectId,
    worker_id: one.workerId,
    month: one.month,
    present: one.present,
    minutes: one.minutes,
    days_present: one.daysPresent,
    minutes_total: one.minutesTotal,
    import_id: one.from.importId,
    sheet: one.from.sheet,
    row: one.from.row,
  }
}

/** What a log puts in the place of what the machines had said, where no sheet states the worker-month. */
async function noteChanged(tx: Tx, importId: string, changed: string): Promise<void> {
  await openStage(tx, correctionStage)
  await tx.client.query(
    `insert into line_correction (import_id, sheet, row, project_id, worker_id, month, field, before, after)
      select $2, coalesce(f.sheet, d.sheet), coalesce(f.row, d.row), d.project_id, d.worker_id, d.month, v.field, v.before, v.after
      from labour.device_attendance d join device_folded f on ${changed}
      cross join lateral (values ('days_present', d.days_present::text, f.days_present::text),
        ('minutes_total', d.minutes_total::text, f.minutes_total::text)) as v (field, before, after)
      where d.district = $1 and d.standing and v.before is distinct from v.after
        and not exists (select from labour.attendance_month l where l.district = $1 and l.project_id = d.project_id
          and l.month = d.month and l.worker_id = d.worker_id and l.superseded_by is null)`,
    [tx.district, importId],
  )
}
