import * as xlsx from '@e965/xlsx'
import { describe, expect, test } from 'vitest'
import { madeUpId, utf8, workbookBytes } from '../../../tests/files/made-up.ts'
import { district } from '../../../tests/support/district.ts'
import { month } from '../../kernel/day.ts'
import { look } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import { aDistrict } from '../places/fixtures.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import { aProject } from '../registry/fixtures.ts'
import { riskHears } from '../risk/hears.ts'
import { wagesHears } from '../wages/hears.ts'
import { ledgerByProjectMonth } from '../wages/views.ts'
import { answerSheet } from './answer-sheet.ts'
import { changeProfileState } from './change-profile-state.ts'
import { commitBatch } from './commit-batch.ts'
import type { SheetAnswer } from '../recognition/contract.ts'
import { editProfile } from './edit-profile.ts'
import { exchangeHears } from './hears.ts'
import { listWaitingRows } from './list-waiting-rows.ts'
import { makeReturnedCopy } from './make-returned-copy.ts'
import { mendCells } from './mend-cells.ts'
import { openBatch } from './open-batch.ts'
import { readBatch } from './read-batch.ts'
import { readSheetRows } from './read-sheet-rows.ts'
import { receiveSourceFile } from './receive-file.ts'
import { takeInMended } from './take-in-mended.ts'
import { viewBatch } from './views-batch.ts'
import { listProfiles, viewProfile } from './views-profiles.ts'
import { viewSheet } from './views-sheet.ts'
import { withdrawImport } from './withdraw-import.ts'

const here = await district({ hearers: [...wagesHears, ...riskHears, ...exchangeHears] })
const office = here.at('2026-11-23')
await shipParameters(here.platform, office.now)
await aDistrict(office, { code: here.code, name: '示范区', demo: true })

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

interface Dropped {
  readonly name: string
  readonly bytes: Uint8Array
}

async function dropped(ctx: Context, file: Dropped, projectId: string | null) {
  const { id } = await openBatch(ctx, { projectId })
  await receiveSourceFile(ctx, { batchId: id, no: 1, name: file.name }, once(file.bytes))
  await readBatch(ctx, id)
  await here.settle()
  return batchAndFile(ctx, id)
}

async function batchAndFile(ctx: Context, batchId: string) {
  const batch = await viewBatch(ctx, batchId)
  const [file] = batch.files
  if (file === undefined) throw new Error('the batch has no file')
  return { batch, file, sheets: file.understood?.sheets ?? [] }
}

async function committed(ctx: Context, batchId: string) {
  await commitBatch(ctx, batchId)
  await here.settle()
  return batchAndFile(ctx, batchId)
}

async function answeredAs(
  ctx: Context,
  of: { batchId: string; fileId: string },
  said: Partial<SheetAnswer>,
  rememberAs: string | null = null,
) {
  const answer = { ...nothingSaid, ...said }
  await answerSheet(ctx, { fileId: of.fileId, sheet: 1 }, { answer, rememberAs })
  await here.settle()
  return batchAndFile(ctx, of.batchId)
}

const nothingSaid: SheetAnswer = {
  skip: false,
  kind: null,
  headerRow: null,
  headerRows: null,
  columns: [],
  month: null,
  unit: null,
  moneyUnit: null,
}

const ledgerOf = (project: string) =>
  look(office, (reading) => ledgerByProjectMonth(reading, { project }))

/** Nobody can tell what the columns are: 工友 and 证号 are no words of an office. */
const oddSheet = (dueYuan: number, title = '八月结算') =>
  workbookBytes([
    {
      name: '结算',
      rows: [
        [title],
        ['工友', '干几天', '该给', '给了', '哪个月', '给钱那天'],
        ['赵甲一', 20, dueYuan, dueYuan, '2026-08', '2026-09-20'],
        ['钱乙二', 21, 6000, 6000, '2026-08', '2026-09-20'],
      ],
    },
  ])

