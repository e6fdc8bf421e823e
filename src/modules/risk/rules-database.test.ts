import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { district } from '../../../tests/support/district.ts'
import { addDays, day, month } from '../../kernel/day.ts'
import { fen } from '../../kernel/money.ts'
import { act, look } from '../../platform/act.ts'
import { tables } from '../../platform/context.ts'
import { labourHears } from '../labour/hears.ts'
import { takeBack as takeBackLabour } from '../labour/take-back.ts'
import { aDistrict } from '../places/fixtures.ts'
import { addParameter } from '../places/add-parameter.ts'
import { shippedParameters } from '../places/rules/shipped.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import { aProject } from '../registry/fixtures.ts'
import { wagesHears } from '../wages/hears.ts'
import type { WorkerMonth } from '../wages/rules/ledger.ts'
import { takeBack as takeBackWages } from '../wages/take-back.ts'
import { handIn, type SheetRow } from './fixtures.ts'
import { riskHears } from './hears.ts'
import { recompute } from './recompute.ts'
import { riskParametersFor } from './rules/level.ts'
import { type MonthFacts, projectMonthOf as referenceOf } from './rules/project-month.ts'
import type { RiskTables } from './tables.ts'
import { listRules } from './views-catalogue.ts'
import { listEvidence } from './views-evidence.ts'
import { foldProjectMonths, projectMonthOf } from './views-fold.ts'
import { listWarnings, viewWarning } from './views.ts'

const here = await district({ hearers: [...labourHears, ...wagesHears, ...riskHears] })
const september = month('2026-09')
const payOn = day('2026-10-30')
const yuan = (value: number) => fen(value * 100)
const office = here.at('2026-11-05')
const project = () => aProject(here.at('2026-01-05'))

const wage = {
  key: 'minimum-wage-month',
  value: 2_175,
  unit: '元',
  instrument: '示范市最低工资标准的通知',
  article: '',
  validFrom: day('2024-01-01'),
  validTo: null,
}
const parameters = riskParametersFor(
  [...shippedParameters, { ...wage, place: here.code, mark: 'confirmed' }],
  here.code,
  day('2026-11-05'),
)

beforeAll(async () => {
  await aDistrict(here.at('2026-01-05'))
  await shipParameters(here.platform, here.at('2026-01-05').now)
  await addParameter(here.at('2026-01-05'), wage)
})

const warningsOf = async (code: string) => {
  const { rows } = await listWarnings(office, { limit: 200, state: 'open', project: code })
  return rows.toSorted((a, b) => (a.rule + a.month < b.rule + b.month ? -1 : 1))
}
const said = async (code: string) =>
  (await warningsOf(code)).map(({ rule, month: of, evidence }) => `${rule} ${of} ${evidence}`)

const someRow = fc.record(
  {
    days: fc.integer({ min: 1, max: 31 }),
    dueFen: fc.oneof(
      fc.integer({ min: 0, max: 9_000 }).map(yuan),
      fc.constantFrom(yuan(50_000), yuan(50_001)),
    ),
    deductedFen: fc.integer({ min: 0, max: 500 }).map(yuan),
    paidFen: fc.integer({ min: 0, max: 9_000 }).map(yuan),
    paidOn: fc.integer({ min: -20, max: 40 }).map((count) => addDays(payOn, count)),
    dayRateFen: fc.integer({ min: 1, max: 40_000 }),
    card: fc.integer({ min: 1, max: 3 }),
    idFinding: fc.constantFrom('labour.id-check-digit', 'labour.id-birth-date'),
    sixteenOn: fc.constantFrom(day('2026-09-01'), day('2026-09-02'), day('2027-01-01')),
  },
  { requiredKeys: [] },
)
type SomeRow = typeof someRow extends fc.Arbitrary<infer Row> ? Row : never

test('the database folds everything that the rules ask as the rules do, on any day', async () => {
  const samples = fc.sample(fc.array(someRow, { minLength: 1, maxLength: 7 }), {
    numRuns: 10,
    seed: 11,
  })
  for (const rows of samples) {
    const { id } = await project()
    await handIn(office, id, rows.map(sheetRowOf))
    const facts = rows.map(factsOf).filter((one) => one !== null)
    for (const on of [day('2026-09-30'), payOn, addDays(payOn, 1), day('2026-12-20')]) {
      const { folds } = await look(office, (reading) =>
        foldProjectMonths(reading, { day: on, projectId: id, parametersOf: () => parameters }),
      )
      const expected =
        facts.length === 0 ? [] : [referenceOf(september, payOn, facts, on, parameters)]
      expect(folds.map(projectMonthOf)).toEqual(expected)
    }
  }
})

