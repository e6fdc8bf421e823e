import { beforeAll, describe, expect, test } from 'vitest'
import { site, thirtyFiles, truth, workers } from '../../../tests/files/thirty-files.ts'
import { district } from '../../../tests/support/district.ts'
import { YearMonth, day } from '../../kernel/day.ts'
import { look } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import { listProjectDeposits } from '../deposits/views.ts'
import { aDistrict } from '../places/fixtures.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import { riskHears } from '../risk/hears.ts'
import { warningsAsOf } from '../risk/views.ts'
import { wagesHears } from '../wages/hears.ts'
import { ledgerByProjectMonth, listLedger } from '../wages/views.ts'
import { viewProjectFunds } from '../wages/views-funds.ts'
import { chooseProject } from './choose-project.ts'
import { commitBatch } from './commit-batch.ts'
import type { Batch, FileState } from './contract.ts'
import { exchangeHears } from './hears.ts'
import { openBatch } from './open-batch.ts'
import { readBatch } from './read-batch.ts'
import { receiveSourceFile } from './receive-file.ts'
import { rehearseBatch } from './rehearse-batch.ts'
import { listBatches } from './views.ts'
import { viewBatch } from './views-batch.ts'

// A site's whole quarter as one folder: what somebody who has never seen the program would drop first.
const here = await district({ hearers: [...wagesHears, ...riskHears, ...exchangeHears] })
const today = '2026-11-23'
const office = here.at(today)
const elsewhere = here.elsewhere('990102')
await shipParameters(here.platform, office.now)
await aDistrict(office, { code: here.code, name: '示范区', demo: true })
await aDistrict(elsewhere, { code: '990102', name: '示范新区' })
const third = here.elsewhere('990103')
await aDistrict(third, { code: '990103', name: '示范旧区' })

const dropped = thirtyFiles()

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

async function read(ctx: Context, files: typeof dropped): Promise<Batch> {
  const { id } = await openBatch(ctx, { projectId: null })
  for (const [at, { name, bytes }] of files.entries()) {
    await receiveSourceFile(ctx, { batchId: id, no: at + 1, name }, once(bytes))
  }
  await readBatch(ctx, id)
  await here.settle()
  return viewBatch(ctx, id)
}

async function committed(ctx: Context, { id }: Batch): Promise<Batch> {
  await commitBatch(ctx, id)
  await here.settle()
  return viewBatch(ctx, id)
}

/** The ledger in the words of the truth: yuan, and days somebody came. */
async function ledgerOf(ctx: Context) {
  const sums = await look(ctx, (reading) => ledgerByProjectMonth(reading, { project: site.code }))
  const { rows, next } = await listLedger(ctx, { project: site.code, limit: 200 })
  expect(next).toBeNull()
  return sums.map((sum) => ({
    month: sum.month,
    workers: sum.workers,
    daysPresent: rows
      .filter(({ month }) => month === sum.month)
      .reduce((days, row) => days + row.daysPresent, 0),
    due: sum.dueFen / 100,
    deducted: sum.deductedFen / 100,
    paid: (sum.paidOnTimeFen + sum.paidLateFen) / 100,
    owed: sum.owedFen / 100,
  }))
}

/** How many there are of what the folder leaves behind. */
async function countsOf(ctx: Context) {
  return look(ctx, async ({ client, district }) => {
    const { rows } = await client.query<Record<string, number>>(
      `select (select count(*) from registry.project where district = $1) as projects,
        (select count(*) from labour.worker where district = $1) as workers,
        (select count(*) from labour.engagement where district = $1) as engagements,
        (select count(*) from wages.bank_return where district = $1) as bank_returns`,
      [district],
    )
    return rows[0]
  })
}

const fileOf = (batch: Batch, name: string) => batch.files.find((file) => file.name === name)
const named = (batch: Batch, state: FileState) =>
  batch.files.filter((file) => file.state === state).map(({ name }) => name)
const yuan = (fen: number) => fen / 100
const sum = (of: 'due' | 'paid') => truth.reduce((all, month) => all + month[of], 0)

const orders = [
  { order: 'as they lie in the folder', ctx: office, files: dropped },
  { order: 'the other way round', ctx: elsewhere, files: dropped.toReversed() },
]

