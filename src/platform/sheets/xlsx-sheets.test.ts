import { describe, expect, test } from 'vitest'
import { resultMissing, type Merge, type Row, type Sheet } from '../../kernel/sheet.ts'
import { xlsxOf } from '../../../tests/files/zip-bytes.ts'
import { openBook } from './open-book.ts'

async function firstOf(bytes: Uint8Array): Promise<Omit<Sheet, 'rows'> & { rows: Row[] }> {
  const book = await openBook({ bytes }, '表.xlsx')
  for await (const { rows: batches, ...sheet } of book.sheets) {
    const rows: Row[] = []
    for await (const batch of batches) {
      while (rows.length < batch.firstRow - 1) rows.push([])
      rows.push(...batch.rows)
    }
    return { ...sheet, rows }
  }
  throw new Error('the book has no sheet')
}

async function cellsOf(bytes: Uint8Array): Promise<Row[]> {
  return (await firstOf(bytes)).rows
}

const data = (rows: string) => `<sheetData>${rows}</sheetData>`

describe('what stands in cells', () => {
  test('a formula is its kept result, an error is as Excel writes it, a missing result is told from an empty cell', async () => {
    const rows = await cellsOf(
      xlsxOf(
        data(
          '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="e"><f>A9</f><v>#REF!</v></c>' +
            '<c r="C1"><f>SUM(A1:A2)</f></c><c r="D1"><f t="shared" si="0"/><v></v></c>' +
            '<c r="E1" t="str"><f>""</f><v></v></c><c r="F1" s="1"/><c r="G1" t="str"><f>A1&amp;"x"</f><v>2x</v></c></row>',
        ),
      ),
    )
    const [row = []] = rows
    expect([row[0], row[1], row[6]]).toEqual([2, '#REF!', '2x'])
    expect([row[2] === resultMissing, row[3] === resultMissing]).toEqual([true, true])
    expect([row[4] ?? null, row[5] ?? null]).toEqual([null, null])
  })

  test('a formula that calls out is the text it was kept with, and nobody is called', async () => {
    const rows = await cellsOf(
      xlsxOf(
        data(
          '<row r="1"><c r="A1" t="str"><f>_xlfn.WEBSERVICE("http://127.0.0.1:9/x")</f><v>旧值</v></c>' +
            '<c r="B1" t="str"><f>HYPERLINK("http://127.0.0.1:9","点我")</f><v>点我</v></c>' +
            '<c r="C1"><f>cmd|\' /c calc\'!A1</f></c></row>',
        ),
        {
          more: [
            { name: 'xl/externalLinks/externalLink1.xml', content: '<externalLink/>' },
            { name: 'xl/vbaProject.bin', content: 'x' },
          ],
        },
      ),
    )
    expect(rows[0]?.slice(0, 2)).toEqual(['旧值', '点我'])
    expect(rows[0]?.[2]).toBe(resultMissing)
  })

  test('text in runs, in CDATA, with entities and line ends, without its phonetic guide', async () => {
    const rows = await cellsOf(
      xlsxOf(
        data(
          '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>' +
            '<c r="C1" t="inlineStr"><is><t>a&amp;b&#20013;_x000D_\r\nc</t></is></c></row>',
        ),
        {
          strings:
            '<si><r><t>赵</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 甲一</t></r><rPh sb="0" eb="1"><t>zhao</t></rPh></si>' +
            '<si><t><![CDATA[a<b&c]]></t></si>',
        },
      ),
    )
    expect(rows[0]).toEqual(['赵 甲一', 'a<b&c', 'a&b中\r\nc'])
  })

  test('days of both date systems, by style number, by custom format and as ISO text', async () => {
    const styles =
      '<numFmts><numFmt numFmtId="177" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>' +
      '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="177"/><xf numFmtId="57"/></cellXfs>'
    const cells =
      '<row r="1"><c r="A1" s="1"><v>46173</v></c><c r="B1" s="2"><v>46173</v></c><c r="C1" s="3"><v>46173</v></c><c r="D1"><v>46173</v></c><c r="E1" t="d"><v>2026-05-31T08:00:00</v></c></row>'
    const [of1900 = []] = await cellsOf(xlsxOf(data(cells), { styles }))
    const day = { serial: 46_173, date: '2026-05-31' }
    expect(of1900.slice(0, 4)).toEqual([day, day, day, 46_173])
    expect(of1900[4]).toMatchObject({ date: '2026-05-31 08:00:00' })
    const workbookPr = '<workbookPr date1904="1"/>'
    const [of1904 = []] = await cellsOf(
      xlsxOf(data(cells.replaceAll('46173', '44711')), { styles, workbookPr }),
    )
    expect(of1904[0]).toEqual({ serial: 44_711, date: '2026-05-31' })
    expect(of1904[4]).toMatchObject({ date: '2026-05-31 08:00:00' })
  })

  test('a book whose elements have a prefix reads like any other', async () => {
    const plain = data(
      '<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c><c r="B1"><v>5</v></c></row>',
    )
    const prefixed = plain.replaceAll(/<(\/?)(?=\w)/g, '<$1x:')
    const bytes = xlsxOf('', {
      before: `<x:worksheet xmlns:x="main">${prefixed}</x:worksheet><!--`,
    })
    expect(await cellsOf(bytes)).toEqual([['甲', 5]])
  })
})

