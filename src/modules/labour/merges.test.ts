import { expect, test } from 'vitest'
import { district } from '../../../tests/support/district.ts'
import { Refused } from '../../kernel/refusal.ts'
import { act, look } from '../../platform/act.ts'
import type { Project } from '../registry/contract.ts'
import { aProject } from '../registry/fixtures.ts'
import { aLabourSheet, demoIdNumber, type LabourSheet, type StatedPerson } from './fixtures.ts'
import { mergeWorkers } from './merge-workers.ts'
import { refuseMerge } from './refuse-merge.ts'
import { type MergeEventKind, digitsApart, likeNumbers, mergeStateAfter } from './rules/merge.ts'
import { takeBack } from './take-back.ts'
import { unmergeWorkers } from './unmerge-workers.ts'
import { listProjectWorkers, viewWorker } from './views.ts'
import { listMerges } from './views-merges.ts'

const here = await district()
const office = here.at('2026-11-23')
const page = { limit: 50 }
const card = '6222000000000001'
const wrongDigit = 'labour.id-check-digit'

async function workersOf(project: Project) {
  return (await listProjectWorkers(office, project.code, page)).rows
}

/** A roster of these persons. */
async function roster(project: Project, persons: StatedPerson[], more: Partial<LabourSheet> = {}) {
  return aLabourSheet(office, {
    projectId: project.id,
    persons,
    roster: persons.map((_, person) => ({ person })),
    ...more,
  })
}

async function proposalsOf(project: Project, show: 'open' | 'decided' = 'open') {
  const { rows } = await listMerges(office, { ...page, limit: 200, show })
  return rows.filter(({ projectCode }) => projectCode === project.code)
}

async function proposalOf(project: Project, show: 'open' | 'decided' = 'open') {
  const [proposal, ...more] = await proposalsOf(project, show)
  if (proposal === undefined || more.length > 0) throw new Error(`${more.length} more than one`)
  return proposal
}

async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code
    throw error
  }
  return 'done'
}

/** The number with its digits at these places (from 0) made others. */
function slipped(number: string, ...places: number[]): string {
  return [...number]
    .map((sign, at) => (places.includes(at) ? String((Number(sign) + 1) % 10) : sign))
    .join('')
}

test('numbers are alike that differ in two places at most, or of which one is the other’s of 15 digits', () => {
  const number = demoIdNumber(1)
  expect(likeNumbers(number, slipped(number, 13))).toBe('id-digits')
  expect(likeNumbers(number, slipped(number, 8, 13))).toBe('id-digits')
  expect(likeNumbers(number, slipped(number, 6, 8, 13))).toBeNull()
  expect(likeNumbers('110105491231002', '11010519491231002X')).toBe('id-15-18')
  expect(digitsApart('110105491231002', '11010519491231002X')).toBe(0)
  expect(digitsApart(number, number.slice(0, 12))).toBeNull()
})

test('without a number and a card a worker is known by name and phone on the project; a lent phone tells nothing', async () => {
  const project = await aProject(office)
  const phone = '13900000001'
  await roster(project, [
    { name: '赵甲一', idNumber: demoIdNumber(1), phone, team: '木工班' },
    { name: '赵甲一', idNumber: demoIdNumber(3), phone: '13900000009', team: '瓦工班' },
    { name: '钱乙二', idNumber: demoIdNumber(2), phone: '13900000002' },
  ])
  const attend = (person: StatedPerson) =>
    aLabourSheet(office, {
      projectId: project.id,
      persons: [person],
      attendance: [{ person: 0, row: 9, month: '2026-05', days: 20 }],
    })
  // The team would say another, or nobody: the phone goes before it.
  const known = await attend({ name: '赵甲一', phone })
  expect(known.resolved).toMatchObject({
    workersNew: 0,
    matches: [{ sheet: 1, row: 9, by: 'phone' }],
  })
  // Another name under this phone is somebody else.
  expect((await attend({ name: '冯壬九', phone })).resolved).toMatchObject({ workersNew: 1 })
  // On another project the phone says nothing.
  const other = await aProject(office)
  const elsewhere = await aLabourSheet(office, {
    projectId: other.id,
    persons: [{ name: '赵甲一', phone }],
    attendance: [{ person: 0, month: '2026-05', days: 20 }],
  })
  expect(elsewhere.resolved).toMatchObject({ workersNew: 1, matches: [] })
})

