import { randomUUID } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { madeUpId, utf8 } from '../../../tests/files/made-up.ts'
import { district } from '../../../tests/support/district.ts'
import { day } from '../../kernel/day.ts'
import { Refused } from '../../kernel/refusal.ts'
import { look } from '../../platform/act.ts'
import type { Context, Tx } from '../../platform/context.ts'
import { within } from '../../platform/hearing.ts'
import { importWithdrawn } from '../files/contract.ts'
import { aDistrict } from '../places/fixtures.ts'
import { shipParameters } from '../places/ship-parameters.ts'
import { editProject } from '../registry/edit-project.ts'
import { aProject } from '../registry/fixtures.ts'
import { readProject } from '../registry/views.ts'
import { riskHears } from '../risk/hears.ts'
import { warningsAsOf } from '../risk/views.ts'
import { payRecorded } from '../wages/contract.ts'
import { wagesHears } from '../wages/hears.ts'
import { ledgerByProjectMonth } from '../wages/views.ts'
import { cancelBatch } from './cancel-batch.ts'
import { chooseProject } from './choose-project.ts'
import { commitBatch, commitFiles } from './commit-batch.ts'
import { exchangeHears } from './hears.ts'
import { openBatch } from './open-batch.ts'
import { readBatch } from './read-batch.ts'
import { receiveSourceFile } from './receive-file.ts'
import { rehearseBatch } from './rehearse-batch.ts'
import { viewBatch } from './views-batch.ts'
import { listImports, listQueue } from './views-imports.ts'
import { viewWithdrawal } from './views-withdrawal.ts'
import { withdrawImport } from './withdraw-import.ts'

/** What happens inside the next transaction that takes pay lines in. */
let meanwhile: ((tx: Tx) => Promise<void>) | null = null
/** What a module that does not exist yet has against taking back. */
let refusing: string | null = null

const here = await district({
  hearers: [
    ...wagesHears,
    ...riskHears,
    within(payRecorded, async (tx) => {
      const now = meanwhile
      meanwhile = null
      await now?.(tx)
    }),
    within(importWithdrawn, async (_tx, [withdrawn]) => {
      if (refusing === null || withdrawn === undefined) return
      throw new Refused({ code: refusing, kind: 'wrong-state' })
    }),
    ...exchangeHears,
  ],
})
const today = '2026-11-23'
const office = here.at(today)
await shipParameters(here.platform, office.now)
await aDistrict(office, { code: here.code, name: '示范区', demo: true })

interface Given {
  readonly name: string
  readonly text: string
}

async function received(ctx: Context, files: readonly Given[], projectId: string | null = null) {
  const { id } = await openBatch(ctx, { projectId })
  for (const [at, { name, text }] of files.entries()) {
    const bytes = (async function* () {
      yield utf8(text)
    })()
    await receiveSourceFile(ctx, { batchId: id, no: at + 1, name }, bytes)
  }
  return id
}

async function dropped(ctx: Context, files: readonly Given[], projectId: string | null = null) {
  const id = await received(ctx, files, projectId)
  await readBatch(ctx, id)
  await here.settle()
  return viewBatch(ctx, id)
}

async function committed(ctx: Context, batchId: string) {
  await commitBatch(ctx, batchId)
  await here.settle()
  return viewBatch(ctx, batchId)
}

const ledgerOf = (project: string) =>
  look(office, (reading) => ledgerByProjectMonth(reading, { project }))

/** How many rows there are of what an import could leave behind. */
async function traces() {
  return look(office, async ({ client }) => {
    const { rows } = await client.query(
      `select (select count(*) from wages.pay_line) as pay, (select count(*) from labour.attendance_month) as attendance,
        (select count(*) from labour.worker) as workers, (select count(*) from labour.mention) as mentions,
        (select count(*) from platform.audit_entry) as audit, (select count(*) from platform.announcement) as said,
        (select jsonb_agg(state order by id) from exchange.source_file) as files`,
    )
    return rows[0]
  })
}

