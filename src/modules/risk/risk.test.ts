import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { district } from '../../../tests/support/district.ts'
import { addDays, day, month, type PlainDate } from '../../kernel/day.ts'
import { fen, zeroFen } from '../../kernel/money.ts'
import { act, look } from '../../platform/act.ts'
import { type Context, tables } from '../../platform/context.ts'
import { takeBack as takeBackLabour } from '../labour/take-back.ts'
import { aDistrict } from '../places/fixtures.ts'
import { shippedParameters } from '../places/rules/shipped.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import { editProject } from '../registry/edit-project.ts'
import { aProject } from '../registry/fixtures.ts'
import { labourHears } from '../labour/hears.ts'
import { wagesHears } from '../wages/hears.ts'
import { overdueOn, type WorkerMonth } from '../wages/rules/ledger.ts'
import { readProject } from '../registry/views.ts'
import { takeBack as takeBackWages } from '../wages/take-back.ts'
import { listLedger } from '../wages/views.ts'
import { LedgerFilter } from '../wages/contract.ts'
import { listWarnings as listOf, Warning } from './contract.ts'
import { handIn, type SheetRow } from './fixtures.ts'
import { riskHears } from './hears.ts'
import { sweepProjectStates } from './reassess.ts'
import { projectMonthOf as referenceOf } from './rules/project-month.ts'
import { riskRules } from './rules/risk-rules.ts'
import type { RiskViews } from './tables.ts'
import { listWarnings, viewWarning, warningsAsOf } from './views.ts'
import { riskParametersFor } from './rules/level.ts'
import { foldProjectMonths, projectMonthOf } from './views-fold.ts'
import {
  riskWords,
  warningClears,
  warningEventMessage,
  warningMessage,
  warningTurn,
} from './words.ts'

const here = await district({ hearers: [...labourHears, ...wagesHears, ...riskHears] })
const september = month('2026-09')
/** The last workday of October 2026: the 31st is a Saturday. */
const payOn = day('2026-10-30')
const yuan = (value: number) => fen(value * 100)

beforeAll(async () => {
  await aDistrict(here.at('2026-01-05'))
  await shipParameters(here.platform, here.at('2026-01-05').now)
})

const parameters = riskParametersFor(shippedParameters, here.code, day('2026-11-05'))
const parametersOf = () => parameters
const project = (ctx = here.at('2026-09-01')) => aProject(ctx)
const due = (worker: number, value: number, over: Partial<SheetRow> = {}): SheetRow => ({
  worker,
  month: september,
  days: 26,
  dueFen: yuan(value),
  ...over,
})
const paid = (worker: number, value: number, on: string): SheetRow => ({
  worker,
  month: september,
  kind: 'back-pay',
  netFen: yuan(value),
  paidOn: day(on),
})
const attended = (worker: number): SheetRow => ({ worker, month: september, days: 26 })

/** The rules about what is owed and about single pay lines; the others have tests of their own. */
const first: ReadonlySet<string> = new Set(['R-01', 'R-02', 'R-03'])

async function standing(code: string, ctx: Context = here.at('2026-12-31')) {
  const { rows } = await listWarnings(ctx, { limit: 200, state: 'open', project: code })
  return rows
    .filter(({ rule }) => first.has(rule))
    .map(({ rule, level, owedFen, evidence }) => [rule, level, owedFen, evidence])
}

