import { type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import { cursorOf, readCursor } from '../../kernel/cursor.ts'
import { addMonths, day, type PlainDate } from '../../kernel/day.ts'
import { fen } from '../../kernel/money.ts'
import type { PageQuery } from '../../kernel/page.ts'
import { look } from '../../platform/act.ts'
import { type Context, officeDay, type Reading, tables } from '../../platform/context.ts'
import type { OwnerKind } from '../registry/rules/owner-kind.ts'
import { warningTitle } from '../risk/words.ts'
import type {
  FirmRow,
  Period,
  StepTaken,
  ZeroToleranceFilter,
  ZeroToleranceRow,
} from './contract-lists.ts'
import { type RiskClass, riskClasses } from './rules/class.ts'
import { publicOwners } from './views-entries.ts'
import { stepMessage } from './words.ts'

interface FoundPublic {
  id: string
  code: string
  name: string
  town_name: string | null
  owner_kind: OwnerKind
  class: RiskClass
  found_on: PlainDate
  rules: string[]
  people: number
  overdue_fen: number
  open_matters: number
  matters: number
  entry_id: string | null
  is_open: boolean
  steps_taken: number
}

const Cursor = z.tuple([z.boolean(), z.iso.date(), z.string()])

/**
 * Projects whose owner is a government or a state-owned firm, of which anything was found: what, and what was done by whom.
 * Those that are not done first, the last found first.
 */
export async function listZeroTolerance(
  ctx: Context,
  { after, limit, state, owner, only }: PageQuery & ZeroToleranceFilter,
) {
  const begin = readCursor(Cursor, after)
  return look(ctx, async (reading) => {
    const under = [
      ...(state === 'all' ? [] : [state === 'open' ? isOpen : sql<SqlBool>`not is_open`]),
      ...(owner === undefined ? [] : [sql<SqlBool>`owner_kind like ${`${owner}-%`}`]),
      ...(only === 'nothing' ? [nothingDone] : []),
      ...(begin === null
        ? []
        : [
            sql<SqlBool>`(not is_open, '9999-12-31'::date - found_on, code) > (${!begin[0]}, '9999-12-31'::date - ${begin[1]}::date, ${begin[2]}::text collate "C")`,
          ]),
    ]
    const found = await sql<FoundPublic>`
      with ${publicFound(reading)}
      select * from found where ${under.length === 0 ? sql`true` : sql.join(under, sql` and `)}
      order by not is_open, '9999-12-31'::date - found_on, code limit ${limit + 1}`.execute(
      tables(reading),
    )
    const page = found.rows.slice(0, limit)
    const last = page.at(-1)
    const steps = await lastSteps(
      reading,
      page.map(({ id }) => id),
    )
    return {
      rows: page.map((row) => publicRowOf(row, steps.get(row.id) ?? [])),
      next:
        found.rows.length > limit && last
          ? cursorOf([last.is_open, last.found_on, last.code])
          : null,
      counts: await countPublic(reading),
    }
  })
}

const isOpen = sql<SqlBool>`is_open`
/** Only what somebody did counts: that a rule gave out work is no deed. */
const nothingDone = sql<SqlBool>`(is_open and steps_taken = 0)`
const deeds = sql`('answered', 'returned', 'closed', 'reopened', 'reassigned', 'limit-changed', 'urged')`
/** A person always has an organisation; the program has none. */
const byPerson = sql`k.organisation <> ''`

function publicFound({ district }: Reading) {
  return sql`found as (
    select p.id, p.code collate "C" as code, p.name, t.name as town_name, p.owner_kind, coalesce(s.class, 'C') as class,
      least(m.found_on, e.found_on) as found_on, coalesce(m.rules, '{}') as rules, coalesce(s.people, 0) as people,
      coalesce(s.overdue_fen, 0)::bigint as overdue_fen, coalesce(m.open_matters, 0)::integer as open_matters,
      coalesce(m.matters, 0)::integer as matters, e.entry_id,
      coalesce(m.open_matters, 0) > 0 or e.entry_id is not null as is_open,
      (select count(*) from tasks.task_step k where k.district = ${district} and k.project_id = p.id
        and k.about_kind in ('matter', 'register-entry') and k.kind in ${deeds} and ${byPerson})::integer as steps_taken
    from registry.project_face p
    left join places.town t on t.district = p.district and t.code = p.town
    left join register.standing s on s.district = p.district and s.project_id = p.id
    left join lateral (
      select min(a.opened_on) as found_on, array_agg(distinct a.rule) as rules, count(*) as matters,
        count(*) filter (where a.state = 'open') as open_matters
      from risk.matter_face a where a.district = ${district} and a.project_id = p.id
    ) m on true
    left join lateral (
      select min(n.opened_on) as found_on, (array_agg(n.id) filter (where n.state <> 'signed-off'))[1] as entry_id
      from register.entry n where n.district = ${district} and n.project_id = p.id
    ) e on true
    where p.district = ${district} and p.owner_kind = any (${publicOwners}::text[]) and (m.matters > 0 or e.found_on is not null)
  )`
}

async function countPublic(reading: Reading) {
  const found = await sql<{ found: number; open: number; nothing: number; unknown: number }>`
    with ${publicFound(reading)}
    select count(*) as found, count(*) filter (where is_open) as open, count(*) filter (where ${nothingDone}) as nothing,
      (select count(*) from registry.project_face p where p.district = ${reading.district} and p.owner_kind = 'unknown') as unknown
    from found`.execute(tables(reading))
  const [row] = found.rows
  return {
    found: row?.found ?? 0,
    open: row?.open ?? 0,
    nothing: row?.nothing ?? 0,
    unknownOwner: row?.unknown ?? 0,
  }
}

const stepsShown = 4

/** The last deeds about each project's matters and entry, the newest first. */
async function lastSteps(
  reading: Reading,
  projectIds: readonly string[],
): Promise<Map<string, StepTaken[]>> {
  const found = await sql<{
    project_id: string
    kind: string
    words: string | null
    title: string
    actor_name: string
    organisation: string
    happened_on: PlainDate
  }>`
    select c.project_id, k.kind, k.words, k.title, k.actor_name, k.organisation, k.happened_on
    from unnest(${[...projectIds]}::uuid[]) as c (project_id)
    cross join lateral (
      select * from tasks.task_step k where k.district = ${reading.district} and k.project_id = c.project_id
        and k.about_kind in ('matter', 'register-entry') and k.kind in ${deeds} and ${byPerson}
      order by k.id desc limit ${stepsShown}
    ) k`.execute(tables(reading))
  const steps = new Map<string, StepTaken[]>()
  for (const row of found.rows) {
    const known = steps.get(row.project_id) ?? []
    steps.set(row.project_id, known)
    known.push({
      on: row.happened_on,
      message: stepMessage(row.kind, row.words),
      actorName: row.actor_name,
      organisation: row.organisation,
    })
  }
  return steps
}

function publicRowOf(row: FoundPublic, steps: StepTaken[]): ZeroToleranceRow {
  return {
    projectCode: row.code,
    projectName: row.name,
    town: row.town_name,
    ownerKind: row.owner_kind,
    class: row.class,
    foundOn: row.found_on,
    found: row.rules.map((rule) => warningTitle(rule)),
    people: row.people,
    overdueFen: fen(row.overdue_fen),
    openMatters: row.open_matters,
    matters: row.matters,
    isDone: !row.is_open,
    entryId: row.entry_id,
    steps,
  }
}

const FirmCursor = z.tuple([z.int(), z.uuid()])
const shownProjects = 20

/** Firms that take part in several projects that owe, the most overdue first. */
export async function listFirms(
  ctx: Context,
  { after, limit }: PageQuery,
): Promise<{ rows: FirmRow[]; next: string | null }> {
  const begin = readCursor(FirmCursor, after)
  return look(ctx, async (reading) => {
    const { district } = reading
    const found = await sql<{
      id: string
      name: string
      credit_code: string | null
      count: number
      people: number
      fen: number
      worst: number
      projects: { code: string; name: string; fen: number }[]
    }>`
      with owing as (
        select distinct y.enterprise_id, s.project_id, s.people, s.overdue_fen, s.class
        from register.standing s
        join registry.project_party y on y.district = s.district and y.project_id = s.project_id
        where s.district = ${district} and s.overdue_fen > 0
      ), firms as (
        select o.enterprise_id as id, count(*)::integer as count, sum(o.people)::integer as people, sum(o.overdue_fen)::bigint as fen,
          min(case o.class when 'A' then 0 when 'B' then 1 else 2 end)::integer as worst
        from owing o group by o.enterprise_id having count(*) > 1
      )
      select f.*, n.name, n.credit_code, (
          select jsonb_agg(jsonb_build_object('code', q.code, 'name', q.name, 'fen', q.overdue_fen) order by q.overdue_fen desc, q.code)
          from (
            select p.code, p.name, o.overdue_fen from owing o join registry.project_face p on p.district = ${district} and p.id = o.project_id
            where o.enterprise_id = f.id order by o.overdue_fen desc, p.code limit ${sql.lit(shownProjects)}
          ) q
        ) as projects
      from firms f join registry.enterprise_face n on n.id = f.id
      where ${begin === null ? sql`true` : sql`(-f.fen, f.id) > (${-begin[0]}::bigint, ${begin[1]}::uuid)`}
      order by -f.fen, f.id limit ${limit + 1}`.execute(tables(reading))
    const page = found.rows.slice(0, limit)
    const last = page.at(-1)
    return {
      rows: page.map((row) => ({
        enterpriseId: row.id,
        name: row.name,
        creditCode: row.credit_code,
        projects: (row.projects ?? []).map((one) => ({
          code: one.code,
          name: one.name,
          overdueFen: fen(one.fen),
        })),
        count: row.count,
        people: row.people,
        overdueFen: fen(row.fen),
        worst: riskClasses[row.worst] ?? 'C',
      })),
      next: found.rows.length > limit && last ? cursorOf([last.fen, last.id]) : null,
    }
  })
}

/** This year up to today, and last year up to the same day. */
export async function viewComparison(ctx: Context): Promise<{ now: Period; before: Period }> {
  return look(ctx, async (reading) => {
    const today = officeDay(reading)
    const to = addMonths(today, -12)
    return {
      now: await periodOf(reading, firstDayOfYear(today), today),
      before: await periodOf(reading, firstDayOfYear(to), to),
    }
  })
}

function firstDayOfYear(of: PlainDate): PlainDate {
  return day(`${of.slice(0, 4)}-01-01`)
}

/** An entry counts once for what happened to it, however often it did: the list behind a figure has it once as well. */
async function periodOf(reading: Reading, from: PlainDate, to: PlainDate): Promise<Period> {
  const found = await sql<{
    opened: number
    people: number
    fen: number
    signed: number
    signed_people: number
    signed_fen: number
  }>`
    with happened as (
      select distinct on (v.kind, v.entry_id) v.entry_id, v.kind, (v.detail ->> 'people')::integer as people, (v.detail ->> 'overdueFen')::bigint as fen
      from register.entry_event v
      where v.district = ${reading.district} and v.kind in ('opened', 'signed-off') and v.happened_on between ${from} and ${to}
      order by v.kind, v.entry_id, v.id
    )
    select count(*) filter (where h.kind = 'opened') as opened, coalesce(sum(h.people) filter (where h.kind = 'opened'), 0)::integer as people,
      coalesce(sum(h.fen) filter (where h.kind = 'opened'), 0)::bigint as fen,
      count(*) filter (where h.kind = 'signed-off') as signed,
      coalesce(sum(e.opened_people) filter (where h.kind = 'signed-off'), 0)::integer as signed_people,
      coalesce(sum(e.opened_fen) filter (where h.kind = 'signed-off'), 0)::bigint as signed_fen
    from happened h join register.entry e on e.district = ${reading.district} and e.id = h.entry_id
    join registry.project_face p on p.district = ${reading.district} and p.id = e.project_id`.execute(
    tables(reading),
  )
  const [row] = found.rows
  const figureOf = <V>(value: V, happened: 'opened' | 'signed-off') => ({
    value,
    asOf: reading.now.toISOString(),
    rows: `/register?${new URLSearchParams({ state: 'all', happened, from, to }).toString()}`,
  })
  return {
    from,
    to,
    opened: figureOf(row?.opened ?? 0, 'opened'),
    people: figureOf(row?.people ?? 0, 'opened'),
    overdueFen: figureOf(fen(row?.fen ?? 0), 'opened'),
    signedOff: figureOf(row?.signed ?? 0, 'signed-off'),
    signedPeople: figureOf(row?.signed_people ?? 0, 'signed-off'),
    signedFen: figureOf(fen(row?.signed_fen ?? 0), 'signed-off'),
  }
}
