import { expect, test } from 'vitest'
import { district } from '../../../tests/support/district.ts'
import { Refused } from '../../kernel/refusal.ts'
import { act, look } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import { aProject } from '../registry/fixtures.ts'
import { aLabourSheet, demoIdNumber } from './fixtures.ts'
import { takeBack } from './take-back.ts'
import { listProjectWorkers, viewWorker } from './views.ts'

const here = await district()
const office = here.at('2026-11-23')
const page = { limit: 50 }

async function workersOf(ctx: Context, code: string) {
  return (await listProjectWorkers(ctx, code, page)).rows
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

async function count(table: string, where: string, ...values: unknown[]): Promise<number> {
  return look(office, async (reading) => {
    const found = await reading.client.query<{ count: number }>(
      `select count(*) as count from ${table} where district = '${office.district}' and ${where}`,
      values,
    )
    return found.rows[0]?.count ?? 0
  })
}

test('a roster makes workers, firms, teams and engagements; numbers are shown masked', async () => {
  const project = await aProject(office)
  const { resolved, recorded } = await aLabourSheet(office, {
    projectId: project.id,
    persons: [
      {
        name: '赵甲一',
        idNumber: demoIdNumber(1),
        card: '6222000000000001',
        phone: '13900000001',
        firm: '示例劳务一公司',
        team: '木工班',
        trade: '木工',
        teamLeader: true,
      },
      { name: '钱乙二', idNumber: demoIdNumber(2), firm: '示例劳务一公司', team: '木工班' },
    ],
    roster: [{ person: 0, enteredOn: '2026-03-01' }, { person: 1 }],
  })
  expect(resolved).toMatchObject({ workers: 2, workersNew: 2, matches: [], unknownProjects: [] })
  expect(recorded).toEqual({ added: 2, superseded: 0, unchanged: 0 })
  const rows = await workersOf(office, project.code)
  expect(rows).toMatchObject([
    {
      name: '赵*一',
      idNumber: '9901**********001' + demoIdNumber(1).slice(-1),
      firm: '示例劳务一公司',
      team: '木工班',
      trade: '木工',
      teamLeader: true,
      onRoster: true,
      enteredOn: '2026-03-01',
    },
    { name: '钱*二', teamLeader: false, enteredOn: null },
  ])
  const worker = await viewWorker(office, rows[0]?.workerId ?? '')
  expect(worker.engagements).toMatchObject([
    { projectCode: project.code, card: '6222********0001', phone: '139****0001' },
  ])
})

test('one ID number is one worker, on whatever project and in whatever file', async () => {
  const [one, two] = [await aProject(office), await aProject(office)]
  const person = { name: '孙丙三', idNumber: demoIdNumber(3) }
  await aLabourSheet(office, { projectId: one.id, persons: [person], roster: [{ person: 0 }] })
  const { resolved } = await aLabourSheet(office, {
    persons: [
      { ...person, project: one.code },
      { ...person, project: two.code },
    ],
    roster: [{ person: 1 }],
  })
  expect(resolved).toMatchObject({ workers: 1, workersNew: 0 })
  const [first] = await workersOf(office, one.code)
  const [second] = await workersOf(office, two.code)
  expect(second?.workerId).toBe(first?.workerId)
  const worker = await viewWorker(office, first?.workerId ?? '')
  expect(worker.engagements.map(({ projectCode }) => projectCode).toSorted()).toEqual(
    [one.code, two.code].toSorted(),
  )
})

test('a number that cannot be right is kept with its finding', async () => {
  const project = await aProject(office)
  await aLabourSheet(office, {
    projectId: project.id,
    persons: [
      { name: '李丁四', idNumber: '990101199001010000', idFinding: 'labour.id-check-digit' },
    ],
    roster: [{ person: 0 }],
  })
  const [row] = await workersOf(office, project.code)
  expect(row?.idFinding).toBe('labour.id-check-digit')
})

test('codes that nobody knows are returned, and their persons wait', async () => {
  const project = await aProject(office)
  const { resolved, recorded } = await aLabourSheet(office, {
    persons: [
      { name: '周戊五', idNumber: demoIdNumber(5), project: project.code },
      { name: '吴己六', idNumber: demoIdNumber(6), project: 'NOBODY-9' },
      { name: '郑庚七', idNumber: demoIdNumber(7) },
    ],
    roster: [{ person: 0 }, { person: 1 }, { person: 2 }],
  })
  expect(resolved.unknownProjects.toSorted()).toEqual(['', 'NOBODY-9'])
  expect(resolved.workers).toBe(1)
  expect(recorded.added).toBe(1)
})

test('without an ID a worker is known by card and name, and it is said at which row', async () => {
  const project = await aProject(office)
  const card = '6222000000000010'
  await aLabourSheet(office, {
    projectId: project.id,
    persons: [
      { name: '王辛八', idNumber: demoIdNumber(8), card, team: '瓦工班' },
      { name: '王辛八', idNumber: demoIdNumber(9), card: '6222000000000011', team: '瓦工班' },
    ],
    roster: [{ person: 0 }, { person: 1 }],
  })
  const { resolved } = await aLabourSheet(office, {
    projectId: project.id,
    persons: [{ name: '王辛八', card }],
    attendance: [{ person: 0, row: 9, month: '2026-05', days: 20 }],
  })
  expect(resolved).toMatchObject({ workersNew: 0, matches: [{ sheet: 1, row: 9, by: 'card' }] })
  // A stranger paid by this card is somebody else.
  const stranger = await aLabourSheet(office, {
    projectId: project.id,
    persons: [{ name: '冯壬九', card }],
    attendance: [{ person: 0, month: '2026-05', days: 20 }],
  })
  expect(stranger.resolved).toMatchObject({ workersNew: 1, matches: [] })
})

test('without ID and card a worker is known by name, firm and team where that is one; two of a name stay apart', async () => {
  const project = await aProject(office)
  await aLabourSheet(office, {
    projectId: project.id,
    persons: [
      { name: '陈子一', idNumber: demoIdNumber(20), firm: '甲公司', team: '木工班' },
      { name: '陈子一', idNumber: demoIdNumber(21), firm: '甲公司', team: '瓦工班' },
    ],
    roster: [{ person: 0 }, { person: 1 }],
  })
  const attend = (persons: { name: string; team?: string; firm?: string }[]) =>
    aLabourSheet(office, {
      projectId: project.id,
      persons,
      attendance: persons.map((_, person) => ({ person, month: '2026-05', days: 10 })),
    })
  const known = await attend([{ name: '陈子一', team: '瓦工班' }])
  expect(known.resolved).toMatchObject({ workersNew: 0, matches: [{ by: 'name' }] })
  const open = await attend([{ name: '陈子一' }])
  expect(open.resolved).toMatchObject({ workersNew: 1, matches: [] })
  // The one who was made for the open name is meant the next time.
  const again = await attend([{ name: '陈子一' }])
  expect(again.resolved).toMatchObject({ workersNew: 0, matches: [{ by: 'name' }] })
  expect(await workersOf(office, project.code)).toHaveLength(3)
})

test('a file’s own persons know each other: the roster’s number, the pay list’s bare name', async () => {
  const project = await aProject(office)
  const { resolved } = await aLabourSheet(office, {
    projectId: project.id,
    persons: [
      { name: '褚丑二', idNumber: demoIdNumber(30), team: '钢筋班' },
      { name: '褚丑二' },
      { name: '卫寅三', team: '钢筋班' },
      { name: '卫寅三' },
    ],
    attendance: [0, 1, 2, 3].map((person) => ({ person, month: '2026-05', days: 10 })),
  })
  expect(resolved).toMatchObject({ workers: 2, workersNew: 2 })
  expect(resolved.matches.map(({ by }) => by)).toEqual(['name', 'name'])
})

test('the roster may come after the sheet without numbers: who is one by name takes the number', async () => {
  const project = await aProject(office)
  await aLabourSheet(office, {
    projectId: project.id,
    persons: [{ name: '蒋卯四', team: '架子班' }],
    attendance: [{ person: 0, month: '2026-05', days: 10 }],
  })
  const { resolved } = await aLabourSheet(office, {
    projectId: project.id,
    persons: [{ name: '蒋卯四', idNumber: demoIdNumber(40), team: '架子班' }],
    roster: [{ person: 0 }],
  })
  expect(resolved).toMatchObject({ workersNew: 0, matches: [{ by: 'name' }] })
  const rows = await workersOf(office, project.code)
  expect(rows).toHaveLength(1)
  expect(rows[0]?.idNumber).not.toBeNull()
})

test('entry and exit make the days on site, the contract that began last the rate', async () => {
  const project = await aProject(office)
  const persons = [{ name: '沈辰五', idNumber: demoIdNumber(50) }]
  await aLabourSheet(office, {
    projectId: project.id,
    persons,
    entryExits: [
      { person: 0, kind: 'entry', on: '2026-03-01' },
      { person: 0, kind: 'exit', on: '2026-06-30' },
    ],
    contracts: [
      { person: 0, from: '2026-03-01', unit: 'day', fen: 30_000 },
      { person: 0, from: '2026-05-01', unit: 'day', fen: 35_000 },
      { person: 0, from: '2026-06-01' },
    ],
  })
  const [row] = await workersOf(office, project.code)
  expect(row).toMatchObject({ onRoster: false, enteredOn: '2026-03-01', leftOn: '2026-06-30' })
  const worker = await viewWorker(office, row?.workerId ?? '')
  expect(worker.engagements).toMatchObject([{ rateUnit: 'day', rateFen: 35_000 }])
  const gone = await listProjectWorkers(office, project.code, { ...page, onSite: true })
  expect(gone.total).toBe(0)
  await aLabourSheet(office, {
    projectId: project.id,
    persons,
    entryExits: [{ person: 0, kind: 'entry', on: '2026-09-01' }],
  })
  const back = await listProjectWorkers(office, project.code, { ...page, onSite: true })
  expect(back.rows).toMatchObject([{ enteredOn: '2026-09-01', leftOn: null }])
})

test('a corrected line takes the place of the first, an equal one changes nothing, taking back revives', async () => {
  const project = await aProject(office)
  const hand = (days: number) =>
    aLabourSheet(office, {
      projectId: project.id,
      persons: [{ name: '韩巳六', idNumber: demoIdNumber(60), team: '泥工班' }],
      attendance: [{ person: 0, month: '2026-05', days }],
    })
  const standing = () =>
    look(office, async (reading) => {
      const found = await reading.client.query<{ days_present: number; import_id: string }>(
        `select days_present, import_id from labour.attendance_line
          where district = $1 and project_id = $2 and superseded_by is null`,
        [office.district, project.id],
      )
      return found.rows
    })
  const first = await hand(20)
  const same = await hand(20)
  expect(same.recorded).toEqual({ added: 0, superseded: 0, unchanged: 1 })
  const corrected = await hand(22)
  expect(corrected.recorded).toEqual({ added: 1, superseded: 1, unchanged: 0 })
  const last = await hand(23)
  const withdraw = (importId: string) =>
    act(office, 'test.withdraw', importId, (tx) => takeBack(tx, importId))
  await withdraw(corrected.importId)
  expect(await standing()).toMatchObject([{ days_present: 23 }])
  await withdraw(last.importId)
  expect(await standing()).toMatchObject([{ days_present: 20 }])
  // The second file said the same: it stands when the first is taken back.
  await withdraw(first.importId)
  expect(await standing()).toEqual([{ days_present: 20, import_id: same.importId }])
  await withdraw(same.importId)
  expect(await standing()).toEqual([])
  expect(await workersOf(office, project.code)).toEqual([])
})

test('of a key that comes twice in one file the last row counts', async () => {
  const project = await aProject(office)
  const { recorded, importId } = await aLabourSheet(office, {
    projectId: project.id,
    persons: [{ name: '杨午七', idNumber: demoIdNumber(70) }],
    attendance: [
      { person: 0, row: 4, month: '2026-05', days: 10 },
      { person: 0, row: 5, month: '2026-05', days: 11 },
    ],
  })
  expect(recorded.added).toBe(2)
  expect(
    await count('labour.attendance_line', 'import_id = $1 and superseded_by = $1', importId),
  ).toBe(1)
  expect(
    await count(
      'labour.attendance_line',
      'import_id = $1 and superseded_by is null and row = 5',
      importId,
    ),
  ).toBe(1)
})

test('teams are known by firm and name; a sheet that names no firm means the one of that name', async () => {
  const project = await aProject(office)
  const hand = (persons: { name: string; team: string; firm?: string }[]) =>
    aLabourSheet(office, {
      projectId: project.id,
      persons: persons.map((person, nth) => ({ ...person, idNumber: demoIdNumber(80 + nth) })),
      roster: persons.map((_, person) => ({ person })),
    })
  await hand([{ name: '朱未八', team: '一班' }])
  await hand([{ name: '朱未八', team: '一班', firm: '乙公司' }])
  await hand([{ name: '秦申九', team: '一班' }])
  expect(await count('labour.team', 'project_id = $1', project.id)).toBe(1)
  expect(await workersOf(office, project.code)).toMatchObject([{ firm: '乙公司' }])
  await hand([{ name: '秦申九', team: '一班', firm: '丙公司' }])
  expect(await count('labour.team', 'project_id = $1', project.id)).toBe(2)
})

test('a list of teams brings leaders; the same list again changes nothing', async () => {
  const project = await aProject(office)
  const hand = (leader: string) =>
    aLabourSheet(office, {
      projectId: project.id,
      persons: [],
      teams: [{ team: '电工班', firm: '丁公司', leader }],
    })
  expect((await hand('尤酉一')).recorded).toMatchObject({ added: 1 })
  expect((await hand('尤酉一')).recorded).toMatchObject({ added: 0, unchanged: 1 })
  expect((await hand('许戌二')).recorded).toMatchObject({ superseded: 1 })
})

test('an engagement is the sum of what stands: what no import says any more is gone', async () => {
  const project = await aProject(office)
  const persons = [
    { name: '何亥一', idNumber: demoIdNumber(90), team: '油漆班', card: '6222000000000090' },
  ]
  const plain = [{ name: '何亥一', idNumber: demoIdNumber(90) }]
  const roster = await aLabourSheet(office, {
    projectId: project.id,
    persons,
    roster: [{ person: 0 }],
  })
  await aLabourSheet(office, {
    projectId: project.id,
    persons: plain,
    attendance: [{ person: 0, month: '2026-05', days: 3 }],
  })
  expect(await workersOf(office, project.code)).toMatchObject([{ onRoster: true, team: '油漆班' }])
  await act(office, 'test.withdraw', 'roster', (tx) => takeBack(tx, roster.importId))
  expect(await workersOf(office, project.code)).toMatchObject([{ onRoster: false, team: null }])
})

test('two files with the same new persons and keys at once: nobody is doubled, nothing is lost', async () => {
  const project = await aProject(office)
  const persons = Array.from({ length: 60 }, (_, nth) => ({
    name: `同时${nth}`,
    idNumber: demoIdNumber(200 + nth),
    team: '合班',
    firm: '合公司',
  }))
  const hand = (days: number, order: (list: number[]) => number[]) => {
    const people = order(persons.map((_, nth) => nth))
    return aLabourSheet(office, {
      projectId: project.id,
      persons: people.flatMap((nth) => persons[nth] ?? []),
      attendance: people.map((_, person) => ({ person, month: '2026-06', days })),
    })
  }
  const done = await Promise.all([
    hand(10, (list) => list),
    hand(11, (list) => list.toReversed()),
    hand(12, (list) => list.toSorted((a, b) => ((a * 7) % 60) - ((b * 7) % 60))),
  ])
  expect(done.map(({ recorded }) => recorded.added)).toEqual([60, 60, 60])
  expect(done.reduce((all, { recorded }) => all + recorded.superseded, 0)).toBe(120)
  expect((await listProjectWorkers(office, project.code, page)).total).toBe(60)
  expect(
    await count('labour.attendance_line', 'project_id = $1 and superseded_by is null', project.id),
  ).toBe(60)
})

test('a firm sees workers of its projects only, and another district nobody', async () => {
  const [mine, other] = [await aProject(office), await aProject(office)]
  const persons = [
    { name: '吕甲一', idNumber: demoIdNumber(300), project: mine.code },
    { name: '施乙二', idNumber: demoIdNumber(301), project: other.code },
  ]
  await aLabourSheet(office, { persons, roster: [{ person: 0 }, { person: 1 }] })
  const firm = here.as('labour-officer', [mine.id])
  const [seen] = await workersOf(firm, mine.code)
  expect(seen?.name).toBe('吕*一')
  const [foreign] = await workersOf(office, other.code)
  expect(await refusalOf(viewWorker(firm, foreign?.workerId ?? ''))).toBe('labour.no-such-worker')
  expect(await refusalOf(workersOf(firm, other.code))).toBe('registry.no-such-project')
  const neighbour = here.elsewhere('990102')
  expect(await refusalOf(viewWorker(neighbour, seen?.workerId ?? ''))).toBe('labour.no-such-worker')
  // A firm's file that names somebody who is known elsewhere does not make him twice.
  const { resolved } = await aLabourSheet(firm, {
    projectId: mine.id,
    persons: [{ name: '施乙二', idNumber: demoIdNumber(301) }],
    roster: [{ person: 0 }],
  })
  expect(resolved).toMatchObject({ workers: 1, workersNew: 0 })
  const both = await viewWorker(firm, foreign?.workerId ?? '')
  expect(both.engagements).toHaveLength(1)
})

test('the application can change nothing of a line but what took its place and, by a merge, whose it is; and delete none', async () => {
  const attempt = (statement: string) =>
    refusalOrCode(act(office, 'test.tamper', 'test', (tx) => tx.client.query(statement)))
  expect(await attempt('update labour.attendance_month set days_present = 0')).toBe('42501')
  expect(await attempt('delete from labour.attendance_month')).toBe('42501')
  expect(await attempt('delete from labour.roster_line')).toBe('42501')
  expect(await attempt('update labour.mention set card_value = card_value')).toBe('42501')
  expect(await attempt('update labour.merged_line set worker_id = worker_id')).toBe('42501')
  expect(await attempt('delete from labour.merge_event')).toBe('42501')
  expect(await attempt('update labour.attendance_month set superseded_by = superseded_by')).toBe(
    'done',
  )
})

async function refusalOrCode(work: Promise<unknown>): Promise<unknown> {
  try {
    await work
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error
  }
  return 'done'
}

test('workers are listed by name, page by page, and found by name or whole ID number', async () => {
  const project = await aProject(office)
  const persons = Array.from({ length: 7 }, (_, nth) => ({
    name: `分页${nth % 3}`,
    idNumber: demoIdNumber(400 + nth),
  }))
  await aLabourSheet(office, {
    projectId: project.id,
    persons,
    roster: persons.map((_, person) => ({ person })),
  })
  const seen: string[] = []
  let after: string | undefined
  for (let turn = 0; turn < 5; turn += 1) {
    const found = await listProjectWorkers(office, project.code, {
      limit: 3,
      ...(after ? { after } : {}),
    })
    seen.push(...found.rows.map((row) => row.workerId))
    if (found.next === null) break
    after = found.next
  }
  expect(new Set(seen).size).toBe(7)
  const byName = await listProjectWorkers(office, project.code, { ...page, search: '页1' })
  expect(byName.total).toBe(2)
  const byNumber = await listProjectWorkers(office, project.code, {
    ...page,
    search: demoIdNumber(403),
  })
  expect(byNumber.rows).toHaveLength(1)
})
