// npm run check: types, lint, format, unused code, and that what the documents cite exists.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { whatDocsMiss } from './cited.ts'

interface Check {
  readonly name: string
  readonly passes: () => boolean
}

const root = join(import.meta.dirname, '..')

/** Each by the installed package's own program, never by whatever else bears that name on PATH. */
const checks: readonly Check[] = [
  { name: 'types', passes: () => runs('typescript/bin/tsc', '--project', root) },
  { name: 'lint', passes: () => runs('oxlint/bin/oxlint', '--type-aware', '--quiet') },
  { name: 'format', passes: () => runs('oxfmt/bin/oxfmt', '--check') },
  { name: 'unused code', passes: () => runs('knip/bin/knip.js') },
  { name: 'documents', passes: docsAreTrue },
]

const failed = checks.filter((check) => !passes(check)).map(({ name }) => name)
if (failed.length === 0)
  console.log(`All checks pass: ${checks.map(({ name }) => name).join(', ')}.`)
else console.error(`Failed: ${failed.join(', ')}.`)
process.exitCode = failed.length === 0 ? 0 : 1

function passes({ name, passes: ask }: Check): boolean {
  const began = performance.now()
  const passed = ask()
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  console.log(`${passed ? '✓' : '✗'} ${name} (${seconds} s)`)
  return passed
}

/** Silent where it passes; otherwise all that it said. */
function runs(program: string, ...parameters: readonly string[]): boolean {
  const path = join(root, 'node_modules', program)
  const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...parameters], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (status !== 0) console.error(`${stdout}${stderr}`.trimEnd())
  return status === 0
}

function docsAreTrue(): boolean {
  const missing = whatDocsMiss(root)
  for (const line of missing) console.error(line)
  return missing.length === 0
}
