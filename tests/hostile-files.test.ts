import { monitorEventLoopDelay } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import { buildApp, hearers } from '../src/app.ts'
import {
  Batch,
  listBatches,
  openBatch,
  readBatch,
  receiveFile,
  viewBatch,
} from '../src/modules/exchange/contract.ts'
import { exchangeWords } from '../src/modules/exchange/words.ts'
import { anAccount } from '../src/modules/people/fixtures.ts'
import { aDistrict } from '../src/modules/places/fixtures.ts'
import { shipParameters } from '../src/modules/places/ship-parameters.ts'
import { hostileFiles } from './files/hostile-files.ts'
import { signedIn } from './support/caller.ts'
import { district } from './support/district.ts'

const here = await district({ hearers })
const office = here.at('2026-11-23')
await shipParameters(here.platform, office.now)
await aDistrict(office, { code: here.code })
await anAccount(office, 'coordination-office', { name: 'office' })
const app = await buildApp({
  platform: here.platform,
  clock: () => office.now,
  readiness: async () => ({ ready: true, facts: {} }),
})
const files = hostileFiles()

/** A reader that was killed leaves nothing but its sentence. */
function codeOf(error: string): string {
  return Object.entries(exchangeWords).find(([, sentence]) => sentence === error)?.[0] ?? error
}

/** Loads a page's data over and over until it is told to stop; how long each took. */
async function loadPages(
  caller: Awaited<ReturnType<typeof signedIn>>,
  goesOn: () => boolean,
): Promise<number[]> {
  const took: number[] = []
  while (goesOn()) {
    const began = performance.now()
    const ready = await app.inject('/readyz')
    const list = await caller.call(listBatches, here.code)
    expect([ready.statusCode, list.statusCode]).toEqual([200, 200])
    took.push(performance.now() - began)
  }
  return took
}

test(
  'files that are made to do harm give rows or one plain reason, and nobody else notices',
  { timeout: 300_000 },
  async () => {
    const caller = await signedIn(app, 'office')
    const { id: batchId } = (
      await caller.call(openBatch, here.code, { body: { projectCode: null } })
    ).json()
    for (const [at, file] of files.entries()) {
      const reply = await caller.call(receiveFile, here.code, {
        params: { batchId },
        query: { name: file.name, no: at + 1 },
        bytes: file.bytes,
      })
      expect([file.name, reply.statusCode]).toEqual([file.name, 200])
    }
    await caller.call(readBatch, here.code, { params: { batchId } })
    const memoryBefore = process.memoryUsage().rss
    const delay = monitorEventLoopDelay({ resolution: 10 })
    delay.enable()
    let reading = true
    const pages = loadPages(caller, () => reading)
    await here.settle()
    reading = false
    delay.disable()
    const took = (await pages).toSorted((a, b) => a - b)
    const view = Batch.parse(
      (await caller.call(viewBatch, here.code, { params: { batchId } })).json(),
    )
    for (const [at, { name, reasons }] of files.entries()) {
      const file = view.files.find((one) => one.no === at + 1)
      const isRead = file?.state === 'understood' || file?.state === 'unpacked'
      const code = file?.understood?.error?.code ?? codeOf(file?.error ?? '')
      expect(reasons, name).toContain(isRead ? '' : code)
      if (!isRead) expect(file?.error, name).toMatch(/^[^{}\n]*[\u4e00-\u9fff][^{}\n]*。$/)
    }
    const ranged = view.files.find((file) => file.name === '六万行.xlsx')
    expect(ranged?.understood?.sheets[0]).toMatchObject({ kind: 'pay-sheet', rows: 494 })
    const macros = view.files.find((file) => file.name === '宏.xlsm')
    expect(macros?.understood?.notes?.map((note) => note.code)).toEqual([
      'recognition.macros-ignored',
    ])
    expect(JSON.stringify(view)).not.toContain('root:')
    // The page answers while the reader works: the machine is shared, so the bounds are wide.
    expect(took.length).toBeGreaterThan(20)
    expect(took[Math.floor(took.length * 0.95)]).toBeLessThan(1_000)
    expect(delay.percentile(99) / 1e6).toBeLessThan(500)
    expect((process.memoryUsage().rss - memoryBefore) / 2 ** 20).toBeLessThan(300)
  },
)
