import type { PlainDate } from '../../kernel/day.ts'
import { Refused } from '../../kernel/refusal.ts'
import type { Role } from '../../kernel/role.ts'
import { tables, type Tx } from '../../platform/context.ts'
import type { InvitationColumns, PeopleTables } from './tables.ts'

export type NewInvitation = Omit<
  InvitationColumns,
  'district' | 'invited_at' | 'accepted_at' | 'account_name' | 'withdrawn_at'
>

export async function insertInvitation(tx: Tx, invitation: NewInvitation): Promise<void> {
  await tables<PeopleTables>(tx)
    .insertInto('people.invitation')
    .values({
      ...invitation,
      industries: [...invitation.industries],
      district: tx.district,
      invited_at: tx.now,
      accepted_at: null,
      account_name: null,
      withdrawn_at: null,
    })
    .execute()
}

/** Two that accept one link wait here for each other. */
export async function lockInvitation(tx: Tx, id: string): Promise<InvitationColumns> {
  const found = await tables<PeopleTables>(tx)
    .selectFrom('people.invitation')
    .selectAll()
    .where('district', '=', tx.district)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (found !== undefined) return found
  throw new Refused({ code: 'people.invitation-unknown', kind: 'not-found' })
}

export async function changeInvitation(
  tx: Tx,
  id: string,
  change: Partial<
    Pick<InvitationColumns, 'expires_at' | 'accepted_at' | 'account_name' | 'withdrawn_at'>
  >,
): Promise<void> {
  await tables<PeopleTables>(tx)
    .updateTable('people.invitation')
    .set(change)
    .where('district', '=', tx.district)
    .where('id', '=', id)
    .execute()
}

/** A post of the district, with all others of its role waiting until it has been ended or not. */
export async function lockPost(tx: Tx, id: string) {
  const db = tables<PeopleTables>(tx)
  const found = await db
    .selectFrom('people.post')
    .select(['id', 'account_id', 'role', 'begins_on', 'ends_on'])
    .where('district', '=', tx.district)
    .where('id', '=', id)
    .executeTakeFirst()
  if (found === undefined) throw new Refused({ code: 'people.post-unknown', kind: 'not-found' })
  await tx.client.query({
    name: 'people-lock-posts',
    text: 'select pg_advisory_xact_lock(hashtextextended($1, 0))',
    values: [`huxin posts ${tx.district} ${found.role}`],
  })
  return db
    .selectFrom('people.post')
    .select(['id', 'account_id', 'role', 'project_ids', 'begins_on', 'ends_on'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

/** Running posts of the role in the district, of open accounts, but this one and whoever only acts for one. */
export async function countOthersOfRole(
  tx: Tx,
  { id, role, today }: { id: string; role: Role; today: PlainDate },
): Promise<number> {
  const found = await tables<PeopleTables>(tx)
    .selectFrom('people.post as p')
    .innerJoin('people.account as a', 'a.id', 'p.account_id')
    .select((where) => where.fn.countAll<number>().as('count'))
    .where('p.district', '=', tx.district)
    .where('p.role', '=', role)
    .where('p.id', '!=', id)
    .where('p.deputy_for', 'is', null)
    .where('a.closed_at', 'is', null)
    .where((where) => where.or([where('p.ends_on', 'is', null), where('p.ends_on', '>=', today)]))
    .executeTakeFirstOrThrow()
  return found.count
}
