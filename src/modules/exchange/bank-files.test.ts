import { expect, test } from 'vitest'
import { madeUpCard, madeUpId, utf8, workbookBytes } from '../../../tests/files/made-up.ts'
import { district } from '../../../tests/support/district.ts'
import { look } from '../../platform/act.ts'
import { aDistrict } from '../places/fixtures.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import type { Project } from '../registry/contract.ts'
import { aProject } from '../registry/fixtures.ts'
import { riskHears } from '../risk/hears.ts'
import { wagesHears } from '../wages/hears.ts'
import { ledgerByProjectMonth, listLedger } from '../wages/views.ts'
import { viewProjectFunds } from '../wages/views-funds.ts'
import { openReaders } from '../recognition/readers.ts'
import { takeIn } from './take-in.ts'
import { viewWithdrawal } from './views-withdrawal.ts'
import { withdrawImport } from './withdraw-import.ts'

const here = await district({ hearers: [...wagesHears, ...riskHears] })
const office = here.at('2026-11-23')
await shipParameters(here.platform, office.now)
await aDistrict(office, { code: here.code, name: '示范区', demo: true })

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

interface File {
  readonly name: string
  readonly bytes: Uint8Array
}

const people = ['赵甲一', '钱甲二', '孙甲三', '李甲四']
const net = [480_000, 400_000, 399_999, 300_000]
const yuan = (fen: number) => (fen / 100).toFixed(2)

/** The sheet says that all four were paid on 20 June. */
const paySheet: File = {
  name: '2026年5月工资表.csv',
  bytes: utf8(
    ['姓名,身份证号,银行卡号,工资月份,应发金额,扣款,实发金额,发放日期']
      .concat(
        people.map((name, at) =>
          [
            name,
            madeUpId(at),
            `'${madeUpCard(at)}`,
            '2026-05',
            yuan((net[at] ?? 0) + 5_000),
            '50.00',
            yuan(net[at] ?? 0),
            '2026-06-20',
          ].join(','),
        ),
      )
      .join('\n'),
  ),
}

/** The bank paid the first on 23 June and the second on 2 July; the third failed; of the fourth it says nothing. */
const bankReturn: File = {
  name: '2026年5月工资代发结果.xlsx',
  bytes: workbookBytes([
    {
      name: '代发结果',
      rows: [
        ['2026年5月工资代发结果'],
        ['序号', '户名', '账号', '金额', '交易日期', '处理结果', '失败原因'],
        [1, people[0], madeUpCard(0), 4800, '2026-06-23', '成功', ''],
        [2, people[1], madeUpCard(1), 4000, '2026-07-02', '成功', ''],
        [3, people[2], madeUpCard(2), 3999.99, '2026-06-23', '失败', '户名不符'],
        ['合计', '', '', 12799.99],
      ],
    },
  ]),
}

const statement: File = {
  name: '专户流水.xlsx',
  bytes: workbookBytes([
    {
      name: '明细',
      rows: [
        ['账户交易明细 账号：33001611135050000001 户名：示例建设农民工工资专用账户'],
        ['交易日期', '支出', '收入', '余额', '对方户名', '对方账号', '摘要'],
        ['2026-06-05', '', 100000, 100000, '示例城投', '33001611135050009999', '人工费'],
        ['2026-06-23', 4800, '', 95200, people[0], madeUpCard(0), '代发工资'],
        ['2026-07-02', 4000, '', 91200, people[1], madeUpCard(1), '代发工资'],
      ],
    },
  ]),
}

const labourCost: File = {
  name: '人工费拨付台账.csv',
  bytes: utf8('月份,应拨付金额,实际拨付金额,拨付日期\n2026-05,120000,100000,2026-06-05\n'),
}

const transfer: File = {
  name: '2026年5月批量代发文件.csv',
  bytes: utf8(
    ['户名,账号,金额,附言']
      .concat(
        people
          .slice(0, 3)
          .map((name, at) => `${name},'${madeUpCard(at)},${yuan(net[at] ?? 0)},工资`),
      )
      .concat(`周甲五,'${madeUpCard(9)},100.00,工资`)
      .join('\n'),
  ),
}

async function take(project: Project, file: File) {
  const readers = openReaders(here.platform.keys, here.code)
  try {
    return await takeIn(
      office,
      readers,
      { name: file.name, projectId: project.id },
      once(file.bytes),
    )
  } finally {
    readers.drop()
  }
}

const monthOf = (project: Project) =>
  look(office, (reading) => ledgerByProjectMonth(reading, { project: project.code }))

async function paidOf(project: Project) {
  const { rows } = await listLedger(office, { limit: 50, project: project.code })
  return rows
    .map((row) => [row.dueFen, row.paidOnTimeFen, row.paidLateFen, row.owedFen].join(' '))
    .toSorted()
}

