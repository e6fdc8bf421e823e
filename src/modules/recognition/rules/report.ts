import type { Severity } from '../../../kernel/finding.ts'
import type { Field } from './fields.ts'
import type { NobodyKind } from './row-kind.ts'

/** The weight of a finding: a rejected row waits until it is put right. */
export type NoteSeverity = Exclude<Severity, 'lost'> | 'rejected'

export interface RowNote {
  readonly row: number
  readonly field: string
  readonly code: string
  readonly severity: NoteSeverity
  readonly values: Readonly<Record<string, string | number>>
}

export interface SkippedRow {
  readonly row: number
  readonly why: NobodyKind | 'hidden' | 'unread' | 'new-header'
}

/** Each list is kept up to this many; the counts go on. */
export const keptNotes = 1000

export interface Report {
  readonly findings: readonly RowNote[]
  readonly rejected: readonly RowNote[]
  readonly skipped: readonly SkippedRow[]
  readonly counts: { findings: number; rejected: number; skipped: number; accepted: number }
  find(
    row: number,
    field: NoteField,
    code: string,
    severity: NoteSeverity,
    values?: RowNote['values'],
  ): void
  reject(row: number, field: NoteField, code: string, values?: RowNote['values']): void
  skip(row: number, why: SkippedRow['why']): void
  accept(): void
}

/** A field, or the header of a column that is none of ours. */
export type NoteField = Field | (string & {})

const noValues: RowNote['values'] = {}

export function newReport(): Report {
  const findings: RowNote[] = []
  const rejected: RowNote[] = []
  const skipped: SkippedRow[] = []
  const counts = { findings: 0, rejected: 0, skipped: 0, accepted: 0 }
  return {
    findings,
    rejected,
    skipped,
    counts,
    find(row, field, code, severity, values = noValues) {
      counts.findings += 1
      if (findings.length < keptNotes) findings.push({ row, field, code, severity, values })
    },
    reject(row, field, code, values = noValues) {
      counts.rejected += 1
      if (rejected.length < keptNotes)
        rejected.push({ row, field, code, severity: 'rejected', values })
    },
    skip(row, why) {
      counts.skipped += 1
      if (skipped.length < keptNotes) skipped.push({ row, why })
    },
    accept() {
      counts.accepted += 1
    },
  }
}
