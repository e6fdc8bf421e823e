import type { DayClock } from './deadline.ts'

/** Laws that say what their 日 are; every other's are calendar days (民法典 art. 201). */
export const lawsOfWorkdays = ['行政处罚法', '行政强制法'] as const
export type LawOfWorkdays = (typeof lawsOfWorkdays)[number]

/**
 * What `N 日` of a law are: 2, 3, 5 and 7 日 of 行政处罚法 (art. 85) and up to ten 日 of 行政强制法 (art. 69) are workdays, any other
 * number of theirs and every number of other laws calendar days.
 */
export function clockOfDays(law: LawOfWorkdays | null, count: number): DayClock {
  switch (law) {
    case '行政处罚法':
      return [2, 3, 5, 7].includes(count) ? 'workdays' : 'days'
    case '行政强制法':
      return count <= 10 ? 'workdays' : 'days'
    case null:
      return 'days'
  }
}
