import { Refused } from '../../kernel/refusal.ts'
import { every, type Hearer, within } from '../../platform/hearing.ts'
import { importTakenIn, importWithdrawn } from '../files/contract.ts'
import { projectChanged } from '../registry/contract.ts'
import { projectGivenUp } from '../registry/contract-sources.ts'
import { ledgerChanged } from '../wages/contract.ts'
import { refreshStandings, sweepStandings } from './refresh-standings.ts'
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
  within(projectChanged, (tx, bodies) =>
    refreshStandings(
      tx,
      bodies.map(({ projectId }) => projectId),
    ),
  ),
  within(ledgerChanged, (tx, bodies) =>
    refreshStandings(
      tx,
      bodies.flatMap(({ projectMonths }) => projectMonths.map(([projectId]) => projectId)),
    ),
  ),
  within(importTakenIn, (tx, bodies) =>
    refreshStandings(
      tx,
      bodies.flatMap(({ projectIds }) => projectIds),
    ),
  ),
  within(importWithdrawn, (tx, bodies) =>
    refreshStandings(
      tx,
      bodies.flatMap(({ projectIds }) => projectIds),
    ),
  ),
  every('hour', 'safeguards.assess', sweepStandings),
]
