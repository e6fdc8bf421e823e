import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hundredthsOf, minutesOf, roundedHundredthsOf } from './amount.ts'

describe('amounts become whole fen, exactly', () => {
  test.each([
    ['1234.5', 123_450],
    ['1234', 123_400],
    ['0.07', 7],
    ['22,800.00', 2_280_000],
    ['¥1,234.50', 123_450],
    ['￥ 1 234.50', 123_450],
    ['1234.5元', 123_450],
    ['人民币5000元整', 500_000],
    ['１２３４．５', 123_450],
    ['１，２３４', 123_400],
    ['1.2万', 1_200_000],
    ['-500', -50_000],
    ['(500.00)', -50_000],
    ['="5000"', 500_000],
    ['5000.000', 500_000],
    ['.5', 50],
    [' 5000 ', 500_000],
    ['', null],
    ['-', null],
    ['/', null],
    ['无', null],
    [null, null],
    [0, 0],
    [22_800, 2_280_000],
    [0.1 + 0.2, 30],
    [1.005, Number.NaN],
    [4533.333333333333, Number.NaN],
    ['1.005', Number.NaN],
    ['5千', Number.NaN],
    ['五千元', Number.NaN],
    ['1.2.3', Number.NaN],
    ['约5000', Number.NaN],
    ['3.30106E+17', Number.NaN],
    ['99999999999999', Number.NaN],
    [true, Number.NaN],
  ])('%j is %j', (cell, hundredths) => {
    expect(hundredthsOf(cell)).toBe(hundredths)
  })

  test('more decimals than two are rounded, half a fen up, by the digits and not by the float', () => {
    expect(roundedHundredthsOf(1.005)).toBe(101)
    expect(roundedHundredthsOf('1.005')).toBe(101)
    expect(roundedHundredthsOf(4533.333333333333)).toBe(453_333)
    expect(roundedHundredthsOf('2.0049')).toBe(200)
    expect(roundedHundredthsOf('不是数')).toBeNaN()
  })

  const wholeFen = fc.integer({ min: 0, max: 999_999_999_999 })
  const written = (fen: number) => `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`

  test('every amount written with two decimals comes back', () => {
    fc.assert(fc.property(wholeFen, (fen) => hundredthsOf(written(fen)) === fen))
  })

  test('marks, signs, spaces and full-width digits around it change nothing', () => {
    const wide = (text: string) =>
      [...text]
        .map((sign) =>
          sign >= '0' && sign <= '9' ? String.fromCharCode(sign.charCodeAt(0) + 0xfee0) : sign,
        )
        .join('')
    const marked = (fen: number) =>
      (fen / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })
    const dress = fc.constantFrom(
      (text: string) => `¥${text}`,
      (text: string) => `${text}元`,
      (text: string) => ` ${text} `,
      wide,
    )
    fc.assert(
      fc.property(wholeFen, dress, (fen, dressed) => {
        expect(hundredthsOf(dressed(written(fen)))).toBe(fen)
        expect(hundredthsOf(dressed(marked(fen)))).toBe(fen)
      }),
    )
  })

  test('an amount kept as a number comes back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e11, max: 1e11 }), (fen) => hundredthsOf(fen / 100) === fen),
    )
  })

  test('no text makes it throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const value = hundredthsOf(text)
        expect(value === null || Number.isNaN(value) || Number.isSafeInteger(value)).toBe(true)
      }),
    )
  })
})

describe('hours become whole minutes', () => {
  test.each([
    [9, 540],
    [3.5, 210],
    ['3.5', 210],
    ['9小时', 540],
    ['8h', 480],
    ['9:30', 570],
    ['34:30:00', 2070],
    ['8小时30分', 510],
    ['８．５', 510],
    ['', null],
    [null, null],
    ['√', Number.NaN],
  ])('%j is %j', (cell, minutes) => {
    expect(minutesOf(cell)).toBe(minutes)
  })
})
