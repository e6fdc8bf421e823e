import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { databaseHome } from '../../src/platform/postgres/home.ts'
import { stopPostmaster } from '../../src/platform/postgres/postmaster.ts'
import { paySheetOf } from '../files/pay-sheet.ts'
import { copyOfFolder, seedFolder, serverEnds, until } from '../support/program.ts'
import {
  batchIs,
  droppedAndRead,
  idIn,
  ledgerTotals,
  refusalIn,
  type Remote,
  remote,
} from '../support/remote.ts'
import { type RunningServer, startServer } from '../support/server.ts'

const mayMount = process.platform === 'linux' && process.getuid?.() === 0
const whyNot = 'only root on Linux can make a small disk of its own'

let seed: string
beforeAll(async () => {
  if (mayMount) seed = await seedFolder()
})
afterAll(async () => {
  if (mayMount) await rm(seed, { recursive: true, force: true })
})

/** A disk of so many MiB, gone after the test; null where none can be made. */
function smallDisk(mib: number): string | null {
  if (!mayMount) return null
  const folder = mkdtempSync(join(tmpdir(), 'huxin-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mib}m`, 'tmpfs', folder], {
      stdio: 'ignore',
    })
  } catch {
    rmSync(folder, { recursive: true })
    return null
  }
  chmodSync(folder, 0o755)
  onTestFinished(async () => {
    await stopPostmaster(databaseHome(folder))
    execFileSync('umount', ['-l', folder])
    rmSync(folder, { recursive: true })
  })
  return folder
}

/** Leaves so many MiB free; returns what makes room again. */
async function fill(folder: string, leaving: number): Promise<() => Promise<void>> {
  const path = join(folder, 'somebody-elses-file')
  const file = await open(path, 'w')
  const { bavail, bsize } = statfsSync(folder)
  const mib = Buffer.alloc(1024 * 1024)
  for (let left = Math.floor((bavail * bsize) / mib.length); left > leaving; left -= 1) {
    await file.write(mib)
  }
  await file.close()
  return () => rm(path)
}

async function started(dataFolder: string): Promise<RunningServer> {
  const server = await startServer({ dataFolder, arguments: ['--empty'] })
  onTestFinished(async () => {
    if (!hasEnded(server)) await server.kill()
  })
  return server
}

function hasEnded({ process: child }: RunningServer): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

test('a disk too small to start on: one sentence', async ({ skip }) => {
  const disk = smallDisk(12)
  if (disk === null) return skip(whyNot)
  const { code, stdout, stderr } = await serverEnds({ dataFolder: disk })
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(/^\S+ 所在的磁盘已满：请腾出空间后再启动。\n$/)
})

test('a disk that fills up during an import: a sentence, the ledger as it was, and afterwards it works', async ({
  skip,
}) => {
  const disk = smallDisk(200)
  if (disk === null) return skip(whyNot)
  await copyOfFolder(seed, disk)
  const server = await started(disk)
  const office = await remote(server.url)
  const small = await droppedAndRead(office, 'SEED-2026-1', paySheetOf(3))
  await office.send('POST', `/batches/${small}/commit`)
  await batchIs(office, small, 'committed')
  const before = await ledgerTotals(office)
  expect(before).toEqual({ rows: 3, workers: 3, dueFen: 3 * 600_000 })

  const people = 15_000
  const waiting = await droppedAndRead(office, 'SEED-2026-1', paySheetOf(people))
  const makeRoom = await fill(disk, 3)
  // What was asked for before the disk was full: it is tried, and cannot be done.
  await office.send('POST', `/batches/${waiting}/commit`)
  await until(async () => server.output().includes('"not heard"') || hasEnded(server))
  // What is asked for while it is.
  const replies = await dropUntilRefused(office, paySheetOf(people))
  for (const reply of replies) expect(reply).toMatch(/^(503 \S+。|ended)$/)
  expect(server.output()).not.toMatch(/\n\s+at |程序故障|赵甲甲/)
  if (!hasEnded(server)) expect(await ledgerTotals(office).catch(() => before)).toEqual(before)
  await makeRoom()

  // PostgreSQL may have ended with its disk, and the server with it: then it is started again.
  const later = hasEnded(server) ? await started(disk) : server
  let back: Remote | null = null
  await until(async () => (back ??= await remote(later.url).catch(() => null)) !== null)
  const again = back ?? office
  await batchIs(again, waiting, 'committed')
  expect(await ledgerTotals(again)).toMatchObject({ rows: people, dueFen: people * 600_000 })
  const more = await droppedAndRead(again, 'SEED-2026-1', paySheetOf(people + 1))
  await again.send('POST', `/batches/${more}/commit`)
  await batchIs(again, more, 'committed')
  expect(await ledgerTotals(again)).toMatchObject({
    rows: people + 1,
    dueFen: (people + 1) * 600_000,
  })
  expect(await later.stop()).toBe(0)
})

/** Puts files in until that is refused; what was said then, or that nobody answered any more. */
async function dropUntilRefused(at: Remote, text: string): Promise<string[]> {
  for (let tries = 0; tries < 20; tries += 1) {
    try {
      const opened = await at.send('POST', '/batches', { projectCode: 'SEED-2026-1' })
      if (!opened.ok) return [await refusalIn(opened)]
      const id = await idIn(opened)
      const path = `/batches/${id}/files?name=${tries}.csv&no=1`
      const sent = await at.send('POST', path, Buffer.from(`${text}${tries}\n`))
      if (!sent.ok) return [await refusalIn(sent)]
    } catch {
      return ['ended']
    }
  }
  throw new Error('The disk is larger than it should be.')
}