test('a warning is raised by the sweep when the pay date has passed, and rises by age', async () => {
  const { id, code } = await project()
  await handIn(here.at('2026-10-12'), id, [due(1, 6_000), due(2, 7_000), attended(3)])
  const sweptOn = async (date: string) => {
    await sweepProjectStates(here.at(date))
    return standing(code)
  }
  expect(await standing(code)).toEqual([])
  expect(await sweptOn('2026-10-30')).toEqual([])
  expect(await sweptOn('2026-10-31')).toEqual([
    ['R-02', 'yellow', null, 1],
    ['R-01', 'yellow', 1_300_000, 2],
  ])
  expect((await sweptOn('2026-11-30')).map(([, level]) => level)).toEqual(['yellow', 'yellow'])
  expect((await sweptOn('2026-12-01')).map(([, level]) => level)).toEqual(['orange', 'orange'])
  expect((await sweptOn('2026-12-31')).map(([, level]) => level)).toEqual(['red', 'red'])
  const [first] = (
    await listWarnings(here.at('2026-12-31'), {
      limit: 9,
      state: 'open',
      rule: 'R-01',
      project: code,
    })
  ).rows
  expect(first).toMatchObject({
    raisedOn: '2026-10-31',
    town: '甲镇',
    month: '2026-09',
    article: '保障农民工工资支付条例 第十三条、第十六条、第三十条',
    message: '2026年9月工资，发薪日2026年10月30日已过，2 人分文未发，欠付 13,000.00 元。',
  })
  const { events } = await viewWarning(here.at('2026-12-31'), { id: first?.id ?? '' })
  expect(events.map(({ kind, level, happenedOn }) => [kind, level, happenedOn])).toEqual([
    ['raised', 'yellow', '2026-10-31'],
    ['level-changed', 'orange', '2026-12-01'],
    ['level-changed', 'red', '2026-12-31'],
  ])
  expect(events[1]?.message).toMatch(/^预警由黄色升为橙色：2026年9月工资/)
})

test('sweeping twice changes nothing the second time', async () => {
  const { id, code } = await project()
  await handIn(here.at('2026-10-12'), id, [due(1, 6_000)])
  await sweepProjectStates(here.at('2026-11-02'))
  const before = await eventsOf(code)
  await sweepProjectStates(here.at('2026-11-02'))
  expect(await eventsOf(code)).toEqual(before)
})

test('a part paid makes of nothing paid too little paid, and the rest paid clears it', async () => {
  const { id, code } = await project()
  await handIn(here.at('2026-11-05'), id, [due(1, 6_000)])
  expect(await standing(code)).toEqual([['R-01', 'yellow', 600_000, 1]])
  await handIn(here.at('2026-11-10'), id, [paid(1, 2_000, '2026-11-09')])
  expect(await standing(code)).toEqual([['R-03', 'yellow', 400_000, 1]])
  await handIn(here.at('2026-11-20'), id, [paid(1, 4_000, '2026-11-19')])
  expect(await standing(code)).toEqual([])
  const all = await listWarnings(here.at('2026-11-23'), {
    limit: 9,
    state: 'cleared',
    project: code,
  })
  const rows = all.rows.filter(({ rule }) => first.has(rule))
  expect(rows.map(({ rule, clearedOn }) => [rule, clearedOn])).toEqual([
    ['R-03', '2026-11-20'],
    ['R-01', '2026-11-10'],
  ])
  const cleared = await viewWarning(here.at('2026-11-23'), { id: rows[0]?.id ?? '' })
  expect(cleared.nextLevel).toBeNull()
  expect(cleared.events.at(-1)).toMatchObject({
    kind: 'cleared',
    message: expect.stringMatching(/^所指情况已经消除，预警自动解除。解除前：/),
  })
})

