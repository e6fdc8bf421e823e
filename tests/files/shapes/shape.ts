import type { Cell, Merge, Row } from '../../../src/kernel/sheet.ts'
import { creditCode } from '../../../src/worlds/identity.ts'
import { madeUpCard, madeUpId, madeUpPhone } from '../made-up.ts'

/** A sheet as an office sends it, and what comes out of it. */
export interface OfficeShape {
  /** Who sends it, and what is odd about it. */
  readonly name: string
  readonly file?: string
  readonly sheet?: string
  /**
   * One line a row, cells between bars. `1..31` and `10-1..10-31` are so many cells, `√*20` twenty of them, `*11` eleven
   * empty ones, `weekdays*31` the days of the week. `{id1}`, `{card1}`, `{phone1}`, `{code1}` are made-up numbers;
   * `@2026-10-03` is a cell that holds a day. Short numbers are numbers, unless a ' stands before them.
   */
  readonly rows: string
  /** Ranges as a spreadsheet writes them: A1:C1. */
  readonly merges?: string
  readonly is: {
    readonly kind: string
    readonly period?: string | null
    readonly accepted: number
    readonly rejected?: number
    readonly skipped?: number
    readonly workers?: number
    readonly daysPresent?: number
    /** 工日. */
    readonly days?: number
    readonly hours?: number
    readonly dueFen?: number
    readonly deductedFen?: number
    readonly netFen?: number
    readonly paidFen?: number
    /** `row code` of every finding but those of the sheet as a whole; left out, they are not looked at. */
    readonly findings?: readonly string[]
    /** The first record, as far as it is stated here. */
    readonly first?: object
  }
}

export function rowsOf(text: string): Row[] {
  const lines = text.split('\n')
  return lines
    .slice(lines[0]?.trim() === '' ? 1 : 0, lines.at(-1)?.trim() === '' ? -1 : undefined)
    .map((line) => line.split('|').flatMap((written) => cellsOf(written.trim())))
}

function cellsOf(written: string): Cell[] {
  if (written.startsWith("'")) return [cellOf(written)]
  const run = /^(.*?)(\d+)(\D*)\.\.(.*?)(\d+)\3$/.exec(written)
  if (run !== null && run[1] === run[4]) {
    const [from, to] = [Number(run[2]), Number(run[5])]
    return Array.from({ length: to - from + 1 }, (_, at) =>
      cellOf(`${run[1]}${from + at}${run[3]}`),
    )
  }
  const repeated = /^(.*)\*(\d+)$/.exec(written)
  if (repeated === null) return [cellOf(written)]
  const count = Number(repeated[2])
  if (repeated[1] === 'weekdays')
    return Array.from({ length: count }, (_, at) => '四五六日一二三'.charAt(at % 7))
  return Array.from({ length: count }, () => cellOf(repeated[1] ?? ''))
}

const numbers = { id: madeUpId, card: madeUpCard, phone: madeUpPhone, code: creditCodeOf } as const

function cellOf(written: string): Cell {
  if (written === '') return null
  if (written.startsWith("'")) return filled(written.slice(1))
  if (/^-?\d{1,11}(?:\.\d+)?$/.test(written) && !/^0\d/.test(written)) return Number(written)
  if (!written.startsWith('@')) return filled(written)
  const date = written.slice(1)
  const serial = Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / 86_400_000 + 25_569
  return { serial, date }
}

function filled(text: string): string {
  return text
    .replaceAll('\\n', '\n')
    .replaceAll(/\{(id|card|phone|code)(\d+)\}/g, (_, kind: string, no: string) => {
      const make =
        kind === 'id' || kind === 'card' || kind === 'phone' || kind === 'code'
          ? numbers[kind]
          : null
      return make === null ? '' : make(Number(no))
    })
}

function creditCodeOf(no: number): string {
  return creditCode('91', 60_000 + no)
}

export function mergesOf(text: string): Merge[] {
  return text
    .split(/\s+/)
    .filter((range) => range !== '')
    .map((range) => {
      const [, left = '', top, right = '', bottom] =
        /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(range) ?? []
      return {
        top: Number(top) - 1,
        left: columnOf(left),
        bottom: Number(bottom) - 1,
        right: columnOf(right),
      }
    })
}

function columnOf(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}
