import { recomputeBlindSpots } from '../modules/coverage/recompute.ts'
import { recomputeOutlooks } from '../modules/outlook/refresh-outlooks.ts'
import { recompute } from '../modules/risk/recompute.ts'
import { mustBeOneOf } from './actor.ts'
import { type Command, print, printJson } from './command.ts'

export const recomputeCommand: Command = {
  name: 'recompute',
  usage: 'recompute [--json]',
  what: '按现有各行重新计算台账、项目月况、预警、监管盲区和节前展望；平时随数据更新，结果应当不变',
  example: 'recompute',
  run: async (ctx, { values }) => {
    mustBeOneOf(ctx, ['coordination-office'])
    const { steps: blindSpotsChanged } = await recomputeBlindSpots(ctx)
    const done = { ...(await recompute(ctx)), blindSpotsChanged }
    await recomputeOutlooks(ctx)
    if (values.json) printJson(done)
    else {
      print(
        `重新计算 ${done.projects} 个项目、${done.projectMonths} 个项目月，预警变化 ${done.warningsChanged} 处，盲区变化 ${done.blindSpotsChanged} 处。`,
      )
    }
    return 0
  },
}
