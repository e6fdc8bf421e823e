import { type PlainDate, type YearMonth, monthOf } from '../../../kernel/day.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import type { RoundState } from './round.ts'

export const itemStates = ['waiting', 'screened', 'could-not'] as const
export type ItemState = (typeof itemStates)[number]

/** The 维权信息告示牌 that the general contractor puts up (条例 art. 34). */
export const boardStates = ['yes', 'incomplete', 'no'] as const
export type BoardState = (typeof boardStates)[number]

/** What was found on site; articles of 条例 unless another stands there. */
export const screeningFindings = [
  /** Art. 11, 13: not paid in full at the agreed day. */
  'wages-owed',
  /** Art. 28: no real-name record, or nobody uses it. */
  'no-real-name',
  /** Art. 28: somebody works without a written contract. */
  'no-contract',
  /** Art. 26: no account for wages of its own. */
  'no-account',
  /** Art. 31: a subcontractor pays, or in cash, instead of the general contractor through the bank. */
  'not-paid-by-contractor',
  /** Art. 32: no wage guarantee deposit. */
  'no-deposit',
  /** Art. 28: no labour officer on site. */
  'no-labour-officer',
  /** Art. 24, 29: the owner does not pay what is due for labour. */
  'owner-pays-late',
  /** Art. 36: unlawful subcontracting. */
  'unlawful-subcontract',
  'site-stopped',
  'people-may-gather',
  'other',
] as const
export type ScreeningFinding = (typeof screeningFindings)[number]

/** What a phone says of a site. */
export interface ReportContent {
  readonly outcome: 'screened' | 'could-not'
  readonly day: PlainDate
  /** Why nobody could look; only of `could-not`. */
  readonly reason: string | null
  readonly headcount: number | null
  readonly boards: BoardState | null
  /** The last month whose wages were paid in full; null: nobody could say. */
  readonly paidUntil: YearMonth | null
  readonly spokeTo: string
  readonly findings: readonly ScreeningFinding[]
  readonly words: string
  readonly unpaidPeople: number | null
  readonly unpaidFen: number | null
}

export interface Reporting {
  readonly roundState: RoundState
  readonly beginsOn: PlainDate
  readonly isRemoved: boolean
  /** Whether the one who asks holds the owner's post today. */
  readonly isMine: boolean
  readonly isOffice: boolean
}

/**
 * Why this actor may not report on the item; null when they may. What was written while the round ran and arrives after
 * it was closed is kept: a report is never lost.
 */
export function whyNotReport({
  roundState,
  isRemoved,
  isMine,
  isOffice,
}: Reporting): Refusal | null {
  if (roundState === 'draft') return { code: 'screening.not-open', kind: 'wrong-state' }
  if (!isMine && !isOffice) return { code: 'screening.not-yours', kind: 'not-allowed' }
  if (isRemoved) return { code: 'screening.item-removed', kind: 'wrong-state' }
  return null
}

/** What a report cannot say, first what stands first on the page. */
export function whyNotContent(content: ReportContent, today: PlainDate): Refusal | null {
  if (content.day > today) return invalid('screening.day-ahead', 'day')
  if (content.outcome === 'could-not') {
    const isSaid = content.reason !== null && content.reason.trim().length >= 2
    return isSaid ? null : invalid('screening.reason-missing', 'reason')
  }
  if (content.headcount === null) return invalid('screening.headcount-missing', 'headcount')
  if (content.boards === null) return invalid('screening.boards-missing', 'boards')
  if (content.paidUntil !== null && content.paidUntil > monthOf(content.day)) {
    return invalid('screening.paid-ahead', 'paidUntil')
  }
  if (content.spokeTo.trim() === '') return invalid('screening.spoke-to-missing', 'spokeTo')
  if (content.findings.includes('other') && content.words.trim().length < 2) {
    return invalid('screening.words-missing', 'words')
  }
  return whyNotUnpaid(content)
}

/** A sum owed to nobody, or people owed nothing, is half of what was seen. */
function whyNotUnpaid({ findings, unpaidPeople, unpaidFen }: ReportContent): Refusal | null {
  const isOwed = findings.includes('wages-owed')
  const people = unpaidPeople ?? 0
  const sum = unpaidFen ?? 0
  if (isOwed && people === 0) return invalid('screening.unpaid-people-missing', 'unpaidPeople')
  if (!isOwed && (people > 0 || sum > 0)) return invalid('screening.owed-not-marked', 'findings')
  return null
}

/** Whether anything stands in the report that somebody has to do something about. */
export function foundSomething({
  outcome,
  boards,
  findings,
}: Pick<ReportContent, 'outcome' | 'boards' | 'findings'>): boolean {
  return outcome === 'screened' && (findings.length > 0 || (boards !== null && boards !== 'yes'))
}

function invalid(code: string, field: string): Refusal {
  return { code, kind: 'invalid', field }
}
