import { festivals } from './holiday-notice.ts'

/**
 * A table of the same notice as its sentences: one row a festival (节日、放假、调休上班、天数), or one row a day
 * (日期、放假 or 上班). Null where the text is none.
 */
export function textOfTable(text: string): string | null {
  const lines = text.normalize('NFKC').split(/\r?\n/)
  const rows = lines.map(cellsOf).filter((cells) => cells.length > 1)
  const byFestival = rows.filter(([first = '']) => isFestival(first))
  if (byFestival.length >= fewestRows) return titleOf(text) + byFestival.map(festivalRow).join('')
  const byDay = rows.flatMap((cells) => dayRow(cells) ?? [])
  if (byDay.length < fewestRows) return null
  return titleOf(text) + sayingDays(byDay)
}

/** Two rows may be a list in a sentence; a table of a year has more. */
const fewestRows = 3

function cellsOf(line: string): string[] {
  const sign = line.includes('\t') ? '\t' : line.includes('|') ? '|' : ','
  return line
    .split(sign)
    .map((cell) => cell.replaceAll(/["\s]/g, ''))
    .filter((cell, at, all) => cell !== '' || (at > 0 && at < all.length - 1))
}

function isFestival(cell: string): boolean {
  const names = cell.split(/[、和及与/]/).map((name) => name.slice(0, 2))
  return names.every((name) => festivals.some((one) => one.slice(0, 2) === name))
}

/** A year's title, for the year that the rows leave out. */
function titleOf(text: string): string {
  const year = /(?:^|\D)(20\d\d)(?:\D|$)/.exec(text)?.[1]
  return year === undefined ? '' : `${year}年部分节假日安排。`
}

/** The first cell with days are the days off, the second the days worked instead. */
function festivalRow([name = '', ...cells]: readonly string[]): string {
  const [off = '', work = ''] = cells.filter((cell) => /\d(?:日|[-/.]\d)/.test(cell))
  const count = cells.find((cell) => /^\d{1,2}天?$/.test(cell))?.replace('天', '')
  const said = count === undefined ? '' : `,共${count}天`
  const worked = work === '' ? '' : `${bare(work)}上班。`
  return `${name.replaceAll('/', '、')}:${bare(off)}放假${said}。${worked}`
}

/** Without what the sentence will say itself. */
function bare(cell: string): string {
  return cell.replaceAll(/放假|调休|上班|[,。;]?共\d+天/g, '').replaceAll(/[,;]/g, '、')
}

interface DayRow {
  readonly on: string
  readonly festival: string | null
  readonly off: boolean
}

const offWords = new Set(['放假', '休', '休息', '休假', '节假日', '法定节假日', 'true', 'off'])
const workWords = new Set(['上班', '班', '补班', '调休上班', '工作日', 'false', 'work'])

function dayRow(cells: readonly string[]): DayRow | null {
  const on = cells.find((cell) => /^\d{4}(?:年|[-/.])\d{1,2}(?:月|[-/.])\d{1,2}日?$/.test(cell))
  if (on === undefined) return null
  const lower = cells.map((cell) => cell.toLowerCase())
  const off = lower.some((cell) => offWords.has(cell))
  if (off === lower.some((cell) => workWords.has(cell))) return null
  return { on, festival: cells.find(isFestival) ?? null, off }
}

/** Days by the festival they belong to; a day that names none stands with the one before it. */
function sayingDays(rows: readonly DayRow[]): string {
  const said = new Map<string, { off: string[]; work: string[] }>()
  let last = '元旦'
  for (const { on, festival, off } of rows) {
    last = festival ?? last
    const days = said.get(last) ?? { off: [], work: [] }
    said.set(last, days)
    days[off ? 'off' : 'work'].push(on.replaceAll(/[/.]/g, '-'))
  }
  return [...said]
    .map(([name, { off, work }]) => {
      const worked = work.length === 0 ? '' : `${work.join('、')}上班。`
      return `${name}:${off.join('、')}放假。${worked}`
    })
    .join('')
}
