import { Refused } from '../../kernel/refusal.ts'
import { type Hearer, within } from '../../platform/hearing.ts'
import { projectGivenUp } from '../registry/contract-sources.ts'
import { hasLabour } from './views-given-up.ts'

/** Labour computes from its own lines only; a project that has some is not given up for another. */
export const labourHears: readonly Hearer[] = [
  within(projectGivenUp, async (tx, projects) => {
    for (const { projectId, code } of projects) {
      if (!(await hasLabour(tx, projectId))) continue
      throw new Refused({
        code: 'labour.project-has-workers',
        kind: 'wrong-state',
        values: { code },
      })
    }
  }),
]
