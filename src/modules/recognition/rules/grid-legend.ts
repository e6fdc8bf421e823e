import { hundredthsOf } from './amount.ts'
import type { Header } from './header-rows.ts'
import type { DayColumn } from './shape.ts'
import { looksAtRows, type Lines } from './sheet-lines.ts'

/** What a mark says of a day. */
export type MarkMeans = 'present' | 'half' | 'absent'

/** Marks of a grid, as the sheet itself explains them. */
export type Legend = ReadonlyMap<string, MarkMeans>

const present =
  '正常出勤|实际出勤|出满勤|全勤|出勤|上班|到岗|在岗|白班|夜班|全天|整天|一天|迟到|早退|出差|公出|外出|加班'
const half = '出勤半天|半天班|半天|半日|半勤|上午出勤|下午出勤|上半天|下半天'
const absentWords =
  '休息|轮休|公休|调休|补休|休假|休|事假|病假|工伤假?|旷工|旷|缺勤|未出勤|缺|请假|婚假|产假|丧假|陪产假|年假|年休|探亲假?|停工|下雨|雨天|放假|离场|退场|节假日'
const mark = '[√✓✔☑×xX✗✘╳○◯〇●◎⊙△▲☆★□■◇◆※⊕＋+\\-—/\\\\ΔAa-zB-Z]'
const between = '\\s*[-—–~:：=＝为是表示代，,(（"“”\\[]*\\s*'
const meaning = `${half}|${absentWords}|${present}`
const markFirst = new RegExp(`(${mark})${between}(${meaning})`, 'g')
const meaningFirst = new RegExp(`(${meaning})${between}(${mark})`, 'g')
const introduction = /^.*?(?:符号|图例|说明|标记|标识|记号|备注|注|填写|考勤)[^:：]{0,8}[:：]\s*/

/** What a line says that marks mean; empty where it explains none. One pair alone needs an introduction (注：√出勤). */
export function legendOf(text: string): Legend {
  const found = new Map<string, MarkMeans>()
  if (text.length < 3 || text.length > 400) return found
  const isIntroduced = introduction.test(text) || /代表|表示|[=＝]/.test(text)
  const body = text.replace(introduction, '')
  const first = pairs(body, markFirst, 1)
  const second = pairs(body, meaningFirst, 2)
  // √出勤×旷工: read from the wrong side, every mark would mean what its neighbour does.
  const beginsWithMark = new RegExp(`^[\\s\\d.、(（"“]*${mark}`).test(body)
  const best = beginsWithMark || first.length > second.length ? first : second
  if (best.length < 2 && !isIntroduced) return found
  for (const [sign, means] of best) found.set(plainMark(sign), means)
  return found
}

function pairs(text: string, pattern: RegExp, markAt: 1 | 2): (readonly [string, MarkMeans])[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const sign = match[markAt]
    const word = match[markAt === 1 ? 2 : 1]
    return sign === undefined || word === undefined ? [] : [[sign, meansOf(word)] as const]
  })
}

function meansOf(word: string): MarkMeans {
  if (new RegExp(`^(?:${half})$`).test(word)) return 'half'
  return new RegExp(`^(?:${absentWords})$`).test(word) ? 'absent' : 'present'
}

/** One sign for those that people do not tell apart. */
export function plainMark(sign: string): string {
  const plain = sign.normalize('NFKC')
  if (/^[✓✔☑]$/.test(plain)) return '√'
  if (/^[✗✘╳xX]$/.test(plain)) return '×'
  if (/^[◯〇]$/.test(plain)) return '○'
  return /^[Δ∆]$/.test(plain) ? '△' : plain
}

/** The legends above and below a grid, among the first rows of its sheet. */
export function legendOfLines(
  lines: Lines,
  header: Header,
  days: readonly DayColumn[],
): { legend?: Legend } {
  const legend = new Map<string, MarkMeans>()
  const dataRow = header.row + header.rows
  for (let row = 0; row < lines.count; row += 1) {
    if (row >= header.row && row < dataRow) continue
    for (const [sign, means] of legendOfRow(lines.rows[row] ?? [])) legend.set(sign, means)
  }
  if (!legend.has('○') && isCircleWork(lines, dataRow, days)) legend.set('○', 'present')
  // A sheet that goes on may tell below.
  return legend.size > 0 || lines.count < looksAtRows ? { legend } : {}
}

/** The legend of one row: of one cell, or with a mark and its meaning in cells of their own. */
export function legendOfRow(row: readonly unknown[]): Legend {
  const texts = row.filter((cell) => typeof cell === 'string' && cell.trim() !== '').map(String)
  if (texts.length === 0 || texts.length > 24) return new Map()
  const long = texts.find((text) => legendOf(text).size > 0)
  if (long !== undefined) return legendOf(long)
  return texts.length < 4 ? new Map() : legendOf(texts.slice(0, 24).join(' '))
}

/** ○ is rest beside √; where it is the only mark, it is the work. */
function isCircleWork(lines: Lines, dataRow: number, days: readonly DayColumn[]): boolean {
  let circles = 0
  let filled = 0
  for (let row = dataRow; row < lines.count; row += 1) {
    for (const { index } of days) {
      const text = plainMark(lines.text(row, index))
      if (text === '') continue
      filled += 1
      if (text === '○') circles += 1
      else if (/^[√●■★]$/.test(text) || (hundredthsOf(text) ?? 0) > 0) return false
    }
  }
  return circles > filled / 2
}
