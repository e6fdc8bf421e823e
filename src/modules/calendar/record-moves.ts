import { uuidv7 } from 'uuidv7'
import type { PlainDate, YearMonth } from '../../kernel/day.ts'
import type { Tx } from '../../platform/context.ts'
import { insertMoves } from './store.ts'

/** A day that a notice moved: a project's pay date of a wage month, or the limit of a task. */
export type Move = {
  readonly projectId: string | null
  readonly from: PlainDate
  readonly to: PlainDate
} & (
  | { readonly kind: 'pay-date'; readonly projectId: string; readonly month: YearMonth }
  | { readonly kind: 'task-limit'; readonly taskId: string }
)

/** Writes what a notice moved, in the transaction that moves it. */
export async function recordMoves(tx: Tx, number: number, moves: readonly Move[]): Promise<void> {
  if (moves.length === 0) return
  await insertMoves(
    tx,
    moves.map((move) => ({
      district: tx.district,
      id: uuidv7(),
      number,
      kind: move.kind,
      subject_id: move.kind === 'pay-date' ? move.projectId : move.taskId,
      project_id: move.projectId,
      month: move.kind === 'pay-date' ? move.month : null,
      from_on: move.from,
      to_on: move.to,
      at: tx.now,
    })),
  )
}
