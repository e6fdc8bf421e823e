/** Capital numerals as banks write them; 圆 and 元, 万 and 萬, 零 and 〇 are one. */
const digits = new Map([...'零壹贰叁肆伍陆柒捌玖'].map((sign, value) => [sign, value]))
const plainer: Readonly<Record<string, string>> = {
  貳: '贰',
  參: '叁',
  叄: '叁',
  陸: '陆',
  萬: '万',
  億: '亿',
  圆: '元',
  圓: '元',
  〇: '零',
  两: '贰',
}
const places: Readonly<Record<string, number>> = { 拾: 10, 佰: 100, 仟: 1_000 }

/** A sum in capitals (贰万贰仟捌佰元整, 壹佰零伍元叁角) as whole fen; null where the text holds none. */
export function capitalFen(text: string): number | null {
  const plain = [...text.replaceAll(/\s/g, '')].map((sign) => plainer[sign] ?? sign).join('')
  const said = /([零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+)元([零壹贰叁肆伍陆柒捌玖角分]*)/.exec(plain)
  if (said === null) return null
  const yuan = wholeOf(said[1] ?? '')
  const jiao = digits.get(/([壹贰叁肆伍陆柒捌玖])角/.exec(said[2] ?? '')?.[1] ?? '') ?? 0
  const fen = digits.get(/([壹贰叁肆伍陆柒捌玖])分/.exec(said[2] ?? '')?.[1] ?? '') ?? 0
  return yuan * 100 + jiao * 10 + fen
}

/** 亿 and 万 multiply all that stands before them since the last of their sort. */
function wholeOf(text: string): number {
  let [all, part, digit] = [0, 0, 0]
  for (const sign of text) {
    const value = digits.get(sign)
    const place = places[sign]
    if (value !== undefined) digit = value
    else if (place !== undefined) {
      part += (digit === 0 && part === 0 ? 1 : digit) * place
      digit = 0
    } else {
      const unit = sign === '亿' ? 100_000_000 : 10_000
      all = (all + part + digit) * unit
      ;[part, digit] = [0, 0]
    }
  }
  return all + part + digit
}
