import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { cursorOf, readCursor } from '../../kernel/cursor.ts'
import { PlainDate, type YearMonth } from '../../kernel/day.ts'
import { Masked, maskName } from '../../kernel/masked.ts'
import { type Fen, fen, sumFen } from '../../kernel/money.ts'
import type { PageQuery } from '../../kernel/page.ts'
import { Refused } from '../../kernel/refusal.ts'
import { look } from '../../platform/act.ts'
import { type Context, type Reading, tables } from '../../platform/context.ts'
import { normalProjectCode } from '../registry/rules/project-code.ts'
import type { RegistryViews } from '../registry/tables.ts'
import type {
  AccountFlow,
  FlowKind,
  LabourCostMonth,
  ProjectFunds,
  SpecialAccount,
} from './contract.ts'
import type { AccountFlowFace, WagesViews } from './tables.ts'

type Seen = WagesViews & RegistryViews

/** Ten years of months; a bound, not a page. */
const mostMonths = 120

/** A project's special accounts with their balances, and its labour cost by month. */
export async function viewProjectFunds(ctx: Context, code: string): Promise<ProjectFunds> {
  return look(ctx, async (reading) => {
    const projectId = await projectIdOf(reading, code)
    const labourCost = await labourCostOf(reading, projectId)
    const total = (of: (month: LabourCostMonth) => Fen | null) =>
      sumFen(labourCost.map((month) => of(month) ?? fen(0)))
    return {
      accounts: await accountsOf(reading, projectId),
      labourCost,
      labourCostTotal: {
        months: labourCost.length,
        dueFen: total(({ dueFen }) => dueFen),
        paidFen: total(({ paidFen }) => paidFen),
        gapFen: total(({ gapFen }) => gapFen),
      },
    }
  })
}

async function projectIdOf(reading: Reading, code: string): Promise<string> {
  const found = await tables<Seen>(reading)
    .selectFrom('registry.project_face')
    .select('id')
    .where('district', '=', reading.district)
    .where('code', '=', normalProjectCode(code))
    .executeTakeFirst()
  if (found !== undefined) return found.id
  throw new Refused({ code: 'registry.no-such-project', kind: 'not-found', values: { code } })
}

interface AccountRow {
  id: string
  account_masked: string | null
  holder: string | null
  bank: string | null
  flows: number
  first_on: PlainDate
  last_on: PlainDate
  in_fen: number
  out_fen: number
  balance_fen: number | null
  balance_on: PlainDate | null
  frozen_on: PlainDate | null
}

/** The balance after a day's last movement is the one that no other movement of the day begins from, in whichever order they stand. */
async function accountsOf(reading: Reading, projectId: string): Promise<SpecialAccount[]> {
  const { district } = reading
  const of = sql`f.district = ${district} and f.project_id = ${projectId}::uuid and f.account_id = a.id`
  const { rows } = await sql<AccountRow>`
    select a.id, a.account_masked, a.holder, a.bank, s.*, b.balance_fen, b.flow_on as balance_on
    from wages.special_account_face a
    cross join lateral (
      select count(*) as flows, min(f.flow_on) as first_on, max(f.flow_on) as last_on,
        coalesce(sum(f.amount_fen) filter (where f.amount_fen > 0), 0)::bigint as in_fen,
        coalesce(-sum(f.amount_fen) filter (where f.amount_fen < 0), 0)::bigint as out_fen,
        max(f.flow_on) filter (where f.flow_kind = 'freeze') as frozen_on,
        max(f.flow_on) filter (where f.balance_fen is not null) as stated_on
      from wages.account_flow_face f where ${of}
    ) s
    left join lateral (
      select f.balance_fen, f.flow_on from wages.account_flow_face f
      where ${of} and f.flow_on = s.stated_on and f.balance_fen is not null
      order by exists (
        select from wages.account_flow_face o where o.district = f.district and o.project_id = f.project_id and o.account_id = f.account_id
          and o.flow_on = f.flow_on and o.balance_fen - o.amount_fen = f.balance_fen and o.amount_fen <> 0
          and (o.import_id, o.sheet, o.row) is distinct from (f.import_id, f.sheet, f.row)), f.import_id desc, f.sheet desc, f.row desc
      limit 1
    ) b on true
    where a.district = ${district} and a.project_id = ${projectId}::uuid
    order by s.last_on desc, a.id`.execute(tables(reading))
  return rows.map((row) => ({
    id: row.id,
    account: maskedOf(row.account_masked),
    holder: row.holder,
    bank: row.bank,
    flows: row.flows,
    firstOn: row.first_on,
    lastOn: row.last_on,
    inFen: fen(row.in_fen),
    outFen: fen(row.out_fen),
    balanceFen: fenOrNull(row.balance_fen),
    balanceOn: row.balance_on,
    frozenOn: row.frozen_on,
  }))
}

