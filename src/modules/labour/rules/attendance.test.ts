import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, day } from '../../../kernel/day.ts'
import {
  foldPunches,
  type Punch,
  type ShiftRules,
  usualShift,
  workdaysHundredthsOf,
} from './attendance.ts'

/** `03 08:00 in`: the day of May 2026, the time, the direction. */
function punch(text: string): Punch {
  const [on = '', at = '', direction] = text.split(' ')
  const [hours, minutes] = at.split(':')
  return {
    day: day(`2026-05-${on}`),
    minute: Number(hours) * 60 + Number(minutes),
    direction: direction === 'in' || direction === 'out' ? direction : 'unknown',
  }
}

const foldBy = (shift: Partial<ShiftRules>, texts: readonly string[]) =>
  foldPunches(texts.map(punch), { ...usualShift, ...shift }).map(
    ({ day: on, minutes, finding }) => [on.slice(8), minutes, finding],
  )

const fold = (...texts: string[]) => foldBy({}, texts)

describe('punches of a day', () => {
  test('count from the first in to the last out, breaks included', () => {
    expect(fold('03 08:00 in', '03 12:00 out', '03 13:00 in', '03 17:30 out')).toEqual([
      ['03', 570, null],
    ])
  })

  test('may come in any order', () => {
    expect(fold('04 17:00 out', '03 17:00 out', '03 08:00 in', '04 08:00 in')).toEqual([
      ['03', 540, null],
      ['04', 540, null],
    ])
  })

  test('without direction the first is in and the last is out', () => {
    expect(fold('03 08:00', '03 08:01', '03 12:10', '03 17:00')).toEqual([['03', 540, null]])
  })

  test('one alone makes the day present with no minutes, and is said', () => {
    const unpaired = [['03', 0, 'labour.punch-unpaired']]
    expect(fold('03 08:00 in')).toEqual(unpaired)
    expect(fold('03 17:00 out')).toEqual(unpaired)
    expect(fold('03 17:00')).toEqual(unpaired)
  })

  test('an in that nobody closed keeps what was closed before it', () => {
    expect(fold('03 08:00 in', '03 12:00 out', '03 13:00 in')).toEqual([
      ['03', 240, 'labour.punch-unpaired'],
    ])
  })
})

describe('a shift across midnight', () => {
  test('counts for the day it began, and the morning alone is no day present', () => {
    expect(fold('03 19:00 in', '04 07:00 out')).toEqual([['03', 720, null]])
  })

  test('runs of nights do not run into each other; touching the gate twice is once', () => {
    expect(
      fold('03 19:00 in', '04 07:00 out', '04 07:01 out', '04 19:00 in', '05 07:00 out'),
    ).toEqual([
      ['03', 721, null],
      ['04', 720, null],
    ])
  })

  test('after a shift by day is added to it', () => {
    expect(fold('03 08:00 in', '03 12:00 out', '03 19:00 in', '04 02:00 out')).toEqual([
      ['03', 660, null],
    ])
  })

  test('more than sixteen hours after the in, or a day further on, an out has no partner', () => {
    expect(fold('03 08:00 in', '04 07:00 out')).toEqual([
      ['03', 0, 'labour.punch-unpaired'],
      ['04', 0, 'labour.punch-unpaired'],
    ])
    expect(fold('03 19:00 in', '05 07:00 out')).toHaveLength(2)
  })

  test('goes over the end of a month into the month it began in', () => {
    const night: Punch[] = [
      { day: day('2026-05-31'), minute: 20 * 60, direction: 'in' },
      { day: day('2026-06-01'), minute: 6 * 60, direction: 'out' },
    ]
    expect(foldPunches(night)).toEqual([{ day: '2026-05-31', minutes: 600, finding: null }])
  })
})

describe('a machine that knows no direction', () => {
  test('a punch before the cut of the day ends the shift that the evening before left open', () => {
    expect(fold('03 19:00', '04 02:30')).toEqual([['03', 450, null]])
    expect(fold('03 13:00', '03 18:00', '03 19:00', '04 02:00')).toEqual([['03', 780, null]])
  })

  test('but not one of a day that somebody left, nor one after the cut', () => {
    expect(fold('03 08:00', '03 17:00', '04 04:30', '04 17:00')).toEqual([
      ['03', 540, null],
      ['04', 750, null],
    ])
    expect(fold('03 19:00', '04 07:00')).toEqual([
      ['03', 0, 'labour.punch-unpaired'],
      ['04', 0, 'labour.punch-unpaired'],
    ])
  })

  test('the cut is a figure of the place, and so is the longest shift', () => {
    const night = ['03 19:00', '04 07:00'] as const
    expect(foldBy({ dayCutMinute: 8 * 60 }, night)).toEqual([['03', 720, null]])
    expect(foldBy({ dayCutMinute: 8 * 60, longestShiftMinutes: 11 * 60 }, night)).toHaveLength(2)
    expect(foldBy({ longestShiftMinutes: 11 * 60 }, ['03 19:00 in', '04 07:00 out'])).toHaveLength(
      2,
    )
  })

  test('punches so close together that they are one count once', () => {
    expect(fold('03 07:58', '03 07:59', '03 08:00')).toEqual([['03', 0, 'labour.punch-unpaired']])
    expect(fold('03 07:58', '03 07:59', '03 17:30', '03 17:31')).toEqual([['03', 572, null]])
    expect(foldBy({ repeatMinutes: 0 }, ['03 07:58', '03 07:59'])).toEqual([['03', 1, null]])
  })

  test('a clock that was set back in the middle makes no time that is less than none', () => {
    expect(fold('03 08:00', '03 07:20', '03 17:00')).toEqual([['03', 580, null]])
  })
})

