import { nextMonth, monthOf } from '../kernel/day.ts'
import { Refused } from '../kernel/refusal.ts'
import * as endpoints from '../modules/exports/contract.ts'
import { fillTemplate } from '../modules/exports/fill-template.ts'
import { platformTemplates, templateNos } from '../modules/exports/rules/platform-templates.ts'
import { officeDay } from '../platform/context.ts'
import { mustBeAbleTo } from './actor.ts'
import type { Command } from './command.ts'
import { writeOut } from './export.ts'
import { monthIn, projectIn } from './filters.ts'

export const templateCommand: Command = {
  name: 'template',
  usage: 'template 模板号 --project 编号 [--month 年-月] --reason 理由 [--out 文件]',
  what: '用已入账的数据填省平台的导入模板（01 到 07），含完整证件号码，理由记入审计',
  example: 'template 07 --project P000001 --month 2026-09 --reason 报送省平台 --out 工资.xlsx',
  run: async (ctx, { values, rest }) => {
    mustBeAbleTo(ctx, endpoints.fillTemplate)
    const no = templateNos.find((one) => one === rest[0])
    if (no === undefined) throw new Refused({ code: 'exports.template-how', kind: 'invalid' })
    const month =
      values.month === undefined ? nextMonth(monthOf(officeDay(ctx)), -1) : monthIn(values.month)
    const { file, leftOut } = await fillTemplate(ctx, {
      code: projectIn(values),
      no,
      month,
      reason: values.reason ?? '',
    })
    await writeOut(file, values)
    if (leftOut > 0) {
      process.stderr.write(`${platformTemplates[no].name}：有 ${leftOut} 条没有列入。\n`)
    }
    return 0
  },
}