describe.each(orders)('thirty files of one project, dropped $order', ({ ctx, files }) => {
  let batch: Batch
  let done: Batch

  beforeAll(async () => {
    batch = await read(ctx, files)
  }, 60_000)

  test('nothing is asked: the list of projects makes the project, the files name it, and what names none follows', () => {
    expect(batch.files).toHaveLength(32)
    expect(batch.questions).toEqual([])
    const asks = batch.files.flatMap(({ understood }) => understood?.sheets ?? [])
    expect(asks.flatMap((sheet) => sheet.asks ?? [])).toEqual([])
    for (const name of ['木工9月代发.csv', '代发结果.xlsx'])
      expect([name, fileOf(batch, name)?.joinedBy]).toEqual([name, 'batch'])
    // The holder of its account names the project.
    expect(fileOf(batch, '专户流水.xlsx')?.joinedBy).toBe('name')
  })

  test('every row is somebody’s or is said to be nobody: none waits', () => {
    const sheets = batch.files.flatMap(({ understood }) => understood?.sheets ?? [])
    expect(sheets.flatMap(({ rejected }) => rejected)).toEqual([])
    expect(sheets.map(({ kind }) => kind)).not.toContain('unknown')
    const hours = fileOf(batch, '木工班9月考勤.xlsx')?.understood?.sheets[0]
    expect(hours?.skipped.map(({ why }) => why)).toEqual(['合计行，不是人员', '签字行，不是人员'])
  })

  test('before anybody says yes, all of them would go in, one of them for nothing', async () => {
    const rehearsal = await rehearseBatch(ctx, batch.id, { whole: false })
    expect(rehearsal.files.flatMap(({ error }) => error ?? [])).toEqual([])
    expect(rehearsal.files.filter(({ repeated }) => repeated)).toHaveLength(1)
    const workersNew = rehearsal.files.map(({ changed }) => changed?.workersNew ?? 0)
    expect(workersNew.reduce((all, one) => all + one, 0)).toBe(workers.length)
  })

  test('committed, the ledger is the truth, to the day and to the fen', async () => {
    done = await committed(ctx, batch)
    expect(done.state).toBe('committed')
    expect(await ledgerOf(ctx)).toEqual(truth)
  }, 60_000)

  test('each file says what became of it, and all of them are of the one project', async () => {
    const carpenters = ['木工班7月考勤.xlsx', '木工班7月考勤 - 副本.xlsx']
    expect(carpenters).toEqual(expect.arrayContaining(named(done, 'repeated')))
    expect(named(done, 'repeated')).toHaveLength(1)
    expect(named(done, 'unpacked')).toEqual(['班组和进场.zip'])
    expect(named(done, 'waiting')).toEqual(['12345工单.xlsx'])
    expect(named(done, 'unreadable')).toEqual(['新建文本文档.txt'])
    expect(fileOf(done, '新建文本文档.txt')?.error).toBe('文件是空的。')
    expect(named(done, 'committed')).toHaveLength(28)
    expect(fileOf(done, '填写说明.xlsx')?.understood?.sheets).toMatchObject([
      { kind: 'instructions', accepted: 0 },
    ])
    const repeated = done.files.find(({ state }) => state === 'repeated')
    expect(repeated?.projects).toMatchObject([{ code: site.code }])
    expect(done.project).toEqual({ code: site.code, name: site.name })
    expect((await listBatches(ctx, { limit: 1 })).rows[0]?.projectCode).toBe(site.code)
    const spoken = done.files.flatMap(({ projects }) => projects.map(({ code }) => code))
    expect([...new Set(spoken)]).toEqual([site.code])
  })

  test('no total and no signature is a person, and nobody is two', async () => {
    expect(await countsOf(ctx)).toMatchObject({ projects: 1, workers: 24, engagements: 24 })
  })

  test('what the bank says of a payment that the pay sheet has too is one payment; asking for one is none', async () => {
    const september = { project: site.code, month: YearMonth.parse('2026-09'), limit: 200 }
    const { rows } = await listLedger(ctx, september)
    const counted = (isSo: (row: (typeof rows)[number]) => boolean) => rows.filter(isSo).length
    const paid = ({ paidOnTimeFen, paidLateFen }: (typeof rows)[number]) =>
      paidOnTimeFen + paidLateFen
    // Carpenters and the contractor's own; the ironworkers, paid a half; the bricklayers, for whom payment was asked.
    expect(counted((row) => paid(row) === row.dueFen)).toBe(10)
    expect(counted((row) => paid(row) > 0 && row.owedFen > 0)).toBe(8)
    expect(counted((row) => paid(row) === 0)).toBe(6)
    expect(await countsOf(ctx)).toMatchObject({ bank_returns: 8 })
  })

  test('the account, the labour cost and the letter of guarantee stand', async () => {
    const funds = await viewProjectFunds(ctx, site.code)
    expect(funds.accounts).toHaveLength(1)
    const [account] = funds.accounts
    expect(account).toMatchObject({ flows: 7, balanceFen: 1_235, balanceOn: '2026-10-21' })
    expect(yuan(account?.outFen ?? 0)).toBe(sum('paid'))
    expect(funds.labourCostTotal.months).toBe(3)
    expect(yuan(funds.labourCostTotal.dueFen)).toBe(sum('due'))
    expect(yuan(funds.labourCostTotal.paidFen)).toBe(sum('paid'))
    expect(await listProjectDeposits(ctx, site.code)).toMatchObject({
      standingFen: 48_600_000,
      standsUntil: '2027-12-31',
      deposits: [{ letterNumber: 'BH-2026-0317' }],
    })
  })

  test('the day after the pay date of September warns of both teams, of all who were paid nothing, and of nothing else', async () => {
    const on = (date: string) =>
      look(ctx, async (reading) => {
        const all = await warningsAsOf(reading, { day: day(date), projectCode: site.code })
        // The workers' numbers are of the demo's area: in another district they can be nobody's, and it says so.
        const isDemo = reading.district === '990101'
        expect(all.some(({ rule }) => rule === 'R-10')).toBe(!isDemo)
        return all.filter(({ rule }) => isDemo || rule !== 'R-10')
      })
    expect(await on('2026-10-30')).toEqual([])
    const warnings = await on(today)
    expect(warnings.map(({ month, raisedOn }) => [month, raisedOn])).toEqual([
      ['2026-09', '2026-10-31'],
      ['2026-09', '2026-10-31'],
      ['2026-09', '2026-10-31'],
    ])
    const unpaid = warnings.find(({ rule }) => rule === 'R-09')
    expect(unpaid?.message).toMatch(/6 人没有收到任何工资，占 \d+%，超过 10%。$/)
    const arrears = warnings.filter((one) => one !== unpaid)
    expect(arrears.map(({ message }) => message).toSorted()).toEqual([
      '2026年9月工资，发薪日2026年10月30日已过，6 人分文未发，欠付 41,600.00 元。',
      '2026年9月工资，发薪日2026年10月30日已过，8 人只发了一部分，尚欠 30,050.00 元。',
    ])
  })

  test('the whole folder again changes nothing', async () => {
    const again = await committed(ctx, await read(ctx, files))
    expect(again.questions).toEqual([])
    expect(again.files.filter(({ changed }) => (changed?.added ?? 0) > 0)).toEqual([])
    expect(await ledgerOf(ctx)).toEqual(truth)
    expect(await countsOf(ctx)).toMatchObject({ projects: 1, workers: 24, bank_returns: 8 })
  }, 60_000)
})

test('without the list of projects one question is asked, of the name that all files bear, and its answer is everybody’s', async () => {
  const batch = await read(
    third,
    dropped.filter(({ name }) => name !== '在建项目清单.xlsx'),
  )
  const [question, ...others] = batch.questions
  expect(others).toEqual([])
  expect(question).toMatchObject({ said: 'name', about: site.name, offer: { name: site.name } })
  if (question === undefined) throw new Error('nothing was asked')
  await chooseProject(third, batch.id, { create: { ...question.offer, code: site.code } })
  const done = await committed(third, batch)
  expect(done.questions).toEqual([])
  expect(done.project).toEqual({ code: site.code, name: site.name })
  expect(await ledgerOf(third)).toEqual(truth)
}, 60_000)
