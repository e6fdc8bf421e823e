import { type CheckName, checkRisk } from '../modules/risk/views-check.ts'
import { mustBeOneOf } from './actor.ts'
import { type Command, print, printJson } from './command.ts'

const sentences: Record<CheckName, string> = {
  'open-warnings-acted-upon': '未解除的预警，都有在办事项或核验过的答复',
  'open-matters-owned': '在办事项，都有承办岗位',
  'open-matters-limited': '在办事项，都有期限',
  'open-matters-have-warnings': '在办事项，都有未解除的预警',
  'closed-matters-have-outcome': '了结的事项，都有结果',
  'states-equal-ledger': '项目月况，与工资台账逐项目逐月相同',
  'sums-equal-ledger': '人月数和应发合计，与工资台账相同',
}

export const checkCommand: Command = {
  name: 'check',
  usage: 'check [--json]',
  what: '核对：没有无人办、无期限、无结果的预警，项目月况与台账相同；有不符退出码为 1',
  example: 'check',
  run: async (ctx, { values }) => {
    mustBeOneOf(ctx, ['coordination-office', 'leader'])
    const { checks, sums, unowned } = await checkRisk(ctx)
    const isRight = checks.every(({ faults }) => faults === 0)
    if (values.json) {
      for (const one of checks) printJson(one)
      printJson({ sums, unowned, right: isRight })
      return isRight ? 0 : 1
    }
    for (const { what, looked, faults, first } of checks) {
      const verdict = faults === 0 ? '相符' : `不符 ${faults}`
      print(`${verdict}\t${sentences[what]}\t核对 ${looked}\t${first.join(' ')}`.trimEnd())
    }
    print(`岗位上没有人的在办事项 ${unowned} 件，由治欠办先行交办。`)
    return isRight ? 0 : 1
  },
}
