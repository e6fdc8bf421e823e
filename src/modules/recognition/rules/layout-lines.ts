import type { Row } from '../../../kernel/sheet.ts'
import { textOf } from './cell-text.ts'
import { filledUpTo, textsOf } from './layout-heads.ts'
import type { ReadOptions } from './read-sheet.ts'
import { nobodyKindOf } from './row-kind.ts'
import type { Shape } from './shape.ts'
import { contextOf } from './sheet-context.ts'
import { linesOf } from './sheet-lines.ts'

/** A row of the file and its number, 1-based. */
export interface Line {
  readonly row: Row
  readonly rowNo: number
}

/** 一、木工班; 班组：钢筋班. A line of one cell, and nobody's name; a legend that ends in 夜班 has other signs in it. */
export function teamOf(row: Row, { kind, columns }: Shape): string | null {
  const hasPersons = columns.name !== undefined || columns.nameOverId !== undefined
  if (!hasPersons || kind === 'punch-list' || filledUpTo(row, 1) !== 1) return null
  const text = textsOf(row).trim().normalize('NFKC')
  const said =
    /^(?:[一二三四五六七八九十\d]{1,3}[、.)])?(?:班组(?:名称)?:)?([\p{Script=Han}\w#·()-]{1,14}?(?:班组|班|队|组))(?:[:(]?(?:共)?\d*人?\)?)?$/u.exec(
      text,
    )?.[1]
  return said === undefined || said.length < 2 ? null : said
}

/** Signatures and totals close what is above; what follows them stands over the table below. */
export function linesOver(held: readonly Line[]) {
  let from = held.length
  while (from > 0) {
    const line = held[from - 1]
    if (line === undefined || closes(line.row)) break
    from -= 1
  }
  return { before: held.slice(0, from), over: held.slice(from) }
}

const closing = /签字|签名|签章|盖章|审核|审批|复核|经办|会计|出纳|制表人|填表人/

function closes(row: Row): boolean {
  const why = nobodyKindOf(row, -1, -1)
  return why === 'total' || (why === 'signature' && row.some((cell) => closing.test(textOf(cell))))
}

/** Lines over a repeated header that speak of another month, team, project or firm. */
export function differs(lines: readonly Line[], shape: Shape, options: ReadOptions): boolean {
  if (lines.length === 0) return false
  const rows = lines.map(({ row }) => row)
  const said = contextOf(linesOf(rows, []), rows.length, '', '', options.date1904)
  const pairs = [
    [said.months.title, shape.period],
    [said.teamName, shape.teamName],
    [said.projectName, shape.projectName],
    [said.employerName, shape.employerName],
  ]
  return pairs.some(([now, before]) => now !== null && now !== undefined && now !== before)
}
