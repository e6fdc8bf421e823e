import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, day } from '../../../kernel/day.ts'
import { shippedCalendar } from './calendar.ts'
import { type GivenName, type Reckoning, whyNotReckon } from './statutory-deadline.ts'
import { statutoryRule, statutoryRules } from './statutory-rules.ts'

type Said = { at?: string; extend?: boolean } & Partial<Record<GivenName, string>>

function asked(on: string, { at, extend = false, ...given }: Said = {}): Reckoning {
  const from = { on: day(on), at: at ?? null }
  return { from, given, isExtended: extend, calendar: shippedCalendar }
}

function ruleOf(id: string) {
  const found = statutoryRule(id)
  if (found === undefined) throw new Error(`There is no rule ${id}.`)
  return found
}

function due(id: string, on: string, said: Said = {}): string {
  expect([id, whyNotReckon(ruleOf(id), asked(on, said))]).toEqual([id, null])
  return ruleOf(id).reckon(asked(on, said)).due
}

const refused = (id: string, on: string, said: Said = {}) => {
  const refusal = whyNotReckon(ruleOf(id), asked(on, said))
  return refusal === null ? null : [refusal.code, refusal.values?.['name'] ?? null]
}

/*
 * Reckoned by hand with the State Council's notices: 2026 has its Spring Festival rest from 15 to 23 February (worked: 14 and 28
 * February), National Day from 1 to 7 October (worked: 20 September and 10 October), Mid-autumn from 25 to 27 September.
 */
test.each([
  ['C01', '2026-03-02', {}, '2026-04-01'],
  // 2 May is a rest day of Labour Day, until 5 May.
  ['C02', '2026-04-02', {}, '2026-05-06'],
  ['C03', '2026-03-02', {}, '2026-03-30'],
  ['C03.contract', '2026-03-02', {}, '2026-03-30'],
  ['C04', '2026-03-10', { agreed: '2026-04-05' }, '2026-04-05'],
  ['C04', '2026-03-10', { agreed: '2026-04-25' }, '2026-04-10'],
  // An agreed pay day on a holiday moves earlier, never later.
  ['C05', '2026-10-05', {}, '2026-09-30'],
  ['C05', '2026-10-09', {}, '2026-10-09'],
  ['C06', '2026-03-31', {}, '2029-03-31'],
  ['C06.site', '2026-03-31', { cleared: '2026-08-15' }, '2029-08-15'],
  ['C06.site', '2026-03-31', { cleared: '2025-08-15' }, '2029-03-31'],
  ['C06.contract', '2024-02-29', {}, '2026-02-28'],
  ['C06.log', '2026-08-31', {}, '2027-02-28'],
  // 14 February, a Saturday, is worked; then nine days of rest.
  ['C07', '2026-02-11', {}, '2026-02-25'],
  ['C08', '2026-03-02', {}, '2026-05-28'],
  ['C08', '2026-03-02', { extend: true }, '2026-07-10'],
  ['C08', '2026-03-02', { suspended: '5', instrument: '某省条例 第二十条' }, '2026-06-04'],
  ['C09', '2026-03-02', {}, '2026-03-23'],
  ['C11', '2026-03-02', {}, '2026-03-11'],
  ['C11.hearing-ask', '2026-03-02', {}, '2026-03-09'],
  ['C11.hearing-notice', '2026-03-20', {}, '2026-03-11'],
  ['C11.service', '2026-03-02', {}, '2026-03-11'],
  ['C12', '2026-03-02', {}, '2026-03-17'],
  ['C13', '2026-03-02', {}, '2026-05-06'],
  ['C13.suit', '2026-03-02', {}, '2026-09-02'],
  ['C13.execution-opens', '2026-03-02', {}, '2026-09-02'],
  ['C13.execution-closes', '2026-03-02', {}, '2026-12-02'],
  ['C14', '2026-03-02', {}, '2026-03-16'],
  ['C15', '2026-03-02', {}, '2026-03-30'],
  ['C15', '2026-03-02', { extend: true }, '2026-04-28'],
  ['C16', '2026-03-02', {}, '2026-03-09'],
  ['C17', '2026-03-02', {}, '2029-03-02'],
  ['C17.removal', '2026-03-02', { corrected: '2026-05-20' }, '2026-11-20'],
  ['C17.removal', '2026-06-02', { corrected: '2026-05-20' }, '2026-12-02'],
  ['C17.removal-decision', '2026-03-02', {}, '2026-03-23'],
  ['C17.take-down', '2026-03-02', {}, '2026-03-16'],
  ['C18', '2026-03-03', {}, '2026-03-06'],
  // Calendar days, but the last one is a Sunday.
  ['C18', '2026-03-05', {}, '2026-03-09'],
  ['C18.hand-over', '2026-03-06', { at: '16:40' }, '2026-03-07T16:40+08:00'],
  ['C18.incomplete', '2026-02-28', { at: '23:59' }, '2026-03-01T23:59+08:00'],
  ['C19', '2026-03-02', {}, '2026-03-09'],
  ['C19.replenish', '2026-03-02', {}, '2026-03-16'],
  ['C19.confirm', '2026-03-02', {}, '2026-03-05'],
  ['C19.guarantee-reminder', '2026-03-31', {}, '2026-02-28'],
  ['C20', '2026-03-02', {}, '2026-04-01'],
  ['C20', '2026-03-02', { blocker: '2026-03-20' }, '2026-04-20'],
  ['C21', '2026-03-02', {}, '2026-03-17'],
  ['C21.objection', '2026-03-02', {}, '2026-03-09'],
  ['C21.finish', '2026-03-02', { extend: true }, '2026-06-01'],
  ['C22', '2025-03-03', {}, '2026-03-03'],
  ['C22.award', '2026-03-02', { extend: true }, '2026-05-06'],
  ['C23', '2026-03-02', {}, '2026-03-09'],
  ['C23.assign', '2026-03-02', {}, '2026-03-05'],
  ['C24', '2026-05-04', {}, '2026-06-30'],
  ['C24', '2026-12-31', {}, '2026-12-31'],
  ['C25', '2026-03-02', {}, '2026-04-01'],
  ['C26', '2026-03-02', {}, '2026-04-01'],
  ['C26', '2026-03-02', { days: '60' }, '2026-05-06'],
  ['C26.large', '2026-03-02', {}, '2026-05-06'],
] as const)('%s from %s with %o ends on %s', (id, on, said, end) => {
  expect(due(id, on, said)).toBe(end)
})