test('the page of a warning says what makes its level, what clears it, when it rises, and which rows it stands on', async () => {
  const { id, code } = await project()
  const ctx = here.at('2026-11-23')
  await handIn(ctx, id, [
    due(1, 6_000),
    due(2, 6_000, { netFen: yuan(1_000), paidOn: payOn }),
    attended(3),
  ])
  const { rows, counts } = await listWarnings(ctx, { limit: 9, state: 'open', project: code })
  // Two of three were paid nothing: that is graver than its age.
  expect(counts).toEqual({ blue: 0, yellow: 3, orange: 1, red: 0 })
  expect(listOf.reply.parse({ rows, counts, next: null })).toEqual({ rows, counts, next: null })
  for (const { id: warningId, rule, evidence } of rows.filter((row) => first.has(row.rule))) {
    const warning = await viewWarning(ctx, { id: warningId })
    expect(warning).toMatchObject({
      payOn,
      nextLevel: { level: 'orange', on: '2026-12-01' },
      parameters: [
        { key: 'arrears-age-orange-months', value: '1 个月', mark: 'proposal' },
        { key: 'arrears-age-red-months', value: '2 个月', mark: 'proposal' },
      ],
    })
    expect(Warning.parse(warning)).toEqual(warning)
    expect(warning.title + warning.clears).not.toMatch(/risk\.|[{}]/)
    const address = new URL(warning.rows, 'http://desk')
    expect(address.pathname).toBe('/ledger')
    const filter = LedgerFilter.parse(Object.fromEntries(address.searchParams))
    const behind = await listLedger(ctx, { ...filter, limit: 200 })
    expect([rule, behind.rows.length]).toEqual([rule, evidence])
  }
  expect(rows.map(({ rule }) => rule).toSorted()).toEqual(['R-01', 'R-02', 'R-03', 'R-09'])
})

test('a sheet sent again changes nothing; a corrected one changes the warning', async () => {
  const { id, code } = await project()
  const ctx = here.at('2026-11-05')
  await handIn(ctx, id, [due(1, 6_000), due(2, 5_000)])
  const before = await eventsOf(code)
  await handIn(ctx, id, [due(1, 6_000), due(2, 5_000)])
  expect(await eventsOf(code)).toEqual(before)
  await handIn(ctx, id, [due(2, 5_500)])
  expect(await standing(code)).toEqual([['R-01', 'yellow', 1_150_000, 2]])
  expect((await eventsOf(code)).map(({ kind }) => kind)).toEqual(['raised', 'changed'])
})

test('a sheet taken back leaves neither state nor warning, and sent again raises it anew', async () => {
  const { id, code } = await project()
  const ctx = here.at('2026-11-05')
  const importId = await handIn(ctx, id, [due(1, 6_000)])
  await takeBack(ctx, importId)
  expect(await standing(code)).toEqual([])
  expect(await statesOf(ctx, id)).toEqual([])
  await handIn(ctx, id, [due(1, 6_000)])
  expect(await standing(code)).toEqual([['R-01', 'yellow', 600_000, 1]])
})

test('a payment dated ahead does not count before its day, and clears the warning on it', async () => {
  const { id, code } = await project()
  await handIn(here.at('2026-11-05'), id, [
    due(1, 6_000, { netFen: yuan(6_000), paidOn: day('2026-11-25') }),
  ])
  expect(await standing(code)).toEqual([['R-01', 'yellow', 600_000, 1]])
  await sweepProjectStates(here.at('2026-11-24'))
  expect(await standing(code)).toEqual([['R-01', 'yellow', 600_000, 1]])
  await sweepProjectStates(here.at('2026-11-25'))
  expect(await standing(code)).toEqual([])
})

test('a pay date put right moves the day since when a warning holds, and its level with it', async () => {
  const { id, code, version } = await project()
  const ctx = here.at('2026-12-05')
  await handIn(ctx, id, [due(1, 6_000)])
  expect(await standing(code)).toEqual([['R-01', 'orange', 600_000, 1]])
  const { participants: _, code: __, ...seen } = await aProjectAsItWas(code, ctx)
  await editProject(ctx, code, { ...seen, payDay: 5, version })
  const only = { rule: 'R-01', project: code } as const
  const [warning] = (await listWarnings(ctx, { limit: 9, state: 'open', ...only })).rows
  // The 5th of October lies in the holidays of the National Day: paid before them.
  expect(warning).toMatchObject({ level: 'red', raisedOn: '2026-10-01' })
  await editProject(ctx, code, { ...seen, payDay: 31, version: version + 1 })
  const { events } = await viewWarning(ctx, { id: warning?.id ?? '' })
  expect(events.map(({ message }) => message.split('：')[0])).toEqual([
    '发出橙色预警',
    '预警由橙色升为红色',
    '预警由红色降为橙色',
  ])
})

