import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { workbookBytes } from '../../tests/files/made-up.ts'
import { paySheetOf } from '../../tests/files/pay-sheet.ts'
import { zipOf } from '../../tests/files/zip-bytes.ts'
import { district } from '../../tests/support/district.ts'
import { until } from '../../tests/support/program.ts'
import { answerSheet } from '../modules/exchange/answer-sheet.ts'
import { commitBatch } from '../modules/exchange/commit-batch.ts'
import { exchangeHears } from '../modules/exchange/hears.ts'
import { openBatch } from '../modules/exchange/open-batch.ts'
import { readBatch } from '../modules/exchange/read-batch.ts'
import { receiveSourceFile } from '../modules/exchange/receive-file.ts'
import { viewBatch } from '../modules/exchange/views-batch.ts'
import { listProfiles } from '../modules/exchange/views-profiles.ts'
import { listBatches } from '../modules/exchange/views.ts'
import { aDistrict } from '../modules/places/fixtures.ts'
import { shipParameters } from '../modules/places/ship-parameters.ts'
import { openReaders } from '../modules/recognition/readers.ts'
import { aProject } from '../modules/registry/fixtures.ts'
import { riskHears } from '../modules/risk/hears.ts'
import { wagesHears } from '../modules/wages/hears.ts'
import { ledgerByProjectMonth } from '../modules/wages/views.ts'
import { look } from '../platform/act.ts'
import type { Context } from '../platform/context.ts'
import { inTurn } from '../platform/in-turn.ts'
import type { Invocation } from './command.ts'
import { type Ended, importFiles } from './import-batch.ts'

const here = await district({ hearers: [...wagesHears, ...riskHears, ...exchangeHears] })
await shipParameters(here.platform, here.at('2026-11-23').now)

