import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { Batch } from '../../src/modules/exchange/contract.ts'
import { listQueue } from '../../src/modules/exchange/contract-imports.ts'
import { paySheetOf } from '../files/pay-sheet.ts'
import { postgresOn, until } from '../support/program.ts'
import { batchIs, dropFile, droppedAndRead, ledgerTotals, remote } from '../support/remote.ts'
import { seededServers } from '../support/seeded-server.ts'
import type { RunningServer } from '../support/server.ts'

const { aServer, again } = seededServers()

/** The server's reader processes; on other systems than Linux nobody looks. */
async function readersOf({ process: child }: RunningServer): Promise<number[]> {
  const path = `/proc/${child.pid}/task/${child.pid}/children`
  const list = await readFile(path, 'utf8').catch(() => '')
  const pids = list.split(' ').filter(Boolean).map(Number)
  const isReader = await Promise.all(pids.map(isReaderProcess))
  return pids.filter((_pid, at) => isReader[at])
}

async function isReaderProcess(pid: number): Promise<boolean> {
  const name = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return name.includes('reader-process')
}

async function whenReading(server: RunningServer): Promise<number[]> {
  let readers: number[] = []
  await until(async () => {
    readers = await readersOf(server)
    return readers.length > 0 || process.platform !== 'linux'
  })
  return readers
}

test('killed as soon as it has said that it will commit, it commits once it is back, and once only', async () => {
  const first = await aServer()
  const office = await remote(first.url)
  const id = await droppedAndRead(office, 'SEED-2026-1', paySheetOf(3))
  const asked = await office.send('POST', `/batches/${id}/commit`)
  expect(asked.status).toBe(200)
  await first.kill()

  const second = await again(first.dataFolder)
  const back = await remote(second.url)
  const batch = await batchIs(back, id, 'committed')
  expect(batch.files).toMatchObject([{ state: 'committed', changed: { added: 3 } }])
  const committed = { rows: 3, workers: 3, dueFen: 3 * 600_000 }
  expect(await ledgerTotals(back)).toEqual(committed)
  // Said again it is refused, and nothing more is heard after another start either.
  expect((await back.send('POST', `/batches/${id}/commit`)).status).toBe(409)
  expect(await second.stop()).toBe(0)
  const third = await again(first.dataFolder)
  expect(await ledgerTotals(await remote(third.url))).toEqual(committed)
  expect(await third.stop()).toBe(0)
  expect(await postgresOn(first.dataFolder)).toEqual([])
})

test('killed as soon as it has said that it will read, it reads once it is back', async () => {
  const first = await aServer()
  const office = await remote(first.url)
  const id = await dropFile(office, 'SEED-2026-1', paySheetOf(3))
  expect((await office.send('POST', `/batches/${id}/read`)).status).toBe(200)
  await first.kill()
  const second = await again(first.dataFolder)
  const batch = await batchIs(await remote(second.url), id, 'understood')
  expect(batch.files).toMatchObject([{ state: 'understood', error: null }])
  expect(await second.stop()).toBe(0)
})

test('killed in the middle of taking a file in, it leaves nothing of it, and then takes it in whole', async () => {
  const rows = 8_000
  const first = await aServer()
  const office = await remote(first.url)
  const id = await droppedAndRead(office, 'SEED-2026-1', paySheetOf(rows))
  expect((await office.send('POST', `/batches/${id}/commit`)).status).toBe(200)
  const readers = await whenReading(first)
  await first.kill()
  // The reader ends with the pipe that fed it.
  await until(async () => !(await Promise.all(readers.map(isReaderProcess))).includes(true))

  const second = await again(first.dataFolder)
  const back = await remote(second.url)
  const batch = await batchIs(back, id, 'committed')
  expect(batch.files).toMatchObject([{ state: 'committed', changed: { added: rows } }])
  expect(await ledgerTotals(back)).toEqual({ rows, workers: rows, dueFen: rows * 600_000 })
  expect(await second.stop()).toBe(0)
})

