import { uuidv7 } from 'uuidv7'
import { must, Refused, type Refusal } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import { viewDistrict } from '../places/views.ts'
import type { AddAccount } from './contract.ts'
import { givePost } from './give-post.ts'
import { hashPassword } from './password-hash.ts'
import { whyNotPassword } from './rules/password.ts'
import { powerOf } from './rules/power.ts'
import { whyNotPost } from './rules/post.ts'
import { accountNameOf, insertAccount } from './store.ts'

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
    const { towns } = await viewDistrict({ ...tx, district: post.district })
    must(
      whyNotPost(
        post,
        towns.some(({ code }) => code === post.town),
      ),
    )
    await viewDistrict({ ...tx, district: homeDistrict })
    const power = powerOf(post.role)
    const account = { id, name, displayName, passwordHash, homeDistrict, power }
    const isNew = await insertAccount(tx, account)
    if (!isNew) throw new Refused({ code: 'people.name-taken', kind: 'invalid', field: 'name' })
    await givePost(tx, id, post)
    tx.note({ role: post.role, district: post.district })
    return { accountId: id, name }
  })
}

/** Letters of any script and digits, with `.`, `_`, `-` within: what can be typed everywhere and read out. */
function whyNotName(name: string): Refusal | null {
  if (/^[\p{L}\p{N}][\p{L}\p{N}._-]{1,63}$/u.test(name)) return null
  return { code: 'people.name-odd', kind: 'invalid', field: 'name' }
}
