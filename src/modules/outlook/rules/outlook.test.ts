import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, day, month, nextMonth } from '../../../kernel/day.ts'
import { fen } from '../../../kernel/money.ts'
import { shippedOutlookParameters } from '../../places/rules/shipped-outlook.ts'
import {
  isToBeAsked,
  lastDayOfWeek,
  needsPlan,
  outlookParametersFor,
  ownerOfPlan,
  weeksBefore,
} from './asking.ts'
import { enteredState, gapOf, moneyInSight, type MoneyFacts } from './money-in-sight.ts'
import { isFarBeyond, mostFen, whyNotEnterMoney, whyNotPlan, whyNotWithdrawMoney } from './plan.ts'
import { keptOf, type PaidOnDay, sumsOf } from './promise.ts'
import { type WageFacts, type WageMonth, wagesUntil } from './wages-due.ts'

const today = day('2026-11-24')
const festivalOn = day('2027-02-06')
const terms = { monthsUsed: 3, stopDays: 10 }

const known = (at: string, over: Partial<WageMonth> = {}): WageMonth => ({
  month: month(at),
  dueFen: 6_000_000,
  deductedFen: 0,
  owedFen: 0,
  owedWorkers: 0,
  payable: 10,
  dueUnknown: 0,
  ...over,
})
const site = (over: Partial<WageFacts> = {}): WageFacts => ({
  day: today,
  festivalOn,
  building: true,
  begunOn: null,
  finishOn: null,
  months: [known('2026-08'), known('2026-09'), known('2026-10')],
  onRoster: 10,
  agreedFen: 0,
  agreedPeople: 0,
  ...over,
})

