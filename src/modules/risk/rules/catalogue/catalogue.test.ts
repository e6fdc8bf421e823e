import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, day, month, type PlainDate } from '../../../../kernel/day.ts'
import { fen, type Fen } from '../../../../kernel/money.ts'
import type { Parameter } from '../../../places/rules/parameter.ts'
import { shippedParameters } from '../../../places/rules/shipped.ts'
import { riskParametersFor } from '../level.ts'
import { type MonthFacts, projectMonthOf } from '../project-month.ts'
import { riskRules, warningsOf } from '../risk-rules.ts'
import type { RuleId } from './rule.ts'

const wageMonth = month('2025-12')
const payOn = day('2026-01-30')
const parametersWith = (...more: readonly Parameter[]) =>
  riskParametersFor([...shippedParameters, ...more], '990101', day('2026-05-06'))
const shipped = parametersWith()
const yuan = (value: number) => fen(value * 100)

const minimumWage: Parameter = {
  key: 'minimum-wage-month',
  place: '990101',
  value: 2_175,
  unit: '元',
  instrument: '某市最低工资标准',
  article: '',
  validFrom: day('2024-01-01'),
  validTo: null,
  mark: 'confirmed',
}

interface Said {
  /** 工日. */
  readonly days?: number
  readonly due?: number
  readonly paid?: number
  readonly paidOn?: PlainDate
  readonly rate?: number
}

/** A worker of 26 days with a pay line of 6,000 that is paid, unless said otherwise. */
function worker(said: Said = {}, over: Partial<MonthFacts> = {}): MonthFacts {
  const { days = 26, due = 6_000, paid = due, rate } = said
  const attendance =
    days === 0
      ? []
      : [{ present: null, daysPresent: days, minutes: null, workdaysHundredths: days * 100 }]
  return {
    attendance,
    payLines:
      due === 0 ? [] : [{ kind: 'ordinary', dueFen: yuan(due), deductedFen: null, netFen: null }],
    payments: paid === 0 ? [] : [{ paidOn: said.paidOn ?? payOn, amountFen: yuan(paid) }],
    rate: rate === undefined ? null : { unit: 'day', fen: yuan(rate) },
    payOn,
    minutesPerWorkday: 480,
    ...over,
  }
}

function said(
  rule: RuleId,
  workers: readonly MonthFacts[],
  on = '2026-02-02',
  parameters = shipped,
) {
  const state = projectMonthOf(wageMonth, payOn, workers, day(on), parameters)
  const found = warningsOf(state, day(on), parameters).find((one) => one.rule === rule)
  return found === undefined ? null : [found.level, found.evidence]
}
const valuesOf = (rule: RuleId, workers: readonly MonthFacts[], parameters = shipped) => {
  const state = projectMonthOf(wageMonth, payOn, workers, day('2026-02-02'), parameters)
  return warningsOf(state, day('2026-02-02'), parameters).find((one) => one.rule === rule)?.values
}

describe('R-04 a pay line, and no attendance', () => {
  const ghost = worker({ days: 0 })

  test('is said of those whom nobody saw, from the day after the pay date', () => {
    expect(said('R-04', [worker(), ghost, ghost], '2026-01-30')).toBeNull()
    expect(said('R-04', [worker(), ghost, ghost], '2026-01-31')).toEqual(['yellow', 2])
  })

  test('is silent while no attendance of the month has come in at all', () => {
    expect(said('R-04', [ghost, ghost])).toBeNull()
  })

  test('a pay line of nothing is none', () => {
    expect(said('R-04', [worker(), worker({ days: 0, due: 0, paid: 0 })])).toBeNull()
  })
})

describe('R-05 no pay sheet at all', () => {
  const nobody = worker({ due: 0, paid: 0 })

  test('speaks where nobody of the month has a pay line; R-02 then does not', () => {
    expect(said('R-05', [nobody, nobody], '2026-01-30')).toBeNull()
    expect(said('R-05', [nobody, nobody], '2026-01-31')).toEqual(['yellow', 2])
    expect(said('R-05', [nobody, nobody], '2026-05-01')).toEqual(['red', 2])
    expect(said('R-02', [nobody, nobody])).toBeNull()
  })

  test('one pay line leaves the others to R-02: no worker is in both', () => {
    expect(said('R-05', [nobody, worker()])).toBeNull()
    expect(said('R-02', [nobody, worker()])).toEqual(['yellow', 1])
  })

  test('back pay for an earlier month’s work is no sheet of this one', () => {
    const repaid = worker(
      { due: 0, paid: 0 },
      {
        payLines: [{ kind: 'back-pay', dueFen: yuan(100), deductedFen: null, netFen: yuan(100) }],
      },
    )
    expect(said('R-05', [repaid])).toEqual(['yellow', 1])
  })
})

