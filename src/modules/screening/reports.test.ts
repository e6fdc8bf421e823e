import { expect, test } from 'vitest'
import { itemsOf, screenedDistrict } from '../../../tests/support/screened-district.ts'
import { uuidv7 } from 'uuidv7'
import { madeUpJpeg } from '../../../tests/files/made-up-photo.ts'
import { day } from '../../kernel/day.ts'
import { fen } from '../../kernel/money.ts'
import { openFile } from '../files/open-file.ts'
import { listJoinQuestions } from '../registry/views-sources.ts'
import { aDraftRound, aReport, aRound } from './fixtures.ts'
import { nameFoundProject } from './name-found-project.ts'
import { sayZero } from './say-zero.ts'
import { submitReport } from './submit-report.ts'
import { openPhoto, uploadPhoto } from './upload-photo.ts'
import { listItems, viewItem } from './views-items.ts'
import { listOwners } from './views-owners.ts'
import { listFoundProjects } from './views.ts'

const { here, owner, as, on, leader, officer, town, townToo, other, water } =
  await screenedDistrict()

function refused(code: string, values?: object) {
  const said = values === undefined ? { code } : { code, values }
  return { refusal: expect.objectContaining(said) }
}

const known = { limit: 200, state: 'known' } as const

const mine = itemsOf

async function* bytesOf(bytes: Uint8Array) {
  yield bytes
}

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
