import type { z } from 'zod'
import { officeDay, type Tx } from '../../platform/context.ts'
import type { taskChanged } from '../tasks/contract.ts'
import { recordAnswered } from './store.ts'

type TaskChanged = z.infer<typeof taskChanged.body>

/** An answer that was checked holds for some days, then a project that has no plan still is asked again. */
export async function followPlanTasks(tx: Tx, bodies: readonly TaskChanged[]): Promise<void> {
  const told = bodies.filter(({ about }) => about.kind === 'plan')
  const idsOf = (event: TaskChanged['event']) =>
    told.filter((body) => body.event === event).map(({ about }) => about.id)
  await recordAnswered(tx, idsOf('closed'), officeDay(tx))
  await recordAnswered(tx, idsOf('reopened'), null)
}
