import { beforeEach, expect, test } from 'vitest'
import { importDesk, payText } from '../../../tests/support/import-desk.ts'
import { Refused } from '../../kernel/refusal.ts'
import type { Tx } from '../../platform/context.ts'
import { within } from '../../platform/hearing.ts'
import { importWithdrawn } from '../files/contract.ts'
import { editProject } from '../registry/edit-project.ts'
import { aProject } from '../registry/fixtures.ts'
import { readProject } from '../registry/views.ts'
import { askWithdrawal } from './ask-withdrawal.ts'
import { cancelWithdrawal } from './cancel-withdrawal.ts'
import { listImports } from './views-imports.ts'
import { listWithdrawals, viewWithdrawal } from './views-withdrawal.ts'
import { withdrawAsked, withdrawImport } from './withdraw-import.ts'

// Taking back is asked for, waits its turn, is watched and broken off, and says what came of it.

/** What happens inside the next transactions that take an import back. */
let meanwhile: ((tx: Tx) => Promise<void>) | null = null

const { here, office, dropped, committed, ledgerOf } = await importDesk([
  within(importWithdrawn, async (tx) => meanwhile?.(tx)),
])

beforeEach(() => {
  meanwhile = null
})

/** A project with one committed pay sheet of one line. */
async function withPay(name: string) {
  const { id, code } = await aProject(office, { name })
  const text = payText([[`${name}甲`, 5000]])
  const batch = await dropped(office, [{ name: `${name}.csv`, text }], id)
  const done = await committed(office, batch.id)
  return { code, fileId: done.files[0]?.id ?? '' }
}

const stands = [{ workers: 1, dueFen: 500_000 }]

test('asked for, it waits and changes nothing; in its turn it is done, and says how many lines and who', async () => {
  const { code, fileId } = await withPay('排队撤回')
  await askWithdrawal(office, fileId)
  expect(await viewWithdrawal(office, fileId)).toMatchObject({
    state: 'withdrawing',
    refusal: '这次导入正在撤回，或排队等着撤回。',
    follows: null,
    asked: { state: 'queued', by: '测试员', begunAt: null, before: 0 },
  })
  expect(await ledgerOf(code)).toMatchObject(stands)
  await expect(askWithdrawal(office, fileId)).rejects.toMatchObject({
    refusal: { code: 'exchange.is-withdrawing' },
  })
  await here.settle()
  expect(await viewWithdrawal(office, fileId)).toMatchObject({
    state: 'withdrawn',
    follows: null,
    asked: { state: 'done', by: '测试员', before: null, refusal: null },
    withdrawn: { lines: 1 },
  })
  expect(await ledgerOf(code)).toEqual([])
})

test('several wait in the order in which they were asked for, and each is told how many are before it', async () => {
  const files = [await withPay('先撤'), await withPay('后撤'), await withPay('末撤')]
  for (const [at, { fileId }] of files.entries()) {
    const later = { ...office, now: new Date(office.now.getTime() + at * 1_000) }
    await askWithdrawal(later, fileId)
  }
  const queue = await listWithdrawals(office)
  expect(queue.map(({ file, asked }) => [file, asked.before])).toEqual([
    ['先撤.csv', 0],
    ['后撤.csv', 1],
    ['末撤.csv', 2],
  ])
  expect(await listWithdrawals(here.as('labour-officer', []))).toEqual([])
  await here.settle()
  expect(await listWithdrawals(office)).toEqual([])
  for (const { code } of files) expect(await ledgerOf(code)).toEqual([])
})

test('broken off while it waits, the file is at once what it was, and can be taken back later', async () => {
  const { code, fileId } = await withPay('等着叫停')
  await askWithdrawal(office, fileId)
  await cancelWithdrawal(office, fileId)
  expect(await viewWithdrawal(office, fileId)).toMatchObject({
    state: 'committed',
    follows: { lines: 1 },
    asked: { state: 'cancelled', cancelledBy: '测试员' },
  })
  await here.settle()
  expect(await ledgerOf(code)).toMatchObject(stands)
  await expect(cancelWithdrawal(office, fileId)).rejects.toMatchObject({
    refusal: { code: 'exchange.no-withdrawal-to-cancel' },
  })
  expect(await withdrawImport(office, fileId)).toEqual({ lines: 1 })
  expect(await ledgerOf(code)).toEqual([])
})

test('broken off in the middle, its statement is stopped, everything is rolled back and the file stands', async () => {
  const { code, fileId } = await withPay('中途叫停')
  await askWithdrawal(office, fileId)
  meanwhile = async (tx) => {
    await cancelWithdrawal(office, fileId)
    expect(await viewWithdrawal(office, fileId)).toMatchObject({
      state: 'withdrawing',
      asked: { state: 'cancelling', progress: { doing: 'ledger', lines: 1 } },
    })
    await tx.client.query('select pg_sleep(20)')
  }
  await here.settle()
  expect(await viewWithdrawal(office, fileId)).toMatchObject({
    state: 'committed',
    asked: { state: 'cancelled', cancelledBy: '测试员', progress: null },
  })
  expect(await ledgerOf(code)).toMatchObject(stands)
})