const oddAnswer: Partial<SheetAnswer> = {
  kind: 'pay-sheet',
  headerRow: 2,
  columns: [
    { index: 0, field: 'name' },
    { index: 1, field: 'daysPresent' },
    { index: 2, field: 'due' },
    { index: 3, field: 'net' },
    { index: 4, field: 'payMonth' },
    { index: 5, field: 'paidOn' },
  ],
}

describe('a sheet that nobody can tell is asked about once', () => {
  test('asked, answered, committed; the next one of that sender is read without a question, and counted', async () => {
    const project = await aProject(office, { name: '问一次的工地' })
    const first = await dropped(office, { name: '八月.xlsx', bytes: oddSheet(5000) }, project.id)
    expect(first.file.state).toBe('unreadable')
    await expect(commitBatch(office, first.batch.id)).rejects.toMatchObject({
      refusal: { kind: 'wrong-state' },
    })
    const of = { batchId: first.batch.id, fileId: first.file.id }
    const read = await answeredAs(office, of, oddAnswer, '老王的结算表')
    expect(read.file.state).toBe('understood')
    expect(read.sheets[0]).toMatchObject({ kind: 'pay-sheet', accepted: 2, asks: [] })
    expect(read.sheets[0]?.totals).toMatchObject({ dueFen: 1_100_000, paidFen: 1_100_000 })
    await committed(office, of.batchId)
    expect(await ledgerOf(project.code)).toMatchObject([{ month: '2026-08', dueFen: 1_100_000 }])
    const [profile] = (await listProfiles(office, { limit: 20 })).rows
    expect(profile).toMatchObject({ name: '老王的结算表', sender: '治欠办', uses: 0 })

    const next = { name: '又一张.xlsx', bytes: oddSheet(5100, '说明：改过的') }
    const second = await dropped(office, next, project.id)
    expect(second.file.state).toBe('understood')
    expect(second.sheets[0]).toMatchObject({ kind: 'pay-sheet', accepted: 2, asks: [] })
    expect(second.sheets[0]?.reasons?.[0]).toContain('按记住的格式“老王的结算表”')
    await committed(office, second.batch.id)
    expect(await ledgerOf(project.code)).toMatchObject([{ dueFen: 1_110_000 }])
    const seen = await viewProfile(office, profile?.id ?? '')
    expect(seen).toMatchObject({ uses: 1 })
    expect(seen.events.map(({ kind }) => kind)).toEqual(['used', 'made'])
    const state = await viewSheet(office, { fileId: second.file.id, sheet: 1 })
    expect(state.answer?.profile?.name).toBe('老王的结算表')
  })

  test('another sender is asked himself; a disabled or withdrawn format is not applied', async () => {
    const project = await aProject(office, { name: '别人的工地' })
    const firm: Context = {
      ...here.as('labour-officer', [project.id]),
      actor: { ...here.as('labour-officer').actor, organisation: '示例建工乙有限公司' },
    }
    const file = { name: '乙公司.xlsx', bytes: oddSheet(5200) }
    expect((await dropped(firm, file, project.id)).file.state).toBe('unreadable')
    expect((await listProfiles(firm, { limit: 20 })).rows).toEqual([])
    const [profile] = (await listProfiles(office, { limit: 20 })).rows
    const id = profile?.id ?? ''
    await expect(changeProfileState(firm, id, { state: 'disabled' })).rejects.toMatchObject({
      refusal: { kind: 'not-found' },
    })
    await changeProfileState(office, id, { state: 'disabled' })
    expect((await dropped(office, file, project.id)).file.state).toBe('unreadable')
    await changeProfileState(office, id, { state: 'in-use' })
    const before = await viewProfile(office, id)
    const columns = before.format.columns.map((one) =>
      one.field === 'daysPresent' ? { ...one, field: 'workdays' } : one,
    )
    await editProfile(office, id, { ...before.format, name: '改过名', columns })
    const read = await dropped(office, file, project.id)
    expect(read.sheets[0]?.totals).toMatchObject({ days: 41 })
    await changeProfileState(office, id, { state: 'withdrawn' })
    expect((await listProfiles(office, { limit: 20 })).rows).toEqual([])
    expect((await dropped(office, file, project.id)).file.state).toBe('unreadable')
    await expect(changeProfileState(office, id, { state: 'in-use' })).rejects.toMatchObject({
      refusal: { code: 'exchange.profile-is-withdrawn' },
    })
  })

  test('a sheet of a good book that asks holds the batch up until it is answered, or left out', async () => {
    const project = await aProject(office, { name: '一好一问' })
    const bytes = workbookBytes([
      {
        name: '工资',
        rows: [
          ['姓名', '班组', '工资月份', '应发金额'],
          ['孙丙三', '一班', '2026-08', 3000],
        ],
      },
      {
        name: '另一张',
        rows: [
          ['姓名', '备注', '天气', '心情'],
          ['李丁四', '无', '晴', '好'],
        ],
      },
    ])
    const { batch, file, sheets } = await dropped(office, { name: '两张.xlsx', bytes }, project.id)
    expect(sheets[1]?.asks?.map(({ about }) => about)).toEqual(['kind'])
    await expect(commitBatch(office, batch.id)).rejects.toMatchObject({
      refusal: { code: 'exchange.sheet-asks', values: { count: 1, first: '另一张' } },
    })
    const answer = { ...nothingSaid, skip: true }
    await answerSheet(office, { fileId: file.id, sheet: 2 }, { answer, rememberAs: null })
    await here.settle()
    const read = await batchAndFile(office, batch.id)
    expect(read.sheets[1]).toMatchObject({ leftOut: true, asks: [] })
    const done = await committed(office, batch.id)
    expect(done.file.state).toBe('committed')
    expect(await ledgerOf(project.code)).toMatchObject([{ dueFen: 300_000 }])
    await expect(
      answerSheet(office, { fileId: file.id, sheet: 2 }, { answer, rememberAs: null }),
    ).rejects.toMatchObject({ refusal: { code: 'exchange.batch-not-understood' } })
  })

  test('the month that is missing is said once; the rows of the sheet are seen as they will be read', async () => {
    const project = await aProject(office, { name: '没有月份' })
    const bytes = utf8('姓名,班组,应发金额\n周戊五,一班,4000\n')
    const { batch, file, sheets } = await dropped(office, { name: '工资.csv', bytes }, project.id)
    expect(sheets[0]?.accepted).toBe(0)
    const of = { batchId: batch.id, fileId: file.id }
    const read = await answeredAs(office, of, { month: month('2026-07') })
    expect(read.sheets[0]).toMatchObject({ accepted: 1, period: '2026-07' })
    const rows = await readSheetRows(office, { fileId: file.id, sheet: 1, from: 1, count: 5 })
    expect(rows).toMatchObject({ period: '2026-07', headerRow: 1, kind: 'pay-sheet' })
  })
})

