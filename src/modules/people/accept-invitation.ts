import { must, Refused } from '../../kernel/refusal.ts'
import type { Actor } from '../../kernel/role.ts'
import { act, look } from '../../platform/act.ts'
import type { Context, Tx } from '../../platform/context.ts'
import { districtScope, systemContext } from '../../platform/system.ts'
import { addAccount } from './add-account.ts'
import type { AddAccount } from './contract.ts'
import type { AcceptInvitation } from './contract-invitations.ts'
import { countTry } from './count-try.ts'
import { givePost } from './give-post.ts'
import { isPassword } from './password-hash.ts'
import { whyNotAccept } from './rules/invitation.ts'
import { accountNameOf, deleteFailures, findAccount, type Account } from './store.ts'
import { changeInvitation, lockInvitation } from './store-invitations.ts'
import { noSuchInvitation, readInvitationLink, stateOf } from './views-invitations.ts'

/**
 * Takes the post that a link offers: with an account made now, or with one that stands, which proves itself by its
 * password. A link gives one post, once.
 */
export async function acceptInvitation(
  ctx: Context,
  { link, name: typed, password, displayName }: AcceptInvitation,
): Promise<{ district: string; name: string }> {
  const opened = readInvitationLink(ctx.platform.keys, link)
  if (opened === null) throw noSuchInvitation()
  const name = accountNameOf(typed)
  const known = displayName === null ? await provenAccount(ctx, name, password) : null
  const there = {
    ...systemContext(ctx.platform, opened.district, ctx.now),
    ...(known === null ? {} : { actor: actorOf(known) }),
    ...(ctx.requestId === undefined ? {} : { requestId: ctx.requestId }),
  }
  return act(there, 'invitation.accept', opened.id, async (tx) => {
    const invitation = await lockInvitation(tx, opened.id)
    must(whyNotAccept(stateOf(invitation, tx.now)))
    const post = offeredPost(invitation)
    if (known === null) await makeAccount(tx, { name, password, displayName, post })
    else await givePost(tx, known.id, post)
    await changeInvitation(tx, opened.id, { accepted_at: tx.now, account_name: name })
    tx.note({ role: post.role, organisation: post.organisation, account: name })
    return { district: opened.district, name }
  })
}

async function makeAccount(
  tx: Tx,
  account: Pick<AddAccount, 'name' | 'password' | 'post'> & { displayName: string | null },
): Promise<void> {
  await addAccount(tx, {
    ...account,
    displayName: account.displayName ?? account.name,
    homeDistrict: tx.district,
  })
}

function offeredPost(row: Awaited<ReturnType<typeof lockInvitation>>): AddAccount['post'] {
  return {
    district: row.district,
    role: row.role,
    organisation: row.organisation,
    town: row.town,
    projectIds: row.for_project === null ? [] : [row.for_project],
    industries: row.industries,
  }
}

/** A wrong password counts as a failed sign-in: a link is no way to guess one. */
async function provenAccount(ctx: Context, name: string, password: string): Promise<Account> {
  const account = await look(ctx, (reading) => findAccount(reading, name))
  const district = account?.homeDistrict ?? '000000'
  const home: Context = {
    ...systemContext(ctx.platform, district, ctx.now),
    scope: districtScope(district),
  }
  await countTry(home, name)
  const isRight = await isPassword(account?.passwordHash ?? null, password)
  if (account === null || account.closedAt !== null || !isRight) {
    throw new Refused({ code: 'people.sign-in-wrong', kind: 'invalid', field: 'password' })
  }
  await act({ ...home, actor: actorOf(account) }, 'account.prove', account.id, (tx) =>
    deleteFailures(tx, name),
  )
  return account
}

function actorOf({ id, displayName }: Account): Actor {
  return { id, name: displayName, organisation: '', roles: [] }
}
