import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, day, month } from '../../../kernel/day.ts'
import { industries } from '../../registry/rules/industry.ts'
import { countingReport, type Counted, itemStateOf } from './counting-report.ts'
import { itemOwner, shareId } from './item-owner.ts'
import { rateText, screeningRate } from './rate.ts'
import { foundSomething, type ReportContent, whyNotContent, whyNotReport } from './report.ts'
import { isMissed, whyNotClose, whyNotOpen, whyNotPeriod } from './round.ts'
import { periodOf, whyNotZero, zeroPeriods } from './zero-report.ts'

const today = day('2026-11-24')

test('by towns it is the town’s, without a town the department’s of its industry, else the office’s', () => {
  expect(itemOwner({ town: '990101101', industry: 'water' }, 'town')).toEqual({
    role: 'town',
    place: '990101101',
  })
  expect(itemOwner({ town: null, industry: 'water' }, 'town')).toEqual({
    role: 'department',
    place: 'water',
  })
  expect(itemOwner({ town: null, industry: 'unknown' }, 'town')).toEqual({
    role: 'coordination-office',
    place: null,
  })
})

test('by departments it is the department’s, of a nobody’s industry the town’s', () => {
  expect(itemOwner({ town: '990101101', industry: 'water' }, 'department').role).toBe('department')
  expect(itemOwner({ town: '990101101', industry: 'other' }, 'department').role).toBe('town')
})

test('every project has one owner that somebody could be, whichever way', () => {
  fc.assert(
    fc.property(
      fc.option(fc.constantFrom('990101101', '990101102'), { nil: null }),
      fc.constantFrom(...industries),
      fc.constantFrom('town' as const, 'department' as const),
      (town, industry, way) => {
        const { role, place } = itemOwner({ town, industry }, way)
        expect(place === null).toBe(role === 'coordination-office')
        expect(shareId('0'.repeat(36), { role, place }).length).toBeLessThanOrEqual(80)
      },
    ),
  )
})

test('a round ends after it begins, not before today, and within a year', () => {
  const why = (beginsOn: string, endsOn: string) =>
    whyNotPeriod({ beginsOn: day(beginsOn), endsOn: day(endsOn) }, today)?.code
  expect(why('2026-11-24', '2026-11-24')).toBeUndefined()
  expect(why('2026-11-01', '2026-12-31')).toBeUndefined()
  expect(why('2026-12-02', '2026-12-01')).toBe('screening.end-before-begin')
  expect(why('2026-10-01', '2026-11-23')).toBe('screening.end-passed')
  expect(why('2026-11-24', '2027-11-25')).toBe('screening.round-too-long')
})

test('a round without a project is not sent, nor sent twice; only an open one is closed', () => {
  const draft = { state: 'draft' as const, endsOn: today, items: 3 }
  expect(whyNotOpen(draft, today)).toBeNull()
  expect(whyNotOpen({ ...draft, items: 0 }, today)?.code).toBe('screening.nothing-to-screen')
  expect(whyNotOpen({ ...draft, state: 'open' }, today)?.code).toBe('screening.not-a-draft')
  expect(whyNotClose({ state: 'open' })).toBeNull()
  expect(whyNotClose({ state: 'closed' })?.code).toBe('screening.not-open')
})

test('missed is what waits when the last day has passed or the round was closed, and not what could not be done', () => {
  const open = { state: 'open' as const, endsOn: today }
  expect(isMissed({ state: 'waiting' }, open, today)).toBe(false)
  expect(isMissed({ state: 'waiting' }, open, addDays(today, 1))).toBe(true)
  expect(isMissed({ state: 'waiting' }, { ...open, state: 'closed' }, today)).toBe(true)
  expect(isMissed({ state: 'could-not' }, open, addDays(today, 1))).toBe(false)
})

