import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { district } from '../../../tests/support/district.ts'
import { look } from '../../platform/act.ts'
import { tables, type Context } from '../../platform/context.ts'
import { systemContext } from '../../platform/system.ts'
import { listAudit } from '../audit/views.ts'
import { aDistrict } from '../places/fixtures.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import { addAccount } from './add-account.ts'
import { authenticateWith } from './authenticate.ts'
import { changePassword } from './change-password.ts'
import { anAccount, fixturePassword } from './fixtures.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'
import type { PeopleTables } from './tables.ts'

const here = await district()
const office = here.at('2026-11-23')
const neighbour = here.elsewhere('990102')
const begin = office.now
const after = (minutes: number) => new Date(begin.getTime() + minutes * 60_000)
/** As a request of somebody who is not signed in comes. */
const outside = (minutes: number): Context => systemContext(here.platform, '000000', after(minutes))
const townProject = '0198c0de-0000-7000-8000-000000000001'
const firmProject = '0198c0de-0000-7000-8000-000000000002'
const authenticate = authenticateWith(here.platform, {
  town: async (_ctx, town) => (town === '990101101' ? [townProject] : []),
  industries: async (_ctx, industries) => (industries.includes('water') ? [waterProject] : []),
})
const waterProject = '0198c0de-0000-7000-8000-000000000003'
const owner = new pg.Client({ connectionString: here.database.ownerUrl })

beforeAll(async () => {
  await owner.connect()
  await aDistrict(office)
  await aDistrict(neighbour, { code: '990102' })
  await shipParameters(here.platform, begin)
})
afterAll(() => owner.end())

async function tokenOf(name: string, minutes = 0): Promise<string> {
  const { token } = await signIn(outside(minutes), { name, password: fixturePassword })
  return token
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => new Error('nothing was refused'),
    (thrown: unknown) => thrown,
  )
  return error instanceof Error ? error.message : ''
}

