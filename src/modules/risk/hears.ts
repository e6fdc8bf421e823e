import { every, on, within } from '../../platform/hearing.ts'
import { workersDoubted } from '../labour/contract.ts'
import { parameterAdded } from '../places/contract.ts'
import { taskChanged } from '../tasks/contract.ts'
import { ledgerChanged } from '../wages/contract.ts'
import { reassess, reassessWorkers, sweepProjectStates } from './reassess.ts'
import { recompute } from './recompute.ts'
import { followTasks, tendMatters } from './tend-matters.ts'

export const riskHears = [
  within(workersDoubted, (tx, bodies) =>
    reassessWorkers(
      tx,
      bodies.flatMap(({ workerIds }) => workerIds),
    ),
  ),
  within(ledgerChanged, async (tx, bodies) => {
    const keys = new Map(
      bodies.flatMap((body) => body.projectMonths).map((key) => [key.join(' '), key] as const),
    )
    await reassess(tx, [...keys.values()])
  }),
  within(taskChanged, followTasks),
  on(parameterAdded, 'risk.recompute', async (ctx) => {
    await recompute(ctx)
  }),
  every('minute', 'risk.look-again', sweepProjectStates),
  every('hour', 'risk.tend-matters', tendMatters),
]
