import { expect, test } from 'vitest'
import { signedIn } from '../../../tests/support/caller.ts'
import { twoDistricts } from '../../../tests/support/two-districts.ts'
import { type Hit, searchAll } from './contract.ts'

const { app, first, second, far, owner } = await twoDistricts()
const office = await signedIn(app, 'office')
const officer = await signedIn(app, 'officer')
const town = await signedIn(app, 'town')

async function found(caller: typeof office, words: string): Promise<Hit[]> {
  const reply = await caller.call(searchAll, '990101', { query: { words } })
  expect(reply.statusCode).toBe(200)
  return searchAll.reply.parse(reply.json()).hits
}

const opened = (hits: readonly Hit[], kind: Hit['kind']) =>
  hits.filter((hit) => hit.kind === kind).map(({ opens }) => opens)

test('a part of a project’s name finds it, its tasks, its entry and what was imported for it', async () => {
  const hits = await found(office, first.projectName)
  expect(opened(hits, 'project')).toEqual([`/projects/${first.code}`])
  expect(opened(hits, 'task')).toContain(`/tasks/${first.taskId}`)
  expect(opened(hits, 'register-entry')).toEqual([`/register/${first.entryId}`])
  const code = await found(office, first.code)
  expect(opened(code, 'project')).toEqual([`/projects/${first.code}`])
})

test('a worker is found by name, masked as everywhere, and told by a project of his', async () => {
  const hits = await found(office, first.workerName)
  const hit = hits.find(({ kind }) => kind === 'worker')
  expect(hit).toMatchObject({ opens: `/workers/${first.workerId}`, note: first.projectName })
  expect(hit?.title).toMatch(/^.\*/)
  expect(await found(office, '没有这个人')).toEqual([])
})

test('every word has to be in it, in whatever order; one letter is too short', async () => {
  const words = `${first.projectName.slice(2)} ${first.projectName.slice(0, 2)}`
  expect(opened(await found(office, words), 'task')).toContain(`/tasks/${first.taskId}`)
  expect(opened(await found(office, `${first.projectName} 墨斗`), 'task')).toEqual([])
  const reply = await office.call(searchAll, '990101', { query: { words: '鲁' } })
  expect(reply.json()).toEqual({ isTooShort: true, hits: [] })
})

test('a batch is found by its id and by as a hit says it', async () => {
  for (const words of [first.batchId, first.batchId.slice(0, 13)]) {
    expect(opened(await found(office, words), 'batch')).toContain(`/import/${first.batchId}`)
  }
})

test('nobody finds what he does not see', async () => {
  for (const caller of [officer, town]) {
    expect(opened(await found(caller, first.workerName), 'worker')).toHaveLength(1)
    for (const words of [second.workerName, second.projectName, second.code]) {
      const hits = await found(caller, words)
      const strange = hits.filter(({ title, note }) => (title + note).includes('墨斗'))
      expect(strange).toEqual([])
      expect(opened(hits, 'worker')).toEqual([])
    }
  }
  for (const words of [far.workerName, far.projectName]) {
    expect((await found(office, words)).filter(({ title }) => title.includes('青砖'))).toEqual([])
  }
  expect(opened(await found(officer, first.projectName), 'register-entry')).toEqual([])
})

test('letters that only lie beside each other elsewhere are not the word', async () => {
  await owner.query(`update tasks.task set title = '甲乙 乙丙 丙甲' where id = $1`, [first.taskId])
  expect(opened(await found(office, '甲乙丙甲'), 'task')).toEqual([])
  expect(opened(await found(office, '甲乙乙丙'), 'task')).toHaveLength(1)
})
