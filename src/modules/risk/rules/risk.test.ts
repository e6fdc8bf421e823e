import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, day, month, type PlainDate } from '../../../kernel/day.ts'
import { Level } from '../../../kernel/level.ts'
import { fen, zeroFen, type Fen } from '../../../kernel/money.ts'
import { shippedParameters } from '../../places/rules/shipped.ts'
import { overdueOn, type WorkerMonth } from '../../wages/rules/ledger.ts'
import { levelByAge, nextLevelOf, riskParametersFor } from './level.ts'
import { type MonthFacts, projectMonthOf } from './project-month.ts'
import { lookAgainOn, riskRules, warningsOf } from './risk-rules.ts'

const wageMonth = month('2025-12')
const payOn = day('2026-01-31')
const parameters = riskParametersFor(shippedParameters, '990101', day('2026-05-06'))

const present = `1${'0'.repeat(30)}`
const attended = { present, daysPresent: 1, minutes: 480, workdaysHundredths: 100 }
const worker = (change: Partial<WorkerMonth> = {}): WorkerMonth => ({
  attendance: [attended],
  payLines: [{ kind: 'ordinary', dueFen: fen(600_000), deductedFen: null, netFen: null }],
  payments: [],
  rate: null,
  payOn,
  minutesPerWorkday: 480,
  ...change,
})
const paid = (on: PlainDate, amountFen: Fen) => ({ paidOn: on, amountFen })

const stateOn = (workers: readonly MonthFacts[], on: PlainDate, terms = parameters) =>
  projectMonthOf(wageMonth, payOn, workers, on, terms)
/** The rules about what is owed and about single pay lines: the others are tested in catalogue.test.ts. */
const first = riskRules.filter(({ id }) => ['R-01', 'R-02', 'R-03'].includes(id))
const warningsOn = (workers: MonthFacts[], on: PlainDate) =>
  warningsOf(stateOn(workers, on), on, parameters, first)
const briefly = (workers: WorkerMonth[], on: string) =>
  warningsOn(workers, day(on)).map(({ rule, level, evidence, values }) => [
    rule,
    level,
    evidence,
    values['fen'] ?? null,
  ])

describe('R-01 owed after the pay date', () => {
  test('begins the day after the pay date, and says since when, how many and how much', () => {
    expect(briefly([worker(), worker()], '2026-01-31')).toEqual([])
    expect(warningsOn([worker(), worker()], day('2026-02-01'))).toMatchObject([
      {
        rule: 'R-01',
        level: 'yellow',
        month: '2025-12',
        raisedOn: '2026-02-01',
        code: 'risk.owed-after-pay-date',
        values: { payOn: '2026-01-31', workers: 2, fen: 1_200_000, yuan: '12,000.00' },
        evidence: 2,
      },
    ])
  })

  test('up to one month yellow, up to two orange, beyond red (A30), month ends safe', () => {
    const levelOn = (on: string) => levelByAge(payOn, day(on), parameters)
    expect(['2026-02-28', '2026-03-01', '2026-03-31', '2026-04-01'].map(levelOn)).toEqual([
      'yellow',
      'orange',
      'orange',
      'red',
    ])
  })

  test('says which level comes next, and when', () => {
    const nextOn = (on: string) => nextLevelOf(payOn, day(on), parameters)
    expect(nextOn('2026-01-10')).toEqual({ level: 'yellow', on: '2026-02-01' })
    expect(nextOn('2026-02-28')).toEqual({ level: 'orange', on: '2026-03-01' })
    expect(nextOn('2026-03-31')).toEqual({ level: 'red', on: '2026-04-01' })
    expect(nextOn('2026-04-01')).toBeNull()
  })

  test('clears by itself when all is paid, also on the day itself', () => {
    const late = worker({ payments: [paid(day('2026-03-10'), fen(600_000))] })
    expect(briefly([late], '2026-03-09')).toEqual([['R-01', 'orange', 1, 600_000]])
    expect(briefly([late], '2026-03-10')).toEqual([])
  })

  test('a payment that came late leaves no standing warning', () => {
    const late = worker({ payments: [paid(day('2026-02-02'), fen(600_000))] })
    expect(briefly([late], '2026-05-06')).toEqual([])
  })
})

describe('R-02 attended but no pay line', () => {
  test('stands beside no sum: what they are due is unknown', () => {
    const unknown = worker({ payLines: [] })
    const paidUp = worker({ payments: [paid(payOn, fen(600_000))] })
    expect(briefly([unknown, paidUp], '2026-01-31')).toEqual([])
    expect(briefly([unknown, paidUp], '2026-04-01')).toEqual([['R-02', 'red', 1, null]])
    expect(stateOn([unknown], payOn)).toMatchObject({
      dueUnknown: 1,
      attendedWithoutPayLine: 1,
      owedFen: 0,
    })
  })

  test('clears with the pay line; what that says is owed is R-01 from then on', () => {
    expect(briefly([worker()], '2026-02-10')).toEqual([['R-01', 'yellow', 1, 600_000]])
  })

  test('a rate says what is due, and the sheet is missing all the same', () => {
    const rated = worker({ payLines: [], rate: { unit: 'day', fen: fen(30_000) } })
    const paidUp = worker({ payments: [paid(payOn, fen(600_000))] })
    expect(briefly([rated, paidUp], '2026-02-10')).toEqual([
      ['R-01', 'yellow', 1, 30_000],
      ['R-02', 'yellow', 1, null],
    ])
  })
})

