import { correctedLinesOf, newLinesOf } from '../modules/exchange/rules/new-lines.ts'
import { listImports } from '../modules/exchange/contract-imports.ts'
import * as views from '../modules/exchange/views-imports.ts'
import { mustBeAbleTo } from './actor.ts'
import { type Command, print, printJson } from './command.ts'

/** As many as fit a screen or two; `--json` gives all. */
const newest = 50
const page = 200

export const importsCommand: Command = {
  name: 'imports',
  usage: 'imports [--project 编号或名称] [--json]',
  what: '导入记录：每个文件一行，新的在前；--json 输出全部',
  example: 'imports --json',
  run: async (ctx, { values }) => {
    mustBeAbleTo(ctx, listImports)
    const { project: search } = values
    let after: string | undefined
    for (;;) {
      const limit = values.json ? page : newest
      const { rows, next } = await views.listImports(ctx, {
        limit,
        after,
        ...(search === undefined ? {} : { search }),
      })
      for (const row of rows) {
        if (values.json) {
          printJson(row)
          continue
        }
        const { changed } = row
        const result =
          changed === null
            ? (row.error ?? `认得 ${row.accepted} 行`)
            : `新增 ${newLinesOf(changed)} 行，更正 ${correctedLinesOf(changed)} 行，相同 ${changed.unchanged} 行`
        const projects = row.projects.map(({ name }) => name).join('、')
        print(
          `${row.fileId}\t${row.droppedAt.slice(0, 10)}\t${row.droppedBy}\t${row.name}\t` +
            `${projects}\t${row.state}\t${result}\t等补正 ${row.rejected} 处，发现 ${row.findings} 处`,
        )
      }
      if (next === null || !values.json) return 0
      after = next
    }
  },
}
