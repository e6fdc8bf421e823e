import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { platformWords } from './words.ts'

const source = join(import.meta.dirname, '..')

/** Every `code: 'platform.…'` and bare `'platform.…'` of a code passed on, outside the words themselves. */
function codesIn(paths: readonly string[]): string[] {
  const texts = paths.map((path) => readFileSync(join(source, path), 'utf8'))
  const found = texts.flatMap((text) => [
    ...text.matchAll(/(?:code: |refused?\(|case )'((?:platform|sheets)\.[a-z-]+)'/g),
  ])
  return [...new Set(found.map((match) => match[1] ?? ''))]
}

test('every refusal of the platform has its sentence', () => {
  const paths = globSync('platform/**/*.ts', { cwd: source }).filter(
    (path) => !/\.test\.ts$|words\.ts$/.test(path),
  )
  const codes = codesIn([...paths, 'config.ts'])
  expect(codes.length).toBeGreaterThan(30)
  expect(codes.filter((code) => platformWords[code] === undefined)).toEqual([])
})

test('sentences end as sentences and leave no sign unfilled but values', () => {
  for (const [code, text] of Object.entries(platformWords)) {
    expect([code, text]).toEqual([code, expect.stringMatching(/。$/)])
    expect([code, text.replaceAll(/\{[a-zA-Z]+\}/g, '')]).toEqual([
      code,
      expect.not.stringMatching(/[{}]/),
    ])
  }
})