describe('wages until the festival', () => {
  test('what is owed, the rest of this month, and the months until the site stops ten days before', () => {
    const wages = wagesUntil(
      site({
        months: [
          known('2026-08'),
          known('2026-09'),
          known('2026-10', { owedFen: 6_000_000, owedWorkers: 10 }),
        ],
      }),
      terms,
    )
    expect(wages.worksUntil).toBe('2027-01-26')
    expect(wages.usualFen).toBe(600_000)
    expect(wages.usualMonths).toEqual(['2026-08', '2026-09', '2026-10'])
    expect(wages.lines.map(({ month: of, kind, fen: sum, days }) => [of, kind, sum, days])).toEqual(
      [
        ['2026-10', 'owed', 6_000_000, 31],
        ['2026-11', 'current', 6_000_000, 30],
        ['2026-12', 'ahead', 6_000_000, 31],
        ['2027-01', 'ahead', 5_032_258, 26],
      ],
    )
    expect(wages).toMatchObject({
      owedFen: 6_000_000,
      dueFen: 23_032_258,
      method: 'usual-pay',
      confidence: 'high',
    })
  })

  test('what the ledger says of this month already is not counted twice', () => {
    const stated = known('2026-11', { dueFen: 4_000_000, owedFen: 4_000_000, owedWorkers: 10 })
    const wages = wagesUntil(site({ months: [...site().months, stated] }), terms)
    const of = wages.lines.filter((line) => line.month === '2026-11')
    expect(of.map(({ kind, fen: sum }) => [kind, sum])).toEqual([
      ['owed', 4_000_000],
      ['current', 2_000_000],
    ])
  })

  test('due unknown is estimated by usual pay; without one it is named, and never nought', () => {
    const unknown = known('2026-10', { dueFen: 0, payable: 0, dueUnknown: 4 })
    const estimated = wagesUntil(site({ months: [known('2026-09'), unknown] }), terms)
    expect(estimated.lines.find(({ kind }) => kind === 'due-unknown')).toMatchObject({
      people: 4,
      fen: 2_400_000,
    })
    expect(estimated).toMatchObject({
      unknownWorkerMonths: 4,
      unestimated: false,
      confidence: 'low',
    })
    const nothing = wagesUntil(site({ months: [unknown] }), terms)
    expect(nothing.lines.find(({ kind }) => kind === 'due-unknown')?.fen).toBeNull()
    expect(nothing).toMatchObject({
      unestimated: true,
      confidence: 'none',
      method: 'unknown',
      unknownWorkerMonths: 4,
    })
  })

  test('a month worked and not reported is counted whole, at most three months back', () => {
    const kinds = (months: WageMonth[]) =>
      wagesUntil(site({ months }), terms)
        .lines.filter(({ kind }) => kind === 'unreported')
        .map((line) => line.month)
    expect(kinds([known('2026-08'), known('2026-09')])).toEqual(['2026-10'])
    expect(kinds([known('2026-01')])).toEqual(['2026-08', '2026-09', '2026-10'])
    expect(kinds([])).toEqual([])
  })

  test('a site that stopped, or is finished before, has only what it owes', () => {
    const owing = [known('2026-09', { owedFen: 1_000, owedWorkers: 1 })]
    expect(wagesUntil(site({ building: false, months: owing }), terms)).toMatchObject({
      dueFen: 1_000,
      method: 'nothing-to-work',
      unestimated: false,
    })
    const finished = wagesUntil(site({ finishOn: day('2026-11-30') }), terms)
    expect(finished.worksUntil).toBe('2026-11-30')
    expect(finished.lines.map(({ kind }) => kind)).toEqual(['current'])
  })

  test('without months the agreed rates are taken; without those a building site is unknown', () => {
    const agreed = wagesUntil(site({ months: [], agreedFen: 5_000_000, agreedPeople: 8 }), terms)
    expect(agreed).toMatchObject({ usualFen: 625_000, method: 'agreed-rate', confidence: 'low' })
    const nobody = wagesUntil(site({ months: [], onRoster: 0 }), terms)
    expect(nobody).toMatchObject({ dueFen: 0, unestimated: true, doubts: ['nothing-known'] })
  })

  test('a roster that differs much from who is paid is said', () => {
    expect(wagesUntil(site({ onRoster: 100 }), terms).doubts).toEqual(['roster-differs'])
    expect(wagesUntil(site({ onRoster: 0 }), terms)).toMatchObject({
      doubts: ['no-roster'],
      peopleFrom: 'ledger',
      people: 10,
      confidence: 'medium',
    })
  })

  const someMonths = fc
    .uniqueArray(fc.integer({ min: -14, max: 2 }), { maxLength: 10 })
    .chain((offsets) =>
      fc.tuple(
        ...offsets.map((offset) =>
          fc
            .record({
              dueFen: fc.integer({ min: 0, max: 90_000_000 }),
              deductedFen: fc.integer({ min: 0, max: 1_000_000 }),
              owedFen: fc.integer({ min: 0, max: 90_000_000 }),
              owedWorkers: fc.nat(50),
              payable: fc.nat(50),
              dueUnknown: fc.nat(5),
            })
            .map((one): WageMonth => ({ month: nextMonth(month('2026-11'), offset), ...one })),
        ),
      ),
    )
  const someSite = fc.record({
    months: someMonths,
    onRoster: fc.nat(400),
    agreedPeople: fc.constant(0),
    agreedFen: fc.constant(0),
    building: fc.boolean(),
    day: fc.integer({ min: 0, max: 75 }).map((count) => addDays(today, count)),
  })

  test('the sum is that of its lines, no line is below nought, and what has no sum is named', () => {
    fc.assert(
      fc.property(someSite, (over) => {
        const wages = wagesUntil(site(over), terms)
        const sum = wages.lines.reduce((total, line) => total + (line.fen ?? 0), 0)
        expect(wages.dueFen).toBe(sum)
        expect(wages.owedFen + wages.estimatedFen).toBe(sum)
        for (const line of wages.lines) expect(line.fen === null || line.fen >= 0).toBe(true)
        if (wages.lines.some((line) => line.fen === null)) expect(wages.unestimated).toBe(true)
        if (wages.unestimated) expect(wages.confidence).toBe('none')
      }),
    )
  })

  test('nothing of a later month is looked at, and the order of the months says nothing', () => {
    fc.assert(
      fc.property(someSite, (over) => {
        const seen = over.months.filter((one) => one.month <= over.day.slice(0, 7))
        const wages = wagesUntil(site(over), terms)
        expect(wagesUntil(site({ ...over, months: seen.toReversed() }), terms)).toEqual(wages)
      }),
    )
  })

  test('more people on the roster never need less', () => {
    fc.assert(
      fc.property(someSite, fc.nat(50), (over, more) => {
        const few = site({ ...over, onRoster: over.onRoster + 1 })
        const many = site({ ...over, onRoster: over.onRoster + 1 + more })
        expect(wagesUntil(many, terms).dueFen).toBeGreaterThanOrEqual(wagesUntil(few, terms).dueFen)
      }),
    )
  })
})