test('refused by a later module when its turn has come, the file stands and the sentence is kept', async () => {
  const { code, fileId } = await withPay('轮到被拒')
  await askWithdrawal(office, fileId)
  meanwhile = async () => {
    throw new Refused({
      code: 'registry.project-changed-since',
      kind: 'wrong-state',
      values: { code },
    })
  }
  await here.settle()
  const { state, asked } = await viewWithdrawal(office, fileId)
  expect([state, asked?.state]).toEqual(['committed', 'refused'])
  expect(asked?.refusal).toContain(code)
  expect(asked?.refusal).toMatch(/。$/)
  expect(await ledgerOf(code)).toMatchObject(stands)
})

test('what is asked is asked again when its turn has come: a project finished meanwhile keeps its sheet', async () => {
  const { id, code } = await aProject(office, { name: '其间完工' })
  const text = payText([['其间甲', 5000, '2026-09-15']])
  const batch = await dropped(office, [{ name: '付清.csv', text }], id)
  const fileId = (await committed(office, batch.id)).files[0]?.id ?? ''
  await askWithdrawal(office, fileId)
  const { participants: _parties, id: _id, code: _code, ...facts } = await readProject(office, code)
  await editProject(office, code, { ...facts, state: 'finished' })
  await here.settle()
  const { state, asked } = await viewWithdrawal(office, fileId)
  expect([state, asked?.state]).toEqual(['committed', 'refused'])
  expect(asked?.refusal).toContain('其间完工')
})

test('whoever waits at the command line is told why it was refused, or that it was broken off', async () => {
  const { fileId } = await withPay('命令行撤回')
  meanwhile = async () => {
    throw new Refused({ code: 'exchange.nothing-understood', kind: 'wrong-state' })
  }
  await expect(withdrawImport(office, fileId)).rejects.toMatchObject({
    refusal: { code: 'exchange.nothing-understood' },
  })
  meanwhile = async (tx) => {
    await cancelWithdrawal(office, fileId)
    await tx.client.query('select pg_sleep(20)')
  }
  await expect(withdrawImport(office, fileId)).rejects.toMatchObject({
    refusal: { code: 'exchange.withdrawal-cancelled' },
  })
  await here.settle()
})

test('one that fails waits again, and can be broken off as one that waits', async () => {
  const { code, fileId } = await withPay('出错再来')
  await askWithdrawal(office, fileId)
  meanwhile = async () => {
    throw new Error('a bug')
  }
  await here.settle()
  expect(await viewWithdrawal(office, fileId)).toMatchObject({
    state: 'withdrawing',
    asked: { state: 'queued', begunAt: null },
  })
  await cancelWithdrawal(office, fileId)
  expect((await viewWithdrawal(office, fileId)).state).toBe('committed')
  expect(await ledgerOf(code)).toMatchObject(stands)
})

test('heard again by a program that is back, it is done once; asked to stop before the end, it is put back', async () => {
  const { code, fileId } = await withPay('断电撤回')
  const { id } = await askWithdrawal(office, fileId)
  await begunAndGone(id, 'queued')
  await withdrawAsked(office, id)
  await withdrawAsked(office, id)
  expect(await viewWithdrawal(office, fileId)).toMatchObject({
    state: 'withdrawn',
    asked: { state: 'done' },
    withdrawn: { lines: 1 },
  })
  await here.settle()
  expect(await ledgerOf(code)).toEqual([])

  const other = await withPay('断电叫停')
  const asked = await askWithdrawal(office, other.fileId)
  await begunAndGone(asked.id, 'cancelling')
  await here.settle()
  expect(await viewWithdrawal(office, other.fileId)).toMatchObject({
    state: 'committed',
    asked: { state: 'cancelled' },
  })
  expect(await ledgerOf(other.code)).toMatchObject(stands)
})

/** Its turn had come, and then nobody was there any more. */
async function begunAndGone(id: string, state: string): Promise<void> {
  const client = await here.platform.pool.connect()
  const { code } = here
  await client.query(
    `begin; set local huxin.first = '${code}'; set local huxin.last = '${code}'; set local huxin.projects = '*';
     update exchange.withdrawal set state = '${state}', begun_at = asked_at where id = '${id}'; commit`,
  )
  client.release()
}

test('a firm asks for what it brought itself, and stops it; what the office asked for it does not stop', async () => {
  const project = await aProject(office, { name: '企业排队' })
  const officer = here.as('labour-officer', [project.id])
  const theirs = await dropped(
    officer,
    [{ name: '企.csv', text: payText([['企排甲', 1]]) }],
    project.id,
  )
  const fileId = (await committed(officer, theirs.id)).files[0]?.id ?? ''
  await askWithdrawal(officer, fileId)
  await cancelWithdrawal(officer, fileId)
  const other = here.as('labour-officer', [project.id])
  await askWithdrawal(office, fileId)
  await expect(cancelWithdrawal(other, fileId)).rejects.toMatchObject({
    refusal: { code: 'exchange.import-not-yours', kind: 'not-allowed' },
  })
  await here.settle()
  const log = await listImports(office, { search: '企.csv', limit: 5 })
  expect(log.rows).toMatchObject([{ state: 'withdrawn', withdrawn: { by: '测试员' } }])
})
