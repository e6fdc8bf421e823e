// Makes a fresh clone ready to run: packages, and with `desk` the built desk. Plain JavaScript that any Node
// from 18 on runs, because it is what brings the newer Node. Says what it does on stderr, in one line each.
import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const oldestNode = 24
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const lockfile = join(root, 'package-lock.json')
const modules = join(root, 'node_modules')
/** npm writes it last: what is installed, and when. */
const installedList = join(modules, '.package-lock.json')
const ownNode = join(modules, '.bin', process.platform === 'win32' ? 'node.exe' : 'node')
/** Its time is that of the last whole build: one that was broken off does not count. */
const deskBuilt = join(root, 'dist', 'desk.built')
const wanted = new Set(process.argv.slice(2))

/** A failure that the operator can do something about. */
class Sentence extends Error {}

try {
  await main()
} catch (error) {
  // An expected failure is one sentence; anything else is a bug and shows itself whole.
  if (!(error instanceof Sentence)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}

async function main() {
  const isReady = !needsInstall() && (!wanted.has('desk') || !needsDesk())
  if (!isReady) await alone(prepare)
  requireNode()
}

/** Two starts at once: the second waits, and then finds nothing left to do. */
async function prepare() {
  if (needsInstall()) await install()
  if (wanted.has('desk') && needsDesk()) await buildDesk()
}

function needsInstall() {
  return !existsSync(installedList) || timeOf(installedList) < timeOf(lockfile)
}

async function install() {
  say('正在安装依赖，第一次约需一分钟 … / installing packages, about a minute the first time …')
  const began = Date.now()
  // Development packages too, whatever NODE_ENV says: the desk is built and tests are run from here.
  const flags = ['--include=dev', '--include=optional', '--no-audit', '--no-fund', '--no-progress']
  const { npm_execpath: npm } = process.env
  const { code, said } =
    npm && /npm-cli\.c?js$/.test(npm)
      ? await run(process.execPath, [npm, 'install', ...flags])
      : await run('npm', ['install', ...flags])
  if (code !== 0 || !existsSync(installedList)) {
    const reason = reasonOf(said) || `npm ${code}`
    throw new Sentence(
      `依赖没有装成（${reason}）：请检查网络和磁盘后再试。/ npm install failed (${reason}): check network and disk, then try again.`,
    )
  }
  // npm leaves the list alone where nothing changed; without this the next start would install again.
  const now = new Date()
  utimesSync(installedList, now, now)
  sayDone(`依赖已装好 / packages installed (${seconds(began)} s)`)
}

/** What npm said about the cause, without codes and log paths. */
function reasonOf(said) {
  const lines = said
    .split('\n')
    .map((line) =>
      /^npm (?:error|ERR!) (?!code |errno |syscall |path |A complete log)(.+)$/.exec(line),
    )
    .flatMap((match) => (match ? [match[1].replace(/^(notarget|(Fetch)?Error:) /, '').trim()] : []))
  return (lines[0] ?? said.trim().split('\n').at(-1) ?? '').slice(0, 200)
}

function needsDesk() {
  if (!existsSync(join(root, 'dist', 'desk', 'index.html'))) return true
  const built = timeOf(deskBuilt)
  return deskSources().some((path) => newestIn(path) > built)
}

/** All that the desk is built from (the import table of ARCHITECTURE.md). */
function deskSources() {
  const modulesFolder = join(root, 'src', 'modules')
  const faces = listOf(modulesFolder).flatMap((module) =>
    ['contract.ts', 'words.ts', 'rules'].map((part) => join(modulesFolder, module, part)),
  )
  const folders = [join(root, 'src', 'web', 'desk'), join(root, 'src', 'kernel')]
  return [...folders, ...faces, join(root, 'vite.config.ts'), lockfile]
}

async function buildDesk() {
  say('正在生成工作台页面 … / building the desk …')
  const began = Date.now()
  const node = existsSync(ownNode) ? ownNode : process.execPath
  const vite = join(modules, 'vite', 'bin', 'vite.js')
  // Whatever NODE_ENV says: a desk built for tests has ids that repeat, and would be served from then on.
  const { code, said } = await run(node, [vite, 'build', '--logLevel', 'warn'], 'production')
  if (code !== 0) {
    process.stderr.write(said)
    throw new Sentence(
      '工作台页面没有生成成功，原因见上。/ the desk could not be built, see above.',
    )
  }
  // Dated by the beginning: what was edited meanwhile is built the next time.
  writeFileSync(deskBuilt, '')
  utimesSync(deskBuilt, began / 1000, began / 1000)
  sayDone(`工作台页面已生成 / desk built (${seconds(began)} s)`)
}

/** The Node that npm runs next: the installed package's where there is one, else the one we are. */
function requireNode() {
  let version = process.version
  if (major(version) >= oldestNode) return
  try {
    version = execFileSync(ownNode, ['--version'], { encoding: 'utf8' }).trim()
  } catch {
    // No package for this machine: what runs us is what there is.
  }
  if (major(version) >= oldestNode) return
  throw new Sentence(
    `需要 Node ${oldestNode} 或更高版本，这里是 ${version}：请从 https://nodejs.org 安装。/ Node ${oldestNode} or later is needed, this is ${version}: install it from https://nodejs.org.`,
  )
}

function major(version) {
  return Number(/^v(\d+)/.exec(version)?.[1] ?? 0)
}

/** Runs one at a time on this clone: a lock folder whose owner is looked after. */
async function alone(work) {
  const name = createHash('sha256').update(root).digest('hex').slice(0, 16)
  const lock = join(tmpdir(), `huxin-install-${name}`)
  const owner = join(lock, 'pid')
  while (!taken(lock, owner)) {
    if (!isHeld(lock, owner)) rmSync(lock, { recursive: true, force: true })
    else await wait(300)
  }
  try {
    await work()
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

function taken(lock, owner) {
  try {
    mkdirSync(lock)
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw new Sentence(`${lock} 不能写入。/ ${lock} cannot be written.`)
  }
  writeFileSync(owner, String(process.pid))
  return true
}

function isHeld(lock, owner) {
  try {
    // Just made, its owner not yet written: leave it five seconds.
    const text = existsSync(owner) ? readFileSync(owner, 'utf8') : ''
    if (text === '') return Date.now() - statSync(lock).mtimeMs < 5000
    process.kill(Number(text), 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Runs a program, nothing of it on stdout; gives its end and what it said. */
function run(program, parameters, mode = process.env.NODE_ENV) {
  return new Promise((resolve) => {
    const env = { ...process.env, ...(mode === undefined ? {} : { NODE_ENV: mode }) }
    const child = spawn(program, parameters, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    const hear = (text) => (said = (said + text).slice(-200_000))
    child.stdout.setEncoding('utf8').on('data', hear)
    child.stderr.setEncoding('utf8').on('data', hear)
    child.once('error', (error) => resolve({ code: 1, said: error.message }))
    child.once('close', (code) => resolve({ code: code ?? 1, said }))
  })
}

function newestIn(path) {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) return 0
  if (!found.isDirectory()) return /\.md$|\.test\.ts$/.test(path) ? 0 : found.mtimeMs
  return Math.max(found.mtimeMs, ...listOf(path).map((name) => newestIn(join(path, name))))
}

function listOf(folder) {
  return existsSync(folder) ? readdirSync(folder) : []
}

function timeOf(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

function seconds(began) {
  return Math.round((Date.now() - began) / 1000)
}

/** What takes long is always said; on stderr, so that the answer of a command stands alone on stdout. */
function say(line) {
  process.stderr.write(`${line}\n`)
}

function sayDone(line) {
  if (!wanted.has('quiet')) say(line)
}
