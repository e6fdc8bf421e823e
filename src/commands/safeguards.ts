import { listSafeguards, viewSafeguards } from '../modules/safeguards/contract.ts'
import { listSafeguards as listStandings } from '../modules/safeguards/views-list.ts'
import { viewSafeguards as viewOfProject } from '../modules/safeguards/views.ts'
import { safeguardNames, safeguardStates } from '../modules/safeguards/words.ts'
import type { Context } from '../platform/context.ts'
import { mustBeAbleTo } from './actor.ts'
import { type Command, type Invocation, print, printJson } from './command.ts'

type Values = Invocation['values']

export const safeguardsCommand: Command = {
  name: 'safeguards',
  usage: 'safeguards [--project 编号] [--as-of 日期] [--json]',
  what: '六项制度、劳动合同和劳资专管员的落实情况；写明项目的，列出依据、最迟日期和记录',
  example: 'safeguards --project P000001 --json',
  run: async (ctx, { values }) => {
    const { project } = values
    if (project === undefined) return printList(ctx, values)
    mustBeAbleTo(ctx, viewSafeguards)
    const { safeguards, findings, ...whole } = await viewOfProject(ctx, project)
    if (values.json) {
      printJson({ project, ...whole, safeguards, findings })
      return 0
    }
    for (const { safeguard, state, because, article, due, facts } of safeguards) {
      const until = due.on === null ? '' : `最迟 ${due.on}（${due.rule}）`
      const said = [because, until, ...facts].filter((one) => one !== '').join(' ')
      print(`${safeguardNames[safeguard]}\t${safeguardStates[state]}\t${said}\t${article.text}`)
    }
    for (const { message } of findings) print(`要核对\t${message}`)
    return 0
  },
}

/** As they were kept last; with `--as-of` only one project can be told. */
async function printList(ctx: Context, values: Values): Promise<number> {
  mustBeAbleTo(ctx, listSafeguards)
  let after: string | undefined
  do {
    const { rows, next } = await listStandings(ctx, { after, limit: 200 })
    for (const row of rows) {
      if (values.json) printJson(row)
      else {
        const states = row.states.map(
          ({ safeguard, state }) => `${safeguardNames[safeguard]}${safeguardStates[state]}`,
        )
        print([row.code, row.name, ...states].join('\t'))
      }
    }
    after = next ?? undefined
  } while (after !== undefined)
  return 0
}
