import { expect, test } from 'vitest'
import { madeUpId, madeUpPhone, workbookBytes } from '../../../tests/files/made-up.ts'
import { district } from '../../../tests/support/district.ts'
import { act, look } from '../../platform/act.ts'
import { tables } from '../../platform/context.ts'
import { openStage } from '../../platform/stage.ts'
import { listProjectDeposits } from '../deposits/views.ts'
import { aDistrict } from '../places/fixtures.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import { aProject } from '../registry/fixtures.ts'
import { findProject, readProject } from '../registry/views.ts'
import { standardStage } from '../register/contract-standards.ts'
import { recordStandardList } from '../register/record-standard-list.ts'
import { viewStanding } from '../register/views-classes.ts'
import { riskHears } from '../risk/hears.ts'
import { wagesHears } from '../wages/hears.ts'
import { ledgerByProjectMonth } from '../wages/views.ts'
import { commitBatch } from './commit-batch.ts'
import { exchangeHears } from './hears.ts'
import { openBatch } from './open-batch.ts'
import { readBatch } from './read-batch.ts'
import { readSheetRows } from './read-sheet-rows.ts'
import { receiveSourceFile } from './receive-file.ts'
import type { ExchangeTables } from './tables.ts'
import { viewBatch } from './views-batch.ts'
import { viewWithdrawal } from './views-withdrawal.ts'
import { withdrawImport } from './withdraw-import.ts'

const here = await district({ hearers: [...wagesHears, ...riskHears, ...exchangeHears] })
const office = here.at('2026-11-24')
await shipParameters(here.platform, office.now)
await aDistrict(office, { code: here.code, name: '示范区', demo: true })

type Rows = readonly (readonly unknown[])[]
type File = readonly [name: string, sheets: Readonly<Record<string, Rows>>]

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** Drops workbooks on the page and waits until they are read. */
async function dropped(...files: readonly File[]) {
  const { id } = await openBatch(office, { projectId: null })
  for (const [at, [name, sheets]] of files.entries()) {
    const made = Object.entries(sheets).map(([sheet, rows]) => ({ name: sheet, rows }))
    await receiveSourceFile(office, { batchId: id, no: at + 1, name }, once(workbookBytes(made)))
  }
  await readBatch(office, id)
  await here.settle()
  return viewBatch(office, id)
}

async function committed(...files: readonly File[]) {
  const { id } = await dropped(...files)
  await commitBatch(office, id)
  await here.settle()
  return viewBatch(office, id)
}

const projectList = (rows: Rows): File => [
  '在建工程一览表.xlsx',
  {
    一览表: [
      ['示范区住建局在建工程一览表'],
      [
        '序号',
        '项目编号',
        '项目名称',
        '所属镇街',
        '建设单位',
        '施工单位',
        '合同金额（万元）',
        '工程状态',
      ],
      ...rows,
    ],
  },
]
const school = [
  1,
  'JZ-2026-01',
  '甲镇学校扩建工程',
  '甲镇',
  '示例教育局',
  '示例建工甲有限公司',
  5000,
  '在建',
]
const road = [
  2,
  'JZ-2026-02',
  '乙路改造工程',
  '丁街道',
  '示例城投',
  '示例市政有限公司',
  800,
  '停工',
]

test('a list of projects asks for no project, makes them with their parties, and changes nothing the second time', async () => {
  const batch = await dropped(projectList([school, road]))
  expect(batch.questions).toEqual([])
  expect(batch.files[0]?.understood?.sheets[0]).toMatchObject({ kind: 'project-list', accepted: 2 })
  await commitBatch(office, batch.id)
  await here.settle()
  const done = await viewBatch(office, batch.id)
  expect(done.files[0]).toMatchObject({ state: 'committed', changed: { added: 2 } })
  expect(await readProject(office, 'JZ-2026-01')).toMatchObject({
    name: '甲镇学校扩建工程',
    town: `${here.code}101`,
    state: 'building',
    participants: [
      { role: 'owner', name: '示例教育局' },
      { role: 'general-contractor', name: '示例建工甲有限公司' },
    ],
  })
  // A year later in another order: the same says nothing new.
  const again = await committed(projectList([road, school]))
  expect(again.files[0]).toMatchObject({ changed: { added: 0, superseded: 0, unchanged: 2 } })
})

test('a row that contradicts the list of projects is asked and says so; the others go in', async () => {
  const other = [1, 'JZ-2026-01', '完全不同的工程', '甲镇', '', '', 1, '在建']
  const fresh = [2, 'JZ-2026-03', '丙厂房工程', '没有的镇', '', '', 1, '在建']
  const done = await committed(projectList([other, fresh]))
  const [sheet] = done.files[0]?.understood?.sheets ?? []
  expect(sheet).toMatchObject({ accepted: 2, rejected: [] })
  expect(sheet?.findings.map(({ row, code }) => [row, code]).toSorted()).toEqual([
    [3, 'registry.list-asks'],
    [4, 'registry.list-town-unclear'],
  ])
  const asked = sheet?.findings.find(({ row }) => row === 3)
  expect(asked?.message).toContain('甲镇学校扩建工程')
  expect(await findProject(office, 'JZ-2026-03')).not.toBeNull()
})