test('another district, and a firm of other projects, see none and count none', async () => {
  const own = await project()
  const other = await project()
  await handIn(here.at('2026-11-05'), own.id, [due(1, 6_000)])
  const [warning] = (
    await listWarnings(here.at('2026-11-23'), { limit: 9, state: 'open', project: own.code })
  ).rows
  const strangers = [here.as('labour-officer', [other.id]), here.elsewhere('990102')]
  for (const ctx of strangers) {
    const seen = await listWarnings(ctx, { limit: 9, state: 'all' })
    expect(seen.rows.filter(({ projectCode }) => projectCode !== other.code)).toEqual([])
    expect(
      (await listWarnings(ctx, { limit: 9, state: 'open', project: own.code })).counts.yellow,
    ).toBe(0)
    await expect(viewWarning(ctx, { id: warning?.id ?? '' })).rejects.toThrow(
      'risk.warning-unknown',
    )
  }
  const firm = here.as('labour-officer', [own.id])
  expect(await standing(own.code, firm)).toEqual([['R-01', 'yellow', 600_000, 1]])
  const asOf = await warningsAsOf(firm, { day: day('2026-11-23') })
  expect(asOf.map((one) => [one.project, one.rule])).toEqual([
    [own.code, 'R-09'],
    [own.code, 'R-01'],
  ])
})

test('imports of one project-month at the same time leave it as if they had come one by one', async () => {
  const { id, code } = await project()
  const ctx = here.at('2026-11-05')
  const first = await handIn(ctx, id, [due(100, 1_000)])
  await Promise.all([
    takeBack(ctx, first),
    ...[1, 2, 3, 4, 5].map((worker) => handIn(ctx, id, [due(worker, worker * 1_000)])),
    handIn(ctx, id, [paid(1, 400, '2026-11-04')]),
  ])
  const found = await standing(code)
  expect(found).toHaveLength(2)
  expect(found).toEqual(
    expect.arrayContaining([
      ['R-01', 'yellow', 1_400_000, 4],
      ['R-03', 'yellow', 60_000, 1],
    ]),
  )
  const [state] = await statesOf(ctx, id)
  expect(state).toMatchObject({ workers: 5, owed_fen: 1_460_000, owed_workers: 5 })
  const { folds } = await look(ctx, (reading) =>
    foldProjectMonths(reading, { day: day('2026-11-05'), projectId: id, parametersOf }),
  )
  const [fold] = folds
  expect(fold).toMatchObject({ workers: 5, owed_fen: 1_460_000 })
})

test('lists go on page by page, none twice and none lost; the gravest first', async () => {
  const ctx = here.at('2027-02-15')
  await sweepProjectStates(ctx)
  const seen: { id: string; level: string; clearedOn: string | null }[] = []
  let after: string | undefined
  for (let page = 0; page < 100; page += 1) {
    const found = await listWarnings(ctx, { limit: 4, state: 'all', ...(after ? { after } : {}) })
    seen.push(...found.rows)
    if (found.next === null) break
    after = found.next
  }
  const { counts } = await listWarnings(ctx, { limit: 1, state: 'all' })
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  expect(seen).toHaveLength(total)
  expect(new Set(seen.map(({ id }) => id)).size).toBe(total)
  const firstCleared = seen.findIndex(({ clearedOn }) => clearedOn !== null)
  expect(seen.slice(firstCleared).every(({ clearedOn }) => clearedOn !== null)).toBe(true)
  await expect(listWarnings(ctx, { limit: 4, state: 'all', after: '[1]' })).rejects.toThrow(
    'platform.invalid',
  )
})

const mostPayments = 3
const days = fc.integer({ min: -20, max: 90 }).map((count) => addDays(payOn, count))
const someRow = fc.record(
  {
    days: fc.integer({ min: 1, max: 31 }),
    dueFen: fc.integer({ min: 0, max: 9 }).map(yuan),
    deductedFen: fc.integer({ min: 0, max: 2 }).map(yuan),
    payments: fc.array(
      fc.record({ paidOn: days, amount: fc.integer({ min: -3, max: 6 }).map(yuan) }),
      { maxLength: mostPayments },
    ),
  },
  { requiredKeys: ['payments'] },
)
type SomeRow = typeof someRow extends fc.Arbitrary<infer Row> ? Row : never

