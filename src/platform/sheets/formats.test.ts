import * as xlsx from '@e965/xlsx'
import { expect, test } from 'vitest'
import type { BookFormat, Cell } from '../../kernel/sheet.ts'
import { zipOf } from '../../../tests/files/zip-bytes.ts'
import { utf8 } from '../../../tests/files/made-up.ts'
import { openBook } from './open-book.ts'

interface ReadSheet {
  readonly name: string
  readonly hidden: boolean
  readonly hiddenRows: readonly number[]
  readonly hiddenColumns: readonly number[]
  readonly merges: number
  readonly rows: readonly (readonly Cell[])[]
}

async function read(
  bytes: Uint8Array,
  name: string,
): Promise<{ format: BookFormat; sheets: ReadSheet[] }> {
  const book = await openBook({ bytes }, name)
  const sheets: ReadSheet[] = []
  for await (const { rows: batches, merges, no: _no, date1904: _d, ...sheet } of book.sheets) {
    const rows: (readonly Cell[])[] = []
    for await (const batch of batches) rows.push(...batch.rows)
    sheets.push({ ...sheet, merges: merges.length, rows })
  }
  return { format: book.format, sheets }
}

const table = [
  ['姓名', '身份证号', '金额'],
  ['赵甲一', '990101199001010013', 5000.5],
  ['钱甲二', '990101199001010021', 4800],
]

function bookWithHidden(): xlsx.WorkBook {
  const book = xlsx.utils.book_new()
  const sheet = xlsx.utils.aoa_to_sheet(table)
  sheet['!rows'] = [{}, { hidden: true }]
  sheet['!cols'] = [{}, { hidden: true }]
  xlsx.utils.book_append_sheet(book, sheet, '工资')
  xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet([['旧表']]), '旧')
  book.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }] }
  return book
}

test.each([
  ['xlsx', '表.xlsx', 'xlsx', [2]],
  // The writer of this test leaves hidden rows out of old books; columns it knows.
  ['biff8', '表.xls', 'xls', []],
  ['biff8', '表.et', 'xls', []],
  ['xlsb', '表.xlsb', 'xlsb', [2]],
] as const)('%s called %s says what it hides', async (bookType, name, format, hiddenRows) => {
  const bytes = new Uint8Array(
    xlsx.write(bookWithHidden(), { type: 'buffer', bookType, cellStyles: true }),
  )
  const book = await read(bytes, name)
  expect(book.format).toBe(format)
  expect(book.sheets).toMatchObject([
    { name: '工资', hidden: false, hiddenRows, hiddenColumns: [1], rows: table },
    { name: '旧', hidden: true, hiddenRows: [], hiddenColumns: [] },
  ])
})

