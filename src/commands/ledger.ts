import { fen, yuanText } from '../kernel/money.ts'
import { listLedger } from '../modules/wages/contract.ts'
import { ledgerByProjectMonth } from '../modules/wages/views.ts'
import { look } from '../platform/act.ts'
import { mustBeAbleTo } from './actor.ts'
import { type Command, print, printJson } from './command.ts'
import { filterIn } from './filters.ts'

export const ledgerCommand: Command = {
  name: 'ledger',
  usage: 'ledger [--project 编号] [--month 年-月] [--json]',
  what: '工资台账，每个项目每月一行',
  example: 'ledger --project P000001 --month 2026-09 --json',
  run: async (ctx, { values }) => {
    mustBeAbleTo(ctx, listLedger)
    const filter = filterIn(values)
    const rows = await look(ctx, (reading) => ledgerByProjectMonth(reading, filter))
    for (const row of rows) {
      if (values.json) printJson(row)
      else {
        const owed = row.owedFen > 0 ? `欠 ${yuanText(fen(row.owedFen))}` : '已清'
        print(
          `${row.project}\t${row.name}\t${row.month}\t${row.workers} 人\t${row.days} 工日\t` +
            `应发 ${yuanText(fen(row.dueFen))}\t${owed}\t应发未知 ${row.dueUnknown} 人`,
        )
      }
    }
    return 0
  },
}
