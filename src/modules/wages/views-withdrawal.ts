import type { Reading } from '../../platform/context.ts'
import { type Fact, linesWithdrawal, onlyFact } from '../labour/views-withdrawal.ts'

/** What is due, and what was paid: two facts of a pay line, each with its key. */
export const dueFact: Fact = {
  column: 'superseded_by',
  key: ['project_id', 'month', 'worker_id', 'team_id', 'kind'],
  nullable: ['team_id'],
  found: { place: ['project_id', 'month'], parts: ['l.superseded_by is not null'] },
}
export const paidFact: Fact = {
  column: 'payment_superseded_by',
  key: ['project_id', 'month', 'worker_id', 'paid_on', 'place'],
  nullable: [],
  found: {
    place: ['project_id', 'month'],
    parts: ['l.superseded_by is null', 'l.superseded_by is not null'],
  },
}

/** A sum that lines of an import make, and what it would be of those in their place. */
export interface SumWithdrawal {
  readonly of: 'due' | 'paid' | 'bank-paid' | 'account-in' | 'account-out' | 'labour-cost'
  readonly before: number
  readonly after: number
}

interface Summed {
  readonly table: string
  readonly fact: Fact
  /** Its lines are counted with another fact of theirs. */
  readonly isCounted: boolean
  readonly sums: readonly (readonly [of: SumWithdrawal['of'], sql: string])[]
}

const tables: readonly Summed[] = [
  {
    table: 'wages.pay_line',
    fact: dueFact,
    isCounted: true,
    // Back pay is a payment and no new due.
    sums: [['due', `case when l.kind = 'ordinary' then l.due_fen end`]],
  },
  {
    table: 'wages.pay_line',
    fact: paidFact,
    isCounted: false,
    sums: [['paid', 'case when l.paid_on is not null then l.net_fen end']],
  },
  {
    table: 'wages.bank_return',
    fact: onlyFact({ key: ['project_id', 'worker_id', 'month', 'place'], nullable: ['month'] }),
    isCounted: true,
    sums: [['bank-paid', `case when l.outcome = 'paid' then l.amount_fen end`]],
  },
  {
    table: 'wages.account_flow',
    fact: onlyFact({ key: ['project_id', 'account_id', 'flow_on', 'place'], nullable: [] }),
    isCounted: true,
    sums: [
      ['account-in', 'greatest(l.amount_fen, 0)'],
      ['account-out', '-least(l.amount_fen, 0)'],
    ],
  },
  {
    table: 'wages.labour_cost_transfer',
    fact: onlyFact({ key: ['project_id', 'month', 'nth'], nullable: [] }),
    isCounted: true,
    sums: [['labour-cost', 'l.paid_fen']],
  },
]

/** What pay sheets, banks and owners said in an import, and what would stand again. What `takeBack` would do. */
export async function payWithdrawal(
  reading: Reading,
  importId: string,
): Promise<{ lines: number; revived: number; sums: SumWithdrawal[] }> {
  const all = { lines: 0, revived: 0 }
  const sums: SumWithdrawal[] = []
  for (const { table, fact, isCounted, sums: asked } of tables) {
    const sql = asked.map(([, sum]) => sum)
    const found = await linesWithdrawal(reading, importId, table, fact, sql)
    if (isCounted) {
      all.lines += found.lines
      all.revived += found.revived
    }
    sums.push(...asked.map(([of], nth) => ({ of, before: 0, after: 0, ...found.sums[nth] })))
  }
  return { ...all, sums }
}