/** The import that a file has become for a project. */
async function idOf(project: Project, { name }: File): Promise<string> {
  const { rows } = await look(office, (reading) =>
    reading.client.query<{ id: string }>(
      `select id from exchange.source_file where name = $1 and state = 'committed' and project_id = $2`,
      [name, project.id],
    ),
  )
  return rows[0]?.id ?? ''
}

/** Due 4,850.00, 4,050.00, 4,049.99 and 3,050.00, of which 50.00 each is taken off. */
const right = [
  // As the sheet says: the bank does not speak of it.
  '305000 300000 0 0',
  // It did not arrive.
  '404999 0 0 399999',
  // Late: the bank's day counts.
  '405000 0 400000 0',
  '485000 480000 0 0',
]

const orders = [
  [paySheet, bankReturn, statement, labourCost, transfer],
  [bankReturn, transfer, statement, paySheet, labourCost],
  [statement, labourCost, bankReturn, paySheet, transfer],
]

test.each(orders.map((files, at) => [at + 1, files] as const))(
  'pay sheet, bank return and statement in any order make the same ledger, to the fen: %s',
  async (_, files) => {
    const project = await aProject(office)
    const taken = new Map<File, Awaited<ReturnType<typeof take>>>()
    for (const file of files) taken.set(file, await take(project, file))
    expect(await paidOf(project)).toEqual(right)
    expect(await monthOf(project)).toMatchObject([
      {
        month: '2026-05',
        workers: 4,
        dueFen: 1_599_999,
        deductedFen: 20_000,
        paidOnTimeFen: 780_000,
        paidLateFen: 400_000,
        owedFen: 399_999,
      },
    ])
    const kinds = [...taken.values()].map(({ understood }) => understood.sheets[0]?.kind)
    expect(new Set(kinds)).toEqual(
      new Set(['pay-sheet', 'bank-return', 'account-statement', 'labour-cost', 'bank-transfer']),
    )
    expect(taken.get(bankReturn)?.understood.sheets[0]?.totals).toMatchObject({ paidFen: 880_000 })
    const funds = await viewProjectFunds(office, project.code)
    expect(funds.accounts).toMatchObject([
      {
        account: '3300************0001',
        balanceFen: 9_120_000,
        balanceOn: '2026-07-02',
        inFen: 10_000_000,
      },
    ])
    expect(funds.labourCost).toMatchObject([
      { month: '2026-05', dueFen: 12_000_000, paidFen: 10_000_000, gapFen: 2_000_000 },
    ])
    expect(taken.get(transfer)?.changed).toMatchObject({ added: 0, superseded: 0, workersNew: 0 })
  },
)

test('sent again nothing changes; the return taken back, the sheet’s word counts again; brought back, the bank’s', async () => {
  const project = await aProject(office)
  await take(project, paySheet)
  const before = await paidOf(project)
  await take(project, bankReturn)
  expect((await take(project, bankReturn)).repeated).toBe(true)
  expect(await paidOf(project)).toEqual(right)
  const returnId = await idOf(project, bankReturn)
  expect(await withdrawImport(office, returnId)).toMatchObject({ lines: 3 })
  expect(await paidOf(project)).toEqual(before)
  expect(before).toEqual([
    '305000 300000 0 0',
    '404999 399999 0 0',
    '405000 400000 0 0',
    '485000 480000 0 0',
  ])
  await take(project, bankReturn)
  expect(await paidOf(project)).toEqual(right)
})

test('who is asked to be paid and is not on the sheet, and a sum that is not his net, are said at their rows', async () => {
  const project = await aProject(office)
  await take(project, paySheet)
  const { understood } = await take(project, transfer)
  expect(
    understood.sheets[0]?.findings.flatMap(({ row, code }) =>
      code.startsWith('wages.') ? [`${row} ${code}`] : [],
    ),
  ).toEqual(['5 wages.payee-unknown'])
})

test('before they are taken back, what banks and owners said is summed too, by what it is', async () => {
  const project = await aProject(office)
  for (const file of [paySheet, bankReturn, statement, labourCost]) await take(project, file)
  const sumsOf = async (file: File) => {
    const { follows } = await viewWithdrawal(office, await idOf(project, file))
    return follows?.sums.map(({ of, beforeFen, afterFen }) => [of, beforeFen, afterFen])
  }
  expect(await sumsOf(paySheet)).toEqual([
    ['due', 1_599_999, 0],
    ['paid', 1_579_999, 0],
  ])
  // What the bank did not pay is no money.
  expect(await sumsOf(bankReturn)).toEqual([['bank-paid', 880_000, 0]])
  expect(await sumsOf(statement)).toEqual([
    ['account-in', 10_000_000, 0],
    ['account-out', 880_000, 0],
  ])
  expect(await sumsOf(labourCost)).toEqual([['labour-cost', 10_000_000, 0]])
  for (const file of [statement, labourCost, bankReturn, paySheet]) {
    await withdrawImport(office, await idOf(project, file))
  }
  expect(await monthOf(project)).toEqual([])
})
