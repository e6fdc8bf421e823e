import { describe, expect, test } from 'vitest'
import { district } from '../../../tests/support/district.ts'
import { addDays, day, YearMonth } from '../../kernel/day.ts'
import { Refused } from '../../kernel/refusal.ts'
import { act, look } from '../../platform/act.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import { editProject } from '../registry/edit-project.ts'
import { aProject } from '../registry/fixtures.ts'
import type { Project } from '../registry/contract.ts'
import { aLabourSheet, demoIdNumber } from '../labour/fixtures.ts'
import { takeBack as takeBackLabour } from '../labour/take-back.ts'
import { countImportWorkers } from '../labour/views.ts'
import { aPaySheet, type StatedPay } from './fixtures.ts'
import { wagesHears } from './hears.ts'
import { takeBack } from './take-back.ts'
import { viewLedgerRow } from './views-ledger-row.ts'
import { ledgerByProjectMonth, listLedger, totalLedger } from './views.ts'

const here = await district({ hearers: wagesHears })
const office = here.at('2026-11-23')
await shipParameters(here.platform, office.now)
const page = { limit: 50 }
const may = '2026-05'
const worker = { name: '赵甲一', idNumber: demoIdNumber(1) }

async function ledgerOf(project: Project) {
  return (await listLedger(office, { ...page, project: project.code })).rows
}

function pay(project: Project, lines: readonly StatedPay[], persons = [worker]) {
  return aPaySheet(office, { projectId: project.id, persons, pay: lines })
}

function withdraw(importId: string) {
  return act(office, 'test.withdraw', importId, async (tx) => {
    await takeBackLabour(tx, importId)
    await takeBack(tx, importId)
  })
}

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code
    return error instanceof Error && 'code' in error ? error.code : error
  }
  return 'done'
}

