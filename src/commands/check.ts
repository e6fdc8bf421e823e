import { checkCoverage, type CoverageCheckName } from '../modules/coverage/views-check.ts'
import { checkOutlook, type OutlookCheckName } from '../modules/outlook/views-check.ts'
import { checkRegister, type RegisterCheckName } from '../modules/register/views-check.ts'
import { type CheckName, checkRisk } from '../modules/risk/views-check.ts'
import { mustBeOneOf } from './actor.ts'
import { type Command, print, printJson } from './command.ts'

const sentences: Record<
  CheckName | CoverageCheckName | OutlookCheckName | RegisterCheckName,
  string
> = {
  'open-warnings-acted-upon': '未解除的预警，都有在办事项或核验过的答复',
  'open-matters-owned': '在办事项，都有承办岗位',
  'open-matters-limited': '在办事项，都有期限',
  'open-matters-have-warnings': '在办事项，都有未解除的预警',
  'closed-matters-have-outcome': '了结的事项，都有结果',
  'states-equal-ledger': '项目月况，与工资台账逐项目逐月相同',
  'sums-equal-ledger': '人月数和应发合计，与工资台账相同',
  'open-blind-spots-owned': '没有了结的监管盲区，都有承办岗位',
  'open-blind-spots-limited': '没有了结的监管盲区，都有期限',
  'closed-blind-spots-have-outcome': '了结的监管盲区，都有结果',
  'open-entries-owned': '没有销号的风险台账条目，都有责任单位',
  'open-entries-limited': '没有销号的风险台账条目，都有化解期限',
  'one-entry-a-project': '一个项目，至多一个没有销号的条目',
  'nobody-signed-off-own': '已销号的条目，都不是申请的人自己核销',
  'entries-equal-standing': '没有销号的条目，人数和金额与工资台账相同',
  'gaps-planned-or-owned': '节前缺口达到参数的项目，都有兑付计划，或有承办岗位和期限',
  'promises-broken-asked': '到期没有付清的兑付承诺，都已要求说明或付清',
}

export const checkCommand: Command = {
  name: 'check',
  usage: 'check [--json]',
  what: '核对：没有无人办、无期限、无结果的预警和监管盲区，项目月况与台账相同；有不符退出码为 1',
  example: 'check',
  run: async (ctx, { values }) => {
    mustBeOneOf(ctx, ['coordination-office', 'leader'])
    const { checks: ofRisk, sums, unowned: matters } = await checkRisk(ctx)
    const { checks: ofCoverage, unowned: spots } = await checkCoverage(ctx)
    const checks = [
      ...ofRisk,
      ...ofCoverage,
      ...(await checkRegister(ctx)),
      ...(await checkOutlook(ctx)),
    ]
    const unowned = matters + spots
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
    print(`岗位上没有人的在办事项和盲区 ${unowned} 件，由治欠办先行交办。`)
    return isRight ? 0 : 1
  },
}
