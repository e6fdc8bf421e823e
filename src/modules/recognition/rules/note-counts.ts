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

interface Waiting extends Noted {
  readonly accepted: number
}

/** The sheet with rows of it waiting that were good by themselves. */
export function withWaiting<Note, Sheet extends Waiting & { rejected: Note[] }>(
  sheet: Sheet,
  more: readonly Note[],
): Sheet {
  const rejected = [
    ...sheet.rejected,
    ...more.slice(0, Math.max(0, keptNotes - sheet.rejected.length)),
  ]
  const counts = noteCountsOf(sheet)
  const all = counts.rejected + more.length
  const accepted = sheet.accepted - more.length
  if (sheet.counts === undefined && all === rejected.length) return { ...sheet, rejected, accepted }
  return { ...sheet, rejected, accepted, counts: { ...counts, rejected: all } }
}

/** The sheet with rows of it that waited, and do so no more. */
export function withoutWaiting<
  Sheet extends Omit<Waiting, 'rejected'> & { rejected: { row: number; code: string }[] },
>(sheet: Sheet, isOver: (note: { row: number; code: string }) => boolean): Sheet {
  const rejected = sheet.rejected.filter((note) => !isOver(note))
  const over = sheet.rejected.length - rejected.length
  if (over === 0) return sheet
  const counts = noteCountsOf(sheet)
  const accepted = sheet.accepted + over
  if (sheet.counts === undefined) return { ...sheet, rejected, accepted }
  return {
    ...sheet,
    rejected,
    accepted,
    counts: { ...counts, rejected: counts.rejected - over },
  }
}
