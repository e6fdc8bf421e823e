import type { Addressee } from '../../kernel/addressee.ts'
import type { PageQuery } from '../../kernel/page.ts'
import { look } from '../../platform/act.ts'
import { type Context, type Reading, tables } from '../../platform/context.ts'
import { roleNames } from '../people/words.ts'
import { listTownNames } from '../places/views.ts'
import type { RegistryViews } from '../registry/tables.ts'
import { findProjectId } from '../registry/views.ts'
import { industries } from '../registry/words.ts'
import type { TaskCounts } from '../tasks/contract.ts'
import * as tasks from '../tasks/views.ts'
import type { TaskListFilter, TaskListRow, TaskPage } from './contract-tasks.ts'

/** Tasks with what they are about: which project, and what the owner is called. */
export async function listTasks(
  ctx: Context,
  { project, ...query }: PageQuery & TaskListFilter,
): Promise<{ rows: TaskListRow[]; next: string | null; counts: TaskCounts }> {
  return look(ctx, async (reading) => {
    const projectId = project === undefined ? undefined : await findProjectId(reading, project)
    const { rows, next, counts } = await tasks.listTasks(reading, { ...query, projectId })
    const names = await namesFor(
      reading,
      rows.flatMap(({ projectId: id, owner }) => [id, projectOf(owner)]),
    )
    return { rows: rows.map((row) => ({ ...row, ...names.known(row) })), next, counts }
  })
}

export async function viewTask(ctx: Context, { id }: { readonly id: string }): Promise<TaskPage> {
  return look(ctx, async (reading) => {
    const task = await tasks.readTask(reading, id)
    const names = await namesFor(reading, [
      task.projectId,
      projectOf(task.owner),
      ...task.events.map(({ to }) => (to === null ? null : projectOf(to))),
    ])
    return {
      ...task,
      ...names.known(task),
      events: task.events.map((event) => ({
        ...event,
        toName: event.to === null ? null : names.ownerName(event.to),
      })),
    }
  })
}

/** A labour officer's place is a project. */
function projectOf({ role, place }: Addressee): string | null {
  return role === 'labour-officer' ? place : null
}

/** What projects and owners of work are called. */
export async function namesFor(reading: Reading, projectIds: readonly (string | null)[]) {
  const ids = [...new Set(projectIds.filter((id) => id !== null))]
  const found =
    ids.length === 0
      ? []
      : await tables<RegistryViews>(reading)
          .selectFrom('registry.project_face')
          .select(['id', 'code', 'name'])
          .where('district', '=', reading.district)
          .where('id', 'in', ids)
          .execute()
  const projects = new Map(found.map((row) => [row.id, row]))
  const towns = new Map((await listTownNames(reading)).map(({ code, name }) => [code, name]))
  const ownerName = ({ role, place }: Addressee): string => {
    switch (role) {
      case 'town':
        return towns.get(place ?? '') ?? roleNames.town
      case 'department':
        return industryOwner(place ?? '')
      case 'labour-officer': {
        const project = projects.get(place ?? '')?.name
        return project === undefined ? roleNames[role] : `${project}的${roleNames[role]}`
      }
      case 'coordination-office':
      case 'leader':
      case 'system-administrator':
      case 'security-administrator':
      case 'audit-administrator':
        return roleNames[role]
    }
  }
  return {
    ownerName,
    known: ({ projectId, owner }: { projectId: string | null; owner: Addressee }) => ({
      projectCode: projects.get(projectId ?? '')?.code ?? null,
      projectName: projects.get(projectId ?? '')?.name ?? null,
      ownerName: ownerName(owner),
    }),
  }
}

function industryOwner(place: string): string {
  if (place === 'all') return `综合${roleNames.department}`
  const known = Object.entries<string>(industries).find(([industry]) => industry === place)
  return `${known?.[1] ?? place}主管部门`
}
