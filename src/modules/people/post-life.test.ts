import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { district } from '../../../tests/support/district.ts'
import { day } from '../../kernel/day.ts'
import { act } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import { systemContext } from '../../platform/system.ts'
import { listAudit } from '../audit/views.ts'
import { aDistrict } from '../places/fixtures.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import { contextAs, type ProjectsOf } from './authenticate.ts'
import { closeAccount } from './close-account.ts'
import { deputise } from './deputise.ts'
import { endPost } from './end-post.ts'
import { endLeave, enterLeave } from './enter-leave.ts'
import { anAccount, fixturePassword } from './fixtures.ts'
import { givePost } from './give-post.ts'
import { movePost } from './move-post.ts'
import { isAddressedTo } from './rules/addressee.ts'
import { signIn } from './sign-in.ts'
import { holdersOf, listMyPosts } from './views.ts'

const here = await district()
const office = here.at('2026-11-23')
const [jia, ding] = ['990101101', '990101002']
const jiaTown = { role: 'town', place: jia } as const
/** One project of each town, told apart by the town's last digits. */
const projectOf = (town: string) => `0198c0de-0000-7000-8000-000${town}`
const projectsOf: ProjectsOf = {
  town: async (_ctx, town) => [projectOf(town)],
  industries: async () => [],
}
const owner = new pg.Client({ connectionString: here.database.ownerUrl })

beforeAll(async () => {
  await owner.connect()
  await aDistrict(office)
  await shipParameters(here.platform, office.now)
})
afterAll(() => owner.end())

async function holders(date: string, place: string = jia): Promise<string[]> {
  const found = await holdersOf(here.at(date), { role: 'town', place })
  return found.map(({ displayName }) => displayName)
}

function as(name: string, date: string): Promise<Context | null> {
  return contextAs(here.at(date), name, projectsOf)
}

async function lastPostOf(accountId: string): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(
    'select id from people.post where account_id = $1 order by id desc limit 1',
    [accountId],
  )
  return rows[0]?.id ?? ''
}

async function someone(name: string, town = jia): Promise<{ accountId: string; postId: string }> {
  const { accountId } = await anAccount(office, 'town', {
    name,
    displayName: name,
    post: { town, organisation: town === jia ? '甲镇' : '丁街道' },
  })
  return { accountId, postId: await lastPostOf(accountId) }
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'done',
    (error: unknown) => (error instanceof Error ? error.message : ''),
  )
}

const authority = { beginsOn: day('2026-11-30'), endsOn: day('2026-12-04'), why: '书面授权' }

test('in days of leave nobody holds the post, but who acts for it; the one on leave still sees', async () => {
  const zhao = await someone('zhao')
  await someone('qian', ding)
  const days = { beginsOn: day('2026-11-30'), endsOn: day('2026-12-04'), why: '年休假' }
  const { id } = await enterLeave(office, { accountId: zhao.accountId, ...days })
  expect(await codeOf(enterLeave(office, { accountId: zhao.accountId, ...days }))).toBe(
    'people.leave-overlaps',
  )
  const held = () =>
    Promise.all(['2026-11-29', '2026-11-30', '2026-12-04', '2026-12-05'].map((on) => holders(on)))
  expect(await held()).toEqual([['zhao'], [], [], ['zhao']])
  expect((await as('zhao', '2026-12-01'))?.scope.projects).toEqual([projectOf(jia)])
  await deputise(office, { id: zhao.postId, account: 'QIAN', ...authority })
  expect(await held()).toEqual([['zhao'], ['qian'], ['qian'], ['zhao']])
  await endLeave(here.at('2026-12-02'), id)
  expect([await holders('2026-12-01'), await holders('2026-12-02')]).toEqual([
    ['qian'],
    ['qian', 'zhao'],
  ])
  expect(await codeOf(endLeave(here.at('2026-12-02'), id))).toBe('people.leave-over')
})

test('a deputy sees and does what the post may, in its days, and the audit says for whom', async () => {
  const before = await as('qian', '2026-11-29')
  const during = await as('qian', '2026-12-01')
  expect([before?.scope.projects, during?.scope.projects]).toEqual([
    [projectOf(ding)],
    [projectOf(ding), projectOf(jia)],
  ])
  expect([before?.actor.name, during?.actor.name]).toEqual(['qian', 'qian（兼代zhao）'])
  if (during === null || before === null) throw new Error('qian has no post.')
  expect(isAddressedTo(jiaTown, await listMyPosts(during))).toBe(true)
  expect(isAddressedTo(jiaTown, await listMyPosts(before))).toBe(false)
  await act(during, 'test.deed', 'subject', async () => undefined)
  const { rows } = await listAudit(systemContext(here.platform, here.code, office.now), {
    limit: 50,
  })
  const deed = rows.find(({ action }) => action === 'test.deed')
  expect(deed?.actorName).toBe('qian（兼代zhao）')
})

