import { sql } from 'kysely'
import type { PlainDate } from '../../kernel/day.ts'
import type { Level } from '../../kernel/level.ts'
import type { Role } from '../../kernel/role.ts'
import { look } from '../../platform/act.ts'
import { type Context, officeDay, tables } from '../../platform/context.ts'
import { holdersOf } from '../people/views.ts'
import { findProjectId } from '../registry/views.ts'
import { ruleAsks, warningMessage, type WarningDetail, warningTitle } from '../risk/words.ts'
import { isOverdue, type TaskState } from '../tasks/rules/task-steps.ts'
import type { ProjectMatter } from './contract-matters.ts'
import { gravityOf } from './views-rows.ts'
import { namesFor } from './views-tasks.ts'

/** More open matters than there are rules; a bound, not a page. */
const mostMatters = 50

interface FoundMatter {
  id: string
  rule: string
  level: Level
  times: number
  task_id: string
  warning_id: string | null
  detail: WarningDetail | null
  owner_role: Role | null
  owner_place: string | null
  due_on: PlainDate | null
  task_state: TaskState | null
}

/** What is open on a project, the gravest first and of one level what is wanted soonest. */
export async function listProjectMatters(
  ctx: Context,
  code: string,
): Promise<{ rows: ProjectMatter[] }> {
  const today = officeDay(ctx)
  return look(ctx, async (reading) => {
    const { district } = reading
    const projectId = await findProjectId(reading, code)
    const found = await sql<FoundMatter>`
      select m.id, m.rule, m.level, m.times, m.task_id, w.id as warning_id, w.detail,
        k.owner_role, k.owner_place, k.due_on, k.state as task_state
      from risk.matter_face m
      left join tasks.task_face k on k.district = ${district} and k.id = m.task_id
      left join lateral (
        select o.id, o.detail from risk.open_warning o
        where o.district = ${district} and o.project_id = m.project_id and o.rule = m.rule
        order by ${gravityOf(sql.ref('o.level'))} desc, (o.detail ->> 'fen')::bigint desc nulls last, o.raised_on, o.id limit 1
      ) w on true
      where m.district = ${district} and m.project_id = ${projectId}::uuid and m.state = 'open'
      order by ${gravityOf(sql.ref('m.level'))} desc, k.due_on nulls last, m.id limit ${mostMatters}`.execute(
      tables(reading),
    )
    const names = await namesFor(reading, [projectId])
    const rows: ProjectMatter[] = []
    for (const row of found.rows) {
      const { owner_role: role, task_state: state, due_on: dueOn } = row
      const owner = role === null ? null : { role, place: row.owner_place || null }
      rows.push({
        id: row.id,
        level: row.level,
        title: warningTitle(row.rule),
        message:
          row.detail === null ? null : warningMessage({ rule: row.rule, detail: row.detail }),
        asks: ruleAsks(row.rule),
        state: state === 'answered' || state === 'returned' ? state : 'open',
        ownerName: owner === null ? null : names.ownerName(owner),
        holders:
          owner === null
            ? []
            : (await holdersOf(reading, owner)).map(({ displayName }) => displayName),
        dueOn,
        isLate: state !== null && isOverdue({ state, dueOn }, today),
        times: row.times,
        taskId: row.task_id,
        opens:
          row.warning_id === null
            ? `/warnings?${new URLSearchParams({ project: code, rule: row.rule, state: 'all' }).toString()}`
            : `/warnings/${row.warning_id}`,
      })
    }
    return { rows }
  })
}
