import { expect, test } from 'vitest'
import { day } from '../../../kernel/day.ts'
import { emptyContract, readContract, sumTyped } from './contract-draft.ts'

const bounds = { beyondYuan: 100_000_000_000, today: day('2026-11-24') }
const draft = { ...emptyContract, partyA: 'a', partyB: 'b' }

test('a sum is read as it is typed, and what is none is said', () => {
  expect(['', '12', '1,234,567.8', '１２３.45', '一百万', '1.234', '-5'].map(sumTyped)).toEqual([
    null,
    1_200,
    123_456_780,
    12_345,
    undefined,
    undefined,
    undefined,
  ])
})

test('what is wrong stands at its field: no party, no day, a sum beyond belief, an end before its begin', () => {
  const wrongs = (over: Partial<typeof draft>) => [
    ...readContract({ ...draft, ...over }, bounds).wrongs.keys(),
  ]
  expect(wrongs({})).toEqual([])
  expect(wrongs({ partyA: '', signedOn: '去年' })).toEqual(['partyA', 'signedOn'])
  expect(wrongs({ sum: '24300000000000' })).toEqual(['sumFen'])
  expect(wrongs({ beginsOn: '2026-05-01', endsOn: '2026-04-01' })).toEqual(['endsOn'])
  expect(wrongs({ ratio: '120' })).toEqual(['ratio'])
  const read = readContract({ ...draft, ratio: '25%', sum: '1,000' }, bounds)
  expect([read.body?.ratioBasisPoints, read.body?.sumFen]).toEqual([2_500, 100_000])
})