describe('the ledger', () => {
  test('a pay line is due, what it says was paid is paid, on time up to the pay date', async () => {
    const project = await aProject(office)
    const { recorded } = await pay(project, [
      {
        person: 0,
        month: may,
        dueFen: 600_000,
        deductedFen: 10_000,
        netFen: 400_000,
        paidOn: '2026-06-30',
      },
    ])
    expect(recorded).toEqual({ added: 1, superseded: 0, unchanged: 0 })
    expect(await ledgerOf(project)).toMatchObject([
      {
        workerName: '赵*一',
        month: may,
        // The last workday of the following month.
        payOn: '2026-06-30',
        dueBasis: 'pay-line',
        dueFen: 600_000,
        deductedFen: 10_000,
        paidOnTimeFen: 400_000,
        paidLateFen: 0,
        owedFen: 190_000,
      },
    ])
    await pay(project, [
      {
        person: 0,
        month: may,
        dueFen: 600_000,
        deductedFen: 10_000,
        netFen: 190_000,
        paidOn: '2026-07-15',
      },
    ])
    expect(await ledgerOf(project)).toMatchObject([
      { dueFen: 600_000, paidOnTimeFen: 400_000, paidLateFen: 190_000, owedFen: 0 },
    ])
  })

  test('the project’s own pay day makes the pay date, and a changed one moves it', async () => {
    const project = await aProject(office, { payDay: 20 })
    await pay(project, [{ person: 0, month: may, dueFen: 500_000, paidOn: '2026-06-18' }])
    // 20 June 2026 is a Saturday: paid before it.
    expect(await ledgerOf(project)).toMatchObject([{ payOn: '2026-06-18', paidOnTimeFen: 500_000 }])
    await editProject(office, project.code, { ...project, payDay: 10, version: 1 })
    expect(await ledgerOf(project)).toMatchObject([
      { payOn: '2026-06-10', paidOnTimeFen: 0, paidLateFen: 500_000 },
    ])
  })

  test('attendance without pay line or rate is due unknown and counted apart; a rate makes it due', async () => {
    const project = await aProject(office)
    await aLabourSheet(office, {
      projectId: project.id,
      persons: [worker],
      attendance: [{ person: 0, month: may, days: 20 }],
    })
    expect(await ledgerOf(project)).toMatchObject([
      { dueBasis: 'unknown', dueFen: null, owedFen: 0, daysPresent: 20, minutes: 9_600 },
    ])
    const filter = { project: project.code }
    expect(await totalLedger(office, filter)).toMatchObject({ rows: 1, dueUnknown: 1, dueFen: 0 })
    const { importId } = await aLabourSheet(office, {
      projectId: project.id,
      persons: [worker],
      contracts: [{ person: 0, from: '2026-03-01', unit: 'day', fen: 30_000 }],
    })
    expect(await ledgerOf(project)).toMatchObject([
      { dueBasis: 'rate', dueFen: 600_000, owedFen: 600_000 },
    ])
    await withdraw(importId)
    expect(await ledgerOf(project)).toMatchObject([{ dueBasis: 'unknown' }])
  })

  test('back pay is a payment for its month and no new due', async () => {
    const project = await aProject(office)
    await pay(project, [
      { person: 0, month: may, dueFen: 500_000, netFen: 300_000, paidOn: '2026-06-20' },
    ])
    await pay(project, [
      { person: 0, month: may, kind: 'back-pay', dueFen: 200_000, paidOn: '2026-08-20' },
    ])
    expect(await ledgerOf(project)).toMatchObject([
      { dueFen: 500_000, paidOnTimeFen: 300_000, paidLateFen: 200_000, owedFen: 0 },
    ])
  })

  test('of a line without 应发 nothing is deducted again; lines of two teams add', async () => {
    const project = await aProject(office)
    await aPaySheet(office, {
      projectId: project.id,
      persons: [
        { ...worker, team: '木工班' },
        { ...worker, team: '瓦工班' },
      ],
      pay: [
        {
          person: 0,
          month: may,
          dueFen: 300_000,
          dueStated: false,
          deductedFen: 20_000,
          netFen: 300_000,
        },
        { person: 1, month: may, dueFen: 200_000, deductedFen: 5_000 },
      ],
    })
    expect(await ledgerOf(project)).toMatchObject([
      { dueFen: 500_000, deductedFen: 5_000, owedFen: 495_000 },
    ])
  })

  test('attendance that states only totals is added to days that are marked, up to the month’s length', async () => {
    const project = await aProject(office)
    await aLabourSheet(office, {
      projectId: project.id,
      persons: [
        { ...worker, team: '木工班' },
        { ...worker, team: '瓦工班' },
      ],
      attendance: [
        { person: 0, month: may, days: 20 },
        { person: 1, month: may, days: 15, totals: true },
      ],
    })
    expect(await ledgerOf(project)).toMatchObject([{ daysPresent: 31, workdaysHundredths: 3_500 }])
  })

  test('a sheet sent again changes nothing; a corrected one supersedes; taking it back revives', async () => {
    const project = await aProject(office)
    const sheet = (dueFen: number) => [{ person: 0, month: may, dueFen, paidOn: '2026-06-20' }]
    const first = await pay(project, sheet(500_000))
    const before = await ledgerOf(project)
    const again = await pay(project, sheet(500_000))
    expect(again.recorded).toEqual({ added: 0, superseded: 0, unchanged: 1 })
    expect(await ledgerOf(project)).toEqual(before)
    const corrected = await pay(project, sheet(520_000))
    expect(corrected.recorded).toEqual({ added: 1, superseded: 1, unchanged: 0 })
    expect(await ledgerOf(project)).toMatchObject([{ dueFen: 520_000, paidOnTimeFen: 520_000 }])
    await withdraw(corrected.importId)
    expect(await ledgerOf(project)).toEqual(before)
    // The second file says the same, so that the first may go.
    await withdraw(first.importId)
    expect(await ledgerOf(project)).toEqual(before)
    await withdraw(again.importId)
    expect(await ledgerOf(project)).toEqual([])
  })

  test('one file may hold a key twice: its last row counts, of lines and of payments', async () => {
    const project = await aProject(office)
    const { recorded } = await pay(project, [
      { person: 0, month: may, dueFen: 500_000, paidOn: '2026-06-20', place: 'A' },
      { person: 0, month: may, dueFen: 510_000, paidOn: '2026-06-20', place: 'A' },
      { person: 0, month: may, kind: 'back-pay', dueFen: 1_000, paidOn: '2026-06-20', place: 'B' },
    ])
    expect(recorded.added).toBe(3)
    expect(await ledgerOf(project)).toMatchObject([{ dueFen: 510_000, paidOnTimeFen: 511_000 }])
  })

  test('a row shows every line behind it, those that gave way included, with sheet and row', async () => {
    const project = await aProject(office)
    await aLabourSheet(office, {
      projectId: project.id,
      persons: [worker],
      attendance: [{ person: 0, row: 7, month: may, days: 3 }],
    })
    const first = await pay(project, [{ person: 0, row: 9, month: may, dueFen: 500_000 }])
    const second = await pay(project, [
      { person: 0, row: 9, month: may, dueFen: 400_000, paidOn: '2026-06-20' },
    ])
    const [row] = await ledgerOf(project)
    const shown = await viewLedgerRow(office, {
      project: project.code,
      workerId: row?.workerId ?? '',
      month: YearMonth.parse(may),
    })
    expect(shown.row).toEqual(row)
    expect(shown.lines).toMatchObject([
      { kind: 'attendance', source: { sheet: 1, row: 7 }, daysPresent: 3, superseded: false },
      { kind: 'pay-line', source: { importId: first.importId, row: 9 }, superseded: true },
      { kind: 'pay-line', source: { importId: second.importId, row: 9 }, dueFen: 400_000 },
      { kind: 'payment', source: { importId: second.importId }, amountFen: 400_000 },
    ])
    const nobody = { project: project.code, workerId: office.actor.id, month: YearMonth.parse(may) }
    expect(await codeOf(viewLedgerRow(office, nobody))).toBe('wages.no-such-row')
  })

  test('a project that still owes cannot be called finished', async () => {
    const project = await aProject(office)
    await pay(project, [{ person: 0, month: may, dueFen: 500_000 }])
    const finish = { ...project, state: 'finished', version: 1 } as const
    expect(await codeOf(editProject(office, project.code, finish))).toBe(
      'registry.project-still-owes',
    )
    await pay(project, [{ person: 0, month: may, dueFen: 500_000, paidOn: '2026-06-20' }])
    expect((await editProject(office, project.code, finish)).state).toBe('finished')
  })
})