describe('money in sight', () => {
  const entered = (over = {}) => ({
    amountFen: 100,
    expectedOn: day('2026-12-20'),
    enteredOn: today,
    withdrawnOn: null,
    ...over,
  })
  const facts = (over: Partial<MoneyFacts> = {}): MoneyFacts => ({
    day: today,
    festivalOn,
    accountFen: 1_000,
    labourCostFen: 500,
    entered: [entered()],
    ...over,
  })

  test('account, labour cost to come, and what is entered for a day before the festival', () => {
    expect(moneyInSight(facts())).toMatchObject({
      enteredFen: 100,
      moneyFen: 1_600,
      unknown: false,
    })
  })

  test('what was expected on a day that has passed counts no more, nor what was taken back', () => {
    expect(enteredState(entered({ expectedOn: today }), today)).toBe('expected')
    const passed = entered({ expectedOn: addDays(today, -1) })
    expect(enteredState(passed, today)).toBe('day-passed')
    const withdrawn = entered({ withdrawnOn: today })
    expect(enteredState(withdrawn, today)).toBe('withdrawn')
    const later = entered({ enteredOn: addDays(today, 1) })
    expect(moneyInSight(facts({ entered: [passed, withdrawn, later] })).enteredFen).toBe(0)
  })

  test('without statement, schedule and entry nothing is known, and that is said', () => {
    const nothing = facts({ accountFen: null, labourCostFen: null, entered: [] })
    expect(moneyInSight(nothing)).toMatchObject({ accountFen: null, moneyFen: 0, unknown: true })
    expect(moneyInSight({ ...nothing, accountFen: 0 }).unknown).toBe(false)
  })

  test('a gap is what lacks, never below nought', () => {
    expect(gapOf(fen(500), fen(200))).toBe(300)
    expect(gapOf(fen(200), fen(500))).toBe(0)
  })
})

