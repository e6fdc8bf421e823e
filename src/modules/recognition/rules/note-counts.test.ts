import { expect, test } from 'vitest'
import { noteCountsOf, withFindings } from './note-counts.ts'
import { keptNotes } from './report.ts'

const sheet = { rejected: ['a'], findings: ['b', 'c'], skipped: [] }
const many = Array.from({ length: keptNotes + 500 }, (_, at) => `note ${at}`)

test('a sheet with few notes has as many as it lists', () => {
  expect(noteCountsOf(sheet)).toEqual({ rejected: 1, findings: 2, skipped: 0 })
})

test('a sheet whose lists were cut has as many as were counted', () => {
  const counts = { rejected: 0, findings: 0, skipped: 149_900 }
  expect(noteCountsOf({ ...sheet, counts })).toEqual(counts)
})

test('findings that come later are counted all and listed up to the limit', () => {
  expect(withFindings(sheet, ['d'])).toEqual({ ...sheet, findings: ['b', 'c', 'd'] })
  const full = withFindings(sheet, many)
  expect(full.findings).toHaveLength(keptNotes)
  expect(noteCountsOf(full)).toEqual({ rejected: 1, findings: keptNotes + 502, skipped: 0 })
  expect(noteCountsOf(withFindings(full, ['d'])).findings).toBe(keptNotes + 503)
})
