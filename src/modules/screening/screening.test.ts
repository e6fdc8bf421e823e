import pg from 'pg'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { madeUpJpeg } from '../../../tests/files/made-up-photo.ts'
import { district } from '../../../tests/support/district.ts'
import { hearers } from '../../app.ts'
import { day } from '../../kernel/day.ts'
import { fen } from '../../kernel/money.ts'
import type { Context } from '../../platform/context.ts'
import { projectsOf } from '../../projects-of.ts'
import { openFile } from '../files/open-file.ts'
import { countNotices, listNotices } from '../notices/views.ts'
import { contextAs } from '../people/authenticate.ts'
import { anAccount } from '../people/fixtures.ts'
import { aDistrict } from '../places/fixtures.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import { aProject } from '../registry/fixtures.ts'
import { listJoinQuestions } from '../registry/views-sources.ts'
import { listTasks } from '../tasks/views.ts'
import { addProjects, removeItem } from './change-list.ts'
import { ItemFilter, type Share } from './contract.ts'
import { aDraftRound, aReport, aRound } from './fixtures.ts'
import { changeRound, makeRound } from './make-round.ts'
import { nameFoundProject } from './name-found-project.ts'
import { closeRound, openRound } from './open-round.ts'
import { sayZero } from './say-zero.ts'
import { submitReport } from './submit-report.ts'
import { sweepOverdue } from './sweep-overdue.ts'
import { openPhoto, uploadPhoto } from './upload-photo.ts'
import { urgeOwners } from './urge-owners.ts'
import { listItems, viewItem, viewMine } from './views-items.ts'
import { listOwners } from './views-owners.ts'
import { listFoundProjects, listRounds, viewRound } from './views.ts'
import { screeningWords } from './words.ts'

const here = await district({ hearers })
const owner = new pg.Client({ connectionString: here.database.ownerUrl })
const office = here.at('2026-11-23')
let officer: Context
let town: Context
let townToo: Context
let other: Context
let water: Context
let leader: Context

async function as(name: string, of: Context = office): Promise<Context> {
  const ctx = await contextAs(of, name, projectsOf)
  if (ctx === null) throw new Error(`${name} has no post.`)
  return ctx
}

/** The same account on another day. */
function on(date: string, ctx: Context): Context {
  return { ...ctx, now: here.at(date).now }
}

beforeAll(async () => {
  await owner.connect()
  await aDistrict(office)
  await shipParameters(here.platform, office.now)
  await anAccount(office, 'coordination-office', { name: 'office', displayName: '赵甲' })
  await anAccount(office, 'leader', { name: 'leader' })
  await anAccount(office, 'town', { name: 'town', displayName: '钱甲' })
  await anAccount(office, 'town', { name: 'town-too', displayName: '钱乙' })
  await anAccount(office, 'town', { name: 'other', post: { town: '990101002' } })
  const post = { industries: ['water' as const] }
  await anAccount(office, 'department', { name: 'water', post })
  const first = { town: '990101101', participants: [] }
  await aProject(office, { ...first, name: '鲁班安置房工程', industry: 'housing' })
  await aProject(office, { ...first, name: '墨斗学校工程', industry: 'housing' })
  await aProject(office, { ...first, name: '封顶厂房工程', state: 'finished' })
  await aProject(office, { town: '990101002', participants: [], name: '青砖道路工程' })
  await aProject(office, {
    town: null,
    participants: [],
    name: '清水河道工程',
    industry: 'water',
    state: 'stopped',
  })
  await aProject(office, { town: null, participants: [], name: '无主工程' })
  officer = await as('office')
  leader = await as('leader')
  town = await as('town')
  townToo = await as('town-too')
  other = await as('other')
  water = await as('water')
})
afterAll(() => owner.end())

function refused(code: string, values?: object) {
  const said = values === undefined ? { code } : { code, values }
  return { refusal: expect.objectContaining(said) }
}

const known = { limit: 200, state: 'known' } as const

async function mine(ctx: Context, roundId: string) {
  const { items } = await viewMine(ctx, roundId)
  return items.map(({ itemId }) => ({ roundId, itemId }))
}

async function* bytesOf(bytes: Uint8Array) {
  yield bytes
}

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

test('the same submission twice is one and says so; a second phone’s is kept, and the later counts', async () => {
  const roundId = await aRound(officer)
  const [item] = await mine(town, roundId)
  if (item === undefined) throw new Error('The town has one.')
  const report = aReport(town, { headcount: 12 })
  expect(await submitReport(town, item, report)).toMatchObject({ repeated: false, others: 0 })
  expect(await submitReport(town, item, report)).toMatchObject({ repeated: true })
  expect(await submitReport(town, item, { ...report, headcount: 99 })).toMatchObject({
    repeated: true,
  })
  const later = aReport(townToo, { headcount: 15, findings: ['no-account'] })
  const second = await submitReport(
    { ...townToo, now: new Date(townToo.now.getTime() + 60_000) },
    item,
    later,
  )
  expect(second).toMatchObject({ repeated: false, others: 1, state: 'screened' })
  const page = await viewItem(officer, item)
  expect(page).toMatchObject({ reports: 2, found: true, reportedByName: '钱乙' })
  expect(page.theReports.map(({ headcount, counts }) => [headcount, counts])).toEqual([
    [15, true],
    [12, false],
  ])
  const twice = await listItems(officer, roundId, { ...known, only: 'twice' })
  expect(twice.rows.map(({ itemId }) => itemId)).toEqual([item.itemId])
})