test('a deputy is one that may be, once in the same days, and ends with the post', async () => {
  const sun = await someone('sun')
  const give = (over: Partial<Parameters<typeof deputise>[1]>) =>
    codeOf(deputise(office, { id: sun.postId, account: 'qian', ...authority, ...over }))
  expect(await give({ account: 'nobody-has-this' })).toBe('people.deputy-none')
  expect(await give({ account: 'sun' })).toBe('people.deputy-self')
  expect(await give({ endsOn: day('2026-11-29') })).toBe('people.days-order')
  expect(await give({})).toBe('done')
  expect(await give({ account: 'zhao' })).toBe('people.deputy-twice')
  expect(await holders('2026-12-01')).toContain('sun')
  await endPost(office, { id: sun.postId, why: '调离' })
  const acting = (await as('qian', '2026-12-01'))?.actor.name
  expect(acting).toBe('qian（兼代zhao）')
  expect(await give({ account: 'zhao' })).toBe('people.post-ended')
})

test('a moved post ends the day before and goes on elsewhere from its day', async () => {
  const li = await someone('li')
  const to = {
    organisation: '丁街道',
    town: ding,
    industries: [],
    on: day('2026-12-01'),
    why: '轮岗',
  }
  expect(await codeOf(movePost(office, { id: li.postId, ...to, town: '990102101' }))).toBe(
    'people.post-town',
  )
  await movePost(office, { id: li.postId, ...to })
  const scope = async (date: string) => (await as('li', date))?.scope.projects
  expect([await scope('2026-11-30'), await scope('2026-12-01')]).toEqual([
    [projectOf(jia)],
    [projectOf(ding)],
  ])
  expect((await as('li', '2026-12-01'))?.actor.organisation).toBe('丁街道')
  expect([await holders('2026-11-30'), await holders('2026-12-01', ding)]).toEqual([
    expect.arrayContaining(['li']),
    expect.arrayContaining(['li']),
  ])
})

test('who leaves holds nothing and signs in no more; who has a post elsewhere keeps the account', async () => {
  const zhou = await someone('zhou', ding)
  const { token } = await signIn(systemContext(here.platform, '000000', office.now), {
    name: 'zhou',
    password: fixturePassword,
  })
  expect(token).not.toBe('')
  const left = await closeAccount(office, { accountId: zhou.accountId, why: '辞职' })
  expect(left).toEqual({ id: zhou.accountId, posts: 1, closed: true })
  expect(await holders('2026-11-24', ding)).not.toContain('zhou')
  expect(await as('zhou', '2026-11-24')).toBeNull()
  const neighbour = here.elsewhere('990102')
  await aDistrict(neighbour, { code: '990102' })
  const wu = await someone('wu', ding)
  await act(neighbour, 'test.give', wu.accountId, (tx) =>
    givePost(tx, wu.accountId, {
      district: '990102',
      role: 'leader',
      organisation: '区政府',
      town: null,
      projectIds: [],
      industries: [],
    }),
  )
  expect(await closeAccount(office, { accountId: wu.accountId, why: '调往邻区' })).toMatchObject({
    posts: 1,
    closed: false,
  })
  expect(await as('wu', '2026-11-24')).toBeNull()
  const open = await owner.query(
    'select from people.session where account_id = $1 and ended_at is null',
    [zhou.accountId],
  )
  expect(open.rowCount).toBe(0)
  expect(await codeOf(closeAccount(office, { accountId: zhou.accountId, why: '辞职' }))).toBe(
    'people.no-running-post',
  )
})

test('nobody closes himself, nor the last of the office', async () => {
  const last = await anAccount(office, 'coordination-office', { name: 'last-office' })
  const own = await as('last-office', '2026-11-23')
  if (own === null) throw new Error('no post')
  expect(await codeOf(closeAccount(own, { accountId: last.accountId, why: '辞职' }))).toBe(
    'people.post-own',
  )
  expect(await codeOf(closeAccount(office, { accountId: last.accountId, why: '辞职' }))).toBe(
    'people.post-last-office',
  )
})