test('every row of the rulebook has its bare id, and no id stands twice', () => {
  const ids = statutoryRules.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const bare = Array.from({ length: 26 }, (_, at) => `C${String(at + 1).padStart(2, '0')}`)
  expect(ids.filter((id) => !id.includes('.'))).toEqual(bare)
})

test('C10 is no limit of labour inspection, and says which are', () => {
  expect(ruleOf('C10').doesNotApply).toMatch(/C08.*C09/)
  expect(statutoryRules.filter(({ doesNotApply }) => doesNotApply !== null)).toHaveLength(1)
})

describe('what is missing is named, and what is idle too', () => {
  test.each([
    ['C04', {}, ['calendar.input-missing', 'agreed']],
    ['C06.site', {}, ['calendar.input-missing', 'cleared']],
    ['C17.removal', {}, ['calendar.input-missing', 'corrected']],
    ['C18.hand-over', {}, ['calendar.time-missing', null]],
    ['C08', { suspended: '5' }, ['calendar.input-missing', 'instrument']],
    ['C08', { suspended: 'five', instrument: '某文件' }, ['calendar.input-number', 'suspended']],
    ['C04', { agreed: '2026-02-30' }, ['calendar.input-day', 'agreed']],
    ['C07', { agreed: '2026-02-20' }, ['calendar.input-unknown', 'agreed']],
    ['C07', { extend: true }, ['calendar.no-extension', null]],
    ['C26', { days: '61' }, ['calendar.too-many-days', null]],
  ] as const)('%s with %o', (id, said, expected) => {
    expect(refused(id, '2026-03-02', said)).toEqual(expected)
  })
})

test('a later start never ends earlier, whatever the rule', () => {
  const start = fc.integer({ min: 0, max: 2_500 }).map((at) => addDays(day('2019-03-01'), at))
  const every = statutoryRules.filter(({ doesNotApply }) => doesNotApply === null)
  const given: Partial<Record<GivenName, string>> = {
    agreed: '2099-12-31',
    cleared: '2019-01-01',
    corrected: '2019-01-01',
  }
  fc.assert(
    fc.property(fc.constantFrom(...every), start, fc.nat(40), (rule, on, more) => {
      const said = Object.fromEntries(rule.needs.map((name) => [name, given[name]]))
      const [one, other] = [on, addDays(on, more)].map(
        (from) => rule.reckon(asked(from, { ...said, at: '09:00' })).due,
      )
      expect(String(one) <= String(other)).toBe(true)
    }),
  )
})

test('what touches a year without its notice is provisional, and is a day all the same', () => {
  const reckoned = ruleOf('C08').reckon(asked('2026-12-01'))
  expect(reckoned.provisional).toBe(true)
  expect(reckoned.derivation.at(-1)?.because).toBe('calendar.year-not-published')
  expect(ruleOf('C05').reckon(asked('2027-03-10')).provisional).toBe(true)
  expect(ruleOf('C18.hand-over').reckon(asked('2027-03-10', { at: '09:00' })).provisional).toBe(
    false,
  )
})

test('steps are numbered from one, and the last day is the one that was reckoned', () => {
  for (const rule of statutoryRules.filter(({ doesNotApply }) => doesNotApply === null)) {
    const said = Object.fromEntries(rule.needs.map((name) => [name, '2026-04-20']))
    const { due: end, derivation } = rule.reckon(asked('2026-03-02', { ...said, at: '09:00' }))
    expect([rule.id, derivation.map(({ step }) => step)]).toEqual([
      rule.id,
      derivation.map((_, at) => at + 1),
    ])
    expect([rule.id, derivation.at(-1)?.day]).toEqual([rule.id, end])
  }
})
