import { PlainDate, type YearMonth } from '../../../kernel/day.ts'
import type { Punch } from './attendance.ts'

/*
 * A punch as one number, so that a month of them is an array of whole numbers: its minute since the month began × 4, and
 * its way.
 */

export type PunchWay = Punch['direction']

const ways: readonly PunchWay[] = ['unknown', 'in', 'out']

/** `minute`: since the first of the month began. */
export function packedPunch(minute: number, way: PunchWay): number {
  return minute * 4 + ways.indexOf(way)
}

export function punchOf(month: YearMonth, packed: number): Punch {
  const minute = Math.floor(packed / 4)
  const day = String(Math.floor(minute / 1440) + 1).padStart(2, '0')
  return {
    day: PlainDate.parse(`${month}-${day}`),
    minute: minute % 1440,
    direction: wayOfPacked(packed % 4),
  }
}

export function wayOfPacked(way: number): PunchWay {
  return ways[way] ?? 'unknown'
}
