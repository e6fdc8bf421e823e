import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { month, type YearMonth } from '../../../kernel/day.ts'
import { usualShift } from './attendance.ts'
import { foldedMonths, type LoggedMonth } from './device-months.ts'
import { packedPunch, punchOf } from './packed-punch.ts'

const may = month('2026-05')
const june = month('2026-06')
const usual = () => usualShift

/** What a log has of one worker's month; its number tells how new it is. */
function logged(of: YearMonth, punches: readonly number[], importNo = 1): LoggedMonth {
  const from = { importId: `0000000${importNo}`, sheet: 1, row: importNo }
  return { projectId: 'p', workerId: 'w', month: of, punches, from }
}

/** Minutes of a month at `day hour`. */
const at = (day: number, hour: number) => packedPunch((day - 1) * 1440 + hour * 60, 'unknown')

describe('months of a worker from the logs of every machine', () => {
  test('one machine at the way in, one at the way out, in two logs: one day', () => {
    const [only, ...others] = foldedMonths(
      [logged(may, [at(3, 7)], 1), logged(may, [at(3, 17)], 2)],
      usual,
    )
    expect(others).toEqual([])
    expect(only).toMatchObject({ month: may, daysPresent: 1, minutesTotal: 600 })
    expect(only?.present.slice(0, 5)).toBe('00100')
    // The newest log is where it is looked up.
    expect(only?.from.importId).toBe('00000002')
  })

  test('a night over the end of a month counts for the month in which it began, and the next morning is no day', () => {
    const folded = foldedMonths(
      [logged(may, [at(31, 19)]), logged(june, [at(1, 3), at(2, 7), at(2, 17)])],
      usual,
    )
    expect(folded.map((one) => [one.month, one.daysPresent, one.minutesTotal])).toEqual([
      [may, 1, 480],
      [june, 1, 600],
    ])
  })

  test('a month of which every punch belongs to the night before has no row of its own', () => {
    const folded = foldedMonths([logged(may, [at(31, 19)]), logged(june, [at(1, 3)])], usual)
    expect(folded.map((one) => one.month)).toEqual([may])
  })

  test('workers and projects are apart', () => {
    const other = { ...logged(may, [at(3, 17)]), workerId: 'x' }
    expect(foldedMonths([logged(may, [at(3, 7)]), other], usual)).toHaveLength(2)
  })
})

test('a punch is packed into one number and comes out as it was', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 31 * 1440 - 1 }),
      fc.constantFrom('in' as const, 'out' as const, 'unknown' as const),
      (minute, direction) => {
        const out = punchOf(may, packedPunch(minute, direction))
        expect(out.direction).toBe(direction)
        expect((Number(out.day.slice(8)) - 1) * 1440 + out.minute).toBe(minute)
      },
    ),
  )
})

test('into which logs punches are split, how they overlap and in which order they come does not matter', () => {
  const punch = fc.record({
    minute: fc.integer({ min: 0, max: 30 * 1440 - 1 }),
    way: fc.constantFrom('in' as const, 'out' as const, 'unknown' as const),
    of: fc.constantFrom(may, june),
    logs: fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { minLength: 1 }),
  })
  const sayOf = (some: readonly LoggedMonth[]) =>
    foldedMonths(some, usual)
      .map(({ month: of, present, minutes, minutesTotal }) =>
        JSON.stringify([of, present, minutes, minutesTotal]),
      )
      .toSorted()
  fc.assert(
    fc.property(fc.array(punch, { maxLength: 40 }), (punches) => {
      const packed = (one: (typeof punches)[number]) => packedPunch(one.minute, one.way)
      const inLog = (of: YearMonth, log: number | null) =>
        punches
          .filter((one) => one.of === of && (log === null || one.logs.includes(log)))
          .map(packed)
      const whole = [may, june].map((of) => logged(of, inLog(of, null)))
      const split = [4, 2, 3, 1].flatMap((log) =>
        [june, may].map((of) => logged(of, inLog(of, log).toReversed(), log)),
      )
      expect(sayOf(split)).toEqual(sayOf(whole))
    }),
  )
})
