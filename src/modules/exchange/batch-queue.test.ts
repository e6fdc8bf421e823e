import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { importDesk, payText } from '../../../tests/support/import-desk.ts'
import { day } from '../../kernel/day.ts'
import type { Tx } from '../../platform/context.ts'
import { within } from '../../platform/hearing.ts'
import { aProject } from '../registry/fixtures.ts'
import { payRecorded } from '../wages/contract.ts'
import { cancelBatch } from './cancel-batch.ts'
import { commitBatch, commitFiles } from './commit-batch.ts'
import { readBatch } from './read-batch.ts'
import { viewBatch } from './views-batch.ts'
import { listImports, listQueue } from './views-imports.ts'
import { withdrawImport } from './withdraw-import.ts'

// Batches that wait, are broken off, and the log of what came of them.

/** What happens inside the next transaction that takes pay lines in. */
let meanwhile: ((tx: Tx) => Promise<void>) | null = null

const desk = await importDesk([
  within(payRecorded, async (tx) => {
    const now = meanwhile
    meanwhile = null
    await now?.(tx)
  }),
])
const { here, today, office, received, dropped, committed, ledgerOf } = desk

test('broken off while it waits to be read, it is not read', async () => {
  const id = await received(office, [{ name: '不读.csv', text: payText([['停甲一', 5000]]) }])
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
    [{ name: '晚点.csv', text: payText([['晚甲一', 5000]]) }],
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
      { name: '先.csv', text: payText([['中甲一', 5000]]) },
      { name: '中.csv', text: payText([['中乙二', 6000]]) },
      { name: '后.csv', text: payText([['中丙三', 7000]]) },
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
    { name: '没写.csv', text: payText([['余乙二', 6000]]) },
    { name: '写了.csv', text: payText([['余甲一', 5000]], '余下工程') },
    { name: '住建局在建项目清单.csv', text },
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
    [{ name: '断.csv', text: payText([['断甲一', 5000]]) }],
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
    const id = await received(later, [{ name, text: payText([[`队甲${at}`, 5000]]) }], project.id)
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
      { name: '日志工资.csv', text: payText([['志甲一', 5000]]) },
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
