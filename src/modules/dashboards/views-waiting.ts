import { sql } from 'kysely'
import {
  addDays,
  daysBetween,
  officeDayAt,
  type PlainDate,
  type YearMonth,
} from '../../kernel/day.ts'
import { dayText, monthText } from '../../kernel/day-text.ts'
import { fen, yuanText } from '../../kernel/money.ts'
import { sentence } from '../../kernel/words.ts'
import { type Context, type Reading, tables } from '../../platform/context.ts'
import { countMerges } from '../labour/views-merges.ts'
import { countJoinQuestions } from '../registry/views-sources.ts'
import { warningMessage, warningTitle, type WarningDetail } from '../risk/words.ts'
import type { Home } from './contract.ts'
import { gravityOf } from './views-rows.ts'
import { waitingTasks } from './views-waiting-tasks.ts'
import { dashboardsWords } from './words.ts'

type Waiting = Home['waiting'][number]

/** Of each kind so many; one row more stands for the rest. */
const most = 5
/** How many days ahead a pay date is near. */
const nearDays = 7

/** What waits for the one who looks, by the day it is wanted by; what has none comes last. */
export async function listWaiting(reading: Reading, today: PlainDate): Promise<Waiting[]> {
  const kinds = [
    await waitingTasks(reading, today),
    mayImport(reading) ? await openBatches(reading) : [],
    mayMerge(reading) ? await samePersons(reading) : [],
    mayMerge(reading) ? await joinQuestions(reading) : [],
    await newWarnings(reading, today),
    await nearPayDates(reading, today),
    await dueUnknown(reading, today),
  ]
  const rows = kinds.flat().map((row) => ({
    ...row,
    daysLate: row.dueOn === null ? 0 : Math.max(0, daysBetween(row.dueOn, today)),
  }))
  const order = ({ dueOn }: Waiting) => dueOn ?? '9999-12-31'
  return rows.toSorted((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0))
}

type Kind = Omit<Waiting, 'daysLate'>

/** Who may commit a batch: a town sees its projects, and hands nothing in. */
export function mayImport({ actor }: Context): boolean {
  return actor.roles.some((role) => role === 'coordination-office' || role === 'labour-officer')
}

/** Who decides whether two workers, or two projects, are one. */
function mayMerge({ actor }: Context): boolean {
  return actor.roles.includes('coordination-office')
}

/** One line for all pairs: they are worked through on their own page. */
async function samePersons(reading: Reading): Promise<Kind[]> {
  const count = await countMerges(reading)
  if (count === 0) return []
  return [
    {
      kind: 'same-person' as const,
      title: say('same-person', { count }),
      detail: say('same-person-why'),
      dueOn: null,
      todo: say('same-person-todo'),
      opens: '/same-person',
    },
  ]
}

/** One line for all records that wait: they are told on their own page. */
async function joinQuestions(reading: Reading): Promise<Kind[]> {
  const count = await countJoinQuestions(reading)
  if (count === 0) return []
  return [
    {
      kind: 'join-question' as const,
      title: say('join-question', { count }),
      detail: say('join-question-why'),
      dueOn: null,
      todo: say('join-question-todo'),
      opens: '/projects/questions',
    },
  ]
}

async function openBatches(reading: Reading): Promise<Kind[]> {
  const found = await sql<{
    id: string
    dropped_by_name: string
    dropped_at: Date
    files: number
    first_file: string | null
    total: number
  }>`
    select b.id, b.dropped_by_name, b.dropped_at, b.files, b.first_file, (
        select count(*) from exchange.open_batch o where o.district = ${reading.district}
      ) as total
    from exchange.open_batch b where b.district = ${reading.district}
    order by b.dropped_at, b.id limit ${most}`.execute(tables(reading))
  const rows = found.rows.map((row) => {
    const on = dayText(officeDayAt(row.dropped_at))
    const values = { who: row.dropped_by_name, first: row.first_file ?? '', files: row.files, on }
    return {
      kind: 'batch' as const,
      title: say('batch-waits', values),
      detail: say(row.files > 1 ? 'batch-files' : 'batch-file', values),
      dueOn: null,
      todo: say('batch-todo'),
      opens: `/import/${row.id}`,
    }
  })
  return withRest(rows, found.rows[0]?.total, 'batch', '/import')
}