describe('what was kept of a plan', () => {
  const from = day('2026-12-01')
  const promise = (id: string, dueOn: string, amountFen: number) => ({
    id,
    dueOn: day(dueOn),
    amountFen,
  })
  const two = [promise('a', '2026-12-10', 100), promise('b', '2026-12-20', 100)]
  const paid = (on: string, sum: number): PaidOnDay => ({ on: day(on), fen: sum })

  test('kept, partly, broken and pending are told by the payments alone', () => {
    const states = (payments: PaidOnDay[], on: string) =>
      keptOf(two, payments, from, day(on)).map(({ state }) => state)
    expect(states([], '2026-12-10')).toEqual(['pending', 'pending'])
    expect(states([], '2026-12-11')).toEqual(['broken', 'pending'])
    expect(states([paid('2026-12-10', 40)], '2026-12-11')).toEqual(['partly', 'pending'])
    expect(states([paid('2026-12-10', 100)], '2026-12-11')).toEqual(['kept', 'pending'])
    expect(states([paid('2026-12-05', 200)], '2026-12-06')).toEqual(['kept', 'kept'])
    expect(states([paid('2026-11-30', 200)], '2026-12-11')).toEqual(['broken', 'pending'])
  })

  test('what is paid after its day is late and covers the oldest first', () => {
    const kept = keptOf(two, [paid('2026-12-15', 150)], from, day('2026-12-21'))
    expect(kept).toEqual([
      { id: 'a', state: 'broken', keptFen: 0, lateFen: 100, lacksFen: 0 },
      { id: 'b', state: 'partly', keptFen: 50, lateFen: 0, lacksFen: 50 },
    ])
    expect(sumsOf(two, kept)).toEqual({
      plannedFen: 200,
      keptFen: 50,
      lateFen: 100,
      brokenFen: 50,
      broken: 1,
      nextOn: null,
    })
  })

  const somePromises = fc
    .array(fc.tuple(fc.nat(40), fc.integer({ min: 1, max: 900 })), { maxLength: 6 })
    .map((all) =>
      all.map(([after, sum], at) => ({
        id: String(at),
        dueOn: addDays(from, after),
        amountFen: sum,
      })),
    )
  const somePayments = fc
    .array(fc.tuple(fc.integer({ min: -5, max: 50 }), fc.integer({ min: 1, max: 900 })), {
      maxLength: 8,
    })
    .map((all) => all.map(([after, sum]): PaidOnDay => ({ on: addDays(from, after), fen: sum })))
  const someDay = fc.nat(60).map((after) => addDays(from, after))

  test('no more is covered than was promised, or than was paid since the plan', () => {
    fc.assert(
      fc.property(somePromises, somePayments, someDay, (promises, payments, on) => {
        const kept = keptOf(promises, payments, from, on)
        const all = payments
          .filter((one) => one.on >= from && one.on <= on)
          .reduce((sum, one) => sum + one.fen, 0)
        const covered = kept.reduce((sum, one) => sum + one.keptFen + one.lateFen, 0)
        const promised = promises.reduce((sum, one) => sum + one.amountFen, 0)
        expect(covered).toBe(Math.min(all, promised))
        for (const one of kept) {
          const of = promises.find(({ id }) => id === one.id)
          expect(one.keptFen + one.lateFen + one.lacksFen).toBeLessThanOrEqual(of?.amountFen ?? 0)
          if (of !== undefined && of.dueOn < on) {
            expect(one.keptFen + one.lateFen + one.lacksFen).toBe(of.amountFen)
          }
        }
      }),
    )
  })

  test('one payment more breaks no promise, and taken away it is as before', () => {
    fc.assert(
      fc.property(
        somePromises,
        somePayments,
        someDay,
        fc.nat(50),
        (promises, payments, on, after) => {
          const before = keptOf(promises, payments, from, on)
          const more = keptOf(
            promises,
            [...payments, { on: addDays(from, after), fen: 77 }],
            from,
            on,
          )
          for (const [at, one] of more.entries()) {
            expect(one.lacksFen).toBeLessThanOrEqual(before[at]?.lacksFen ?? 0)
          }
          expect(keptOf(promises, payments.toReversed(), from, on)).toEqual(before)
        },
      ),
    )
  })
})