test('a list of projects and sheets that speak of them, by number or by name, go in together', async () => {
  const roster = (project: Rows[number], id: number): Rows => [
    ['人员名册'],
    ['姓名', '身份证号', '工种', '项目编码', '项目名称'],
    ['赵甲一', madeUpId(id), '木工', ...project],
  ]
  const done = await committed(
    ['名册.xlsx', { 名册: roster(['JZ-2026-11', '同批工程'], 11) }],
    ['名册二.xlsx', { 名册: roster(['', '同批工程二'], 12) }],
    projectList([
      [1, 'JZ-2026-11', '同批工程', '甲镇', '示例城投', '', 1, '在建'],
      [2, '', '同批工程二', '甲镇', '示例城投', '', 1, '在建'],
    ]),
  )
  expect(done.files.map(({ state, error }) => [state, error])).toEqual([
    ['committed', null],
    ['committed', null],
    ['committed', null],
  ])
  expect(done.files.map(({ changed }) => changed?.added)).toEqual([1, 1, 2])
})

test('a list is taken back with the projects that it made, unless other lines stand on them', async () => {
  const list = await committed(
    projectList([[1, 'TB-2026-1', '会撤回的工程', '甲镇', '示例城投', '', 1, '在建']]),
  )
  const fileId = list.files[0]?.id ?? ''
  const deposits = await committed(depositList([['TB-2026-1', '会撤回的工程', '现金', 100]]))
  await expect(withdrawImport(office, fileId)).rejects.toMatchObject({
    refusal: { code: 'exchange.project-in-use', values: { project: '会撤回的工程' } },
  })
  expect((await viewWithdrawal(office, fileId)).refusal).toContain('会撤回的工程')
  expect(await findProject(office, 'TB-2026-1')).not.toBeNull()

  const depositId = deposits.files[0]?.id ?? ''
  expect((await viewWithdrawal(office, depositId)).follows).toMatchObject({
    lines: 1,
    sums: [{ of: 'deposit', beforeFen: 10_000, afterFen: 0 }],
  })
  await withdrawImport(office, depositId)
  await withdrawImport(office, fileId)
  expect(await findProject(office, 'TB-2026-1')).toBeNull()
})

const depositList = (rows: Rows): File => [
  '保证金台账.xlsx',
  {
    台账: [
      ['农民工工资保证金缴存台账'],
      ['项目编号', '项目名称', '缴存形式', '保证金金额（元）', '开户银行', '账号'],
      ...rows.map((row) => [...row, '示例银行', '33010001']),
    ],
  },
]

test('a deposit list goes to the projects it names; a project that nobody knows waits alone', async () => {
  await aProject(office, { code: 'BZ-100', name: '有保证金的工程' })
  const done = await committed(
    depositList([
      ['BZ-100', '有保证金的工程', '现金', 750_000],
      ['', '没登记的工程', '现金', 1],
    ]),
  )
  const [file] = done.files
  expect(done.questions).toEqual([])
  expect(file).toMatchObject({ state: 'committed', changed: { added: 1 } })
  expect(file?.understood?.sheets[0]?.rejected).toMatchObject([
    { row: 4, code: 'deposits.project-unknown' },
  ])
  const { standingFen, deposits } = await listProjectDeposits(office, 'BZ-100')
  expect(standingFen).toBe(75_000_000)
  expect(deposits[0]).toMatchObject({ form: 'cash', source: { importId: file?.id, row: 3 } })
})

const standardList = (rows: Rows): File => [
  '标准化等级名单.xlsx',
  {
    名单: [
      ['在建项目标准化等级评定名单'],
      ['项目编号', '项目名称', '标准化等级', '评定日期', '评定单位'],
      ...rows,
    ],
  },
]

test('a list of standard grades goes to the projects it names, changes no class, and is taken back with its import', async () => {
  await aProject(office, { code: 'BZH-1', name: '评过等级的工程' })
  const standard = async () => (await viewStanding(office, { code: 'BZH-1' })).standard
  const row = (grade: string, on: string) => ['BZH-1', '评过等级的工程', grade, on, '住建局']
  const done = await committed(
    standardList([
      row('B', '2026-06-30'),
      row('A', '2026-09-30'),
      ['', '没登记的工程', 'A', '2026-09-30', '住建局'],
    ]),
  )
  const [file] = done.files
  expect(done.questions).toEqual([])
  expect(file).toMatchObject({ state: 'committed', changed: { added: 2 } })
  expect(file?.understood?.sheets[0]?.rejected).toMatchObject([
    { row: 5, code: 'register.standard-unknown-project' },
  ])
  expect(await standard()).toMatchObject({
    grade: 'A',
    met: null,
    checkedOn: '2026-09-30',
    organisation: '住建局',
  })
  expect((await viewStanding(office, { code: 'BZH-1' })).class).toBe('C')

  const later = await committed(standardList([row('C', '2026-09-30'), row('B', '2026-06-30')]))
  expect(later.files[0]?.changed).toMatchObject({ added: 0, superseded: 1, unchanged: 1 })
  expect(await standard()).toMatchObject({ grade: 'C' })
  const fileId = later.files[0]?.id ?? ''
  expect((await viewWithdrawal(office, fileId)).follows).toMatchObject({ lines: 2 })
  await withdrawImport(office, fileId)
  expect(await standard()).toMatchObject({ grade: 'A' })
  await withdrawImport(office, file?.id ?? '')
  expect(await standard()).toBeNull()
})

