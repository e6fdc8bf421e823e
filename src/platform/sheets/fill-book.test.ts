import { Buffer } from 'node:buffer'
import * as xlsx from '@e965/xlsx'
import { expect, test } from 'vitest'
import { blankForm } from '../../../tests/files/blank-form.ts'
import { rowsIn } from '../../../tests/support/read-back.ts'
import { fillBook } from './fill-book.ts'
import { zipOf } from './write-zip.ts'
import { bytesInMemory, directoryOf, smallTextOf } from './zip-entry.ts'

const people = ['示例学校', '示例桥梁', '=cmd|x', '示例 <医院> & 厂']
const filled = (count: number) => ({
  sheet: 1,
  list: {
    row: 4,
    count,
    columns: [
      { column: 0, values: Array.from({ length: count }, (_, at) => at + 1) },
      { column: 1, values: people.slice(0, count) },
      { column: 3, values: [12.5, 3, 0.1, null].slice(0, count) },
    ],
  },
  ones: [{ row: 7, column: 1, value: '赵甲' }],
})

async function partIn(bytes: Uint8Array, name: string): Promise<string> {
  const source = bytesInMemory(bytes)
  const entry = (await directoryOf(source)).find((one) => one.name === name)
  return entry === undefined ? '' : smallTextOf(source, entry, 1_000_000)
}
const sheetIn = (bytes: Uint8Array) => partIn(bytes, 'xl/worksheets/sheet1.xml')

test('what fits into the empty rows goes into them, in their dress, and nothing else moves', async () => {
  const bytes = await fillBook(await blankForm(), [filled(2)])
  const [rows = []] = await rowsIn(Buffer.from(bytes))
  expect(rows[3]).toEqual([1, '示例学校', null, 12.5])
  expect(rows[4]).toEqual([2, '示例桥梁', null, 3])
  expect(rows[6]).toEqual(['填表人', '赵甲'])
  const xml = await sheetIn(bytes)
  expect(xml).toContain('<row r="4" ht="22" customHeight="1"><c r="A4" s="3"><v>1</v></c>')
  expect(xml).toContain('<c r="C4" s="3"/>')
  expect(xml).toContain('<f>SUM(C4:C5)</f></c>')
  expect(xml).toContain('orientation="landscape"')
})

test('what does not fit puts rows in: sums grow, what stands below moves with its merged cells', async () => {
  const bytes = await fillBook(await blankForm(), [filled(4)])
  const [rows = []] = await rowsIn(Buffer.from(bytes))
  expect(rows.slice(3, 7).map((row) => row[1])).toEqual(people)
  expect(rows[8]).toEqual(['填表人', '赵甲'])
  const xml = await sheetIn(bytes)
  expect(xml).toContain('<f>SUM(C4:C7)</f>')
  expect(xml).toContain('<mergeCell ref="A8:B8"/>')
  expect(xml).toContain('<mergeCell ref="A2:A3"/>')
  expect(xml).toContain('<row r="7"><c r="A7" s="3"><v>4</v></c>')
  expect(xml).toContain('<row r="5" ht="22" customHeight="1"><c r="A5" s="3">')
  // Read by another program too.
  const book = xlsx.read(bytes, { cellStyles: true })
  expect(book.Sheets['台账']?.['B7']?.v).toBe('示例 <医院> & 厂')
  expect(book.Sheets['台账']?.['B6']?.t).toBe('s')
})

test('styles stay to the byte, sums are worked out anew, and the chain of calculation is gone', async () => {
  const blank = await blankForm()
  const bytes = await fillBook(blank, [filled(4)])
  expect(await partIn(bytes, 'xl/styles.xml')).toBe(await partIn(blank, 'xl/styles.xml'))
  expect(await partIn(bytes, 'xl/workbook.xml')).toContain(
    '<calcPr calcId="191029" fullCalcOnLoad="1"/>',
  )
  const names = (await directoryOf(bytesInMemory(bytes))).map(({ name }) => name)
  expect(names).not.toContain('xl/calcChain.xml')
  expect(await partIn(bytes, '[Content_Types].xml')).not.toContain('calcChain')
  expect(await partIn(bytes, 'xl/_rels/workbook.xml.rels')).not.toContain('calcChain')
})

test('none at all leaves the blank, five hundred fill it', async () => {
  const [empty = []] = await rowsIn(Buffer.from(await fillBook(await blankForm(), [filled(0)])))
  expect(empty[6]).toEqual(['填表人', '赵甲'])
  const many = {
    sheet: 1,
    list: {
      row: 4,
      count: 500,
      columns: [{ column: 2, values: Array.from({ length: 500 }, (_, at) => at) }],
    },
    ones: [],
  }
  const [rows = []] = await rowsIn(Buffer.from(await fillBook(await blankForm(), [many])))
  expect(rows[502]).toEqual([null, null, 499])
  expect(rows[503]?.[0]).toBe('合计')
})

test('what is no .xlsx, is broken, or holds programs is refused', async () => {
  const refused = (code: string) => ({ refusal: { code } })
  await expect(fillBook(Buffer.from('姓名,金额\n'), [])).rejects.toMatchObject(
    refused('sheets.form-not-xlsx'),
  )
  const pieces: Buffer[] = []
  const parts = [
    { name: '[Content_Types].xml', text: ['<Types/>'] },
    { name: 'xl/workbook.xml', text: ['<workbook/>'] },
    { name: 'xl/vbaProject.bin', text: ['x'] },
  ]
  for await (const piece of zipOf(parts)) pieces.push(piece)
  await expect(fillBook(Buffer.concat(pieces), [])).rejects.toMatchObject(
    refused('sheets.form-macros'),
  )
  const cut = (await blankForm()).subarray(0, 900)
  await expect(fillBook(cut, [filled(1)])).rejects.toMatchObject({ refusal: {} })
})
