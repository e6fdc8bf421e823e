import { Readable } from 'node:stream'
import { uuidv7 } from 'uuidv7'
import { describe, expect, test } from 'vitest'
import { district } from '../../../tests/support/district.ts'
import { month } from '../../kernel/day.ts'
import { act, look } from '../../platform/act.ts'
import { type CopyCell, copyBytes, copyLine } from '../../platform/copy-text.ts'
import { blindIndex, sealValue } from '../../platform/keys.ts'
import { copyInto, openStage } from '../../platform/stage.ts'
import type { Stage } from '../../kernel/stage.ts'
import { aLabourSheet, demoIdNumber } from '../labour/fixtures.ts'
import { takeBack as takeBackLabour } from '../labour/take-back.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import type { Project } from '../registry/contract.ts'
import { aProject } from '../registry/fixtures.ts'
import { checkBankTransfers } from './check-bank-transfers.ts'
import { accountFlowStage, bankTransferStage, labourCostStage } from './contract.ts'
import { aPaySheet, type StatedPay, type StatedReturn } from './fixtures.ts'
import { wagesHears } from './hears.ts'
import { recordAccountFlows } from './record-account-flows.ts'
import { recordLabourCost } from './record-labour-cost.ts'
import { takeBack } from './take-back.ts'
import { listAccountFlows, viewProjectFunds } from './views-funds.ts'
import { viewLedgerRow } from './views-ledger-row.ts'
import { listLedger } from './views.ts'

const here = await district({ hearers: wagesHears })
const office = here.at('2026-11-23')
await shipParameters(here.platform, office.now)
const may = '2026-05'
const worker = { name: '赵甲一', idNumber: demoIdNumber(1), card: '6217000000000000001' }

const ledgerOf = async (project: Project) =>
  (await listLedger(office, { limit: 50, project: project.code })).rows
const hand = (
  project: Project,
  lines: { pay?: readonly StatedPay[]; returns?: readonly StatedReturn[] },
  persons = [worker],
) => aPaySheet(office, { projectId: project.id, persons, ...lines })

function withdraw(importId: string) {
  return act(office, 'test.withdraw', importId, async (tx) => {
    await takeBackLabour(tx, importId)
    await takeBack(tx, importId)
  })
}

const due = { person: 0, month: may, dueFen: 600_000, paidOn: '2026-06-20' }
const paid = { person: 0, month: may, amountFen: 600_000, paidOn: '2026-07-03' }

describe('bank returns in the ledger', () => {
  test('sheet and bank say one payment once, whichever comes first, and the bank’s day counts', async () => {
    const [one, two] = [await aProject(office), await aProject(office)]
    await hand(one, { pay: [due] })
    expect(await ledgerOf(one)).toMatchObject([{ paidOnTimeFen: 600_000, paidLateFen: 0 }])
    await hand(one, { returns: [paid] })
    await hand(two, { returns: [paid] })
    await hand(two, { pay: [due] })
    for (const project of [one, two]) {
      expect(await ledgerOf(project)).toMatchObject([
        { dueFen: 600_000, paidOnTimeFen: 0, paidLateFen: 600_000, owedFen: 0 },
      ])
    }
  })

  test('a failed return takes the stated payment away; paid later it is paid, and taking it back revives', async () => {
    const project = await aProject(office)
    await hand(project, { pay: [due] })
    const failed = await hand(project, {
      returns: [
        { ...paid, paidOn: '2026-06-20', outcome: 'failed', reason: '户名不符', place: 'F1' },
      ],
    })
    expect(await ledgerOf(project)).toMatchObject([{ paidOnTimeFen: 0, owedFen: 600_000 }])
    const again = await hand(project, { returns: [{ ...paid, place: 'F2' }] })
    expect(await ledgerOf(project)).toMatchObject([{ paidLateFen: 600_000, owedFen: 0 }])
    await withdraw(again.importId)
    expect(await ledgerOf(project)).toMatchObject([{ owedFen: 600_000 }])
    await withdraw(failed.importId)
    expect(await ledgerOf(project)).toMatchObject([{ paidOnTimeFen: 600_000, owedFen: 0 }])
  })

  test('a return without a sheet is a payment; without any month it counts for the pay line of its sum', async () => {
    const project = await aProject(office)
    const { month: _, ...open } = paid
    await hand(project, { returns: [open] })
    expect(await ledgerOf(project)).toMatchObject([{ month: '2026-06', paidOnTimeFen: 600_000 }])
    const sheet = await hand(project, { pay: [{ ...due, dueFen: 600_000, paidOn: '2026-06-20' }] })
    expect(await ledgerOf(project)).toMatchObject([
      { month: may, dueFen: 600_000, paidOnTimeFen: 0, paidLateFen: 600_000 },
    ])
    await withdraw(sheet.importId)
    expect(await ledgerOf(project)).toMatchObject([{ month: '2026-06', dueFen: 0 }])
  })

  test('the same return sent again changes nothing; 处理中 becomes 成功; both are lines behind the month', async () => {
    const project = await aProject(office)
    await hand(project, { pay: [due] })
    await hand(project, { returns: [{ ...paid, outcome: 'pending', place: 'R1' }] })
    expect(await ledgerOf(project)).toMatchObject([{ paidOnTimeFen: 600_000 }])
    const done = await hand(project, { returns: [{ ...paid, place: 'R1' }] })
    expect(done.recorded).toEqual({ added: 1, superseded: 1, unchanged: 0 })
    const again = await hand(project, { returns: [{ ...paid, place: 'R1' }] })
    expect(again.recorded).toEqual({ added: 0, superseded: 0, unchanged: 1 })
    const [row] = await ledgerOf(project)
    expect(row).toMatchObject({ paidLateFen: 600_000 })
    const { lines } = await viewLedgerRow(office, {
      project: project.code,
      workerId: row?.workerId ?? '',
      month: month(may),
    })
    expect(
      lines
        .filter(({ kind }) => kind === 'bank-return')
        .map((line) => [line.outcome, line.superseded]),
    ).toEqual([
      ['pending', true],
      ['paid', false],
      ['paid', true],
    ])
  })

  test('what others read of payments by day is what is settled', async () => {
    const project = await aProject(office)
    await hand(project, { pay: [due, { ...due, month: '2026-06', paidOn: '2026-07-20' }] })
    await hand(project, { returns: [paid] })
    const days = await look(office, (reading) =>
      reading.client.query(
        'select month, paid_on, amount_fen from wages.payment_day where district = $1 and project_id = $2 order by month',
        [here.code, project.id],
      ),
    )
    expect(days.rows).toEqual([
      { month: may, paid_on: '2026-07-03', amount_fen: 600_000 },
      { month: '2026-06', paid_on: '2026-07-20', amount_fen: 600_000 },
    ])
  })

  test('the card of a return that is not the worker’s is said', async () => {
    const project = await aProject(office)
    await aLabourSheet(office, {
      projectId: project.id,
      persons: [worker],
      roster: [{ person: 0 }],
    })
    const other = { ...worker, card: '6217000000000000002' }
    const found = await hand(project, { returns: [paid] }, [other])
    expect(found.recorded).toMatchObject({ added: 1 })
    expect(found.findings).toMatchObject([{ row: 4, code: 'wages.card-differs' }])
  })
})