let office: Context
let nextDistrict = 990_101
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huxin-batch-'))
})
beforeEach(async () => {
  office = here.elsewhere(String(nextDistrict))
  nextDistrict += 1
  await aDistrict(office, { code: office.district, name: '示范区', demo: true })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

type Named = Record<string, string | Uint8Array>

/** As the command does it, with what else the command line says. */
async function imported(
  files: Named,
  values: Partial<Invocation['values']> = {},
  onBreakOff: (stop: () => void) => void = () => undefined,
): Promise<Ended> {
  const paths: string[] = []
  for (const [name, bytes] of Object.entries(files)) {
    paths.push(join(folder, name))
    await writeFile(join(folder, name), bytes)
  }
  const given = { 'create-project': false, ...values }
  const readers = openReaders(here.platform.keys, office.district)
  try {
    return await importFiles(office, readers, paths, { values: given, onBreakOff })
  } finally {
    readers.drop()
  }
}

const ledgerOf = (project?: string) =>
  look(office, (reading) => ledgerByProjectMonth(reading, project === undefined ? {} : { project }))
const addedBy = ({ documents }: Ended) => documents.map(({ changed }) => changed?.added ?? null)
const filesSaid = ({ documents }: Ended) => documents.map(({ understood }) => understood.file)
const lastBatch = async () => {
  const [batch] = (await listBatches(office, { limit: 1 })).rows
  if (batch === undefined) throw new Error('There is no batch.')
  return viewBatch(office, batch.id)
}

/** A pay sheet whose month only its title can say. */
const titled = (title: string) =>
  workbookBytes([
    {
      name: '工资',
      rows: [[title], ['姓名', '出勤天数', '应发金额', '实发金额'], ['赵甲一', 20, 5000, 5000]],
    },
  ])

test('of one file something is asked: a sentence says how to answer it, nothing is in; answered, it goes in', async () => {
  const { code } = await aProject(office, { name: '问月份的工地' })
  const files = { '结算.xlsx': titled('工资发放表') }
  const asked = await imported(files, { project: code })
  expect(asked.questions).toEqual([
    '“结算.xlsx”的“工资”：标题、工作表名、文件名里都没有月份。这张表是哪个月的？' +
      "请加 --answer '结算.xlsx:工资=month:2026-05'，不导入这张表就写 '结算.xlsx:工资=skip'。",
  ])
  expect(addedBy(asked)).toEqual([null])
  expect(await ledgerOf()).toEqual([])
  expect(await lastBatch()).toMatchObject({ state: 'abandoned' })

  const answer = ['结算.xlsx:工资=month:2026-08']
  const answered = await imported(files, { project: code, answer })
  expect(answered).toMatchObject({ questions: [], documents: [{ changed: { added: 1 } }] })
  expect(await ledgerOf(code)).toMatchObject([{ month: '2026-08', dueFen: 500_000 }])
  const again = await imported(files, { project: code, answer })
  expect(again).toMatchObject({ documents: [{ changed: { added: 0, repeated: true } }] })
})

test('an answer that is about nothing in the batch, or is none, is refused in a sentence, and nothing is in', async () => {
  const { code } = await aProject(office)
  const files = { '八月.csv': paySheetOf(2) }
  for (const [answer, refused] of [
    ['九月.csv:工资=month:2026-08', 'cli.answer-nothing'],
    ['八月.csv=kind:no-such-kind', 'exchange.no-such-kind'],
    ['八月.csv=month:August', 'cli.answer-how'],
    ['八月.csv', 'cli.answer-how'],
  ] as const) {
    await expect(imported(files, { project: code, answer: [answer] })).rejects.toMatchObject({
      refusal: { code: refused },
    })
  }
  expect(await ledgerOf()).toEqual([])
})

test('`--project` is for files that name none; a name nobody knows is asked once, and answered once', async () => {
  const known = await aProject(office, { name: '青石桥综合楼工程' })
  const other = await aProject(office, { name: '白石桥综合楼工程' })
  const files = {
    '无名.csv': paySheetOf(2),
    '甲.xlsx': titled('黑石桥综合楼工程2026年8月工资表'),
    '乙.xlsx': titled('黑石桥综合楼工程2026年9月工资表'),
  }
  const asked = await imported(files, { project: known.code })
  expect(asked.questions).toEqual([
    expect.stringMatching(
      /^“甲\.xlsx”、“乙\.xlsx”写的项目“黑石桥综合楼工程”不在项目名单里。.*--answer '黑石桥综合楼工程=project:.*。$/,
    ),
  ])
  expect(await ledgerOf()).toEqual([])
  const answer = [`黑石桥综合楼工程=project:${other.code}`]
  const done = await imported(files, { project: known.code, answer })
  expect([done.questions, addedBy(done)]).toEqual([[], [2, 1, 1]])
  expect(await ledgerOf(other.code)).toMatchObject([{ month: '2026-08' }, { month: '2026-09' }])
  expect(await ledgerOf(known.code)).toMatchObject([{ workers: 2 }])
})

test('a file is said to be of a project, whatever the others are', async () => {
  const first = await aProject(office, { name: '甲工程' })
  const second = await aProject(office, { name: '乙工程' })
  const files = { '一.csv': paySheetOf(2), '二.csv': paySheetOf(3) }
  const answer = [`二.csv=project:${second.code}`]
  expect(addedBy(await imported(files, { project: first.code, answer }))).toEqual([2, 3])
  expect(await ledgerOf(second.code)).toMatchObject([{ workers: 3 }])
})

test('a file is said to be of a project that a list of the same call brings, by the name that it writes', async () => {
  const list = [
    '序号,工程名称,建设单位,施工单位,工程地点,合同造价（万元）,开工日期',
    '1,黑石桥综合楼工程,示例置业有限公司,示例建工甲有限公司,甲镇,1200,2026-03-01',
    '2,白石桥学校工程,示例教育有限公司,示例建工乙有限公司,乙镇,800,2026-04-01',
  ]
  const files = { '清单.csv': list.join('\n'), '无名.csv': paySheetOf(2) }
  const answer = ['无名.csv=project:白石桥学校工程']
  const done = await imported(files, { answer, source: '施工许可' })
  expect(done.questions).toEqual([])
  expect(done.documents.map(({ project }) => project?.name ?? null)).toContain('白石桥学校工程')
  expect(await ledgerOf()).toMatchObject([{ workers: 2 }])
})

test('`--create-project` creates what the headers name, once for all files of it, and with the given number where it is one', async () => {
  const files = {
    '甲.xlsx': titled('黑石桥综合楼工程2026年8月工资表'),
    '乙.xlsx': titled('黑石桥综合楼工程2026年9月工资表'),
    '无名.csv': paySheetOf(2),
  }
  const done = await imported(files, { 'create-project': true, project: 'HSQ-2026-1' })
  expect([done.questions, addedBy(done)]).toEqual([[], [1, 1, 2]])
  expect(await ledgerOf()).toMatchObject([
    { project: 'HSQ-2026-1', name: '黑石桥综合楼工程', month: '2026-08', workers: 3 },
    { project: 'HSQ-2026-1', month: '2026-09', workers: 1 },
  ])
})

test('a project is not created where anything else is open; one number is not for two projects', async () => {
  const files = { '甲.xlsx': titled('黑石桥综合楼工程2026年8月工资表') }
  const open = await imported(
    { ...files, '乙.xlsx': titled('黑石桥综合楼工程工资表') },
    { 'create-project': true },
  )
  expect(open.questions).toHaveLength(1)
  const two = { ...files, '丙.xlsx': titled('红石桥综合楼工程2026年8月工资表') }
  await expect(
    imported(two, { 'create-project': true, project: 'HSQ-2026-1' }),
  ).rejects.toMatchObject({ refusal: { code: 'cli.one-code-several-projects' } })
  expect(addedBy(await imported(two, { 'create-project': true }))).toEqual([1, 1])
  expect(await ledgerOf()).toHaveLength(2)
})

test('the files of a zip are files of the batch', async () => {
  const { code } = await aProject(office)
  const zip = zipOf([
    { name: '八月/工资.csv', content: paySheetOf(2) },
    { name: '副本.csv', content: paySheetOf(2) },
  ])
  const done = await imported(
    { '资料.zip': zip, '坏.xlsx': 'PK\u0003\u0004 broken' },
    { project: code },
  )
  expect(filesSaid(done)).toEqual(['坏.xlsx', '资料.zip/八月/工资.csv', '资料.zip/副本.csv'])
  expect(done.documents[0]?.understood.error).toMatchObject({ code: 'sheets.broken' })
  expect(done.documents.map(({ changed }) => changed?.repeated)).toEqual([undefined, false, true])
})

/** Nobody can tell what the columns are. */
const oddSheet = (due: number) =>
  workbookBytes([
    {
      name: '结算',
      rows: [
        ['八月结算'],
        ['工友', '干几天', '该给', '给了', '哪个月', '给钱那天'],
        ['赵甲一', 20, due, due, '2026-08', '2026-09-20'],
      ],
    },
  ])
const oddFields = ['name', 'daysPresent', 'due', 'net', 'payMonth', 'paidOn']

test('a format taught on the desk is applied here, to one file in one pass and to several, and each use is counted', async () => {
  const { id, code } = await aProject(office)
  const batch = await openBatch(office, { projectId: id })
  const content = async function* () {
    yield oddSheet(5000)
  }
  const named = { batchId: batch.id, no: 1, name: '八月.xlsx' }
  const { id: fileId } = await receiveSourceFile(office, named, content())
  await readBatch(office, batch.id)
  await here.settle()
  const columns = oddFields.map((field, index) => ({ index, field }))
  const as = { skip: false, kind: 'pay-sheet', headerRow: 2, headerRows: null, columns }
  const answer = { ...as, month: null, unit: null, moneyUnit: null }
  await answerSheet(office, { fileId, sheet: 1 }, { answer, rememberAs: '老王的结算表' })
  await here.settle()
  await commitBatch(office, batch.id)
  await here.settle()
  const uses = async () => (await listProfiles(office, { limit: 1 })).rows[0]?.uses
  expect(await uses()).toBe(0)

  const alone = await imported({ '改过.xlsx': oddSheet(5100) }, { project: code })
  expect(alone).toMatchObject({ questions: [], documents: [{ changed: { superseded: 1 } }] })
  expect(alone.documents[0]?.understood.sheets[0]?.reasons).toEqual([
    expect.stringContaining('老王的结算表'),
  ])
  expect(await uses()).toBe(1)
  const files = { '再改.xlsx': oddSheet(5200), '三改.xlsx': oddSheet(5300) }
  expect((await imported(files, { project: code })).questions).toEqual([])
  expect(await uses()).toBe(3)
  expect(await ledgerOf(code)).toMatchObject([{ dueFen: 530_000 }])
  // In already: nothing of it is read, and no format is used.
  expect(await imported({ '三改.xlsx': oddSheet(5300) }, { project: code })).toMatchObject({
    documents: [{ changed: { repeated: true } }],
  })
  expect(await uses()).toBe(3)
})

test('what nobody can tell holds up nothing but itself; said how it is read, it goes in', async () => {
  const { code } = await aProject(office)
  const files = { '怪.xlsx': oddSheet(5000), '八月.csv': paySheetOf(2) }
  const done = await imported(files, { project: code })
  expect([done.questions, addedBy(done)]).toEqual([[], [null, 2]])
  const fields = oddFields.map((field, at) => `${'ABCDEF'.charAt(at)}:${field}`).join(',')
  const answer = [`怪.xlsx=kind:工资表,header:2`, `怪.xlsx:结算=${fields}`]
  expect(addedBy(await imported(files, { project: code, answer }))).toEqual([1, 0])
  expect(await ledgerOf(code)).toMatchObject([{ workers: 3 }])
})

test('broken off between files, those that are in stay, nothing is half done, and the same call goes on', async () => {
  const { code } = await aProject(office)
  const files = { '一.csv': paySheetOf(20), '二.csv': paySheetOf(8_000), '三.csv': paySheetOf(21) }
  let stop: () => void = () => undefined
  const going = imported(files, { project: code }, (given) => {
    stop = given
  })
  await until(async () => {
    const { rows } = await listBatches(office, { limit: 1 })
    const [batch] = rows
    if (batch?.state !== 'committing') return false
    return (await viewBatch(office, batch.id)).files.some(({ state }) => state === 'committed')
  })
  stop()
  const ended = await going
  expect([ended.isBrokenOff, addedBy(ended)]).toEqual([true, [20, null, null]])
  expect(await lastBatch()).toMatchObject({ state: 'cancelled' })
  expect(await ledgerOf(code)).toMatchObject([{ workers: 20 }])
  const again = await imported(files, { project: code })
  expect(again.documents.map(({ changed }) => changed?.repeated)).toEqual([true, false, false])
  expect(await ledgerOf(code)).toMatchObject([{ workers: 8_000 }])
}, 60_000)

test('one file broken off in its only pass leaves nothing', async () => {
  const { code } = await aProject(office)
  let stop: () => void = () => undefined
  const going = imported({ '八月.csv': paySheetOf(8_000) }, { project: code }, (given) => {
    stop = given
  })
  await until(async () => ((await lastBatch().catch(() => null))?.progress ?? null) !== null)
  stop()
  expect(addedBy(await going)).toEqual([null])
  expect(await lastBatch()).toMatchObject({ state: 'abandoned' })
  expect(await ledgerOf()).toEqual([])
}, 60_000)

test('another batch of the district is being taken in: it is waited for, and can be broken off while it waits', async () => {
  const { code } = await aProject(office)
  const turn = { district: office.district, listener: 'exchange.commit-files' }
  const files = { '一.csv': paySheetOf(2), '二.csv': paySheetOf(3) }
  let stop: () => void = () => undefined
  await inTurn(
    here.platform,
    turn,
    () => true,
    async () => {
      const waiting = imported(files, { project: code }, (given) => {
        stop = given
      })
      await until(async () => (await lastBatch().catch(() => null))?.state === 'understood')
      stop()
      expect(addedBy(await waiting)).toEqual([null, null])
    },
  )
  expect(await lastBatch()).toMatchObject({ state: 'abandoned' })
  // What it announces nobody else does meanwhile; heard afterwards it changes nothing.
  expect(addedBy(await imported(files, { project: code }))).toEqual([2, 1])
  await here.settle()
  expect(await lastBatch()).toMatchObject({ state: 'committed' })
})

test('a project that the batch’s own list makes is known to the files beside it, also by its number', async () => {
  const list = workbookBytes([
    {
      name: '清单',
      rows: [
        ['项目编号', '项目名称', '建设单位'],
        ['QSQ-1', '青石桥综合楼工程', '某公司'],
        ['BSQ-1', '白石桥综合楼工程', '某公司'],
      ],
    },
  ])
  const files = {
    '甲.xlsx': titled('青石桥综合楼工程2026年8月工资表'),
    '无名.csv': paySheetOf(2),
    '清单.xlsx': list,
  }
  await expect(imported(files, { project: 'NO-SUCH-1' })).rejects.toMatchObject({
    refusal: { code: 'registry.no-such-project' },
  })
  expect(await imported(files, { project: 'BSQ-1', source: '手工登记' })).toMatchObject({
    questions: [],
  })
  expect(await ledgerOf('QSQ-1')).toMatchObject([{ workers: 1 }])
  expect(await ledgerOf('BSQ-1')).toMatchObject([{ workers: 2 }])
})
