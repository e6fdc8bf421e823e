import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { district } from '../../../tests/support/district.ts'
import { act, look } from '../../platform/act.ts'
import { deviceMonthStage } from '../labour/contract.ts'
import { aLabourSheet, demoIdNumber } from '../labour/fixtures.ts'
import { mergeWorkers } from '../labour/merge-workers.ts'
import { recordDeviceMonths } from '../labour/record-device-months.ts'
import { takeBack as takeBackLabour } from '../labour/take-back.ts'
import { tieDeviceUsers } from '../labour/tie-device-users.ts'
import { unmergeWorkers } from '../labour/unmerge-workers.ts'
import { listMerges } from '../labour/views-merges.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import { aProject } from '../registry/fixtures.ts'
import { aPaySheet } from './fixtures.ts'
import { wagesHears } from './hears.ts'
import { takeBack } from './take-back.ts'

const here = await district({ hearers: wagesHears })
const office = here.at('2026-11-23')
await shipParameters(here.platform, office.now)

/*
 * The same sheets of two persons are brought to sites where they are two, where they are one, and where they are merged in
 * the middle and parted again: merged they are as one, parted as two, to the fen.
 */
const people = fc.constantFrom(0, 1)
const teams = fc.constantFrom(null, '木工班')
const months = fc.constantFrom('2026-05', '2026-06')
const days = fc.constantFrom('2026-06-20', '2026-07-20', '2026-08-20')
const line = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      sort: fc.constant('pay' as const),
      person: people,
      team: teams,
      month: months,
      kind: fc.constantFrom('ordinary' as const, 'ordinary' as const, 'back-pay' as const),
      dueFen: fc.constantFrom(100_000, 600_000, 600_001),
      deductedFen: fc.constantFrom(0, 7),
      paidOn: fc.option(days),
      place: fc.constantFrom('1', '2'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      sort: fc.constant('attendance' as const),
      person: people,
      team: teams,
      month: months,
      days: fc.integer({ min: 1, max: 28 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      sort: fc.constant('return' as const),
      person: people,
      team: fc.constant(null),
      month: fc.option(months),
      amountFen: fc.constantFrom(99_993, 100_000, 600_000),
      outcome: fc.constantFrom('paid' as const, 'paid' as const, 'failed' as const),
      paidOn: days,
      place: fc.constantFrom('a', 'b'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      sort: fc.constant('contract' as const),
      person: people,
      team: teams,
      from: fc.constantFrom('2026-01-01', '2026-02-01'),
      fen: fc.constantFrom(30_001, 40_000),
    }),
  },
)
type Line = (typeof line extends fc.Arbitrary<infer L> ? L : never) & { readonly row?: number }
const step = fc.oneof(
  { weight: 4, arbitrary: fc.array(line, { minLength: 1, maxLength: 6 }) },
  { weight: 1, arbitrary: fc.nat() },
)
const steps = fc.array(step, { maxLength: 4 })

/** The lines of a kind, with the rows that they have in the sheet. */
function linesOf<S extends Line['sort']>(sort: S, lines: readonly Line[]) {
  return lines.flatMap((one, nth) => {
    const person = one.person * 2 + (one.team === null ? 0 : 1)
    return isOf(one, sort) ? [{ ...one, person, row: nth + 4 }] : []
  })
}

function isOf<S extends Line['sort']>(one: Line, sort: S): one is Extract<Line, { sort: S }> {
  return one.sort === sort
}

let numbers = 100

/** A site, the numbers under which the two are brought to it, and its imports that stand. */
interface Site {
  readonly project: { readonly id: string; readonly code: string }
  readonly ids: readonly string[]
  readonly imports: string[]
}

async function aSite(how: 'two' | 'one'): Promise<Site> {
  const project = await aProject(office)
  const ids = [demoIdNumber((numbers += 1)), demoIdNumber((numbers += how === 'two' ? 1 : 0))]
  const site = { project, ids, imports: [] }
  await bring(site, [])
  site.imports.length = 0
  return site
}