test('the database folds a project-month as the rules do, on any day, and so it moved day by day', async () => {
  const samples = fc.sample(fc.array(someRow, { minLength: 1, maxLength: 6 }), {
    numRuns: 8,
    seed: 3,
  })
  const someDays = fc.sample(days, { numRuns: 4, seed: 5 })
  for (const rows of samples) {
    const { id } = await project()
    for (const sheet of sheetsOf(rows)) await handIn(here.at('2026-11-05'), id, sheet)
    const facts = rows.map(factsOf).filter((one) => one !== null)
    for (const on of [payOn, addDays(payOn, 1), ...someDays]) {
      const { folds } = await look(here.at('2026-11-05'), (reading) =>
        foldProjectMonths(reading, { day: on, projectId: id, parametersOf }),
      )
      const expected =
        facts.length === 0 ? [] : [referenceOf(september, payOn, facts, on, parameters)]
      expect(folds.map(projectMonthOf)).toEqual(expected)
      const overdue = facts.reduce((sum, one) => sum + overdueOn(one, on), 0)
      expect(await steppedTo(id, on)).toBe(overdue)
    }
  }
})

test('what is computed for today is what is stored', async () => {
  const ctx = here.at('2027-02-15')
  await sweepProjectStates(ctx)
  const { rows } = await listWarnings(ctx, { limit: 200, state: 'open' })
  const stored = rows.map(({ projectCode, rule, month: of, level, raisedOn, message, evidence }) =>
    [projectCode, rule, of, level, raisedOn, message, evidence].join(' '),
  )
  const computed = (await warningsAsOf(ctx, { day: day('2027-02-15') })).map((one) =>
    [one.project, one.rule, one.month, one.level, one.raisedOn, one.message, one.evidence].join(
      ' ',
    ),
  )
  expect(computed.length).toBeGreaterThan(10)
  expect(stored.toSorted()).toEqual(computed.toSorted())
})

test('what is computed for another day writes nothing, and of one project only its own', async () => {
  const { id, code } = await project()
  await handIn(here.at('2026-10-12'), id, [due(1, 6_000)])
  const asOf = (date: string) => warningsAsOf(here.at(date), { day: day(date), projectCode: code })
  expect(await asOf('2026-10-30')).toEqual([])
  expect(await asOf('2027-01-05')).toMatchObject([
    {
      project: code,
      name: '示例安置房一期',
      rule: 'R-01',
      level: 'red',
      month: '2026-09',
      evidence: 1,
    },
    { project: code, rule: 'R-09', level: 'red' },
  ])
  expect(await standing(code)).toEqual([])
  const unknown = warningsAsOf(here.at('2026-10-30'), { day: payOn, projectCode: 'P999999' })
  await expect(unknown).rejects.toThrow('registry.no-such-project')
})

test('every sentence of the rules is known, and says its month and day as people do', () => {
  for (const { id, code, title, clearsWhen, firm, why } of riskRules) {
    for (const one of [code, title, clearsWhen, firm, why]) {
      expect(riskWords).toHaveProperty([one])
    }
    const detail = { month: '2026-09', payOn: '2026-10-30', workers: 41, ...someValues }
    const message = warningMessage({ rule: id, detail })
    expect(message).toMatch(/^2026年9月.*41 人/)
    expect(warningClears({ rule: id, detail })).not.toMatch(/[{}]/)
    expect(message).not.toMatch(/[{}]/)
    for (const kind of ['raised', 'level-changed', 'changed', 'cleared'] as const) {
      const said = warningEventMessage({
        rule: id,
        kind,
        level: 'orange',
        detail: { ...detail, from: 'yellow' },
      })
      expect(said).not.toMatch(/[{}]/)
    }
  }
  const event = { rule: 'R-01', kind: 'level-changed', level: 'orange' } as const
  expect(warningTurn({ ...event, detail: { from: 'yellow' } })).toBe('broke')
  expect(warningTurn({ ...event, detail: { from: 'red' } })).toBe('mended')
})

