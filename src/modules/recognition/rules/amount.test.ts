import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hundredthsOf, minutesOf, roundedHundredthsOf } from './amount.ts'

/** A whole number below 10^12 in words, with the signs of each style. */
function inWords(value: number, digits: string, units: string): string {
  const section = (part: number): string => {
    let text = ''
    for (const [at, unit] of [1000, 100, 10, 1].entries()) {
      const digit = Math.trunc(part / unit) % 10
      if (digit > 0) text += digits.charAt(digit) + (at < 3 ? units.charAt(at) : '')
      else if (text !== '' && !text.endsWith(digits.charAt(0)) && part % unit > 0) {
        text += digits.charAt(0)
      }
    }
    return text
  }
  let text = ''
  for (const [at, unit] of [1e8, 1e4, 1].entries()) {
    const part = Math.trunc(value / unit) % 1e4
    if (part === 0) continue
    if (text !== '' && part < 1000) text += digits.charAt(0)
    text += section(part) + ['亿', '万', ''][at]
  }
  return text
}

function withFractions(fen: number, digits: string, units: string, whole: string): string {
  const yuan = Math.trunc(fen / 100)
  const [jiao, rest] = [Math.trunc(fen / 10) % 10, fen % 10]
  return (
    (yuan > 0 ? inWords(yuan, digits, units) + '元' : '') +
    (jiao > 0 ? `${digits.charAt(jiao)}角` : rest > 0 && yuan > 0 ? digits.charAt(0) : '') +
    (rest > 0 ? `${digits.charAt(rest)}分` : whole)
  )
}

const inCapitals = (fen: number) => withFractions(fen, '零壹贰叁肆伍陆柒捌玖', '仟佰拾', '整')
const inPlainHan = (fen: number) => withFractions(fen, '〇一二三四五六七八九', '千百十', '')
const inDigitsAndUnits = (fen: number) => withFractions(fen, '0123456789', '千百十', '')

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
    ['5千', 500_000],
    ['五千元', 500_000],
    ['贰万贰仟捌佰元整', 2_280_000],
    ['壹万零伍拾元伍角贰分', 1_005_052],
    ['贰万贰仟捌佰零拾零元零角零分', 2_280_000],
    ['2万2千8百', 2_280_000],
    ['负伍佰元', -50_000],
    ['500.00-', -50_000],
    ['22，800．50', 2_280_050],
    ['2,2800', 2_280_000],
    ['1234。50', 123_450],
    ['6200块', 620_000],
    ['22天半', 2250],
    ['半天', 50],
    ['1万2', Number.NaN],
    ['一千五', Number.NaN],
    ['22.800,00', Number.NaN],
    ['1,23', Number.NaN],
    ['六', Number.NaN],
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

  test('an amount in words comes back, in capitals, plainly, and mixed with digits', () => {
    const styles = fc.constantFrom<(fen: number) => string>(
      inCapitals,
      inPlainHan,
      inDigitsAndUnits,
    )
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999_999 }), styles, (fen, style) => {
        expect([style(fen), hundredthsOf(style(fen))]).toEqual([style(fen), fen])
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