async function bring(site: Site, lines: readonly Line[], importId = uuidv7()): Promise<void> {
  const persons = site.ids.flatMap((idNumber) =>
    [{}, { team: '木工班' }].map((team) => ({
      name: '合并一',
      idNumber,
      phone: '13900000001',
      ...team,
    })),
  )
  await aPaySheet(office, {
    importId,
    projectId: site.project.id,
    persons,
    ...(lines.length === 0 ? { roster: [{ person: 0 }, { person: 2 }] } : {}),
    attendance: linesOf('attendance', lines),
    contracts: linesOf('contract', lines).map((one) => ({ ...one, unit: 'day' as const })),
    pay: linesOf('pay', lines).map(({ paidOn, place, ...one }) => ({
      ...one,
      ...(paidOn === null ? {} : { paidOn, place }),
    })),
    returns: linesOf('return', lines).map(({ month, ...one }) => ({
      ...one,
      ...(month === null ? {} : { month }),
    })),
  })
  site.imports.push(importId)
}

async function withdraw(site: Site, nth: number): Promise<void> {
  const [importId] = site.imports.splice(nth % Math.max(1, site.imports.length), 1)
  if (importId === undefined) return
  await act(office, 'test.withdraw', importId, async (tx) => {
    await takeBack(tx, importId)
    await takeBackLabour(tx, importId)
  })
}

async function go(site: Site, all: readonly (readonly Line[] | number)[]): Promise<void> {
  for (const one of all) {
    if (typeof one === 'number') await withdraw(site, one)
    else await bring(site, one)
  }
}

async function pairOf({ project }: Site, show: 'open' | 'decided') {
  const { rows } = await listMerges(office, { limit: 200, show })
  const found = rows.find(({ projectCode }) => projectCode === project.code)
  if (found === undefined) throw new Error('They are no pair.')
  return found
}

/** Merges the two of a site, the first kept; returns how it is undone. */
async function merge(site: Site): Promise<() => Promise<void>> {
  const { id, version, kept, other } = await pairOf(site, 'open')
  const isFirst = kept.idNumber?.slice(-4) === site.ids[0]?.slice(-4)
  const keep = isFirst ? kept.workerId : other.workerId
  await mergeWorkers(office, id, { version, keep, why: '同一人' })
  return async () => {
    const decided = await pairOf(site, 'decided')
    await unmergeWorkers(office, id, { version: decided.version, why: '不是' })
  }
}

async function rowsOf(query: string, site: Site): Promise<unknown[]> {
  return look(office, async (reading) => {
    const found = await reading.client.query(query, [office.district, site.project.id])
    return found.rows
  })
}

const whose = (table: string) =>
  `case (select v.masked from labour.worker_face w join platform.personal_value v on v.district = w.district and v.id = w.id_value
    where w.district = ${table}.district and w.id = ${table}.worker_id)`

/** The ledger, the days of payment and the rates, each of the first or the second of the two. */
async function ledgerOf(site: Site): Promise<unknown> {
  const who = (table: string) =>
    `${whose(table)} when '${masked(site.ids[0] ?? '')}' then 1 else 2 end as who`
  return {
    ledger: await rowsOf(
      `select ${who('l')}, month, pay_on, attended, days_present, minutes, workdays_hundredths, sure_workdays_hundredths, due_basis, due_fen, deducted_fen,
        paid_on_time_fen, paid_late_fen, owed_fen from wages.ledger l where district = $1 and project_id = $2 order by who, month`,
      site,
    ),
    paid: await rowsOf(
      `select ${who('l')}, month, paid_on, amount_fen from wages.payment_day l where district = $1 and project_id = $2
        order by who, month, paid_on`,
      site,
    ),
    rates: await rowsOf(
      `select ${who('l')}, on_roster, rate_fen from labour.engagement l where district = $1 and project_id = $2 order by who`,
      site,
    ),
  }
}

function masked(number: string): string {
  return `${number.slice(0, 4)}${'*'.repeat(10)}${number.slice(-4)}`
}

