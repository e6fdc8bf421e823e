import { type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import { cursorOf, readCursor } from '../../kernel/cursor.ts'
import { fen } from '../../kernel/money.ts'
import type { PageQuery } from '../../kernel/page.ts'
import { Refused } from '../../kernel/refusal.ts'
import { sentence } from '../../kernel/words.ts'
import { look } from '../../platform/act.ts'
import { type Context, officeDay, type Reading, tables } from '../../platform/context.ts'
import { parametersInForce } from '../places/views.ts'
import type { Industry } from '../registry/rules/industry.ts'
import { matchingName } from '../registry/rules/matching-name.ts'
import type { OwnerKind } from '../registry/rules/owner-kind.ts'
import { findProjectId } from '../registry/views.ts'
import type { ClassFilter, ClassRow, Standing } from './contract.ts'
import {
  type ClassParameters,
  classParametersFor,
  type Criterion,
  type RiskClass,
} from './rules/class.ts'
import { standardItems } from './rules/standard.ts'
import type { RegisterTables, StandingColumns } from './tables.ts'
import { becauseText, registerWords } from './words.ts'

interface OfProject {
  id: string
  code: string
  name: string
  town_name: string | null
  owner_kind: OwnerKind
  industry: Industry
}

type Maybe<T> = { [K in keyof T]: T[K] | null }
type FoundClass = OfProject & Maybe<Omit<StandingColumns, 'district' | 'project_id'>>

interface FoundRow extends FoundClass {
  rank: number
  sum: number
  grade: RiskClass | null
  entry_id: string | null
}

const Cursor = z.tuple([z.int(), z.int(), z.string()])

/** Every project by class, the most overdue of a class first. */
export async function listClasses(
  ctx: Context,
  { after, limit, class: of, how, ...filter }: PageQuery & ClassFilter,
): Promise<{ rows: ClassRow[]; next: string | null; counts: Record<RiskClass, number> }> {
  const begin = readCursor(Cursor, after)
  return look(ctx, async (reading) => {
    const beyond =
      begin === null
        ? sql<SqlBool>`true`
        : sql<SqlBool>`(rank, -sum, code) > (${begin[0]}::integer, ${-begin[1]}::bigint, ${begin[2]}::text collate "C")`
    const under = [
      ...projectsUnder(filter),
      ...(of === undefined ? [] : [ofClass(of)]),
      ...(how === undefined ? [] : [sql<SqlBool>`coalesce(s.how, 'rule') = ${how}`]),
    ]
    const found = await sql<FoundRow>`
      with ranked as (
        select p.id, p.code collate "C" as code, (case s.class when 'A' then 1 when 'B' then 2 else 3 end) as rank,
          coalesce(s.overdue_fen, 0)::bigint as sum
        from registry.project_face p ${of === 'A' || of === 'B' ? sql`` : sql`left`} join register.standing s on s.district = p.district and s.project_id = p.id
        where p.district = ${reading.district} and ${sql.join(under, sql` and `)}
      ), page as (
        select * from ranked where ${beyond} order by rank, -sum, code limit ${limit + 1}
      )
      select a.rank, a.sum, ${classColumns}, g.grade, e.id as entry_id
      from page a
      join registry.project_face p on p.district = ${reading.district} and p.id = a.id
      ${classJoins}
      left join lateral (
        select c.grade from register.standard_check c where c.district = p.district and c.project_id = p.id and c.withdrawn_at is null
        order by c.checked_on desc, c.id desc limit 1
      ) g on true
      left join register.entry e on e.district = p.district and e.project_id = p.id and e.state <> 'signed-off'
      order by a.rank, -a.sum, a.code`.execute(tables(reading))
    const page = found.rows.slice(0, limit)
    const last = page.at(-1)
    return {
      rows: page.map(rowOf),
      next: found.rows.length > limit && last ? cursorOf([last.rank, last.sum, last.code]) : null,
      counts: await countClasses(reading, filter),
    }
  })
}

function ofClass(of: RiskClass) {
  return of === 'C' ? sql<SqlBool>`coalesce(s.class, 'C') = 'C'` : sql<SqlBool>`s.class = ${of}`
}

function projectsUnder({ search, town }: Pick<ClassFilter, 'search' | 'town'>) {
  const key = matchingName(search ?? '')
  const like = `%${key.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  return [
    sql<SqlBool>`true`,
    ...(key === '' ? [] : [sql<SqlBool>`(p.name_key like ${like} or p.code like ${like})`]),
    ...(town === undefined ? [] : [sql<SqlBool>`p.town = ${town}`]),
  ]
}

async function countClasses(
  reading: Reading,
  filter: Pick<ClassFilter, 'search' | 'town'>,
): Promise<Record<RiskClass, number>> {
  const found = await sql<Record<RiskClass, number>>`
    select count(*) filter (where s.class = 'A') as "A", count(*) filter (where s.class = 'B') as "B",
      count(*) filter (where coalesce(s.class, 'C') = 'C') as "C"
    from registry.project_face p left join register.standing s on s.district = p.district and s.project_id = p.id
    where p.district = ${reading.district} and ${sql.join(projectsUnder(filter), sql` and `)}`.execute(
    tables(reading),
  )
  return found.rows[0] ?? { A: 0, B: 0, C: 0 }
}

const classColumns = sql`p.id, p.code, p.name, p.owner_kind, p.industry, t.name as town_name, s.rule_class, s.rule_because,
  s.points_tenths, s.gravest, s.matters, s.people, s.overdue_fen, s.balance_fen, s.word_class, s.word_by_name, s.word_reason, s.word_on,
  s.class, s.how, s.since`

const classJoins = sql`
  left join places.town t on t.district = p.district and t.code = p.town
  left join register.standing s on s.district = p.district and s.project_id = p.id`

function rowOf(row: FoundRow): ClassRow {
  return {
    projectId: row.id,
    ...projectOf(row),
    class: row.class ?? 'C',
    how: row.how ?? 'rule',
    since: row.since,
    ruleClass: row.rule_class ?? 'C',
    reason: reasonOf(row),
    points: (row.points_tenths ?? 0) / 10,
    people: row.people ?? 0,
    overdueFen: fen(row.overdue_fen ?? 0),
    standardGrade: row.grade,
    entryId: row.entry_id,
  }
}

function projectOf(row: OfProject) {
  return {
    projectCode: row.code,
    projectName: row.name,
    town: row.town_name,
    ownerKind: row.owner_kind,
    industry: row.industry,
  }
}

/** Why it is of its class, in one line. */
function reasonOf({ word_class, word_by_name, word_reason, rule_because }: FoundClass): string {
  if (word_class !== null) {
    const values = { name: word_by_name ?? '', reason: word_reason ?? '' }
    return sentence(registerWords, 'register.because-word', values)
  }
  const because = rule_because ?? []
  if (because.length === 0) return sentence(registerWords, 'register.because-nothing')
  return because.map(becauseText).join('；')
}

export async function viewStanding(ctx: Context, { code }: { code: string }): Promise<Standing> {
  return look(ctx, async (reading) => readStanding(reading, await findProjectId(reading, code)))
}

/** How one project stands, by rule, by word and by its standard. */
export async function readStanding(ctx: Context, projectId: string): Promise<Standing> {
  return look(ctx, async (reading) => {
    const found = await sql<FoundClass>`
      select ${classColumns} from registry.project_face p ${classJoins}
      where p.district = ${reading.district} and p.id = ${projectId}`.execute(tables(reading))
    const [row] = found.rows
    if (row === undefined) {
      throw new Refused({ code: 'register.no-such-project', kind: 'not-found' })
    }
    const rows = await parametersInForce(reading)
    const parameters = classParametersFor(rows, reading.district, officeDay(reading))
    const now = row.class ?? 'C'
    return {
      projectId: row.id,
      ...projectOf(row),
      class: now,
      how: row.how ?? 'rule',
      since: row.since,
      ruleClass: row.rule_class ?? 'C',
      because: (row.rule_because ?? []).map((one) => ({
        what: one.what,
        message: becauseText(one),
        mark: markOf(parameters, row.rule_class ?? 'C', one.what),
      })),
      word: wordOf(row),
      points: (row.points_tenths ?? 0) / 10,
      gravest: row.gravest,
      matters: row.matters ?? 0,
      people: row.people ?? 0,
      overdueFen: fen(row.overdue_fen ?? 0),
      balanceFen: row.balance_fen === null ? null : fen(row.balance_fen),
      checkDays: parameters.checkDays[now].value,
      checkDaysMark: parameters.checkDays[now].mark,
      standard: await standardOf(reading, projectId),
      entryId: await liveEntryOf(reading, projectId),
      classEvents: await classEventsOf(reading, projectId),
    }
  })
}

function markOf({ a, b }: ClassParameters, of: RiskClass, what: Criterion) {
  const thresholds = of === 'A' ? a : b
  switch (what) {
    case 'points':
      return thresholds.points.mark
    case 'overdue':
      return thresholds.overdueYuan.mark
    case 'people':
      return thresholds.people.mark
    case 'level':
      return thresholds.level.mark
  }
}

function wordOf({ word_class, word_by_name, word_reason, word_on }: FoundClass): Standing['word'] {
  if (word_class === null || word_reason === null || word_on === null) return null
  return { class: word_class, byName: word_by_name ?? '', reason: word_reason, on: word_on }
}

async function standardOf(reading: Reading, projectId: string): Promise<Standing['standard']> {
  const found = await tables<RegisterTables>(reading)
    .selectFrom('register.standard_check')
    .selectAll()
    .where('district', '=', reading.district)
    .where('project_id', '=', projectId)
    .where('withdrawn_at', 'is', null)
    .orderBy('checked_on', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (found === undefined) return null
  const { grade, met, checked_on: checkedOn, actor_name: byName, organisation } = found
  return { grade, met, of: standardItems.length, checkedOn, byName, organisation }
}

async function liveEntryOf(reading: Reading, projectId: string): Promise<string | null> {
  const found = await tables<RegisterTables>(reading)
    .selectFrom('register.entry')
    .select('id')
    .where('district', '=', reading.district)
    .where('project_id', '=', projectId)
    .where('state', '<>', 'signed-off')
    .executeTakeFirst()
  return found?.id ?? null
}

/** A project's class seldom turns; more than these are not shown. */
const mostEvents = 200

async function classEventsOf(
  reading: Reading,
  projectId: string,
): Promise<Standing['classEvents']> {
  const found = await tables<RegisterTables>(reading)
    .selectFrom('register.class_event')
    .selectAll()
    .where('district', '=', reading.district)
    .where('project_id', '=', projectId)
    .orderBy('id', 'desc')
    .limit(mostEvents)
    .execute()
  return found.map((event) => ({
    id: event.id,
    message: sentence(registerWords, `register.class-event-${event.how}`, {
      from: event.from_class,
      to: event.to_class,
    }),
    reason: event.reason,
    actorName: event.actor_name,
    happenedOn: event.happened_on,
  }))
}
