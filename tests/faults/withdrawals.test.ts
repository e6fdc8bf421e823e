import { expect, test } from 'vitest'
import {
  AskedWithdrawal,
  Withdrawal,
  listWithdrawals,
} from '../../src/modules/exchange/contract-withdrawals.ts'
import { paySheetOf } from '../files/pay-sheet.ts'
import { until } from '../support/program.ts'
import { type Remote, batchIs, droppedAndRead, ledgerTotals, remote } from '../support/remote.ts'
import { seededServers } from '../support/seeded-server.ts'

const rows = 8_000
const whole = { rows, workers: rows, dueFen: rows * 600_000 }

const { aServer, again } = seededServers()

/** A committed pay sheet of so many rows. */
async function committedSheet(office: Remote, sheet: string): Promise<string> {
  const id = await droppedAndRead(office, 'SEED-2026-1', sheet)
  expect((await office.send('POST', `/batches/${id}/commit`)).status).toBe(200)
  const batch = await batchIs(office, id, 'committed')
  return batch.files[0]?.id ?? ''
}

async function asked(office: Remote, fileId: string): Promise<void> {
  expect((await office.send('POST', `/files/${fileId}/withdraw`)).status).toBe(200)
}

const view = (office: Remote, fileId: string) =>
  office.get(`/files/${fileId}/withdrawal`, Withdrawal)

async function ended(office: Remote, fileId: string): Promise<Withdrawal> {
  let seen: Withdrawal | null = null
  await until(async () => {
    seen = await view(office, fileId)
    return seen.state !== 'withdrawing'
  })
  return seen ?? view(office, fileId)
}

async function begun(office: Remote, fileId: string): Promise<void> {
  await until(async () => {
    const { asked: last } = await view(office, fileId)
    return AskedWithdrawal.nullable().parse(last)?.begunAt !== null
  })
}

test('killed as soon as it has said that it will take back, it takes back once it is back, in the order asked for', async () => {
  const first = await aServer()
  const office = await remote(first.url)
  const large = await committedSheet(office, paySheetOf(rows))
  // It says what stands already, and stands in its place once that is taken back.
  const small = await committedSheet(office, `${paySheetOf(3)}\n`)
  expect(await ledgerTotals(office)).toEqual(whole)
  await asked(office, large)
  await asked(office, small)
  await first.kill()

  const second = await again(first.dataFolder)
  const back = await remote(second.url)
  expect(await ended(back, small)).toMatchObject({ state: 'withdrawn', withdrawn: { lines: 3 } })
  expect(await view(back, large)).toMatchObject({
    state: 'withdrawn',
    asked: { state: 'done' },
    withdrawn: { lines: rows },
  })
  expect(await ledgerTotals(back)).toMatchObject({ rows: 0 })
  expect(await back.get('/withdrawal-queue', listWithdrawals.reply)).toEqual([])
  expect(await second.stop()).toBe(0)
})

test('killed in the middle of taking back, nothing of it was done, and then it is done whole', async () => {
  const first = await aServer()
  const office = await remote(first.url)
  const file = await committedSheet(office, paySheetOf(rows))
  await asked(office, file)
  await begun(office, file)
  await first.kill()

  const second = await again(first.dataFolder)
  const back = await remote(second.url)
  expect(await ended(back, file)).toMatchObject({ state: 'withdrawn', withdrawn: { lines: rows } })
  expect(await ledgerTotals(back)).toMatchObject({ rows: 0 })
  expect(await second.stop()).toBe(0)
})

test('asked to stop taking back and killed at once, the file stands when it is back, and can be taken back later', async () => {
  const first = await aServer()
  const office = await remote(first.url)
  const file = await committedSheet(office, paySheetOf(rows))
  await asked(office, file)
  expect((await office.send('POST', `/files/${file}/withdraw/cancel`)).status).toBe(200)
  await first.kill()

  const second = await again(first.dataFolder)
  const back = await remote(second.url)
  expect(await ended(back, file)).toMatchObject({
    state: 'committed',
    asked: { state: 'cancelled' },
  })
  expect(await ledgerTotals(back)).toEqual(whole)
  await asked(back, file)
  expect(await ended(back, file)).toMatchObject({ state: 'withdrawn', withdrawn: { lines: rows } })
  expect(await second.stop()).toBe(0)
})
