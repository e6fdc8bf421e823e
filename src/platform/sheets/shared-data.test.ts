import { execFile } from 'node:child_process'
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { censusOf } from '../../../tests/files/census.ts'
import { sharedData, testFiles } from '../../../tests/files/made-up.ts'

const run = promisify(execFile)
const here = existsSync(sharedData)

/** What each file of the shared material is, and what comes out of it: see `census.ts`. */
const known = new Map(
  readFileSync(join(testFiles, 'shared-data.tsv'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [file = '', census = ''] = line.split('\t')
      return [file, census]
    }),
)

const files = here
  ? globSync('**/*', { cwd: sharedData })
      .filter((file) => statSync(join(sharedData, file)).isFile())
      .toSorted()
  : []
const isWorkbook = (file: string) => file.startsWith('workbooks/')

function expectedOf(some: readonly string[]): [string, string | undefined][] {
  return some.map((file) => [file, known.get(file)])
}

/** As the reader's child process reads them: some files one after another, and what that took. */
const program = `
import { censusOf } from ${JSON.stringify(join(testFiles, 'census.ts'))}
for (const path of process.argv.slice(1)) {
  const began = performance.now()
  const census = await censusOf(path)
  const mb = Math.round(process.resourceUsage().maxRSS / 1024)
  console.log('said ' + JSON.stringify({ census, mb, seconds: (performance.now() - began) / 1000 }))
}
`
const Said = z.object({ census: z.string(), mb: z.number(), seconds: z.number() })

async function readApart(some: readonly string[]): Promise<z.infer<typeof Said>[]> {
  const paths = some.map((file) => join(sharedData, file))
  const args = ['--max-old-space-size=400', '--input-type=module', '-e', program, ...paths]
  const { stdout } = await run(process.execPath, args, { timeout: 120_000, killSignal: 'SIGKILL' })
  const lines = stdout.split('\n').filter((line) => line.startsWith('said '))
  return lines.map((line) => Said.parse(JSON.parse(line.slice(5))))
}

describe.runIf(here)('every file of the shared material', () => {
  test('is known, and none that is known has gone', () => {
    expect(files).toEqual([...known.keys()].toSorted())
  })

  const plain = files.filter((file) => !isWorkbook(file))
  const folders = [...new Set(plain.map((file) => file.split('/')[0] ?? ''))]
  test.each(folders)('in %s: rows and cells, or one reason', async (folder) => {
    const some = plain.filter((file) => file.split('/')[0] === folder)
    const found: [string, string][] = []
    for (const file of some) found.push([file, await censusOf(join(sharedData, file))])
    expect(found).toEqual(expectedOf(some))
  })

  test(
    'in workbooks, the odd and the broken: rows and cells, or one reason, within 30 s and 512 MB each',
    { timeout: 600_000 },
    async () => {
      const some = files.filter(isWorkbook)
      expect(some.length).toBeGreaterThan(150)
      const found: [string, string][] = []
      for (let at = 0; at < some.length; at += 16) {
        const part = some.slice(at, at + 16)
        for (const [index, { census, mb, seconds }] of (await readApart(part)).entries()) {
          found.push([part[index] ?? '', census])
          expect(mb, part[index]).toBeLessThan(512)
          expect(seconds, part[index]).toBeLessThan(30)
        }
      }
      expect(found).toEqual(expectedOf(some))
      expect(found.filter(([, census]) => census.startsWith('sheets.')).length).toBeLessThan(10)
    },
  )
})

test.runIf(!here)('skipped: no shared data (what comes out of every file)', () => {})
