import { z } from 'zod'
import { Refused } from '../kernel/refusal.ts'
import { withdrawFile } from '../modules/exchange/contract-withdrawals.ts'
import { withdrawImport } from '../modules/exchange/withdraw-import.ts'
import { mustBeAbleTo } from './actor.ts'
import { type Command, print, printJson } from './command.ts'

export const withdrawCommand: Command = {
  name: 'withdraw',
  usage: 'withdraw 文件号 [--json]',
  what: '撤回一个已入账的文件（文件号见 imports），办完才返回：它的行不再计入，被它替代的恢复，台账和预警随之改变',
  example: 'withdraw 01990000-0000-7000-8000-000000000000',
  run: async (ctx, { values, rest }) => {
    mustBeAbleTo(ctx, withdrawFile)
    const [fileId] = rest
    if (rest.length !== 1 || !z.uuid().safeParse(fileId).success || fileId === undefined) {
      throw new Refused({ code: 'exchange.withdraw-how', kind: 'invalid' })
    }
    const { lines } = await withdrawImport(ctx, fileId)
    if (values.json) printJson({ fileId, lines })
    else print(`已撤回：${lines} 行不再计入。`)
    return 0
  },
}
