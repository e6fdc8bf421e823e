import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { cursorOf, readCursor } from '../../kernel/cursor.ts'
import { lastOf, type PlainDate, type YearMonth } from '../../kernel/day.ts'
import { maskName } from '../../kernel/masked.ts'
import { fen, yuanText } from '../../kernel/money.ts'
import type { PageQuery } from '../../kernel/page.ts'
import { Refused } from '../../kernel/refusal.ts'
import { sentence } from '../../kernel/words.ts'
import { look } from '../../platform/act.ts'
import { type Context, officeDay, type Reading, tables } from '../../platform/context.ts'
import { labourWords } from '../labour/words.ts'
import { parametersInForce } from '../places/views.ts'
import type { EvidenceRow } from './contract-matters.ts'
import { ruleIds, type RuleId } from './rules/catalogue/rule.ts'
import { parametersByMonth } from './rules/level.ts'
import type { RiskTables } from './tables.ts'
import { readMarked } from './views-worker-months.ts'
import { riskWords } from './words.ts'

/** Which of the month's workers a rule counts: the marks that its figures are counted by. */
const predicates: Record<RuleId, RawBuilder<unknown>> = {
  'R-01': sql`m.unpaid`,
  'R-02': sql`m.without_pay_line`,
  'R-03': sql`m.underpaid`,
  'R-04': sql`m.paid_not_attended`,
  'R-05': sql`m.without_pay_line`,
  'R-06': sql`m.below`,
  'R-07': sql`(m.over_month or (y.before_fen <= m.over_year_fen and y.before_fen + m.due_fen > m.over_year_fen))`,
  'R-08': sql`m.shared_card`,
  'R-09': sql`m.attended_unpaid`,
  'R-10': sql`(m.doubtful_id or m.under_age)`,
  'R-11': sql`m.living_cost`,
}

interface FoundRow {
  worker_id: string
  worker_name: string
  id_finding: string | null
  workdays_hundredths: number
  due_basis: string
  due_fen: number
  paid_fen: number
  owed_fen: number
  left_fen: number
  worked_fen: number | null
  before_fen: number
  below_rate: boolean
  below_minimum: boolean
  over_month: boolean
  doubtful_id: boolean
  minimum_fen: number | null
}

/** The worker-months that a warning stands on, as they are today; none where what it named has ended. */
export async function listEvidence(
  ctx: Context,
  { id, after, limit }: PageQuery & { readonly id: string },
): Promise<{ rows: EvidenceRow[]; next: string | null }> {
  const begin = readCursor(z.tuple([z.uuid()]), after)
  return look(ctx, async (reading) => {
    const warning = await findWarning(reading, id)
    const rule = ruleIds.find((one) => one === warning.rule)
    if (rule === undefined) return { rows: [], next: null }
    const day = officeDay(reading)
    const parameters = await parametersInForce(reading)
    const query = {
      day,
      keys: [[warning.project_id, warning.month] as const],
      parametersOf: parametersByMonth(parameters, reading.district, day),
    }
    const beyond = begin === null ? sql`true` : sql`m.worker_id > ${begin[0]}::uuid`
    const found = await readMarked<FoundRow>(
      reading,
      query,
      sql`select m.worker_id, w.name as worker_name, w.id_finding, m.workdays_hundredths, m.due_basis, m.due_fen, m.paid_fen, m.owed_fen,
        m.left_fen, m.worked_fen, y.before_fen, m.below_rate, m.below_minimum, m.over_month, m.doubtful_id, m.minimum_fen
      from marked m
      join labour.worker_face w on w.district = ${reading.district} and w.id = m.worker_id
      cross join lateral (${dueBefore(reading, rule)}) y
      where ${predicates[rule]} and ${beyond}
      order by m.worker_id limit ${limit + 1}`,
    )
    const page = found.slice(0, limit)
    const last = page.at(-1)
    return {
      rows: page.map((row) => rowOf(rule, warning.month, row)),
      next: found.length > limit && last ? cursorOf([last.worker_id]) : null,
    }
  })
}

/** What a worker was due in the year before the month; only one rule asks. */
function dueBefore({ district }: Reading, rule: RuleId) {
  if (rule !== 'R-07') return sql`select 0::bigint as before_fen`
  return sql`select coalesce(sum(b.due_fen), 0)::bigint as before_fen from wages.worker_month b
    where b.district = ${district} and b.project_id = m.project_id and b.worker_id = m.worker_id
      and b.month >= left(m.month, 4) || '-01' and b.month < m.month`
}

async function findWarning(reading: Reading, id: string) {
  const found = await tables<RiskTables>(reading)
    .selectFrom('risk.warning')
    .select(['project_id', 'month', 'rule'])
    .where('district', '=', reading.district)
    .where('id', '=', id)
    .executeTakeFirst()
  if (found === undefined) throw new Refused({ code: 'risk.warning-unknown', kind: 'not-found' })
  return found
}

function rowOf(rule: RuleId, month: YearMonth, row: FoundRow): EvidenceRow {
  return {
    workerId: row.worker_id,
    workerName: maskName(row.worker_name),
    workdaysHundredths: row.workdays_hundredths,
    dueFen: row.due_basis === 'unknown' ? null : fen(row.due_fen),
    paidFen: fen(row.paid_fen),
    owedFen: fen(row.owed_fen),
    note: noteOf(rule, lastOf(month), row),
  }
}

/** What of a worker-month the rule counts, where the figures of the row do not say it. */
function noteOf(rule: RuleId, end: PlainDate, row: FoundRow): string | null {
  const say = (code: string, values: Record<string, string | number> = {}) =>
    sentence(riskWords, `risk.evidence-${code}`, values)
  switch (rule) {
    case 'R-06': {
      const notes = [
        ...(row.below_rate ? [say('below-rate', { worked: yuanOf(row.worked_fen) })] : []),
        ...(row.below_minimum ? [say('below-minimum', { minimum: yuanOf(row.minimum_fen) })] : []),
      ]
      return notes.join('')
    }
    case 'R-07':
      return row.over_month
        ? say('over-month')
        : say('over-year', {
            sum: yuanOf(row.before_fen + row.due_fen),
            year: end.slice(0, 4),
          })
    case 'R-10':
      return row.doubtful_id && row.id_finding !== null
        ? sentence(labourWords, row.id_finding)
        : say('under-age')
    case 'R-11':
      return say('living-cost', {
        percent: row.left_fen > 0 ? Math.floor((row.paid_fen * 100) / row.left_fen) : 0,
      })
    case 'R-01':
    case 'R-02':
    case 'R-03':
    case 'R-04':
    case 'R-05':
    case 'R-08':
    case 'R-09':
      return null
  }
}

function yuanOf(value: number | null): string {
  return yuanText(fen(Math.round(value ?? 0)))
}
