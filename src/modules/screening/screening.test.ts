import { expect, test } from 'vitest'
import { itemsOf, screenedDistrict } from '../../../tests/support/screened-district.ts'
import { words } from '../../app.ts'
import { moveEnd } from './move-end.ts'
import { day } from '../../kernel/day.ts'
import type { Context } from '../../platform/context.ts'
import { countNotices, listNotices } from '../notices/views.ts'
import { listTasks } from '../tasks/views.ts'
import { aProject } from '../registry/fixtures.ts'
import { addProjects, removeItem } from './change-list.ts'
import { ItemFilter, type Share } from './contract.ts'
import { aDraftRound, aReport, aRound } from './fixtures.ts'
import { changeRound, makeRound } from './make-round.ts'
import { closeRound, openRound } from './open-round.ts'
import { sayZero } from './say-zero.ts'
import { submitReport } from './submit-report.ts'
import { sweepOverdue } from './sweep-overdue.ts'
import { urgeOwners } from './urge-owners.ts'
import { listItems, viewItem } from './views-items.ts'
import { listOwners } from './views-owners.ts'
import { listRounds, viewRound } from './views.ts'
import { screeningWords } from './words.ts'

const site = await screenedDistrict()
const { as, on, officer, leader, other, water } = site
// Anew after a project has come: who sees it is asked when he is.
let { town } = site

function refused(code: string, values?: object) {
  const said = values === undefined ? { code } : { code, values }
  return { refusal: expect.objectContaining(said) }
}

const known = { limit: 200, state: 'known' } as const

const mine = itemsOf

test('a round lists the live projects of its filter, each with its owner, and nobody else’s state', async () => {
  const roundId = await aDraftRound(officer)
  const { rows } = await listItems(officer, roundId, known)
  expect(
    rows.map(({ projectName, ownerName }) => `${projectName} ${ownerName}`).toSorted(),
  ).toEqual(
    [
      '墨斗学校工程 甲镇',
      '无主工程 治欠办',
      '清水河道工程 水利主管部门',
      '青砖道路工程 丁街道',
      '鲁班安置房工程 甲镇',
    ].toSorted(),
  )
  expect(rows.find(({ projectName }) => projectName === '青砖道路工程')?.isUnowned).toBe(false)
  await expect(viewRound(town, roundId)).rejects.toMatchObject(refused('screening.unknown-round'))
  expect((await listRounds(town, { limit: 50 })).rows).toEqual([])
  const narrowed = await changeRound(officer, roundId, {
    version: 1,
    title: '只查水利',
    beginsOn: day('2026-11-23'),
    endsOn: day('2026-12-02'),
    ownerWay: 'department',
    zeroRhythm: 'round',
    filter: { towns: [], industries: ['water'], ownerKinds: [], states: ['stopped'] },
  })
  expect(narrowed.items).toBe(1)
  await expect(openRound(officer, roundId, { version: 1 })).rejects.toMatchObject(
    refused('screening.changed-meanwhile'),
  )
})

test('an end before its begin, and a town of elsewhere, are refused', async () => {
  const given = {
    title: '错的',
    beginsOn: day('2026-12-02'),
    endsOn: day('2026-12-01'),
    ownerWay: 'town' as const,
    zeroRhythm: 'round' as const,
    filter: { towns: [], industries: [], ownerKinds: [], states: [] },
  }
  await expect(makeRound(officer, given)).rejects.toMatchObject(
    refused('screening.end-before-begin'),
  )
  const elsewhere = { ...given.filter, towns: ['990102101'] }
  await expect(
    makeRound(officer, { ...given, endsOn: day('2026-12-02'), filter: elsewhere }),
  ).rejects.toMatchObject(refused('screening.unknown-town', { town: '990102101' }))
})

test('sent out, each owner has one notice and one task; what it has done ends the task by itself', async () => {
  const before = (await countNotices(town)).unread
  const roundId = await aRound(officer)
  expect((await countNotices(town)).unread).toBe(before + 1)
  await expect(openRound(officer, roundId, { version: 2 })).rejects.toMatchObject(
    refused('screening.not-a-draft'),
  )
  const tasks = async () =>
    (await listTasks(town, { whose: 'mine', state: 'all', limit: 50 })).rows.filter(({ about }) =>
      about.id.startsWith(roundId),
    )
  expect(await tasks()).toMatchObject([{ state: 'open', dueOn: '2026-12-02', isMine: true }])
  const [one, two] = await mine(town, roundId)
  if (one === undefined || two === undefined) throw new Error('The town has two.')
  await submitReport(town, one, aReport(town))
  expect(await tasks()).toMatchObject([{ state: 'open' }])
  await submitReport(town, two, aReport(town, { outcome: 'could-not', reason: '大门锁着，没有人' }))
  expect(await tasks()).toMatchObject([{ state: 'cancelled' }])
  const owners = await listOwners(officer, roundId)
  expect(owners.find(({ ownerName }) => ownerName === '甲镇')).toMatchObject({
    items: { value: 2 },
    screened: { value: 1 },
    couldNot: { value: 1 },
    waiting: { value: 0 },
    hasReported: false,
  })
})

