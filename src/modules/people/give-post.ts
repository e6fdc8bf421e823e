import { uuidv7 } from 'uuidv7'
import { must, Refused } from '../../kernel/refusal.ts'
import type { Role } from '../../kernel/role.ts'
import { officeDay, type Tx } from '../../platform/context.ts'
import { type AddAccount, type OrganisationKind, postsChanged } from './contract.ts'
import { whyNotPower } from './rules/power.ts'
import { findAccountById, findOrInsertOrganisation, insertPost } from './store.ts'

/** The account holds the post from today on. */
export async function givePost(
  tx: Tx,
  accountId: string,
  post: AddAccount['post'],
): Promise<string> {
  const account = await findAccountById(tx, accountId)
  if (account === null) throw new Refused({ code: 'people.account-unknown', kind: 'not-found' })
  must(whyNotPower(account, post.role))
  const id = uuidv7()
  const organisationId = await findOrInsertOrganisation(tx, {
    id: uuidv7(),
    name: post.organisation,
    kind: organisationKinds[post.role],
  })
  await insertPost(tx, { ...post, id, accountId, organisationId, beginsOn: officeDay(tx) })
  // Of another district it is heard there by the sweep: what is announced stays within one.
  if (post.district === tx.district) {
    tx.announce(postsChanged, { postId: id, role: post.role, projectIds: [...post.projectIds] })
  }
  return id
}

export const organisationKinds: Record<Role, OrganisationKind> = {
  'coordination-office': 'department',
  department: 'department',
  leader: 'department',
  town: 'town',
  'labour-officer': 'enterprise',
  'system-administrator': 'department',
  'security-administrator': 'department',
  'audit-administrator': 'department',
}
