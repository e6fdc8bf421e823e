import { spawnSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'

/** A place in a document that cites something that is not there: `docs/x.md:12: no file src/y.ts`. */
export type Missing = string

interface Ground {
  readonly root: string
  readonly scripts: ReadonlySet<string>
  readonly commands: ReadonlySet<string>
}

const documents = ['README*.md', 'ARCHITECTURE.md', 'STYLE.md', 'docs/**/*.md', 'src/**/README.md']

/** Npm's own words, which need no script of ours. */
const npmWords = new Set(['install', 'ci', 'run', 'exec'])

/** Every path, `npm run` script and `huxin` command that the documents cite and that does not exist. */
export function whatDocsMiss(root: string): Missing[] {
  const commands = commandsOf(root)
  if (commands.size === 0) return ['npm run huxin -- help does not list its commands']
  const ground = { root, scripts: scriptsOf(root), commands }
  const files = globSync(documents, { cwd: root }).toSorted((a, b) => a.localeCompare(b))
  return files.flatMap((file) => missingIn(file, readFileSync(join(root, file), 'utf8'), ground))
}

export function missingIn(file: string, text: string, ground: Ground): Missing[] {
  return text.split('\n').flatMap((line, index) => {
    const folder = join(ground.root, dirname(file))
    const isModule = file.startsWith('src/')
    const wrong = [
      ...linksOf(line).filter((link) => !existsSync(join(folder, link))),
      ...pathsOf(line, isModule).filter((path) => !isThere(path, folder, ground.root)),
    ].map((path) => `no file ${path}`)
    const idle = npmScriptsOf(line)
      .filter((name) => !ground.scripts.has(name) && !npmWords.has(name))
      .map((name) => `no npm script ${name}`)
    const unknown = commandsIn(line)
      .filter((name) => !ground.commands.has(name))
      .map((name) => `no command huxin ${name}`)
    return [...wrong, ...idle, ...unknown].map((what) => `${file}:${index + 1}: ${what}`)
  })
}

/** Targets of Markdown links and pictures that lie in the tree. */
function linksOf(line: string): string[] {
  return [...line.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target.replace(/#.*$/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target))
}

/**
 * What stands in backticks and has the form of a path: `src/kernel/day.ts`, `modules/*\/views.ts`; in a module's README
 * a bare file name too. A folder in capitals stands for any (`src/modules/NAME`).
 */
function pathsOf(line: string, withBareNames: boolean): string[] {
  return [...line.matchAll(/`([\w.*][\w.@*/-]*)(?::\d+)?`/g)]
    .map(([, span = '']) => span)
    .filter((span) => !/(^|\/)(NNNN.*|[A-Z]+)(\/|$)/.test(span))
    .filter((span) => topFolder.test(span) || (withBareNames && bareName.test(span)))
}

const topFolder =
  /^(src|docs|db|scripts|tests|bench|\.ci|kernel|platform|modules|worlds|web|commands)\/./
const bareName = /^[\w-]+\.(ts|tsx|mjs|sql|md|json)$/

/** Below the root or `src`, or below the document's folder or one above it. */
function isThere(path: string, folder: string, root: string): boolean {
  const inside = (from: string, pattern = path) => globSync(pattern, { cwd: from }).length > 0
  if (bareName.test(path)) return inside(folder, `**/${path}`) || inside(root, `src/**/${path}`)
  if (inside(join(root, 'src'))) return true
  for (let from = folder; ; from = dirname(from)) {
    if (inside(from)) return true
    if (from === root || from === dirname(from)) return false
  }
}

function npmScriptsOf(line: string): string[] {
  const runs = [...line.matchAll(/npm run (?:-s |--silent )?([a-z][\w:-]*)/g)]
  const short = [...line.matchAll(/npm (start|test)\b/g)]
  return [...runs, ...short].map(([, name = '']) => name)
}

/** `npm run -s huxin -- [--as NAME] import …`, and `huxin import` in backticks. */
function commandsIn(line: string): string[] {
  const long = [...line.matchAll(/npm run (?:-s )?huxin -- ((?:--\S+ \S+ )*)([a-z][a-z-]*)/g)].map(
    (match) => match[2] ?? '',
  )
  const short = [...line.matchAll(/`huxin ((?:--\S+ \S+ )*)([a-z][a-z-]*)/g)].map(
    (match) => match[2] ?? '',
  )
  return [...long, ...short]
}

function scriptsOf(root: string): ReadonlySet<string> {
  const Package = z.object({ scripts: z.record(z.string(), z.string()) })
  const { scripts } = Package.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
  return new Set(Object.keys(scripts))
}

/** The commands as `huxin help` lists them (two spaces, then the name); none where it does not run. */
function commandsOf(root: string): ReadonlySet<string> {
  const cli = join(root, 'src', 'cli.ts')
  const { stdout } = spawnSync(process.execPath, [cli, 'help'], { cwd: root, encoding: 'utf8' })
  return new Set([...stdout.matchAll(/^ {2}([a-z][a-z-]*)/gm)].map(([, name = '']) => name))
}
