import { Refused } from '../kernel/refusal.ts'
import { administratorRoles } from '../kernel/role.ts'
import { addAccount } from '../modules/people/add-account.ts'
import { AddAccount } from '../modules/people/contract.ts'
import { inviters } from '../modules/people/contract-invitations.ts'
import { securers } from '../modules/people/contract-sign-in.ts'
import { listProjectIds } from '../modules/registry/views.ts'
import { look } from '../platform/act.ts'
import { mustBeOneOf } from './actor.ts'
import { type Command, print, printJson } from './command.ts'

export const accountCommand: Command = {
  name: 'account',
  usage:
    'account add 账号 --role 岗位 --organisation 单位 --display-name 姓名 [--town 代码] [--project 编号] [--industry 行业|all]',
  what: '建立账号；口令从环境变量 HUXIN_PASSWORD 读入，不写在命令行上',
  example:
    'account add zhangsan --role coordination-office --organisation 治欠办 --display-name 张三',
  run: async (ctx, { values, rest }) => {
    const isForAdministrator = administratorRoles.some((role) => role === values.role)
    mustBeOneOf(ctx, isForAdministrator ? securers : inviters)
    const [verb, name] = rest
    const given = AddAccount.safeParse({
      name,
      displayName: values['display-name'],
      password: process.env['HUXIN_PASSWORD'] ?? '',
      homeDistrict: ctx.district,
      post: {
        district: ctx.district,
        role: values.role,
        organisation: values.organisation,
        town: values.town?.[0] ?? null,
        projectIds: await projectsOf(ctx, values.project),
        industries: values.industry ?? [],
      },
    })
    if (verb !== 'add' || !given.success) {
      throw new Refused({ code: 'people.account-add-how', kind: 'invalid' })
    }
    const added = await addAccount(ctx, given.data)
    if (values.json) printJson(added)
    else print(`已建立账号 ${added.name}。`)
    return 0
  },
}

async function projectsOf(
  ctx: Parameters<Command['run']>[0],
  code: string | undefined,
): Promise<string[]> {
  if (code === undefined) return []
  return look(ctx, (reading) => listProjectIds(reading, [code]))
}