test('two phones at the same moment: both are kept, one submission from two at once is one', async () => {
  const roundId = await aRound(officer)
  const [item] = await mine(town, roundId)
  if (item === undefined) throw new Error('The town has one.')
  const same = aReport(town)
  const sent = await Promise.all([
    submitReport(town, item, same),
    submitReport(town, item, same),
    submitReport(townToo, item, aReport(townToo)),
  ])
  expect(sent.filter(({ repeated }) => repeated)).toHaveLength(1)
  expect((await viewItem(officer, item)).reports).toBe(2)
})

test('another town is refused, and sees neither the item nor its project; the office may fill in', async () => {
  const roundId = await aRound(officer)
  const [item] = await mine(town, roundId)
  if (item === undefined) throw new Error('The town has one.')
  await expect(submitReport(other, item, aReport(other))).rejects.toMatchObject(
    refused('screening.unknown-item'),
  )
  const [roads] = await mine(other, roundId)
  expect(roads).toBeDefined()
  expect(
    (await listItems(other, roundId, known)).rows.map(({ projectName }) => projectName),
  ).toEqual(['青砖道路工程'])
  // A department sees the projects of its industry, and reports only what is its own.
  const river = await mine(water, roundId)
  expect(river).toHaveLength(1)
  expect(await submitReport(officer, item, aReport(officer))).toMatchObject({ repeated: false })
})

test('a department that sees a town’s project does not report for it', async () => {
  const project = (await listItems(officer, await aDraftRound(officer), known)).rows.find(
    ({ projectName }) => projectName === '青砖道路工程',
  )
  const roundId = await aRound(officer)
  await owner.query(`update registry.project set industry = 'water' where id = $1`, [
    project?.projectId,
  ])
  const seeing = await as('water')
  const row = (await listItems(seeing, roundId, known)).rows.find(
    ({ projectId }) => projectId === project?.projectId,
  )
  expect(row?.isMine).toBe(false)
  const itemId = row?.itemId ?? ''
  await expect(submitReport(seeing, { roundId, itemId }, aReport(seeing))).rejects.toMatchObject(
    refused('screening.not-yours'),
  )
})

test('a photo is kept without its metadata, once however often it is sent, and tied to its report', async () => {
  const roundId = await aRound(officer)
  const [item] = await mine(town, roundId)
  if (item === undefined) throw new Error('The town has one.')
  const photo = uuidv7()
  const secret = 'Zhao 13800000000'
  const place = [
    [30, 15, 36, 'N'],
    [120, 9, 54, 'E'],
  ] as const
  const bytes = madeUpJpeg({ taken: '2026:11:22 09:41:00', place, orientation: 6, secret })
  const kept = await uploadPhoto(town, { ...item, photo }, bytesOf(bytes))
  expect(kept).toMatchObject({
    id: photo,
    takenOn: '2026-11-22',
    latitude: 30.26,
    longitude: 120.17,
    repeated: false,
  })
  expect(await uploadPhoto(town, { ...item, photo }, bytesOf(bytes))).toEqual({
    ...kept,
    repeated: true,
  })
  await expect(
    uploadPhoto(town, { ...item, photo: uuidv7() }, bytesOf(Buffer.from('%PDF-1.7'))),
  ).rejects.toMatchObject(refused('files.photo-kind'))
  // A colleague's photo, or one that never came, is not in a report.
  await expect(
    submitReport(townToo, item, aReport(townToo, { photos: [photo] })),
  ).rejects.toMatchObject(refused('screening.photo-unknown'))
  await submitReport(town, item, aReport(town, { photos: [photo] }))
  const page = await viewItem(officer, item)
  expect(page.theReports[0]?.photos).toMatchObject([{ id: photo, takenOn: '2026-11-22' }])
  const { rows } = await owner.query<{ hash: string }>(
    'select hash from screening.photo where id = $1',
    [photo],
  )
  const stored = Buffer.concat(await Array.fromAsync(openFile(officer, rows[0]?.hash ?? '')))
  expect(stored.includes(secret)).toBe(false)
  expect(await openPhoto(officer, { ...item, photoId: photo })).toMatchObject({
    mediaType: 'image/jpeg',
  })
  await expect(openPhoto(other, { ...item, photoId: photo })).rejects.toMatchObject(
    refused('screening.unknown-photo'),
  )
})