test('every figure of a round opens as many rows as it says', async () => {
  const roundId = await aRound(officer)
  await aProject(officer, {
    town: '990101101',
    participants: [],
    name: '新开工程',
    state: 'building',
  })
  town = await as('town')
  const [one] = await mine(town, roundId)
  if (one === undefined) throw new Error('The town has one.')
  await submitReport(town, one, aReport(town, { boards: 'no' }))
  for (const who of [officer, leader, town, water]) {
    const page = await viewRound(who, roundId)
    const shares: Share[] = [page.all, ...page.towns, ...page.departments, ...page.kinds]
    const figures = [
      ...shares.flatMap((of) => [of.known, of.screened, of.couldNot, of.waiting]),
      ...shares.flatMap((of) => [of.missed, of.unlisted, of.found]),
      ...page.owners.flatMap((of) => [of.items, of.screened, of.waiting, of.missed, of.found]),
    ]
    for (const { value, rows } of figures) {
      const query = Object.fromEntries(new URLSearchParams(rows.split('?')[1] ?? ''))
      const list = await listItems(who, roundId, { ...ItemFilter.parse(query), limit: 200 })
      expect([rows, list.rows.length]).toEqual([rows, value])
    }
    const sum = (of: readonly Share[]) => of.reduce((total, share) => total + share.known.value, 0)
    for (const of of [page.towns, page.departments, page.kinds]) {
      expect(sum(of)).toBe(page.all.known.value)
    }
  }
  const { all } = await viewRound(officer, roundId)
  expect(all).toMatchObject({ unlisted: { value: 1 }, screened: { value: 1 }, found: { value: 1 } })
  expect(all.rate).toBe(Math.floor(10_000 / all.known.value))
})

test('a page of items begins where the one before ended', async () => {
  const roundId = await aRound(officer)
  const whole = await listItems(officer, roundId, known)
  const seen: string[] = []
  let after: string | undefined
  do {
    const page = await listItems(officer, roundId, { state: 'known', limit: 2, after })
    seen.push(...page.rows.map(({ projectId }) => projectId))
    after = page.next ?? undefined
  } while (after !== undefined)
  expect(seen).toEqual(whole.rows.map(({ projectId }) => projectId))
})

test('a project registered later is put on the list, one that is none is taken off, each as an event', async () => {
  const roundId = await aRound(officer)
  const { code } = await aProject(officer, { participants: [], name: '后来工程' })
  const by = { codes: [code], allUnlisted: false, why: '刚刚报建' }
  expect(await addProjects(officer, roundId, by)).toEqual({ added: 1, already: 0 })
  expect(await addProjects(officer, roundId, by)).toEqual({ added: 0, already: 1 })
  const find = async () => (await listItems(officer, roundId, { ...known, search: '后来' })).rows[0]
  const itemId = (await find())?.itemId ?? ''
  await removeItem(officer, { roundId, itemId }, { why: '还没有动工' })
  // Taken off by hand it is not known to the round any more.
  expect(await find()).toBeUndefined()
  await expect(submitReport(town, { roundId, itemId }, aReport(town))).rejects.toMatchObject(
    refused('screening.item-removed'),
  )
  const { events } = await viewRound(officer, roundId)
  expect(events.map(({ kind }) => kind)).toEqual([
    'project-removed',
    'project-added',
    'opened',
    'made',
  ])
  expect(events[0]?.message).toBe(`从清单上拿掉后来工程（${code}）。原因：还没有动工`)
  expect((await addProjects(officer, roundId, by)).added).toBe(1)
})

test('what was reported on stays on the list', async () => {
  const roundId = await aRound(officer)
  const [item] = await mine(town, roundId)
  if (item === undefined) throw new Error('The town has one.')
  await submitReport(town, item, aReport(town))
  await expect(removeItem(officer, item, { why: '弄错了' })).rejects.toMatchObject(
    refused('screening.already-screened'),
  )
})

