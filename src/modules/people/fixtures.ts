import type { Role } from '../../kernel/role.ts'
import type { Context } from '../../platform/context.ts'
import { addAccount } from './add-account.ts'
import type { AddAccount } from './contract.ts'

export const fixturePassword = 'tower crane at dawn'

/** An account in the context's district, with a post of the role; it signs in with `fixturePassword`. */
export async function anAccount(
  ctx: Context,
  role: Role,
  over: Partial<Omit<AddAccount, 'post'>> & { post?: Partial<AddAccount['post']> } = {},
): Promise<{ accountId: string; name: string }> {
  const { district } = ctx
  const industries = role === 'department' ? ['housing'] : []
  const post = { district, role, organisation: organisations[role], projectIds: [], industries }
  const town = role === 'town' ? `${district}101` : null
  return addAccount(ctx, {
    name: `${role}.${district}`,
    displayName: '赵范一',
    password: fixturePassword,
    homeDistrict: district,
    ...over,
    post: { ...post, town, ...over.post },
  })
}

const organisations: Record<Role, string> = {
  'coordination-office': '治欠办',
  department: '住建局',
  town: '甲镇',
  leader: '区政府',
  'labour-officer': '示例建工甲有限公司',
  'system-administrator': '信息中心',
  'security-administrator': '区委网信办',
  'audit-administrator': '区纪委监委',
}
