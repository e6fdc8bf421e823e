import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, day, type PlainDate } from '../../../kernel/day.ts'
import { fen } from '../../../kernel/money.ts'
import { shippedCalendar } from '../../calendar/rules/calendar.ts'
import { shippedParameters } from '../../places/rules/shipped.ts'
import { industries } from '../../registry/rules/industry.ts'
import { ownerKinds } from '../../registry/rules/owner-kind.ts'
import { type ProjectSource, projectSources } from '../../registry/rules/project-source.ts'
import { projectStates } from '../../registry/rules/project-state.ts'
import {
  blindSpotParametersFor,
  type BlindSpotStanding,
  dueOnOf,
  ownerOf,
  stepOf,
  stepWhenStanding,
} from './blind-spot.ts'
import { dueSinceOf, expectedSources, missingOf, type ProjectSeen } from './expectation.ts'
import {
  type ExpectationRow,
  expectationsOn,
  whyNotAdd,
  whyNotEnd,
  whyNotSwitchOff,
} from './expectation-row.ts'
import { judge, type KnownSpot } from './judge.ts'
import { shippedExpectations } from './shipped-expectations.ts'

const today = day('2026-11-24')
const shipped = expectationsOn([], shippedParameters, '990101', today)
const everySource = new Set<ProjectSource>(projectSources)

const school: ProjectSeen = {
  id: 'school',
  industry: 'housing',
  ownerKind: 'government-district',
  state: 'building',
  contractSumFen: fen(1_000_000_00),
  begunOn: null,
  seen: new Map([['by-hand', day('2026-06-01')]]),
}
const seenBy = (...sources: ProjectSource[]) =>
  new Map(sources.map((source) => [source, day('2026-06-01')] as const))
const missingIn = (over: Partial<ProjectSeen>, on: PlainDate = today) =>
  missingOf({ ...school, ...over }, shipped, everySource, on).map(({ missing }) => missing)

test('房屋建筑 without a permit, an approval, taxes or the platform is missing in each; below 4,000,000 no tender is asked', () => {
  expect(missingIn({}).toSorted()).toEqual(
    ['construction-permit', 'development-reform', 'real-name-platform', 'tax'].toSorted(),
  )
  expect(missingIn({ contractSumFen: fen(4_000_000_00) })).toContain('tender')
  expect(missingIn({ contractSumFen: null })).toContain('tender')
})

test('a project below 300,000 yuan needs no permit (建筑工程施工许可管理办法 art. 2); an unstated sum excuses nobody', () => {
  expect(missingIn({ contractSumFen: fen(299_999_99) })).not.toContain('construction-permit')
  expect(missingIn({ contractSumFen: fen(300_000_00) })).toContain('construction-permit')
  expect(missingIn({ contractSumFen: null })).toContain('construction-permit')
})

test('water works are asked of the water department and not of permits; of an unknown industry permits are asked first', () => {
  const water = missingIn({ industry: 'water' })
  expect(water).toContain('water')
  expect(water).not.toContain('construction-permit')
  const unknown = missingOf({ ...school, industry: 'unknown' }, shipped, everySource, today)
  expect(unknown.find(({ missing }) => missing === 'construction-permit')?.rule).toBe('E-02')
})

test('a town is asked to have screened what was complained about, and nothing else', () => {
  expect(missingIn({})).not.toContain('town-screening')
  expect(missingIn({ seen: seenBy('complaint') })).toContain('town-screening')
})

test('a finished project is asked of nobody', () => {
  expect(missingIn({ state: 'finished' })).toEqual([])
})

test('the days of grace run from the later of its begin and of the first day on which it was seen', () => {
  const permit = shipped.find(({ rule }) => rule === 'E-01')
  if (permit === undefined) throw new Error('There is no E-01.')
  expect(dueSinceOf(school, permit)).toBe('2026-06-16')
  expect(dueSinceOf({ ...school, begunOn: day('2026-07-01') }, permit)).toBe('2026-07-16')
  expect(dueSinceOf({ ...school, begunOn: day('2025-07-01') }, permit)).toBe('2026-06-16')
  expect(missingIn({}, day('2026-06-16'))).not.toContain('construction-permit')
  expect(missingIn({}, day('2026-06-17'))).toContain('construction-permit')
})

test('of a source that has given no list nothing is asked', () => {
  expect(missingOf(school, shipped, new Set<ProjectSource>(['tax']), today)).toMatchObject([
    { missing: 'tax', rule: 'E-08', dueSince: '2026-07-31' },
  ])
})

