import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { district } from '../../../tests/support/district.ts'
import { administratorRoles } from '../../kernel/role.ts'
import { act } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import { systemContext } from '../../platform/system.ts'
import { listAudit } from '../audit/views.ts'
import { day } from '../../kernel/day.ts'
import { addParameter } from '../places/add-parameter.ts'
import { aDistrict } from '../places/fixtures.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import { authenticateWith } from './authenticate.ts'
import { endOtherSessions, endOwnSession } from './end-sessions.ts'
import { endPost } from './end-post.ts'
import { anAccount, fixturePassword } from './fixtures.ts'
import { givePost } from './give-post.ts'
import { endAccountSessions, resetSecondFactor, unlockAccount } from './secure-account.ts'
import { readSessionToken } from './session-token.ts'
import {
  beginSecondFactor,
  confirmSecondFactor,
  endSecondFactor,
  renewRecoveryCodes,
} from './set-up-second-factor.ts'
import { signIn } from './sign-in.ts'
import { codeAt } from './totp.ts'
import { viewAccount, viewMySignIn } from './views-sign-in.ts'

const here = await district()
const office = here.at('2026-11-23')
const neighbour = here.elsewhere('990102')
const begin = office.now
const after = (minutes: number) => new Date(begin.getTime() + minutes * 60_000)
const outside = (minutes: number): Context => systemContext(here.platform, '000000', after(minutes))
const authenticate = authenticateWith(here.platform, {
  town: async () => [],
  industries: async () => [],
})
const owner = new pg.Client({ connectionString: here.database.ownerUrl })

beforeAll(async () => {
  await owner.connect()
  await aDistrict(office)
  await aDistrict(neighbour, { code: '990102' })
  await shipParameters(here.platform, begin)
})
afterAll(() => owner.end())

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => new Error('nothing was refused'),
    (thrown: unknown) => thrown,
  )
  return error instanceof Error ? error.message : ''
}

const from = { address: '10.1.2.3', userAgent: 'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0' }

async function tokenOf(name: string, minutes = 0, code?: string): Promise<string> {
  const given = { name, password: fixturePassword, ...(code === undefined ? {} : { code }) }
  return (await signIn(outside(minutes), given, from)).token
}

function sessionOf(token: string) {
  const session = readSessionToken(token)
  if (session === null) throw new Error('That is no token.')
  return session
}

/** As a request of the session comes, at home. */
async function own(token: string, minutes = 0): Promise<Context> {
  const known = await authenticate(token, null, after(minutes))
  if (known === null) throw new Error('Nobody is signed in.')
  return { ...office, ...known, now: after(minutes) }
}

/** An account with a second factor set up; its secret, its recovery codes and the session it was set up in. */
async function withFactor(name: string, minutes = 0) {
  const { accountId } = await anAccount(office, 'coordination-office', { name })
  const token = await tokenOf(name, minutes)
  const { secret } = await beginSecondFactor(await own(token, minutes))
  const code = codeAt(secret, after(minutes))
  const ctx = await own(token, minutes)
  const { recoveryCodes } = await confirmSecondFactor(ctx, code, sessionOf(token).hash)
  return { accountId, secret, recoveryCodes, token }
}

test('no account holds two of the three powers, nor one of them besides a business post', async () => {
  for (const held of ['town', ...administratorRoles] as const) {
    const { accountId } = await anAccount(office, held, { name: `one-${held}` })
    for (const role of ['coordination-office', ...administratorRoles] as const) {
      const give = act(office, 'test.give', accountId, (tx) =>
        givePost(tx, accountId, {
          district: '990102',
          role,
          organisation: '某局',
          town: null,
          projectIds: [],
          industries: [],
        }),
      )
      const isSame = held === role || (held === 'town' && role === 'coordination-office')
      expect([held, role, await codeOf(give)]).toEqual([
        held,
        role,
        isSame ? 'nothing was refused' : 'people.power-other',
      ])
    }
  }
})

test('the database refuses it too, whoever writes the row', async () => {
  const { accountId } = await anAccount(office, 'audit-administrator', { name: 'only-audit' })
  const insert = owner.query(
    `insert into people.post (id, account_id, organisation_id, district, role, begins_on)
     select gen_random_uuid(), $1, id, '990101', 'security-administrator', '2026-11-23' from people.organisation limit 1`,
    [accountId],
  )
  await expect(insert).rejects.toThrow('post_of_its_accounts_power')
  const change = owner.query(`update people.account set power = 'security' where id = $1`, [
    accountId,
  ])
  await expect(change).rejects.toThrow('post_of_its_accounts_power')
})

test('the office cannot end an administrator’s post; the security administrator can', async () => {
  const { accountId } = await anAccount(office, 'system-administrator', { name: 'leaving' })
  const found = await owner.query('select id from people.post where account_id = $1', [accountId])
  const post = { id: String(found.rows[0]?.id), why: '调离' }
  expect(await codeOf(endPost(office, post))).toBe('people.post-of-administrator')
  expect(await codeOf(endPost(here.as('security-administrator'), post))).toBe('nothing was refused')
})