test('past the last day the office is told once; what is screened then is late, and what is not stays missed', async () => {
  const roundId = await aRound(officer, { title: '过期的轮次', endsOn: day('2026-11-24') })
  const items = await mine(town, roundId)
  const [one, two] = items
  if (one === undefined || two === undefined) throw new Error('The town has two.')
  const past = on('2026-11-25', officer)
  await sweepOverdue(past)
  await sweepOverdue(past)
  const told = (await listNotices(past, { box: 'mine', limit: 50 }, screeningWords)).rows.filter(
    ({ about }) => about.id === roundId,
  )
  expect(told).toHaveLength(1)
  expect(told[0]?.message).toContain('甲镇（')
  const late = on('2026-11-25', town)
  await submitReport(late, one, aReport(late))
  const state = async (of: 'late' | 'missed') =>
    (await listItems(past, roundId, { ...known, state: of })).rows
  expect((await state('late')).map(({ itemId }) => itemId)).toEqual([one.itemId])
  const { missed } = await closeRound(past, roundId, {
    version: (await viewRound(past, roundId)).version,
  })
  expect((await state('missed')).map(({ ownerName }) => ownerName).length).toBe(missed)
  // A phone without network comes back: its report is kept, and changes no figure.
  const kept = await submitReport(late, two, aReport(late))
  expect(kept).toMatchObject({ isAfterClose: true, state: 'waiting', repeated: false })
  expect((await viewItem(past, two)).theReports).toMatchObject([
    { isAfterClose: true, counts: false },
  ])
  expect((await state('missed')).length).toBe(missed)
  await expect(sayZero(late, roundId, { on: day('2026-11-24'), words: '' })).rejects.toMatchObject(
    refused('screening.not-open'),
  )
})

test('owners with something left are urged in one call, the others are left', async () => {
  const roundId = await aRound(officer)
  for (const item of await mine(town, roundId)) await submitReport(town, item, aReport(town))
  const owners = (await listOwners(officer, roundId)).map(({ owner: of }) => of)
  const done = await urgeOwners(officer, roundId, { owners, words: '请抓紧' })
  // The town has done everything; of the office's own task a second person of it urges, as tasks say.
  expect(done.urged).toBe(owners.length - done.left)
  const after = await listOwners(officer, roundId)
  expect(after.find(({ ownerName }) => ownerName === '丁街道')?.urged).toBe(1)
  expect(after.find(({ ownerName }) => ownerName === '甲镇')?.urged).toBe(0)
})

test('the last day of an open round is moved for a reason, as an event: who has something left is told, and the limit moves with it', async () => {
  const roundId = await aRound(officer, { title: '改期的轮次', endsOn: day('2026-11-24') })
  town = await as('town')
  for (const item of await mine(town, roundId)) await submitReport(town, item, aReport(town))
  const late = on('2026-11-25', officer)
  await sweepOverdue(late)
  const before = await viewRound(late, roundId)
  const body = { version: before.version, endsOn: day('2026-12-01'), why: '大雪封路' }
  const { told } = await moveEnd(late, roundId, body)
  // The town has screened everything; its task has ended, and nobody tells it anything.
  expect(told).toBe(before.owners.filter(({ waiting }) => waiting.value > 0).length)
  expect(told).toBeLessThan(before.owners.length)
  const after = await viewRound(late, roundId)
  expect(after).toMatchObject({ endsOn: '2026-12-01', version: before.version + 1 })
  expect(after.events[0]?.message).toBe(
    `截止日由2026年11月24日改到2026年12月1日，通知 ${told} 个没有报齐的岗位。原因：大雪封路`,
  )
  expect(after.all.missed.value).toBe(0)
  const notices = async (ctx: Context) =>
    (await listNotices(ctx, { box: 'mine', limit: 50 }, words)).rows
      .map(({ message }) => message)
      .filter((message) => message.includes('大雪封路'))
  expect(await notices(on('2026-11-25', other))).toHaveLength(1)
  expect(await notices(on('2026-11-25', town))).toEqual([])
  const tasks = await listTasks(late, { whose: 'all', state: 'all', limit: 200 })
  const due = tasks.rows.filter(
    ({ about }) => about.id.startsWith(roundId) && about.kind === 'screening',
  )
  expect(new Set(due.filter(({ state }) => state === 'open').map(({ dueOn }) => dueOn))).toEqual(
    new Set(['2026-12-01']),
  )
  // The new day has passed: the office hears of it once more.
  const past = on('2026-12-02', officer)
  await sweepOverdue(past)
  const overdue = (await viewRound(past, roundId)).events.filter(({ kind }) => kind === 'overdue')
  expect(overdue).toHaveLength(2)
})

test('a last day that has passed, that is the same, before the beginning or of a round that is not open, is refused', async () => {
  const roundId = await aRound(officer)
  const { version, endsOn } = await viewRound(officer, roundId)
  const move = (to: string, seen = version) =>
    moveEnd(officer, roundId, { version: seen, endsOn: day(to), why: '改期' })
  await expect(move('2026-11-22')).rejects.toMatchObject(refused('screening.end-before-begin'))
  await expect(move(endsOn)).rejects.toMatchObject(refused('screening.same-end'))
  await expect(move('2027-12-31')).rejects.toMatchObject(refused('screening.round-too-long'))
  await expect(move('2026-12-20', 99)).rejects.toMatchObject(refused('screening.changed-meanwhile'))
  const draft = await aDraftRound(officer)
  const of = { version: (await viewRound(officer, draft)).version, endsOn: day('2026-12-20') }
  await expect(moveEnd(officer, draft, { ...of, why: '改期' })).rejects.toMatchObject(
    refused('screening.not-open'),
  )
})