const content: ReportContent = {
  outcome: 'screened',
  day: today,
  reason: null,
  headcount: 30,
  boards: 'yes',
  paidUntil: month('2026-10'),
  spokeTo: '劳资专管员',
  findings: [],
  words: '',
  unpaidPeople: null,
  unpaidFen: null,
}

test('what a report cannot say', () => {
  const why = (over: Partial<ReportContent>) => whyNotContent({ ...content, ...over }, today)?.code
  expect(why({})).toBeUndefined()
  expect(why({ headcount: 0 })).toBeUndefined()
  expect(why({ day: addDays(today, 1) })).toBe('screening.day-ahead')
  expect(why({ headcount: null })).toBe('screening.headcount-missing')
  expect(why({ boards: null })).toBe('screening.boards-missing')
  expect(why({ paidUntil: month('2026-12') })).toBe('screening.paid-ahead')
  expect(why({ spokeTo: '  ' })).toBe('screening.spoke-to-missing')
  expect(why({ findings: ['other'] })).toBe('screening.words-missing')
  expect(why({ findings: ['wages-owed'] })).toBe('screening.unpaid-people-missing')
  expect(why({ findings: ['wages-owed'], unpaidPeople: 12 })).toBeUndefined()
  expect(why({ unpaidPeople: 12, unpaidFen: 100 })).toBe('screening.owed-not-marked')
})

test('nobody could look: only the reason is asked', () => {
  const could = { ...content, outcome: 'could-not' as const, headcount: null, boards: null }
  expect(whyNotContent({ ...could, reason: '大门锁着' }, today)).toBeNull()
  expect(whyNotContent({ ...could, reason: ' ' }, today)?.code).toBe('screening.reason-missing')
})

test('a missing board is something found; a locked gate is not', () => {
  expect(foundSomething(content)).toBe(false)
  expect(foundSomething({ ...content, boards: 'incomplete' })).toBe(true)
  expect(foundSomething({ ...content, findings: ['no-account'] })).toBe(true)
  expect(foundSomething({ ...content, outcome: 'could-not', boards: null })).toBe(false)
})

test('another’s item is not reported, the office may; what comes after the closing is taken', () => {
  const asked = {
    roundState: 'open' as const,
    beginsOn: today,
    isRemoved: false,
    isMine: true,
    isOffice: false,
  }
  expect(whyNotReport(asked)).toBeNull()
  expect(whyNotReport({ ...asked, isMine: false })?.code).toBe('screening.not-yours')
  expect(whyNotReport({ ...asked, isMine: false, isOffice: true })).toBeNull()
  expect(whyNotReport({ ...asked, roundState: 'closed' })).toBeNull()
  expect(whyNotReport({ ...asked, roundState: 'draft' })?.code).toBe('screening.not-open')
  expect(whyNotReport({ ...asked, isRemoved: true })?.code).toBe('screening.item-removed')
})

const anyReport: fc.Arbitrary<Counted> = fc.record({
  id: fc.uuid(),
  outcome: fc.constantFrom('screened' as const, 'could-not' as const),
  submittedAt: fc.integer({ min: 0, max: 5 }).map((at) => new Date(at)),
  isAfterClose: fc.boolean(),
})

test('of two phones that screened the later counts; a locked gate later takes nothing away', () => {
  const one = {
    id: 'a',
    outcome: 'screened' as const,
    submittedAt: new Date(1),
    isAfterClose: false,
  }
  const other = { ...one, id: 'b', submittedAt: new Date(2) }
  const locked = { ...one, id: 'c', outcome: 'could-not' as const, submittedAt: new Date(3) }
  expect(countingReport([other, one])?.id).toBe('b')
  expect(countingReport([locked, one])?.id).toBe('a')
  expect(itemStateOf([locked])).toBe('could-not')
  expect(itemStateOf([{ ...one, isAfterClose: true }])).toBe('waiting')
})