/** A pay sheet; `project` is a column of it where it is given. */
function pay(lines: readonly [name: string, due: number, paidOn?: string][], project?: string) {
  const head = '姓名,证件号码,班组名称,工资月份,应发金额,实发金额,发放日期'
  const rows = lines.map(([name, due, paidOn = '']) => {
    const id = madeUpId([...name].reduce((sum, sign) => sum + (sign.codePointAt(0) ?? 0), 0))
    return `${project === undefined ? '' : `${project},`}${name},${id},一班,2026-08,${due},${due},${paidOn}`
  })
  return `${project === undefined ? '' : '项目名称,'}${head}\n${rows.join('\n')}\n`
}

test('files of two projects in one batch are each joined to the one they name; the one that names none is asked once', async () => {
  const first = await aProject(office, { name: '东岸安置房工程' })
  const second = await aProject(office, { name: '西岭小学工程' })
  const batch = await dropped(office, [
    { name: '甲.csv', text: pay([['东甲一', 5000]], '东岸 安置房工程') },
    { name: '乙.csv', text: pay([['西乙二', 6000]], '西岭小学工程') },
    { name: '丙.csv', text: pay([['西丙三', 7000]]) },
  ])
  expect(batch.project).toBeNull()
  expect(batch.files.map((file) => [file.project?.code, file.joinedBy])).toEqual([
    [first.code, 'name'],
    [second.code, 'name'],
    [undefined, null],
  ])
  expect(batch.questions).toMatchObject([{ said: 'nothing', files: [{ name: '丙.csv' }] }])
  await expect(commitBatch(office, batch.id)).rejects.toMatchObject({
    refusal: { code: 'exchange.project-not-chosen' },
  })
  const files = [batch.files[2]?.id ?? '']
  await chooseProject(office, batch.id, { code: second.code, files })
  const done = await committed(office, batch.id)
  expect(done.files.map((file) => [file.state, file.project?.code])).toEqual([
    ['committed', first.code],
    ['committed', second.code],
    ['committed', second.code],
  ])
  expect(await ledgerOf(first.code)).toMatchObject([{ workers: 1, dueFen: 500_000 }])
  expect(await ledgerOf(second.code)).toMatchObject([{ workers: 2, dueFen: 1_300_000 }])
})

test('a name that nobody knows is asked once for all files that bear it, and a file without a name follows', async () => {
  const batch = await dropped(office, [
    { name: '名册.csv', text: '项目名称,姓名,证件号码,班组名称\n南门桥工程,南甲一,,一班\n' },
    { name: '工资.csv', text: pay([['南甲一', 5000]], '南门桥工程') },
    { name: '没写.csv', text: pay([['南乙二', 4000]]) },
  ])
  const [question, ...others] = batch.questions
  expect(others).toEqual([])
  expect(question).toMatchObject({ said: 'name', about: '南门桥工程' })
  expect(question?.files.map(({ name }) => name)).toEqual(['名册.csv', '工资.csv'])
  if (question === undefined) throw new Error('nothing was asked')
  const about = { said: 'name', written: question.about ?? '' } as const
  const { code } = await chooseProject(office, batch.id, { create: question.offer, about })
  const answered = await viewBatch(office, batch.id)
  expect(answered.questions).toEqual([])
  expect(answered.files.map((file) => [file.project?.code, file.joinedBy])).toEqual([
    [code, 'name'],
    [code, 'name'],
    [code, 'batch'],
  ])
  expect((await committed(office, batch.id)).project).toMatchObject({ code })
})

test('a name that was answered with another known project is that project for every row', async () => {
  const known = await aProject(office, { name: '北坡水厂扩建工程' })
  const batch = await dropped(office, [
    { name: '简称.csv', text: pay([['北甲一', 5000]], '北坡水厂') },
  ])
  const about = { said: 'name', written: '北坡水厂' } as const
  await chooseProject(office, batch.id, { code: known.code, about })
  await committed(office, batch.id)
  expect(await ledgerOf(known.code)).toMatchObject([{ workers: 1, dueFen: 500_000 }])
})

test('one sheet whose rows name two projects by name goes to both, row by row', async () => {
  const one = await aProject(office, { name: '一号工程' })
  const two = await aProject(office, { name: '二号工程' })
  const [head, first] = pay([['双甲一', 5000]], '一号工程').split('\n')
  const [, second] = pay([['双乙二', 6000]], '二号工程').split('\n')
  const batch = await dropped(office, [
    { name: '两个.csv', text: `${head}\n${first}\n${second}\n` },
  ])
  expect(batch.questions).toEqual([])
  expect(batch.files[0]).toMatchObject({ joinedBy: 'names', project: null })
  expect(batch.files[0]?.projects.map(({ code }) => code)).toEqual([one.code, two.code])
  await committed(office, batch.id)
  expect(await ledgerOf(one.code)).toMatchObject([{ workers: 1, dueFen: 500_000 }])
  expect(await ledgerOf(two.code)).toMatchObject([{ workers: 1, dueFen: 600_000 }])
})