test('with a second factor the password alone signs in no more, and a code is good once', async () => {
  const { secret } = await withFactor('factor.a')
  expect(await codeOf(tokenOf('factor.a', 1))).toBe('people.code-needed')
  const code = codeAt(secret, after(2))
  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0')
  expect(await codeOf(tokenOf('factor.a', 2, wrong))).toBe('people.code-wrong')
  expect(await codeOf(tokenOf('factor.a', 2, ` ${code.slice(0, 3)} ${code.slice(3)}`))).toBe(
    'nothing was refused',
  )
  expect(await codeOf(tokenOf('factor.a', 2, code))).toBe('people.code-wrong')
  const before = codeAt(secret, after(1.5))
  expect(await codeOf(tokenOf('factor.a', 2, before))).toBe('people.code-wrong')
})

test('the secret is stored sealed, of recovery codes only hashes, and setting up ends other sessions', async () => {
  await anAccount(office, 'town', { name: 'factor.b', post: { town: '990101101' } })
  const elsewhere = await tokenOf('factor.b')
  const token = await tokenOf('factor.b')
  const { secret, address } = await beginSecondFactor(await own(token))
  expect(address).toMatch(/^otpauth:\/\/totp\/.*factor\.b\?.*secret=/)
  expect(address).toContain(secret)
  expect(await codeOf(tokenOf('factor.b'))).toBe('nothing was refused')
  const confirm = (code: string) =>
    own(token).then((ctx) => confirmSecondFactor(ctx, code, sessionOf(token).hash))
  expect(await codeOf(confirm('000000'))).toBe('people.code-wrong')
  const { recoveryCodes } = await confirm(codeAt(secret, begin))
  expect(new Set(recoveryCodes).size).toBe(10)
  expect(recoveryCodes[0]).toMatch(/^(?:[A-Z2-7]{4}-){3}[A-Z2-7]{4}$/)
  expect(await authenticate(elsewhere, null, begin)).toBeNull()
  expect(await authenticate(token, null, begin)).not.toBeNull()
  const { rows } = await owner.query(
    `select encode(secret, 'escape') as secret, (select string_agg(encode(code_hash, 'escape'), ' ') from people.recovery_code) as codes
     from people.second_factor where account_id = (select id from people.account where name = 'factor.b')`,
  )
  expect(rows[0]?.secret).not.toContain(secret)
  expect(rows[0]?.codes).not.toContain(recoveryCodes[0])
})

test('a recovery code signs in once; new ones for a code make the old ones worthless', async () => {
  const { secret, recoveryCodes } = await withFactor('factor.c')
  const [first = '', second = '', third = ''] = recoveryCodes
  const token = await tokenOf('factor.c', 1, first.toLowerCase())
  expect(await codeOf(tokenOf('factor.c', 1, first))).toBe('people.code-wrong')
  expect(await viewMySignIn(await own(token, 1), sessionOf(token), null)).toMatchObject({
    recoveryLeft: 9,
    sessions: [{ proof: 'recovery', isThis: true }, { proof: 'code' }],
  })
  const anew = await renewRecoveryCodes(await own(token, 3), codeAt(secret, after(3)))
  expect(anew.recoveryCodes).toHaveLength(10)
  expect(await codeOf(tokenOf('factor.c', 4, second))).toBe('people.code-wrong')
  expect(await codeOf(tokenOf('factor.c', 4, anew.recoveryCodes[0]))).toBe('nothing was refused')
  expect(await codeOf(own(token, 5).then((ctx) => endSecondFactor(ctx, third)))).toBe(
    'people.code-wrong',
  )
  await endSecondFactor(await own(token, 5), anew.recoveryCodes[1] ?? '')
  expect(await codeOf(tokenOf('factor.c', 6))).toBe('nothing was refused')
})

test('who knows the password guesses no code: five wrong ones lock the name, the right one too', async () => {
  const { secret } = await withFactor('factor.d')
  for (let tries = 0; tries < 5; tries += 1) {
    expect(await codeOf(tokenOf('factor.d', 1, 'AAAA-BBBB-CCCC-DDDD'))).toBe('people.code-wrong')
  }
  const code = () => codeAt(secret, after(2))
  expect(await codeOf(tokenOf('factor.d', 2, code()))).toBe('people.sign-in-locked')
  const { rows } = await listAudit(office, { limit: 20, action: 'session.begin' })
  const refused = rows.find(({ outcome }) => outcome === 'refused')
  expect(refused?.detail).toEqual({ code: 'people.code-wrong' })
})

test('of sign-ins at once with one code one is let in', async () => {
  const { secret } = await withFactor('factor.e')
  const code = codeAt(secret, after(2))
  const answers = await Promise.all([1, 2, 3].map(() => codeOf(tokenOf('factor.e', 2, code))))
  expect(answers.toSorted()).toEqual([
    'nothing was refused',
    'people.code-wrong',
    'people.code-wrong',
  ])
})