const ruined = '3.30106E+17'

/** Two good rows and one whose ID is lost. */
function payRows(no: number): (string | number)[][] {
  return [
    ['姓名', '身份证号', '班组名称', '工资月份', '应发金额', '实发金额', '发放日期'],
    ['郑庚七', madeUpId(no), '一班', '2026-08', 5000, 5000, '2026-09-20'],
    ['王辛八', ruined, '一班', '2026-08', 6000, 6000, '2026-09-20'],
    ['冯壬九', madeUpId(no + 2), '一班', '2026-08', 7000, '七千多', '2026-09-20'],
  ]
}

const csvOf = (rows: (string | number)[][]) =>
  utf8(`${rows.map((row) => row.join(',')).join('\n')}\n`)

describe('a row that waits is mended on the page', () => {
  test('before the commit: the file is read again with it, and it goes in with the rest', async () => {
    const project = await aProject(office, { name: '入账前补正' })
    const file = { name: '补正前.csv', bytes: csvOf(payRows(110)) }
    const first = await dropped(office, file, project.id)
    const at = { fileId: first.file.id, sheet: 1 }
    const waiting = await listWaitingRows(office, at, { after: 0, limit: 20 })
    expect(waiting.columns[1]).toEqual({ field: 'idNumber', header: '身份证号' })
    const [row] = waiting.rows
    expect(row).toMatchObject({ row: 3, mended: [], reasons: [{ column: 1 }] })
    expect(row?.cells[0]).toBe('王*八')
    await mendCells(office, at, { cells: [{ row: 3, column: 1, value: madeUpId(111) }] })
    await here.settle()
    const read = await batchAndFile(office, first.batch.id)
    expect(read.sheets[0]?.rejected.some(({ row }) => row === 3)).toBe(false)
    expect(read.sheets[0]?.findings).toContainEqual(
      expect.objectContaining({
        row: 3,
        code: 'recognition.mended',
        message: expect.stringContaining('B 列'),
      }),
    )
    const stored = await look(office, (reading) =>
      reading.client.query<{ value: Buffer }>(
        `select value from exchange.mend where source_file_id = $1`,
        [at.fileId],
      ),
    )
    expect(stored.rows[0]?.value.toString('latin1')).not.toContain(madeUpId(111))
    await committed(office, first.batch.id)
    const [line] = await ledgerOf(project.code)
    expect(line?.workers).toBeGreaterThanOrEqual(2)
    expect((await viewSheet(office, at)).mends).toEqual({ cells: 1, waiting: 0 })
  })

  test('after the commit: only the mended rows come in, once, as an import of their own', async () => {
    const project = await aProject(office, { name: '入账后补正' })
    const file = { name: '补正后.csv', bytes: csvOf(payRows(120).slice(0, 3)) }
    const first = await dropped(office, file, project.id)
    await committed(office, first.batch.id)
    expect(await ledgerOf(project.code)).toMatchObject([{ workers: 1, dueFen: 500_000 }])
    const at = { fileId: first.file.id, sheet: 1 }
    await expect(takeInMended(office, at.fileId)).rejects.toMatchObject({
      refusal: { code: 'exchange.nothing-mended' },
    })
    await mendCells(office, at, { cells: [{ row: 3, column: 1, value: madeUpId(999) }] })
    await mendCells(office, at, { cells: [{ row: 3, column: 1, value: madeUpId(121) }] })
    const { batchId } = await takeInMended(office, at.fileId)
    expect(await takeInMended(office, at.fileId)).toEqual({ batchId })
    await here.settle()
    const read = await batchAndFile(office, batchId)
    expect(read.sheets[0]).toMatchObject({ accepted: 1, rejected: [], totals: { dueFen: 600_000 } })
    const done = await committed(office, batchId)
    expect(done.file).toMatchObject({ state: 'committed', changed: { added: 1, superseded: 0 } })
    expect(await ledgerOf(project.code)).toMatchObject([{ workers: 2, dueFen: 1_100_000 }])
    const lines = await look(office, (reading) =>
      reading.client.query<{ import_id: string; row: number }>(
        `select import_id, row from wages.pay_line where import_id = $1`,
        [done.file.id],
      ),
    )
    expect(lines.rows).toEqual([{ import_id: done.file.id, row: 3 }])
    await expect(takeInMended(office, at.fileId)).rejects.toMatchObject({
      refusal: { code: 'exchange.nothing-mended' },
    })
    expect((await listWaitingRows(office, at, { after: 0, limit: 20 })).rows).toEqual([])
    // The page of the batch that they came in says the same.
    const [now] = (await batchAndFile(office, first.batch.id)).sheets
    expect(now?.rejected).toEqual([])
    await withdrawImport(office, done.file.id)
    const [again] = (await batchAndFile(office, first.batch.id)).sheets
    expect(again?.rejected).toMatchObject([{ row: 3 }])
    expect(await ledgerOf(project.code)).toMatchObject([{ workers: 1, dueFen: 500_000 }])
    // Taken back, what was mended may come in again.
    expect((await viewSheet(office, at)).mends).toEqual({ cells: 1, waiting: 1 })
    await takeInMended(office, at.fileId)
  })

  test('a punch that is mended makes the worker’s whole month anew, beside nobody else’s', async () => {
    const project = await aProject(office, { name: '补正刷卡' })
    const head = '姓名,身份证号,刷卡时间,进出方向\n'
    const days = (name: string, no: number, from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, at) => {
        const day = `2026-08-${String(from + at).padStart(2, '0')}`
        return `${name},${madeUpId(no)},${day} 07:50,进\n${name},${madeUpId(no)},${day} 17:50,出\n`
      }).join('')
    const text =
      head +
      days('吴癸十', 130, 1, 5) +
      `吴癸十,${madeUpId(130)},什么时候,进\n` +
      days('陈子一', 131, 1, 3)
    const first = await dropped(office, { name: '刷卡.csv', bytes: utf8(text) }, project.id)
    expect(first.sheets[0]?.kind).toBe('punch-list')
    await committed(office, first.batch.id)
    const at = { fileId: first.file.id, sheet: 1 }
    await mendCells(office, at, { cells: [{ row: 12, column: 2, value: '2026-08-06 07:50' }] })
    const { batchId } = await takeInMended(office, at.fileId)
    await here.settle()
    const done = await committed(office, batchId)
    expect(done.file.changed).toMatchObject({ added: 1, superseded: 1 })
    const months = await look(office, (reading) =>
      reading.client.query<{ days: number }>(
        `select days_present as days from labour.attendance_month where import_id = $1`,
        [done.file.id],
      ),
    )
    expect(months.rows).toEqual([{ days: 6 }])
  })
})

