import * as xlsx from '@e965/xlsx'
import { describe, expect, test } from 'vitest'
import { madeUpCard, madeUpId } from '../../../tests/files/made-up.ts'
import { district } from '../../../tests/support/district.ts'
import { look } from '../../platform/act.ts'
import { encodeGb18030 } from '../../platform/sheets/gb18030.ts'
import { aDistrict } from '../places/fixtures.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import { aProject } from '../registry/fixtures.ts'
import { riskHears } from '../risk/hears.ts'
import { wagesHears } from '../wages/hears.ts'
import { ledgerByProjectMonth } from '../wages/views.ts'
import { commitBatch } from './commit-batch.ts'
import { exchangeHears } from './hears.ts'
import { makeReturnedCopy } from './make-returned-copy.ts'
import { openBatch } from './open-batch.ts'
import { readBatch } from './read-batch.ts'
import { receiveSourceFile } from './receive-file.ts'
import { viewBatch } from './views-batch.ts'

/*
 * A sender's own book goes back to him with the reasons, is mended in one cell by his own program, and comes in again:
 * in each format that offices send, and saved again as another.
 */

const here = await district({ hearers: [...wagesHears, ...riskHears, ...exchangeHears] })
const office = here.at('2026-11-23')
await shipParameters(here.platform, office.now)
await aDistrict(office, { code: here.code, name: '示范区', demo: true })

async function dropped(name: string, bytes: Uint8Array, projectId: string | null) {
  const { id } = await openBatch(office, { projectId })
  const once = async function* () {
    yield bytes
  }
  await receiveSourceFile(office, { batchId: id, no: 1, name }, once())
  await readBatch(office, id)
  await here.settle()
  return batchAndFile(id)
}

async function batchAndFile(batchId: string) {
  const batch = await viewBatch(office, batchId)
  const [file] = batch.files
  if (file === undefined) throw new Error('the batch has no file')
  return { batch, file, sheets: file.understood?.sheets ?? [] }
}

async function committed(batchId: string) {
  await commitBatch(office, batchId)
  await here.settle()
  return batchAndFile(batchId)
}

const ruined = 330_106_199_001_010_000

/** A pay sheet as a site keeps it: title, a merged head, money and days as its program has them, a formula. */
function paySheet(no: number): xlsx.WorkSheet {
  const sheet = xlsx.utils.aoa_to_sheet([
    ['某安置房项目 2026 年 8 月农民工工资表'],
    [],
    ['序号', '姓名', '证件号码', '银行卡号', '出勤', '工资', '', '', '发放日期'],
    ['', '', '', '', '', '应发金额', '扣款', '实发金额', ''],
    [1, '吴甲一', madeUpId(no), madeUpCard(no), 20, 5000, 100, 4900, 46_285],
    [2, '郑乙二', ruined, madeUpCard(no + 1), 21, 6000.5, 0, 6000.5, 46_285],
    [3, '王丙三', madeUpId(no + 2), madeUpCard(no + 2), 22.5, 7000, 0, 7000, '2026-09-20'],
  ])
  for (const row of [5, 6]) {
    Object.assign(sheet[`I${row}`], { z: 'yyyy/m/d' })
    Object.assign(sheet[`F${row}`], { z: '#,##0.00' })
    Object.assign(sheet[`H${row}`], { z: '#,##0.00', f: `F${row}-G${row}` })
  }
  sheet['!merges'] = ['A1:I1', 'F3:H3', 'A3:A4', 'B3:B4', 'C3:C4'].map((range) =>
    xlsx.utils.decode_range(range),
  )
  return sheet
}

function bookOf(no: number): xlsx.WorkBook {
  const book = xlsx.utils.book_new()
  const says = xlsx.utils.aoa_to_sheet([['填表说明'], ['请填第二张表。']])
  xlsx.utils.book_append_sheet(book, says, '说明')
  xlsx.utils.book_append_sheet(book, paySheet(no), '八月工资')
  return book
}

function written(book: xlsx.WorkBook, bookType: 'biff8' | 'biff5' | 'ods' | 'xlsx'): Uint8Array {
  return new Uint8Array(xlsx.write(book, { type: 'buffer', bookType, cellStyles: true }))
}

/** As pages of a platform or an old OA system save a table under the name of a book. */
function htmlOf(no: number): string {
  const rows = [
    [
      '1',
      '吴甲一',
      madeUpId(no),
      madeUpCard(no),
      '20',
      '5,000.00',
      '100',
      '4,900.00',
      '2026-09-20',
    ],
    [
      '2',
      '郑乙二',
      '3.30106E+17',
      madeUpCard(no + 1),
      '21',
      '6,000.50',
      '0',
      '6,000.50',
      '2026/9/20',
    ],
    [
      '3',
      '王丙三',
      madeUpId(no + 2),
      madeUpCard(no + 2),
      '22.5',
      '7,000',
      '0',
      '7,000',
      '2026-09-20',
    ],
  ]
  const head = [
    '序号',
    '姓名',
    '证件号码',
    '银行卡号',
    '出勤',
    '应发金额',
    '扣款',
    '实发金额',
    '发放日期',
  ]
  const line = (cells: readonly string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag} style="mso-number-format:'\\@'">${cell}</${tag}>`).join('')}</tr>`
  return (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">' +
    '</head><body><table border="1"><tr><td colspan="9">某安置房项目 2026 年 8 月农民工工资表</td></tr>' +
    `${line(head, 'th')}${rows.map((row) => line(row, 'td')).join('')}</table></body></html>`
  )
}

