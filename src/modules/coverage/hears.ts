import { every, naming, on, within, withinAny } from '../../platform/hearing.ts'
import { parameterAdded } from '../places/contract.ts'
import { projectChanged } from '../registry/contract.ts'
import { sourcesChanged } from '../registry/contract-sources.ts'
import { taskChanged } from '../tasks/contract.ts'
import { followTasks } from './follow-tasks.ts'
import { recomputeBlindSpots, refreshBlindSpots, sweepBlindSpots } from './recompute.ts'

export const coverageHears = [
  withinAny(
    [
      naming(projectChanged, ({ projectId }) => [projectId]),
      naming(sourcesChanged, ({ projectIds }) => projectIds),
    ],
    refreshBlindSpots,
  ),
  within(taskChanged, followTasks),
  on(parameterAdded, 'coverage.recompute', async (ctx, { key }) => {
    if (key.startsWith('blind-spot-')) await recomputeBlindSpots(ctx)
  }),
  every('hour', 'coverage.sweep', sweepBlindSpots),
]
