import { PlainDate } from '../kernel/day.ts'
import { Refused } from '../kernel/refusal.ts'
import { addParameter } from '../modules/places/add-parameter.ts'
import { mustBeOneOf } from './actor.ts'
import { type Command, print } from './command.ts'

export const parameterCommand: Command = {
  name: 'parameter',
  usage:
    'parameter add 参数 值 --unit 单位 --instrument 文件 --from 日期 [--to 日期] [--article 条款]',
  what: '登记本区自己的参数（最低工资、预警阈值等），登记后按它重新计算',
  example: 'parameter add minimum-wage-month 2280 --unit 元 --instrument 某文件 --from 2024-01-01',
  run: async (ctx, { values, rest }) => {
    mustBeOneOf(ctx, ['coordination-office'])
    const [verb, key, said] = rest
    const { unit, instrument, from, to, article } = values
    const begins = PlainDate.safeParse(from)
    const ends = to === undefined ? null : PlainDate.safeParse(to)
    const isWhole =
      verb === 'add' &&
      key !== undefined &&
      said !== undefined &&
      unit !== undefined &&
      instrument !== undefined
    if (!isWhole || !begins.success || ends?.success === false) {
      throw new Refused({ code: 'places.parameter-add-how', kind: 'invalid' })
    }
    const number = Number(said)
    await addParameter(ctx, {
      key,
      value: said.trim() === '' || Number.isNaN(number) ? said : number,
      unit,
      instrument,
      article: article ?? '',
      validFrom: begins.data,
      validTo: ends?.data ?? null,
    })
    if (!values.json) print(`已登记 ${key} = ${said} ${unit}，自 ${begins.data} 起。`)
    return 0
  },
}