test('which report counts does not hang on the order they came in, and screened never goes back', () => {
  fc.assert(
    fc.property(fc.array(anyReport, { maxLength: 6 }), anyReport, (reports, further) => {
      const counts = countingReport(reports)
      expect(countingReport(reports.toReversed())?.id).toBe(counts?.id)
      const before = itemStateOf(reports)
      const after = itemStateOf([...reports, further])
      if (before === 'screened') expect(after).toBe('screened')
      if (before === 'could-not') expect(after).not.toBe('waiting')
    }),
  )
})

const round = { beginsOn: day('2026-11-20'), endsOn: day('2026-12-05') }

test('the periods of a rhythm: the days of the round, each once, the last one short', () => {
  const weekly = { ...round, zeroRhythm: 'weekly' as const }
  expect(zeroPeriods(weekly, day('2026-12-31'))).toEqual([
    { from: '2026-11-20', to: '2026-11-26' },
    { from: '2026-11-27', to: '2026-12-03' },
    { from: '2026-12-04', to: '2026-12-05' },
  ])
  expect(zeroPeriods(weekly, day('2026-11-26'))).toHaveLength(1)
  expect(zeroPeriods(weekly, day('2026-11-19'))).toEqual([])
  expect(periodOf(weekly, day('2026-12-06'))).toBeNull()
  expect(periodOf({ ...round, zeroRhythm: 'daily' }, today)).toEqual({ from: today, to: today })
})

test('whatever the round, every day of it lies in one period that its periods hold', () => {
  fc.assert(
    fc.property(
      fc.nat(40),
      fc.nat(40),
      fc.constantFrom('round' as const, 'weekly' as const, 'daily' as const),
      (length, at, zeroRhythm) => {
        const days = { beginsOn: today, endsOn: addDays(today, length), zeroRhythm }
        const on = addDays(today, at)
        const period = periodOf(days, on)
        expect(period === null).toBe(at > length)
        if (period === null) return
        expect(period.from <= on && on <= period.to).toBe(true)
        expect(
          zeroPeriods(days, days.endsOn).filter(({ from, to }) => from <= on && on <= to),
        ).toEqual([period])
      },
    ),
  )
})

test('nothing was found can be said only when nothing waits and nothing was found; of a day while others wait', () => {
  const asked = {
    roundState: 'open' as const,
    zeroRhythm: 'round' as const,
    isMine: true,
    isOffice: false,
    items: 4,
    waiting: 0,
    found: 0,
  }
  expect(whyNotZero(asked)).toBeNull()
  expect(whyNotZero({ ...asked, waiting: 2 })).toMatchObject({
    code: 'screening.zero-too-early',
    values: { count: 2 },
  })
  expect(whyNotZero({ ...asked, found: 1 })?.code).toBe('screening.zero-but-found')
  expect(whyNotZero({ ...asked, zeroRhythm: 'daily', waiting: 2 })).toBeNull()
  expect(whyNotZero({ ...asked, isMine: false })?.code).toBe('screening.not-yours')
  expect(whyNotZero({ ...asked, items: 0 })?.code).toBe('screening.no-items')
  expect(whyNotZero({ ...asked, roundState: 'closed' })?.code).toBe('screening.not-open')
})

test('a rate of 100 % is only what is wholly screened, and of nothing there is none', () => {
  expect(rateText(screeningRate(5, 6))).toBe('83.3%')
  expect(rateText(screeningRate(9_999, 10_000))).toBe('99.9%')
  expect(rateText(screeningRate(3, 3))).toBe('100%')
  expect(rateText(screeningRate(0, 3))).toBe('0.0%')
  expect(rateText(screeningRate(0, 0))).toBe('—')
  fc.assert(
    fc.property(fc.nat(5_000), fc.nat(5_000), (screened, others) => {
      const rate = screeningRate(screened, screened + others)
      expect(rateText(rate) === '100%').toBe(others === 0 && screened > 0)
    }),
  )
})