function sealed(value: string | null): CopyCell[] {
  if (value === null) return [null, null, null, null]
  const { blindIndex: index, ciphertext, masked } = sealValue(here.platform.keys, 'card', value)
  return [{ copied: copyBytes(index) }, { copied: copyBytes(ciphertext) }, masked, uuidv7()]
}

async function staged<T>(
  project: Project,
  stage: Stage,
  rows: readonly (readonly CopyCell[])[],
  record: (
    tx: Parameters<typeof recordLabourCost>[0],
    of: { importId: string; projectId: string },
  ) => Promise<T>,
): Promise<{ importId: string; done: T }> {
  const importId = uuidv7()
  const done = await act(office, 'test.stage', importId, async (tx) => {
    await openStage(tx, stage)
    await tx.client.query(`truncate ${stage.table}`)
    await copyInto(tx, stage, Readable.from(rows.map(copyLine)))
    return record(tx, { importId, projectId: project.id })
  })
  return { importId, done }
}

const account = '33001611135050000001'
type Flow = readonly [
  on: string,
  amountFen: number,
  balanceFen: number | null,
  kind: string,
  place: string,
]

function flows(project: Project, lines: readonly Flow[], of: string | null = account) {
  const rows = lines.map(([on, amount, balance, kind, place], nth) => [
    1,
    nth + 4,
    null,
    ...sealed(of),
    '示例建设城东学校项目农民工工资专用账户',
    '示例银行',
    on,
    amount,
    balance,
    kind,
    kind === 'wages' ? '赵甲一' : '示例城投',
    ...sealed(kind === 'wages' ? worker.card : null),
    '摘要',
    null,
    place,
  ])
  return staged(project, accountFlowStage, rows, recordAccountFlows)
}

