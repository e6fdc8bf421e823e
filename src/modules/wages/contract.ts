import { z } from 'zod'
import { topic } from '../../kernel/announcement.ts'
import { PlainDate, YearMonth } from '../../kernel/day.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import type { Stage } from '../../kernel/stage.ts'
import { Fen } from '../../kernel/money.ts'
import { Masked } from '../../kernel/masked.ts'
import { PageQuery, SourceRow, pageOf } from '../../kernel/page.ts'

const desk = ['coordination-office', 'town', 'labour-officer'] as const

/** What the amount due stands on; `unknown`: attended, but no pay line and no rate. */
export const DueBasis = z.enum(['pay-line', 'rate', 'unknown', 'none'])
export type DueBasis = z.infer<typeof DueBasis>

/** One worker-month of a project. `dueFen` is null where it is unknown; `owedFen` is whatever the day. */
export const LedgerRow = z.object({
  projectCode: z.string(),
  projectName: z.string(),
  workerId: z.uuid(),
  workerName: Masked,
  month: YearMonth,
  payOn: PlainDate,
  daysPresent: z.int(),
  minutes: z.int(),
  workdaysHundredths: z.int(),
  dueBasis: DueBasis,
  dueFen: Fen.nullable(),
  deductedFen: Fen,
  paidOnTimeFen: Fen,
  paidLateFen: Fen,
  owedFen: Fen,
})
export type LedgerRow = z.infer<typeof LedgerRow>

/** Which worker-months: all that a figure of any page can ask for, so that both come from one predicate. */
export const LedgerFilter = z.object({
  project: z.string().optional(),
  worker: z.uuid().optional(),
  month: YearMonth.optional(),
  /**
   * `owed`: whatever the day; `overdue`: owed after the pay date, today; `unpaid`, `underpaid`: owed, with nothing or a
   * part paid; `unknown`: due unknown; `unknown-overdue`: still so after the pay date; `without-pay-line`: attended
   * without an ordinary pay line; `late`: paid late.
   */
  only: z
    .enum([
      'owed',
      'overdue',
      'unpaid',
      'underpaid',
      'unknown',
      'unknown-overdue',
      'without-pay-line',
      'late',
    ])
    .optional(),
})
export type LedgerFilter = z.infer<typeof LedgerFilter>

export const LedgerTotals = z.object({
  rows: z.int(),
  workers: z.int(),
  dueFen: Fen,
  deductedFen: Fen,
  paidOnTimeFen: Fen,
  paidLateFen: Fen,
  owedFen: Fen,
  dueUnknown: z.int(),
})
export type LedgerTotals = z.infer<typeof LedgerTotals>

export const listLedger = endpoint({
  name: 'wages.ledger',
  method: 'GET',
  path: '/ledger',
  reach: 'district',
  may: desk,
  query: PageQuery.extend(LedgerFilter.shape),
  reply: pageOf(LedgerRow),
})

export const totalLedger = endpoint({
  name: 'wages.ledger-totals',
  method: 'GET',
  path: '/ledger-totals',
  reach: 'district',
  may: desk,
  query: LedgerFilter,
  reply: LedgerTotals,
})

export const LineKind = z.enum(['attendance', 'pay-line', 'back-pay', 'payment'])

/** One line behind a worker-month, with the sheet's row it comes from. */
export const LedgerLine = z.object({
  kind: LineKind,
  source: SourceRow,
  team: z.string().nullable(),
  daysPresent: z.int().nullable(),
  minutes: z.int().nullable(),
  workdaysHundredths: z.int().nullable(),
  /** `1` where present, one sign a day; null where the sheet gives totals only. */
  present: z.string().nullable(),
  dueFen: Fen.nullable(),
  dueStated: z.boolean().nullable(),
  deductedFen: Fen.nullable(),
  netFen: Fen.nullable(),
  paidOn: PlainDate.nullable(),
  amountFen: Fen.nullable(),
  /** Another line has taken its place, or it was taken back. */
  superseded: z.boolean(),
})
export type LedgerLine = z.infer<typeof LedgerLine>

export const viewLedgerRow = endpoint({
  name: 'wages.ledger-row',
  method: 'GET',
  path: '/ledger/:project/:workerId/:month',
  reach: 'district',
  may: desk,
  params: z.object({ project: z.string(), workerId: z.uuid(), month: YearMonth }),
  reply: z.object({ row: LedgerRow, lines: z.array(LedgerLine) }),
})

/** An import's pay lines and payments stand, or were taken back. */
export const payRecorded = topic(
  'wages.pay-recorded',
  z.object({ importId: z.uuid(), lines: z.int() }),
  (body) => body.importId,
)

/** These project-months of the ledger changed in this transaction. */
export const ledgerChanged = topic(
  'wages.ledger-changed',
  z.object({ projectMonths: z.array(z.tuple([z.uuid(), YearMonth])) }),
  () => 'ledger',
)

/** Pay lines on their way in; `paid_on` makes a payment of `net_fen` besides, `place` tells two of one day apart. */
export const payStage: Stage = {
  table: 'stage_pay',
  columns: {
    sheet: 'smallint',
    row: 'integer',
    person_no: 'integer',
    month: 'text',
    kind: 'text',
    due_fen: 'bigint',
    due_stated: 'boolean',
    deducted_fen: 'bigint',
    net_fen: 'bigint',
    workdays_hundredths: 'integer',
    paid_on: 'date',
    place: 'text',
  },
}