/** A worker number of this file's own: no worker is known from another test. */
let worker = 1_000

function sheetRowOf(row: SomeRow): SheetRow {
  const { paidFen, paidOn, dueFen, ...rest } = row
  worker += 1
  return {
    ...rest,
    worker,
    month: september,
    ...(dueFen === undefined ? {} : { dueFen }),
    ...(dueFen !== undefined && paidFen !== undefined && paidOn !== undefined
      ? { netFen: paidFen, paidOn }
      : {}),
  }
}

/** The same as the rules take it; null where the sheet says nothing of the worker's month. */
function factsOf(row: SomeRow): MonthFacts | null {
  const { days, dueFen, deductedFen, paidFen, paidOn, dayRateFen, card } = row
  if (days === undefined && dueFen === undefined) return null
  const isPaid = dueFen !== undefined && paidFen !== undefined && paidOn !== undefined
  const facts: WorkerMonth = {
    attendance:
      days === undefined
        ? []
        : [{ present: null, daysPresent: days, minutes: null, workdaysHundredths: days * 100 }],
    payLines:
      dueFen === undefined
        ? []
        : [{ kind: 'ordinary', dueFen, deductedFen: deductedFen ?? fen(0), netFen: null }],
    payments: isPaid ? [{ paidOn, amountFen: paidFen }] : [],
    rate: dayRateFen === undefined ? null : { unit: 'day', fen: fen(dayRateFen) },
    payOn,
    minutesPerWorkday: 480,
  }
  return {
    ...facts,
    cards: card === undefined || dueFen === undefined ? [] : [String(card)],
    idImpossible: row.idFinding !== undefined,
    sixteenOn: row.sixteenOn ?? null,
  }
}

test('who passes the year’s threshold is said in that month, and it moves with a fact of an earlier month', async () => {
  const { id, code } = await project()
  const paidIn = (of: string, value: number): SheetRow => ({
    worker: 1,
    month: month(of),
    days: 26,
    dueFen: yuan(value),
    netFen: yuan(value),
    paidOn: day('2026-10-28'),
  })
  const months = ['01', '02', '03', '04', '05', '06', '07'].map((one) => `2026-${one}`)
  for (const of of months) await handIn(office, id, [paidIn(of, 42_000)])
  expect(await said(code)).toEqual([])
  await handIn(office, id, [paidIn('2026-08', 5_000), paidIn('2026-09', 3_000)])
  expect(await said(code)).toEqual(['R-07 2026-09 1'])
  await handIn(office, id, [paidIn('2026-03', 44_000)])
  expect(await said(code)).toEqual(['R-07 2026-08 1'])
  const [warning] = await warningsOf(code)
  const { rows } = await listEvidence(office, { id: warning?.id ?? '', limit: 9 })
  expect(rows).toMatchObject([{ note: '2026 年累计到本月 301,000.00 元。', dueFen: 500_000 }])
  await handIn(office, id, [paidIn('2026-03', 30_000)])
  expect(await said(code)).toEqual([])
})

test('every rule’s evidence is as many rows as it says', async () => {
  const { id, code } = await project()
  const base = { month: september, days: 20 }
  const paidOn = day('2026-10-29')
  await handIn(office, id, [
    { ...base, worker: 1, dueFen: yuan(6_000) },
    { ...base, worker: 2 },
    { ...base, worker: 3, dueFen: yuan(6_000), netFen: yuan(2_000), paidOn },
    { month: september, worker: 4, dueFen: yuan(6_000), netFen: yuan(3_000), paidOn },
    { ...base, worker: 5, dueFen: yuan(1_000), netFen: yuan(500), paidOn, dayRateFen: 30_000 },
    { ...base, worker: 6, dueFen: yuan(60_000), netFen: yuan(10_000), paidOn, card: 7 },
    { ...base, worker: 7, dueFen: yuan(6_000), netFen: yuan(3_000), paidOn, card: 7 },
    { ...base, worker: 8, dueFen: yuan(6_000), idFinding: 'labour.id-check-digit' },
  ])
  const warnings = await warningsOf(code)
  expect(warnings.map(({ rule }) => rule)).toEqual([
    'R-01',
    'R-02',
    'R-03',
    'R-04',
    'R-06',
    'R-07',
    'R-08',
    'R-09',
    'R-10',
    'R-11',
  ])
  for (const { id: warningId, rule, evidence } of warnings) {
    const first = await listEvidence(office, { id: warningId, limit: 1 })
    const rest =
      first.next === null
        ? []
        : (await listEvidence(office, { id: warningId, limit: 99, after: first.next })).rows
    expect([rule, first.rows.length + rest.length]).toEqual([rule, evidence])
    const page = await viewWarning(office, { id: warningId })
    expect(page.missing).toEqual([])
    expect([page.why, page.asks, page.clears].join('')).not.toMatch(/risk\.|[{}]/)
  }
  const { id: other, code: otherCode } = await project()
  await handIn(office, other, [{ ...base, worker: 2 }])
  expect(await said(otherCode)).toEqual(['R-05 2026-09 1', 'R-09 2026-09 1'])
})