describe('special accounts', () => {
  test('statements that overlap say a movement once; balance as of the last one; nothing readable is stored', async () => {
    const project = await aProject(office)
    const first: Flow[] = [
      ['2026-06-05', 10_000_000, 10_000_000, 'labour-cost', 'A'],
      ['2026-06-20', -600_000, 9_400_000, 'wages', 'B'],
    ]
    await flows(project, first)
    // Newest first, and two on the last day: the balance is that of the later.
    const more = await flows(project, [
      ['2026-06-21', 1_234, 9_390_734, 'interest', 'D'],
      ['2026-06-21', -10_500, 9_389_500, 'bank-charge', 'C'],
      ...first.toReversed(),
    ])
    expect(more.done).toEqual({ added: 2, superseded: 0, unchanged: 2 })
    const funds = await viewProjectFunds(office, project.code)
    expect(funds.accounts).toMatchObject([
      {
        account: '3300************0001',
        holder: '示例建设城东学校项目农民工工资专用账户',
        flows: 4,
        inFen: 10_001_234,
        outFen: 610_500,
        balanceFen: 9_390_734,
        balanceOn: '2026-06-21',
        frozenOn: null,
      },
    ])
    const page = await listAccountFlows(office, project.code, { limit: 3 })
    expect(page.rows.map(({ flowOn }) => flowOn)).toEqual([
      '2026-06-21',
      '2026-06-21',
      '2026-06-20',
    ])
    const rest = await listAccountFlows(office, project.code, { limit: 3, after: page.next ?? '' })
    expect(rest.rows).toMatchObject([{ flowOn: '2026-06-05', kind: 'labour-cost' }])
    expect(page.rows[2]).toMatchObject({
      counterName: '赵*一',
      counterAccount: '6217***********0001',
    })
    const stored = await look(office, (reading) =>
      reading.client.query(
        `select (select string_agg(f::text, ' ') from wages.account_flow f) || (select string_agg(a::text, ' ') from wages.special_account a)
          || (select string_agg(v::text, ' ') from platform.personal_value v) as all`,
      ),
    )
    const text = JSON.stringify(stored.rows)
    expect(text).not.toContain(account)
    expect(text).not.toContain(worker.card)
    await withdraw(more.importId)
    expect((await viewProjectFunds(office, project.code)).accounts).toMatchObject([{ flows: 2 }])
  })

  test('an account of which nothing stands is not shown; a statement without a number has a place of its own', async () => {
    const project = await aProject(office)
    const only = await flows(project, [['2026-06-05', 100, null, 'labour-cost', 'A']], null)
    expect((await viewProjectFunds(office, project.code)).accounts).toMatchObject([
      { account: null, balanceFen: null, flows: 1 },
    ])
    await withdraw(only.importId)
    expect((await viewProjectFunds(office, project.code)).accounts).toEqual([])
  })
})

type Cost = readonly [
  month: string,
  nth: number,
  dueFen: number | null,
  paidFen: number | null,
  paidOn: string | null,
]

function costs(project: Project, lines: readonly Cost[]) {
  const rows = lines.map(([of, nth, dueFen, paidFen, paidOn], at) => [
    1,
    at + 4,
    null,
    of,
    nth,
    null,
    null,
    dueFen,
    true,
    null,
    paidFen,
    paidOn,
    '示例城投',
    null,
  ])
  return staged(project, labourCostStage, rows, recordLabourCost)
}

test('labour cost by month: parts add, a later list supersedes row by row, taking it back revives', async () => {
  const project = await aProject(office)
  await costs(project, [
    ['2026-05', 1, 1_000_000, 400_000, '2026-06-10'],
    ['2026-05', 2, null, 100_000, '2026-06-20'],
    ['2026-06', 1, 2_000_000, null, null],
  ])
  const months = async () => (await viewProjectFunds(office, project.code)).labourCost
  expect(await months()).toMatchObject([
    { month: '2026-06', dueFen: 2_000_000, paidFen: null, gapFen: 2_000_000 },
    {
      month: '2026-05',
      dueFen: 1_000_000,
      paidFen: 500_000,
      paidOn: '2026-06-20',
      gapFen: 500_000,
    },
  ])
  const later = await costs(project, [['2026-06', 1, 2_000_000, 2_000_000, '2026-07-09']])
  expect(later.done).toEqual({ added: 1, superseded: 1, unchanged: 0 })
  expect((await months())[0]).toMatchObject({ paidFen: 2_000_000, gapFen: 0 })
  await withdraw(later.importId)
  expect((await months())[0]).toMatchObject({ paidFen: null, gapFen: 2_000_000 })
  expect((await viewProjectFunds(office, project.code)).labourCostTotal).toMatchObject({
    dueFen: 3_000_000,
    paidFen: 500_000,
    gapFen: 2_500_000,
  })
})

test('a file that asks to pay is compared and leaves nothing', async () => {
  const project = await aProject(office)
  const other = { name: '钱甲二', idNumber: demoIdNumber(2), card: '6217000000000000022' }
  await aPaySheet(office, {
    projectId: project.id,
    persons: [worker, other],
    roster: [{ person: 0 }, { person: 1 }],
    pay: [{ person: 0, month: may, dueFen: 600_000 }],
  })
  const before = await ledgerOf(project)
  const index = (card: string) => ({
    copied: copyBytes(blindIndex(here.platform.keys, 'card', card)),
  })
  const rows: CopyCell[][] = [
    [1, 4, null, '赵甲一', null, index(worker.card), may, 600_000],
    [1, 5, null, '赵甲一', null, index(worker.card), may, 650_000],
    [1, 6, null, '赵甲一', null, index('6217000000000000033'), may, 600_000],
    [1, 7, null, '钱甲二', null, index(other.card), may, 500_000],
    [1, 8, null, '孙甲三', null, index('6217000000000000044'), may, 500_000],
  ]
  const { done } = await staged(project, bankTransferStage, rows, checkBankTransfers)
  expect(done.findings.map(({ row, code }) => `${row} ${code}`)).toEqual([
    '5 wages.net-differs',
    '6 wages.card-differs',
    '7 wages.not-on-pay-sheet',
    '8 wages.payee-unknown',
  ])
  expect(done.findings[0]?.values).toEqual({ net: '6,000.00' })
  expect(await ledgerOf(project)).toEqual(before)
})
