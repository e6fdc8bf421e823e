import { beforeAll, expect, test } from 'vitest'
import { district } from '../../../tests/support/district.ts'
import type { Context } from '../../platform/context.ts'
import { systemContext } from '../../platform/system.ts'
import { listAudit } from '../audit/views.ts'
import { aDistrict } from '../places/fixtures.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import { acceptInvitation } from './accept-invitation.ts'
import { authenticateWith } from './authenticate.ts'
import { renewInvitation, withdrawInvitation } from './change-invitation.ts'
import { endPost } from './end-post.ts'
import { anAccount, fixturePassword } from './fixtures.ts'
import { invite, offerPost } from './invite.ts'
import { signIn } from './sign-in.ts'
import { findAccountPosts } from './views.ts'
import { listInvitations, openInvitation, viewInvitationLink } from './views-invitations.ts'

const here = await district()
const office = here.at('2026-11-23')
const neighbour = here.elsewhere('990102')
const project = '0198c0de-0000-7000-8000-000000000002'
const other = '0198c0de-0000-7000-8000-000000000003'
const authenticate = authenticateWith(here.platform, {
  town: async () => [],
  industries: async () => [],
})

/** As a request of somebody who is not signed in comes, some days later. */
function outside(days = 0): Context {
  const now = new Date(office.now.getTime() + days * 24 * 3_600_000)
  return systemContext(here.platform, '000000', now)
}

beforeAll(async () => {
  await aDistrict(office)
  await aDistrict(neighbour, { code: '990102' })
  await shipParameters(here.platform, office.now)
})

async function linkOf(ctx: Context, id: string): Promise<string> {
  const { path } = await viewInvitationLink(ctx, id)
  return path.slice(path.indexOf('#') + 1)
}

function offerProject(projectId: string) {
  return offerPost(office, {
    role: 'labour-officer',
    organisation: '示例建工乙有限公司',
    invitedName: '孙例三',
    town: null,
    industries: [],
    projectId,
    placeName: '甲镇一号楼',
  })
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => new Error('nothing was refused'),
    (thrown: unknown) => thrown,
  )
  return error instanceof Error ? error.message : ''
}

const isNew = { password: fixturePassword, displayName: '孙例三' }

test('a firm’s officer follows the link, makes an account and sees the one project', async () => {
  const { id } = await offerProject(project)
  const link = await linkOf(office, id)
  expect(await openInvitation(outside(), link)).toMatchObject({
    role: 'labour-officer',
    placeName: '甲镇一号楼',
    state: 'open',
    district: '990101',
  })
  const accepted = await acceptInvitation(outside(1), { link, name: 'Sun.San', ...isNew })
  expect(accepted).toEqual({ district: '990101', name: 'sun.san' })
  const { token } = await signIn(outside(1), { name: 'sun.san', password: fixturePassword })
  const known = await authenticate(token, '990101', outside(1).now)
  expect(known?.scope.projects).toEqual([project])
  expect(known?.actor).toMatchObject({ organisation: '示例建工乙有限公司', name: '孙例三' })
})

test('a link gives one post, once', async () => {
  const { id } = await offerProject(project)
  const link = await linkOf(office, id)
  const both = await Promise.allSettled([
    acceptInvitation(outside(), { link, name: 'li.one', ...isNew }),
    acceptInvitation(outside(), { link, name: 'li.two', ...isNew }),
  ])
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await codeOf(acceptInvitation(outside(), { link, name: 'li.three', ...isNew }))).toBe(
    'people.invitation-accepted',
  )
  expect(await findAccountPosts(office, 'li.three')).toBeNull()
})

test('whoever has an account proves it by its password and gets one post more', async () => {
  const { id } = await offerProject(other)
  const link = await linkOf(office, id)
  const wrong = { link, name: 'sun.san', password: 'not this one', displayName: null }
  expect(await codeOf(acceptInvitation(outside(), wrong))).toBe('people.sign-in-wrong')
  expect(await codeOf(acceptInvitation(outside(), { ...wrong, name: 'nobody' }))).toBe(
    'people.sign-in-wrong',
  )
  await acceptInvitation(outside(), { ...wrong, password: fixturePassword })
  const known = await findAccountPosts({ ...office, now: outside(1).now }, 'sun.san')
  expect(known?.posts.flatMap(({ projectIds }) => projectIds).toSorted()).toEqual([project, other])
})

