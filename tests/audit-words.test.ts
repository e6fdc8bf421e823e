import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { auditActions } from '../src/modules/audit/words.ts'

const root = join(import.meta.dirname, '..')

test('whatever the program does under an act has its name in the audit', () => {
  const files = globSync('src/**/*.ts', { cwd: root }).filter(
    (file) => !/\.test\.ts$|fixtures\.ts$/.test(file),
  )
  const names = files.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/\bact\(\s*\w+,\s*'([a-z.-]+)'/g)].map(
      (found) => found[1] ?? '',
    ),
  )
  expect(names.length).toBeGreaterThan(30)
  // A rehearsal is rolled back, and its entry with it.
  const nameless = names.filter((name) => !(name in auditActions) && name !== 'batch.rehearse')
  expect(nameless).toEqual([])
})
