import { type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import { type PlainDate, type YearMonth } from '../../kernel/day.ts'
import { type Fen, fen } from '../../kernel/money.ts'
import { Refused } from '../../kernel/refusal.ts'
import { rowOfKey } from '../../kernel/row-key.ts'
import { look } from '../../platform/act.ts'
import { type Context, type Reading, tables } from '../../platform/context.ts'
import type { LabourViews } from '../labour/tables.ts'
import { normalProjectCode } from '../registry/rules/project-code.ts'
import type { RegistryViews } from '../registry/tables.ts'
import type { LedgerLine, LedgerRow } from './contract.ts'
import type { WagesTables } from './tables.ts'
import { ledgerRow } from './views.ts'

type Seen = WagesTables & LabourViews & RegistryViews

interface Key {
  readonly projectId: string
  readonly workerId: string
  readonly month: YearMonth
}

/** More lines than a worker-month has, corrections and all; a bound, not a page. */
const mostLines = 200

/** One worker-month with every line behind it, those that gave way included, each with its file, sheet and row. */
export async function viewLedgerRow(
  ctx: Context,
  { project, workerId, month }: { project: string; workerId: string; month: YearMonth },
): Promise<{ row: LedgerRow; lines: LedgerLine[] }> {
  return look(ctx, async (reading) => {
    const found = await tables<Seen>(reading)
      .selectFrom('registry.project_face as p')
      .innerJoin('wages.ledger as l', (join) =>
        join.onRef('l.district', '=', 'p.district').onRef('l.project_id', '=', 'p.id'),
      )
      .innerJoin('labour.worker_face as w', (join) =>
        join.onRef('w.district', '=', 'l.district').onRef('w.id', '=', 'l.worker_id'),
      )
      .select(['p.code as project_code', 'p.name as project_name', 'w.name as worker_name'])
      .selectAll('l')
      .where('p.district', '=', reading.district)
      .where('p.code', '=', normalProjectCode(project))
      .where('l.month', '=', month)
      .where('l.worker_id', '=', workerId)
      .executeTakeFirst()
    if (found === undefined) throw new Refused({ code: 'wages.no-such-row', kind: 'not-found' })
    const key = { projectId: found.project_id, workerId, month }
    const attended = await attendanceOf(reading, key)
    const paid = await payOf(reading, key)
    const returned = await returnsOf(reading, key)
    return { row: ledgerRow(found), lines: [...attended, ...paid, ...returned] }
  })
}

async function attendanceOf(reading: Reading, key: Key): Promise<LedgerLine[]> {
  const ofKey = tables<Seen>(reading)
    .selectFrom('labour.attendance_line as l')
    .leftJoin('labour.team_face as t', (join) =>
      join.onRef('t.district', '=', 'l.district').onRef('t.id', '=', 'l.team_id'),
    )
    .selectAll('l')
    .select('t.name as team')
    .where('l.district', '=', reading.district)
    .where('l.project_id', '=', key.projectId)
    .where('l.month', '=', key.month)
    .where('l.worker_id', '=', key.workerId)
  const found = await inTwoParts(ofKey).execute()
  return found.map((line) => ({
    ...nothing,
    kind: 'attendance',
    source: { importId: line.import_id, sheet: line.sheet, row: rowOfKey(line.row) },
    team: line.team,
    daysPresent: line.days_present,
    minutes: line.minutes_total,
    workdaysHundredths: line.workdays_hundredths,
    present: line.present,
    superseded: line.superseded_by !== null,
  }))
}

/** A row of a pay sheet is one line by what it says is due, and another by what it says was paid. */
async function payOf(reading: Reading, key: Key): Promise<LedgerLine[]> {
  const ofKey = tables<Seen>(reading)
    .selectFrom('wages.pay_line as l')
    .leftJoin('labour.team_face as t', (join) =>
      join.onRef('t.district', '=', 'l.district').onRef('t.id', '=', 'l.team_id'),
    )
    .selectAll('l')
    .select('t.name as team')
    .where('l.district', '=', reading.district)
    .where('l.project_id', '=', key.projectId)
    .where('l.month', '=', key.month)
    .where('l.worker_id', '=', key.workerId)
  const found = await inTwoParts(ofKey).execute()
  return found.flatMap((line) => {
    const source = { importId: line.import_id, sheet: line.sheet, row: rowOfKey(line.row) }
    const due: LedgerLine = {
      ...nothing,
      kind: line.kind === 'ordinary' ? 'pay-line' : 'back-pay',
      source,
      team: line.team,
      workdaysHundredths: line.workdays_hundredths,
      dueFen: fen(line.due_fen),
      dueStated: line.due_stated,
      deductedFen: fen(line.deducted_fen),
      netFen: fenOrNull(line.net_fen),
      superseded: line.superseded_by !== null,
    }
    return line.paid_on === null ? [due] : [due, paymentOf(line, source, line.paid_on)]
  })
}

/** What banks did with payments that count for the month. */
async function returnsOf(reading: Reading, key: Key): Promise<LedgerLine[]> {
  const found = await tables<Seen>(reading)
    .selectFrom('wages.bank_return as l')
    .selectAll('l')
    .where('l.district', '=', reading.district)
    .where('l.project_id', '=', key.projectId)
    .where('l.counts_for', '=', key.month)
    .where('l.worker_id', '=', key.workerId)
    .orderBy('l.import_id')
    .orderBy('l.sheet')
    .orderBy('l.row')
    .limit(mostLines)
    .execute()
  return found.map((line) => ({
    ...nothing,
    kind: 'bank-return',
    source: { importId: line.import_id, sheet: line.sheet, row: line.row },
    team: null,
    paidOn: line.paid_on,
    amountFen: fen(line.amount_fen),
    outcome: line.outcome,
    reason: line.reason,
    superseded: line.superseded_by !== null,
  }))
}

/** Lines that stand, and lines behind others: each part has an index of its own. In the order in which they came. */
function inTwoParts<DB, TB extends keyof DB, O>(ofKey: SelectQueryBuilder<DB, TB, O>) {
  const part = (which: 'is' | 'is not') =>
    ofKey.where(sql<SqlBool>`l.superseded_by ${sql.raw(which)} null`)
  return part('is')
    .unionAll(part('is not'))
    .orderBy(sql`import_id`)
    .orderBy(sql`sheet`)
    .orderBy(sql`row`)
    .limit(mostLines)
}

function paymentOf(
  line: { team: string | null; net_fen: number | null; payment_superseded_by: string | null },
  source: LedgerLine['source'],
  paidOn: PlainDate,
): LedgerLine {
  return {
    ...nothing,
    kind: 'payment',
    source,
    team: line.team,
    paidOn,
    amountFen: fenOrNull(line.net_fen),
    superseded: line.payment_superseded_by !== null,
  }
}

const nothing = {
  daysPresent: null,
  minutes: null,
  workdaysHundredths: null,
  present: null,
  dueFen: null,
  dueStated: null,
  deductedFen: null,
  netFen: null,
  paidOn: null,
  amountFen: null,
  outcome: null,
  reason: null,
} as const

function fenOrNull(value: number | null): Fen | null {
  return value === null ? null : fen(value)
}