describe('R-06 pay below what was agreed, or below the minimum wage', () => {
  test('overtime that the sheet states as 工日 is worked too; of punches a day is one 工日 at most', () => {
    const grid = (workdaysHundredths: number | null) => [
      { present: null, daysPresent: 20, minutes: 20 * 600, workdaysHundredths },
    ]
    const paidByDays = { rate: 300, due: 6_000 }
    expect(said('R-06', [worker(paidByDays, { attendance: grid(2_500) })])).toEqual(['yellow', 1])
    expect(said('R-06', [worker(paidByDays, { attendance: grid(null) })])).toBeNull()
  })

  test('from 95 % of 工日 × rate on it is near enough (a proposal), below it is not', () => {
    expect(said('R-06', [worker({ days: 20, rate: 300, due: 5_700 })])).toBeNull()
    expect(said('R-06', [worker({ days: 20, rate: 300, due: 5_699 })])).toEqual(['yellow', 1])
    expect(valuesOf('R-06', [worker({ days: 20, rate: 300, due: 5_000 })])).toMatchObject({
      belowRate: 1,
      shortYuan: '1,000.00',
    })
  })

  test('begins when the month is over', () => {
    const low = worker({ days: 20, rate: 300, due: 5_000 })
    expect(said('R-06', [low], '2025-12-31')).toBeNull()
    expect(said('R-06', [low], '2026-01-01')).toEqual(['yellow', 1])
  })

  test('where the place gives no minimum wage that half is not computed, and the figure is named', () => {
    const poor = worker({ days: 20, due: 100 })
    expect(said('R-06', [poor])).toBeNull()
    const low = worker({ days: 20, rate: 300, due: 5_000 })
    expect(valuesOf('R-06', [poor, low])).toMatchObject({
      workers: 1,
      belowMinimum: 0,
      missing: 'minimum-wage-month',
    })
  })

  test('the minimum wage is for 21.75 工日, and for fewer in part (A06)', () => {
    const known = parametersWith(minimumWage)
    const at = (days: number, due: number) =>
      said('R-06', [worker({ days, due })], '2026-02-02', known)
    expect([at(10, 1_000), at(10, 999)]).toEqual([null, ['yellow', 1]])
    expect([at(30, 2_175), at(30, 2_174)]).toEqual([null, ['yellow', 1]])
    const both = worker({ days: 20, rate: 300, due: 500 })
    expect(valuesOf('R-06', [both], known)).toMatchObject({
      workers: 1,
      belowRate: 1,
      belowMinimum: 1,
    })
  })
})

describe('R-07 one worker over 50,000 a month or 300,000 a year', () => {
  test('at the threshold it is silent, above it red', () => {
    expect(said('R-07', [worker({ due: 50_000 })])).toBeNull()
    expect(said('R-07', [worker({ due: 50_001 })])).toEqual(['red', 1])
  })

  test('the year’s threshold is said in the month that passes it, once', () => {
    const after = (earlier: number, due: number) =>
      said('R-07', [worker({ due }, { dueEarlierFen: yuan(earlier) })])
    expect(after(280_000, 20_000)).toBeNull()
    expect(after(280_000, 20_001)).toEqual(['red', 1])
    expect(after(300_001, 20_000)).toBeNull()
  })

  test('who is over both is counted once', () => {
    const both = worker({ due: 60_000 }, { dueEarlierFen: yuan(290_000) })
    expect(said('R-07', [both])).toEqual(['red', 1])
  })
})

describe('R-08 one card for several workers', () => {
  test('counts everybody who is on a shared card; one worker’s two lines are no second worker', () => {
    const on = (...cards: string[]) => worker({}, { cards })
    expect(said('R-08', [on('a', 'a'), on('b')])).toBeNull()
    expect(said('R-08', [on('a'), on('a', 'b'), on('b'), on('c')])).toEqual(['orange', 3])
  })
})

describe('R-09 more than 10 % of those who attended were paid nothing', () => {
  const unpaid = worker({ paid: 0 })
  const paidOnes = Array.from({ length: 9 }, () => worker())

  test('at a tenth it is silent, above it a level graver than its age', () => {
    expect(said('R-09', [...paidOnes, unpaid])).toBeNull()
    expect(said('R-09', [...paidOnes.slice(1), unpaid], '2026-01-30')).toBeNull()
    expect(said('R-09', [...paidOnes.slice(1), unpaid], '2026-01-31')).toEqual(['orange', 1])
    expect(said('R-09', [...paidOnes.slice(1), unpaid], '2026-03-01')).toEqual(['red', 1])
    expect(said('R-09', [...paidOnes.slice(1), unpaid], '2026-05-01')).toEqual(['red', 1])
  })

  test('in the province that published it, it is red from the first day', () => {
    const guizhou = riskParametersFor(shippedParameters, '520102', day('2026-05-06'))
    expect(said('R-09', [unpaid], '2026-01-31', guizhou)).toEqual(['red', 1])
    expect(guizhou.unpaidSharePercent.mark).toBe('read')
    expect(shipped.unpaidSharePercent.mark).toBe('proposal')
  })
})

