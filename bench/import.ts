import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { writeAttendanceCsv, writePayCsv } from './pay-csv.ts'
import type { Result } from './result.ts'

const rows = 500_000
const run = promisify(execFile)

const Measured = z.object({
  seconds: z.number(),
  rssMb: z.number(),
  stallMs: z.number(),
  floorSeconds: z.number().nullable(),
  ledgerRows: z.number(),
})
type Measured = z.infer<typeof Measured>

/**
 * Half a million rows of csv into a database that already holds a tenth of their keys with other values; each process
 * has its own peak memory and longest stall. The floor is measured in the same run, on the same rows.
 */
export async function* benchImport(): AsyncGenerator<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'huxin-bench-import-'))
  const file = (name: string) => join(folder, name)
  try {
    await writePayCsv(file('pay-known.csv'), { rows, share: 10, plus: 1 })
    await writePayCsv(file('pay.csv'), { rows, share: 1, plus: 0 })
    await writeAttendanceCsv(file('days-known.csv'), { rows, share: 10, plus: 1 })
    await writeAttendanceCsv(file('days.csv'), { rows, share: 1, plus: 0 })
    const data = file('data')
    await takeIn(data, file('pay-known.csv'), 'no-floor')
    const pay = await takeIn(data, file('pay.csv'), 'floor')
    yield resultOf('pay rows, csv', pay)
    await takeIn(data, file('days-known.csv'), 'no-floor')
    const days = await takeIn(data, file('days.csv'), 'floor')
    yield resultOf('attendance worker-days, csv', days)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function takeIn(data: string, file: string, floor: 'floor' | 'no-floor'): Promise<Measured> {
  const program = join(import.meta.dirname, 'take-in.ts')
  const { stdout } = await run(process.execPath, [program, file, floor], {
    env: { ...process.env, HUXIN_DATA: data, DATABASE_URL: '', LOG_LEVEL: 'error' },
    maxBuffer: 1 << 20,
  })
  return Measured.parse(JSON.parse(stdout))
}

function resultOf(name: string, measured: Measured): Result {
  const { seconds, floorSeconds, rssMb, stallMs } = measured
  return {
    bench: 'import',
    case: name,
    rows,
    seconds,
    perSecond: rows / seconds,
    rssMb,
    stallMs,
    ...(floorSeconds === null
      ? {}
      : {
          floor: {
            what: 'copy of the same resolved rows, one insert … select … on conflict into the same ledger',
            seconds: floorSeconds,
          },
          ratio: seconds / floorSeconds,
        }),
  }
}
