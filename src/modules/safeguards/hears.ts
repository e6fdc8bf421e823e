import { Refused } from '../../kernel/refusal.ts'
import { every, type Hearer, naming, on, within, withinAny } from '../../platform/hearing.ts'
import { calendarChanged } from '../calendar/contract.ts'
import { importTakenIn, importWithdrawn } from '../files/contract.ts'
import { workersMerged } from '../labour/contract-merges.ts'
import { postsChanged } from '../people/contract.ts'
import { parameterAdded } from '../places/contract.ts'
import { projectChanged } from '../registry/contract.ts'
import { projectGivenUp } from '../registry/contract-sources.ts'
import { ledgerChanged } from '../wages/contract.ts'
import { reassessAll, refreshStandings, sweepStandings } from './refresh-standings.ts'
import { hasContracts } from './views-contracts.ts'

export const safeguardsHears: readonly Hearer[] = [
  within(projectGivenUp, async (tx, projects) => {
    for (const { projectId, code } of projects) {
      if (!(await hasContracts(tx, projectId))) continue
      const values = { code }
      throw new Refused({ code: 'safeguards.project-has-contracts', kind: 'wrong-state', values })
    }
    await refreshStandings(
      tx,
      projects.flatMap(({ projectId, into }) => [projectId, into]),
    )
  }),
  withinAny(
    [
      naming(projectChanged, ({ projectId }) => [projectId]),
      naming(ledgerChanged, ({ projectMonths }) => projectMonths.map(([projectId]) => projectId)),
      naming(importTakenIn, ({ projectIds }) => projectIds),
      naming(importWithdrawn, ({ projectIds }) => projectIds),
      naming(postsChanged, ({ role, projectIds }) => (role === 'labour-officer' ? projectIds : [])),
      naming(workersMerged, ({ projectIds }) => projectIds),
    ],
    refreshStandings,
  ),
  on(parameterAdded, 'safeguards.reassess', (ctx) => reassessAll(ctx)),
  on(calendarChanged, 'safeguards.follow-calendar', (ctx) => reassessAll(ctx)),
  every('hour', 'safeguards.assess', sweepStandings),
]
