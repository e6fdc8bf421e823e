import type { Tx } from '../../platform/context.ts'
import { type Move, type WorkerLines, moveLines } from '../labour/move-lines.ts'

/** What wages keeps of workers; a pay line holds two facts. */
const wageLines: readonly WorkerLines[] = [
  {
    table: 'wages.pay_line',
    facts: [
      { column: 'superseded_by', key: ['project_id', 'month', 'team_id', 'kind'] },
      {
        column: 'payment_superseded_by',
        key: ['project_id', 'month', 'paid_on', 'place'],
        where: 'l.paid_on is not null',
      },
    ],
  },
  {
    table: 'wages.bank_return',
    facts: [{ column: 'superseded_by', key: ['project_id', 'month', 'place'] }],
  },
]

/** What is due to a worker, and what was paid, is from now on another's. */
export async function moveWages(tx: Tx, move: Move): Promise<void> {
  for (const lines of wageLines) await moveLines(tx, move, lines)
}
