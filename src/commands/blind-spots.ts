import { deskRoles } from '../kernel/role.ts'
import { listBlindSpots } from '../modules/coverage/views.ts'
import { sourceName } from '../modules/coverage/words.ts'
import { allPages } from '../modules/exports/export-list.ts'
import { roleNames } from '../modules/people/words.ts'
import { taskStateNames } from '../modules/tasks/words.ts'
import { mustBeOneOf } from './actor.ts'
import { type Command, print, printJson } from './command.ts'

export const blindSpotsCommand: Command = {
  name: 'blind-spots',
  usage: 'blind-spots [--project 编号] [--overdue] [--unowned] [--json]',
  what: '没有了结的监管盲区：谁没有登记、谁已看到、谁在办、期限；--overdue 只列超期的，--unowned 只列无人承办的',
  example: 'blind-spots --json --overdue',
  run: async (ctx, { values }) => {
    mustBeOneOf(ctx, deskRoles)
    const { project } = values
    const only = values.unowned ? 'unowned' : values.overdue ? 'late' : undefined
    const pages = allPages((after) =>
      listBlindSpots(ctx, { state: 'open', only, project, after, limit: 200 }),
    )
    for await (const page of pages) {
      // Both asked for: the unowned ones of which the limit has passed too.
      for (const spot of page.filter(({ task }) => task?.isOverdue === true || !values.overdue)) {
        if (values.json) printJson(spot)
        else {
          const { task } = spot
          const owner = task === null ? '' : roleNames[task.owner.role]
          const state = task === null ? '' : taskStateNames[task.state]
          const due = task?.dueOn ?? '未定期限'
          const missing = `${sourceName(spot.missing)}没有登记`
          const seenBy = `${spot.seenBy.map(sourceName).join('、')}已看到`
          print([due, state, owner, spot.projectCode, spot.projectName, missing, seenBy].join('\t'))
        }
      }
    }
    return 0
  },
}
