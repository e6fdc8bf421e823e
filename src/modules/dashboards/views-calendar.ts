import { sql } from 'kysely'
import { type PlainDate, YearMonth, month, nextMonth } from '../../kernel/day.ts'
import { Refused } from '../../kernel/refusal.ts'
import { look } from '../../platform/act.ts'
import { type Context, officeDay, type Reading, tables } from '../../platform/context.ts'
import { type Calendar, calendarFrom } from '../calendar/rules/calendar.ts'
import { daysOfSpans, type HolidayNotice, layNotice } from '../calendar/rules/holiday-notice.ts'
import { payDateOf } from '../calendar/rules/pay-date.ts'
import { springFestivalFrom } from '../calendar/rules/spring-festival.ts'
import { calendarOf, yearsOf } from '../calendar/views.ts'
import type { RegistryViews } from '../registry/tables.ts'
import { dueOf } from '../safeguards/rules/requirement.ts'
import { safeguards } from '../safeguards/rules/safeguard.ts'
import { factsOf } from '../safeguards/views-facts.ts'
import { safeguardNames } from '../safeguards/words.ts'
import { listMovedLimits, titlesOf } from '../tasks/views-limits.ts'
import { listMovedPayDates, payRuleIn, termParameters } from '../wages/views-terms.ts'
import { mostExamples, mostMoves, type NoticeEffect, type NoticeMove } from './contract-calendar.ts'

interface NoticeQuery {
  readonly year: number
  readonly kind: HolidayNotice['kind']
  readonly off: string
  readonly work: string
}

/** What a notice would move, reckoned by the same functions that move it once it is taken in. */
export async function viewNoticeEffect(ctx: Context, query: NoticeQuery): Promise<NoticeEffect> {
  const [off, work] = [daysOfSpans(query.off), daysOfSpans(query.work)]
  if (off === null || work === null) {
    throw new Refused({ code: 'calendar.notice-nothing-read', kind: 'invalid', field: 'off' })
  }
  const notice: HolidayNotice = { year: query.year, kind: query.kind, off, work }
  return look(ctx, async (reading) => {
    const today = officeDay(reading)
    const before = await calendarOf(reading)
    const after = calendarFrom(layNotice(await yearsOf(reading), notice))
    const named = await namesOf(reading)
    const moved = (await listMovedPayDates(reading, after)).flatMap(({ projectId, ...one }) => {
      const project = named.get(projectId)
      return project === undefined ? [] : [{ ...project, ...one }]
    })
    const limits = await listMovedLimits(reading, after)
    const due = await movedSafeguards(reading, named, { before, after })
    const festivalOn = springFestivalFrom(today)
    const festivalYear = Number(festivalOn.slice(0, 4))
    return {
      coming: await comingPayDates(reading, { before, after }, notice.year),
      payDates: { count: moved.length, examples: moved.slice(0, mostExamples) },
      limits: {
        count: limits.length,
        examples: limits.slice(0, mostExamples).map(({ projectId: _id, ...one }) => one),
      },
      safeguards: { count: due.length, examples: due.slice(0, mostExamples) },
      festivalOn:
        !before.isPublished(festivalYear) && after.isPublished(festivalYear) ? festivalOn : null,
    }
  })
}

interface Both {
  readonly before: Calendar
  readonly after: Calendar
}

interface Named {
  readonly project: string
  readonly name: string
}

async function namesOf(reading: Reading): Promise<Map<string, Named>> {
  const found = await tables<RegistryViews>(reading)
    .selectFrom('registry.project_face')
    .select(['id', 'code', 'name'])
    .where('district', '=', reading.district)
    .execute()
  return new Map(found.map(({ id, code, name }) => [id, { project: code, name }]))
}

/** Of every way to pay that a project here has, the months paid in the year or just before it. */
async function comingPayDates(
  reading: Reading,
  { before, after }: Both,
  year: number,
): Promise<NoticeEffect['coming']> {
  const rules = await tables<RegistryViews>(reading)
    .selectFrom('registry.project_face')
    .select(({ fn }) => ['pay_day', fn.countAll<number>().as('projects')])
    .where('district', '=', reading.district)
    .where('state', '<>', 'finished')
    .groupBy('pay_day')
    .execute()
  const by = { tx: reading, parameters: await termParameters(reading), calendar: before }
  const today = officeDay(reading)
  const first = month(`${year - 1}-11`)
  const months = Array.from({ length: 13 }, (_, at) => nextMonth(first, at))
  return months.flatMap((of) =>
    rules.flatMap(({ pay_day: payDay, projects }) => {
      const rule = payRuleIn(by, of, payDay)
      const from = payDateOf(of, rule, before).payOn
      const to = payDateOf(of, rule, after).payOn
      const isPast = from < today && to < today
      return from === to || isPast ? [] : [{ month: of, payDay, projects, from, to }]
    }),
  )
}

const atOnce = 500

/** Days by which safeguards have to stand that move, in parts, for a district has thousands of projects. */
async function movedSafeguards(
  reading: Reading,
  named: ReadonlyMap<string, Named>,
  { before, after }: Both,
): Promise<NoticeEffect['safeguards']['examples']> {
  const ids = [...named.keys()]
  const today = officeDay(reading)
  const moved: NoticeEffect['safeguards']['examples'] = []
  for (let first = 0; first < ids.length; first += atOnce) {
    const facts = await factsOf(reading, ids.slice(first, first + atOnce), today)
    for (const [id, one] of facts) {
      const project = named.get(id)
      if (project === undefined) continue
      for (const safeguard of safeguards) {
        const [from, to] = [dueOf(safeguard, one, before).on, dueOf(safeguard, one, after).on]
        if (from === null || to === null || from === to) continue
        moved.push({ ...project, safeguard: safeguardNames[safeguard], from, to })
      }
    }
  }
  return moved.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
}

interface FoundMove {
  readonly kind: NoticeMove['kind']
  readonly code: string | null
  readonly name: string | null
  readonly month: string | null
  readonly subject_id: string
  readonly from_on: PlainDate
  readonly to_on: PlainDate
}

/** What a notice has moved here, as far as one sees it; pay dates first. */
export async function listNoticeMoves(ctx: Context, number: number): Promise<NoticeMove[]> {
  return look(ctx, async (reading) => {
    const found = await sql<FoundMove>`
      select m.kind, p.code, p.name, m.month, m.subject_id, m.from_on, m.to_on
      from calendar.moved_day m
      left join registry.project_face p on p.district = ${reading.district} and p.id = m.project_id
      where m.district = ${reading.district} and m.number = ${number}
      order by m.kind, m.id limit ${mostMoves}`.execute(tables(reading))
    const tasks = found.rows.filter(({ kind }) => kind === 'task-limit')
    const titles = await titlesOf(
      reading,
      tasks.map(({ subject_id }) => subject_id),
    )
    return found.rows.map((row) => ({
      kind: row.kind,
      project: row.code,
      name: row.name,
      month: row.month === null ? null : YearMonth.parse(row.month),
      taskId: row.kind === 'task-limit' ? row.subject_id : null,
      title: titles.get(row.subject_id) ?? null,
      from: row.from_on,
      to: row.to_on,
    }))
  })
}