test('a code that nobody knows is asked too, and creating it from the sheet settles it', async () => {
  const text =
    '项目编码,项目名称,姓名,班组名称,工资月份,应发金额\nP770001,新编号工程,新甲一,一班,2026-08,5000\n'
  const batch = await dropped(office, [{ name: '平台.csv', text }])
  const [question] = batch.questions
  expect(question).toMatchObject({ said: 'code', about: 'P770001', offer: { name: '新编号工程' } })
  if (question === undefined) throw new Error('nothing was asked')
  const about = { said: 'code', written: 'P770001' } as const
  const { code } = await chooseProject(office, batch.id, { create: question.offer, about })
  expect((await committed(office, batch.id)).files).toMatchObject([{ state: 'committed' }])
  expect(await ledgerOf(code)).toMatchObject([{ workers: 1 }])
})

test('a firm’s file that names another firm’s project is told nothing of it', async () => {
  const own = await aProject(office, { name: '自家工程' })
  await aProject(office, { name: '别家保密工程' })
  const officer = here.as('labour-officer', [own.id])
  const batch = await dropped(officer, [
    { name: '别家.csv', text: pay([['别甲一', 5000]], '别家保密工程') },
  ])
  expect(batch.files[0]).toMatchObject({ project: null, projects: [], joinedBy: null })
  expect(batch.questions).toMatchObject([{ said: 'name', alike: [] }])
})

test('what changes is shown before it is committed, to the line, the worker and the fen, and nothing of it stays', async () => {
  const project = await aProject(office, { name: '先看后入工程' })
  const before = pay([
    ['先甲一', 5000],
    ['先乙二', 6000],
    ['先丙三', 7000],
  ])
  await committed(
    office,
    (await dropped(office, [{ name: '一稿.csv', text: before }], project.id)).id,
  )
  const after = pay([
    ['先甲一', 5000],
    ['先乙二', 6500],
    ['先丁四', 8000],
  ])
  const batch = await dropped(office, [{ name: '二稿.csv', text: after }], project.id)
  const untouched = await traces()
  const rehearsal = await rehearseBatch(office, batch.id, { whole: false })
  expect(await traces()).toEqual(untouched)
  expect(rehearsal.files).toMatchObject([
    {
      error: null,
      repeated: false,
      changed: {
        added: 2,
        superseded: 1,
        unchanged: 1,
        workers: 3,
        workersNew: 1,
        corrected: { lines: 1, workers: 1, dueBeforeFen: 600_000, dueAfterFen: 650_000 },
      },
    },
  ])
  expect(rehearsal.fields.map((one) => [one.field, one.before, one.after])).toEqual([
    ['due_fen', '600000', '650000'],
    ['net_fen', '600000', '650000'],
  ])
  expect(rehearsal.fields[0]).toMatchObject({
    workerName: '先*二',
    month: '2026-08',
    projectCode: project.code,
    sheet: 1,
    row: 3,
  })
  const done = await committed(office, batch.id)
  expect(done.files[0]?.changed).toEqual(rehearsal.files[0]?.changed)
})

test('a correction of attendance, and a payment that replaces another, are shown the same way', async () => {
  const project = await aProject(office, { name: '考勤更正工程' })
  const attendance = (days: number) =>
    `姓名,证件号码,班组名称,考勤月份,出勤天数,工日\n勤甲一,${madeUpId(7)},一班,2026-08,${days},${days}\n`
  const first = await dropped(
    office,
    [
      { name: '考勤一.csv', text: attendance(20) },
      { name: '发放一.csv', text: pay([['勤乙二', 3000, '2026-09-15']]) },
    ],
    project.id,
  )
  await committed(office, first.id)
  const batch = await dropped(
    office,
    [
      { name: '考勤二.csv', text: attendance(22) },
      { name: '发放二.csv', text: pay([['勤乙二', 3500, '2026-09-15']]) },
    ],
    project.id,
  )
  const { files, fields } = await rehearseBatch(office, batch.id, { whole: false })
  expect(files.map((file) => file.changed?.corrected)).toMatchObject([
    { lines: 1, workers: 1, workdaysBeforeHundredths: 2_000, workdaysAfterHundredths: 2_200 },
    { lines: 1, paidBeforeFen: 300_000, paidAfterFen: 350_000 },
  ])
  expect(fields.map((one) => one.field)).toEqual(
    expect.arrayContaining(['days_present', 'workdays_hundredths', 'paid_fen']),
  )
})

