import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { cursorOf, readCursor } from '../../kernel/cursor.ts'
import type { PlainDate } from '../../kernel/day.ts'
import { fen } from '../../kernel/money.ts'
import type { PageQuery } from '../../kernel/page.ts'
import { look } from '../../platform/act.ts'
import { type Context, officeDay, type Reading, tables } from '../../platform/context.ts'
import { springFestivalFrom } from '../calendar/rules/spring-festival.ts'
import { calendarOf } from '../calendar/views.ts'
import { isPublicOwner, ownerKinds } from '../registry/rules/owner-kind.ts'
import type {
  DistrictOutlook,
  Festival,
  OutlookFilter,
  OutlookRow,
  OutlookSums,
} from './contract.ts'
import { festivalOf, type NamedColumns, outlookRowOf } from './views-rows.ts'
import { listWeeks } from './views-weeks.ts'

/** A page of projects, the largest gap first, with the sums of all that are under the filter. */
export async function listOutlooks(
  ctx: Context,
  { after, limit, ...filter }: PageQuery & OutlookFilter,
): Promise<{ rows: OutlookRow[]; next: string | null; sums: OutlookSums; festival: Festival }> {
  const day = officeDay(ctx)
  return look(ctx, async (reading) => {
    const begin = readCursor(z.tuple([z.int(), z.uuid()]), after)
    const beyond =
      begin === null
        ? sql``
        : sql`and (o.gap_fen < ${begin[0]} or (o.gap_fen = ${begin[0]} and o.project_id > ${begin[1]}::uuid))`
    const found = await sql<NamedColumns>`
      select ${outlookColumns}
      from ${kept(reading)} ${itsTask(reading, day)}
      where ${under(reading, filter)} ${beyond}
      order by o.gap_fen desc, o.project_id limit ${limit + 1}`.execute(tables(reading))
    const page = found.rows.slice(0, limit)
    const last = page.at(-1)
    return {
      rows: page.map(outlookRowOf),
      next: last && found.rows.length > limit ? cursorOf([last.gap_fen, last.project_id]) : null,
      sums: (await countOutlooks(reading, filter)).sums,
      festival: festivalOf(day, springFestivalFrom(day), await calendarOf(reading)),
    }
  })
}

const outlookColumns = sql`o.project_id, o.festival_on, o.looked_on, o.people, o.owed_fen, o.estimated_fen, o.due_fen, o.unknown_worker_months,
  o.unestimated, o.method, o.confidence, o.account_fen, o.account_on, o.labour_cost_fen, o.entered_fen, o.deposit_fen, o.money_fen, o.gap_fen,
  o.plan_id, o.planned_fen, o.kept_fen, o.late_fen, o.broken_fen, o.broken, o.next_promise_on, o.needs_plan, o.answered_on,
  p.code, p.name, p.state, t.name as town_name, k.task_id, k.task_role, k.task_place, k.task_due_on, k.task_late, k.task_unowned`

function kept({ district }: Reading): RawBuilder<unknown> {
  return sql`outlook.project_outlook o
    join registry.project_face p on p.district = ${district} and p.id = o.project_id
    left join places.town t on t.district = ${district} and t.code = p.town`
}

/** The task that asks for the project's plan, where one is not done. */
export function itsTask({ district }: Reading, day: PlainDate): RawBuilder<unknown> {
  return sql`left join lateral (
    select k.id as task_id, k.owner_role as task_role, k.owner_place as task_place, k.due_on as task_due_on,
      coalesce(k.due_on < ${day} and k.state in ('open', 'returned'), false) as task_late,
      not exists (select from people.post_holder h where h.district = ${district} and h.role = k.owner_role and h.place = k.owner_place
        and h.begins_on <= ${day} and (h.ends_on is null or h.ends_on >= ${day})) as task_unowned
    from tasks.task_face k
    where k.district = ${district} and k.about_kind = 'plan' and k.about_id = p.id::text and k.state in ('open', 'answered', 'returned')
    limit 1
  ) k on true`
}

const moneyUnknown = sql`(o.account_fen is null and o.labour_cost_fen is null and o.entered_fen = 0)`
const isUnknown = sql`(o.unestimated or (o.due_fen > 0 and ${moneyUnknown}))`

/** Finished projects that owe nothing and have promised nothing are not looked at. */
function under({ district }: Reading, filter: OutlookFilter): RawBuilder<unknown> {
  const { town, industry, owners, only } = filter
  const all = [
    sql`o.district = ${district}`,
    sql`(p.state <> 'finished' or o.due_fen > 0 or o.plan_id is not null)`,
  ]
  if (town === 'none') all.push(sql`p.town is null`)
  else if (town !== undefined) all.push(sql`p.town = ${town}`)
  if (industry !== undefined) all.push(sql`p.industry = ${industry}`)
  if (owners === 'government') {
    all.push(sql`p.owner_kind = any (${ownerKinds.filter(isPublicOwner)}::text[])`)
  }
  if (only !== undefined) all.push(onlys[only])
  return sql.join(all, sql` and `)
}