test.runIf(process.platform === 'linux')(
  'its reader killed, the file says so, and the server goes on',
  async () => {
    const server = await aServer()
    const office = await remote(server.url)
    const id = await dropFile(office, 'SEED-2026-1', paySheetOf(20_000))
    expect((await office.send('POST', `/batches/${id}/read`)).status).toBe(200)
    for (const pid of await whenReading(server)) process.kill(pid, 'SIGKILL')
    const batch = await batchIs(office, id, 'understood')
    expect(batch.files).toMatchObject([
      {
        state: 'unreadable',
        error: '读取程序意外中断，文件没有读完：请重试，仍不行就把文件另存为 .xlsx。',
      },
    ])
    expect(await server.stop()).toBe(0)
  },
)

test('asked to stop in the middle of taking a file in, it ends within a while, and neither loses nor doubles it', async () => {
  const rows = 8_000
  const first = await aServer()
  const office = await remote(first.url)
  const id = await droppedAndRead(office, 'SEED-2026-1', paySheetOf(rows))
  expect((await office.send('POST', `/batches/${id}/commit`)).status).toBe(200)
  await whenReading(first)
  expect(await first.stop()).toBe(0)
  expect(await postgresOn(first.dataFolder)).toEqual([])
  const second = await again(first.dataFolder)
  const back = await remote(second.url)
  await batchIs(back, id, 'committed')
  expect(await ledgerTotals(back)).toEqual({ rows, workers: rows, dueFen: rows * 600_000 })
  expect(await second.stop()).toBe(0)
})

test('killed with a file under way and batches waiting behind it, it takes all in once it is back, each once', async () => {
  const rows = 8_000
  const first = await aServer()
  const office = await remote(first.url)
  const large = await droppedAndRead(office, 'SEED-2026-1', paySheetOf(rows))
  const small = await droppedAndRead(office, 'SEED-2026-1', `${paySheetOf(3)}\n`)
  for (const id of [large, small]) {
    expect((await office.send('POST', `/batches/${id}/commit`)).status).toBe(200)
  }
  await whenReading(first)
  expect((await office.get(`/batches/${small}`, Batch)).before).toBe(1)
  const queue = await office.get('/import-queue', listQueue.reply)
  expect(queue.map(({ id }) => id)).toEqual([large, small])
  await first.kill()

  const second = await again(first.dataFolder)
  const back = await remote(second.url)
  const last = await batchIs(back, small, 'committed')
  // What it says stands already since the large one is in: so that one went first.
  expect(last.files).toMatchObject([{ state: 'committed', changed: { added: 0, unchanged: 3 } }])
  expect(await ledgerTotals(back)).toEqual({ rows, workers: rows, dueFen: rows * 600_000 })
  expect(await back.get('/import-queue', listQueue.reply)).toEqual([])
  expect(await second.stop()).toBe(0)
})

test('asked to stop committing and killed at once, nothing of the file is in when it is back, and it can go in later', async () => {
  const rows = 8_000
  const first = await aServer()
  const office = await remote(first.url)
  const id = await droppedAndRead(office, 'SEED-2026-1', paySheetOf(rows))
  expect((await office.send('POST', `/batches/${id}/commit`)).status).toBe(200)
  await whenReading(first)
  expect((await office.send('POST', `/batches/${id}/cancel`)).status).toBe(200)
  await first.kill()

  const second = await again(first.dataFolder)
  const back = await remote(second.url)
  const batch = await batchIs(back, id, 'cancelled')
  expect(batch.files).toMatchObject([{ state: 'understood', changed: null }])
  expect(await ledgerTotals(back)).toMatchObject({ rows: 0 })
  expect((await back.send('POST', `/batches/${id}/commit`)).status).toBe(200)
  await batchIs(back, id, 'committed')
  expect(await ledgerTotals(back)).toEqual({ rows, workers: rows, dueFen: rows * 600_000 })
  expect(await second.stop()).toBe(0)
})

test('asked to stop in the middle, the file under way is rolled back while the server goes on', async () => {
  const server = await aServer()
  const office = await remote(server.url)
  const id = await droppedAndRead(office, 'SEED-2026-1', paySheetOf(20_000))
  expect((await office.send('POST', `/batches/${id}/commit`)).status).toBe(200)
  await whenReading(server)
  expect((await office.send('POST', `/batches/${id}/cancel`)).status).toBe(200)
  const batch = await batchIs(office, id, 'cancelled')
  expect(batch.files).toMatchObject([{ state: 'understood' }])
  expect(await ledgerTotals(office)).toMatchObject({ rows: 0 })
  expect(await readersOf(server)).toEqual([])
  expect(await server.stop()).toBe(0)
})
