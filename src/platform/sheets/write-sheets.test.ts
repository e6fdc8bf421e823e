import { Buffer } from 'node:buffer'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, inflateRawSync } from 'node:zlib'
import * as xlsx from '@e965/xlsx'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { looksLikeFormula } from '../../kernel/formula-text.ts'
import { rowsIn } from '../../../tests/support/read-back.ts'
import { encodeGb18030 } from './gb18030.ts'
import { csvOf, csvText } from './write-csv.ts'
import { xlsxOf, type XlsxLimits } from './write-xlsx.ts'
import type { WrittenColumn, WrittenRow, WrittenSheet } from './written-sheet.ts'

const columns: readonly WrittenColumn[] = [
  { head: '姓名', kind: 'text', width: 12 },
  { head: '应发（元）', kind: 'money', width: 14 },
  { head: '工日', kind: 'hundredths', width: 10 },
  { head: '天数', kind: 'integer', width: 8 },
  { head: '发薪日', kind: 'day', width: 12 },
]

const head = {
  title: '工资台账',
  lines: [
    ['编制单位：某某区治欠办', '单位：元'],
    ['2026年9月', '制表人：赵甲一  制表日期：2026-11-23'],
  ],
} as const

function sheetOf(rows: readonly WrittenRow[], about: Partial<WrittenSheet> = {}): WrittenSheet {
  return { name: '台账', head, columns, pages: pagesOf(rows), total: () => null, ...about }
}

/** Pages of two rows, so that a page's end stands everywhere. */
async function* pagesOf(rows: readonly WrittenRow[]): AsyncGenerator<readonly WrittenRow[]> {
  for (let at = 0; at < rows.length; at += 2) yield rows.slice(at, at + 2)
}

async function bytesOf(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}

async function written(sheet: WrittenSheet, limits?: XlsxLimits): Promise<Buffer> {
  return bytesOf(xlsxOf(sheet, limits))
}

const someRows: WrittenRow[] = [
  ['赵甲一', 2_280_050, 3_800, 31, '2026-10-31'],
  ['钱*二', -5, 2_650, 0, null],
  ['9901**********0013', null, null, null, '2026-02-28'],
]

