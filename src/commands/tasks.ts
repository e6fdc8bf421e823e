import { deskRoles } from '../kernel/role.ts'
import { listTasks } from '../modules/dashboards/views-tasks.ts'
import { allPages } from '../modules/exports/export-list.ts'
import { taskStateNames } from '../modules/tasks/words.ts'
import { mustBeOneOf } from './actor.ts'
import { type Command, print, printJson } from './command.ts'

export const tasksCommand: Command = {
  name: 'tasks',
  usage: 'tasks [--project 编号] [--overdue] [--unowned] [--json]',
  what: '没有办结的任务，期限近的在前；--overdue 只列逾期的，--unowned 只列无人承办的',
  example: 'tasks --json --unowned',
  run: async (ctx, { values }) => {
    mustBeOneOf(ctx, deskRoles)
    const { project } = values
    const only = values.unowned ? 'unowned' : values.overdue ? 'overdue' : undefined
    const pages = allPages((after) =>
      listTasks(ctx, { whose: 'all', state: 'live', only, project, after, limit: 200 }),
    )
    for await (const page of pages) {
      // Both asked for: the unowned ones of which the limit has passed too.
      for (const task of page.filter(({ isOverdue }) => isOverdue || !values.overdue)) {
        if (values.json) printJson(task)
        else {
          const due = task.dueOn ?? '未定期限'
          const marks = `${task.isOverdue ? '逾期' : ''}${task.isUnowned ? '无人承办' : ''}`
          print([due, taskStateNames[task.state], marks, task.ownerName, task.title].join('\t'))
        }
      }
    }
    return 0
  },
}
