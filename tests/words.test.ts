import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hearers, routes, words } from '../src/app.ts'

const root = join(import.meta.dirname, '..')
const modules = [
  'platform',
  'sheets',
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
  'exchange',
  'dashboards',
  'reason',
  'skip',
  'cli',
]

/** A code as it stands in the source; what has the same form and is none is sorted out below. */
const literal = new RegExp(`'((?:${modules.join('|')})\\.[a-z][a-z0-9-]*)'`, 'g')

interface Source {
  readonly path: string
  readonly text: string
}

const sources: readonly Source[] = globSync('src/**/*.{ts,tsx}', { cwd: root })
  .filter((path) => !path.endsWith('.test.ts'))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

/** The command line's own sentences, which stand in it because only it says them. */
const cliWords: Readonly<Record<string, string>> = Object.fromEntries(
  sources
    .filter(({ path }) => path.endsWith('src/cli.ts'))
    .flatMap(({ text }) => [...text.matchAll(/'(cli\.[a-z-]+)': '([^']*)'/g)])
    .map(([, code = '', text = '']) => [code, text]),
)
const all: Readonly<Record<string, string>> = { ...words, ...cliWords }

/** Endpoints, announcements, listeners, sweeps, tables and views have names of the same form. */
const otherNames = new Set([
  ...routes.map(({ endpoint }) => endpoint.name),
  ...hearers.flatMap((hearer) => {
    switch (hearer.heard) {
      case 'within':
        return [...hearer.topics]
      case 'after':
        return [hearer.topic, hearer.listener]
      case 'time':
        return [hearer.sweep]
    }
  }),
  ...sources.flatMap(({ text }) => [...text.matchAll(/topic\(\s*'([a-z.-]+)'/g)].map(firstOf)),
  ...globSync('db/migrations/*.sql', { cwd: root }).flatMap((path) =>
    [
      ...readFileSync(join(root, path), 'utf8').matchAll(
        /create (?:table|view) ([a-z_]+\.[a-z_]+)/g,
      ),
    ].map(firstOf),
  ),
  // What a transaction does, as the audit names it.
  ...sources.flatMap(({ text }) => [...text.matchAll(/\bact\(ctx, '([a-z.-]+)'/g)].map(firstOf)),
  'platform.migration',
])

function firstOf(match: RegExpMatchArray): string {
  return match[1] ?? ''
}

/** Codes that are put together: their beginning stands in the source, the rest is a value of ours. */
const builtCodes = [
  /^exchange\.matched-by-/,
  /^exchange\.profile-(made|answered-anew|edited|disabled|enabled|withdrawn|used)$/,
  /^recognition\.(net-above-due|net-below-due|sum-differs)$/,
  /^audit\.(done|refused)$/,
  /^risk\.(owed-after-pay-date|attended-without-pay-line|paid-less-than-due|paid-not-attended|no-pay-sheet|pay-below-agreed|pay-too-high|shared-card|many-unpaid|identity-impossible|living-cost-only)$/,
  /^risk\.(level|event|outcome|evidence|notice|matter-event|matter-why)-/,
  /^tasks\.event-/,
  /^screening\.event-/,
  /^safeguards\.event-/,
  /^coverage\.(asks|gone|again|why|event)-/,
  /^register\.(again|event|because|class-event)-/,
  /^risk\.[a-z-]+-(title|clears|firm|why|without-minimum|only-[a-z]+)$/,
  /^outlook\.(event|how|notice|doubt)-/,
  /^outlook\.(plan-missing|promise-broken)-(title|asks)$/,
  /^dashboards\./,
  /^(reason|skip)\./,
]

function usesOf(code: string): Source[] {
  return sources.filter(
    ({ path, text }) => !/(words|sentences)\.ts$/.test(path) && text.includes(`'${code}'`),
  )
}

test('every code that the program says has its sentence', () => {
  const unsaid: string[] = []
  let codes = 0
  for (const { path, text } of sources) {
    for (const [, code = ''] of text.matchAll(literal)) {
      if (otherNames.has(code)) continue
      codes += 1
      if (all[code] === undefined) unsaid.push(`${path}: ${code}`)
    }
  }
  expect(codes).toBeGreaterThan(300)
  expect(unsaid).toEqual([])
})

test('every sentence is said by somebody', () => {
  const idle = Object.keys(all).filter(
    (code) => usesOf(code).length === 0 && !builtCodes.some((form) => form.test(code)),
  )
  expect(idle).toEqual([])
})

test('what the home page and a history say has its sentence too', () => {
  const unsaid = sources
    .filter(({ path }) => path.includes('modules/dashboards/'))
    .flatMap(({ text }) => [...text.matchAll(/\bsay\(\s*'([a-z-]+)'/g)])
    .map(([, code]) => `dashboards.${code}`)
    .filter((code) => words[code] === undefined)
  expect(unsaid).toEqual([])
})

/** Names of the values that an object with this code brings; null where the code is alone. */
interface Said {
  readonly where: string
  readonly code: string
  readonly values: readonly string[] | 'somewhere else' | null
}

/** Refusals and findings as they are written down: `{ code: '…', …, values: { … } }`. */
function refusalsIn({ path, text }: Source): Said[] {
  return [...text.matchAll(/code: '([a-z]+\.[a-z0-9-]+)'/g)].map((match) => {
    const whole = objectAround(text, match.index)
    const plain = whole.replaceAll(/`[^`]*`|'[^']*'/g, '').replaceAll(/\([^()]*\)/g, '')
    const listed = /\bvalues: \{([^}]*)\}/.exec(plain)?.[1]
    const passedOn = /\bvalues\b/.test(whole)
    const names = listed
      ?.split(',')
      .map((part) => (/^\s*(\w+)/.exec(part)?.[1] ?? '').trim())
      .filter((name) => name !== '')
    return {
      where: `${path}:${text.slice(0, match.index).split('\n').length}`,
      code: match[1] ?? '',
      values: names ?? (passedOn ? 'somewhere else' : null),
    }
  })
}

/** The text from the brace before `at` to the one that closes it. */
function objectAround(text: string, at: number): string {
  let begin = at
  for (let depth = 0; begin > 0; begin -= 1) {
    const sign = text[begin]
    if (sign === '}') depth += 1
    if (sign === '{' && depth === 0) break
    if (sign === '{') depth -= 1
  }
  let end = at
  for (let depth = 0; end < text.length; end += 1) {
    const sign = text[end]
    if (sign === '{') depth += 1
    if (sign === '}' && depth === 0) break
    if (sign === '}') depth -= 1
  }
  return text.slice(begin, end)
}

function placesIn(text: string): string[] {
  return [...text.matchAll(/\{([a-zA-Z]+)\}/g)].map(firstOf)
}

test('a sentence with places for values is said with them', () => {
  const unfilled: string[] = []
  for (const source of sources) {
    for (const { where, code, values } of refusalsIn(source)) {
      const wanted = placesIn(all[code] ?? '')
      if (values === 'somewhere else') continue
      const missing = wanted.filter((name) => values?.includes(name) !== true)
      if (missing.length > 0) unfilled.push(`${where} ${code} lacks ${missing.join(', ')}`)
    }
  }
  expect(unfilled).toEqual([])
})

test('a value that is brought has its place in the sentence', () => {
  const lost: string[] = []
  for (const source of sources) {
    for (const { where, code, values } of refusalsIn(source)) {
      if (values === null || values === 'somewhere else') continue
      const wanted = placesIn(all[code] ?? '')
      const unsaid = values.filter((name) => !wanted.includes(name))
      if (unsaid.length > 0) lost.push(`${where} ${code} does not say ${unsaid.join(', ')}`)
    }
  }
  expect(lost).toEqual([])
})

/** What stands in a cell, a chip or a title: no sentence, and no full stop. */
const labels = [
  /^(audit|skip)\./,
  /^risk\.level-/,
  /^outlook\.(plan-missing|promise-broken)-title$/,
  /^risk\.[a-z-]+-title$/,
  /^risk\.event-/,
  /^risk\.outcome-/,
  /^tasks\.event-/,
  /^screening\.(event-|task-title|task-asks)/,
  /^safeguards\.(because|due|event|fact)-/,
  /^register\.(entry|again|event|because|class-event)-/,
  /^dashboards\./,
]

test('every sentence is Chinese and ends as one', () => {
  const wrong = Object.entries(all).filter(([code, text]) => {
    if (!/[\u4E00-\u9FFF]/.test(text) && placesIn(text).length === 0) return true
    if (labels.some((form) => form.test(code))) return false
    // The problem that a parser of arguments names comes as it is.
    return !/[。？！]$/.test(text) && code !== 'cli.bad-option'
  })
  expect(wrong).toEqual([])
})

test('punctuation is full-width, and a space parts Chinese from digits and Latin', () => {
  const wrong = Object.entries(all).filter(([, text]) => {
    const plain = text.replaceAll(/\{[a-zA-Z]+\}/g, '甲').replaceAll(/考勤\.xlsx/g, '甲')
    const halfWidth = /[\u4E00-\u9FFF][,.;:?!()]|[,;:?!()][\u4E00-\u9FFF]/.test(plain)
    const tight = /[\u4E00-\u9FFF][0-9A-Za-z]|[0-9A-Za-z][\u4E00-\u9FFF]/.test(plain)
    const loose = /[，。；：？！、（）“”] | [，。；：？！、（）“”]/.test(plain)
    return halfWidth || tight || loose
  })
  expect(wrong).toEqual([])
})

test('nothing but letters stands between braces, so that nothing is left unfilled', () => {
  for (const [code, text] of Object.entries(all)) {
    expect([code, text.replaceAll(/\{[a-zA-Z]+\}/g, '')]).toEqual([
      code,
      expect.not.stringMatching(/[{}]/),
    ])
  }
})
