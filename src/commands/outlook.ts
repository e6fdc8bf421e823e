import { dayText } from '../kernel/day-text.ts'
import { fen, sumFen, yuanText } from '../kernel/money.ts'
import { listOutlooks } from '../modules/outlook/contract.ts'
import { outlooksAsOf, outlooksNow } from '../modules/outlook/views-as-of.ts'
import { confidenceNames } from '../modules/outlook/words.ts'
import { mustBeAbleTo } from './actor.ts'
import { type Command, print, printJson } from './command.ts'

export const outlookCommand: Command = {
  name: 'outlook',
  usage: 'outlook [--project 编号] [--as-of 日期] [--json]',
  what: '节前展望：各项目到春节前应付的工资、可见资金和缺口，按那天为止的事实计算，不写入',
  example: 'outlook --as-of 2026-11-24 --json',
  run: async (ctx, { values }) => {
    mustBeAbleTo(ctx, listOutlooks)
    const { project } = values
    const asked = project === undefined ? {} : { projectCode: project }
    const isOtherDay = values['as-of'] !== undefined
    const { festival, rows } = await (isOtherDay ? outlooksAsOf : outlooksNow)(ctx, asked)
    if (values.json) {
      for (const row of rows) printJson(row)
      return 0
    }
    const provisional = festival.provisional ? '（暂定）' : ''
    print(`春节 ${dayText(festival.on)}${provisional}，还有 ${festival.days} 天。`)
    for (const row of rows) {
      const due = row.unestimated ? `${yuanText(fen(row.dueFen))} 以上` : yuanText(fen(row.dueFen))
      const money = row.moneyUnknown ? '未知' : yuanText(fen(row.moneyFen))
      const sums = [due, money, yuanText(fen(row.gapFen)), yuanText(fen(row.plannedFen))]
      print([row.project, row.name, ...sums, confidenceText(row.confidence)].join('\t'))
    }
    const gap = sumFen(rows.map(({ gapFen }) => fen(gapFen)))
    print(`共 ${rows.length} 个项目，缺口 ${yuanText(gap)} 元。`)
    return 0
  },
}

function confidenceText(confidence: keyof typeof confidenceNames): string {
  return confidenceNames[confidence]
}
