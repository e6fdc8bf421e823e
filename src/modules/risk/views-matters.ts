import { type SqlBool, sql } from 'kysely'
import type { PlainDate } from '../../kernel/day.ts'
import type { Level } from '../../kernel/level.ts'
import type { Role } from '../../kernel/role.ts'
import { officeDay, type Reading, tables } from '../../platform/context.ts'
import { noticesAbout } from '../notices/views.ts'
import { isOverdue, type TaskState } from '../tasks/rules/task-steps.ts'
import { readTask, tasksAbout } from '../tasks/views.ts'
import type { Matter, MatterBrief, MatterEvent } from './contract-matters.ts'
import type { WarningFilter } from './contract.ts'
import type { MatterOutcome } from './rules/matter.ts'
import type { RiskTables } from './tables.ts'
import { matterEventMessage, riskWords } from './words.ts'

/** What a warning's row says of its matter and of the task of that. */
export interface MatterOfWarning {
  matter_id: string | null
  matter_level: Level | null
  matter_state: 'open' | 'closed' | null
  outcome: MatterOutcome | null
  times: number | null
  task_id: string | null
  owner_role: Role | null
  owner_place: string | null
  due_on: PlainDate | null
  task_state: TaskState | null
}

export const matterColumns = sql`w.matter_id, a.level as matter_level, a.state as matter_state, a.outcome, a.times, a.task_id,
  k.owner_role, k.owner_place, k.due_on, k.state as task_state`

/** A firm sees the matter of its project, and the task with it. */
export const itsMatter = sql`
  left join risk.matter a on a.district = w.district and a.id = w.matter_id
  left join tasks.task_face k on k.district = a.district and k.id = a.task_id`

export function briefOf(row: MatterOfWarning, today: PlainDate): MatterBrief | null {
  const { matter_id, matter_level, matter_state, task_id } = row
  if (matter_id === null || matter_level === null || task_id === null) return null
  const { task_state, due_on } = row
  return {
    id: matter_id,
    level: matter_level,
    state: matter_state === 'closed' ? 'closed' : standsAs(task_state),
    outcome: row.outcome,
    times: row.times ?? 1,
    owner:
      row.owner_role === null
        ? null
        : { role: row.owner_role, place: row.owner_place === '' ? null : row.owner_place },
    dueOn: due_on,
    isLate:
      matter_state === 'open' &&
      task_state !== null &&
      isOverdue({ state: task_state, dueOn: due_on }, today),
    taskId: task_id,
  }
}

function standsAs(state: TaskState | null): MatterBrief['state'] {
  return state === 'answered' || state === 'returned' ? state : 'open'
}

/** Conditions on the matter `a` and its task `k` of a warning `w`. */
export function mattersUnder(
  { owner, only, outcome }: Pick<WarningFilter, 'owner' | 'only' | 'outcome'>,
  today: PlainDate,
) {
  return [
    ...(owner === undefined ? [] : [sql<SqlBool>`a.state = 'open' and k.owner_role = ${owner}`]),
    ...(only === 'late' ? [late(today)] : []),
    ...(only === 'to-check' ? [sql<SqlBool>`a.state = 'open' and k.state = 'answered'`] : []),
    ...(outcome === undefined ? [] : [sql<SqlBool>`a.outcome = ${outcome}`]),
  ]
}

/** As `isOverdue` says it of one. */
export function late(today: PlainDate) {
  return sql<SqlBool>`(a.state = 'open' and k.due_on < ${today} and k.state in ('open', 'returned'))`
}

export async function readActing(
  reading: Reading,
  brief: MatterBrief | null,
): Promise<Matter | null> {
  if (brief === null) return null
  const found = await sql<{
    opened_on: PlainDate
    closed_on: PlainDate | null
    standing: number
  }>`
    select m.opened_on, m.closed_on, (
        select count(*) from risk.warning w where w.district = m.district and w.matter_id = m.id and w.cleared_on is null
      ) as standing
    from risk.matter m where m.district = ${reading.district} and m.id = ${brief.id}`.execute(
    tables(reading),
  )
  const [matter] = found.rows
  const about = { kind: 'matter', id: brief.id }
  const seen = (await tasksAbout(reading, [about])).find(({ id }) => id === brief.taskId)
  return {
    ...brief,
    openedOn: matter?.opened_on ?? officeDay(reading),
    closedOn: matter?.closed_on ?? null,
    standing: matter?.standing ?? 0,
    events: await eventsOf(reading, brief.id),
    task: seen === undefined ? null : await readTask(reading, seen.id),
    notices: await noticesAbout(reading, about, riskWords),
  }
}

/** One that comes again every month for years has fewer. */
const mostEvents = 500

async function eventsOf(reading: Reading, matterId: string): Promise<MatterEvent[]> {
  const events = await tables<RiskTables>(reading)
    .selectFrom('risk.matter_event')
    .select(['kind', 'level', 'detail', 'happened_on'])
    .where('district', '=', reading.district)
    .where('matter_id', '=', matterId)
    .orderBy('id')
    .limit(mostEvents)
    .execute()
  return events.map(({ kind, level, detail, happened_on }) => ({
    kind,
    level,
    happenedOn: happened_on,
    message: matterEventMessage({ kind, level, detail }),
  }))
}