describe('xlsx', () => {
  test('what is written is read back: money and days as numbers, text as it stands', async () => {
    const total: WrittenRow = ['合计', 2_280_045, 6_450, 31, null]
    const [rows = []] = await rowsIn(await written(sheetOf(someRows, { total: () => total })))
    expect(rows[0]?.[0]).toBe('工资台账')
    expect(rows[3]).toEqual(['姓名', '应发（元）', '工日', '天数', '发薪日'])
    expect(rows[4]).toMatchObject(['赵甲一', 22_800.5, 38, 31, { date: '2026-10-31' }])
    expect(rows[5]).toEqual(['钱*二', -0.05, 26.5, 0])
    expect(rows[6]).toMatchObject(['9901**********0013', null, null, null, { date: '2026-02-28' }])
    expect(rows[7]).toEqual(['合计', 22_800.45, 64.5, 31])
  })

  test('the page is the office’s: head merged, heads repeated, landscape, numbered, its area named', async () => {
    const bytes = await written(sheetOf(someRows))
    const book = xlsx.read(bytes, { bookFiles: true, cellStyles: true })
    const sheet = book.Sheets['台账']
    expect(sheet?.['!merges']?.[0]).toEqual({ s: { r: 0, c: 0 }, e: { r: 0, c: 4 } })
    expect(sheet?.['!cols']?.map(({ width }) => width)).toEqual([12, 14, 10, 8, 12])
    expect(book.Workbook?.Names?.map(({ Name, Ref }) => [Name, Ref])).toEqual([
      ['_xlnm.Print_Area', "'台账'!$A$1:$E$7"],
      ['_xlnm.Print_Titles', "'台账'!$4:$4"],
    ])
    const xml = partOf(book, 'xl/worksheets/sheet1.xml')
    expect(xml).toContain('<oddFooter>&amp;C第 &amp;P 页 共 &amp;N 页</oddFooter>')
    expect(xml).toContain('orientation="landscape" fitToWidth="1" fitToHeight="0"')
    expect(xml).toContain('<pane ySplit="4" topLeftCell="A5"')
  })

  test('more rows than a sheet holds go on in the next, each with its head, the total on the last', async () => {
    const rows = Array.from({ length: 9 }, (_, at): WrittenRow => [`人${at}`, at, null, null, null])
    const total: WrittenRow = ['合计', 36, null, null, null]
    // Four lines of head, one kept for the total: five rows a sheet.
    const sheet = sheetOf(rows, { total: () => total })
    const sheets = await rowsIn(await written(sheet, { sheetRows: 10 }))
    expect(sheets.map((one) => one.slice(4).map(([name]) => name))).toEqual([
      ['人0', '人1', '人2', '人3', '人4'],
      ['人5', '人6', '人7', '人8', '合计'],
    ])
    expect(sheets[1]?.[0]?.[0]).toBe('工资台账（续 1）')
  })

  test('rows that fill a sheet to its last make no empty sheet behind it', async () => {
    const rows = Array.from({ length: 10 }, (_, at): WrittenRow => [`人${at}`, 1, 1, 1, null])
    const sheets = await rowsIn(await written(sheetOf(rows), { sheetRows: 10 }))
    expect(sheets.map((one) => one.length - 4)).toEqual([5, 5])
  })

  test('an empty list is a sheet with its heads', async () => {
    const [rows = []] = await rowsIn(await written(sheetOf([])))
    expect(rows.map((row) => row[0])).toEqual([
      '工资台账',
      '编制单位：某某区治欠办',
      '2026年9月',
      '姓名',
    ])
  })

  test('whatever the text, it is read back as it was, and never as a formula', async () => {
    const sign = fc.oneof(
      fc.constantFrom(
        '=',
        '+',
        '-',
        '@',
        '\t',
        '\r',
        '\n',
        '<',
        '&',
        '"',
        "'",
        '_x0041_',
        '＝',
        '𠮷',
      ),
      fc.string({ minLength: 1, maxLength: 3 }),
    )
    const text = fc.array(sign, { minLength: 1, maxLength: 6 }).map((signs) => signs.join(''))
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 5 }), async (texts) => {
        const sheet = sheetOf(texts.map((one) => [`始${one}`, null, null, null, one]))
        const bytes = await written({ ...sheet, head: null })
        const book = xlsx.read(bytes, { cellFormula: true })
        const cells = Object.values(book.Sheets['台账'] ?? {})
        expect(cells.filter((cell: { f?: string }) => cell.f !== undefined)).toEqual([])
        const [, ...rows] = (await rowsIn(bytes))[0] ?? []
        expect(rows.map((row) => row[0])).toEqual(texts.map((one) => holdable(`始${one}`)))
      }),
      { numRuns: 60 },
    )
  })

  test('the sum, the sizes and the place of every part are right', async () => {
    const bytes = await written(sheetOf(someRows))
    const names: string[] = []
    for (let at = bytes.readUInt32LE(bytes.length - 6); bytes.readUInt32LE(at) === 0x02014b50;) {
      const [crc, zipped, plain] = [16, 20, 24].map((field) => bytes.readUInt32LE(at + field))
      const length = bytes.readUInt16LE(at + 28)
      names.push(bytes.toString('utf8', at + 46, at + 46 + length))
      const start = bytes.readUInt32LE(at + 42) + 30 + length
      const content = inflateRawSync(bytes.subarray(start, start + (zipped ?? 0)))
      expect([content.length, crc32(content)]).toEqual([plain, crc])
      at += 46 + length
    }
    expect(names).toEqual([
      'xl/worksheets/sheet1.xml',
      'xl/workbook.xml',
      'xl/_rels/workbook.xml.rels',
      'xl/styles.xml',
      '_rels/.rels',
      '[Content_Types].xml',
    ])
    expect(bytes.readUInt16LE(bytes.length - 12)).toBe(names.length)
  })

  test('a fault while rows are read is thrown, not written', async () => {
    const pages = (async function* (): AsyncGenerator<readonly WrittenRow[]> {
      yield [['一', 1, 1, 1, null]]
      throw new Error('the database went away')
    })()
    await expect(written(sheetOf([], { pages }))).rejects.toThrow('the database went away')
  })

  test('who stops reading stops the rows', async () => {
    let asked = 0
    let ended = false
    const pages = (async function* (): AsyncGenerator<readonly WrittenRow[]> {
      try {
        for (;;) {
          asked += 1
          yield Array.from({ length: 500 }, (_, at): WrittenRow => [
            `人${asked} ${at}`,
            1,
            1,
            1,
            null,
          ])
        }
      } finally {
        ended = true
      }
    })()
    let pieces = 0
    for await (const _piece of xlsxOf(sheetOf([], { pages }))) {
      pieces += 1
      if (pieces === 10) break
    }
    await expect.poll(() => ended).toBe(true)
    expect(asked).toBeLessThan(200)
  })
})

