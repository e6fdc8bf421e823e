import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Refused } from '../../kernel/refusal.ts'
import type { Row, Sheet } from '../../kernel/sheet.ts'
import { sharedData, utf8, workbookBytes } from '../../../tests/files/made-up.ts'
import { openBook } from './open-book.ts'
import { zipOf } from '../../../tests/files/zip-bytes.ts'
import { readWorkbook, sheetsOf } from './workbook.ts'

const rows = [
  ['姓名', '身份证号', '金额', '日期'],
  ['赵甲一', '990101199001010013', 5000.5, '2026-05-31'],
  [],
  ['钱甲二', '990101199001010021', 4800, '2026-05-31'],
]

async function rowsOf(sheets: AsyncIterable<Sheet>): Promise<Row[][]> {
  const all: Row[][] = []
  for await (const sheet of sheets) {
    const sheetRows: Row[] = []
    for await (const batch of sheet.rows) {
      while (sheetRows.length < batch.firstRow - 1) sheetRows.push([])
      sheetRows.push(...batch.rows)
    }
    all.push(sheetRows)
  }
  return all
}

async function codeOf(bytes: Uint8Array, name: string): Promise<string> {
  try {
    await openBook({ bytes }, name)
    return 'opened'
  } catch (error) {
    return error instanceof Refused ? error.refusal.code : String(error)
  }
}

describe('a file is told by what it holds', () => {
  test.each(['xlsx', 'biff8', 'xlsb', 'ods'] as const)('%s under any name', async (format) => {
    const book = await openBook(
      { bytes: workbookBytes([{ name: '表', rows }], format) },
      '工资.csv',
    )
    expect(book.format).toBe(format === 'biff8' ? 'xls' : format)
    const [read = []] = await rowsOf(book.sheets)
    expect(read.filter((row) => row.length > 0)).toEqual(rows.filter((row) => row.length > 0))
  })

  test('a platform export that is HTML called .xls keeps the digits of its numbers', async () => {
    const book = await openBook(
      { bytes: workbookBytes([{ name: '表', rows }], 'html') },
      '导出.xls',
    )
    expect(book.format).toBe('html')
    const [read = []] = await rowsOf(book.sheets)
    expect(read[1]?.[1]).toBe('990101199001010013')
  })

  test('csv called .xls', async () => {
    const book = await openBook({ bytes: utf8('a,b\n1,2\n') }, '表.xls')
    expect(await rowsOf(book.sheets)).toEqual([
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ])
  })

  test('a path gives what the bytes give', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'sheets-')), 'long.csv')
    const text = 'a,赵甲一\n'.repeat(200_000)
    writeFileSync(path, text)
    const [fromPath = []] = await rowsOf((await openBook({ path }, 'long.csv')).sheets)
    expect(fromPath.length).toBe(200_000)
    expect(fromPath.every((row) => row[0] === 'a' && row[1] === '赵甲一')).toBe(true)
  })
})

describe('what cannot be read is refused plainly', () => {
  test.each([
    ['an empty file', new Uint8Array(), 'sheets.empty'],
    ['a PDF', utf8('%PDF-1.7 …'), 'sheets.not-a-sheet'],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d]), 'sheets.not-a-sheet'],
    ['a RAR', utf8('Rar!\x1a\x07…'), 'sheets.other-archive'],
    [
      'a page without a table',
      utf8('<!DOCTYPE html><html>请重新登录</html>'),
      'sheets.not-a-sheet',
    ],
    ['XML of something else', utf8('<?xml version="1.0"?><a><b>1</b></a>'), 'sheets.not-a-sheet'],
    ['a zip of files', zipOf([{ name: 'a.csv', content: 'a,b' }]), 'sheets.archive'],
    [
      'a document of Word',
      zipOf([
        { name: '[Content_Types].xml', content: '<Types/>' },
        { name: 'word/document.xml', content: '<a/>' },
      ]),
      'sheets.not-a-sheet',
    ],
    [
      'a workbook whose parts have a password',
      zipOf([
        { name: '[Content_Types].xml', content: '<Types/>', flags: 1 },
        { name: 'xl/workbook.xml', content: '<workbook/>', flags: 1 },
      ]),
      'sheets.encrypted',
    ],
    ['noise', Uint8Array.from({ length: 5000 }, (_, at) => (at * 37) % 251), 'sheets.not-a-sheet'],
    ['half a workbook', workbookBytes([{ name: '表', rows }]).subarray(0, 900), 'sheets.broken'],
    [
      'a broken old workbook',
      Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 1, 2, 3]),
      'sheets.broken',
    ],
  ])('%s', async (_, bytes, code) => {
    expect(await codeOf(bytes, '表.xlsx')).toBe(code)
  })

  test('a file that is not there', async () => {
    await expect(openBook({ path: '/nowhere/x.csv' }, 'x.csv')).rejects.toThrow('sheets.missing')
  })

  test.runIf(existsSync(sharedData))('workbooks with a password', async () => {
    for (const name of [
      'pass_protected.xlsx',
      'pass_protected.xlsb',
      'pass_protected.ods',
      'issue_385.xls',
    ]) {
      const path = join(sharedData, 'workbooks/calamine', name)
      await expect(openBook({ path }, name), name).rejects.toThrow('sheets.encrypted')
    }
  })
})

describe('days', () => {
  test.runIf(existsSync(sharedData))('books that count from 1904 say the same days', async () => {
    for (const name of ['date_1904.xlsx', 'date_1904.xls', 'date.xlsx', 'date.xls']) {
      const book = await openBook({ path: join(sharedData, 'workbooks/calamine', name) }, name)
      const [read = []] = await rowsOf(book.sheets)
      expect(read[0]?.[0], name).toMatchObject({ date: '2021-01-01' })
    }
  })
})

describe('the two readers of .xlsx: ours, and the one for books whose plan is broken', () => {
  test('give the same', async () => {
    const many = Array.from({ length: 2500 }, (_, at) => [
      `赵甲${at}`,
      at,
      at / 4,
      `a&b <${at}>`,
      null,
      at % 2 === 0,
    ])
    const bytes = workbookBytes([
      { name: '一', rows: [...rows, ...many] },
      { name: '二 & 三', rows },
    ])
    const whole = await rowsOf(sheetsOf(await readWorkbook(bytes)))
    const streamed = await rowsOf((await openBook({ bytes }, '表.xlsx')).sheets)
    expect(streamed).toEqual(whole)
  })

  test.runIf(existsSync(sharedData))('give the same of real workbooks', async () => {
    const names = [
      'readxl/datasets.xlsx',
      'readxl/dates-1900-LibreOffice.xlsx',
      'calamine/date_1904.xlsx',
      'readxl/inlineStr.xlsx',
    ]
    for (const name of names) {
      const bytes = readFileSync(join(sharedData, 'workbooks', name))
      const whole = await rowsOf(sheetsOf(await readWorkbook(bytes)))
      expect(await rowsOf((await openBook({ bytes }, name)).sheets), name).toEqual(whole)
    }
  })
})

test.runIf(!existsSync(sharedData))('skipped: no shared data (real workbooks)', () => {})
