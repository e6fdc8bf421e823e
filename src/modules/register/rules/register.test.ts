import fc from 'fast-check'
import { expect, test } from 'vitest'
import { day } from '../../../kernel/day.ts'
import { Level } from '../../../kernel/level.ts'
import { shippedCalendar } from '../../calendar/rules/calendar.ts'
import { whyNotAddParameter } from '../../places/rules/new-parameter.ts'
import { shippedParameters } from '../../places/rules/shipped.ts'
import { type ClassFacts, classOf, classParametersFor, riskClasses } from './class.ts'
import {
  entryParametersFor,
  limitOf,
  nextCheckOn,
  ownerOf,
  stepOf,
  stepWhenStanding,
  whyNotCheckedOn,
  whyNotEdit,
  whyNotOpen,
  whyNotPropose,
  whyNotSignOff,
} from './entry.ts'
import { type FormSheet, startOf, whyNotTeach } from './form.ts'
import { type PriorityFacts, priorityOf, priorityParametersFor } from './priority.ts'
import { standardGradeOf, standardItems, standardParametersFor, whyNotDay } from './standard.ts'

const district = '990101'
const today = day('2026-11-24')
const classes = classParametersFor(shippedParameters, district, today)
const weights = priorityParametersFor(shippedParameters, district, today)
const entries = entryParametersFor(shippedParameters, district, today)
const none: ClassFacts = { pointsTenths: 0, overdueFen: 0, people: 0, gravest: null }

test('a project that owes half a million is A, one with fifty thousand B, one with nothing C, and each says by what', () => {
  expect(classOf({ ...none, overdueFen: 50_000_000 }, classes)).toEqual({
    class: 'A',
    because: [{ what: 'overdue', value: 500_000, threshold: 500_000 }],
  })
  expect(classOf({ ...none, overdueFen: 49_999_999 }, classes).class).toBe('B')
  expect(classOf({ ...none, overdueFen: 4_999_999 }, classes)).toEqual({ class: 'C', because: [] })
  expect(classOf({ ...none, gravest: 'red' }, classes)).toEqual({
    class: 'B',
    because: [{ what: 'level', value: 'red', threshold: 'red' }],
  })
  expect(classOf({ ...none, pointsTenths: 500, people: 50 }, classes).because).toHaveLength(2)
})

const facts = fc.record({
  pointsTenths: fc.integer({ min: 0, max: 1_000 }),
  overdueFen: fc.integer({ min: 0, max: 200_000_000 }),
  people: fc.integer({ min: 0, max: 500 }),
  gravest: fc.option(fc.constantFrom(...Level.options)),
})

test('the class is never better when points, sum, people or the gravest matter rise', () => {
  fc.assert(
    fc.property(facts, facts, (one, more) => {
      const graver = [one.gravest, more.gravest]
        .filter((level) => level !== null)
        .toSorted((a, b) => Level.options.indexOf(b) - Level.options.indexOf(a))
      const worse = {
        pointsTenths: one.pointsTenths + more.pointsTenths,
        overdueFen: one.overdueFen + more.overdueFen,
        people: one.people + more.people,
        gravest: graver[0] ?? null,
      }
      const at = (of: ClassFacts) => riskClasses.indexOf(classOf(of, classes).class)
      expect(at(worse)).toBeLessThanOrEqual(at(one))
    }),
  )
})

test('a threshold of 0 and a level of none are not asked', () => {
  const asked = (key: string, value: number | string) =>
    shippedParameters.map((one) => (one.key === key ? { ...one, value } : one))
  const rows = asked('class-b-points', 0)
  expect(classOf(none, classParametersFor(rows, district, today)).class).toBe('C')
  const noLevel = classParametersFor(asked('class-b-level', 'none'), district, today)
  expect(classOf({ ...none, gravest: 'red' }, noLevel).class).toBe('C')
})

test('a threshold below zero, and a word that no class can be, are refused with their sentence', () => {
  const own = {
    key: 'class-a-points',
    place: district,
    value: -1,
    unit: '积分',
    instrument: '本区办法',
    article: '',
    validFrom: day('2027-01-01'),
    validTo: null,
    mark: 'confirmed' as const,
  }
  expect(whyNotAddParameter(own, [])?.code).toBe('places.parameter-negative')
  const level = { ...own, key: 'class-a-level', value: 'purple' }
  expect(whyNotAddParameter(level, [])?.code).toBe('places.parameter-not-a-choice')
  expect(whyNotAddParameter({ ...level, value: 'red' }, [])).toBeNull()
  const overlapping = [{ ...own, value: 60, validFrom: day('2027-01-01') }]
  expect(whyNotAddParameter({ ...own, value: 50 }, overlapping)?.code).toBe(
    'places.parameter-overlaps',
  )
})

