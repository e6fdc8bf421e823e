import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { district } from '../../../tests/support/district.ts'
import { day } from '../../kernel/day.ts'
import type { Context } from '../../platform/context.ts'
import { within } from '../../platform/hearing.ts'
import { contextAs, type ProjectsOf } from '../people/authenticate.ts'
import { anAccount } from '../people/fixtures.ts'
import { aDistrict } from '../places/fixtures.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import { acknowledgeNotice } from './acknowledge-notice.ts'
import { type NewNotice, noticeNotAcknowledged } from './contract.ts'
import { readNotices } from './read-notices.ts'
import { sendNotices } from './send-notices.ts'
import { sweepLateness } from './sweep-lateness.ts'
import { countNotices, listNotices, noticesAbout } from './views.ts'

const late: string[] = []
const here = await district({
  hearers: [
    within(noticeNotAcknowledged, async (_tx, bodies) => {
      late.push(...bodies.map(({ noticeId }) => noticeId))
    }),
  ],
})
const office = here.at('2026-11-23')
const project = randomUUID()
const words = { 'test.told': '{project}还有 {count} 人没有领到工资。' }
let officer: Context
let town: Context
let firm: Context
let firmToo: Context

const projectsOf: ProjectsOf = {
  town: async () => [project],
  industries: async () => [],
}

async function as(name: string): Promise<Context> {
  const ctx = await contextAs(office, name, projectsOf)
  if (ctx === null) throw new Error(`${name} has no post.`)
  return ctx
}

beforeAll(async () => {
  await aDistrict(office)
  await shipParameters(here.platform, office.now)
  const post = { projectIds: [project] }
  await anAccount(office, 'coordination-office', { name: 'office' })
  await anAccount(office, 'town', { name: 'town' })
  await anAccount(office, 'labour-officer', { name: 'firm', displayName: '钱甲', post })
  await anAccount(office, 'labour-officer', { name: 'firm-too', displayName: '钱乙', post })
  officer = await as('office')
  town = await as('town')
  firm = await as('firm')
  firmToo = await as('firm-too')
})

function toFirm(over: Partial<NewNotice> = {}): NewNotice {
  return {
    to: { role: 'labour-officer', place: project },
    about: { kind: 'matter', id: randomUUID() },
    projectId: project,
    code: 'test.told',
    values: { project: '鲁班安置房工程', count: 12 },
    acknowledgeBy: null,
    ...over,
  }
}

const mine = { box: 'mine', limit: 50 } as const

test('a notice is one sentence to a post; each account of it reads it for itself', async () => {
  const sent = toFirm()
  const [id = ''] = await sendNotices(officer, [sent])
  const { rows } = await listNotices(firm, mine, words)
  expect(rows[0]).toMatchObject({
    id,
    message: '鲁班安置房工程还有 12 人没有领到工资。',
    isMine: true,
    isRead: false,
    receipts: [],
  })
  expect(await readNotices(firm, { ids: [id] })).toEqual({ noted: 1 })
  expect(await readNotices(firm, { ids: [id] })).toEqual({ noted: 0 })
  const unread = { ...mine, only: 'unread' } as const
  expect((await listNotices(firm, unread, words)).rows).toEqual([])
  expect((await listNotices(firmToo, unread, words)).rows).toHaveLength(1)
  expect((await countNotices(firmToo)).unread).toBe(1)
  const [told] = await noticesAbout(officer, sent.about, words)
  expect(told?.receipts).toMatchObject([{ accountName: '钱甲', acknowledgedAt: null }])
})

test('who only sees the project sees what was sent, and leaves no receipt by reading it', async () => {
  const [id = ''] = await sendNotices(officer, [toFirm()])
  expect(await readNotices(town, { ids: [id] })).toEqual({ noted: 0 })
  const { rows } = await listNotices(town, { box: 'sent', limit: 1 }, words)
  expect(rows[0]).toMatchObject({ id, isMine: false, receipts: [] })
  expect((await listNotices(town, mine, words)).rows).toEqual([])
})

test('what is not of one’s projects or posts is not there', async () => {
  const [id = ''] = await sendNotices(officer, [
    toFirm({ projectId: null, to: { role: 'coordination-office', place: null } }),
  ])
  for (const who of [town, firm]) {
    const { rows } = await listNotices(who, { box: 'sent', limit: 50 }, words)
    expect(rows.some((row) => row.id === id)).toBe(false)
    await expect(acknowledgeNotice(who, { id })).rejects.toMatchObject({
      refusal: { code: 'notices.unknown' },
    })
  }
})

test('the first of the post that acknowledges does it for all; late is late, and may be', async () => {
  const [id = '', other = '', plain = ''] = await sendNotices(officer, [
    toFirm({ acknowledgeBy: day('2026-11-24') }),
    toFirm({ acknowledgeBy: day('2026-11-22') }),
    toFirm(),
  ])
  expect(await countNotices(firm)).toMatchObject({ toAcknowledge: 2, late: 1 })
  await expect(acknowledgeNotice(officer, { id })).rejects.toMatchObject({
    refusal: { code: 'notices.not-yours' },
  })
  await expect(acknowledgeNotice(firm, { id: plain })).rejects.toMatchObject({
    refusal: { code: 'notices.nothing-to-acknowledge' },
  })
  await acknowledgeNotice(firm, { id })
  await expect(acknowledgeNotice(firmToo, { id })).rejects.toMatchObject({
    refusal: { code: 'notices.acknowledged' },
  })
  await sweepLateness(here.at('2026-11-23'))
  await sweepLateness(here.at('2026-11-23'))
  expect(late).toEqual([other])
  await sweepLateness(here.at('2026-11-26'))
  expect(late).toEqual([other])
  await acknowledgeNotice(firmToo, { id: other })
  const { rows } = await listNotices(officer, { box: 'sent', limit: 3 }, words)
  const said = rows.map((row) => [row.id, row.receipts.map(({ accountName }) => accountName)])
  expect(Object.fromEntries(said)).toEqual({ [id]: ['钱甲'], [other]: ['钱乙'], [plain]: [] })
  expect(await countNotices(firm)).toMatchObject({ toAcknowledge: 0, late: 0 })
})

test('five thousand are sent in one statement, and their list pages by key', async () => {
  const ids = await sendNotices(
    officer,
    Array.from({ length: 5_000 }, () => toFirm()),
  )
  expect(new Set(ids).size).toBe(5_000)
  const first = await listNotices(firm, { ...mine, limit: 200 }, words)
  const second = await listNotices(
    firm,
    { ...mine, limit: 200, after: first.next ?? undefined },
    words,
  )
  const seen = [...first.rows, ...second.rows].map(({ id }) => id)
  expect(seen).toEqual(ids.toReversed().slice(0, 400))
  expect((await countNotices(firm)).unread).toBe(500)
})