test('a later file of the batch is compared with the earlier one, as it will be', async () => {
  const project = await aProject(office, { name: '同批两稿工程' })
  const batch = await dropped(
    office,
    [
      { name: '早.csv', text: pay([['同甲一', 5000]]) },
      { name: '晚.csv', text: pay([['同甲一', 5500]]) },
    ],
    project.id,
  )
  const { files } = await rehearseBatch(office, batch.id, { whole: false })
  expect(files.map((file) => file.changed?.superseded)).toEqual([0, 1])
})

test('a file that is in already is said so before it is committed, and one that lies twice in the batch', async () => {
  const project = await aProject(office, { name: '重复文件工程' })
  const text = pay([['重甲一', 5000]])
  const first = await dropped(office, [{ name: '原件.csv', text }], project.id)
  expect(first.files[0]?.twin).toBeNull()
  await committed(office, first.id)
  const again = await dropped(office, [{ name: '又来.csv', text }], project.id)
  expect(again.files[0]?.twin).toMatchObject({ batchId: first.id, name: '原件.csv' })
  const fresh = pay([['重乙二', 5000]])
  const twice = await dropped(
    office,
    [
      { name: '一份.csv', text: fresh },
      { name: '又一份.csv', text: fresh },
    ],
    project.id,
  )
  expect(twice.files.map((file) => file.twin?.name ?? null)).toEqual([null, '一份.csv'])
  expect(twice.files[1]?.twin?.committedAt).toBeNull()
  expect((await committed(office, twice.id)).files.map((file) => file.state)).toEqual([
    'committed',
    'repeated',
  ])
})

test('taking back shows what will follow, does it, and says who did; ledger and warning follow', async () => {
  const project = await aProject(office, { name: '撤回全程工程' })
  const one = await dropped(office, [{ name: '一.csv', text: pay([['撤甲一', 5000]]) }], project.id)
  await committed(office, one.id)
  const text = pay([
    ['撤甲一', 6000],
    ['撤乙二', 4000, '2026-11-20'],
  ])
  const two = await dropped(office, [{ name: '二.csv', text }], project.id)
  await committed(office, two.id)
  const fileId = two.files[0]?.id ?? ''
  const warned = () =>
    look(office, (reading) => warningsAsOf(reading, { day: day(today), projectCode: project.code }))
  expect(await ledgerOf(project.code)).toMatchObject([{ dueFen: 1_000_000, owedFen: 600_000 }])
  const before = await warned()
  const shown = await viewWithdrawal(office, fileId)
  expect(shown).toMatchObject({
    refusal: null,
    lines: 2,
    revived: 1,
    workers: 2,
    dueBeforeFen: 1_000_000,
    dueAfterFen: 500_000,
    paidBeforeFen: 400_000,
    paidAfterFen: 0,
  })
  expect(await withdrawImport(office, fileId)).toEqual({ lines: shown.lines })
  expect(await ledgerOf(project.code)).toMatchObject([
    { workers: 1, dueFen: shown.dueAfterFen, owedFen: 500_000 },
  ])
  expect(before).toMatchObject([{ evidence: 1 }])
  expect(await warned()).toMatchObject([{ evidence: 1 }])
  const after = await viewBatch(office, two.id)
  expect(after.files[0]).toMatchObject({ state: 'withdrawn', withdrawn: { by: '测试员' } })
  await withdrawImport(office, one.files[0]?.id ?? '')
  expect(await ledgerOf(project.code)).toEqual([])
  expect(await warned()).toEqual([])
})