/** Every value that a sentence of the rules may name besides month, pay date and workers. */
const someValues = {
  yuan: '1.00',
  belowRate: 1,
  shortYuan: '1.00',
  belowMinimum: 1,
  overMonth: 1,
  overYear: 1,
  monthYuan: 50_000,
  yearYuan: 300_000,
  attended: 50,
  percent: 82,
  threshold: 10,
  underAge: 1,
  doubtful: 40,
  payable: 60,
}

async function eventsOf(code: string) {
  const ctx = here.at('2026-12-31')
  const { rows } = await listWarnings(ctx, { limit: 200, state: 'all', project: code })
  const warnings = await Promise.all(rows.map(({ id }) => viewWarning(ctx, { id })))
  return warnings.filter(({ rule }) => first.has(rule)).flatMap(({ events }) => events)
}

async function statesOf(ctx: Context, projectId: string) {
  return look(ctx, (reading) =>
    tables<RiskViews>(reading)
      .selectFrom('risk.project_month')
      .selectAll()
      .where('project_id', '=', projectId)
      .execute(),
  )
}

/** What was overdue on a day, by the steps that are kept. */
async function steppedTo(projectId: string, on: PlainDate): Promise<number> {
  const steps = await look(here.at('2026-11-05'), (reading) =>
    tables<RiskViews>(reading)
      .selectFrom('risk.overdue_step')
      .select('fen')
      .where('project_id', '=', projectId)
      .where('day', '<=', on)
      .execute(),
  )
  return steps.reduce((sum, step) => sum + step.fen, 0)
}

async function takeBack(ctx: Context, importId: string): Promise<void> {
  await act(ctx, 'import.take-back', importId, async (tx) => {
    await takeBackLabour(tx, importId)
    await takeBackWages(tx, importId)
  })
}

async function aProjectAsItWas(code: string, ctx: Context) {
  const { id: _id, ...seen } = await readProject(ctx, code)
  return seen
}

/** One sheet of what is due, and one of everybody's first, second … payment. */
function sheetsOf(rows: readonly SomeRow[]): SheetRow[][] {
  const workers = rows.map((row, index) => ({ ...row, worker: index + 1, month: september }))
  const worked = workers.map(({ worker, month: of, days: present, dueFen, deductedFen }) => ({
    worker,
    month: of,
    ...(present === undefined ? {} : { days: present }),
    ...(dueFen === undefined ? {} : { dueFen, deductedFen: deductedFen ?? zeroFen }),
  }))
  const paidOut = Array.from({ length: mostPayments }, (_, place) =>
    workers.flatMap(({ worker, month: of, payments }) =>
      payments.slice(place, place + 1).map(({ paidOn, amount }) => ({
        worker,
        month: of,
        kind: 'back-pay' as const,
        netFen: amount,
        paidOn,
        place: String(place),
      })),
    ),
  )
  return [worked, ...paidOut].filter((sheet) => sheet.length > 0)
}

/** The same as the rules take it; null where the sheet says nothing of the worker. */
function factsOf({ days: present, dueFen, deductedFen, payments }: SomeRow): WorkerMonth | null {
  if (present === undefined && dueFen === undefined && payments.length === 0) return null
  return {
    attendance:
      present === undefined
        ? []
        : [
            {
              present: null,
              daysPresent: present,
              minutes: null,
              workdaysHundredths: present * 100,
            },
          ],
    payLines:
      dueFen === undefined
        ? []
        : [{ kind: 'ordinary', dueFen, deductedFen: deductedFen ?? zeroFen, netFen: null }],
    payments: payments.map(({ paidOn, amount }) => ({ paidOn, amountFen: amount })),
    rate: null,
    payOn,
    minutesPerWorkday: 480,
  }
}
