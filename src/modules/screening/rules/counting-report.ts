import type { ItemState } from './report.ts'

/** What of a report decides which of several counts. */
export interface Counted {
  readonly id: string
  readonly outcome: 'screened' | 'could-not'
  readonly submittedAt: Date
  /** It came after the round was closed: kept, and in no figure. */
  readonly isAfterClose: boolean
}

/**
 * Of the reports of one project in a round the one that counts: the latest of those that screened it, else the latest that
 * says why nobody could. A visit that found the gate locked takes nothing away from one that was let in.
 */
export function countingReport<R extends Counted>(reports: readonly R[]): R | null {
  const counted = reports.filter(({ isAfterClose }) => !isAfterClose)
  const screened = counted.filter(({ outcome }) => outcome === 'screened')
  return latest(screened.length > 0 ? screened : counted)
}

export function itemStateOf(reports: readonly Counted[]): ItemState {
  return countingReport(reports)?.outcome ?? 'waiting'
}

function latest<R extends Counted>(reports: readonly R[]): R | null {
  let found: R | null = null
  for (const one of reports) {
    const isLater =
      found === null ||
      one.submittedAt > found.submittedAt ||
      (one.submittedAt.getTime() === found.submittedAt.getTime() && one.id > found.id)
    if (isLater) found = one
  }
  return found
}
