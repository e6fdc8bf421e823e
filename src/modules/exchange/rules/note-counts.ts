import { keptNotes } from './report.ts'

export interface NoteCounts {
  readonly rejected: number
  readonly findings: number
  readonly skipped: number
}

interface Noted {
  readonly rejected: readonly unknown[]
  readonly findings: readonly unknown[]
  readonly skipped: readonly unknown[]
  /** There where one of the lists was cut. */
  readonly counts?: NoteCounts | undefined
}

/** How many notes a sheet has, also where its lists hold the first of them only. */
export function noteCountsOf({ rejected, findings, skipped, counts }: Noted): NoteCounts {
  return counts ?? { rejected: rejected.length, findings: findings.length, skipped: skipped.length }
}

/** The sheet with more findings: the list is kept short, the count goes on. */
export function withFindings<Finding, Sheet extends Noted & { findings: Finding[] }>(
  sheet: Sheet,
  more: readonly Finding[],
): Sheet {
  const findings = [
    ...sheet.findings,
    ...more.slice(0, Math.max(0, keptNotes - sheet.findings.length)),
  ]
  const counts = noteCountsOf(sheet)
  const all = counts.findings + more.length
  if (sheet.counts === undefined && all === findings.length) return { ...sheet, findings }
  return { ...sheet, findings, counts: { ...counts, findings: all } }
}
