import { expect, test } from 'vitest'
import { madeUpId } from '../../../tests/files/made-up.ts'
import { importDesk, payText } from '../../../tests/support/import-desk.ts'
import { look } from '../../platform/act.ts'
import { aProject } from '../registry/fixtures.ts'
import { chooseProject } from './choose-project.ts'
import { commitBatch } from './commit-batch.ts'
import { rehearseBatch } from './rehearse-batch.ts'
import { viewBatch } from './views-batch.ts'

// Whose a file's lines are, and what committing them would change.
const { here, office, dropped, committed, ledgerOf } = await importDesk()

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

test('files of two projects in one batch are each joined to the one they name; the one that names none is asked once', async () => {
  const first = await aProject(office, { name: '东岸安置房工程' })
  const second = await aProject(office, { name: '西岭小学工程' })
  const batch = await dropped(office, [
    { name: '甲.csv', text: payText([['东甲一', 5000]], '东岸 安置房工程') },
    { name: '乙.csv', text: payText([['西乙二', 6000]], '西岭小学工程') },
    { name: '丙.csv', text: payText([['西丙三', 7000]]) },
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
    { name: '工资.csv', text: payText([['南甲一', 5000]], '南门桥工程') },
    { name: '没写.csv', text: payText([['南乙二', 4000]]) },
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
    { name: '简称.csv', text: payText([['北甲一', 5000]], '北坡水厂') },
  ])
  const about = { said: 'name', written: '北坡水厂' } as const
  await chooseProject(office, batch.id, { code: known.code, about })
  await committed(office, batch.id)
  expect(await ledgerOf(known.code)).toMatchObject([{ workers: 1, dueFen: 500_000 }])
})

test('one sheet whose rows name two projects by name goes to both, row by row', async () => {
  const one = await aProject(office, { name: '一号工程' })
  const two = await aProject(office, { name: '二号工程' })
  const [head, first] = payText([['双甲一', 5000]], '一号工程').split('\n')
  const [, second] = payText([['双乙二', 6000]], '二号工程').split('\n')
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
    { name: '别家.csv', text: payText([['别甲一', 5000]], '别家保密工程') },
  ])
  expect(batch.files[0]).toMatchObject({ project: null, projects: [], joinedBy: null })
  expect(batch.questions).toMatchObject([{ said: 'name', alike: [] }])
})

test('what changes is shown before it is committed, to the line, the worker and the fen, and nothing of it stays', async () => {
  const project = await aProject(office, { name: '先看后入工程' })
  const before = payText([
    ['先甲一', 5000],
    ['先乙二', 6000],
    ['先丙三', 7000],
  ])
  await committed(
    office,
    (await dropped(office, [{ name: '一稿.csv', text: before }], project.id)).id,
  )
  const after = payText([
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
      { name: '发放一.csv', text: payText([['勤乙二', 3000, '2026-09-15']]) },
    ],
    project.id,
  )
  await committed(office, first.id)
  const batch = await dropped(
    office,
    [
      { name: '考勤二.csv', text: attendance(22) },
      { name: '发放二.csv', text: payText([['勤乙二', 3500, '2026-09-15']]) },
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
      { name: '早.csv', text: payText([['同甲一', 5000]]) },
      { name: '晚.csv', text: payText([['同甲一', 5500]]) },
    ],
    project.id,
  )
  const { files } = await rehearseBatch(office, batch.id, { whole: false })
  expect(files.map((file) => file.changed?.superseded)).toEqual([0, 1])
})

test('a file that is in already is said so before it is committed, and one that lies twice in the batch', async () => {
  const project = await aProject(office, { name: '重复文件工程' })
  const text = payText([['重甲一', 5000]])
  const first = await dropped(office, [{ name: '原件.csv', text }], project.id)
  expect(first.files[0]?.twin).toBeNull()
  await committed(office, first.id)
  const again = await dropped(office, [{ name: '又来.csv', text }], project.id)
  expect(again.files[0]?.twin).toMatchObject({ batchId: first.id, name: '原件.csv' })
  const fresh = payText([['重乙二', 5000]])
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
