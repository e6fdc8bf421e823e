import { uuidv7 } from 'uuidv7'
import { must, Refused, type Refusal } from '../../kernel/refusal.ts'
import type { Role } from '../../kernel/role.ts'
import { act } from '../../platform/act.ts'
import { officeDay, type Context, type Tx } from '../../platform/context.ts'
import { viewDistrict } from '../places/views.ts'
import type { AddAccount, OrganisationKind } from './contract.ts'
import { hashPassword } from './password-hash.ts'
import { whyNotPassword } from './rules/password.ts'
import { accountNameOf, findOrInsertOrganisation, insertAccount, insertPost } from './store.ts'

/** Adds an account with its first post, which runs from today. `ctx` must see its districts. */
export async function addAccount(
  ctx: Context,
  { post, password, displayName, homeDistrict, name: typed }: AddAccount,
): Promise<{ accountId: string; name: string }> {
  const name = accountNameOf(typed)
  must(whyNotName(name))
  must(whyNotPassword(password, name))
  const passwordHash = await hashPassword(password)
  const id = uuidv7()
  return act(ctx, 'account.add', id, async (tx) => {
    must(await whyNotPost(tx, post))
    await viewDistrict({ ...tx, district: homeDistrict })
    const isNew = await insertAccount(tx, { id, name, displayName, passwordHash, homeDistrict })
    if (!isNew) throw new Refused({ code: 'people.name-taken', kind: 'invalid', field: 'name' })
    const organisationId = await findOrInsertOrganisation(tx, {
      id: uuidv7(),
      name: post.organisation,
      kind: organisationKinds[post.role],
    })
    const beginsOn = officeDay(tx)
    await insertPost(tx, { ...post, id: uuidv7(), accountId: id, organisationId, beginsOn })
    tx.note({ role: post.role, district: post.district })
    return { accountId: id, name }
  })
}

const organisationKinds: Record<Role, OrganisationKind> = {
  'coordination-office': 'department',
  department: 'department',
  leader: 'department',
  town: 'town',
  'labour-officer': 'enterprise',
  'system-administrator': 'department',
}

/** Letters of any script and digits, with `.`, `_`, `-` within: what can be typed everywhere and read out. */
function whyNotName(name: string): Refusal | null {
  if (/^[\p{L}\p{N}][\p{L}\p{N}._-]{1,63}$/u.test(name)) return null
  return { code: 'people.name-odd', kind: 'invalid', field: 'name' }
}

async function whyNotPost(tx: Tx, post: AddAccount['post']): Promise<Refusal | null> {
  const { towns } = await viewDistrict({ ...tx, district: post.district })
  const townIsRight =
    post.role === 'town' ? towns.some(({ code }) => code === post.town) : post.town === null
  if (!townIsRight) return { code: 'people.post-town', kind: 'invalid', field: 'town' }
  if (post.role !== 'labour-officer' && post.projectIds.length > 0) {
    return { code: 'people.post-projects', kind: 'invalid', field: 'projectIds' }
  }
  if ((post.role === 'department') !== post.industries.length > 0) {
    return { code: 'people.post-industries', kind: 'invalid', field: 'industries' }
  }
  return null
}