describe('R-03 paid less than due', () => {
  const part = worker({ payments: [paid(day('2026-01-30'), fen(500_000))] })

  test('is about who was paid a part; who was paid nothing is R-01’s, and none is in both', () => {
    expect(briefly([part], '2026-02-01')).toEqual([['R-03', 'yellow', 1, 100_000]])
    expect(briefly([part, worker()], '2026-02-01')).toEqual([
      ['R-01', 'yellow', 1, 600_000],
      ['R-03', 'yellow', 1, 100_000],
    ])
  })

  test('clears when the rest is paid', () => {
    const rest = paid(day('2026-02-20'), fen(100_000))
    const settled = { ...part, payments: [...part.payments, rest] }
    expect(briefly([settled], '2026-02-19')).toEqual([['R-03', 'yellow', 1, 100_000]])
    expect(briefly([settled], '2026-02-20')).toEqual([])
  })
})

describe('looking again', () => {
  const next = (workers: WorkerMonth[], on: string) =>
    lookAgainOn(stateOn(workers, day(on)), day(on), parameters)

  test('on the day after the pay date, after one month and after two, then never', () => {
    expect(next([worker()], '2026-01-05')).toBe('2026-02-01')
    expect(next([worker()], '2026-02-01')).toBe('2026-03-01')
    expect(next([worker()], '2026-03-01')).toBe('2026-04-01')
    expect(next([worker()], '2026-04-01')).toBeNull()
  })

  test('never where nothing is owed and no pay line is missing', () => {
    expect(next([worker({ payments: [paid(payOn, fen(600_000))] })], '2026-01-31')).toBeNull()
  })

  test('on the day of a payment that was recorded ahead', () => {
    const ahead = worker({ payments: [paid(day('2026-02-10'), fen(600_000))] })
    expect(next([ahead], '2026-02-01')).toBe('2026-02-10')
  })
})

const amount = fc.integer({ min: 0, max: 500_000 }).map((value): Fen => fen(value))
const someWorker: fc.Arbitrary<WorkerMonth> = fc.record({
  attendance: fc.constantFrom([], [attended]),
  payLines: fc.array(
    fc.record({
      kind: fc.constantFrom('ordinary' as const, 'back-pay' as const),
      dueFen: fc.option(amount),
      deductedFen: fc.constant(null),
      netFen: fc.option(amount),
    }),
    { maxLength: 2 },
  ),
  payments: fc.array(
    fc.record({
      paidOn: fc.integer({ min: -40, max: 100 }).map((n) => addDays(payOn, n)),
      amountFen: amount,
    }),
    { maxLength: 3 },
  ),
  rate: fc.option(fc.record({ unit: fc.constant('day' as const), fen: amount })),
  payOn: fc.constant(payOn),
  minutesPerWorkday: fc.constant(480),
})
const someWorkers = fc.array(someWorker, { maxLength: 5 })
const someDay = fc.integer({ min: -40, max: 120 }).map((n) => addDays(payOn, n))

describe('properties of the rules', () => {
  test('R-01 and R-03 together say every fen that is overdue, and each once', () => {
    fc.assert(
      fc.property(someWorkers, someDay, (workers, on) => {
        const said = warningsOn(workers, on).reduce(
          (sum, of) => sum + Number(of.values['fen'] ?? 0),
          0,
        )
        const overdue = workers.reduce((sum, of) => sum + overdueOn(of, on), 0)
        expect(said).toBe(overdue)
      }),
    )
  })

  test('who is owed was paid nothing or a part', () => {
    fc.assert(
      fc.property(someWorkers, someDay, (workers, on) => {
        const state = stateOn(workers, on)
        expect(state.unpaidFen + state.underpaidFen).toBe(state.owedFen)
        expect(state.unpaidWorkers + state.underpaidWorkers).toBe(state.owedWorkers)
      }),
    )
  })

  test('nothing changes on the days before the day to look again', () => {
    fc.assert(
      fc.property(someWorkers, someDay, (workers, on) => {
        const again = lookAgainOn(stateOn(workers, on), on, parameters)
        const until = again === null ? addDays(on, 100) : addDays(again, -1)
        const all = (day: PlainDate) => warningsOf(stateOn(workers, day), day, parameters)
        expect(all(until)).toEqual(all(on))
      }),
    )
  })

  test('before the pay date there is never a warning, and no level falls while the fact stays', () => {
    fc.assert(
      fc.property(someWorkers, someDay, (workers, on) => {
        const unpaid = workers.map((of) => ({ ...of, payments: [] }))
        const [now, later] = [warningsOn(unpaid, on), warningsOn(unpaid, addDays(on, 10))]
        if (on <= payOn) expect(now).toEqual([])
        for (const one of now) {
          const then = later.find(({ rule }) => rule === one.rule)
          const rank = (level: Level) => Level.options.indexOf(level)
          expect(then === undefined ? -1 : rank(then.level)).toBeGreaterThanOrEqual(rank(one.level))
        }
      }),
    )
  })
})

describe('the register of rules', () => {
  test('each has its own id and sentences, an article, and the figures of its level', () => {
    expect(new Set(riskRules.map(({ id }) => id)).size).toBe(riskRules.length)
    expect(new Set(riskRules.map(({ code }) => code)).size).toBe(riskRules.length)
    for (const { article, clearsWhen, title, firm, why } of riskRules) {
      expect(article).toContain('保障农民工工资支付条例')
      const codes = [clearsWhen, title, firm, why]
      expect(codes.every((code) => /^risk\.[a-z0-9-]+$/.test(code))).toBe(true)
    }
    const marks = riskRules[0]?.parameters(parameters).map(({ mark }) => mark)
    expect(marks).toEqual(['proposal', 'proposal'])
    expect(stateOn([], payOn).owedFen).toBe(zeroFen)
  })
})
