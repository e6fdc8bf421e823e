import type { Cell } from '../../../kernel/sheet.ts'
import { isBlank, textOf, withoutExcelQuote } from './cell-text.ts'

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

/** Text with what people write around numbers: ￥, 元, 整, thousands marks, full-width digits, 万, (500.00). */
function fromDecimal(written: string, round: boolean): number {
  let text = withoutExcelQuote(written.trim())
    .normalize('NFKC')
    .replaceAll(/[\s,，'’]/g, '')
  text = text.replace(/^(?:人民币|RMB|CNY)/i, '').replace(/^([+-]?)[¥￥$]/, '$1')
  text = text.replace(/(?:元整|元|圆整|圆|天|工日|个工|工|日)$/, '')
  const inTenThousands = text.endsWith('万')
  if (inTenThousands) text = text.slice(0, -1)
  const bracketed = /^\((.+)\)$/.exec(text)
  if (bracketed?.[1] !== undefined) text = `-${bracketed[1]}`
  const parts = decimal.exec(text)
  if (parts === null || (parts[2] === undefined && !parts[3])) return NaN
  const places = inTenThousands ? 6 : 2
  const fraction = (parts[3] ?? '').replace(/0+$/, '')
  if (fraction.length > places && !round) return NaN
  const kept = fraction.slice(0, places).padEnd(places, '0')
  let value = Number((parts[2] ?? '0') + kept)
  if (fraction.length > places && fraction.charCodeAt(places) >= 53) value += 1
  if (!(value < limit)) return NaN
  return parts[1] === '-' && value !== 0 ? -value : value
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
  const text = textOf(cell).normalize('NFKC').replaceAll(/\s/g, '').toLowerCase()
  const clock = /^(\d{1,4}):([0-5]\d)(?::[0-5]\d)?$/.exec(text)
  if (clock !== null) return Number(clock[1]) * 60 + Number(clock[2])
  const spoken = /^(\d{1,4}(?:\.\d+)?)(?:h|小时|时|个小时)?(?:(\d{1,2})(?:m|min|分|分钟))?$/.exec(
    text,
  )
  if (spoken === null) return NaN
  return Math.round(Number(spoken[1]) * 60) + Number(spoken[2] ?? 0)
}