describe('a copy goes back to the sender and comes in again', () => {
  const rowsOf = (bytes: Uint8Array, sheet = 0) => {
    const book = xlsx.read(bytes, { type: 'array' })
    const found = book.Sheets[book.SheetNames[sheet] ?? '']
    if (found === undefined) throw new Error('no such sheet')
    return xlsx.utils.sheet_to_json<(string | number)[]>(found, { header: 1, defval: '' })
  }

  test('xlsx: his own sheets with the reasons; only the rows with a reason are taken, others not looked at', async () => {
    const project = await aProject(office, { name: '待改件' })
    const rows = payRows(140).slice(0, 3)
    rows[1]?.push('=cmd|calc')
    const bytes = workbookBytes([
      { name: '说明页', rows: [['请看第二张表']] },
      { name: '八月工资', rows: [['某项目 2026 年 8 月工资'], ...rows] },
    ])
    const first = await dropped(office, { name: '工资.xlsx', bytes }, project.id)
    await committed(office, first.batch.id)
    const copy = await makeReturnedCopy(office, first.file.id)
    expect(copy.name).toBe('工资-待改.xlsx')
    const copied = rowsOf(copy.bytes, 1)
    expect(copied[0]?.[0]).toBe('某项目 2026 年 8 月工资')
    const last = (copied[1]?.length ?? 0) - 1
    expect(copied[1]?.[last]).toContain('护薪提示：需改正的原因')
    expect(copied[1]?.[last]).toContain(first.file.id)
    expect(copied[2]?.[last]).toBe('')
    expect(copied[2]?.[7]).toBe(`'=cmd|calc`)
    expect(copied[3]?.[last]).toMatch(/〔表2 第4行〕.+。$/)

    const book = xlsx.read(copy.bytes, { type: 'array' })
    const sheet = book.Sheets['八月工资']
    if (sheet === undefined) throw new Error('the copy has lost a sheet')
    // He mends his row, and writes into one that nobody asked him about.
    xlsx.utils.sheet_add_aoa(sheet, [[madeUpId(141)]], { origin: 'B4' })
    xlsx.utils.sheet_add_aoa(sheet, [[999_999]], { origin: 'E3' })
    const back = new Uint8Array(xlsx.write(book, { type: 'buffer', bookType: 'xlsx' }))
    const second = await dropped(office, { name: '改好了.xlsx', bytes: back }, null)
    expect(second.file.understood?.returned).toMatchObject({
      fileId: first.file.id,
      fileName: '工资.xlsx',
      rows: 1,
      cells: 1,
    })
    const done = await committed(office, second.batch.id)
    expect(done.file).toMatchObject({ state: 'committed', changed: { added: 1, superseded: 0 } })
    expect(await ledgerOf(project.code)).toMatchObject([{ workers: 2, dueFen: 1_100_000 }])
    const again = await dropped(office, { name: '再来一次.xlsx', bytes: back }, null)
    expect(again.sheets.reduce((sum, one) => sum + one.accepted, 0)).toBe(0)
  })

  test('csv, handed back before the commit: what was changed comes in with the file itself', async () => {
    const project = await aProject(office, { name: '待改件 csv' })
    const file = { name: '工资表.csv', bytes: csvOf(payRows(150).slice(0, 3)) }
    const first = await dropped(office, file, project.id)
    const copy = await makeReturnedCopy(office, first.file.id)
    const text = new TextDecoder().decode(copy.bytes)
    expect(text).toContain('〔表1 第3行〕')
    const back = utf8(text.replace(ruined, madeUpId(151)))
    const second = await dropped(office, { name: '改好.csv', bytes: back }, null)
    expect(second.file.understood?.returned).toMatchObject({ rows: 1, cells: 1 })
    await committed(office, second.batch.id)
    const read = await batchAndFile(office, first.batch.id)
    expect(read.sheets[0]).toMatchObject({ accepted: 2, rejected: [] })
    await committed(office, first.batch.id)
    expect(await ledgerOf(project.code)).toMatchObject([{ workers: 2, dueFen: 1_100_000 }])
  })

  test('a number of a file that the sender may not see is no proof: the sheet is read as it stands', async () => {
    const project = await aProject(office, { name: '不是他的' })
    const own = await aProject(office, { name: '他自己的' })
    const file = { name: '别家.csv', bytes: csvOf(payRows(160).slice(0, 3)) }
    const first = await dropped(office, file, project.id)
    const copy = await makeReturnedCopy(office, first.file.id)
    const firm = here.as('labour-officer', [own.id])
    const back = { name: '冒充.csv', bytes: copy.bytes }
    const read = await dropped(firm, back, own.id)
    expect(read.file.understood?.returned).toBeUndefined()
    await expect(makeReturnedCopy(firm, first.file.id)).rejects.toMatchObject({
      refusal: { kind: 'not-found' },
    })
    const elsewhere = { ...office, ...here.elsewhere('330106') }
    await expect(makeReturnedCopy(elsewhere, first.file.id)).rejects.toMatchObject({
      refusal: { kind: 'not-found' },
    })
  })
})

test('whose list of projects it is is asked once, and remembered with the format', async () => {
  const list = (name: string, project: string): Dropped => ({
    name,
    bytes: utf8(
      `项目名称,建设单位,施工单位,合同金额（万元）\n${project},示例城建,示例建工甲,100\n`,
    ),
  })
  const asked = await dropped(office, list('在建项目清单一.csv', '来源问一次工程'), null)
  expect(asked.sheets[0]?.asks).toMatchObject([{ about: 'source' }])
  const of = { batchId: asked.batch.id, fileId: asked.file.id }
  const said = await answeredAs(office, of, { source: 'water' }, '水利局的名单')
  expect(said.sheets[0]).toMatchObject({ asks: [], source: 'water' })
  await committed(office, asked.batch.id)
  const next = await dropped(office, list('在建项目清单二.csv', '来源不再问工程'), null)
  expect(next.sheets[0]).toMatchObject({ asks: [], source: 'water' })
  // What the next one's own name says goes before what was remembered.
  const other = await dropped(office, list('交通局在建项目清单.csv', '来源自己写的工程'), null)
  expect(other.sheets[0]).toMatchObject({ asks: [], source: 'transport' })
})
