import { yuanText } from '../kernel/money.ts'
import { allPages } from '../modules/exports/export-list.ts'
import { listEntries } from '../modules/register/contract.ts'
import { listEntries as entriesOf } from '../modules/register/views-entries.ts'
import { classNames, entryStateNames } from '../modules/register/words.ts'
import { mustBeAbleTo } from './actor.ts'
import { type Command, print, printJson } from './command.ts'

export const registerCommand: Command = {
  name: 'register',
  usage: 'register [--project 编号] [--overdue] [--json]',
  what: '风险台账上没有销号的项目，优先的在前；--overdue 只列超过化解期限的',
  example: 'register --json',
  run: async (ctx, { values }) => {
    mustBeAbleTo(ctx, listEntries)
    const { project } = values
    const only = values.overdue ? 'late' : undefined
    const pages = allPages((after) =>
      entriesOf(ctx, { state: 'live', only, project, after, limit: 200 }),
    )
    for await (const page of pages) {
      for (const entry of page) {
        if (values.json) printJson(entry)
        else {
          const due = entry.dueOn ?? '未定期限'
          const state = entry.isLate ? '超期' : entryStateNames[entry.state]
          const sum = `${entry.people} 人 ${yuanText(entry.overdueFen)} 元`
          print(
            [
              classNames[entry.class],
              `${entry.priority.points} 分`,
              due,
              state,
              entry.unit,
              entry.projectName,
              sum,
            ].join('\t'),
          )
        }
      }
    }
    return 0
  },
}