test('of a roster, attendance and entries too, as many lines go as were shown', async () => {
  const project = await aProject(office, { name: '各种表撤回工程' })
  const id = madeUpId(77)
  const batch = await dropped(
    office,
    [
      {
        name: '名册.csv',
        text: `姓名,证件号码,班组名称,工种,进场日期\n册甲一,${id},一班,木工,2026-07-01\n`,
      },
      {
        name: '考勤.csv',
        text: `姓名,证件号码,班组名称,考勤月份,出勤天数,工日\n册甲一,${id},一班,2026-08,20,20\n`,
      },
      {
        name: '进退场.csv',
        text: `姓名,证件号码,班组名称,进退场类型,进退场日期\n册甲一,${id},一班,进场,2026-07-01\n`,
      },
    ],
    project.id,
  )
  const done = await committed(office, batch.id)
  for (const file of done.files.toReversed()) {
    expect([file.name, file.state]).toEqual([file.name, 'committed'])
    const shown = await viewWithdrawal(office, file.id)
    expect([file.name, shown.lines]).toEqual([file.name, 1])
    expect(await withdrawImport(office, file.id)).toEqual({ lines: shown.lines })
  }
  expect(await ledgerOf(project.code)).toEqual([])
})

test('what confirmed a file that is taken back stands in its place', async () => {
  const project = await aProject(office, { name: '互证工程' })
  const one = await dropped(
    office,
    [{ name: '甲方.csv', text: pay([['证甲一', 5000]]) }],
    project.id,
  )
  await committed(office, one.id)
  const same = `${pay([['证甲一', 5000]])}\n`
  const two = await dropped(office, [{ name: '乙方.csv', text: same }], project.id)
  await committed(office, two.id)
  const fileId = one.files[0]?.id ?? ''
  expect(await viewWithdrawal(office, fileId)).toMatchObject({
    revived: 1,
    dueBeforeFen: 500_000,
    dueAfterFen: 500_000,
  })
  await withdrawImport(office, fileId)
  expect(await ledgerOf(project.code)).toMatchObject([{ dueFen: 500_000 }])
})

test('a file of a project that is finished since is not taken back, and says which project', async () => {
  const project = await aProject(office, { name: '已完工程' })
  const paid = pay([['完甲一', 5000, '2026-09-15']])
  const batch = await dropped(office, [{ name: '付清.csv', text: paid }], project.id)
  await committed(office, batch.id)
  const {
    participants: _parties,
    id: _id,
    code,
    ...facts
  } = await readProject(office, project.code)
  await editProject(office, code, { ...facts, state: 'finished' })
  const fileId = batch.files[0]?.id ?? ''
  expect((await viewWithdrawal(office, fileId)).refusal).toContain('已完工程')
  await expect(withdrawImport(office, fileId)).rejects.toMatchObject({
    refusal: { code: 'exchange.project-finished-since' },
  })
  expect(await ledgerOf(project.code)).toMatchObject([{ paidOnTimeFen: 500_000 }])
})

test('a later module refuses from within, and everything stays as it was', async () => {
  const project = await aProject(office, { name: '后手拒绝工程' })
  const batch = await dropped(
    office,
    [{ name: '有令.csv', text: pay([['拒甲一', 5000]]) }],
    project.id,
  )
  await committed(office, batch.id)
  const before = await ledgerOf(project.code)
  refusing = 'exchange.nothing-understood'
  onTestFinished(() => {
    refusing = null
  })
  await expect(withdrawImport(office, batch.files[0]?.id ?? '')).rejects.toMatchObject({
    refusal: { code: refusing },
  })
  expect(await ledgerOf(project.code)).toEqual(before)
  expect((await viewBatch(office, batch.id)).files[0]?.state).toBe('committed')
})

test('a firm takes back what it brought itself, and not what the office brought', async () => {
  const project = await aProject(office, { name: '企业撤回工程' })
  const officer = here.as('labour-officer', [project.id])
  const ours = await dropped(
    office,
    [{ name: '办.csv', text: pay([['企甲一', 5000]]) }],
    project.id,
  )
  await committed(office, ours.id)
  await expect(withdrawImport(officer, ours.files[0]?.id ?? '')).rejects.toMatchObject({
    refusal: { code: 'exchange.import-not-yours', kind: 'not-allowed' },
  })
  const theirs = await dropped(
    officer,
    [{ name: '企.csv', text: pay([['企乙二', 1]]) }],
    project.id,
  )
  await committed(officer, theirs.id)
  await expect(withdrawImport(officer, theirs.files[0]?.id ?? '')).resolves.toEqual({ lines: 1 })
})