test('an OpenDocument book says what it hides, repeated rows and columns too', async () => {
  const cell = (text: string) =>
    `<table:table-cell office:value-type="string"><text:p>${text}</text:p></table:table-cell>`
  const content = `<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s">
    <office:automatic-styles><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>
    <office:body><office:spreadsheet>
    <table:table table:name="工资" table:style-name="ta1"><table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>
    <table:table-row>${cell('姓名')}${cell('班组')}${cell('卡号')}</table:table-row>
    <table:table-row table:number-rows-repeated="2" table:visibility="filter">${cell('赵甲一')}</table:table-row>
    <table:table-row table:visibility="collapse">${cell('钱甲二')}</table:table-row></table:table>
    <table:table table:name="旧" table:style-name="ta2"><table:table-row>${cell('x')}</table:table-row></table:table>
    </office:spreadsheet></office:body></office:document-content>`
  const bytes = zipOf([
    { name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet', method: 0 },
    { name: 'META-INF/manifest.xml', content: '<manifest/>' },
    { name: 'styles.xml', content: '<office:document-styles/>' },
    { name: 'content.xml', content },
  ])
  const { format, sheets } = await read(bytes, '表.ods')
  expect(format).toBe('ods')
  expect(sheets).toMatchObject([
    { name: '工资', hidden: false, hiddenRows: [2, 3, 4], hiddenColumns: [2] },
    { name: '旧', hidden: true, hiddenRows: [], hiddenColumns: [] },
  ])
})

test('XML of Excel 2003 with text, numbers, days, merges and hidden rows', async () => {
  const bytes = utf8(`<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="工资"><Table>
<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">某某项目 &amp; 工资表</Data></Cell></Row>
<Row ss:Hidden="1"><Cell><Data ss:Type="String">990101199001010013</Data></Cell><Cell><Data ss:Type="Number">5000.5</Data></Cell></Row>
<Row ss:Index="5"><Cell ss:Index="2"><Data ss:Type="DateTime">2026-05-31T00:00:00.000</Data></Cell></Row>
</Table></Worksheet></Workbook>`)
  const { format, sheets } = await read(bytes, '工资.xls')
  expect(format).toBe('xml')
  expect(sheets).toMatchObject([{ name: '工资', merges: 1, hiddenRows: [2] }])
  expect(sheets[0]?.rows[1]).toEqual(['990101199001010013', 5000.5])
  expect(sheets[0]?.rows[4]?.[1]).toMatchObject({ date: '2026-05-31' })
})

test('a page with several tables saved as .xls: each is a sheet, numbers keep their digits, GB18030 is told', async () => {
  const gb = Uint8Array.from([0xd0, 0xd5, 0xc3, 0xfb])
  const page = Buffer.concat([
    Buffer.from(
      '\r\n<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="gb2312"></head><body><table><tr><td colspan="2">',
    ),
    gb,
    Buffer.from(
      '</td></tr><tr><td style="mso-number-format:\'\\@\'">330106199001010018</td><td>1,200.00</td></tr></table><table><tr><td>2</td></tr></table></body></html>',
    ),
  ])
  const { format, sheets } = await read(new Uint8Array(page), '导出.xls')
  expect(format).toBe('html')
  expect(sheets.length).toBe(2)
  expect(sheets[0]?.rows).toEqual([['姓名'], ['330106199001010018', '1,200.00']])
  expect(sheets[0]?.merges).toBe(1)
})

const csv = '姓名,班组,金额\r\n赵甲一,一班,5000\r\n钱一二,开一班,4800.50\r\n'
const csvRows = [
  ['姓名', '班组', '金额'],
  ['赵甲一', '一班', '5000'],
  ['钱一二', '开一班', '4800.50'],
]

test.each([
  ['UTF-8', Buffer.from(csv)],
  ['UTF-8 with its mark', Buffer.from(`\ufeff${csv}`)],
  ['UTF-16 LE with its mark', Buffer.from(`\ufeff${csv}`, 'utf16le')],
  ['UTF-16 LE', Buffer.from(csv, 'utf16le')],
  ['UTF-16 BE with its mark', Buffer.from(`\ufeff${csv}`, 'utf16le').swap16()],
  ['UTF-16 BE', Buffer.from(csv, 'utf16le').swap16()],
  [
    'UTF-16 LE of tabs, as Excel saves “Unicode text”',
    Buffer.from(`\ufeff${csv.replaceAll(',', '\t')}`, 'utf16le'),
  ],
])('delimited text in %s', async (_, bytes) => {
  const { format, sheets } = await read(new Uint8Array(bytes), '工资.csv')
  expect(format).toBe('csv')
  expect(sheets).toMatchObject([{ name: '工资', rows: csvRows }])
})

test.each(['\n', '\r\n'])(
  'a machine’s log with line ends %j is a sheet of its columns',
  async (end) => {
    const lines = [
      '      126\t2020-01-07 10:34:08\t1\t0\t1\t0',
      '     2233\t2020-01-07 10:38:32\t1\t0\t1\t0',
      '',
    ]
    const { sheets } = await read(utf8(lines.join(end)), '1_attlog.dat')
    expect(sheets).toMatchObject([
      {
        name: '1_attlog',
        rows: [
          ['      126', '2020-01-07 10:34:08', '1', '0', '1', '0'],
          ['     2233', '2020-01-07 10:38:32', '1', '0', '1', '0'],
        ],
      },
    ])
  },
)