test('two of one name with different phones in one file stay two', async () => {
  const project = await aProject(office)
  const { resolved } = await roster(project, [
    { name: '孙丙三', phone: '13900000011' },
    { name: '孙丙三', phone: '13900000012' },
  ])
  expect(resolved).toMatchObject({ workersNew: 2 })
})

test('a number may come after: who was known by name and phone takes it', async () => {
  const project = await aProject(office)
  const phone = '13900000021'
  await roster(project, [
    { name: '李丁四', phone, team: '木工班' },
    { name: '李丁四', phone: '13900000022', team: '木工班' },
  ])
  const { resolved } = await roster(project, [
    { name: '李丁四', idNumber: demoIdNumber(24), phone, team: '木工班' },
  ])
  expect(resolved).toMatchObject({ workersNew: 0, matches: [{ by: 'phone' }] })
  expect(await workersOf(project)).toHaveLength(2)
})

const changed = [
  ['the same card', { card }, { card }, 'card'],
  ['the same phone', { phone: '13900000031' }, { phone: '13900000031' }, 'phone'],
  ['two digits', { team: '木工班' }, { team: '木工班' }, 'id-digits'],
] as const

for (const [what, before, after, reason] of changed) {
  test(`a changed number with ${what} makes a second worker, and proposes to merge them`, async () => {
    const project = await aProject(office)
    const number = demoIdNumber(40 + reason.length)
    await roster(project, [{ name: '周戊五', idNumber: number, ...before }])
    const other =
      reason === 'id-digits' ? slipped(number, 12, 14) : demoIdNumber(70 + reason.length)
    const { resolved } = await roster(project, [{ name: '周戊五', idNumber: other, ...after }])
    expect(resolved).toMatchObject({ workersNew: 1, matches: [{ by: 'proposal' }] })
    expect(await workersOf(project)).toHaveLength(2)
    const proposal = await proposalOf(project)
    expect(proposal).toMatchObject({ state: 'open', reason, version: 1 })
    if (reason === 'id-digits') expect(proposal.idDigits).toBe(2)
    else expect(proposal.agrees).toContain(reason)
    expect(proposal.differs).toContain('id')
    // Who stood there is kept, and numbers are masked.
    expect(proposal.kept.idNumber).toBe(`${number.slice(0, 4)}**********${number.slice(-4)}`)
    expect(JSON.stringify(proposal)).not.toMatch(/"\d{11}/)
  })
}

test('an old number of 15 digits and its new one of 18 propose one, in either order', async () => {
  for (const [first, second] of [
    ['990101900101555', '990101199001015559'],
    ['990101199001016664', '990101900101666'],
  ]) {
    const project = await aProject(office)
    await roster(project, [{ name: '吴己六', idNumber: first ?? '' }])
    await roster(project, [{ name: '吴己六', idNumber: second ?? '' }])
    expect(await proposalOf(project)).toMatchObject({ reason: 'id-15-18' })
  }
})

test('another name, another team or another project proposes nothing', async () => {
  const project = await aProject(office)
  const number = demoIdNumber(80)
  await roster(project, [{ name: '郑庚七', idNumber: number, team: '木工班', card }])
  await roster(project, [{ name: '郑庚八', idNumber: slipped(number, 12), team: '木工班', card }])
  await roster(project, [{ name: '郑庚七', idNumber: slipped(number, 13), team: '瓦工班' }])
  await roster(project, [{ name: '郑庚七', idNumber: demoIdNumber(811), team: '木工班' }])
  await roster(await aProject(office), [{ name: '郑庚七', idNumber: slipped(number, 14), card }])
  expect(await proposalsOf(project)).toEqual([])
})

test('whose number can be right is proposed to be kept', async () => {
  const project = await aProject(office)
  const number = demoIdNumber(90)
  await roster(project, [
    { name: '王辛九', idNumber: slipped(number, 12), idFinding: 'labour.id-check-digit' },
  ])
  await roster(project, [{ name: '王辛九', idNumber: number }])
  const { kept, other } = await proposalOf(project)
  expect([kept.idFinding, other.idFinding]).toEqual([null, 'labour.id-check-digit'])
})

test('two of a file that are both new are a pair too, by number where one cannot be right; a file sent again proposes nothing twice', async () => {
  const project = await aProject(office)
  const persons = [
    { name: '陈子一', idNumber: demoIdNumber(100), card: '6222000000000100' },
    { name: '陈子一', idNumber: demoIdNumber(101), card: '6222000000000100' },
  ]
  const first = await roster(project, persons)
  expect(first.resolved.matches).toHaveLength(1)
  const again = await roster(project, persons)
  expect(again.resolved.matches).toEqual([])
  expect(await proposalsOf(project)).toHaveLength(1)
  const other = await aProject(office)
  const number = demoIdNumber(102)
  await roster(other, [
    { name: '陈子二', idNumber: number },
    { name: '陈子二', idNumber: slipped(number, 12), idFinding: wrongDigit },
  ])
  expect(await proposalOf(other)).toMatchObject({ reason: 'id-digits', idDigits: 1 })
})

test('an import taken back takes its open proposals with it; when it comes again, so do they', async () => {
  const project = await aProject(office)
  const number = demoIdNumber(110)
  await roster(project, [{ name: '褚丑二', idNumber: number }])
  const persons = [{ name: '褚丑二', idNumber: slipped(number, 13) }]
  const { importId } = await roster(project, persons)
  expect(await proposalsOf(project)).toHaveLength(1)
  await act(office, 'test.take-back', importId, (tx) => takeBack(tx, importId))
  expect(await proposalsOf(project)).toEqual([])
  await roster(project, persons)
  expect(await proposalOf(project)).toMatchObject({ state: 'open', version: 3 })
})

test('who decided that they are two is not asked again', async () => {
  const project = await aProject(office)
  const number = demoIdNumber(120)
  const two = [
    { name: '卫寅三', idNumber: number },
    { name: '卫寅三', idNumber: slipped(number, 13), idFinding: wrongDigit },
  ]
  await roster(project, two)
  const { id, version } = await proposalOf(project)
  await refuseMerge(office, id, { version, why: '两兄弟同名，已看过证件。' })
  await roster(project, two)
  expect(await proposalsOf(project)).toEqual([])
  expect(await proposalOf(project, 'decided')).toMatchObject({
    state: 'refused',
    decided: { why: '两兄弟同名，已看过证件。' },
  })
  expect(await refusalOf(refuseMerge(office, id, { version: version + 1, why: '再说' }))).toBe(
    'labour.merge-not-open',
  )
})

async function merged(project: Project, nth: number) {
  const number = demoIdNumber(nth)
  const wrong = slipped(number, 12)
  const at = { team: '木工班', firm: '甲公司' }
  await roster(project, [{ name: '沈辰五', idNumber: number, ...at }], {
    attendance: [{ person: 0, month: '2026-05', days: 20 }],
  })
  await roster(project, [{ name: '沈辰五', idNumber: wrong, ...at }], {
    attendance: [{ person: 0, month: '2026-06', days: 10 }],
    contracts: [{ person: 0, from: '2026-06-01', unit: 'day', fen: 30_000 }],
  })
  const { id, version, kept, other } = await proposalOf(project)
  const decided = await mergeWorkers(office, id, { version, keep: kept.workerId, why: '号码抄错' })
  return { number, wrong, id, decided, kept: kept.workerId, other: other.workerId, at }
}

test('merged, the other’s lines are the kept worker’s, and what later files say under his number too', async () => {
  const project = await aProject(office)
  const { wrong, decided, kept, other, at } = await merged(project, 130)
  expect(decided).toMatchObject({ state: 'merged', lines: 3 })
  const [row, ...more] = await workersOf(project)
  expect([row?.workerId, more]).toEqual([kept, []])
  expect(await viewWorker(office, kept)).toMatchObject({
    mergedInto: null,
    engagements: [{ rateFen: 30_000, team: '木工班' }],
  })
  expect(await viewWorker(office, other)).toMatchObject({ mergedInto: kept, engagements: [] })
  const later = await roster(project, [{ name: '沈辰五', idNumber: wrong, ...at }])
  expect(later.resolved).toMatchObject({ workers: 1, workersNew: 0, matches: [] })
  expect(await workersOf(project)).toHaveLength(1)
  // Found by either number.
  const found = await listProjectWorkers(office, project.code, { ...page, search: wrong })
  expect(found.rows.map(({ workerId }) => workerId)).toEqual([kept])
})

test('undone, each has what came under his number, before and since; the question is open again', async () => {
  const project = await aProject(office)
  const { number, wrong, id, decided, kept, other, at } = await merged(project, 140)
  // One file names both numbers while they are one.
  await aLabourSheet(office, {
    projectId: project.id,
    persons: [
      { name: '沈辰五', idNumber: number, ...at },
      { name: '沈辰五', idNumber: wrong, ...at },
    ],
    attendance: [
      { person: 0, month: '2026-07', days: 7 },
      { person: 1, month: '2026-07', days: 9 },
      { person: 1, month: '2026-08', days: 8 },
    ],
  })
  const undone = await unmergeWorkers(office, id, { version: decided.version, why: '弄错了' })
  expect(undone).toMatchObject({ state: 'open' })
  const months = await look(office, (reading) =>
    reading.client.query<{ worker_id: string; month: string; days: number }>(
      `select worker_id, month, days_present as days from labour.attendance_line
        where district = $1 and project_id = $2 and superseded_by is null order by month, days`,
      [office.district, project.id],
    ),
  )
  expect(
    months.rows.map(({ worker_id, month, days }) => [worker_id === kept, month, days]),
  ).toEqual([
    [true, '2026-05', 20],
    [false, '2026-06', 10],
    [true, '2026-07', 7],
    [false, '2026-07', 9],
    [false, '2026-08', 8],
  ])
  expect(await viewWorker(office, other)).toMatchObject({
    mergedInto: null,
    engagements: [{ rateFen: 30_000 }],
  })
  expect(await proposalsOf(project)).toHaveLength(1)
  expect(await refusalOf(unmergeWorkers(office, id, { version: undone.version, why: '又' }))).toBe(
    'labour.not-merged',
  )
})

test('merges of merged workers: undoing the first gives back only what was his', async () => {
  const project = await aProject(office)
  const number = demoIdNumber(150)
  const numbers = [number, slipped(number, 13), slipped(number, 13, 15)]
  for (const [nth, idNumber] of numbers.entries()) {
    await roster(project, [{ name: '韩巳六', idNumber, team: '木工班' }], {
      attendance: [{ person: 0, month: `2026-0${nth + 1}`, days: nth + 1 }],
    })
  }
  const pair = async (...suffixes: (string | undefined)[]) => {
    const found = (await proposalsOf(project)).find(({ kept, other }) =>
      suffixes.every((one) => [kept, other].some(({ workerId }) => workerId === one)),
    )
    if (found === undefined) throw new Error('They are no pair.')
    return found
  }
  const people = await workersOf(project)
  const ofNumber = (nth: number) =>
    people.find(({ idNumber }) => idNumber?.slice(-4) === numbers[nth]?.slice(-4))?.workerId
  const [a, b, c] = [ofNumber(0), ofNumber(1), ofNumber(2)]
  const bc = await pair(b, c)
  const first = await mergeWorkers(office, bc.id, { version: 1, keep: b ?? '', why: '一' })
  const ab = await pair(a, b)
  await mergeWorkers(office, ab.id, { version: ab.version, keep: a ?? '', why: '二' })
  expect(await workersOf(project)).toHaveLength(1)
  // The third pair has nothing left to ask.
  expect(await proposalsOf(project)).toEqual([])
  await unmergeWorkers(office, bc.id, { version: first.version, why: '三' })
  const standing = await look(office, (reading) =>
    reading.client.query<{ worker_id: string; month: string }>(
      `select worker_id, month from labour.attendance_line where district = $1 and project_id = $2 and superseded_by is null order by month`,
      [office.district, project.id],
    ),
  )
  expect(standing.rows.map((row) => row.worker_id)).toEqual([a, a, c])
})

test('a decision names the version that was seen, and one of the two', async () => {
  const project = await aProject(office)
  const number = demoIdNumber(160)
  await roster(project, [
    { name: '杨午七', idNumber: number },
    { name: '杨午七', idNumber: slipped(number, 13), idFinding: wrongDigit },
  ])
  const { id, kept } = await proposalOf(project)
  const keep = kept.workerId
  expect(await refusalOf(mergeWorkers(office, id, { version: 2, keep, why: '同' }))).toBe(
    'labour.merge-changed',
  )
  expect(await refusalOf(mergeWorkers(office, id, { version: 1, keep: id, why: '同' }))).toBe(
    'labour.merge-keeps-neither',
  )
  const nobody = '01900000-0000-7000-8000-000000000000'
  expect(await refusalOf(mergeWorkers(office, nobody, { version: 1, keep, why: '同' }))).toBe(
    'labour.no-such-merge',
  )
})

test('a firm sees the pairs of its own projects, and decides none', async () => {
  const [mine, other] = [await aProject(office), await aProject(office)]
  for (const [nth, project] of [mine, other].entries()) {
    const number = demoIdNumber(170 + nth * 10)
    await roster(project, [
      { name: '朱未八', idNumber: number },
      { name: '朱未八', idNumber: slipped(number, 13), idFinding: wrongDigit },
    ])
  }
  const firm = {
    ...office,
    actor: { ...office.actor, roles: ['labour-officer' as const] },
    scope: { ...office.scope, projects: [mine.id] },
  }
  const { rows, total } = await listMerges(firm, { ...page, show: 'open' })
  expect([rows.map(({ projectCode }) => projectCode), total]).toEqual([[mine.code], 1])
  const theirs = await proposalOf(other)
  const decision = { version: 1, why: '同一人' }
  expect(await refusalOf(refuseMerge(firm, theirs.id, decision))).toBe('labour.no-such-merge')
  // What the office merged a firm still reads, without what it may not see of the other.
  const { id, kept } = await proposalOf(mine)
  await mergeWorkers(office, id, { ...decision, keep: kept.workerId })
  const decided = await listMerges(firm, { ...page, show: 'decided' })
  expect(decided.rows).toMatchObject([{ id, state: 'merged', other: { idNumber: null } }])
})

test('the stored proposal is the sum of its events', async () => {
  const found = await look(office, (reading) =>
    reading.client.query<{ state: string; kinds: MergeEventKind[] }>(
      `select p.state, array_agg(e.kind order by e.id) as kinds from labour.merge_proposal p
        join labour.merge_event e on e.district = p.district and e.proposal_id = p.id
        where p.district = $1 group by p.id, p.state`,
      [office.district],
    ),
  )
  expect(found.rows.length).toBeGreaterThan(10)
  for (const { state, kinds } of found.rows) expect(mergeStateAfter(kinds)).toBe(state)
})