async function labourCostOf(reading: Reading, projectId: string): Promise<LabourCostMonth[]> {
  const found = await tables<Seen>(reading)
    .selectFrom('wages.labour_cost_month')
    .selectAll()
    .where('district', '=', reading.district)
    .where('project_id', '=', projectId)
    .orderBy('month', 'desc')
    .limit(mostMonths)
    .execute()
  return found.map((row) => ({
    month: row.month satisfies YearMonth,
    dueFen: fenOrNull(row.due_fen),
    dueStated: row.due_stated,
    dueOn: row.due_on,
    paidFen: fenOrNull(row.paid_fen),
    paidOn: row.paid_on,
    gapFen: row.due_fen === null ? null : fen(Math.max(0, row.due_fen - (row.paid_fen ?? 0))),
  }))
}

const Cursor = z.tuple([PlainDate, z.uuid(), z.int(), z.int()])
type Begin = z.infer<typeof Cursor> | null

/** Movements of a project's special accounts, the latest day first. */
export async function listAccountFlows(
  ctx: Context,
  code: string,
  { after, limit, kind }: PageQuery & { kind?: FlowKind | undefined },
): Promise<{ rows: AccountFlow[]; next: string | null }> {
  const begin = readCursor(Cursor, after)
  return look(ctx, async (reading) => {
    const projectId = await projectIdOf(reading, code)
    const ofKind = kind === undefined ? sql`` : sql`and f.flow_kind = ${kind}`
    const found = await sql<AccountFlowFace & { account_masked: string | null }>`
      select f.*, a.account_masked from wages.account_flow_face f
      left join wages.special_account_face a on a.district = f.district and a.id = f.account_id
      where f.district = ${reading.district} and f.project_id = ${projectId}::uuid ${ofKind} ${isAfter(begin)}
      order by f.flow_on desc, f.import_id desc, f.sheet desc, f.row desc limit ${limit + 1}`.execute(
      tables(reading),
    )
    const rows = found.rows.slice(0, limit)
    const last = rows.at(-1)
    const more = found.rows.length > limit && last !== undefined
    return {
      rows: rows.map(flowOf),
      next: more ? cursorOf([last.flow_on, last.import_id, last.sheet, last.row]) : null,
    }
  })
}

function isAfter(begin: Begin): RawBuilder<unknown> {
  if (begin === null) return sql``
  const [on, importId, sheet, row] = begin
  return sql`and (f.flow_on, f.import_id, f.sheet, f.row) < (${on}::date, ${importId}::uuid, ${sheet}::smallint, ${row}::integer)`
}

function flowOf(row: AccountFlowFace & { account_masked: string | null }): AccountFlow {
  return {
    source: { importId: row.import_id, sheet: row.sheet, row: row.row },
    account: maskedOf(row.account_masked),
    flowOn: row.flow_on,
    kind: row.flow_kind,
    amountFen: fen(row.amount_fen),
    balanceFen: fenOrNull(row.balance_fen),
    counterName: shownCounter(row.counter_name),
    counterAccount: maskedOf(row.counter_masked),
    summary: row.summary,
  }
}

/** A firm's name in full, a person's starred out: wages go out to workers by name. */
function shownCounter(name: string | null): string | null {
  if (name === null) return null
  const isPersonal =
    /^\p{Script=Han}{2,4}$|[·•]/u.test(name) &&
    !/公司|银行|财政|专户|工资|代发|批量|法院|局$/.test(name)
  return isPersonal ? maskName(name) : name
}

function maskedOf(text: string | null): Masked | null {
  return text === null ? null : Masked.parse(text)
}

function fenOrNull(value: number | null): Fen | null {
  return value === null ? null : fen(value)
}
