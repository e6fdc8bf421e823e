import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvParser } from './csv.ts'
import { decodeWhole } from './decode-text.ts'

const spectrum = join(import.meta.dirname, '../../../../shared/data/csv')

function parse(text: string, pieces: readonly number[] = [], delimiter = ','): string[][] {
  const parser = csvParser(delimiter)
  const rows: string[][] = []
  let from = 0
  for (const size of pieces) {
    parser.push(text.slice(from, from + size), rows)
    from += size
  }
  parser.push(text.slice(from), rows)
  parser.end(rows)
  return rows
}

describe.runIf(existsSync(spectrum))('csv-spectrum', () => {
  const files = existsSync(spectrum) ? readdirSync(join(spectrum, 'csvs')) : []
  test.each(files)('%s', (file) => {
    const [head = [], ...rows] = parse(decodeWhole(readFileSync(join(spectrum, 'csvs', file))))
    const objects = rows.map((row) =>
      Object.fromEntries(head.map((key, at) => [key, row[at] ?? ''])),
    )
    const answer: unknown = JSON.parse(
      readFileSync(join(spectrum, 'json', file.replace('.csv', '.json')), 'utf8'),
    )
    // One of the copied files has lost its CR on the way; what it is for is that the line end stays inside.
    const plain = (value: unknown): unknown =>
      JSON.parse(JSON.stringify(value).replaceAll('\\r\\n', '\\n'))
    expect(plain(objects)).toEqual(plain(answer))
  })
})

test.runIf(!existsSync(spectrum))('skipped: no shared data (csv-spectrum)', () => {})

describe('rows', () => {
  test('any line end ends a row, the last needs none', () => {
    expect(parse('a,b\r\nc,d\ne,f\rg,h')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
      ['g', 'h'],
    ])
  })

  test('empty cells and empty lines keep their places', () => {
    expect(parse(',a,\n\n,\n')).toEqual([['', 'a', ''], [''], ['', '']])
    expect(parse('a,')).toEqual([['a', '']])
    expect(parse('')).toEqual([])
  })

  test('a quotation mark inside a bare cell, and signs after a closing one, are kept', () => {
    expect(parse('5" pipe,"a"b,c\n')).toEqual([['5" pipe', 'ab', 'c']])
  })

  test('a quotation that nothing closes is a sign like any other, not the rest of the file', () => {
    expect(parse('"a,b\nc,d')).toEqual([
      ['"a', 'b'],
      ['c', 'd'],
    ])
    const long = `"a,b\n${'c,d\n'.repeat(40_000)}`
    expect(parse(long, [1000, 70_000]).length).toBe(40_001)
  })

  test('the same rows come out however the text is cut', () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom(
        '',
        '"',
        '""',
        'a"b',
        '甲,乙',
        '行\n一',
        '\r\n',
        '990101199001010013',
        '赵甲一',
      ),
    )
    const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), {
      minLength: 1,
      maxLength: 6,
    })
    const cuts = fc.array(fc.nat({ max: 12 }), { maxLength: 20 })
    fc.assert(
      fc.property(table, cuts, fc.boolean(), (rows, pieces, endsLine) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
        const text = rows.map((row) => row.map(quoted).join(',')).join('\r\n')
        expect(parse(endsLine ? `${text}\r\n` : text, pieces)).toEqual(rows)
      }),
    )
  })

  test('bare rows come out the same however the text is cut', () => {
    const cell = fc.stringMatching(/^[^",\r\n]{0,20}$/)
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), {
      minLength: 1,
      maxLength: 6,
    })
    fc.assert(
      fc.property(table, fc.array(fc.nat({ max: 9 })), (rows, pieces) => {
        expect(parse(rows.map((row) => row.join(',')).join('\n'), pieces)).toEqual(rows)
      }),
    )
  })

  test('text without line ends that goes on for a megabyte is refused', () => {
    expect(() => parse('x'.repeat(2_000_000), [1_500_000])).toThrow('sheets.not-a-sheet')
  })
})
