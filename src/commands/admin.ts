import { Refused } from '../kernel/refusal.ts'
import { type AdministratorRole, administratorRoles } from '../kernel/role.ts'
import { addAccount } from '../modules/people/add-account.ts'
import { AddAccount } from '../modules/people/contract.ts'
import { securers } from '../modules/people/contract-sign-in.ts'
import { powerOf } from '../modules/people/rules/power.ts'
import { roleNames } from '../modules/people/words.ts'
import { mustBeOneOf } from './actor.ts'
import { type Command, print, printJson } from './command.ts'

/** `system`, `security` or `audit`: the power in short. */
const roleOf: ReadonlyMap<string, AdministratorRole> = new Map(
  administratorRoles.map((role) => [powerOf(role), role]),
)

export const adminCommand: Command = {
  name: 'admin',
  usage: 'admin create 账号 --role system|security|audit --organisation 单位 --display-name 姓名',
  what: '建立管理员账号（系统、安全、审计三员各一个账号，不能兼任）；口令从环境变量 HUXIN_PASSWORD 读入',
  example: 'admin create wanganquan --role security --organisation 大数据局 --display-name 王某',
  run: async (ctx, { values, rest }) => {
    mustBeOneOf(ctx, securers)
    const [verb, name] = rest
    const role =
      roleOf.get(values.role ?? '') ?? administratorRoles.find((one) => one === values.role)
    const { organisation, 'display-name': displayName } = values
    const password = process.env['HUXIN_PASSWORD'] ?? ''
    const place = { town: null, projectIds: [], industries: [] }
    const post = { district: ctx.district, role, organisation, ...place }
    const given = AddAccount.safeParse({
      name,
      displayName,
      password,
      homeDistrict: ctx.district,
      post,
    })
    if (verb !== 'create' || role === undefined || !given.success) {
      throw new Refused({ code: 'people.admin-create-how', kind: 'invalid' })
    }
    const added = await addAccount(ctx, given.data)
    if (values.json) printJson({ ...added, role })
    else print(`已建立${roleNames[role]} ${added.name}。首次登录后请在“我的登录”里绑定动态口令。`)
    return 0
  },
}