test('the catalogue counts what each rule has said, and every figure opens as many warnings', async () => {
  const rules = await listRules(office)
  expect(rules).toHaveLength(11)
  for (const { id, open, cleared, explained, handled, late, missing, parameters: of } of rules) {
    expect([id, missing]).toEqual([id, []])
    expect(of.every(({ name, value }) => /[\u4E00-\u9FFF]/.test(name) && value !== '')).toBe(true)
    for (const figure of [open, cleared, explained, handled, late]) {
      const query = Object.fromEntries(new URL(figure.rows, 'http://desk').searchParams)
      const { rows } = await listWarnings(office, { limit: 200, state: 'open', ...query })
      expect([figure.rows, rows.length]).toEqual([figure.rows, figure.value])
    }
  }
})

test('a number that comes later and cannot be right is said of the months before it', async () => {
  const { id, code } = await project()
  await handIn(office, id, [{ worker: 50, month: september, days: 3, noNumber: true }])
  expect(await said(code)).toEqual(['R-05 2026-09 1', 'R-09 2026-09 1'])
  await handIn(office, id, [
    { worker: 50, month: month('2026-10'), days: 3, idFinding: 'labour.id-check-digit' },
  ])
  expect(await said(code)).toContain('R-10 2026-09 1')
})

test('a card that two are paid by is said until one’s line is taken back', async () => {
  const { id, code } = await project()
  const on = (who: number) => ({
    worker: who,
    month: september,
    days: 20,
    dueFen: yuan(6_000),
    netFen: yuan(6_000),
    paidOn: payOn,
    card: 9,
  })
  await handIn(office, id, [on(61)])
  expect(await said(code)).toEqual([])
  const importId = await handIn(office, id, [on(62)])
  expect(await said(code)).toEqual(['R-08 2026-09 2'])
  await act(office, 'import.take-back', importId, async (tx) => {
    await takeBackLabour(tx, importId)
    await takeBackWages(tx, importId)
  })
  expect(await said(code)).toEqual([])
})

test('computing everything anew changes no state, no warning and no matter', async () => {
  const before = await everything()
  const done = await recompute(office)
  expect(done).toMatchObject({ warningsChanged: 0 })
  expect(done.projectMonths).toBeGreaterThan(10)
  expect(await everything()).toEqual(before)
})

test('a figure that the place adds is computed with at once, for the months that it holds for', async () => {
  const { id, code } = await project()
  const low = (of: string): SheetRow => ({
    worker: 70,
    month: month(of),
    days: 20,
    dueFen: yuan(2_100),
    netFen: yuan(2_100),
    paidOn: payOn,
  })
  await handIn(office, id, [low('2026-08'), low('2026-09')])
  expect(await said(code)).toEqual([])
  await addParameter(office, { ...wage, value: 2_400, validFrom: day('2026-09-01') })
  await here.settle()
  expect(await said(code)).toEqual(['R-06 2026-09 1'])
})

async function everything() {
  return look(office, async (reading) => {
    const database = tables<RiskTables>(reading)
    return {
      states: await database
        .selectFrom('risk.project_state')
        .selectAll()
        .orderBy('project_id')
        .orderBy('month')
        .execute(),
      warnings: await database.selectFrom('risk.warning').selectAll().orderBy('id').execute(),
      matters: await database.selectFrom('risk.matter').selectAll().orderBy('id').execute(),
    }
  })
}
