import type { Cell } from '../../../kernel/sheet.ts'
import { isBlank, textOf, withoutExcelQuote } from './cell-text.ts'
import { spelledHundredths, spelledSigns } from './spelled-number.ts'

/** Nobody's wage, and no sum of a sheet, has more digits than this in hundredths. */
const limit = 1e15

/**
 * A number of two decimals as whole hundredths (yuan → fen, 工日 → hundredths), exactly.
 * Null where the cell is empty, NaN where it is no such number.
 */
export function hundredthsOf(cell: Cell | undefined): number | null {
  if (typeof cell === 'string') {
    const quick = plainHundredths(cell)
    if (!Number.isNaN(quick)) return quick
    if (isBlank(cell)) return null
    return fromDecimal(cell, false)
  }
  if (cell === null || cell === undefined) return null
  if (typeof cell === 'boolean') return NaN
  return fromNumber(typeof cell === 'number' ? cell : cell.serial)
}

/** Fen of a cell in yuan (`scale` 1) or 万元 (10,000: six decimals are whole fen); null where empty, NaN where it is none. */
export function fenOf(cell: Cell | undefined, scale: 1 | 10_000): number | null {
  if (scale === 1) return hundredthsOf(cell)
  // 0.62万 in a column of 万元 is 6,200 yuan all the same.
  if (typeof cell === 'string' && /[万元]/.test(cell)) return hundredthsOf(cell)
  const text = typeof cell === 'string' ? cell.trim() : String(typeof cell === 'number' ? cell : '')
  const fen = hundredthsOf(cell)
  if (fen === null || !Number.isNaN(fen)) return fen === null ? null : fen * scale
  return hundredthsOf(`${text}万`)
}

/** The same where there are more than two decimals (a formula's result): half a hundredth goes up. */
export function roundedHundredthsOf(cell: Cell | undefined): number {
  if (typeof cell === 'string') return fromDecimal(cell, true)
  if (cell === null || cell === undefined || typeof cell === 'boolean') return NaN
  return fromDecimal(String(typeof cell === 'number' ? cell : cell.serial), true)
}

/** `1234.5` and `1234`, sign by sign: nearly every amount of a large file is written so. */
function plainHundredths(text: string): number {
  const length = text.length
  if (length === 0 || length > 15) return NaN
  let value = 0
  let decimals = -1
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at)
    if (code >= 48 && code <= 57) {
      if (decimals >= 0) decimals += 1
      if (decimals > 2) return NaN
      value = value * 10 + (code - 48)
    } else if (code === 46 && decimals < 0 && at > 0) decimals = 0
    else return NaN
  }
  const hundredths = decimals === 2 ? value : decimals === 1 ? value * 10 : value * 100
  return hundredths < limit ? hundredths : NaN
}

function fromNumber(value: number): number {
  const hundredths = Math.round(value * 100)
  if (!(Math.abs(hundredths) < limit)) return NaN
  // 0.1 + 0.2 is 0.30000000000000004: what a sum leaves behind is not a third decimal.
  const noise = 1e-6 + Math.abs(hundredths) * 2 ** -50
  return Math.abs(value * 100 - hundredths) < noise ? hundredths + 0 : NaN
}

const decimal = /^([+-]?)(\d{1,13})?(?:\.(\d*))?$/

/**
 * Text with what people write around numbers: ￥, 元, 整, thousands marks, full-width digits, 万, (500.00),
 * 500.00- as bookkeeping programs write it, and numerals in words (贰万贰仟捌佰元整).
 */
function fromDecimal(written: string, round: boolean): number {
  // Two lines of digits in one cell are two numbers.
  if (/\d\s*[\r\n]\s*\d/.test(written)) return NaN
  let text = withoutExcelQuote(written.trim())
    .normalize('NFKC')
    .replaceAll(/[\s'’]/g, '')
    .replaceAll('−', '-')
  text = text.replace(/^(?:人民币|RMB|CNY)[:：]?/i, '').replace(/^([+-]?)[¥￥$]/, '$1')
  const bracketed = /^\((.+)\)$/.exec(text)?.[1] ?? /^([\d.,，]+)-$/.exec(text)?.[1]
  if (bracketed !== undefined) text = `-${bracketed.replace(/^[¥￥$]/, '')}`
  if (spelledSigns.test(text)) {
    const fen = spelledHundredths(text)
    if (!Number.isNaN(fen)) return fen
  }
  text = text.replace(/(?:元整|元正|元|圆整|圆|块钱?|整|天|工日|个工|工|日|个)$/, '')
  const inTenThousands = text.endsWith('万')
  if (inTenThousands) text = text.slice(0, -1)
  // 1234。50: the full stop of the same key.
  const plain = withoutThousandsMarks(text.replace(/(?<=\d)。(?=\d)/, '.'))
  return plain === null ? NaN : fromDigits(plain, inTenThousands ? 6 : 2, round)
}

function fromDigits(text: string, places: number, round: boolean): number {
  const parts = decimal.exec(text)
  if (parts === null || (parts[2] === undefined && !parts[3])) return NaN
  const fraction = (parts[3] ?? '').replace(/0+$/, '')
  if (fraction.length > places && !round) return NaN
  const kept = fraction.slice(0, places).padEnd(places, '0')
  let value = Number((parts[2] ?? '0') + kept)
  if (fraction.length > places && fraction.charCodeAt(places) >= 53) value += 1
  if (!(value < limit)) return NaN
  return parts[1] === '-' && value !== 0 ? -value : value
}

/** 22,800.00 and 2,2800.00 without their marks; null where marks stand otherwise: 22.800,00 is another number. */
function withoutThousandsMarks(text: string): string | null {
  if (!/[,，]/.test(text)) return text
  const plain = text.replaceAll('，', ',')
  return /^[+-]?\d{1,4}(?:,\d{3})+(?:\.\d*)?$|^[+-]?\d{1,4}(?:,\d{4})+(?:\.\d*)?$/.test(plain)
    ? plain.replaceAll(',', '')
    : null
}

/** Hours as whole minutes: `9`, `3.5`, `9小时`, `9:30`, `8小时30分`. Null where empty, NaN where none. */
export function minutesOf(cell: Cell | undefined): number | null {
  if (typeof cell === 'number') return Math.round(cell * 60)
  if (cell === null || cell === undefined) return null
  if (typeof cell === 'boolean') return NaN
  if (typeof cell !== 'string') return Math.round(cell.serial * 60)
  const quick = plainHundredths(cell)
  if (!Number.isNaN(quick)) return Math.round(quick * 0.6)
  if (isBlank(cell)) return null
  if (/\d\s*[\r\n]\s*\d/.test(cell)) return NaN
  const text = textOf(cell).normalize('NFKC').replaceAll(/\s/g, '').toLowerCase()
  const clock = /^(\d{1,4}):([0-5]\d)(?::[0-5]\d)?$/.exec(text)
  if (clock !== null) return Number(clock[1]) * 60 + Number(clock[2])
  const half = /^(\d{1,4})(?:个半(?:小时|钟头|时)?|(?:小时|钟头|时)半)$/.exec(text)
  if (half !== null) return Number(half[1]) * 60 + 30
  const spoken =
    /^(\d{1,4}(?:\.\d+)?)(?:h|hrs?|小时|时|点|个(?:小时|钟头?)?|钟头)?(?:(\d{1,2})(?:m|min|分|分钟))?$/.exec(
      text,
    )
  if (spoken === null) return NaN
  return Math.round(Number(spoken[1]) * 60) + Number(spoken[2] ?? 0)
}
