import type { PlainDate } from '../../kernel/day.ts'
import { sentence } from '../../kernel/words.ts'
import type { Reading } from '../../platform/context.ts'
import { countNotices } from '../notices/views.ts'
import { rolesOf } from '../tasks/rules/task-steps.ts'
import * as tasks from '../tasks/views.ts'
import type { Home } from './contract.ts'
import { dashboardsWords } from './words.ts'

type Waiting = Omit<Home['waiting'][number], 'daysLate'>

const most = 5

/** Tasks and messages that wait for the one who looks: what his posts owe, what nobody owns, what is to be checked. */
export async function waitingTasks(reading: Reading, today: PlainDate): Promise<Waiting[]> {
  const mine = await tasks.listTasks(reading, { whose: 'mine', state: 'live', limit: 50 })
  const owed = mine.rows.filter(({ state }) => state !== 'answered')
  const rows = owed.slice(0, most).map((task) => ({
    kind: 'task' as const,
    title: task.title,
    detail: task.asks,
    dueOn: task.dueOn,
    todo: say(task.state === 'returned' ? 'task-returned' : 'task-todo'),
    opens: `/tasks/${task.id}`,
  }))
  const rest = mine.counts.mine - mine.counts.toCheck - rows.length
  const more = rest <= 0 ? [] : [line('task-more', rest, rows.at(-1)?.dueOn ?? null, '/tasks')]
  return [
    ...rows,
    ...more,
    ...(await ofOthers(reading, today)),
    ...(await messages(reading, today)),
  ]
}

/** Of tasks that others own: one line each, since they are worked through in the list. */
async function ofOthers(reading: Reading, today: PlainDate): Promise<Waiting[]> {
  const { roles } = reading.actor
  if (!rolesOf.check.some((role) => roles.includes(role))) return []
  const { counts } = await tasks.listTasks(reading, { whose: 'all', state: 'live', limit: 1 })
  const isOffice = roles.includes('coordination-office')
  return [
    // Nobody will do it until it is handed on: the office's first business of the day.
    ...(isOffice && counts.unowned > 0
      ? [line('task-unowned', counts.unowned, today, '/tasks?whose=all&only=unowned')]
      : []),
    ...(counts.toCheck > 0
      ? [line('task-check', counts.toCheck, null, '/tasks?whose=all&only=to-check')]
      : []),
  ]
}

async function messages(reading: Reading, today: PlainDate): Promise<Waiting[]> {
  const { toAcknowledge, late } = await countNotices(reading)
  if (toAcknowledge === 0) return []
  const due = late > 0 ? today : null
  return [{ ...line('notice', toAcknowledge, due, '/notices?only=to-acknowledge'), kind: 'notice' }]
}

function line(code: string, count: number, dueOn: PlainDate | null, opens: string): Waiting {
  return {
    kind: 'task',
    title: sentence(dashboardsWords, `dashboards.${code}`, { count }),
    detail: sentence(dashboardsWords, `dashboards.${code}-why`),
    dueOn,
    todo: sentence(dashboardsWords, `dashboards.${code}-todo`),
    opens,
  }
}

function say(code: string): string {
  return sentence(dashboardsWords, `dashboards.${code}`)
}
