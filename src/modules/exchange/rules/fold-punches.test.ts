import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldPunches, type Punch } from './fold-punches.ts'

const at = (day: number, hour: number, minute = 0) => day * 1440 + hour * 60 + minute
const punch = (minute: number, way: Punch['way']): Punch => ({ minute, way })

test('a day is its first in to its last out, the break included', () => {
  expect(
    foldPunches([
      punch(at(1, 8), 'in'),
      punch(at(1, 12), 'out'),
      punch(at(1, 13), 'in'),
      punch(at(1, 18), 'out'),
    ]),
  ).toEqual([{ day: 1, minutes: 600, unpaired: false }])
})

test('a night shift belongs to the day it began', () => {
  expect(foldPunches([punch(at(1, 20), 'in'), punch(at(2, 6), 'out')])).toEqual([
    { day: 1, minutes: 600, unpaired: false },
  ])
})

test('an out after a night shift does not swallow the next day', () => {
  expect(
    foldPunches([
      punch(at(1, 20), 'in'),
      punch(at(2, 6), 'out'),
      punch(at(2, 20), 'in'),
      punch(at(3, 5), 'out'),
    ]),
  ).toEqual([
    { day: 1, minutes: 600, unpaired: false },
    { day: 2, minutes: 540, unpaired: false },
  ])
})

test('an out more than sixteen hours after the in closes nothing', () => {
  expect(foldPunches([punch(at(1, 8), 'in'), punch(at(2, 8), 'out')])).toEqual([
    { day: 1, minutes: 0, unpaired: true },
    { day: 2, minutes: 0, unpaired: true },
  ])
})

test('punches that do not say which way are first and last', () => {
  expect(foldPunches([punch(at(1, 8), 'unknown'), punch(at(1, 18), 'unknown')])).toEqual([
    { day: 1, minutes: 600, unpaired: false },
  ])
})

test('a single punch is a day without hours', () => {
  expect(foldPunches([punch(at(1, 8), 'in')])).toEqual([{ day: 1, minutes: 0, unpaired: true }])
})

test('the order of the rows does not matter, and no day is longer than a day', () => {
  const punches = fc.array(
    fc.record({
      minute: fc.integer({ min: at(1, 0), max: at(9, 0) }),
      way: fc.constantFrom('in' as const, 'out' as const, 'unknown' as const),
    }),
  )
  fc.assert(
    fc.property(punches, (list) => {
      const distinct = [...new Map(list.map((one) => [one.minute, one])).values()]
      const days = foldPunches(distinct)
      expect(foldPunches(distinct.toReversed())).toEqual(days)
      for (const { minutes } of days) expect(minutes >= 0 && minutes <= 1440).toBe(true)
      expect(new Set(days.map(({ day }) => day)).size).toBe(days.length)
    }),
  )
})