describe('R-10 under 16, or a number that nobody can have', () => {
  test('speaks at once, of who worked or is to be paid', () => {
    const young = worker({}, { sixteenOn: day('2025-12-02') })
    const odd = worker({ days: 0 }, { idImpossible: true })
    expect(said('R-10', [young, odd], '2025-12-01')).toEqual(['red', 2])
    expect(valuesOf('R-10', [young, odd])).toMatchObject({ underAge: 1, doubtful: 1 })
  })

  test('who is 16 on the first of the month is of age', () => {
    expect(said('R-10', [worker({}, { sixteenOn: day('2025-12-01') })])).toBeNull()
    const gone = worker({ days: 0, due: 0, paid: 0 }, { idImpossible: true })
    expect(said('R-10', [gone])).toBeNull()
  })
})

describe('R-11 living cost in place of the month’s pay', () => {
  const living = worker({ paid: 3_000 })

  test('most of those who are due something were paid no more than half of it', () => {
    expect(said('R-11', [living, living, worker()], '2026-01-30')).toBeNull()
    expect(said('R-11', [living, living, worker()], '2026-01-31')).toEqual(['yellow', 2])
    expect(said('R-11', [living, worker()])).toBeNull()
  })

  test('who was paid more than half, or nothing, was paid no living cost', () => {
    expect(said('R-11', [worker({ paid: 3_001 }), living])).toBeNull()
    expect(said('R-11', [worker({ paid: 0 }), worker({ paid: 0 })])).toBeNull()
  })
})

const amount = fc.integer({ min: 0, max: 70_000 })
const someWorker: fc.Arbitrary<MonthFacts> = fc
  .record({
    days: fc.integer({ min: 0, max: 31 }),
    due: amount,
    paid: amount,
    paidOn: fc.integer({ min: -40, max: 100 }).map((n) => addDays(payOn, n)),
    rate: fc.option(fc.integer({ min: 100, max: 600 }), { nil: undefined }),
    cards: fc.subarray(['a', 'b', 'c'], { maxLength: 2 }),
    idImpossible: fc.boolean(),
    sixteenOn: fc.option(fc.constantFrom(day('2025-11-30'), day('2026-03-01'))),
    dueEarlierFen: fc.integer({ min: 0, max: 320_000 }).map((value): Fen => yuan(value)),
  })
  .map(({ days, due, paid, paidOn, rate, ...over }) =>
    worker({ days, due, paid, paidOn, ...(rate === undefined ? {} : { rate }) }, over),
  )
const some = fc.array(someWorker, { maxLength: 6 })
const someDay = fc.integer({ min: -40, max: 120 }).map((n) => addDays(payOn, n))
const known = parametersWith(minimumWage)

describe('properties of all rules', () => {
  test('the order of the workers changes nothing', () => {
    fc.assert(
      fc.property(some, someDay, (workers, on) => {
        const state = (of: readonly MonthFacts[]) => projectMonthOf(wageMonth, payOn, of, on, known)
        expect(state(workers.toReversed())).toEqual(state(workers))
      }),
    )
  })

  test('no rule counts more workers than there are, and none is said before its day', () => {
    fc.assert(
      fc.property(some, someDay, (workers, on) => {
        const state = projectMonthOf(wageMonth, payOn, workers, on, known)
        for (const { evidence, raisedOn } of warningsOf(state, on, known)) {
          expect(evidence).toBeGreaterThan(0)
          expect(evidence).toBeLessThanOrEqual(workers.length)
          expect(raisedOn <= on).toBe(true)
        }
      }),
    )
  })

  test('R-02 and R-05 are never said together', () => {
    fc.assert(
      fc.property(some, someDay, (workers, on) => {
        const state = projectMonthOf(wageMonth, payOn, workers, on, known)
        const ids = new Set(warningsOf(state, on, known).map(({ rule }) => rule))
        expect(ids.has('R-02') && ids.has('R-05')).toBe(false)
      }),
    )
  })
})

test('there are eleven rules, in order', () => {
  expect(riskRules.map(({ id }) => id)).toEqual(
    Array.from({ length: 11 }, (_, at) => `R-${String(at + 1).padStart(2, '0')}`),
  )
})