describe('what a sheet says of places', () => {
  test('merges, and hidden rows and columns, however many rows stand before them', async () => {
    const rows = Array.from(
      { length: 30_000 },
      (_, at) =>
        `<row r="${at + 1}"${at % 1000 === 7 ? ' hidden="1"' : ''}><c r="A${at + 1}"><v>${at * 7919}</v></c></row>`,
    )
    const sheet = await firstOf(
      xlsxOf(
        `<cols><col min="2" max="3" width="9" hidden="1"/><col min="5" max="16384" hidden="true"/></cols>${data(rows.join(''))}` +
          '<mergeCells count="2"><mergeCell ref="A1:C1"/><mergeCell ref="AA10:AB12"/></mergeCells>',
      ),
    )
    expect(sheet.rows.length).toBe(30_000)
    expect(sheet.merges).toEqual([
      { top: 0, left: 0, bottom: 0, right: 2 },
      { top: 9, left: 26, bottom: 11, right: 27 },
    ])
    expect(sheet.hiddenRows).toEqual(Array.from({ length: 30 }, (_, at) => at * 1000 + 8))
    expect(sheet.hiddenColumns.slice(0, 4)).toEqual([1, 2, 4, 5])
    expect(sheet.hiddenColumns.at(-1)).toBe(2047)
  })

  test('a cell that says hidden= hides nothing', async () => {
    const sheet = await firstOf(
      xlsxOf(
        data(
          '<row r="1"><c r="A1" t="inlineStr"><is><t>row r="9" hidden="1" mergeCell ref="A1:B2"</t></is></c></row>',
        ),
      ),
    )
    expect([sheet.hiddenRows, sheet.merges]).toEqual([[], []])
  })
})

describe('sheets that are made to be too much', () => {
  test('30,000 merges', async () => {
    const merges = Array.from(
      { length: 30_000 },
      (_, at) => `<mergeCell ref="A${at * 2 + 1}:A${at * 2 + 2}"/>`,
    )
    const sheet = await firstOf(
      xlsxOf(
        `${data('<row r="1"><c r="A1"><v>1</v></c></row>')}<mergeCells>${merges.join('')}</mergeCells>`,
      ),
    )
    expect(sheet.merges.length).toBe(30_000)
    expect(sheet.merges.at(-1)).toEqual<Merge>({
      top: 59_998,
      left: 0,
      bottom: 59_999,
      right: 0,
    })
  })

  test('16,384 columns: the first 2,048 are read', async () => {
    const cells = Array.from({ length: 16_384 }, (_, at) => `<c><v>${at}</v></c>`)
    const [row = []] = await cellsOf(xlsxOf(data(`<row r="1">${cells.join('')}</row>`)))
    expect([row.length, row[0], row.at(-1)]).toEqual([2048, 0, 2047])
  })

  test('a used range of 65,203 rows with 495 of them filled gives these at their places', async () => {
    const rows = Array.from({ length: 65_203 }, (_, at) =>
      at < 494 || at === 65_202
        ? `<row r="${at + 1}"><c r="A${at + 1}"><v>${at}</v></c></row>`
        : `<row r="${at + 1}" s="3" customFormat="1"/>`,
    )
    const read = await cellsOf(xlsxOf(data(rows.join(''))))
    expect(read.length).toBe(65_203)
    expect(read.filter((row) => row.length > 0).length).toBe(495)
    expect(read[65_202]).toEqual([65_202])
  })

  test('a million empty styled rows', async () => {
    const rows = Array.from(
      { length: 1_000_000 },
      (_, at) => `<row r="${at + 1}"><c r="A${at + 1}" s="1"/><c r="B${at + 1}" s="1"/></row>`,
    )
    let count = 0
    let filled = 0
    const book = await openBook({ bytes: xlsxOf(data(rows.join(''))) }, '表.xlsx')
    for await (const sheet of book.sheets) {
      for await (const batch of sheet.rows) {
        count += batch.rows.length
        filled += batch.rows.filter((row) => row.length > 0).length
      }
    }
    expect([count, filled]).toEqual([1_000_000, 0])
  })

  test('rows without end stop where Excel stops', async () => {
    const rows = await cellsOf(xlsxOf(data('<row/>'.repeat(1_200_000))))
    expect(rows.length).toBe(1_048_576)
  })
})

describe('entities', () => {
  test('of a file outside are not fetched, and those that multiply do not', async () => {
    const before =
      '<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>'
    const cell = (place: string, text: string) =>
      `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`
    const rows = await cellsOf(
      xlsxOf(data(`<row r="1">${cell('A1', '&x;')}${cell('B1', '&c;')}</row>`), { before }),
    )
    expect(rows).toEqual([['&x;', '&c;']])
  })
})

test('macros are said, and their book is read like any other', async () => {
  const more = [{ name: 'xl/vbaProject.bin', content: 'x' }]
  const sheet = data('<row r="1"><c r="A1"><v>1</v></c></row>')
  expect((await openBook({ bytes: xlsxOf(sheet, { more }) }, '表.xlsm')).macros).toBe(true)
  expect((await openBook({ bytes: xlsxOf(sheet) }, '表.xlsm')).macros).toBe(false)
})
