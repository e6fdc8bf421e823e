import { z } from 'zod'
import { topic } from '../../kernel/announcement.ts'
import { PlainDate, YearMonth } from '../../kernel/day.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import type { Stage } from '../../kernel/stage.ts'
import { Fen } from '../../kernel/money.ts'
import { Masked } from '../../kernel/masked.ts'
import { PageQuery, SourceRow, pageOf } from '../../kernel/page.ts'
import { deskRoles } from '../../kernel/role.ts'

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
  may: deskRoles,
  query: PageQuery.extend(LedgerFilter.shape),
  reply: pageOf(LedgerRow),
})

export const totalLedger = endpoint({
  name: 'wages.ledger-totals',
  method: 'GET',
  path: '/ledger-totals',
  reach: 'district',
  may: deskRoles,
  query: LedgerFilter,
  reply: LedgerTotals,
})

export const LineKind = z.enum(['attendance', 'pay-line', 'back-pay', 'payment', 'bank-return'])

/** What a bank did with a payment; `refunded`: it came back after it had gone out. */
export const ReturnOutcome = z.enum(['paid', 'failed', 'refunded', 'pending'])
export type ReturnOutcome = z.infer<typeof ReturnOutcome>

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
  /** Of a bank's return: what became of the payment, and why it was not paid. */
  outcome: ReturnOutcome.nullable(),
  reason: z.string().nullable(),
  /** Another line has taken its place, or it was taken back. */
  superseded: z.boolean(),
})
export type LedgerLine = z.infer<typeof LedgerLine>

export const viewLedgerRow = endpoint({
  name: 'wages.ledger-row',
  method: 'GET',
  path: '/ledger/:project/:workerId/:month',
  reach: 'district',
  may: deskRoles,
  params: z.object({ project: z.string(), workerId: z.uuid(), month: YearMonth }),
  reply: z.object({ row: LedgerRow, lines: z.array(LedgerLine) }),
})

export const FlowKind = z.enum([
  'labour-cost',
  'wages',
  'interest',
  'bank-charge',
  'card-refund',
  'correction',
  'own-transfer',
  'freeze',
  'other',
])
export type FlowKind = z.infer<typeof FlowKind>

/** A special account of a project, with what its standing movements come to. */
export const SpecialAccount = z.object({
  id: z.uuid(),
  /** Null: the statement names no account. */
  account: Masked.nullable(),
  holder: z.string().nullable(),
  bank: z.string().nullable(),
  flows: z.int(),
  firstOn: PlainDate,
  lastOn: PlainDate,
  inFen: Fen,
  outFen: Fen,
  /** After the last movement that states one. */
  balanceFen: Fen.nullable(),
  balanceOn: PlainDate.nullable(),
  /** The last day of a freeze, a stop or a seizure (冻结、止付、扣划); null: none is known. */
  frozenOn: PlainDate.nullable(),
})
export type SpecialAccount = z.infer<typeof SpecialAccount>

/** Labour cost of a month; null where no list says it. `gapFen`: due and not transferred. */
export const LabourCostMonth = z.object({
  month: YearMonth,
  dueFen: Fen.nullable(),
  /** False: reckoned from output and ratio. */
  dueStated: z.boolean().nullable(),
  dueOn: PlainDate.nullable(),
  paidFen: Fen.nullable(),
  paidOn: PlainDate.nullable(),
  gapFen: Fen.nullable(),
})
export type LabourCostMonth = z.infer<typeof LabourCostMonth>

export const ProjectFunds = z.object({
  accounts: z.array(SpecialAccount),
  /** The latest months first. */
  labourCost: z.array(LabourCostMonth),
  labourCostTotal: z.object({ months: z.int(), dueFen: Fen, paidFen: Fen, gapFen: Fen }),
})
export type ProjectFunds = z.infer<typeof ProjectFunds>

