import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { writeAttendanceCsv, writePayCsv } from './pay-csv.ts'
import { writePayXlsx } from './pay-xlsx.ts'
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
    await takeIn(data, 'no-floor', file('pay-known.csv'))
    yield resultOf('pay rows, csv', await takeIn(data, 'floor', file('pay.csv')))
    await takeIn(data, 'no-floor', file('days-known.csv'))
    const days = await takeIn(data, 'floor', file('days.csv'))
    yield resultOf('attendance worker-days, csv', days)
    yield await takeBack(data, 'pay.csv')
    yield* benchXlsx(file)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The same pay rows as one book and as fifty; the floor is the mere parse by the quickest reader on npm. */
async function* benchXlsx(file: (name: string) => string): AsyncGenerator<Result> {
  for (const [name, rowsEach] of [
    ['pay rows, xlsx in one book', rows],
    ['pay rows, xlsx in fifty books', rows / 50],
  ] as const) {
    const data = file(`data-${rowsEach}`)
    const books = await writePayXlsx(
      file('pay.csv'),
      (nth) => file(`pay-${rowsEach}-${nth}.xlsx`),
      rowsEach,
    )
    await takeIn(data, 'no-floor', file('pay-known.csv'))
    const measured = await takeIn(data, 'no-floor', ...books)
    const parsed = await mereParse(books)
    // A sheet whose XML is longer than a string of V8 may be comes out empty there: no floor to stand beside.
    if (parsed.rows < rows) yield resultOf(`${name} (SheetJS cannot open it)`, measured)
    else {
      const what = 'the mere parse of the same books by @e965/xlsx (SheetJS)'
      yield {
        ...resultOf(name, { ...measured, floorSeconds: parsed.seconds }),
        floor: { what, seconds: parsed.seconds },
      }
    }
    await rm(data, { recursive: true, force: true })
  }
}

const Parsed = z.object({ seconds: z.number(), rows: z.number(), rssMb: z.number() })

async function mereParse(books: readonly string[]): Promise<z.infer<typeof Parsed>> {
  const program = join(import.meta.dirname, 'mere-parse.ts')
  const { stdout } = await run(process.execPath, ['--max-old-space-size=12288', program, ...books])
  return Parsed.parse(JSON.parse(stdout))
}

async function takeIn(
  data: string,
  floor: 'floor' | 'no-floor',
  ...files: string[]
): Promise<Measured> {
  const program = join(import.meta.dirname, 'take-in.ts')
  const { stdout } = await run(process.execPath, [program, floor, ...files], {
    env: { ...process.env, HUXIN_DATA: data, DATABASE_URL: '', LOG_LEVEL: 'error' },
    maxBuffer: 1 << 20,
  })
  return Measured.parse(JSON.parse(stdout))
}

const TakenBack = z.object({
  seconds: z.number(),
  rssMb: z.number(),
  stallMs: z.number(),
  lines: z.number(),
})

/** The import of a file of this name, as the command takes it back. */
async function takeBack(data: string, name: string): Promise<Result> {
  const program = join(import.meta.dirname, 'take-back.ts')
  const { stdout } = await run(process.execPath, [program, name], {
    env: { ...process.env, HUXIN_DATA: data, DATABASE_URL: '', LOG_LEVEL: 'error' },
  })
  const { seconds, rssMb, stallMs, lines } = TakenBack.parse(JSON.parse(stdout))
  const perSecond = lines / seconds
  return { bench: 'import', case: 'take-back', rows: lines, seconds, perSecond, rssMb, stallMs }
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
