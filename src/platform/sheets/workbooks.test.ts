import { execFile } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { sharedData } from '../../../tests/files/made-up.ts'

const run = promisify(execFile)
const workbooks = join(sharedData, 'workbooks')
const here = existsSync(workbooks)
const files = here ? globSync('*/*.{xls,xlsx,xlsb,xlsm,ods}', { cwd: workbooks }).toSorted() : []

/** What the reader's child process does with a file: rows, or a plain reason. */
const program = `
import { openBook } from ${JSON.stringify(join(import.meta.dirname, 'open-book.ts'))}
let answer
try {
  let rows = 0
  let sheets = 0
  const book = await openBook({ path: process.argv[1] }, 'x')
  for await (const sheet of book.sheets) {
    sheets += 1
    for await (const batch of sheet.rows) rows += batch.rows.length
  }
  answer = { sheets, rows }
} catch (error) {
  answer = { code: error.refusal?.code ?? String(error) }
}
console.log(JSON.stringify({ ...answer, mb: Math.round(process.resourceUsage().maxRSS / 1024) }))
`

async function answerOf(file: string): Promise<Record<string, unknown>> {
  const args = [
    '--max-old-space-size=400',
    '--input-type=module',
    '-e',
    program,
    join(workbooks, file),
  ]
  const { stdout } = await run(process.execPath, args, { timeout: 30_000, killSignal: 'SIGKILL' })
  const answer: unknown = JSON.parse(stdout)
  return { file, ...Object(answer) }
}

test.runIf(here)(
  'every odd and broken workbook is answered within 30 s and 512 MB, with rows or a plain reason',
  { timeout: 600_000 },
  async () => {
    expect(files.length).toBeGreaterThan(150)
    const answers: Record<string, unknown>[] = []
    for (let at = 0; at < files.length; at += 2) {
      answers.push(...(await Promise.all(files.slice(at, at + 2).map(answerOf))))
    }
    for (const answer of answers) {
      expect(answer).toMatchObject(
        'code' in answer
          ? { code: expect.stringMatching(/^sheets\.(?:broken|encrypted|not-a-sheet|too-large)$/) }
          : { sheets: expect.any(Number) },
      )
      expect(answer['mb'], String(answer['file'])).toBeLessThan(512)
    }
    const refused = answers.filter((answer) => 'code' in answer)
    expect(refused.length, JSON.stringify(refused)).toBeLessThan(10)
  },
)

test.runIf(!here)('skipped: no shared data (workbooks)', () => {})