test('broken off while it waits to be read, it is not read', async () => {
  const id = await received(office, [{ name: '不读.csv', text: pay([['停甲一', 5000]]) }])
  await readBatch(office, id)
  await cancelBatch(office, id)
  await here.settle()
  const batch = await viewBatch(office, id)
  expect(batch).toMatchObject({ state: 'abandoned', cancelled: { by: '测试员' } })
  expect(batch.files).toMatchObject([{ state: 'received' }])
  await expect(cancelBatch(office, id)).rejects.toMatchObject({
    refusal: { code: 'exchange.nothing-to-cancel' },
  })
})

test('broken off while it waits to be committed, nothing goes in, and it can be committed later', async () => {
  const project = await aProject(office, { name: '排队取消工程' })
  const batch = await dropped(
    office,
    [{ name: '晚点.csv', text: pay([['晚甲一', 5000]]) }],
    project.id,
  )
  await commitBatch(office, batch.id)
  await cancelBatch(office, batch.id)
  await here.settle()
  expect(await viewBatch(office, batch.id)).toMatchObject({
    state: 'cancelled',
    committedAt: null,
    files: [{ state: 'understood' }],
  })
  expect(await ledgerOf(project.code)).toEqual([])
  expect((await committed(office, batch.id)).state).toBe('committed')
  expect(await ledgerOf(project.code)).toHaveLength(1)
})

test('broken off in the middle, the file under way is rolled back, what is in stays, and the rest follows when asked', async () => {
  const project = await aProject(office, { name: '中途取消工程' })
  const batch = await dropped(
    office,
    [
      { name: '先.csv', text: pay([['中甲一', 5000]]) },
      { name: '中.csv', text: pay([['中乙二', 6000]]) },
      { name: '后.csv', text: pay([['中丙三', 7000]]) },
    ],
    project.id,
  )
  await commitBatch(office, batch.id)
  // The first goes in; in the middle of the second somebody breaks off, and its statement would run on and on.
  meanwhile = async () => {
    meanwhile = async (tx) => {
      await cancelBatch(office, batch.id)
      await tx.client.query('select pg_sleep(20)')
    }
  }
  await here.settle()
  const broken = await viewBatch(office, batch.id)
  expect(broken).toMatchObject({ state: 'cancelled', cancelled: { by: '测试员' } })
  expect(broken.files.map((file) => file.state)).toEqual(['committed', 'understood', 'understood'])
  expect(await ledgerOf(project.code)).toMatchObject([{ workers: 1, dueFen: 500_000 }])
  const done = await committed(office, batch.id)
  expect(done.files.map((file) => file.state)).toEqual(['committed', 'committed', 'committed'])
  expect(await ledgerOf(project.code)).toMatchObject([{ workers: 3, dueFen: 1_800_000 }])
})

test('a file that names nothing still follows the others when they are in already', async () => {
  const text =
    '项目编码,项目名称,建设单位,施工单位\n990101260101000007,余下工程,甲方公司,乙方公司\n'
  const batch = await dropped(office, [
    { name: '没写.csv', text: pay([['余乙二', 6000]]) },
    { name: '写了.csv', text: pay([['余甲一', 5000]], '余下工程') },
    { name: '在建项目清单.csv', text },
  ])
  expect(batch.questions).toEqual([])
  await commitBatch(office, batch.id)
  meanwhile = async (tx) => {
    await cancelBatch(office, batch.id)
    await tx.client.query('select pg_sleep(20)')
  }
  await here.settle()
  const broken = await viewBatch(office, batch.id)
  expect(broken.files.map((file) => file.state)).toEqual(['understood', 'understood', 'committed'])
  expect(broken.questions).toEqual([])
  const done = await committed(office, batch.id)
  expect(done.files.map((file) => file.state)).toEqual(['committed', 'committed', 'committed'])
  expect(await ledgerOf('990101260101000007')).toMatchObject([{ workers: 2, dueFen: 1_100_000 }])
})

