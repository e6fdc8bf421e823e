import { Refused } from '../kernel/refusal.ts'
import { openDistrict } from '../modules/places/open-district.ts'
import { listDistrictsAcross } from '../modules/places/views.ts'
import { districtScope } from '../platform/system.ts'
import { type Command, print, printJson } from './command.ts'

export const districtCommand: Command = {
  name: 'district',
  usage: 'district add 代码 --name 名称 [--town 九位代码=名称]… [--demo]　|　district list',
  what: '建立一个区（县级监管机关），或列出已有的区；--demo 的区标明演示',
  example: 'district add 330106 --name 西湖区 --town 330106001=某某街道',
  anywhere: true,
  run: async (ctx, { values, rest }) => {
    const [verb, code] = rest
    if (verb === 'list') {
      for (const one of await listDistrictsAcross(ctx)) {
        if (values.json) printJson(one)
        else print(`${one.district}\t${one.name}${one.demo ? '\t演示' : ''}`)
      }
      return 0
    }
    const { name } = values
    if (verb !== 'add' || code === undefined || name === undefined) {
      throw new Refused({ code: 'places.district-add-how', kind: 'invalid' })
    }
    const towns = (values.town ?? []).map((text) => {
      const [townCode = '', townName = ''] = text.split('=')
      return { code: townCode, name: townName }
    })
    const there = { ...ctx, district: code, scope: districtScope(code) }
    const opened = await openDistrict(there, { code, name, demo: values.demo, towns })
    if (values.json) printJson(opened)
    else print(`已建立 ${code} ${name}，镇街 ${towns.length} 个。`)
    return 0
  },
}
