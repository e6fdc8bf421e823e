import { Refused } from '../kernel/refusal.ts'
import * as endpoints from '../modules/registry/contract.ts'
import { createProject } from '../modules/registry/create-project.ts'
import { mustBeAbleTo } from './actor.ts'
import { type Command, print, printJson } from './command.ts'

export const projectCommand: Command = {
  name: 'project',
  usage: 'project add [编号] --name 名称 [--town 代码] [--owner-kind 类别] [--pay-day 日]',
  what: '登记一个项目；不给编号就编 P 加六位数字',
  example: 'project add --name 某某安置房三期 --owner-kind government-district --pay-day 15',
  run: async (ctx, { values, rest }) => {
    mustBeAbleTo(ctx, endpoints.createProject)
    const [verb, code] = rest
    if (verb !== 'add' || values.name === undefined) {
      throw new Refused({ code: 'registry.project-add-how', kind: 'invalid' })
    }
    const given = endpoints.NewProject.safeParse({
      code: code ?? null,
      name: values.name,
      town: values.town?.[0] ?? null,
      ownerKind: values['owner-kind'] ?? 'unknown',
      state: 'building',
      permitNumber: null,
      platformNumber: null,
      payDay: values['pay-day'] === undefined ? null : Number(values['pay-day']),
      begunOn: null,
      participants: [],
    })
    if (!given.success) throw new Refused({ code: 'registry.project-add-how', kind: 'invalid' })
    const project = await createProject(ctx, given.data)
    if (values.json) printJson(project)
    else print(`已登记 ${project.code} ${project.name}。`)
    return 0
  },
}
