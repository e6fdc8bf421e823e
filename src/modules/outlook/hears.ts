import { every, type Hearer, naming, within, withinAny } from '../../platform/hearing.ts'
import { calendarChanged } from '../calendar/contract.ts'
import { importWithdrawn } from '../files/contract.ts'
import { rosterRecorded } from '../labour/contract.ts'
import { parameterAdded } from '../places/contract.ts'
import { projectChanged } from '../registry/contract.ts'
import { taskChanged } from '../tasks/contract.ts'
import { fundsRecorded, ledgerChanged } from '../wages/contract.ts'
import { followPlanTasks } from './follow-plan-tasks.ts'
import { keepWeeks } from './keep-weeks.ts'
import { sweepOutlooks } from './refresh-outlooks.ts'
import { touchAll, touchProjects, touchRosters } from './touch-projects.ts'

export const outlookHears: readonly Hearer[] = [
  within(calendarChanged, touchAll),
  within(parameterAdded, touchAll),
  within(rosterRecorded, (tx, imports) =>
    touchRosters(
      tx,
      imports.map(({ importId }) => importId),
    ),
  ),
  withinAny(
    [
      naming(ledgerChanged, ({ projectMonths }) => projectMonths.map(([projectId]) => projectId)),
      naming(fundsRecorded, ({ projectIds }) => projectIds),
      naming(importWithdrawn, ({ projectIds }) => projectIds),
      naming(projectChanged, ({ projectId }) => [projectId]),
    ],
    touchProjects,
  ),
  within(taskChanged, followPlanTasks),
  every('minute', 'outlook.sweep', sweepOutlooks),
  every('hour', 'outlook.keep-weeks', keepWeeks),
]