const projects = fc.record({
  industry: fc.constantFrom(...industries),
  ownerKind: fc.constantFrom(...ownerKinds),
  state: fc.constantFrom(...projectStates),
  contractSumFen: fc.option(
    fc.integer({ min: 0, max: 1_000_000_000 }).map((sum) => fen(sum)),
    { nil: null },
  ),
  begunOn: fc.option(
    fc.integer({ min: -400, max: 400 }).map((days) => addDays(today, days)),
    { nil: null },
  ),
  seen: fc
    .array(fc.tuple(fc.constantFrom(...projectSources), fc.integer({ min: -300, max: 0 })))
    .map((all) => new Map(all.map(([source, days]) => [source, addDays(today, days)] as const))),
})

test('adding a source never opens a blind spot for that source, and closes the one that there was', () => {
  fc.assert(
    fc.property(projects, fc.constantFrom(...expectedSources), (project, source) => {
      const seen = new Map([...project.seen, [source, today] as const])
      const after = missingOf({ id: 'p', ...project, seen }, shipped, everySource, today)
      expect(after.map(({ missing }) => missing)).not.toContain(source)
    }),
  )
})

test('a project that nobody names is a blind spot nowhere, and no source is missing twice', () => {
  fc.assert(
    fc.property(projects, (project) => {
      const unseen = { id: 'p', ...project, seen: new Map() }
      expect(missingOf(unseen, shipped, everySource, today)).toEqual([])
      const found = missingOf({ id: 'p', ...project }, shipped, everySource, today)
      const sources = found.map(({ missing }) => missing)
      expect(new Set(sources).size).toBe(sources.length)
      expect(found.every(({ dueSince }) => dueSince < today)).toBe(true)
    }),
  )
})

test('with days that pass and nothing else, blind spots only come', () => {
  fc.assert(
    fc.property(projects, fc.integer({ min: 1, max: 400 }), (project, days) => {
      const of = (on: PlainDate) =>
        missingOf({ id: 'p', ...project }, shipped, everySource, on).map(({ missing }) => missing)
      expect(of(addDays(today, days))).toEqual(expect.arrayContaining(of(today)))
    }),
  )
})

const open: BlindSpotStanding = {
  state: 'open',
  outcome: null,
  times: 1,
  stands: true,
  closedOn: null,
}
const explained: BlindSpotStanding = {
  ...open,
  state: 'closed',
  outcome: 'explained',
  closedOn: today,
}

test('an open one closes by itself when it is named; an explained one stays closed while it stands', () => {
  expect(stepOf(open, 'missing')).toBeNull()
  expect(stepOf(open, 'named')).toEqual({ kind: 'close', why: 'named' })
  expect(stepOf(explained, 'missing')).toBeNull()
  expect(stepOf(explained, 'named')).toEqual({ kind: 'gone', why: 'named' })
})

test('missing again after it was gone, it is the same one, opened again', () => {
  const gone = { ...explained, stands: false }
  expect(stepOf(gone, 'named')).toBeNull()
  expect(stepOf(gone, 'missing')).toEqual({ kind: 'reopen', times: 2, why: 'missing-again' })
})

test('called handled and still not named after its days, it is opened again; explained it is not', () => {
  const figures = blindSpotParametersFor(shippedParameters, '990101', today)
  const handled = { ...explained, outcome: 'handled' as const }
  expect(stepWhenStanding(handled, addDays(today, 15), figures)).toBeNull()
  expect(stepWhenStanding(handled, addDays(today, 16), figures)).toEqual({
    kind: 'reopen',
    times: 2,
    why: 'still-missing',
  })
  expect(stepWhenStanding(explained, addDays(today, 99), figures)).toBeNull()
  expect(stepWhenStanding({ ...handled, stands: false }, addDays(today, 99), figures)).toBeNull()
})

test('whose it is: the authority that lists it, the town that screens, else the coordination office', () => {
  const office = { role: 'coordination-office', place: null }
  expect(ownerOf('construction-permit', null)).toEqual({ role: 'department', place: 'housing' })
  expect(ownerOf('water', '990101101')).toEqual({ role: 'department', place: 'water' })
  expect(ownerOf('town-screening', '990101101')).toEqual({ role: 'town', place: '990101101' })
  expect(ownerOf('town-screening', null)).toEqual(office)
  expect(ownerOf('tax', '990101101')).toEqual(office)
})