test('a firm gives no grades: the rows of its list wait, with why', async () => {
  const { id } = await aProject(office, { code: 'BZH-2', name: '自评等级的工程' })
  const firm = here.as('labour-officer', [id])
  const importId = id
  const recorded = await act(firm, 'source-file.take-in', importId, async (tx) => {
    await openStage(tx, standardStage)
    await tx.client.query(
      `insert into stage_standard values (1, 3, 'BZH-2', null, 'A', '2026-09-30', '自评')`,
    )
    return recordStandardList(tx, { importId, projectId: id })
  })
  expect(recorded).toMatchObject({
    added: 0,
    findings: [{ row: 3, code: 'register.standard-not-yours', waits: true }],
  })
  expect((await viewStanding(office, { code: 'BZH-2' })).standard).toBeNull()
})

const reporter = { name: '赵甲一', phone: madeUpPhone(7), says: '包工头拖欠工资请尽快处理' }
const clues: Rows = [
  ['全国根治欠薪线索反映平台线索清单'],
  [
    '线索编号',
    '反映时间',
    '被反映单位',
    '项目名称',
    '欠薪金额',
    '涉及人数',
    '反映人',
    '联系电话',
    '线索内容',
  ],
  [
    'X20261101',
    '2026-11-01',
    '示例劳务公司',
    '没登记的工程',
    25_000,
    3,
    reporter.name,
    reporter.phone,
    reporter.says,
  ],
  [
    'X20261101',
    '2026-11-01',
    '示例劳务公司',
    '没登记的工程',
    25_000,
    3,
    reporter.name,
    reporter.phone,
    reporter.says,
  ],
]

/** All that the database keeps of the files, but their sealed bytes. */
async function keptText(): Promise<string> {
  const kept = await look(office, async (reading) => {
    const files = await tables<ExchangeTables>(reading)
      .selectFrom('exchange.source_file')
      .selectAll()
      .execute()
    const audit = await reading.client.query('select * from platform.audit_entry')
    return [files, audit.rows]
  })
  return JSON.stringify(kept)
}

test('a list of clues is kept waiting: no project is asked for, nothing of who reports is kept outside the sealed file', async () => {
  const batch = await dropped(['线索清单.xlsx', { 线索: clues }])
  expect(batch.questions).toEqual([])
  await commitBatch(office, batch.id)
  await here.settle()
  const done = await viewBatch(office, batch.id)
  const [file] = done.files
  expect(done.state).toBe('committed')
  expect(file).toMatchObject({ state: 'waiting', changed: { added: 0 } })
  const [sheet] = file?.understood?.sheets ?? []
  expect(sheet).toMatchObject({ kind: 'clue-list-national', accepted: 2 })
  expect(sheet?.findings.map(({ code }) => code)).toEqual([
    'recognition.clues-wait',
    'recognition.clue-number-twice',
  ])
  const text = await keptText()
  for (const secret of Object.values(reporter)) expect(text).not.toContain(secret)

  const shown = await readSheetRows(office, {
    fileId: file?.id ?? '',
    sheet: 1,
    from: 1,
    count: 10,
  })
  expect(JSON.stringify(shown)).toContain('X20261101')
  for (const secret of Object.values(reporter)) expect(JSON.stringify(shown)).not.toContain(secret)

  const again = await committed(['线索清单.xlsx', { 线索: clues }])
  expect(again.files[0]?.state).toBe('repeated')
  await withdrawImport(office, file?.id ?? '')
})

test('a book of a pay sheet and a list of clues commits the pay sheet and says that the clues wait', async () => {
  const { code } = await aProject(office, { code: 'HB-100', name: '混合工程' })
  const done = await committed([
    '混合.xlsx',
    {
      工资表: [
        ['混合工程2026年5月农民工工资表'],
        ['项目名称：混合工程'],
        ['姓名', '身份证号', '工资月份', '应发金额', '实发金额', '发放日期'],
        ['钱乙二', madeUpId(2), '2026-05', 5000, 5000, '2026-06-10'],
      ],
      线索: clues,
    },
  ])
  const [file] = done.files
  expect(file).toMatchObject({ state: 'committed', changed: { added: 1 } })
  const sheets = file?.understood?.sheets ?? []
  expect(sheets.map(({ kind }) => kind)).toEqual(['pay-sheet', 'clue-list-national'])
  expect(sheets[1]?.findings.map(({ code: said }) => said)).toContain('recognition.clues-wait')
  const ledger = await look(office, (reading) => ledgerByProjectMonth(reading, { project: code }))
  expect(ledger).toMatchObject([{ month: '2026-05', dueFen: 500_000 }])
})
