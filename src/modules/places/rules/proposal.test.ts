import { expect, test } from 'vitest'
import { day } from '../../../kernel/day.ts'
import { whyNotAddParameter } from './new-parameter.ts'
import { whyNotDecide, whyNotPropose, whyNotWithdraw } from './proposal.ts'
import { parameterKeys } from './shipped.ts'
import { placeParameterKeys } from './shipped-risk.ts'
import { ruleOf, usesOf } from './uses.ts'

const wage = {
  key: 'minimum-wage-month',
  place: '990101',
  value: 2_490,
  unit: '元',
  instrument: '某市文件',
  article: '',
  validFrom: day('2026-01-01'),
  validTo: null,
  mark: 'confirmed' as const,
}
const proposed = { state: 'proposed', proposedBy: 'somebody' } as const

test('a figure is proposed from an instrument, and of one key one proposal waits', () => {
  expect(whyNotPropose(wage, [], [])).toBeNull()
  expect(whyNotPropose({ ...wage, instrument: ' ' }, [], [])).toMatchObject({ field: 'instrument' })
  expect(whyNotPropose(wage, [], [{ key: wage.key }])?.code).toBe('places.proposal-waiting')
  expect(whyNotPropose({ ...wage, value: -1 }, [], [])?.code).toBe('places.parameter-negative')
})

test('who proposed it does not decide it, a rejection says why, and nothing is decided twice', () => {
  expect(whyNotDecide(proposed, 'another', 'approve', '')).toBeNull()
  expect(whyNotDecide(proposed, 'somebody', 'approve', '')?.code).toBe('places.proposal-own')
  expect(whyNotDecide(proposed, 'another', 'reject', ' ')?.field).toBe('why')
  const done = { ...proposed, state: 'approved' } as const
  expect(whyNotDecide(done, 'another', 'reject', '不对')?.kind).toBe('wrong-state')
  expect(whyNotWithdraw(proposed, 'another')?.kind).toBe('not-allowed')
  expect(whyNotWithdraw(proposed, 'somebody')).toBeNull()
})

test('a text that nobody could read is refused: the pay date, how punches are counted', () => {
  const code = (key: string, value: string) =>
    whyNotAddParameter({ ...wage, key, value, unit: '规则' }, [])?.code ?? null
  expect(code('pay-date-default', 'last-workday-of-next-month')).toBeNull()
  expect(code('pay-date-default', 'day-of-next-month:15')).toBeNull()
  expect(code('pay-date-default', 'day-of-next-month:32')).toBe('places.parameter-not-a-pay-date')
  expect(code('shift-count', 'pairs')).toBeNull()
  expect(code('shift-count', 'guess')).toBe('places.parameter-not-a-choice')
})

test('of every key it is known what reads it', () => {
  const silent = [...parameterKeys, ...placeParameterKeys].filter((key) => usesOf(key).length === 0)
  expect(silent).toEqual([])
  expect(ruleOf('level-r-07')).toBe('R-07')
  expect(ruleOf('minimum-wage-month')).toBe('R-06')
  expect(ruleOf('arrears-age-red-months')).toBeNull()
})