describe('lists and totals', async () => {
  const [one, two] = [await aProject(office), await aProject(office, { payDay: 20 })]
  const persons = Array.from({ length: 9 }, (_, nth) => ({
    name: `名单${nth}`,
    idNumber: demoIdNumber(100 + nth),
  }))
  const months = ['2026-08', '2026-09', '2026-10']
  for (const project of [one, two]) {
    await aPaySheet(office, {
      projectId: project.id,
      persons,
      attendance: [{ person: 8, month: '2026-08', days: 4 }],
      pay: months.flatMap((month, at) =>
        persons.slice(0, 8).map((_, person) => ({
          person,
          month,
          dueFen: 100_000 + person,
          netFen: person % 2 === 0 ? 100_000 + person : 40_000,
          ...(person % 4 === 3
            ? {}
            : {
                paidOn: person === 4 ? '2026-11-20' : `2026-${String(9 + at).padStart(2, '0')}-10`,
              }),
        })),
      ),
    })
  }
  const all = async (filter: Parameters<typeof totalLedger>[1], limit = 200) => {
    const rows = []
    let after: string | undefined
    for (let turn = 0; turn < 100; turn += 1) {
      const found = await listLedger(office, { ...filter, limit, ...(after ? { after } : {}) })
      rows.push(...found.rows)
      if (found.next === null) return rows
      after = found.next
    }
    throw new Error('pages without end')
  }

  test('pages hold every row once, by code, the latest month first', async () => {
    const inPages = await all({}, 7)
    expect(inPages).toEqual(await all({}))
    const keys = inPages.map((row) => `${row.projectCode} ${row.month} ${row.workerId}`)
    expect(new Set(keys).size).toBe(keys.length)
    const mine = inPages.filter(({ projectCode }) => projectCode === one.code)
    expect(mine.map(({ month }) => month)).toEqual(
      mine
        .map(({ month }) => month)
        .toSorted()
        .toReversed(),
    )
  })

  const only = [
    'owed',
    'overdue',
    'unpaid',
    'underpaid',
    'unknown',
    'unknown-overdue',
    'without-pay-line',
    'late',
  ] as const
  test.each([undefined, ...only])('totals are those of the rows: only %s', async (which) => {
    const [row] = await all({ project: two.code })
    const filters = [
      {},
      { project: two.code },
      { month: YearMonth.parse('2026-09') },
      { worker: row?.workerId },
      { worker: row?.workerId, month: YearMonth.parse('2026-09') },
      { project: one.code, month: YearMonth.parse('2026-08') },
    ]
    for (const plain of filters) {
      const filter = { ...plain, only: which }
      const rows = await all(filter, 5)
      const total = await totalLedger(office, filter)
      const sum = (of: (row: (typeof rows)[number]) => number | null) =>
        rows.reduce((added, row) => added + (of(row) ?? 0), 0)
      expect(total).toEqual({
        rows: rows.length,
        workers: new Set(rows.map(({ workerId }) => workerId)).size,
        dueFen: sum(({ dueFen }) => dueFen),
        deductedFen: sum(({ deductedFen }) => deductedFen),
        paidOnTimeFen: sum(({ paidOnTimeFen }) => paidOnTimeFen),
        paidLateFen: sum(({ paidLateFen }) => paidLateFen),
        owedFen: sum(({ owedFen }) => owedFen),
        dueUnknown: rows.filter(({ dueBasis }) => dueBasis === 'unknown').length,
      })
    }
  })

  test('overdue asks for the day: what is owed after the pay date', async () => {
    const filter = { project: two.code, only: 'overdue' } as const
    const august = await listLedger(office, {
      ...filter,
      ...page,
      month: YearMonth.parse('2026-08'),
    })
    const payOn = august.rows[0]?.payOn ?? day('2026-09-20')
    expect((await totalLedger(here.at(payOn), filter)).rows).toBe(0)
    expect((await totalLedger(here.at(addDays(payOn, 1)), filter)).rows).toBe(4)
    expect((await totalLedger(here.at('2026-11-23'), filter)).rows).toBe(12)
  })

  test('the command line’s fold is the sum of the rows', async () => {
    const folded = await look(office, (reading) =>
      ledgerByProjectMonth(reading, { project: one.code }),
    )
    expect(folded.map(({ month }) => month)).toEqual(months)
    expect(folded[0]).toMatchObject({ project: one.code, workers: 9, days: 4, dueUnknown: 1 })
    const rows = await all({ project: one.code })
    const owed = rows.reduce((added, row) => added + row.owedFen, 0)
    expect(folded.reduce((added, row) => added + row.owedFen, 0)).toBe(owed)
  })

  test('a firm sees the ledger of its projects, another district none', async () => {
    const firm = here.as('labour-officer', [one.id])
    const seen = await listLedger(firm, { limit: 200 })
    expect(new Set(seen.rows.map(({ projectCode }) => projectCode))).toEqual(new Set([one.code]))
    expect((await totalLedger(firm, {})).rows).toBe(25)
    expect(await totalLedger(firm, { project: two.code })).toMatchObject({ rows: 0 })
    expect(await totalLedger(here.elsewhere('990102'), {})).toMatchObject({ rows: 0, owedFen: 0 })
  })
})

