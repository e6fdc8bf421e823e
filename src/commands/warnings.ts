import { officeDay } from '../platform/context.ts'
import { look } from '../platform/act.ts'
import { listWarnings } from '../modules/risk/contract.ts'
import { warningsAsOf } from '../modules/risk/views.ts'
import { mustBeAbleTo } from './actor.ts'
import { type Command, print, printJson } from './command.ts'

const levelWords = { blue: '蓝', yellow: '黄', orange: '橙', red: '红' } as const

export const warningsCommand: Command = {
  name: 'warnings',
  usage: 'warnings [--project 编号] [--as-of 日期] [--json]',
  what: '某一天的预警，按那天为止的事实计算，不写入',
  example: 'warnings --as-of 2026-10-31 --json',
  run: async (ctx, { values }) => {
    mustBeAbleTo(ctx, listWarnings)
    const { project } = values
    const found = await look(ctx, (reading) =>
      warningsAsOf(reading, {
        day: officeDay(ctx),
        ...(project === undefined ? {} : { projectCode: project }),
      }),
    )
    for (const one of found) {
      if (values.json) printJson(one)
      else
        print(`${levelWords[one.level]}\t${one.project}\t${one.name}\t${one.month}\t${one.message}`)
    }
    return 0
  },
}