test('the zero report is refused while items are left or something was found, and said once', async () => {
  const roundId = await aRound(officer)
  const zero = { on: day('2026-11-23'), words: '' }
  await expect(sayZero(town, roundId, zero)).rejects.toMatchObject(
    refused('screening.zero-too-early', { count: 2 }),
  )
  const items = await mine(town, roundId)
  for (const item of items) await submitReport(town, item, aReport(town))
  expect(await sayZero(town, roundId, zero)).toMatchObject({ repeated: false })
  expect(await sayZero(townToo, roundId, zero)).toMatchObject({ repeated: true })
  const owners = await listOwners(leader, roundId)
  expect(owners.filter(({ hasReported }) => hasReported).map(({ ownerName }) => ownerName)).toEqual(
    ['甲镇'],
  )
  await expect(
    sayZero(other, roundId, { ...zero, owner: { role: 'town', place: '990101101' } }),
  ).rejects.toMatchObject(refused('screening.not-yours'))
  const [roads] = await mine(other, roundId)
  if (roads === undefined) throw new Error('The other town has one.')
  await submitReport(
    other,
    roads,
    aReport(other, { findings: ['wages-owed'], unpaidPeople: 12, unpaidFen: fen(2_400_000) }),
  )
  await expect(sayZero(other, roundId, zero)).rejects.toMatchObject(
    refused('screening.zero-but-found', { count: 1 }),
  )
  expect((await listItems(officer, roundId, { ...known, only: 'found' })).rows).toMatchObject([
    { projectName: '青砖道路工程', unpaidPeople: 12, unpaidFen: 2_400_000 },
  ])
})

test('a daily zero report is of a day, while items wait; who said nothing of a day has not reported', async () => {
  const roundId = await aRound(officer, { zeroRhythm: 'daily' })
  const said = await sayZero(town, roundId, { on: day('2026-11-23'), words: '' })
  expect(said).toEqual({ from: '2026-11-23', to: '2026-11-23', repeated: false })
  await expect(sayZero(town, roundId, { on: day('2026-11-24'), words: '' })).rejects.toMatchObject(
    refused('screening.zero-day-outside'),
  )
  const ofTown = async (date: string) =>
    (await listOwners(on(date, officer), roundId)).find(({ ownerName }) => ownerName === '甲镇')
  expect(await ofTown('2026-11-23')).toMatchObject({ periods: 1, reported: 1, hasReported: true })
  expect(await ofTown('2026-11-24')).toMatchObject({ periods: 2, reported: 1, hasReported: false })
  const [item] = await mine(town, roundId)
  if (item === undefined) throw new Error('The town has one.')
  const tomorrow = on('2026-11-24', town)
  await submitReport(tomorrow, item, aReport(tomorrow))
  expect(await ofTown('2026-11-24')).toMatchObject({ reported: 2, hasReported: true })
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

test('a site in the field that is known comes on the list, one that is new is made, one that nobody can tell is asked', async () => {
  const roundId = await aRound(officer, {
    filter: { towns: ['990101002'], industries: [], ownerKinds: [], states: [] },
  })
  const site = {
    submissionId: uuidv7(),
    name: '鲁班安置房工程',
    place: '大河路 1 号',
    firm: '',
    words: '',
    foundOn: day('2026-11-23'),
  }
  expect(await nameFoundProject(town, roundId, site)).toMatchObject({ repeated: false })
  expect(await nameFoundProject(town, roundId, site)).toMatchObject({ repeated: true })
  const fresh = {
    ...site,
    submissionId: uuidv7(),
    name: '无名路边厂房',
    firm: '示例建工乙有限公司',
  }
  await nameFoundProject(town, roundId, fresh)
  await here.settle()
  const { rows } = await listFoundProjects(officer, roundId, { limit: 50 })
  const of = (id: string) => rows.find((row) => row.id === id)
  expect(['joined', 'asked']).toContain(of(site.submissionId)?.became)
  expect(of(fresh.submissionId)).toMatchObject({ became: 'made', projectName: '无名路边厂房' })
  const listed = (await listItems(officer, roundId, { ...known, state: 'listed' })).rows
  expect(listed.map(({ projectName }) => projectName)).toContain('无名路边厂房')
  const made = listed.find(({ projectName }) => projectName === '无名路边厂房')
  expect(made).toMatchObject({ ownerName: '甲镇', state: 'waiting' })
  const waiting = await listJoinQuestions(officer, { limit: 50 })
  const asked = rows.filter(({ became }) => became === 'asked').length
  expect(waiting.rows.length).toBe(asked)
  const sources = await owner.query(
    `select source, own_number, import_id from registry.project_source where record_id = $1`,
    [fresh.submissionId],
  )
  expect(sources.rows).toEqual([{ source: 'town-screening', own_number: null, import_id: null }])
})