test('a name that is taken, or a password that everybody guesses, leaves the link open', async () => {
  const { id } = await offerProject(project)
  const link = await linkOf(office, id)
  expect(await codeOf(acceptInvitation(outside(), { link, name: 'sun.san', ...isNew }))).toBe(
    'people.name-taken',
  )
  const plain = { link, name: 'zhou.new', password: 'Admin@123456', displayName: '周' }
  expect(await codeOf(acceptInvitation(outside(), plain))).toBe('people.password-common')
  expect((await openInvitation(outside(), link)).state).toBe('open')
})

test('a link runs seven days, is renewed for seven more, and withdrawn opens nothing', async () => {
  const { id } = await invite(office, {
    role: 'town',
    organisation: '甲镇人民政府',
    invitedName: '吴示四',
    town: '990101101',
    industries: [],
  })
  const link = await linkOf(office, id)
  const accept = (days: number) =>
    codeOf(acceptInvitation(outside(days), { link, name: 'wu.si', ...isNew }))
  expect(await accept(8)).toBe('people.invitation-expired')
  await renewInvitation({ ...office, now: outside(8).now }, id)
  await withdrawInvitation(office, id)
  expect(await accept(9)).toBe('people.invitation-withdrawn')
  await renewInvitation({ ...office, now: outside(9).now }, id)
  expect(await accept(10)).toBe('nothing was refused')
  const [row] = (await listInvitations(office, { limit: 1, show: 'all' })).rows
  expect(row).toMatchObject({ state: 'accepted', accountName: 'wu.si', invitedName: '吴示四' })
})

test('a link that somebody made up, of another district or with a sign changed, is none', async () => {
  const { id } = await offerProject(project)
  const link = await linkOf(office, id)
  const last = link.at(-1) === 'A' ? 'B' : 'A'
  for (const bad of [
    '',
    'x'.repeat(60),
    link.replace('990101', '990102'),
    link.slice(0, -1) + last,
  ]) {
    expect(await codeOf(openInvitation(outside(), bad))).toBe('people.invitation-unknown')
  }
})

test('a town that is not the district’s, or a department of nothing, is not invited', async () => {
  const offered = { organisation: '某单位', invitedName: '某人', industries: [] }
  expect(await codeOf(invite(office, { ...offered, role: 'town', town: '990102101' }))).toBe(
    'people.post-town',
  )
  expect(await codeOf(invite(office, { ...offered, role: 'department', town: null }))).toBe(
    'people.post-industries',
  )
})

test('a neighbour sees and changes nothing of it', async () => {
  const { id } = await offerProject(project)
  expect((await listInvitations(neighbour, { limit: 50, show: 'all' })).rows).toEqual([])
  expect(await codeOf(withdrawInvitation(neighbour, id))).toBe('people.invitation-unknown')
  expect(await codeOf(viewInvitationLink(neighbour, id))).toBe('people.invitation-unknown')
})

test('an ended post is held no longer from that moment; the last of the office stays', async () => {
  const { accountId } = await anAccount(office, 'coordination-office', { name: 'only.one' })
  const posts = await here.platform.pool.query(
    `select id, account_id from people.post where district = '990101' and role = 'coordination-office'`,
  )
  const id: string = posts.rows[0].id
  const asOther = office
  const asSelf = { ...office, actor: { ...office.actor, id: accountId } }
  expect(await codeOf(endPost(asSelf, { id, why: '调离' }))).toBe('people.post-own')
  expect(await codeOf(endPost(asOther, { id, why: '调离' }))).toBe('people.post-last-office')
  await anAccount(office, 'coordination-office', { name: 'second.one' })
  expect(await codeOf(endPost(neighbour, { id, why: '调离' }))).toBe('people.post-unknown')
  const { token } = await signIn(outside(), { name: 'only.one', password: fixturePassword })
  expect(await authenticate(token, '990101', office.now)).not.toBeNull()
  await endPost(asOther, { id, why: '调离' })
  expect(await codeOf(authenticate(token, '990101', office.now))).toBe('people.no-post-here')
  expect(await codeOf(endPost(asOther, { id, why: '调离' }))).toBe('people.post-ended')
  const { rows } = await listAudit(office, { limit: 5, subject: id })
  expect(rows[0]?.detail).toMatchObject({ why: '调离', role: 'coordination-office' })
})
