import fc from 'fast-check'
import { expect, test } from 'vitest'
import { district } from '../../../tests/support/district.ts'
import { day, month } from '../../kernel/day.ts'
import { fen } from '../../kernel/money.ts'
import { act, look } from '../../platform/act.ts'
import { shippedCalendar } from '../calendar/rules/calendar.ts'
import { payDateOf } from '../calendar/rules/pay-date.ts'
import { demoIdNumber } from '../labour/fixtures.ts'
import { takeBack as takeBackLabour } from '../labour/take-back.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import type { Project } from '../registry/contract.ts'
import { aProject } from '../registry/fixtures.ts'
import { aPaySheet } from './fixtures.ts'
import { wagesHears } from './hears.ts'
import { refreshLedger } from './refresh-ledger.ts'
import { ledgerRowOf, type WorkerMonth } from './rules/ledger.ts'
import { monthsOfReturns } from './rules/settled-payments.ts'
import { takeBack } from './take-back.ts'
import { listLedger } from './views.ts'

const here = await district({ hearers: wagesHears })
const office = here.at('2026-11-23')
await shipParameters(here.platform, office.now)

/*
 * Sheets over two workers, two months and two teams, so that keys meet often; what must stand after any of them came and
 * went is reckoned here from the definitions, and folded by the rules' own function.
 */
const workers = [0, 1]
const months = ['2026-05', '2026-06']
const teams = [null, '木工班']
const days = ['2026-06-20', '2026-07-20']
/** Open returns may count for the month before the first payment too. */
const ledgerMonths = ['2026-04', ...months, '2026-07']

const place = {
  worker: fc.constantFrom(...workers),
  team: fc.constantFrom(...teams),
  month: fc.constantFrom(...months),
}
const attendance = fc.record({
  ...place,
  sort: fc.constant('attendance' as const),
  days: fc.integer({ min: 0, max: 28 }),
  totals: fc.boolean(),
  minutes: fc.integer({ min: 0, max: 30_000 }),
  workdaysHundredths: fc.option(fc.constantFrom(0, 950, 2_600, 3_800)),
})
const payLine = fc.record({
  ...place,
  sort: fc.constant('pay' as const),
  kind: fc.constantFrom('ordinary' as const, 'back-pay' as const),
  dueFen: fc.constantFrom(0, 100_000, 600_000),
  dueStated: fc.boolean(),
  deductedFen: fc.constantFrom(0, 7),
  netFen: fc.constantFrom(0, 99_993, 600_000),
  paidOn: fc.option(fc.constantFrom(...days)),
  place: fc.constantFrom('1', '2'),
})
/** What a bank did, on the sheets' days and others, with their sums and others. */
const bankReturn = fc.record({
  worker: fc.constantFrom(...workers),
  team: fc.constant(null),
  sort: fc.constant('return' as const),
  month: fc.option(fc.constantFrom(...months)),
  amountFen: fc.constantFrom(99_993, 100_000, 600_000),
  outcome: fc.constantFrom(
    'paid' as const,
    'paid' as const,
    'failed' as const,
    'refunded' as const,
    'pending' as const,
  ),
  paidOn: fc.constantFrom(...days, '2026-06-25'),
  place: fc.constantFrom('a', 'b', 'c'),
})
const contract = fc.record({
  ...place,
  sort: fc.constant('contract' as const),
  from: fc.constantFrom('2026-01-01', '2026-02-01'),
  unit: fc.option(fc.constantFrom('day' as const, 'hour' as const, 'month' as const)),
  fen: fc.constantFrom(333, 30_001, 870_000),
})
const sheet = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: payLine },
    { weight: 2, arbitrary: attendance },
    { weight: 4, arbitrary: bankReturn },
    contract,
  ),
  {
    minLength: 1,
    maxLength: 8,
  },
)
type Line = (typeof sheet extends fc.Arbitrary<infer S> ? S : never)[number]
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ bring: sheet }) },
  fc.record({ withdraw: fc.nat() }),
)

const persons = workers.flatMap((worker) =>
  teams.map((team) => ({
    name: `性质${worker}`,
    idNumber: demoIdNumber(500 + worker),
    ...(team === null ? {} : { team }),
  })),
)
const personOf = (line: Line) => line.worker * teams.length + teams.indexOf(line.team)