export const viewProjectFunds = endpoint({
  name: 'wages.project-funds',
  method: 'GET',
  path: '/projects/:code/funds',
  reach: 'district',
  may: deskRoles,
  params: z.object({ code: z.string() }),
  reply: ProjectFunds,
})

/** A movement of a special account; above 0 came in. */
export const AccountFlow = z.object({
  source: SourceRow,
  account: Masked.nullable(),
  flowOn: PlainDate,
  kind: FlowKind,
  amountFen: Fen,
  balanceFen: Fen.nullable(),
  counterName: z.string().nullable(),
  counterAccount: Masked.nullable(),
  summary: z.string().nullable(),
})
export type AccountFlow = z.infer<typeof AccountFlow>

export const listAccountFlows = endpoint({
  name: 'wages.account-flows',
  method: 'GET',
  path: '/projects/:code/account-flows',
  reach: 'district',
  may: deskRoles,
  params: z.object({ code: z.string() }),
  query: PageQuery.extend({ kind: FlowKind.optional() }),
  reply: pageOf(AccountFlow),
})

/** An import's pay lines and payments stand, or were taken back. */
export const payRecorded = topic(
  'wages.pay-recorded',
  z.object({ importId: z.uuid(), lines: z.int() }),
  (body) => body.importId,
)

/** What banks did with an import's payments stands, or was taken back. */
export const bankRecorded = topic(
  'wages.bank-recorded',
  z.object({ importId: z.uuid(), lines: z.int() }),
  (body) => body.importId,
)

/** Movements of special accounts, or labour cost, of these projects were taken in; what is taken back `files` says. */
export const fundsRecorded = topic(
  'wages.funds-recorded',
  z.object({ importId: z.uuid(), projectIds: z.array(z.uuid()) }),
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

/** What a bank did with payments; `place` tells two of one worker and month apart, and the same line sent again. */
export const bankReturnStage: Stage = {
  table: 'stage_bank_return',
  columns: {
    sheet: 'smallint',
    row: 'integer',
    person_no: 'integer',
    month: 'text',
    paid_on: 'date',
    amount_fen: 'bigint',
    outcome: 'text',
    reason: 'text',
    batch_no: 'text',
    place: 'text',
  },
}

/** What a file asks a bank to pay; of its people only blind indexes, to compare them with who is known. */
export const bankTransferStage: Stage = {
  table: 'stage_bank_transfer',
  columns: {
    sheet: 'smallint',
    row: 'integer',
    project_code: 'text',
    name: 'text',
    id_index: 'bytea',
    card_index: 'bytea',
    month: 'text',
    amount_fen: 'bigint',
  },
}

/** Movements of accounts; account numbers come sealed, as cards do, with candidate ids. */
export const accountFlowStage: Stage = {
  table: 'stage_account_flow',
  columns: {
    sheet: 'smallint',
    row: 'integer',
    project_code: 'text',
    account_index: 'bytea',
    account_sealed: 'bytea',
    account_masked: 'text',
    account_value_id: 'uuid',
    holder: 'text',
    bank: 'text',
    flow_on: 'date',
    amount_fen: 'bigint',
    balance_fen: 'bigint',
    flow_kind: 'text',
    counter_name: 'text',
    counter_index: 'bytea',
    counter_sealed: 'bytea',
    counter_masked: 'text',
    counter_value_id: 'uuid',
    summary: 'text',
    reference: 'text',
    place: 'text',
  },
}

/** Labour cost by month; `nth`: which of the file's rows of the month, `ratio` in hundredths of a percent. */
export const labourCostStage: Stage = {
  table: 'stage_labour_cost',
  columns: {
    sheet: 'smallint',
    row: 'integer',
    project_code: 'text',
    month: 'text',
    nth: 'smallint',
    output_fen: 'bigint',
    ratio: 'integer',
    due_fen: 'bigint',
    due_stated: 'boolean',
    due_on: 'date',
    paid_fen: 'bigint',
    paid_on: 'date',
    payer: 'text',
    reference: 'text',
  },
}