/** What XML can hold of a text. */
function holdable(text: string): string {
  // oxlint-disable-next-line no-control-regex -- the signs that are meant
  return text.toWellFormed().replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
}

function partOf(book: xlsx.WorkBook, name: string): string {
  const files: unknown = Reflect.get(book, 'files')
  const parts = z
    .record(z.string(), z.object({ content: z.instanceof(Uint8Array).optional() }))
    .parse(files)
  return Buffer.from(parts[name]?.content ?? []).toString()
}

describe('csv', () => {
  const csv = async (rows: readonly WrittenRow[], encoding: 'utf-8' | 'gb18030') =>
    bytesOf(csvOf(sheetOf(rows), encoding))

  test('the heads, then the rows, plain numbers and days', async () => {
    const text = (await csv(someRows, 'utf-8')).toString()
    expect(text).toBe(
      '\uFEFF姓名,应发（元）,工日,天数,发薪日\r\n' +
        '赵甲一,22800.50,38.00,31,2026-10-31\r\n' +
        '钱*二,-0.05,26.50,0,\r\n' +
        '9901**********0013,,,,2026-02-28\r\n',
    )
  })

  test('in GB18030 it says the same, rare characters and all', async () => {
    const rows: WrittenRow[] = [['䶮𠮷㼆€', 1, 1, 1, null]]
    const bytes = await csv(rows, 'gb18030')
    expect(new TextDecoder('gb18030').decode(bytes)).toBe(
      (await csv(rows, 'utf-8')).toString().slice(1),
    )
    const [read = []] = await rowsIn(bytes, '表.csv')
    expect(read[1]?.[0]).toBe('䶮𠮷㼆€')
  })

  test('GB18030 has every sign that there is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(new TextDecoder('gb18030', { ignoreBOM: true }).decode(encodeGb18030(text))).toBe(
          text,
        )
      }),
    )
    expect(encodeGb18030('啊').toString('hex')).toBe('b0a1')
  })
})

describe('what begins like a formula', () => {
  test('is known in every width and behind blanks', () => {
    const formulas = [
      '=1',
      '+1',
      '-1',
      '@SUM(1)',
      '\t=1',
      '\r=1',
      '\n1',
      '＝1',
      '＋1',
      '－1',
      '＠1',
    ]
    expect(formulas.filter((one) => !looksLikeFormula(one))).toEqual([])
    expect([' =1', '\u3000＝1', '﹦1', '\u22121'].filter((one) => !looksLikeFormula(one))).toEqual(
      [],
    )
    expect(['赵甲一', '1-1', 'a@b', '', '9901**', '（=）', '*'].filter(looksLikeFormula)).toEqual(
      [],
    )
  })

  test('gets an apostrophe in csv, and only that one is taken away again', async () => {
    expect(csvText('=1+1')).toBe("'=1+1")
    expect(csvText("'=1+1")).toBe("''=1+1")
    expect(csvText("O'Neil")).toBe("O'Neil")
    expect(csvText('-5')).toBe("'-5")
    expect(csvText('@a,b')).toBe(`"'@a,b"`)
    const texts = ['=1+1', "'=1+1", "''=1", "O'Neil", "'赵", '-5', '@a,b', '\t=1', '＝1']
    const rows = texts.map((text): WrittenRow => [text, null, null, null, null])
    const [read = []] = await rowsIn(await bytesOf(csvOf(sheetOf(rows), 'utf-8')), '表.csv')
    expect(read.slice(1).map(([cell]) => cell)).toEqual(texts)
  })

  const file = join(import.meta.dirname, '../../../../shared/data/security/csv-injection.txt')
  test.skipIf(!existsSync(file))(
    'no known injection is left as it was in either form',
    async () => {
      const payloads = readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
      expect(payloads.length).toBeGreaterThan(4)
      const rows = payloads.map((payload): WrittenRow => [payload, null, null, null, null])
      const text = (await bytesOf(csvOf(sheetOf(rows), 'utf-8'))).toString()
      for (const line of text.split('\r\n').slice(1)) {
        expect(line.replace(/^"/, '')).not.toMatch(/^[=+\-@]/)
      }
      const bytes = await written(sheetOf(rows))
      const book = xlsx.read(bytes, { cellFormula: true, bookFiles: true })
      for (const cell of Object.values(book.Sheets['台账'] ?? {})) expect(cell.f).toBeUndefined()
      const [read = []] = await rowsIn(bytes)
      expect(read.slice(4).map(([cell]) => cell)).toEqual(payloads)
    },
  )
})
