import type { Cell, Row } from '../../../kernel/sheet.ts'
import { isBlank, textOf } from './cell-text.ts'
import { familyHeaderWords, familySenses } from './families.ts'
import { fieldWords } from './fields.ts'
import { senseOf } from './header-words.ts'

/*
 * Where in the stream of a sheet's rows another table begins: a row of header words. Every row is asked, so that most
 * are told apart by the first sign of two cells.
 */

const headWords = new Set(
  [...Object.values(fieldWords), ...familyHeaderWords].flatMap((words) => words.split(/\s+/)),
)
headWords.delete('')

/** The first signs of header words: a name mostly begins with none of them. */
const signs = new Uint8Array(65_536)
for (const word of headWords) signs[word.charCodeAt(0)] = 1

function mayBeWord(cell: Cell | undefined): boolean {
  return (
    typeof cell === 'string' &&
    cell !== '' &&
    cell.length <= 40 &&
    signs[cell.charCodeAt(0)] === 1 &&
    (headWords.has(cell) || (hasOtherSigns(cell) && isHeadWord(cell)))
  )
}

/** 姓 名, 应发（元）: written otherwise than the word itself. */
function hasOtherSigns(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code < 0x3400 || code > 0x9fff) return true
  }
  return false
}

/** A cell whose very word heads a column, in any kind of sheet. */
export function isHeadWord(text: string): boolean {
  const sense = senseOf(text)
  if (sense?.is === 'field' && sense.score === 1 && sense.field !== 'total') return true
  return familySenses.some((senseIn) => {
    const inFamily = senseIn(text)
    return inFamily?.is === 'field' && inFamily.score === 1
  })
}

const keyFields = new Set<string>([
  'seq',
  'name',
  'nameOverId',
  'idNumber',
  'card',
  'firm',
  'team',
  'projectName',
])

/** Whether it is worth looking at the whole row: what stands where names stand, or first, is a header's word. */
export function mayBeHead(row: Row, nameAt: number, firstAt: number): boolean {
  const name = row[nameAt]
  if (mayBeWord(name) || (firstAt !== nameAt && mayBeWord(row[firstAt]))) return true
  const isNameless = name === undefined || name === null || name === ''
  return isNameless && mayBeWord(row.find((cell) => !isBlank(cell)))
}

/** A row of words and no values: three of them head columns, or one that nothing but a header says is among them. */
export function isHeadRow(row: Row): boolean {
  let filled = 0
  let words = 0
  let keys = 0
  let heads = 0
  for (const cell of row) {
    const text = textOf(cell)
    if (text === '' || isDayNumber(text)) continue
    if (isValue(text)) return false
    filled += 1
    if (!isHeadWord(text)) continue
    words += 1
    const sense = senseOf(text)
    const isOther = sense === null || sense.is !== 'field'
    if (isOther || keyFields.has(sense.field)) keys += 1
    if (headOnly.test(text)) heads += 1
  }
  if (heads > 0 && filled >= 3) return true
  if (words >= 3) return words * 2 >= filled && (keys > 0 || words >= 5)
  return words === 2 && filled === 2 && keys > 0
}

/** Nobody is called so, and nothing but a header says so. */
const headOnly = /^序\s*号$|^(?:工人|人员|员工|民工|农民工)?姓\s*名$/

function isDayNumber(text: string): boolean {
  return /^(?:[12]?\d|3[01])[日号]?$/.test(text)
}

function isValue(text: string): boolean {
  return (
    /^[-+]?\d[\d,]*(?:\.\d+)?$/.test(text) ||
    /^\d{15,18}[\dXx]?$/.test(text) ||
    /^\d{4}[-/.年]\d{1,2}[-/.月]\d/.test(text)
  )
}

/** A row's texts as one, to tell whether it is the same header again; spaces do not matter. */
export function textsOf(row: Row): string {
  return row
    .map((cell) => textOf(cell).replaceAll(/\s+/g, ''))
    .join('\t')
    .trimEnd()
}

/** How many cells of a row are filled, counted no further than one past the limit. */
export function filledUpTo(row: Row, limit: number): number {
  let filled = 0
  for (let index = 0; index < row.length && filled <= limit; index += 1) {
    const cell = row[index]
    if (cell !== null && cell !== undefined && cell !== '') filled += 1
  }
  return filled
}
