import { every, on, within } from '../../platform/hearing.ts'
import { parameterAdded } from '../places/contract.ts'
import { taskChanged } from '../tasks/contract.ts'
import { ledgerChanged } from '../wages/contract.ts'
import { followTasks } from './follow-tasks.ts'
import { reclass, reclassAll } from './reclass.ts'
import { tendRegister } from './tend-register.ts'

export const registerHears = [
  within(ledgerChanged, async (tx, bodies) => {
    await reclass(
      tx,
      bodies.flatMap(({ projectMonths }) => projectMonths.map(([projectId]) => projectId)),
    )
  }),
  within(taskChanged, async (tx, bodies) => {
    await followTasks(tx, bodies)
    const ofMatters = bodies.flatMap(({ about, projectId, event }) =>
      about.kind === 'matter' && projectId !== null && changesMatter.has(event) ? [projectId] : [],
    )
    if (ofMatters.length > 0) await reclass(tx, ofMatters)
  }),
  on(parameterAdded, 'register.reclass', (ctx) => reclassAll(ctx)),
  every('hour', 'register.tend', tendRegister),
]

/** What happens to a matter's task when the matter opens, rises or ends. */
const changesMatter: ReadonlySet<string> = new Set([
  'assigned',
  'closed',
  'reopened',
  'level-changed',
  'cancelled',
])