test('where the parameter asks for it, a session without one opens nothing but its setting up', async () => {
  await anAccount(neighbour, 'security-administrator', { name: 'must' })
  await addParameter(neighbour, {
    key: 'second-factor-of',
    value: 'administrators',
    unit: '规则',
    instrument: '本区规定',
    article: '',
    validFrom: day('2026-11-01'),
    validTo: null,
  })
  await anAccount(neighbour, 'coordination-office', { name: 'need-not' })
  const { me, token } = await signIn(outside(0), { name: 'must', password: fixturePassword })
  expect(me.isFactorMissing).toBe(true)
  expect(await codeOf(authenticate(token, '990102', begin))).toBe('people.second-factor-first')
  const known = await authenticate(token, null, begin)
  if (known === null) throw new Error('Nobody is signed in.')
  const ctx = { ...neighbour, ...known }
  const { secret } = await beginSecondFactor(ctx)
  await confirmSecondFactor(ctx, codeAt(secret, begin), sessionOf(token).hash)
  expect(await authenticate(token, '990102', begin)).not.toBeNull()
  const { me: other } = await signIn(outside(0), { name: 'need-not', password: fixturePassword })
  expect(other.isFactorMissing).toBe(false)
})

test('somebody sees where he is signed in, ends one, and ends all others', async () => {
  await anAccount(office, 'coordination-office', { name: 'roamer' })
  const tokens = [await tokenOf('roamer'), await tokenOf('roamer', 5), await tokenOf('roamer', 9)]
  const [first = '', , third = ''] = tokens
  const seen = await viewMySignIn(await own(third, 9), sessionOf(third), null)
  expect(seen.sessions.map(({ beganAt, isThis }) => [beganAt, isThis])).toEqual([
    [after(9).toISOString(), true],
    [after(5).toISOString(), false],
    [after(0).toISOString(), false],
  ])
  expect(seen.sessions[0]).toMatchObject({ client: 'Firefox · Windows', address: '10.1.2.3' })
  const oldest = seen.sessions[2]?.id ?? ''
  await endOwnSession(await own(third, 9), oldest)
  expect(await authenticate(first, null, after(9))).toBeNull()
  expect(await codeOf(own(third, 9).then((ctx) => endOwnSession(ctx, oldest)))).toBe(
    'people.session-unknown',
  )
  expect(await endOtherSessions(await own(third, 9), sessionOf(third).hash)).toEqual({ ended: 1 })
  expect(await authenticate(third, null, after(9))).not.toBeNull()
})

test('nobody ends the session of somebody else', async () => {
  await anAccount(office, 'town', { name: 'victim', post: { town: '990101101' } })
  await anAccount(office, 'town', { name: 'thief', post: { town: '990101101' } })
  const [victim, thief] = [await tokenOf('victim'), await tokenOf('thief')]
  const { sessions } = await viewMySignIn(await own(victim), sessionOf(victim), null)
  const ending = own(thief).then((ctx) => endOwnSession(ctx, sessions[0]?.id ?? ''))
  expect(await codeOf(ending)).toBe('people.session-unknown')
  expect(await authenticate(victim, null, begin)).not.toBeNull()
})

test('the security administrator unlocks, ends sessions and resets the factor of the own district’s accounts', async () => {
  const { accountId, token } = await withFactor('secured')
  const guard = here.as('security-administrator')
  for (let tries = 0; tries < 5; tries += 1) await codeOf(tokenOf('secured', 1, '1'))
  const later = { ...guard, now: after(2) }
  expect(await viewAccount(later, accountId)).toMatchObject({
    name: 'secured',
    lockedUntil: after(16).toISOString(),
    factorSince: begin.toISOString(),
    recoveryLeft: 10,
    sessions: [{ proof: 'code', isThis: false }],
  })
  const why = '本人带证件来办'
  await unlockAccount(later, accountId, { why })
  expect(await viewAccount(later, accountId)).toMatchObject({ lockedUntil: null })
  await endAccountSessions(later, accountId, { why })
  expect(await authenticate(token, null, after(2))).toBeNull()
  await resetSecondFactor(later, accountId, { why })
  expect(await codeOf(tokenOf('secured', 3))).toBe('nothing was refused')
  expect(await codeOf(resetSecondFactor(later, accountId, { why }))).toBe(
    'people.second-factor-none',
  )
  const { rows } = await listAudit(office, { limit: 50, subject: accountId })
  const done = rows.filter(({ outcome }) => outcome === 'done').map(({ action }) => action)
  expect(done).toContain('account.unlock')
  expect(done).toContain('account.end-sessions')
  expect(done).toContain('second-factor.reset')
  const far = { ...neighbour, actor: guard.actor }
  expect(await codeOf(unlockAccount(far, accountId, { why }))).toBe('people.account-unknown')
  expect(await codeOf(viewAccount(far, accountId))).toBe('people.account-unknown')
})