const money: fc.Arbitrary<PriorityFacts> = fc.record({
  overdueFen: fc.integer({ min: 0, max: 1_000_000_000 }),
  people: fc.integer({ min: 0, max: 1_000 }),
  balanceFen: fc.option(fc.integer({ min: 0, max: 1_000_000_000 })),
})

test('more owed, or more people, or less in the account never moves an entry back', () => {
  fc.assert(
    fc.property(money, fc.nat(500_000_000), fc.nat(500), (one, moreFen, morePeople) => {
      const now = priorityOf(one, weights).tenths
      const after = (of: Partial<PriorityFacts>) => priorityOf({ ...one, ...of }, weights).tenths
      expect(after({ overdueFen: one.overdueFen + moreFen })).toBeGreaterThanOrEqual(now)
      expect(after({ people: one.people + morePeople })).toBeGreaterThanOrEqual(now)
      if (one.balanceFen !== null) {
        expect(after({ balanceFen: one.balanceFen - moreFen })).toBeGreaterThanOrEqual(now)
        expect(after({ balanceFen: null })).toBeGreaterThanOrEqual(now)
      }
    }),
  )
})

test('the parts of a priority are its sum, and none is above its weight', () => {
  fc.assert(
    fc.property(money, (one) => {
      const { tenths, parts } = priorityOf(one, weights)
      expect(parts.reduce((sum, part) => sum + part.tenths, 0)).toBe(tenths)
      for (const part of parts) expect(part.tenths).toBeLessThanOrEqual(part.weight * 10)
    }),
  )
})

test('half a million of a hundred people, half of it in the account: 20, 30 and 15 points', () => {
  const { parts, tenths } = priorityOf(
    { overdueFen: 50_000_000, people: 100, balanceFen: 25_000_000 },
    weights,
  )
  expect(parts.map((part) => part.tenths)).toEqual([200, 300, 150])
  expect(tenths).toBe(650)
})

test('a class that becomes bad opens an entry once; while that stands it may flap as it likes', () => {
  expect(stepOf(null, 'C', 'B', today, entries)).toBe('open')
  expect(stepOf(null, 'B', 'A', today, entries)).toBe('open')
  expect(stepOf(null, 'A', 'B', today, entries)).toBeNull()
  expect(stepOf(null, 'B', 'C', today, entries)).toBeNull()
  for (const state of ['open', 'proposed'] as const) {
    expect(stepOf({ state, signedOn: null }, 'C', 'A', today, entries)).toBeNull()
  }
})

test('soon after the sign-off it is the same entry, later another; where nothing opens by itself, none', () => {
  const signed = (on: string) => ({ state: 'signed-off' as const, signedOn: day(on) })
  expect(stepOf(signed('2026-10-25'), 'C', 'B', today, entries)).toBe('reopen')
  expect(stepOf(signed('2026-10-24'), 'C', 'B', today, entries)).toBe('open')
  const never = { ...entries, opensFrom: { ...entries.opensFrom, value: 'none' } }
  expect(stepOf(null, 'C', 'A', today, never)).toBeNull()
  const onlyA = { ...entries, opensFrom: { ...entries.opensFrom, value: 'A' } }
  expect([stepOf(null, 'C', 'B', today, onlyA), stepOf(null, 'B', 'A', today, onlyA)]).toEqual([
    null,
    'open',
  ])
})

test('what stands on thirty days after its sign-off is opened again', () => {
  const signed = { state: 'signed-off' as const, signedOn: day('2026-10-25') }
  expect(stepWhenStanding(signed, 'A', day('2026-11-24'), entries)).toBeNull()
  expect(stepWhenStanding(signed, 'A', day('2026-11-25'), entries)).toBe('reopen')
  expect(stepWhenStanding(signed, 'C', day('2026-11-25'), entries)).toBeNull()
})