test('the application can change nothing of a pay line but what took its place', async () => {
  const attempt = (statement: string) =>
    codeOf(act(office, 'test.tamper', 'test', (tx) => tx.client.query(statement)))
  expect(await attempt('update wages.pay_line set due_fen = 0')).toBe('42501')
  expect(await attempt('delete from wages.pay_line')).toBe('42501')
  expect(await attempt('update wages.pay_line set superseded_by = superseded_by')).toBe('done')
})

test('a file may come in parts: the same ledger, and of a key that comes twice the last row counts', async () => {
  const [whole, parts] = [await aProject(office), await aProject(office)]
  const persons = [3, 4, 5].map((nth) => ({
    name: `分批${nth}`,
    idNumber: demoIdNumber(600 + nth),
  }))
  const lines = [0, 1, 2, 0].map((person, nth) => ({
    person,
    row: nth + 4,
    month: may,
    dueFen: 100_000 + nth,
    paidOn: '2026-06-20',
  }))
  await pay(whole, lines, persons)
  const importId = await act(office, 'test.parts', 'parts', async (tx) => {
    const first = { projectId: parts.id, persons: persons.slice(0, 2) }
    const begun = await aPaySheet(tx, { ...first, pay: lines.slice(0, 2) })
    const second = { importId: begun.importId, firstPerson: 2, persons: persons.slice(2) }
    await aPaySheet(tx, { projectId: parts.id, ...second, pay: lines.slice(2) })
    expect(await countImportWorkers(tx, begun.importId)).toBe(3)
    return begun.importId
  })
  const strip = (rows: Awaited<ReturnType<typeof ledgerOf>>) =>
    rows.map(({ projectCode: _code, ...row }) => row)
  expect(strip(await ledgerOf(parts))).toEqual(strip(await ledgerOf(whole)))
  await withdraw(importId)
  expect(await ledgerOf(parts)).toEqual([])
})

test('three files with the same keys at once: none is lost, the ledger is that of the last', async () => {
  const project = await aProject(office)
  const persons = Array.from({ length: 40 }, (_, nth) => ({
    name: `同时${nth}`,
    idNumber: demoIdNumber(200 + nth),
  }))
  const done = await Promise.all(
    [100_000, 200_000, 300_000].map((dueFen) =>
      pay(
        project,
        persons.map((_, person) => ({ person, month: may, dueFen, paidOn: '2026-06-20' })),
        persons,
      ),
    ),
  )
  expect(done.reduce((added, { recorded }) => added + recorded.superseded, 0)).toBe(80)
  const rows = await ledgerOf(project)
  expect(rows).toHaveLength(40)
  expect(new Set(rows.map(({ dueFen }) => dueFen)).size).toBe(1)
  expect(rows.every((row) => row.paidOnTimeFen === row.dueFen && row.owedFen === 0)).toBe(true)
})