test('a program that ended in the middle of breaking off ends it when it is back', async () => {
  const project = await aProject(office, { name: '断电取消工程' })
  const batch = await dropped(
    office,
    [{ name: '断.csv', text: pay([['断甲一', 5000]]) }],
    project.id,
  )
  await commitBatch(office, batch.id)
  // Begun and asked to stop, and then nobody was there any more.
  await here.platform.pool.connect().then(async (client) => {
    const { code } = here
    await client.query(
      `begin; set local huxin.first = '${code}'; set local huxin.last = '${code}'; set local huxin.projects = '*';
       set local huxin.account = '${randomUUID()}';
       update exchange.batch set state = 'cancelling', begun_at = queued_at where id = '${batch.id}'; commit`,
    )
    client.release()
  })
  await commitFiles(office, batch.id)
  expect(await viewBatch(office, batch.id)).toMatchObject({
    state: 'cancelled',
    files: [{ state: 'understood' }],
  })
  await here.settle()
})

test('batches wait their turn, and each is told how many are before it', async () => {
  const project = await aProject(office, { name: '排队工程' })
  const ids: string[] = []
  for (const at of [1, 2, 3]) {
    const later = { ...office, now: new Date(office.now.getTime() + at * 1_000) }
    const name = `第${at}批.csv`
    const id = await received(later, [{ name, text: pay([[`队甲${at}`, 5000]]) }], project.id)
    await readBatch(later, id)
    ids.push(id)
  }
  const befores = await Promise.all(ids.map(async (id) => (await viewBatch(office, id)).before))
  expect(befores).toEqual([0, 1, 2])
  const officer = here.as('labour-officer', [])
  expect(await listQueue(officer)).toEqual([])
  const queue = await listQueue(office)
  expect(queue.map(({ id, before, firstFile }) => [id, before, firstFile])).toEqual([
    [ids[0], 0, '第1批.csv'],
    [ids[1], 1, '第2批.csv'],
    [ids[2], 2, '第3批.csv'],
  ])
  await here.settle()
  expect(await listQueue(office)).toEqual([])
})

test('the log of all imports says who, when, what and with which result, and is searched and filtered', async () => {
  const project = await aProject(office, { name: '日志工程' })
  const batch = await dropped(
    office,
    [
      { name: '日志名册.csv', text: '姓名,证件号码,班组名称\n志甲一,,一班\n' },
      { name: '日志工资.csv', text: pay([['志甲一', 5000]]) },
      { name: '日志坏.csv', text: '没有\n表头\n' },
    ],
    project.id,
  )
  await committed(office, batch.id)
  await withdrawImport(office, batch.files[1]?.id ?? '')
  const all = await listImports(office, { search: '日志', limit: 10 })
  expect(all.rows.map(({ name, state }) => [name, state])).toEqual([
    ['日志坏.csv', 'unreadable'],
    ['日志工资.csv', 'withdrawn'],
    ['日志名册.csv', 'committed'],
  ])
  expect(all.rows[1]).toMatchObject({
    batchId: batch.id,
    droppedBy: '测试员',
    kinds: ['pay-sheet'],
    projects: [{ code: project.code, name: '日志工程' }],
    changed: { added: 1 },
    accepted: 1,
    withdrawn: { by: '测试员' },
  })
  expect(all.rows[0]?.error).toMatch(/。$/)
  const names = async (filter: Parameters<typeof listImports>[1]) =>
    (await listImports(office, filter)).rows.map((row) => row.name)
  // By the project's name alone: what was not read speaks of none.
  expect(await names({ search: '日志工程', limit: 10 })).toEqual(['日志工资.csv', '日志名册.csv'])
  expect(await names({ search: '日志', kind: 'roster', limit: 10 })).toEqual(['日志名册.csv'])
  expect(await names({ search: '日志', state: 'withdrawn', limit: 10 })).toEqual(['日志工资.csv'])
  expect(await names({ search: '测试员', limit: 1 })).toEqual(['日志坏.csv'])
  expect(await names({ search: '日志', from: day('2026-11-24'), limit: 10 })).toEqual([])
  expect(await names({ search: '日志', to: day(today), limit: 10 })).toHaveLength(3)
  expect(await names({ search: '%', limit: 10 })).toEqual([])
  const page = await listImports(office, { search: '日志', limit: 2 })
  const rest = await listImports(office, { search: '日志', limit: 2, after: page.next ?? '' })
  expect([...page.rows, ...rest.rows].map((row) => row.name)).toEqual(
    all.rows.map((row) => row.name),
  )
  expect(await names({ search: '没有这样的', limit: 10 })).toEqual([])
})