test('ten workdays from Tuesday 24 November 2026 end on Tuesday 8 December', () => {
  const figures = blindSpotParametersFor(shippedParameters, '990101', today)
  expect(dueOnOf(today, figures, shippedCalendar)).toBe('2026-12-08')
})

const wish = {
  missing: 'tax' as const,
  seenBy: [],
  industries: [],
  ownerKinds: [],
  states: [],
  fromSumFen: null,
  graceDays: 10,
  validFrom: today,
  validTo: null,
}
const added = (validFrom: string, validTo: string | null): ExpectationRow => ({
  kind: 'added',
  validFrom: day(validFrom),
  validTo: validTo === null ? null : day(validTo),
  expectation: { ...wish, rule: 'L-01' },
})
const codeOf = (refusal: { code: string } | null) => refusal?.code ?? null

test('negative days, a sum below nothing, a source expected to see itself, or an end before its begin are refused', () => {
  expect(whyNotAdd(wish, [], today)).toBeNull()
  expect(codeOf(whyNotAdd({ ...wish, graceDays: -1 }, [], today))).toBe('coverage.grace-negative')
  expect(codeOf(whyNotAdd({ ...wish, graceDays: 1.5 }, [], today))).toBe('coverage.grace-not-whole')
  expect(codeOf(whyNotAdd({ ...wish, fromSumFen: fen(-1) }, [], today))).toBe(
    'coverage.sum-negative',
  )
  expect(codeOf(whyNotAdd({ ...wish, seenBy: ['tax'] }, [], today))).toBe('coverage.seen-by-itself')
  expect(codeOf(whyNotAdd({ ...wish, validTo: addDays(today, -1) }, [], today))).toBe(
    'coverage.ends-before-begin',
  )
  expect(codeOf(whyNotAdd({ ...wish, validFrom: addDays(today, -1) }, [], today))).toBe(
    'coverage.begins-in-past',
  )
})

test('two of the same whose days overlap are refused; one after the other are not', () => {
  const standing = [added('2026-11-01', '2026-11-30')]
  expect(codeOf(whyNotAdd(wish, standing, today))).toBe('coverage.overlaps')
  expect(whyNotAdd({ ...wish, validFrom: day('2026-12-01') }, standing, today)).toBeNull()
  expect(whyNotAdd({ ...wish, industries: ['water'] }, standing, today)).toBeNull()
})

test('switched off on days that overlap is refused, and so is what is no rule', () => {
  const off: ExpectationRow = { kind: 'off', rule: 'E-01', validFrom: today, validTo: null }
  const days = { validFrom: today, validTo: null }
  expect(whyNotSwitchOff({ rule: 'E-01', ...days }, [], today)).toBeNull()
  expect(codeOf(whyNotSwitchOff({ rule: 'E-01', ...days }, [off], today))).toBe('coverage.overlaps')
  expect(codeOf(whyNotSwitchOff({ rule: 'E-99', ...days }, [], today))).toBe(
    'coverage.no-such-rule',
  )
  const rules = expectationsOn([off], shippedParameters, '990101', today).map(({ rule }) => rule)
  expect(rules).not.toContain('E-01')
  expect(rules).toHaveLength(shippedExpectations.length - 1)
})

test('a decision ends yesterday at the earliest, and not later than it said', () => {
  const ends = { validFrom: addDays(today, -5), validTo: null }
  expect(whyNotEnd(ends, addDays(today, -1), today)).toBeNull()
  expect(codeOf(whyNotEnd(ends, addDays(today, -2), today))).toBe('coverage.ends-in-past')
  const ended = { ...ends, validTo: addDays(today, -1) }
  expect(codeOf(whyNotEnd(ended, today, today))).toBe('coverage.ended-already')
  const until = { ...ends, validTo: addDays(today, 3) }
  expect(codeOf(whyNotEnd(until, addDays(today, 4), today))).toBe('coverage.ends-later')
})

test('judged over all or project by project, it is the same; judged again, nothing happens', () => {
  fc.assert(
    fc.property(fc.array(projects, { maxLength: 12 }), (list) => {
      const all = new Map(list.map((project, at) => [String(at), { id: String(at), ...project }]))
      const ground = { day: today, expectations: shipped, giving: everySource }
      const whole = judge(all, [], ground).fresh
      const parts = [...all].flatMap(([id, one]) => judge(new Map([[id, one]]), [], ground).fresh)
      expect(parts).toEqual(whole)
      const known = whole.map((one): KnownSpot => ({ ...open, ...one }))
      expect(judge(all, known, ground)).toEqual({ fresh: [], steps: [], moved: [] })
    }),
  )
})