test('an account signs in with its name in any case and width, and learns its posts', async () => {
  const { accountId } = await anAccount(office, 'coordination-office', { name: 'Zhou.Fan' })
  const { me, token } = await signIn(outside(0), {
    name: ' ZHOU．fan ',
    password: fixturePassword,
  })
  expect(me).toEqual({
    accountId,
    name: 'zhou.fan',
    displayName: '赵范一',
    posts: [
      {
        district: '990101',
        role: 'coordination-office',
        organisation: '治欠办',
        town: null,
        industries: [],
        actingFor: null,
      },
    ],
    idleMinutes: 30,
    isFactorMissing: false,
  })
  expect(token).toMatch(/^990101\.[\w-]{43}$/)
  const { rows } = await owner.query(
    `select (select encode(token_hash, 'escape') from people.session where account_id = $1) as hash,
      (select password_hash from people.account where id = $1) as password`,
    [accountId],
  )
  expect(String(rows[0]?.hash)).not.toContain(token.slice(7))
  expect(rows[0]?.password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
})

test('each role sees what is its own', async () => {
  await anAccount(office, 'town')
  const post = { projectIds: [firmProject] }
  await anAccount(office, 'labour-officer', { post })
  await anAccount(office, 'system-administrator')
  await anAccount(office, 'leader')
  await anAccount(office, 'department', { post: { industries: ['water'] } })
  const sightOf = async (name: string) => {
    const known = await authenticate(await tokenOf(name), '990101', after(0))
    return [known?.actor.roles, known?.scope.projects]
  }
  expect(await sightOf('zhou.fan')).toEqual([['coordination-office'], '*'])
  expect(await sightOf('town.990101')).toEqual([['town'], [townProject]])
  expect(await sightOf('labour-officer.990101')).toEqual([['labour-officer'], [firmProject]])
  expect(await sightOf('department.990101')).toEqual([['department'], [waterProject]])
  expect(await sightOf('leader.990101')).toEqual([['leader'], '*'])
  expect(await sightOf('system-administrator.990101')).toEqual([['system-administrator'], []])
})

test('without a district the session is at home and sees no project', async () => {
  const known = await authenticate(await tokenOf('zhou.fan'), null, after(0))
  expect(known?.scope).toMatchObject({ first: '990101', last: '990101', projects: [] })
  expect(known?.actor).toMatchObject({ name: '赵范一', organisation: '治欠办' })
})

test('somebody without a post in a district is refused there', async () => {
  const token = await tokenOf('zhou.fan')
  expect(await codeOf(authenticate(token, '990102', after(0)))).toBe('people.no-post-here')
})

test('a post that has ended gives no sight', async () => {
  const { accountId } = await anAccount(office, 'coordination-office', { name: 'moved' })
  const token = await tokenOf('moved')
  await owner.query(`update people.post set ends_on = '2026-11-22' where account_id = $1`, [
    accountId,
  ])
  expect(await codeOf(authenticate(token, '990101', after(0)))).toBe('people.no-post-here')
})

test('a wrong password and an unknown name get the same answer, and are audited where they belong', async () => {
  const wrong = { name: 'zhou.fan', password: 'not it' }
  const unknown = { name: 'nobody-has-this', password: 'not it' }
  expect(await codeOf(signIn(outside(1), wrong))).toBe('people.sign-in-wrong')
  expect(await codeOf(signIn(outside(1), unknown))).toBe('people.sign-in-wrong')
  const { rows } = await owner.query(
    `select district, account_name from people.sign_in_failure order by district`,
  )
  expect(rows).toEqual([
    { district: '000000', account_name: 'nobody-has-this' },
    { district: '990101', account_name: 'zhou.fan' },
  ])
  const { rows: entries } = await listAudit(systemContext(here.platform, '000000', begin), {
    limit: 5,
  })
  expect(entries[0]).toMatchObject({ action: 'session.begin', outcome: 'refused' })
  expect(JSON.stringify(entries)).not.toContain('nobody-has-this')
})

test('five wrong passwords lock the name for fifteen minutes, the right one too', async () => {
  await anAccount(office, 'coordination-office', { name: 'guessed' })
  const guess = (minutes: number, password: string) =>
    codeOf(signIn(outside(minutes), { name: 'guessed', password }))
  for (let minute = 0; minute < 5; minute += 1) {
    expect(await guess(minute, 'not it')).toBe('people.sign-in-wrong')
  }
  expect(await guess(5, fixturePassword)).toBe('people.sign-in-locked')
  expect(await guess(18, fixturePassword)).toBe('people.sign-in-locked')
  expect(await guess(19, fixturePassword)).toBe('nothing was refused')
  const left = await owner.query(
    `select from people.sign_in_failure where account_name = 'guessed'`,
  )
  expect(left.rowCount).toBe(0)
})

test('of many guesses at once no more are looked at than the lock-out allows', async () => {
  await anAccount(office, 'coordination-office', { name: 'stormed' })
  const guesses = Array.from({ length: 20 }, () =>
    codeOf(signIn(outside(0), { name: 'stormed', password: 'not it' })),
  )
  const answers = await Promise.all(guesses)
  expect(answers.filter((code) => code === 'people.sign-in-wrong')).toHaveLength(5)
  expect(answers.filter((code) => code === 'people.sign-in-locked')).toHaveLength(15)
})

test('names that nobody has are locked too, so that a lock tells nothing', async () => {
  const guess = () => codeOf(signIn(outside(0), { name: 'ghost', password: 'not it' }))
  for (let tries = 0; tries < 5; tries += 1) await guess()
  expect(await guess()).toBe('people.sign-in-locked')
})

test('a session ends after thirty idle minutes, and is kept alive by being used', async () => {
  const token = await tokenOf('zhou.fan', 30)
  expect(await authenticate(token, null, after(55))).not.toBeNull()
  expect(await authenticate(token, null, after(84))).not.toBeNull()
  expect(await authenticate(token, null, after(114))).toBeNull()
})

test('when a session was seen is written at most once a minute, and nobody is audited for it', async () => {
  const token = await tokenOf('zhou.fan', 200)
  const seenAt = async () => {
    const { rows } = await owner.query('select max(seen_at) as at from people.session')
    return rows[0]?.at
  }
  const auditedBefore = await owner.query('select from platform.audit_entry')
  await authenticate(token, null, new Date(after(200).getTime() + 59_000))
  expect(await seenAt()).toEqual(after(200))
  await Promise.all([1, 2, 3].map(() => authenticate(token, null, after(201))))
  expect(await seenAt()).toEqual(after(201))
  const auditedAfter = await owner.query('select from platform.audit_entry')
  expect(auditedAfter.rowCount).toBe(auditedBefore.rowCount)
})

test('signing out ends this session and no other', async () => {
  const [first, second] = [await tokenOf('zhou.fan'), await tokenOf('zhou.fan')]
  const known = await authenticate(first, null, after(0))
  if (known === null) throw new Error('not signed in')
  await signOut({ ...office, ...known }, first)
  expect(await authenticate(first, null, after(0))).toBeNull()
  expect(await authenticate(second, null, after(0))).not.toBeNull()
})

test('a closed account is signed in no more, nor into what was open', async () => {
  const { accountId } = await anAccount(office, 'coordination-office', { name: 'left' })
  const token = await tokenOf('left')
  await owner.query('update people.account set closed_at = $2 where id = $1', [accountId, begin])
  expect(await authenticate(token, null, after(0))).toBeNull()
  const again = { name: 'left', password: fixturePassword }
  expect(await codeOf(signIn(outside(0), again))).toBe('people.sign-in-wrong')
})

test('a token that is none, of another district or cut, is nobody’s', async () => {
  const token = await tokenOf('zhou.fan')
  const moved = `990102${token.slice(6)}`
  for (const text of [undefined, '', 'x', token.slice(0, -1), `${token}x`, moved]) {
    expect(await authenticate(text, null, after(0))).toBeNull()
  }
})

test('sessions and failures of another district are not seen', async () => {
  await anAccount(neighbour, 'coordination-office', { name: 'next-door' })
  await tokenOf('next-door')
  await codeOf(signIn(outside(0), { name: 'next-door', password: 'not it' }))
  const seenFrom = (ctx: Context) =>
    look(ctx, async (reading) => {
      const db = tables<PeopleTables>(reading)
      const sessions = await db.selectFrom('people.session').select('district').execute()
      const failures = await db.selectFrom('people.sign_in_failure').select('district').execute()
      return new Set([...sessions, ...failures].map((row) => row.district))
    })
  expect(await seenFrom(office)).toEqual(new Set(['990101']))
  expect(await seenFrom(neighbour)).toEqual(new Set(['990102']))
})

test('a new password ends every session; the old one is needed and then gone', async () => {
  await anAccount(office, 'coordination-office', { name: 'changing' })
  const token = await tokenOf('changing')
  const known = await authenticate(token, null, after(0))
  if (known === null) throw new Error('not signed in')
  const own = { ...office, ...known }
  const next = 'eight lorries of gravel'
  const change = (current: string, wanted: string) =>
    codeOf(changePassword(own, { current, next: wanted }))
  expect(await change(fixturePassword, 'short')).toBe('people.password-too-short')
  expect(await change('not it', next)).toBe('people.password-wrong')
  expect(await change(fixturePassword, next)).toBe('nothing was refused')
  expect(await authenticate(token, null, after(0))).toBeNull()
  expect(await codeOf(tokenOf('changing'))).toBe('people.sign-in-wrong')
  expect((await signIn(outside(0), { name: 'changing', password: next })).me.name).toBe('changing')
})

test('an account is refused with an odd or taken name, a weak password, a post that cannot be', async () => {
  const add = (over: Parameters<typeof anAccount>[2], role: 'town' | 'coordination-office') =>
    codeOf(anAccount(office, role, over))
  expect(await add({ name: 'a b' }, 'coordination-office')).toBe('people.name-odd')
  expect(await add({ name: 'ZHOU.FAN' }, 'coordination-office')).toBe('people.name-taken')
  expect(await add({ password: '123456' }, 'coordination-office')).toBe('people.password-too-short')
  const elsewhere = { post: { town: '990102101' } }
  expect(await add({ name: 'new', ...elsewhere }, 'town')).toBe('people.post-town')
  expect(await add({ name: 'new', ...elsewhere }, 'coordination-office')).toBe('people.post-town')
  const projects = { post: { projectIds: [firmProject] } }
  expect(await add({ name: 'new', ...projects }, 'coordination-office')).toBe(
    'people.post-projects',
  )
  expect(await add({ name: 'new', homeDistrict: '990109' }, 'coordination-office')).toBe(
    'places.district-unknown',
  )
})

test('two accounts of one organisation share it', async () => {
  const post = {
    district: '990101',
    role: 'labour-officer',
    organisation: '示例建工乙有限公司',
    town: null,
  } as const
  for (const name of ['first', 'second']) {
    await addAccount(office, {
      name,
      displayName: '钱样二',
      password: fixturePassword,
      homeDistrict: '990101',
      post: { ...post, projectIds: [], industries: [] },
    })
  }
  const found = await owner.query(
    `select from people.organisation where name = '示例建工乙有限公司' and kind = 'enterprise'`,
  )
  expect(found.rowCount).toBe(1)
})