const onlys: Readonly<Record<NonNullable<OutlookFilter['only']>, RawBuilder<unknown>>> = {
  gap: sql`o.gap_fen > 0`,
  'no-plan': sql`o.needs_plan`,
  plan: sql`o.plan_id is not null`,
  broken: sql`o.broken > 0`,
  unknown: isUnknown,
}

interface Counted {
  readonly sums: OutlookSums
  readonly withGap: number
  readonly withoutPlan: number
  readonly unknown: number
  readonly waiting: number
}

/** The sums of the projects under a filter, as they are kept. */
export async function countOutlooks(reading: Reading, filter: OutlookFilter): Promise<Counted> {
  const day = officeDay(reading)
  const sumOf = (column: string) => sql`coalesce(sum(o.${sql.ref(column)}), 0)::bigint`
  const found = await sql<
    Record<keyof OutlookSums | 'withGap' | 'withoutPlan' | 'unknown' | 'waiting', number>
  >`
    select count(*) as projects, ${sumOf('owed_fen')} as "owedFen", ${sumOf('estimated_fen')} as "estimatedFen",
      ${sumOf('due_fen')} as "dueFen", ${sumOf('money_fen')} as "moneyFen", ${sumOf('gap_fen')} as "gapFen",
      ${sumOf('planned_fen')} as "plannedFen", ${sumOf('kept_fen')} as "keptFen", ${sumOf('late_fen')} as "lateFen",
      ${sumOf('broken_fen')} as "brokenFen",
      count(*) filter (where ${onlys.gap}) as "withGap", count(*) filter (where ${onlys['no-plan']}) as "withoutPlan",
      count(*) filter (where ${isUnknown}) as unknown,
      count(*) filter (where o.looked_on is distinct from ${day}) as waiting
    from ${kept(reading)} where ${under(reading, filter)}`.execute(tables(reading))
  const row = found.rows[0]
  const sum = (value: number | undefined) => fen(value ?? 0)
  return {
    sums: {
      projects: row?.projects ?? 0,
      owedFen: sum(row?.owedFen),
      estimatedFen: sum(row?.estimatedFen),
      dueFen: sum(row?.dueFen),
      moneyFen: sum(row?.moneyFen),
      gapFen: sum(row?.gapFen),
      plannedFen: sum(row?.plannedFen),
      keptFen: sum(row?.keptFen),
      lateFen: sum(row?.lateFen),
      brokenFen: sum(row?.brokenFen),
    },
    withGap: row?.withGap ?? 0,
    withoutPlan: row?.withoutPlan ?? 0,
    unknown: row?.unknown ?? 0,
    waiting: row?.waiting ?? 0,
  }
}

/** The district before the festival, of all projects that the one who looks may see. */
export async function viewOutlook(ctx: Context): Promise<DistrictOutlook> {
  const day = officeDay(ctx)
  return look(ctx, async (reading) => {
    const asOf = ctx.now.toISOString()
    const figure = <V>(value: V, only?: NonNullable<OutlookFilter['only']>) => ({
      value,
      asOf,
      rows: only === undefined ? '/outlook' : `/outlook?only=${only}`,
    })
    const counted = await countOutlooks(reading, {})
    const { sums } = counted
    const festival = festivalOf(day, springFestivalFrom(day), await calendarOf(reading))
    return {
      asOf,
      day,
      festival,
      dueFen: figure(sums.dueFen),
      owedFen: figure(sums.owedFen),
      moneyFen: figure(sums.moneyFen),
      gapFen: figure(sums.gapFen, 'gap'),
      plannedFen: figure(sums.plannedFen, 'plan'),
      keptFen: figure(sums.keptFen, 'plan'),
      brokenFen: figure(sums.brokenFen, 'broken'),
      withGap: figure(counted.withGap, 'gap'),
      withoutPlan: figure(counted.withoutPlan, 'no-plan'),
      unknown: figure(counted.unknown, 'unknown'),
      waiting: counted.waiting,
      weeks: await listWeeks(reading, festival, sums),
    }
  })
}

/** The code of the project that a task about a plan, or about a promise of one, is on; null where it is not to be seen. */
export async function findPlanProject(ctx: Context, id: string): Promise<string | null> {
  if (!z.uuid().safeParse(id).success) return null
  return look(ctx, async (reading) => {
    const { district } = reading
    const found = await sql<{ code: string }>`
      select p.code from registry.project_face p where p.district = ${district} and (p.id = ${id}::uuid
        or p.id = (select r.project_id from outlook.promise r where r.district = ${district} and r.id = ${id}::uuid))`.execute(
      tables(reading),
    )
    return found.rows[0]?.code ?? null
  })
}
