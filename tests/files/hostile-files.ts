import * as xlsx from '@e965/xlsx'
import { utf8, workbookBytes } from './made-up.ts'
import { xlsxOf, zipOf } from './zip-bytes.ts'

/** A file that somebody made to do harm, or that came out odd; and what is to come of it. */
export interface HostileFile {
  readonly name: string
  readonly bytes: Uint8Array
  /** Codes of reasons, any of which will do; '' where it is read. */
  readonly reasons: readonly string[]
}

const data = (rows: string) => `<sheetData>${rows}</sheetData>`
const one = data('<row r="1"><c r="A1"><v>1</v></c></row>')
const tooMuch = [
  'recognition.reader-memory',
  'recognition.reader-silent',
  'recognition.reader-broke',
  'sheets.too-large',
  'sheets.broken',
]

function lockedWorkbook(): Uint8Array {
  const book = xlsx.CFB.utils.cfb_new()
  xlsx.CFB.utils.cfb_add(book, 'EncryptionInfo', Buffer.alloc(64))
  xlsx.CFB.utils.cfb_add(book, 'EncryptedPackage', Buffer.alloc(4096, 7))
  const bytes: unknown = xlsx.CFB.write(book, { type: 'buffer' })
  if (!(bytes instanceof Uint8Array)) throw new Error('no compound file was written')
  return new Uint8Array(bytes)
}

/** Old workbooks with some bytes changed: the same ones each time. */
function corrupted(seed: number): Uint8Array {
  const rows = Array.from({ length: 300 }, (_, at) => [`赵甲${at}`, at, at / 4])
  const bytes = workbookBytes([{ name: '表', rows }], 'biff8')
  let state = seed
  for (let times = 0; times < 40; times += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    bytes[512 + (state % (bytes.length - 512))] = (state >>> 8) & 255
  }
  return bytes
}

function odsOf(table: string): Uint8Array {
  return zipOf([
    { name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet', method: 0 },
    { name: 'META-INF/manifest.xml', content: '<manifest/>' },
    { name: 'styles.xml', content: '<office:document-styles/>' },
    {
      name: 'content.xml',
      content: `<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="表">${table}</table:table></office:spreadsheet></office:body></office:document-content>`,
    },
  ])
}

/** Read to its end, and nothing in it is a sheet that anybody knows. */
const strange = ['', 'recognition.nothing-recognised']
const read = ['']

const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`
const payHead = `<row r="1">${['姓名', '班组名称', '工资月份', '应发金额', '实发金额', '发放日期'].map(text).join('')}</row>`
const payRow = (row: number) =>
  `<row r="${row}">${text(`赵${'甲乙丙丁戊己庚辛壬癸'[row % 10]}${'一二三四五六七八九十'[Math.floor(row / 10) % 10]}`)}${text('木工班组')}${text('2026-05')}<c><v>5000</v></c><c><v>5000</v></c>${text('2026-06-10')}</row>`

export function hostileFiles(): HostileFile[] {
  const usedRange = Array.from({ length: 65_203 }, (_, at) =>
    at > 0 && (at < 494 || at === 65_202)
      ? payRow(at + 1)
      : at === 0
        ? payHead
        : `<row r="${at + 1}" s="3" customFormat="1"/>`,
  ).join('')
  const merges = Array.from(
    { length: 30_000 },
    (_, at) => `<mergeCell ref="A${at * 2 + 1}:A${at * 2 + 2}"/>`,
  ).join('')
  const columns = Array.from({ length: 16_384 }, (_, at) => `<c><v>${at}</v></c>`).join('')
  const styled = Array.from(
    { length: 1_000_000 },
    (_, at) => `<row r="${at + 1}"><c r="A${at + 1}" s="1"/></row>`,
  ).join('')
  const outside = '<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
  const calls =
    '<row r="1"><c r="A1" t="str"><f>WEBSERVICE("http://127.0.0.1:9/")</f><v>旧值</v></c></row>'
  const repeated =
    '<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="1000" office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell></table:table-row>'
  const bomb = data(`<row r="1"><c r="A1" t="str"><v>${' '.repeat(150_000_000)}</v></c></row>`)
  const book = workbookBytes([{ name: '表', rows: [['甲', 1]] }])
  return [
    { name: '有密码.xlsx', bytes: lockedWorkbook(), reasons: ['sheets.encrypted'] },
    { name: '半个.xlsx', bytes: book.subarray(0, book.length - 200), reasons: ['sheets.broken'] },
    { name: '空.xlsx', bytes: new Uint8Array(), reasons: ['sheets.empty'] },
    { name: '炸弹.xlsx', bytes: xlsxOf(bomb), reasons: ['sheets.broken'] },
    {
      name: '谎报大小.xlsx',
      bytes: zipOf([
        { name: '[Content_Types].xml', content: '<Types/>' },
        { name: 'xl/workbook.xml', content: ' '.repeat(50_000_000), declaredBytes: 100 },
      ]),
      reasons: ['sheets.broken'],
    },
    {
      name: '外部实体.xlsx',
      bytes: xlsxOf(data('<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row>'), {
        before: outside,
      }),
      reasons: strange,
    },
    {
      name: '宏.xlsm',
      bytes: xlsxOf(data(payHead + payRow(2)), {
        more: [{ name: 'xl/vbaProject.bin', content: 'x' }],
      }),
      reasons: read,
    },
    { name: '外联公式.xlsx', bytes: xlsxOf(data(calls)), reasons: strange },
    { name: '六万行.xlsx', bytes: xlsxOf(data(usedRange)), reasons: read },
    {
      name: '三万合并.xlsx',
      bytes: xlsxOf(`${one}<mergeCells>${merges}</mergeCells>`),
      reasons: strange,
    },
    {
      name: '一万六千列.xlsx',
      bytes: xlsxOf(data(`<row r="1">${columns}</row>`.repeat(3))),
      reasons: strange,
    },
    { name: '百万空行.xlsx', bytes: xlsxOf(data(styled)), reasons: strange },
    { name: '重复行.ods', bytes: odsOf(repeated), reasons: tooMuch },
    ...[1, 2, 3, 4].map((seed) => ({
      name: `坏字节${seed}.xls`,
      bytes: corrupted(seed),
      reasons: [...strange, 'sheets.broken', 'sheets.not-a-sheet', ...tooMuch],
    })),
    { name: '没有换行.csv', bytes: utf8('x'.repeat(3_000_000)), reasons: ['sheets.not-a-sheet'] },
    {
      name: '没有合上的引号.csv',
      bytes: utf8(`"a,b\n${'c,d\n'.repeat(200_000)}`),
      reasons: strange,
    },
    {
      name: '层层嵌套.xls',
      bytes: utf8(`<html><table>${'<tr><td><table>'.repeat(20_000)}`),
      reasons: [...strange, ...tooMuch],
    },
    {
      name: '有密码.zip',
      bytes: zipOf([{ name: 'a.csv', content: 'a,b\n', flags: 1 }]),
      reasons: ['sheets.archive-encrypted'],
    },
    {
      name: '炸弹.zip',
      bytes: zipOf([{ name: 'a.csv', content: 'a', declaredBytes: 4_000_000_000 }]),
      reasons: ['sheets.archive-file-too-large'],
    },
    {
      name: '谎报大小.zip',
      bytes: zipOf([{ name: 'a.csv', content: '0'.repeat(60_000_000), declaredBytes: 100 }]),
      reasons: ['sheets.archive-broken'],
    },
  ]
}
