import { every, type Hearer, within } from '../../platform/hearing.ts'
import { importWithdrawn } from '../files/contract.ts'
import { rosterRecorded } from '../labour/contract.ts'
import { projectChanged } from '../registry/contract.ts'
import { taskChanged } from '../tasks/contract.ts'
import { fundsRecorded, ledgerChanged } from '../wages/contract.ts'
import { followPlanTasks } from './follow-plan-tasks.ts'
import { keepWeeks } from './keep-weeks.ts'
import { sweepOutlooks } from './refresh-outlooks.ts'
import { touchProjects, touchRosters } from './touch-projects.ts'

export const outlookHears: readonly Hearer[] = [
  within(rosterRecorded, (tx, imports) =>
    touchRosters(
      tx,
      imports.map(({ importId }) => importId),
    ),
  ),
  within(ledgerChanged, (tx, bodies) =>
    touchProjects(
      tx,
      bodies.flatMap(({ projectMonths }) => projectMonths.map(([id]) => id)),
    ),
  ),
  within(fundsRecorded, (tx, bodies) =>
    touchProjects(
      tx,
      bodies.flatMap(({ projectIds }) => projectIds),
    ),
  ),
  within(importWithdrawn, (tx, bodies) =>
    touchProjects(
      tx,
      bodies.flatMap(({ projectIds }) => projectIds),
    ),
  ),
  within(projectChanged, (tx, bodies) =>
    touchProjects(
      tx,
      bodies.map(({ projectId }) => projectId),
    ),
  ),
  within(taskChanged, followPlanTasks),
  every('minute', 'outlook.sweep', sweepOutlooks),
  every('hour', 'outlook.keep-weeks', keepWeeks),
]