/** Every line as it stands in its table. */
async function linesAt(site: Site): Promise<unknown> {
  const tables = [
    ['labour.mention', 'person_no'],
    ['labour.roster_line', 'sheet, row, superseded_by'],
    ['labour.attendance_month', 'sheet, row, superseded_by'],
    ['labour.contract_line', 'sheet, row, superseded_by'],
    ['wages.pay_line', 'sheet, row, superseded_by, payment_superseded_by'],
    ['wages.bank_return', 'sheet, row, superseded_by, found_month'],
  ]
  const all: unknown[] = []
  for (const [table, columns] of tables) {
    all.push(
      await rowsOf(
        `select import_id, worker_id, ${columns} from ${table} where district = $1 and project_id = $2 order by import_id, ${(columns ?? '').split(', superseded')[0]}`,
        site,
      ),
    )
  }
  return all
}

const runs = { numRuns: 14, interruptAfterTimeLimit: 60_000 }
const time = { timeout: 120_000 }

test(
  'merged, two are as one from the beginning; undone, as two: the ledger to the fen',
  time,
  async () => {
    await fc.assert(
      fc.asyncProperty(steps, steps, steps, async (before, meanwhile, after) => {
        const [merged, apart, one] = [await aSite('two'), await aSite('two'), await aSite('one')]
        for (const site of [merged, apart, one]) await go(site, before)
        const undo = await merge(merged)
        expect(await ledgerOf(merged)).toEqual(await ledgerOf(one))
        for (const site of [merged, apart, one]) await go(site, meanwhile)
        expect(await ledgerOf(merged)).toEqual(await ledgerOf(one))
        await undo()
        expect(await ledgerOf(merged)).toEqual(await ledgerOf(apart))
        for (const site of [merged, apart]) await go(site, after)
        expect(await ledgerOf(merged)).toEqual(await ledgerOf(apart))
      }),
      runs,
    )
  },
)

test(
  'merging and undoing leaves every line as it was, in whatever order files were committed',
  time,
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.array(line, { minLength: 1, maxLength: 6 }), fc.nat()), {
          maxLength: 4,
        }),
        async (files) => {
          const site = await aSite('two')
          const ids = files.map(() => uuidv7())
          // Files that came first need not be committed first.
          for (const [lines, nth] of files) {
            const [importId] = ids.splice(nth % ids.length, 1)
            await bring(site, lines, importId)
          }
          const lines = await linesAt(site)
          const ledger = await ledgerOf(site)
          const undo = await merge(site)
          expect(await linesAt(site)).not.toEqual(lines)
          await undo()
          expect(await linesAt(site)).toEqual(lines)
          expect(await ledgerOf(site)).toEqual(ledger)
        },
      ),
      runs,
    )
  },
)

test('what machines recorded goes with their users, and comes back', async () => {
  const site = await aSite('two')
  const punch = (dayOfMonth: number) => [
    ((dayOfMonth - 1) * 1_440 + 420) * 4 + 1,
    ((dayOfMonth - 1) * 1_440 + 1_020) * 4 + 2,
  ]
  const userMonth = (row: number, userNo: string, ...ofDays: number[]) => [
    1,
    row,
    null,
    'M1',
    userNo,
    '合并一',
    '2026-05',
    `{${ofDays.flatMap(punch).join(',')}}`,
  ]
  await aLabourSheet(office, { projectId: site.project.id, persons: [] }, [
    {
      stage: deviceMonthStage,
      rows: [userMonth(1, '7', 4, 5), userMonth(2, '8', 5, 6, 7)],
      record: recordDeviceMonths,
    },
  ])
  const { kept, other } = await pairOf(site, 'open')
  await tieDeviceUsers(office, site.project.id, [
    { device: 'M1', userNo: '7', userName: '合并一', workerId: kept.workerId },
    { device: 'M1', userNo: '8', userName: '合并一', workerId: other.workerId },
  ])
  const before = await ledgerOf(site)
  const undo = await merge(site)
  expect(await ledgerOf(site)).toMatchObject({ ledger: [{ month: '2026-05', days_present: 4 }] })
  await undo()
  expect(await ledgerOf(site)).toEqual(before)
  expect(before).toMatchObject({ ledger: [{ days_present: 2 }, { days_present: 3 }] })
})
