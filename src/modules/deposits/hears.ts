import { Refused } from '../../kernel/refusal.ts'
import { type Hearer, within } from '../../platform/hearing.ts'
import { projectGivenUp } from '../registry/contract-sources.ts'
import { hasDeposits } from './views-given-up.ts'

export const depositsHears: readonly Hearer[] = [
  within(projectGivenUp, async (tx, projects) => {
    for (const { projectId, code } of projects) {
      if (!(await hasDeposits(tx, projectId))) continue
      throw new Refused({
        code: 'deposits.project-has-deposits',
        kind: 'wrong-state',
        values: { code },
      })
    }
  }),
]