interface Case {
  readonly says: string
  readonly name: string
  readonly bytes: (no: number) => Uint8Array
  readonly copyName: string
  /** How the sender’s program saves the copy. */
  readonly saves: 'biff8' | 'ods' | 'xlsx'
  /** Sheet and 1-based row of the number that was lost. */
  readonly sheet: number
  readonly row: number
}

const cases: readonly Case[] = [
  {
    says: '.xls of Excel 97',
    name: '工资.xls',
    bytes: (no) => written(bookOf(no), 'biff8'),
    copyName: '工资-待改.xls',
    saves: 'biff8',
    sheet: 2,
    row: 6,
  },
  {
    says: '.xls, saved again as .xlsx',
    name: '工资（旧版）.xls',
    bytes: (no) => written(bookOf(no), 'biff8'),
    copyName: '工资（旧版）-待改.xls',
    saves: 'xlsx',
    sheet: 2,
    row: 6,
  },
  {
    says: '.et of WPS',
    name: '八月工资.et',
    bytes: (no) => written(bookOf(no), 'biff8'),
    copyName: '八月工资-待改.xls',
    saves: 'biff8',
    sheet: 2,
    row: 6,
  },
  {
    says: '.ods',
    name: '工资表.ods',
    bytes: (no) => written(bookOf(no), 'ods'),
    copyName: '工资表-待改.ods',
    saves: 'ods',
    sheet: 2,
    row: 6,
  },
  {
    says: '.ods, saved again as .xlsx',
    name: '工资表二.ods',
    bytes: (no) => written(bookOf(no), 'ods'),
    copyName: '工资表二-待改.ods',
    saves: 'xlsx',
    sheet: 2,
    row: 6,
  },
  {
    says: 'an HTML table named .xls, in GB 2312',
    name: '导出.xls',
    bytes: (no) => encodeGb18030(htmlOf(no)),
    copyName: '导出-待改.xlsx',
    saves: 'xlsx',
    sheet: 1,
    row: 4,
  },
  {
    says: 'an HTML table named .xls, in UTF-8, saved again as .xls',
    name: '导出二.xls',
    bytes: (no) => new TextEncoder().encode(htmlOf(no).replace('gb2312', 'utf-8')),
    copyName: '导出二-待改.xlsx',
    saves: 'biff8',
    sheet: 1,
    row: 4,
  },
  {
    says: '.xlsx, saved again as .xls',
    name: '新表.xlsx',
    bytes: (no) => written(bookOf(no), 'xlsx'),
    copyName: '新表-待改.xlsx',
    saves: 'biff8',
    sheet: 2,
    row: 6,
  },
]

describe('a book goes back to the sender with the reasons, and only what he mended comes in', () => {
  for (const [at, { says, name, bytes, copyName, saves, sheet, row }] of cases.entries()) {
    test(says, async () => {
      const no = 600 + at * 10
      const project = await aProject(office, { name: `待改的项目 ${at}` })
      const first = await dropped(name, bytes(no), project.id)
      const read = first.sheets.find(({ kind }) => kind === 'pay-sheet')
      expect(read).toMatchObject({
        accepted: 2,
        rejected: [{ row }],
        totals: { dueFen: 1_200_000 },
      })
      await committed(first.batch.id)

      const copy = await makeReturnedCopy(office, first.file.id)
      expect(copy.name).toBe(copyName)
      const book = xlsx.read(copy.bytes, { type: 'array', cellNF: true, cellFormula: true })
      const copied = book.Sheets[book.SheetNames[sheet - 1] ?? '']
      if (copied === undefined) throw new Error('the copy has lost a sheet')
      const cells = xlsx.utils.sheet_to_json<unknown[]>(copied, {
        header: 1,
        defval: '',
        raw: false,
      })
      expect(cells[0]?.[0]).toBe('某安置房项目 2026 年 8 月农民工工资表')
      const reasons = cells.map((line) => String(line.at(-1)))
      expect(reasons.filter((reason) => reason.includes('〔表'))).toEqual([
        expect.stringMatching(new RegExp(`^〔表${sheet} 第${row}行〕.+。$`)),
      ])
      expect(reasons.some((reason) => reason.includes(first.file.id))).toBe(true)

      // He mends his own cell, and another one that nobody asked him about.
      xlsx.utils.sheet_add_aoa(copied, [[madeUpId(no + 1)]], { origin: `C${row}` })
      xlsx.utils.sheet_add_aoa(copied, [[999_999]], { origin: `F${row - 1}` })
      const back = await dropped(`改好-${copy.name}`, written(book, saves), null)
      expect(back.file.understood?.returned).toMatchObject({
        fileId: first.file.id,
        fileName: name,
        rows: 1,
        cells: 1,
      })
      expect(back.sheets.reduce((sum, one) => sum + one.accepted, 0)).toBe(1)
      const done = await committed(back.batch.id)
      expect(done.file).toMatchObject({ state: 'committed', changed: { added: 1, superseded: 0 } })
      const ledger = await look(office, (reading) =>
        ledgerByProjectMonth(reading, { project: project.code }),
      )
      expect(ledger).toMatchObject([{ workers: 3, dueFen: 1_800_050 }])
    })
  }
})