describe('two machines of one site', () => {
  test('one at the way in, one at the way out: one day', () => {
    const inward = ['03 07:00', '04 07:05']
    const outward = ['03 18:00', '04 17:00']
    expect(fold(...inward, ...outward)).toEqual([
      ['03', 660, null],
      ['04', 595, null],
    ])
  })

  test('the same punch on both, or in two logs, is one punch', () => {
    expect(fold('03 07:00', '03 07:00', '03 17:00', '03 17:00')).toEqual([['03', 600, null]])
    expect(fold('03 07:00 in', '03 07:00 in', '03 17:00 out')).toEqual([['03', 600, null]])
  })
})

describe('each in with its out', () => {
  const pairs = (...texts: string[]) => foldBy({ count: 'pairs' }, texts)

  test('leaves breaks out', () => {
    expect(pairs('03 08:00 in', '03 12:00 out', '03 13:00 in', '03 17:30 out')).toEqual([
      ['03', 510, null],
    ])
    expect(pairs('03 08:00', '03 12:00', '03 13:00', '03 17:30')).toEqual([['03', 510, null]])
  })

  test('what has no partner counts nothing, and is said', () => {
    expect(pairs('03 08:00', '03 12:00', '03 13:00')).toEqual([
      ['03', 240, 'labour.punch-unpaired'],
    ])
    expect(pairs('03 08:00 in', '03 12:00 out', '03 17:00 out')).toEqual([
      ['03', 240, 'labour.punch-unpaired'],
    ])
  })

  test('going out twice within minutes is once; a night is a pair like any other', () => {
    expect(pairs('03 08:00 in', '03 12:00 out', '03 12:01 out')).toEqual([['03', 240, null]])
    expect(pairs('03 08:00 in', '03 12:00 out', '03 19:00 in', '04 02:00 out')).toEqual([
      ['03', 660, null],
    ])
  })
})

describe('properties of folding', () => {
  const anyShift = fc.record({
    count: fc.constantFrom('first-last' as const, 'pairs' as const),
    longestShiftMinutes: fc.integer({ min: 60, max: 1440 }),
    dayCutMinute: fc.integer({ min: 0, max: 720 }),
    repeatMinutes: fc.integer({ min: 0, max: 30 }),
  })

  const anyPunch = fc.record({
    day: fc.integer({ min: 0, max: 40 }).map((n) => addDays(day('2026-05-01'), n)),
    minute: fc.integer({ min: 0, max: 1439 }),
    direction: fc.constantFrom('in' as const, 'out' as const, 'unknown' as const),
  })
  const punches = fc.array(anyPunch, { maxLength: 60 })

  test('order does not matter', () => {
    fc.assert(
      fc.property(punches, punches, anyShift, (some, more, shift) => {
        const all = [...some, ...more]
        expect(foldPunches([...more, ...some].toReversed(), shift)).toEqual(foldPunches(all, shift))
      }),
    )
  })

  test('days come once, in order, each with a punch and no more than 24 hours', () => {
    fc.assert(
      fc.property(punches, anyShift, (all, shift) => {
        const days = foldPunches(all, shift)
        const names = days.map((one) => one.day)
        expect(names).toEqual([...new Set(names)].toSorted())
        const punched = new Set(all.map((one) => one.day))
        for (const one of days) {
          expect(punched.has(one.day)).toBe(true)
          expect(one.minutes >= 0 && one.minutes <= 1440).toBe(true)
        }
        expect(days.length === 0).toBe(all.length === 0)
      }),
    )
  })
})

test('工日 that a sheet does not state: the real site’s 342 hours are 38.00 of nine hours', () => {
  expect(workdaysHundredthsOf(342 * 60, 9 * 60)).toBe(3800)
  expect(workdaysHundredthsOf(342 * 60, 8 * 60)).toBe(4275)
  expect(() => workdaysHundredthsOf(1, 0)).toThrow(RangeError)
})
