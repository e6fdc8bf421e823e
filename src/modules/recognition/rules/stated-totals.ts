import { fen, yuanText } from '../../../kernel/money.ts'
import type { Cell, Row } from '../../../kernel/sheet.ts'
import { hundredthsOf, roundedHundredthsOf } from './amount.ts'
import { isBlank, textOf } from './cell-text.ts'
import { familyVocabulary, totalsOf } from './families.ts'
import type { Report } from './report.ts'
import { looksLikeId } from './row-kind.ts'
import type { AnyField, Shape } from './shape.ts'

/**
 * What the rows of totals of a table state, compared with the rows that they close. A total may close a page, a team, the
 * table, or all tables of its kind: it is right where it is the sum since any earlier total, or since the beginning.
 */
export interface StatedTotals {
  /** A row that is somebody's, or waits. */
  add(row: Row): void
  /** A row of totals: differences are said at it. */
  close(row: Row, rowNo: number): void
  /** A row without name or word that states just what stands above it. */
  isTotal(row: Row): boolean
  /** The sums so far, by field, for a total that closes several tables. */
  sums(): ReadonlyMap<string, number>
  readonly said: { equal: number; different: number }
}

export interface TotalsAbout {
  readonly shape: Shape
  readonly report: Report
  /** Distinct workers so far. */
  readonly workers: () => number
  /** Sums of the other tables of the sheet, and of those that this one goes on from: a total may close them too. */
  readonly others: () => readonly ReadonlyMap<string, number>[]
}

interface Summed {
  readonly field: AnyField
  readonly index: number
  readonly header: string
  readonly isMoney: boolean
}

const moneyFields: readonly AnyField[] = ['due', 'deducted', 'net', 'amount']
const countFields: readonly AnyField[] = ['workdays', 'daysPresent', 'hours', 'overtimeHours']
const mostCheckpoints = 200

/** Sums at a row of totals, and how many rows stood above it. */
interface Checkpoint {
  readonly sums: readonly number[]
  readonly lines: number
  readonly word: TotalWord
}

/** `part`: 本页, 小计, a team's; `all`: 总计, 累计; `plain`: 合计. */
type TotalWord = 'part' | 'all' | 'plain'

export function statedTotals(about: TotalsAbout): StatedTotals | null {
  const columns = summedColumns(about.shape)
  const grid = about.shape.kind === 'attendance-grid'
  const nameAt = (about.shape.columns.name ?? about.shape.columns.nameOverId)?.index ?? -1
  if (columns.length === 0 && nameAt < 0) return null
  const adder = sumsOf(columns, grid ? nameAt : -1)
  const checkpoints: Checkpoint[] = []
  const said = { equal: 0, different: 0 }
  const finder = compare(about, columns, adder, checkpoints, said)
  return {
    add: adder.add,
    close(row, rowNo) {
      const word = wordOf(row)
      finder.compareSums(row, rowNo, word)
      finder.compareWorkers(row, rowNo)
      if (checkpoints.length >= mostCheckpoints) checkpoints.shift()
      checkpoints.push({ sums: adder.all(), lines: adder.lines(), word })
    },
    isTotal: (row) => isBlank(row[nameAt]) && finder.isJustTheSum(row),
    sums: () => new Map(adder.all().map((sum, at) => [keyOf(columns[at]), sum])),
    said,
  }
}

function keyOf(column: Summed | undefined): string {
  return `${column?.field ?? ''} ${column?.header ?? ''}`
}

/** A family says itself which of its columns are summed. */
function summedColumns({ columns, deductions, kind }: Shape): Summed[] {
  const isFamily = familyVocabulary(kind) !== null
  const fields = isFamily ? totalsOf(kind) : [...moneyFields, ...countFields]
  const own = fields.flatMap((field): Summed[] => {
    const column = columns[field]
    if (column === undefined) return []
    const isMoney = isFamily || moneyFields.includes(field)
    return [{ field, index: column.index, header: column.headerText, isMoney }]
  })
  const singles = deductions.map(({ index, headerText }): Summed => {
    return { field: 'deducted', index, header: headerText, isMoney: true }
  })
  return [...own, ...singles]
}

interface Sums {
  add(row: Row): void
  /** Rows that are somebody's so far; of a worker's several rows the first. */
  lines(): number
  all(): number[]
  /** Of the first row of each worker only; the same as `all` where a worker has one. */
  first(): number[]
  /** By how much rounding to hundredths may have moved a sum; Infinity where a row could not be read. */
  slack(column: number): number
}

/** `nameAt`: the column that tells a worker's first row from those below; -1 where each row is a worker's. */
function sumsOf(columns: readonly Summed[], nameAt: number): Sums {
  const indexes = columns.map(({ index }) => index)
  const all = new Float64Array(columns.length)
  const first = new Float64Array(columns.length)
  const slack = new Float64Array(columns.length)
  let lines = 0
  const rounded = (cell: Cell | undefined, at: number): number => {
    const value = roundedHundredthsOf(cell)
    slack[at] = (slack[at] ?? 0) + (Number.isNaN(value) ? Infinity : 0.5)
    return Number.isNaN(value) ? 0 : value
  }
  return {
    add(row) {
      const isFirst = nameAt >= 0 && isFirstRow(row[nameAt])
      if (nameAt < 0 || isFirst) lines += 1
      for (let at = 0; at < indexes.length; at += 1) {
        const cell = row[indexes[at] ?? -1]
        let value = hundredthsOf(cell)
        if (value === null) continue
        if (Number.isNaN(value)) value = rounded(cell, at)
        all[at] = (all[at] ?? 0) + value
        if (isFirst) first[at] = (first[at] ?? 0) + value
      }
    },
    lines: () => lines,
    all: () => [...all],
    first: () => [...(nameAt < 0 ? all : first)],
    slack: (column) => slack[column] ?? 0,
  }
}

