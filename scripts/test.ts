// npm test: type check, then every test; its last line is `N passed, N failed`. Arguments go to vitest.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseCLI, startVitest, type TestModule, type Vitest } from 'vitest/node'
import { findChromium, howToGetChromium } from '../tests/support/chromium.ts'

interface Count {
  passed: number
  failed: number
}

const root = join(import.meta.dirname, '..')
process.chdir(root)

const { filter, options } = parseCLI(['vitest', 'run', ...process.argv.slice(2)])
if (wantsBrowser(filter)) ensureChromium()
const typeErrors = checkTypes()
const vitest = await startVitest(filter, { ...options, run: true, watch: false })
const count = countOf(vitest)
count.failed += typeErrors
await vitest.close()
if (typeErrors > 0) console.error(`Type check: ${typeErrors} errors, see above.`)
if (count.failed === 0 && process.exitCode) {
  // Nothing matched, or the database could not be set up: there is no test to count it on.
  console.error('The tests did not run.')
  count.failed = 1
}
// Written and flushed before the end, so that this is the last line wherever the output goes.
process.stdout.write(`\n${count.passed} passed, ${count.failed} failed\n`, () => {
  process.exit(count.failed === 0 ? 0 : 1)
})

/** Unless the arguments name other files, the browser tests are among those to run. */
function wantsBrowser(filters: readonly string[]): boolean {
  return filters.length === 0 || filters.some((name) => /tests|browser|e2e/.test(name))
}

/** As root on Debian the browser, and a font with Chinese in it, are installed; elsewhere we say how to. */
function ensureChromium(): void {
  const hasFont = existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc')
  const isComplete = findChromium() !== null && (hasFont || !isDebianRoot())
  if (isComplete) return
  if (isDebianRoot() && !process.env['CHROME_PATH']) installChromium()
  if (findChromium() === null) console.error(howToGetChromium)
}

function isDebianRoot(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version')
}

function installChromium(): void {
  console.error('Installing chromium and fonts-noto-cjk for the browser tests …')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const packages = ['chromium', 'fonts-noto-cjk']
  for (const step of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    const { status, stderr } = spawnSync('apt-get', ['-q', ...step], { env, encoding: 'utf8' })
    if (status !== 0) console.error(`apt-get ${step[0]}: ${stderr.trim().split('\n').at(-1)}`)
  }
}

/** The number of type errors, which are shown as they are. */
function checkTypes(): number {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const flags = ['--project', root, '--pretty', 'false']
  const { status, stdout, stderr } = spawnSync(process.execPath, [tsc, ...flags], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (status === 0) return 0
  console.error(`${stdout}${stderr}`)
  return Math.max(1, stdout.match(/: error TS\d+: /g)?.length ?? 0)
}

/** Skipped is not passed; a file that does not load, a failing hook and a stray error are failures too. */
function countOf(run: Vitest): Count {
  const count: Count = { passed: 0, failed: run.state.getUnhandledErrors().length }
  for (const module of run.state.getTestModules()) addModule(count, module)
  return count
}

function addModule(count: Count, module: TestModule): void {
  let failedTests = 0
  for (const test of module.children.allTests()) {
    const { state } = test.result()
    if (state === 'passed') count.passed += 1
    if (state === 'failed') failedTests += 1
  }
  const suites = [...module.children.allSuites()]
  const broken = suites.filter((suite) => suite.errors().length > 0).length
  const own = module.errors().length > 0 ? 1 : 0
  const isSilent = failedTests + broken + own === 0 && module.state() === 'failed'
  count.failed += failedTests + broken + own + (isSilent ? 1 : 0)
}
