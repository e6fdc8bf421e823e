import { uuidv7 } from 'uuidv7'
import type { Role } from '../../kernel/role.ts'
import { officeDay, type Tx } from '../../platform/context.ts'
import type { AddAccount, OrganisationKind } from './contract.ts'
import { findOrInsertOrganisation, insertPost } from './store.ts'

/** The account holds the post from today on. */
export async function givePost(
  tx: Tx,
  accountId: string,
  post: AddAccount['post'],
): Promise<string> {
  const id = uuidv7()
  const organisationId = await findOrInsertOrganisation(tx, {
    id: uuidv7(),
    name: post.organisation,
    kind: organisationKinds[post.role],
  })
  await insertPost(tx, { ...post, id, accountId, organisationId, beginsOn: officeDay(tx) })
  return id
}

const organisationKinds: Record<Role, OrganisationKind> = {
  'coordination-office': 'department',
  department: 'department',
  leader: 'department',
  town: 'town',
  'labour-officer': 'enterprise',
  'system-administrator': 'department',
}