test('the town has it, and the office where there is no town; ten workdays for A', () => {
  const project = { id: 'p', town: '990101101', industry: 'housing' }
  expect(ownerOf('A', project, entries)).toEqual({ role: 'town', place: '990101101' })
  expect(ownerOf('A', { ...project, town: null }, entries).role).toBe('coordination-office')
  expect(limitOf('A', today, entries, shippedCalendar)).toBe('2026-12-08')
})

test('a check is due by the class’s days from the last one, or from the opening where that is later', () => {
  expect(nextCheckOn({ raisedOn: today, checkedOn: null }, 7)).toBe('2026-12-01')
  expect(nextCheckOn({ raisedOn: today, checkedOn: day('2026-11-25') }, 7)).toBe('2026-12-02')
  expect(nextCheckOn({ raisedOn: today, checkedOn: day('2026-10-01') }, 7)).toBe('2026-12-01')
})

test('nobody signs off what he proposed, nor without evidence, nor silently while the ledger shows arrears', () => {
  expect(whyNotPropose(0)?.code).toBe('register.evidence-missing')
  expect(whyNotPropose(1)).toBeNull()
  const of = { proposedBy: 'one', overdueFen: 1 }
  expect(whyNotSignOff(of, 'one', '已核对')?.code).toBe('register.own-sign-off')
  expect(whyNotSignOff(of, 'two', ' ')?.code).toBe('register.still-owes')
  expect(whyNotSignOff(of, 'two', '凭证已核对，尚未导入')).toBeNull()
  expect(whyNotSignOff({ ...of, overdueFen: 0 }, 'two', '')).toBeNull()
})

test('who is on the register already is not put there twice, and what is signed off is not edited', () => {
  const town = { roles: ['town' as const] }
  expect(whyNotOpen({ state: 'proposed', signedOn: null }, town)?.code).toBe(
    'register.open-already',
  )
  expect(whyNotOpen({ state: 'signed-off', signedOn: today }, town)).toBeNull()
  expect(whyNotOpen(null, { roles: ['leader'] })?.code).toBe('register.edit-not-yours')
  expect(whyNotEdit({ state: 'signed-off' }, town)?.code).toBe('register.signed-off')
  expect(whyNotCheckedOn(day('2026-11-25'), today, today)?.code).toBe('register.day-to-come')
  expect(whyNotCheckedOn(day('2026-11-23'), today, today)?.code).toBe(
    'register.check-before-opening',
  )
})

test('标准化等级: all ten items are A, eight B, the rest C (rulebook A28)', () => {
  const parameters = standardParametersFor(shippedParameters, district, today)
  const grade = (count: number) => standardGradeOf(standardItems.slice(0, count), parameters)
  expect([10, 9, 8, 7, 0].map(grade)).toEqual(['A', 'B', 'B', 'C', 'C'])
  expect(whyNotDay(day('2026-11-25'), today)?.code).toBe('register.day-to-come')
})

const sheet: FormSheet = {
  no: 1,
  name: '汇总',
  rows: [['欠薪台账'], ['序号', '项目', '欠薪', ''], ['', '', '人数', '金额'], ['', '', '', '']],
  merges: [
    { top: 1, left: 0, bottom: 2, right: 0 },
    { top: 1, left: 1, bottom: 2, right: 1 },
  ],
}

test('a form is filled below the whole of a merged head; heads that end in different rows are refused', () => {
  const cell = (row: number, column: number, figure: 'no' | 'people' | 'all-people') =>
    ({ sheet: 1, row, column, figure }) as const
  expect(startOf([sheet], cell(2, 0, 'no'))).toBe(4)
  expect(whyNotTeach([sheet], [cell(2, 0, 'no'), cell(3, 2, 'people')])).toBeNull()
  expect(whyNotTeach([sheet], [cell(2, 0, 'no'), cell(2, 2, 'people')])?.code).toBe(
    'register.form-uneven',
  )
  expect(whyNotTeach([sheet], [cell(2, 0, 'no'), cell(1, 2, 'all-people')])).toBeNull()
  expect(whyNotTeach([sheet], [cell(9, 0, 'no')])?.code).toBe('register.form-no-such-cell')
  expect(whyNotTeach([sheet], [cell(2, 0, 'no'), cell(2, 0, 'people')])?.code).toBe(
    'register.form-cell-twice',
  )
})
