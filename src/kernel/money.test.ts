import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fen, yuanText } from './money.ts'

test('yuan have two decimals, and a mark before each three digits', () => {
  expect([0, 5, 99, 100, -5, -100, 99_999, 2_280_000, -123_456_789].map(fen).map(yuanText)).toEqual(
    ['0.00', '0.05', '0.99', '1.00', '-0.05', '-1.00', '999.99', '22,800.00', '-1,234,567.89'],
  )
})

test('any sum is written with the marks that Intl sets', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (value) => {
      const whole = Math.trunc(Math.abs(value) / 100).toLocaleString('en-US')
      const rest = String(Math.abs(value) % 100).padStart(2, '0')
      expect(yuanText(fen(value))).toBe(`${value < 0 ? '-' : ''}${whole}.${rest}`)
    }),
  )
})
