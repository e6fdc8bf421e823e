/** Numerals as a bill writes them, as people write them, and as old keyboards do. */
const digitOf = new Map<string, number>(
  [
    '0零〇○Ｏ',
    '1一壹弌幺',
    '2二贰貳弍两',
    '3三叁參叄弎',
    '4四肆',
    '5五伍',
    '6六陆陸',
    '7七柒',
    '8八捌',
    '9九玖',
  ].flatMap((signs, digit) => [...signs].map((sign) => [sign, digit] as const)),
)

const unitOf = new Map<string, number>([
  ...[...'十拾'].map((sign) => [sign, 10] as const),
  ...[...'百佰陌'].map((sign) => [sign, 100] as const),
  ...[...'千仟阡'].map((sign) => [sign, 1000] as const),
])

const digits = [...digitOf.keys()].join('')
const numeral = `[${digits}十拾百佰陌千仟阡万萬亿億]`

/** What only a number in words has: a unit of ten beside a numeral, or 角 and 分. 1.2万 is none, 2万2千 is one. */
export const spelledSigns = new RegExp(
  `[${digits}][十拾百佰陌千仟阡角毛分]|[${digits.slice(1)}]{1,2}[元圆万萬]|[十拾百佰]|半(?:天|工|个工|日)?$`,
)

const spelled = new RegExp(
  `^([负-]?)(?:(${numeral}+)(?:元|圆|圓|块钱?|天|个工|工日?|个|$)(半)?)?` +
    `(?:[零〇0]?([${digits}])[角毛])?(?:[零〇0]?([${digits}])分)?(?:整|正|钱|天|工|日)?$`,
)

/**
 * 贰万贰仟捌佰元整, 壹万零伍拾元伍角贰分, 2万2千8百: as hundredths; NaN where it is none, or may be two (1万2 is
 * 10,002 to one and 12,000 to another).
 */
export function spelledHundredths(text: string): number {
  if (/^(?:半|半天|半个?工|半日)$/.test(text)) return 50
  const arabicHalf = /^(\d{1,3})(?:个半|天半|工半|个半工)(?:天|工)?$/.exec(text)
  if (arabicHalf !== null) return Number(arabicHalf[1]) * 100 + 50
  const parts = spelled.exec(text)
  if (parts === null) return NaN
  const [, sign, whole, half, tenths, hundredths] = parts
  if (whole === undefined && tenths === undefined && hundredths === undefined) return NaN
  const yuan = whole === undefined ? 0 : wholeOf(whole)
  const value =
    yuan * 100 +
    (half === undefined ? 0 : 50) +
    (digitOf.get(tenths ?? '') ?? 0) * 10 +
    (digitOf.get(hundredths ?? '') ?? 0)
  return sign !== '' && value !== 0 ? -value : value
}

/** A whole number in words: 亿, then 万, then the rest. */
export function wholeOf(text: string): number {
  const large = /^(.+?)[亿億](.*)$/.exec(text)
  if (large !== null) return above(large[1] ?? '', 100_000_000, large[2] ?? '')
  const tens = /^(.+?)[万萬](.*)$/.exec(text)
  if (tens !== null) return above(tens[1] ?? '', 10_000, tens[2] ?? '')
  return sectionOf(text)
}

function above(upper: string, unit: number, lower: string): number {
  const rest = lower === '' ? 0 : wholeOf(lower)
  // 1万2: a bare digit under 万 may be so many thousands.
  const isBare =
    !/^[零〇○0]/.test(lower) && !hasUnit(lower) && lower.length < String(unit).length - 1
  return lower !== '' && isBare ? NaN : wholeOf(upper) * unit + rest
}

function hasUnit(text: string): boolean {
  return /[十拾百佰陌千仟阡万萬]/.test(text)
}

/** Up to 9999 in words: units go down, each once; digits alone are read place by place (二〇〇〇). */
function sectionOf(text: string): number {
  let sum = 0
  let pending = ''
  let lastUnit = 10_000
  for (const sign of text) {
    const digit = digitOf.get(sign)
    if (digit !== undefined) {
      pending += String(digit)
      continue
    }
    const unit = unitOf.get(sign)
    if (unit === undefined || unit >= lastUnit) return NaN
    const count = pending.replace(/^0+(?=\d)/, '')
    if (count.length > 1) return NaN
    // 十五 begins without its one; 零拾零元 is how a form's empty places are filled.
    if (count === '' && sum > 0) return NaN
    sum += (count === '' ? 1 : Number(count)) * unit
    lastUnit = unit
    pending = ''
  }
  if (pending === '') return sum
  if (lastUnit === 10_000) return Number(pending)
  const isPlain =
    lastUnit === 10 || pending.startsWith('0') || pending.length === String(lastUnit).length - 1
  return isPlain ? sum + Number(pending) : NaN
}