describe('what is refused', () => {
  const draft = { beginsOn: null, dueOn: day('2026-12-20'), amountFen: 100, people: 3 }
  const plan = { day: today, festivalOn, version: 2, seenVersion: 2, standing: 0 }
  const codeOf = (over: object) => whyNotPlan([draft, { ...draft, ...over }], plan)?.code ?? null

  test('a promise after the festival, in the past, of nothing, for nobody, or that ends before it begins', () => {
    expect(codeOf({})).toBeNull()
    expect(codeOf({ dueOn: festivalOn })).toBeNull()
    expect(codeOf({ dueOn: addDays(festivalOn, 1) })).toBe('outlook.promise-after-festival')
    expect(codeOf({ dueOn: addDays(today, -1) })).toBe('outlook.promise-day-passed')
    expect(codeOf({ amountFen: 0 })).toBe('outlook.promise-sum')
    expect(codeOf({ amountFen: -5 })).toBe('outlook.promise-sum')
    expect(codeOf({ amountFen: mostFen + 1 })).toBe('outlook.promise-sum-too-great')
    expect(codeOf({ people: 0 })).toBe('outlook.promise-people')
    expect(codeOf({ beginsOn: day('2026-12-21') })).toBe('outlook.promise-ends-before-begin')
    expect(whyNotPlan([draft, { ...draft, people: 0 }], plan)).toMatchObject({
      field: 'promises.1.people',
      values: { nth: 2 },
    })
  })

  test('an empty plan, and one that somebody has changed meanwhile', () => {
    expect(whyNotPlan([], plan)?.code).toBe('outlook.plan-empty')
    expect(whyNotPlan([], { ...plan, standing: 1 })).toBeNull()
    expect(whyNotPlan([draft], { ...plan, seenVersion: 1 })?.kind).toBe('changed-meanwhile')
  })

  test('far more than is due is no refusal, but said', () => {
    expect(isFarBeyond(201, 100, 2)).toBe(true)
    expect(isFarBeyond(200, 100, 2)).toBe(false)
    expect(isFarBeyond(200, 0, 2)).toBe(false)
  })

  test('money of nothing, for a day that has passed, or for one after the festival', () => {
    const codes = (amountFen: number, expectedOn: string) =>
      whyNotEnterMoney({ amountFen, expectedOn: day(expectedOn) }, { day: today, festivalOn })
        ?.code ?? null
    expect(codes(1, '2026-12-01')).toBeNull()
    expect(codes(0, '2026-12-01')).toBe('outlook.money-sum')
    expect(codes(1, '2026-11-23')).toBe('outlook.money-day-passed')
    expect(codes(1, '2027-02-07')).toBe('outlook.money-after-festival')
    const mine = { withdrawnOn: null, enteredBy: 'me' }
    expect(whyNotWithdrawMoney(mine, { id: 'me', roles: ['labour-officer'] })).toBeNull()
    expect(whyNotWithdrawMoney(mine, { id: 'you', roles: ['coordination-office'] })).toBeNull()
    expect(whyNotWithdrawMoney(mine, { id: 'you', roles: ['labour-officer'] })?.kind).toBe(
      'not-allowed',
    )
  })
})

describe('who is asked', () => {
  const parameters = outlookParametersFor(shippedOutlookParameters, '990101', today)
  const at = { day: today, festivalOn }

  test('a gap of ten thousand yuan without a plan, from a hundred days before the festival on', () => {
    const gap = { gapFen: 1_000_000, hasPlan: false }
    expect(needsPlan(gap, at, parameters)).toBe(true)
    expect(needsPlan({ ...gap, gapFen: 999_999 }, at, parameters)).toBe(false)
    expect(needsPlan({ ...gap, hasPlan: true }, at, parameters)).toBe(false)
    expect(needsPlan(gap, { ...at, day: day('2026-10-29') }, parameters)).toBe(true)
    expect(needsPlan(gap, { ...at, day: day('2026-10-28') }, parameters)).toBe(false)
  })

  test('an answer that was checked holds a fortnight', () => {
    const need = { needsPlan: true, live: false, answeredOn: day('2026-11-24') }
    expect(isToBeAsked(need, day('2026-12-08'), parameters)).toBe(false)
    expect(isToBeAsked(need, day('2026-12-09'), parameters)).toBe(true)
    expect(isToBeAsked({ ...need, answeredOn: null, live: true }, today, parameters)).toBe(false)
  })

  test('the owner is a post of the project, of its town or the office', () => {
    const project = { id: 'p', town: null, industry: 'housing' }
    expect(ownerOfPlan('labour-officer', project)).toEqual({ role: 'labour-officer', place: 'p' })
    expect(ownerOfPlan('town', project)).toEqual({ role: 'coordination-office', place: null })
    expect(ownerOfPlan('department', project)).toEqual({ role: 'department', place: 'housing' })
  })

  test('weeks are counted back from the festival, whatever its weekday', () => {
    expect(weeksBefore(festivalOn, festivalOn)).toBe(0)
    expect(weeksBefore(addDays(festivalOn, -7), festivalOn)).toBe(1)
    expect(weeksBefore(today, festivalOn)).toBe(10)
    for (let weeks = 0; weeks < 60; weeks += 1) {
      expect(weeksBefore(lastDayOfWeek(weeks, festivalOn), festivalOn)).toBe(weeks)
    }
  })
})