function isFirstRow(cell: Cell | undefined): boolean {
  return !isBlank(cell) && !looksLikeId(textOf(cell))
}

/** Which of the sums that a total may state it agrees with best: since any earlier total, of all tables, of each line. */
function agreement(
  about: TotalsAbout,
  columns: readonly Summed[],
  adder: Sums,
  checkpoints: readonly Checkpoint[],
) {
  const candidates = (word: TotalWord): number[][] => {
    const all = adder.all()
    const since = checkpoints.map(({ sums }) => all.map((sum, at) => sum - (sums[at] ?? 0)))
    const parts = since
      .filter((_, at) => (checkpoints[at]?.lines ?? 0) < adder.lines())
      .toReversed()
    const others = about
      .others()
      .reduce<readonly number[]>(
        (sums, other) =>
          columns.map((column, at) => (sums[at] ?? 0) + (other.get(keyOf(column)) ?? 0)),
        all,
      )
    const lastWord = checkpoints.at(-1)?.word
    const wholeFirst = word === 'all' || (word === 'plain' && lastWord === 'part')
    const first = adder.first()
    const under = all.map((sum, at) => sum - (first[at] ?? 0))
    return [...(wholeFirst ? [all, ...parts] : [...parts, all]), [...others], first, under]
  }
  const agrees = (stated: number, counted: number | undefined, at: number) =>
    counted !== undefined && Math.abs(stated - counted) <= adder.slack(at) + 0.01
  const best = (stated: readonly (number | null)[], word: TotalWord) => {
    let found: { sums: number[]; equal: number } | null = null
    for (const sums of candidates(word)) {
      const equal = stated.filter((sum, at) => sum !== null && agrees(sum, sums[at], at)).length
      if (found === null || equal > found.equal) found = { sums, equal }
    }
    return found
  }
  return { agrees, best }
}

function compare(
  about: TotalsAbout,
  columns: readonly Summed[],
  adder: Sums,
  checkpoints: readonly Checkpoint[],
  said: StatedTotals['said'],
) {
  const { report, shape } = about
  const { agrees, best } = agreement(about, columns, adder, checkpoints)
  return {
    compareSums(row: Row, rowNo: number, word: TotalWord): void {
      const stated = statedIn(row, columns)
      if (adder.lines() === 0 || stated.every((sum) => sum === null)) return
      const found = best(stated, word)
      if (found === null) return
      for (const [at, sum] of stated.entries()) {
        const column = columns[at]
        const counted = found.sums[at] ?? 0
        if (sum === null || column === undefined || adder.slack(at) === Infinity) continue
        if (agrees(sum, counted, at)) {
          if (sum !== 0) said.equal += 1
          continue
        }
        // The second row of a total (加班 below 出勤) closes what stands in the second rows.
        if (shape.rowsPerWorker > 1 && shape.kind === 'attendance-grid') continue
        said.different += 1
        report.find(rowNo, column.field, 'recognition.stated-total-differs', 'warning', {
          header: column.header,
          stated: figure(sum, column),
          counted: figure(counted, column),
        })
      }
    },
    compareWorkers(row: Row, rowNo: number): void {
      const stated = workersIn(row)
      const lines = adder.lines()
      if (stated === null || lines === 0) return
      const since = checkpoints.map((one) => lines - one.lines).filter((count) => count > 0)
      if ([lines, about.workers(), ...since].includes(stated)) {
        said.equal += 1
        return
      }
      // With tables beside or above it, nobody knows whom it counts.
      if (about.others().length > 0) return
      said.different += 1
      report.find(rowNo, 'name', 'recognition.stated-workers-differ', 'warning', {
        stated,
        counted: since.at(-1) ?? about.workers(),
      })
    },
    isJustTheSum(row: Row): boolean {
      const stated = statedIn(row, columns)
      const filled = stated.filter((sum) => sum !== null && sum !== 0).length
      if (filled === 0 || adder.lines() < 2) return false
      return (best(stated, 'plain')?.equal ?? 0) >= filled
    },
  }
}

function statedIn(row: Row, columns: readonly Summed[]): (number | null)[] {
  return columns.map(({ index }) => {
    const exact = hundredthsOf(row[index])
    const value = Number.isNaN(exact) ? roundedHundredthsOf(row[index]) : exact
    return value === null || Number.isNaN(value) ? null : value
  })
}

function figure(hundredths: number, { isMoney }: Summed): string | number {
  return isMoney ? yuanText(fen(Math.round(hundredths))) : Math.round(hundredths) / 100
}

function wordOf(row: Row): TotalWord {
  const texts = row.slice(0, 8).map((cell) => textOf(cell).replaceAll(/\s/g, ''))
  const said = texts.find((text) => /[合小总共累]\s*计/.test(text)) ?? ''
  if (/总计|累计|全月|全部/.test(said)) return 'all'
  return /小计|本页|当页|单页|本班|班组|页计|^.+?(?:班|组|队)合计/.test(said) ? 'part' : 'plain'
}

/** 共 12 人, 合计：12人: the workers that a row of totals says it closes. */
function workersIn(row: Row): number | null {
  for (const cell of row) {
    if (typeof cell !== 'string' || cell.length > 40) continue
    const count = /(?:^|[共计:(（\s])\s*(\d{1,6})\s*(?:人|名)(?![次均])/.exec(
      cell.normalize('NFKC'),
    )
    if (count !== null) return Number(count[1])
  }
  return null
}
