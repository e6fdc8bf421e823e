import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day } from '../../../kernel/day.ts'
import { Refusal, Refused } from '../../../kernel/refusal.ts'
import { payRuleFrom } from '../../calendar/rules/pay-date.ts'
import {
  awaitsConfirmation,
  findParameter,
  numberParameterFor,
  parameterFor,
  placesOf,
  textParameterFor,
  type Parameter,
} from './parameter.ts'
import { parameterKeys, shippedParameters } from './shipped.ts'

const on = day('2026-05-06')
const row = (
  place: string,
  value: number,
  from = '2020-01-01',
  to: string | null = null,
): Parameter => ({
  key: 'deposit-rate',
  place,
  value,
  unit: '‰',
  instrument: '',
  article: '',
  validFrom: day(from),
  validTo: to === null ? null : day(to),
  mark: 'read',
})

function refusalOf(work: () => unknown): Refusal | null {
  try {
    work()
    return null
  } catch (error) {
    if (error instanceof Refused) return Refusal.parse(error.refusal)
    throw error
  }
}

describe('looking a parameter up', () => {
  test('the nearest place wins: district, city, province, country', () => {
    const rows = [row('000000', 1), row('330000', 2), row('330100', 3), row('330106', 4)]
    const valueIn = (district: string) => parameterFor(rows, 'deposit-rate', district, on).value
    expect(['330106', '330102', '330206', '110101'].map(valueIn)).toEqual([4, 3, 2, 1])
    expect(placesOf('990101')).toEqual(['990101', '990100', '990000', '000000'])
  })

  test('only what holds on the day counts, the last that came into force first', () => {
    const rows = [
      row('000000', 1),
      row('330106', 2, '2021-01-01', '2023-12-31'),
      row('330106', 3, '2023-06-01'),
    ]
    const valueOn = (text: string) =>
      findParameter(rows, 'deposit-rate', '330106', day(text))?.value ?? null
    expect(valueOn('2019-12-31')).toBeNull()
    expect(valueOn('2020-12-31')).toBe(1)
    expect(valueOn('2023-05-31')).toBe(2)
    expect(valueOn('2023-06-01')).toBe(3)
    expect(valueOn('2024-01-01')).toBe(3)
  })

  test('a missing one is refused by name, never guessed', () => {
    const refusal = refusalOf(() => parameterFor([], 'minimum-wage', '330106', on))
    expect(refusal).toMatchObject({
      code: 'places.parameter-missing',
      values: { key: 'minimum-wage' },
    })
  })

  test('a text where a number is asked for is refused, and the other way round', () => {
    expect(
      refusalOf(() => numberParameterFor(shippedParameters, 'pay-date-default', '990101', on))
        ?.code,
    ).toBe('places.parameter-not-a-number')
    expect(
      refusalOf(() => textParameterFor(shippedParameters, 'sign-in-tries', '990101', on))?.code,
    ).toBe('places.parameter-not-a-text')
  })

  test('the order of rows does not matter', () => {
    const places = fc.constantFrom('330106', '330100', '330000', '000000')
    const rows = fc.uniqueArray(fc.tuple(places, fc.integer({ min: 2019, max: 2027 })), {
      selector: String,
    })
    fc.assert(
      fc.property(rows, (drawn) => {
        const made = drawn.map(([place, year], at) => row(place, at, `${year}-01-01`))
        const found = findParameter(made, 'deposit-rate', '330106', on)
        expect(findParameter(made.toReversed(), 'deposit-rate', '330106', on)).toEqual(found)
      }),
    )
  })
})

describe('the shipped parameters', () => {
  test('hold everywhere today, every key of them', () => {
    for (const key of parameterKeys) parameterFor(shippedParameters, key, '990101', on)
    const keys = new Set<string>(parameterKeys)
    expect(shippedParameters.filter((one) => !keys.has(one.key))).toEqual([])
  })

  test('what one county has published is a proposal elsewhere', () => {
    const markIn = (district: string) =>
      numberParameterFor(shippedParameters, 'arrears-age-red-months', district, on).mark
    expect(markIn('321023')).toBe('read-2')
    expect(markIn('330106')).toBe('proposal')
    expect(awaitsConfirmation({ mark: 'read-2' })).toBe(true)
    expect(awaitsConfirmation({ mark: 'confirmed' })).toBe(false)
  })

  test('the default pay date is a rule that the calendar knows, and awaits confirmation', () => {
    const parameter = textParameterFor(shippedParameters, 'pay-date-default', '990101', on)
    expect(payRuleFrom(parameter.value)).toEqual({ kind: 'last-workday-of-next-month' })
    expect(awaitsConfirmation(parameter)).toBe(true)
  })
})
