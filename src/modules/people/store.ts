import type { PlainDate } from '../../kernel/day.ts'
import type { Role } from '../../kernel/role.ts'
import { tables, type Reading, type Tx } from '../../platform/context.ts'
import type { OrganisationKind } from './contract.ts'
import type { Power } from './rules/power.ts'
import type { Proof } from './rules/second-factor.ts'
import type { PeopleTables } from './tables.ts'

export interface Account {
  readonly id: string
  readonly name: string
  readonly displayName: string
  readonly passwordHash: string
  readonly homeDistrict: string
  readonly power: Power
  readonly closedAt: Date | null
}

export interface NewPost {
  readonly id: string
  readonly accountId: string
  readonly organisationId: string
  readonly district: string
  readonly role: Role
  readonly town: string | null
  readonly projectIds: readonly string[]
  readonly industries: readonly string[]
  readonly beginsOn: PlainDate
}

/** As names are compared: width, case and spaces around do not matter. */
export function accountNameOf(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase()
}

export async function findAccount(reading: Reading, name: string): Promise<Account | null> {
  const row = await accounts(reading).where('name', '=', name).executeTakeFirst()
  return row ?? null
}

export async function findAccountById(reading: Reading, id: string): Promise<Account | null> {
  const row = await accounts(reading).where('id', '=', id).executeTakeFirst()
  return row ?? null
}

/** Every account, as an `Account`. */
export function accounts(reading: Reading) {
  return tables<PeopleTables>(reading)
    .selectFrom('people.account')
    .select([
      'id',
      'name',
      'display_name as displayName',
      'password_hash as passwordHash',
      'home_district as homeDistrict',
      'power',
      'closed_at as closedAt',
    ])
}

/** False where the name is taken. */
export async function insertAccount(tx: Tx, account: Omit<Account, 'closedAt'>): Promise<boolean> {
  const inserted = await tables<PeopleTables>(tx)
    .insertInto('people.account')
    .values({
      id: account.id,
      name: account.name,
      display_name: account.displayName,
      password_hash: account.passwordHash,
      home_district: account.homeDistrict,
      power: account.power,
      outside_issuer: null,
      outside_subject: null,
      created_at: tx.now,
      closed_at: null,
    })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .executeTakeFirst()
  return inserted.numInsertedOrUpdatedRows === 1n
}

export async function recordPassword(tx: Tx, accountId: string, hash: string): Promise<void> {
  await tables<PeopleTables>(tx)
    .updateTable('people.account')
    .set({ password_hash: hash })
    .where('id', '=', accountId)
    .execute()
}

/** The id of the organisation of this name: the given one where there was none. */
export async function findOrInsertOrganisation(
  tx: Tx,
  { id, name, kind }: { id: string; name: string; kind: OrganisationKind },
): Promise<string> {
  const db = tables<PeopleTables>(tx)
  await db
    .insertInto('people.organisation')
    .values({ id, name, kind })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
  const found = await db
    .selectFrom('people.organisation')
    .select('id')
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  return found.id
}

export async function insertPost(tx: Tx, post: NewPost): Promise<void> {
  await tables<PeopleTables>(tx)
    .insertInto('people.post')
    .values({
      id: post.id,
      account_id: post.accountId,
      organisation_id: post.organisationId,
      district: post.district,
      role: post.role,
      town: post.town,
      project_ids: [...post.projectIds],
      industries: [...post.industries],
      begins_on: post.beginsOn,
      ends_on: null,
      deputy_for: null,
    })
    .execute()
}

export interface NewSession {
  readonly id: string
  readonly tokenHash: Buffer
  readonly accountId: string
  readonly proof: Proof
  readonly client: string
  readonly address: string
}

export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  await tables<PeopleTables>(tx)
    .insertInto('people.session')
    .values({
      district: tx.district,
      token_hash: session.tokenHash,
      id: session.id,
      account_id: session.accountId,
      proof: session.proof,
      client: session.client,
      address: session.address,
      began_at: tx.now,
      seen_at: tx.now,
      ended_at: null,
    })
    .execute()
}

/** Only forwards: of requests that come at once, one writes and the others find it done. */
export async function recordSeen(tx: Reading, tokenHash: Buffer, before: Date): Promise<void> {
  await tables<PeopleTables>(tx)
    .updateTable('people.session')
    .set({ seen_at: tx.now })
    .where('district', '=', tx.district)
    .where('token_hash', '=', tokenHash)
    .where('seen_at', '<=', before)
    .execute()
}

/** Ends the session; all of the account where no token is given. Returns how many were running. */
export async function recordSessionEnd(
  tx: Tx,
  accountId: string,
  tokenHash: Buffer | null,
): Promise<number> {
  const running = tables<PeopleTables>(tx)
    .updateTable('people.session')
    .set({ ended_at: tx.now })
    .where('district', '=', tx.district)
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
  const ended = await (
    tokenHash === null ? running : running.where('token_hash', '=', tokenHash)
  ).executeTakeFirst()
  return Number(ended.numUpdatedRows)
}

/** Whoever tries this name waits here until the one before has been counted. */
export async function lockSignInName(tx: Reading, name: string): Promise<void> {
  await tx.client.query({
    name: 'people-lock-sign-in-name',
    text: 'select pg_advisory_xact_lock(hashtextextended($1, 0))',
    values: [`huxin sign-in ${tx.district} ${name}`],
  })
}

/** When this name failed, oldest first. */
export async function listFailures(reading: Reading, name: string): Promise<Date[]> {
  const rows = await tables<PeopleTables>(reading)
    .selectFrom('people.sign_in_failure')
    .select('at')
    .where('district', '=', reading.district)
    .where('account_name', '=', name)
    .orderBy('at')
    .limit(1_000)
    .execute()
  return rows.map((row) => row.at)
}

export async function insertFailure(tx: Reading, id: string, name: string): Promise<void> {
  await tables<PeopleTables>(tx)
    .insertInto('people.sign_in_failure')
    .values({ district: tx.district, id, account_name: name, at: tx.now })
    .execute()
}

export async function deleteFailures(tx: Reading, name: string): Promise<void> {
  await tables<PeopleTables>(tx)
    .deleteFrom('people.sign_in_failure')
    .where('district', '=', tx.district)
    .where('account_name', '=', name)
    .execute()
}

/** Failures of whatever name that no lock-out can count any more. */
export async function deleteFailuresBefore(tx: Reading, before: Date): Promise<void> {
  await tables<PeopleTables>(tx)
    .deleteFrom('people.sign_in_failure')
    .where('district', '=', tx.district)
    .where('at', '<', before)
    .execute()
}

export async function recordPostEnd(tx: Tx, id: string, endsOn: PlainDate): Promise<void> {
  await tables<PeopleTables>(tx)
    .updateTable('people.post')
    .set({ ends_on: endsOn })
    .where('district', '=', tx.district)
    .where('id', '=', id)
    .execute()
}
