import { expect, onTestFinished, test } from 'vitest'
import { madeUpId } from '../../../tests/files/made-up.ts'
import { importDesk, payText } from '../../../tests/support/import-desk.ts'
import { day } from '../../kernel/day.ts'
import { Refused } from '../../kernel/refusal.ts'
import { look } from '../../platform/act.ts'
import { within } from '../../platform/hearing.ts'
import { importWithdrawn } from '../files/contract.ts'
import { editProject } from '../registry/edit-project.ts'
import { aProject } from '../registry/fixtures.ts'
import { readProject } from '../registry/views.ts'
import { warningsAsOf } from '../risk/views.ts'
import { viewBatch } from './views-batch.ts'
import { viewWithdrawal } from './views-withdrawal.ts'
import { withdrawImport } from './withdraw-import.ts'

// Imports that are taken back: what will follow, what follows, and why not.

/** What a module that does not exist yet has against taking back. */
let refusing: string | null = null

const { here, today, office, dropped, committed, ledgerOf } = await importDesk([
  within(importWithdrawn, async (_tx, [withdrawn]) => {
    if (refusing === null || withdrawn === undefined) return
    throw new Refused({ code: refusing, kind: 'wrong-state' })
  }),
])

test('taking back shows what will follow, does it, and says who did; ledger and warning follow', async () => {
  const project = await aProject(office, { name: '撤回全程工程' })
  const one = await dropped(
    office,
    [{ name: '一.csv', text: payText([['撤甲一', 5000]]) }],
    project.id,
  )
  await committed(office, one.id)
  const text = payText([
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
    follows: {
      lines: 2,
      revived: 1,
      workers: 2,
      sums: [
        { of: 'due', beforeFen: 1_000_000, afterFen: 500_000 },
        { of: 'paid', beforeFen: 400_000, afterFen: 0 },
      ],
    },
  })
  expect(await withdrawImport(office, fileId)).toEqual({ lines: 2 })
  expect(await ledgerOf(project.code)).toMatchObject([
    { workers: 1, dueFen: 500_000, owedFen: 500_000 },
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
    expect([file.name, shown.follows?.lines]).toEqual([file.name, 1])
    expect(await withdrawImport(office, file.id)).toEqual({ lines: 1 })
  }
  expect(await ledgerOf(project.code)).toEqual([])
})

test('what confirmed a file that is taken back stands in its place', async () => {
  const project = await aProject(office, { name: '互证工程' })
  const one = await dropped(
    office,
    [{ name: '甲方.csv', text: payText([['证甲一', 5000]]) }],
    project.id,
  )
  await committed(office, one.id)
  const same = `${payText([['证甲一', 5000]])}\n`
  const two = await dropped(office, [{ name: '乙方.csv', text: same }], project.id)
  await committed(office, two.id)
  const fileId = one.files[0]?.id ?? ''
  expect(await viewWithdrawal(office, fileId)).toMatchObject({
    follows: { revived: 1, sums: [{ of: 'due', beforeFen: 500_000, afterFen: 500_000 }] },
  })
  await withdrawImport(office, fileId)
  expect(await ledgerOf(project.code)).toMatchObject([{ dueFen: 500_000 }])
})

test('a file of a project that is finished since is not taken back, and says which project', async () => {
  const project = await aProject(office, { name: '已完工程' })
  const paid = payText([['完甲一', 5000, '2026-09-15']])
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
    [{ name: '有令.csv', text: payText([['拒甲一', 5000]]) }],
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
    [{ name: '办.csv', text: payText([['企甲一', 5000]]) }],
    project.id,
  )
  await committed(office, ours.id)
  await expect(withdrawImport(officer, ours.files[0]?.id ?? '')).rejects.toMatchObject({
    refusal: { code: 'exchange.import-not-yours', kind: 'not-allowed' },
  })
  const theirs = await dropped(
    officer,
    [{ name: '企.csv', text: payText([['企乙二', 1]]) }],
    project.id,
  )
  await committed(officer, theirs.id)
  await expect(withdrawImport(officer, theirs.files[0]?.id ?? '')).resolves.toEqual({ lines: 1 })
})
