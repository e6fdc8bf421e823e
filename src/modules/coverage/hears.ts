import { every, on, within } from '../../platform/hearing.ts'
import { parameterAdded } from '../places/contract.ts'
import { projectChanged } from '../registry/contract.ts'
import { sourcesChanged } from '../registry/contract-sources.ts'
import { taskChanged } from '../tasks/contract.ts'
import { followTasks } from './follow-tasks.ts'
import { recomputeBlindSpots, refreshBlindSpots, sweepBlindSpots } from './recompute.ts'

export const coverageHears = [
  within(projectChanged, async (tx, bodies) => {
    await refreshBlindSpots(
      tx,
      bodies.map(({ projectId }) => projectId),
    )
  }),
  within(sourcesChanged, async (tx, bodies) => {
    await refreshBlindSpots(
      tx,
      bodies.flatMap(({ projectIds }) => projectIds),
    )
  }),
  within(taskChanged, followTasks),
  on(parameterAdded, 'coverage.recompute', async (ctx, { key }) => {
    if (key.startsWith('blind-spot-')) await recomputeBlindSpots(ctx)
  }),
  every('hour', 'coverage.sweep', sweepBlindSpots),
]