/** Raised, or risen, since yesterday, and standing; the gravest first. */
async function newWarnings(reading: Reading, today: PlainDate): Promise<Kind[]> {
  const found = await sql<{
    id: string
    name: string
    rule: string
    detail: WarningDetail
    total: number
  }>`
    select o.id, p.name, o.rule, o.detail, count(*) over () as total
    from risk.open_warning o
    join registry.project_face p on p.district = ${reading.district} and p.id = o.project_id
    where o.district = ${reading.district} and o.level_on >= ${addDays(today, -1)}
    order by ${gravityOf(sql.ref('o.level'))} desc, o.raised_on, o.id
    limit ${most}`.execute(tables(reading))
  const rows = found.rows.map((row) => ({
    kind: 'warning' as const,
    title: say('warning-new', { project: row.name, title: warningTitle(row.rule) }),
    detail: warningMessage(row),
    dueOn: null,
    todo: say('warning-todo'),
    opens: `/warnings/${row.id}`,
  }))
  return withRest(rows, found.rows[0]?.total, 'warning', '/warnings')
}

async function nearPayDates(reading: Reading, today: PlainDate): Promise<Kind[]> {
  const found = await sql<{
    code: string
    name: string
    month: YearMonth
    pay_on: PlainDate
    owed_workers: number
    owed_fen: number
    total: number
  }>`
    select p.code, p.name, m.month, m.pay_on, m.owed_workers, m.owed_fen, count(*) over () as total
    from risk.project_month m
    join registry.project_face p on p.district = ${reading.district} and p.id = m.project_id
    where m.district = ${reading.district} and m.owed_fen > 0
      and m.pay_on between ${today} and ${addDays(today, nearDays)}
    order by m.pay_on, m.owed_fen desc, p.code limit ${most}`.execute(tables(reading))
  const rows = found.rows.map((row) => ({
    kind: 'pay-date' as const,
    title: say('pay-date-near', { project: row.name, month: monthText(row.month) }),
    detail: say('pay-date-owed', {
      workers: row.owed_workers,
      yuan: yuanText(fen(row.owed_fen)),
    }),
    dueOn: row.pay_on,
    todo: say('pay-date-todo'),
    opens: `/ledger?project=${encodeURIComponent(row.code)}&month=${row.month}&only=owed`,
  }))
  return withRest(rows, found.rows[0]?.total, 'pay-date', '/ledger?only=owed')
}

/**
 * Worked, and nobody has said what for; wanted by the first of the pay dates, once that is near. Counted are the months
 * whose pay date has passed, as on the home page; where none has, those that are to come.
 */
async function dueUnknown(reading: Reading, today: PlainDate): Promise<Kind[]> {
  const found = await sql<{
    code: string
    name: string
    due_on: PlainDate
    due_unknown: number
    only: 'unknown' | 'unknown-overdue'
    total: number
  }>`
    select p.code, p.name, m.due_on, coalesce(m.overdue, m.due_unknown) as due_unknown,
      case when m.overdue is null then 'unknown' else 'unknown-overdue' end as only, count(*) over () as total
    from (
      select m.project_id, min(m.pay_on) as due_on, sum(m.due_unknown) as due_unknown,
        sum(m.due_unknown) filter (where m.pay_on < ${today}) as overdue
      from risk.project_month m
      where m.district = ${reading.district} and m.due_unknown > 0
      group by m.project_id having min(m.pay_on) <= ${addDays(today, nearDays)}
    ) m
    join registry.project_face p on p.district = ${reading.district} and p.id = m.project_id
    order by m.due_on, due_unknown desc, p.code limit ${most}`.execute(tables(reading))
  const rows = found.rows.map((row) => ({
    kind: 'due-unknown' as const,
    title: say('due-unknown', { project: row.name, count: row.due_unknown }),
    detail: say('due-unknown-why'),
    dueOn: row.due_on,
    todo: say('due-unknown-todo'),
    opens: `/ledger?project=${encodeURIComponent(row.code)}&only=${row.only}`,
  }))
  return withRest(rows, found.rows[0]?.total, 'due-unknown', '/ledger?only=unknown')
}

function withRest(
  rows: readonly Kind[],
  total: number | undefined,
  kind: Waiting['kind'],
  opens: string,
): Kind[] {
  const rest = (total ?? 0) - rows.length
  if (rest <= 0) return [...rows]
  const last = rows.at(-1)
  return [
    ...rows,
    {
      kind,
      title: say(`${kind}-more`, { count: rest }),
      detail: say('more-why'),
      dueOn: last?.dueOn ?? null,
      todo: last?.todo ?? '',
      opens,
    },
  ]
}

function say(code: string, values: Readonly<Record<string, string | number>> = {}): string {
  return sentence(dashboardsWords, `dashboards.${code}`, values)
}
