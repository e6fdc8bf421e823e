import { expect, test } from 'vitest'
import { madeUpId, workbookBytes } from '../../../tests/files/made-up.ts'
import { district } from '../../../tests/support/district.ts'
import { look } from '../../platform/act.ts'
import { aDistrict } from '../places/fixtures.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import { aProject } from '../registry/fixtures.ts'
import { riskHears } from '../risk/hears.ts'
import { wagesHears } from '../wages/hears.ts'
import { viewProjectFunds } from '../wages/views-funds.ts'
import { ledgerByProjectMonth } from '../wages/views.ts'
import { chooseListedProject } from './choose-listed-project.ts'
import { chooseProject } from './choose-project.ts'
import { commitBatch } from './commit-batch.ts'
import { exchangeHears } from './hears.ts'
import { openBatch } from './open-batch.ts'
import { readBatch } from './read-batch.ts'
import { receiveSourceFile } from './receive-file.ts'
import { rehearseBatch } from './rehearse-batch.ts'
import { viewBatch } from './views-batch.ts'

/* Sheets that name no project, beside others that do: a list that makes some, or a statement whose account has a holder. */

const here = await district({ hearers: [...wagesHears, ...riskHears, ...exchangeHears] })
const office = here.at('2026-11-24')
await shipParameters(here.platform, office.now)
await aDistrict(office, { code: here.code, name: '示范区', demo: true })

type Rows = readonly (readonly unknown[])[]

async function dropped(...files: readonly (readonly [name: string, rows: Rows])[]) {
  const { id } = await openBatch(office, { projectId: null })
  for (const [at, [name, rows]] of files.entries()) {
    const bytes = workbookBytes([{ name: 'Sheet1', rows }])
    const once = async function* () {
      yield bytes
    }
    await receiveSourceFile(office, { batchId: id, no: at + 1, name }, once())
  }
  await readBatch(office, id)
  await here.settle()
  return viewBatch(office, id)
}

const listOf = (no: number): Rows => [
  ['示范区住建局在建工程一览表'],
  ['序号', '项目编号', '项目名称', '所属镇街', '建设单位', '施工单位', '工程状态'],
  [1, `LB-${no}-01`, `清单一号工程${no}`, '甲镇', '示例教育局', '示例建工甲有限公司', '在建'],
  [2, `LB-${no}-02`, `清单二号工程${no}`, '甲镇', '示例城投', '示例市政有限公司', '在建'],
]

const paySheet = (no: number): Rows => [
  ['2026 年 9 月工资表'],
  ['姓名', '身份证号', '应发金额', '实发金额', '发放日期'],
  ['赵甲一', madeUpId(no), 5000, 5000, '2026-10-10'],
]

const owedOf = (project: string) =>
  look(office, (reading) => ledgerByProjectMonth(reading, { project }))

test('the file that names none is told to be of a listed project, and goes in with the list', async () => {
  const batch = await dropped(['一览表.xlsx', listOf(1)], ['九月工资.xlsx', paySheet(901)])
  expect(batch.questions).toMatchObject([{ said: 'nothing', files: [{ name: '九月工资.xlsx' }] }])
  const files = batch.files.filter(({ name }) => name === '九月工资.xlsx').map(({ id }) => id)
  const listed = { said: 'code', written: 'LB-1-02' } as const
  await expect(
    chooseListedProject(office, batch.id, { listed: { ...listed, written: 'LB-9-99' }, files }),
  ).rejects.toMatchObject({ refusal: { code: 'exchange.not-listed' } })
  expect(await chooseListedProject(office, batch.id, { listed, files })).toEqual({
    code: 'LB-1-02',
    name: '清单二号工程1',
  })
  const said = await viewBatch(office, batch.id)
  expect(said.questions).toEqual([])
  expect(said.files[1]).toMatchObject({
    joinedBy: 'officer',
    project: null,
    listed: { code: 'LB-1-02', name: '清单二号工程1' },
  })
  const rehearsed = await rehearseBatch(office, batch.id, { whole: false })
  expect(rehearsed.files.map(({ error }) => error)).toEqual([null, null])
  await commitBatch(office, batch.id)
  await here.settle()
  const done = await viewBatch(office, batch.id)
  expect(done.files.map(({ state }) => state)).toEqual(['committed', 'committed'])
  expect(done.files[1]).toMatchObject({ joinedBy: 'officer', project: { code: 'LB-1-02' } })
  expect(await owedOf('LB-1-02')).toMatchObject([{ workers: 1, dueFen: 500_000 }])
  expect(await owedOf('LB-1-01')).toEqual([])
})

test('what was said last holds: a listed project after a known one, and a known one after that', async () => {
  const known = await aProject(office, { name: '早已登记的工程' })
  const batch = await dropped(['一览表.xlsx', listOf(2)], ['九月工资.xlsx', paySheet(902)])
  const files = batch.files.slice(1).map(({ id }) => id)
  const listed = { said: 'code', written: 'LB-2-01' } as const
  await chooseProject(office, batch.id, { code: known.code, files })
  await chooseListedProject(office, batch.id, { listed, files })
  expect((await viewBatch(office, batch.id)).files[1]).toMatchObject({
    joinedBy: 'officer',
    project: null,
  })
  await chooseProject(office, batch.id, { code: known.code, files })
  expect((await viewBatch(office, batch.id)).files[1]).toMatchObject({
    joinedBy: 'officer',
    project: { code: known.code },
  })
})

test('a name that nobody knows may be a listed project too, said in other words', async () => {
  const named = paySheet(903).map((row, at) => (at === 0 ? ['项目名称：清单一号', ...row] : row))
  const batch = await dropped(['一览表.xlsx', listOf(3)], ['工资.xlsx', named])
  expect(batch.questions).toMatchObject([{ said: 'name', about: '清单一号' }])
  const files = batch.questions.flatMap((one) => one.files.map(({ id }) => id))
  await chooseListedProject(office, batch.id, {
    listed: { said: 'code', written: 'LB-3-01' },
    files,
  })
  await commitBatch(office, batch.id)
  await here.settle()
  expect(await owedOf('LB-3-01')).toMatchObject([{ workers: 1, dueFen: 500_000 }])
})

test('a statement is of the project that its account’s holder names, though the batch speaks of two', async () => {
  const first = await aProject(office, { name: '户名甲安置房工程' })
  const second = await aProject(office, { name: '户名乙学校工程' })
  const statement: Rows = [
    ['账户交易明细'],
    ['户名：示例建工甲有限公司户名乙学校项目农民工工资专用账户', '', '账号：33001611135050001234'],
    ['交易日期', '摘要', '收入', '支出', '余额', '对方户名'],
    ['2026-09-05', '人工费', 9000, '', 9000, '示例建设单位'],
  ]
  const named = (name: string, no: number) => [[`项目名称：${name}`], ...paySheet(no)]
  const batch = await dropped(
    ['甲工资.xlsx', named('户名甲安置房工程', 904)],
    ['乙工资.xlsx', named('户名乙学校工程', 905)],
    ['专户明细.xlsx', statement],
  )
  expect(batch.questions).toEqual([])
  expect(batch.files.map(({ project }) => project?.code)).toEqual([
    first.code,
    second.code,
    second.code,
  ])
  await commitBatch(office, batch.id)
  await here.settle()
  const { accounts } = await viewProjectFunds(office, second.code)
  expect(accounts).toMatchObject([{ inFen: 900_000, balanceFen: 900_000 }])
})
