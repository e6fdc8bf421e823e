import type { Reading } from '../../platform/context.ts'
import { type KeyedLines, linesWithdrawal } from '../labour/views-withdrawal.ts'

/** What an import said is due and was paid, and what would stand again in its place. */
export interface PayWithdrawal {
  readonly lines: number
  readonly revived: number
  readonly dueBeforeFen: number
  readonly dueAfterFen: number
  readonly paidBeforeFen: number
  readonly paidAfterFen: number
}

const none: PayWithdrawal = {
  lines: 0,
  revived: 0,
  dueBeforeFen: 0,
  dueAfterFen: 0,
  paidBeforeFen: 0,
  paidAfterFen: 0,
}

/** What banks and owners said, as `lines.ts` keys it. */
const others: readonly KeyedLines[] = [
  { table: 'wages.bank_return', key: ['project_id', 'worker_id', 'place'], nullable: ['month'] },
  { table: 'wages.account_flow', key: ['project_id', 'account_id', 'flow_on', 'place'] },
  { table: 'wages.labour_cost_transfer', key: ['project_id', 'month', 'nth'] },
]

/** Reckoned from the lines; nothing is changed. What `takeBack` would do. Sums are those of pay sheets. */
export async function payWithdrawal(reading: Reading, importId: string): Promise<PayWithdrawal> {
  const pay = await sheetWithdrawal(reading, importId)
  let { lines, revived } = pay
  for (const other of others) {
    const of = await linesWithdrawal(reading, importId, other)
    lines += of.lines
    revived += of.revived
  }
  return { ...pay, lines, revived }
}

/** Due is that of ordinary lines. */
async function sheetWithdrawal(reading: Reading, importId: string): Promise<PayWithdrawal> {
  const found = await reading.client.query<PayWithdrawal>(
    `with mine as materialized (select * from wages.pay_line where district = $1 and import_id = $2),
      place as (select distinct project_id, month from mine),
      behind as materialized (
        select l.* from place p join wages.pay_line l on l.district = $1 and l.project_id = p.project_id and l.month = p.month
        where l.superseded_by = $2 and l.import_id <> $2
      ),
      behind_payment as materialized (
        select l.* from place p join wages.pay_line l on l.district = $1 and l.project_id = p.project_id and l.month = p.month
        where l.payment_superseded_by = $2 and l.import_id <> $2
      ),
      again as (
        select distinct on (l.project_id, l.month, l.worker_id, l.team_id, l.kind) l.kind, l.due_fen
        from behind l join mine m on m.superseded_by is null and m.project_id = l.project_id and m.month = l.month
          and m.worker_id = l.worker_id and m.kind = l.kind and m.team_id is not distinct from l.team_id
        order by l.project_id, l.month, l.worker_id, l.team_id, l.kind, l.import_id desc, l.sheet desc, l.row desc
      ),
      paid_again as (
        select distinct on (l.project_id, l.month, l.worker_id, l.paid_on, l.place) l.net_fen
        from behind_payment l join mine m on m.payment_superseded_by is null and m.project_id = l.project_id and m.month = l.month
          and m.worker_id = l.worker_id and m.paid_on = l.paid_on and m.place = l.place
        order by l.project_id, l.month, l.worker_id, l.paid_on, l.place, l.import_id desc, l.sheet desc, l.row desc
      )
      select (select count(*) from mine) as lines, (select count(*) from again) as revived,
        (select coalesce(sum(due_fen), 0) from mine where superseded_by is null and kind = 'ordinary')::bigint as "dueBeforeFen",
        (select coalesce(sum(due_fen), 0) from again where kind = 'ordinary')::bigint as "dueAfterFen",
        (select coalesce(sum(net_fen), 0) from mine where paid_on is not null and payment_superseded_by is null)::bigint as "paidBeforeFen",
        (select coalesce(sum(net_fen), 0) from paid_again)::bigint as "paidAfterFen"`,
    [reading.district, importId],
  )
  return found.rows[0] ?? none
}