async function bring(project: Project, lines: readonly Line[]): Promise<string> {
  const at = lines.map((line, nth) => ({ line, person: personOf(line), row: nth + 4 }))
  const { importId } = await aPaySheet(office, {
    projectId: project.id,
    persons,
    attendance: at.flatMap(({ line, ...where }) =>
      line.sort === 'attendance'
        ? [
            {
              ...where,
              month: line.month,
              days: line.days,
              totals: line.totals,
              minutes: line.minutes,
              workdaysHundredths: line.workdaysHundredths,
            },
          ]
        : [],
    ),
    contracts: at.flatMap(({ line, ...where }) =>
      line.sort === 'contract'
        ? [
            {
              ...where,
              from: line.from,
              ...(line.unit === null ? {} : { unit: line.unit, fen: line.fen }),
            },
          ]
        : [],
    ),
    returns: at.flatMap(({ line, ...where }) =>
      line.sort === 'return'
        ? [
            {
              ...where,
              paidOn: line.paidOn,
              amountFen: line.amountFen,
              outcome: line.outcome,
              place: line.place,
              ...(line.month === null ? {} : { month: line.month }),
            },
          ]
        : [],
    ),
    pay: at.flatMap(({ line, ...where }) =>
      line.sort === 'pay'
        ? [
            {
              ...where,
              month: line.month,
              kind: line.kind,
              dueFen: line.dueStated ? line.dueFen : line.netFen,
              dueStated: line.dueStated,
              deductedFen: line.deductedFen,
              netFen: line.netFen,
              ...(line.paidOn === null ? {} : { paidOn: line.paidOn, place: line.place }),
            },
          ]
        : [],
    ),
  })
  return importId
}

async function withdraw(importId: string): Promise<void> {
  await act(office, 'test.withdraw', importId, async (tx) => {
    await takeBackLabour(tx, importId)
    await takeBack(tx, importId)
  })
}

/** Of each key what came last. */
function standing<L extends Line>(lines: readonly L[], key: (line: L) => string): L[] {
  return [...new Map(lines.map((line) => [key(line), line])).values()]
}

/** The ledger as the rules fold it from sheets in the order they came. */
function expected(sheets: readonly (readonly Line[])[]): Map<string, unknown> {
  const lines = sheets.flat()
  const ofSort = <S extends Line['sort']>(sort: S) =>
    lines.filter((line): line is Extract<Line, { sort: S }> => line.sort === sort)
  const pays = ofSort('pay')
  const attended = standing(
    ofSort('attendance'),
    (line) => `${line.worker} ${line.month} ${line.team}`,
  )
  const due = standing(pays, (line) => `${line.worker} ${line.month} ${line.team} ${line.kind}`)
  const paid = standing(
    pays.filter((line) => line.paidOn !== null),
    (line) => `${line.worker} ${line.month} ${line.paidOn} ${line.place}`,
  )
  const returned = standing(
    ofSort('return'),
    (line) => `${line.worker} ${line.month} ${line.place}`,
  ).map((line) => ({ ...line, paidOn: day(line.paidOn), amountFen: fen(line.amountFen) }))
  const found = new Map(
    workers.flatMap((worker) => [
      ...monthsOfReturns(
        returned.filter((line) => line.worker === worker && line.month === null),
        due
          .filter((line) => line.worker === worker)
          .map((line) => ({ month: month(line.month), netFen: fen(line.netFen) })),
      ),
    ]),
  )
  const agreed = standing(ofSort('contract'), (line) => `${line.worker} ${line.from}`)
    .filter((line) => line.unit !== null)
    .toSorted((a, b) => (a.from < b.from ? 1 : -1))
  const rows = new Map<string, unknown>()
  for (const worker of workers) {
    for (const of of ledgerMonths) {
      const mine = (line: Line) => line.worker === worker && line.month === of
      const returns = returned.filter(
        (line) => line.worker === worker && (line.month ?? found.get(line)) === of,
      )
      const rate = agreed.find((line) => line.worker === worker)
      const facts: WorkerMonth = {
        attendance: attended.filter(mine).map((line) => ({
          present: line.totals ? null : '1'.repeat(line.days).padEnd(31, '0'),
          daysPresent: line.days,
          minutes: line.minutes,
          workdaysHundredths: line.workdaysHundredths,
        })),
        payLines: due.filter(mine).map((line) => ({
          kind: line.kind,
          dueFen: line.dueStated ? fen(line.dueFen) : null,
          deductedFen: fen(line.deductedFen),
          netFen: fen(line.netFen),
        })),
        payments: paid
          .filter(mine)
          .map((line) => ({ paidOn: day(line.paidOn ?? ''), amountFen: fen(line.netFen) })),
        returns,
        rate: rate?.unit ? { unit: rate.unit, fen: fen(rate.fen) } : null,
        payOn: payDateOf(month(of), { kind: 'last-workday-of-next-month' }, shippedCalendar).payOn,
        minutesPerWorkday: 480,
      }
      const lines = [facts.attendance, facts.payLines, facts.payments, returns]
      if (lines.every((of) => of.length === 0)) continue
      const {
        findings: _findings,
        attended: _attended,
        hasPayLine: _has,
        ...row
      } = ledgerRowOf(facts)
      rows.set(`${worker} ${of}`, row)
    }
  }
  return rows
}

/** What no list shows. */
async function sureWorkdays(project: Project): Promise<Map<string, number>> {
  return look(office, async (reading) => {
    const found = await reading.client.query<{ who: string; sure: number }>(
      `select worker_id || ' ' || month as who, sure_workdays_hundredths as sure from wages.worker_month
       where district = $1 and project_id = $2`,
      [reading.district, project.id],
    )
    return new Map(found.rows.map(({ who, sure }) => [who, sure]))
  })
}

/** The ledger as it stands, under the same keys. */
async function actual(project: Project): Promise<Map<string, unknown>> {
  const sure = await sureWorkdays(project)
  const { rows } = await listLedger(office, { limit: 200, project: project.code })
  return new Map(
    rows
      .map((row) => {
        const {
          projectCode: _c,
          projectName: _n,
          workerId,
          workerName,
          payOn: _p,
          month: of,
          ...facts
        } = row
        return [
          `${workers.find((worker) => workerName.endsWith(String(worker)))} ${of}`,
          { ...facts, sureWorkdaysHundredths: sure.get(`${workerId} ${of}`) },
        ] as const
      })
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )
}

test('whatever comes and is taken back, the ledger is what the rules fold from what stands', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 7 }), async (steps) => {
      const project = await aProject(office)
      const stands: { importId: string; lines: readonly Line[] }[] = []
      for (const one of steps) {
        if ('bring' in one) {
          stands.push({ importId: await bring(project, one.bring), lines: one.bring })
        } else if (stands.length > 0) {
          const [gone] = stands.splice(one.withdraw % stands.length, 1)
          await withdraw(gone?.importId ?? '')
        }
        expect(await actual(project)).toEqual(expected(stands.map(({ lines }) => lines)))
      }
      // Folding whole project-months says the same as folding worker by worker.
      const before = await actual(project)
      await act(office, 'test.refresh', project.id, (tx) =>
        refreshLedger(tx, 'project', [project.id], 0),
      )
      expect(await actual(project)).toEqual(before)
    }),
    { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 20) },
  )
}, 120_000)

test('any order of sheets with different keys gives the same ledger, and a sheet sent again changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(sheet, { minLength: 2, maxLength: 4 }),
      fc.nat(),
      async (sheets, turn) => {
        const seen = new Set<string>()
        const distinct = sheets.map((lines) =>
          lines.filter((line) => {
            const keys = keysOf(line)
            if (keys.some((key) => seen.has(key))) return false
            for (const key of keys) seen.add(key)
            return true
          }),
        )
        const [one, two] = [await aProject(office), await aProject(office)]
        for (const lines of distinct) await bring(one, lines)
        const turned = distinct.map((_, nth) => distinct[(nth + turn) % distinct.length] ?? [])
        for (const lines of turned.toReversed()) await bring(two, lines)
        const ledger = await actual(one)
        expect(await actual(two)).toEqual(ledger)
        for (const lines of distinct) await bring(one, lines)
        expect(await actual(one)).toEqual(ledger)
      },
    ),
    { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 10) },
  )
}, 120_000)

function keysOf(line: Line): string[] {
  switch (line.sort) {
    case 'attendance':
      return [`a ${line.worker} ${line.month} ${line.team}`]
    case 'contract':
      return [`c ${line.worker} ${line.from}`]
    case 'return':
      return [`r ${line.worker} ${line.month} ${line.place}`]
    case 'pay':
      return [
        `l ${line.worker} ${line.month} ${line.team} ${line.kind}`,
        ...(line.paidOn === null
          ? []
          : [`p ${line.worker} ${line.month} ${line.paidOn} ${line.place}`]),
      ]
  }
}
