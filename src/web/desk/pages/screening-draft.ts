import { PlainDate, YearMonth } from '../../../kernel/day.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { sentence } from '../../../kernel/words.ts'
import { NewReport } from '../../../modules/screening/contract-reports.ts'
import {
  boardStates,
  screeningFindings,
  whyNotContent,
} from '../../../modules/screening/rules/report.ts'
import { screeningWords } from '../../../modules/screening/words.ts'
import type { Draft } from '../offline/phone-store.ts'

export type DraftValues = Draft['values']

/** Whom one meets on a site. */
export const usualPeople = ['项目经理', '劳资专管员', '班组长', '工人'] as const

export function emptyValues(today: PlainDate): DraftValues {
  return { outcome: 'screened', day: today, spokeTo: [], findings: [] }
}

export function textIn(values: DraftValues, field: string): string {
  const value = values[field]
  return typeof value === 'string' ? value : ''
}

export function listIn(values: DraftValues, field: string): string[] {
  const value = values[field]
  return Array.isArray(value) ? value : []
}

/** What is typed as a report, or what is wrong with it, by the field that it stands at. */
export function reportOf(
  values: DraftValues,
  of: { readonly submissionId: string; readonly photos: readonly string[] },
  today: PlainDate,
): { readonly report: NewReport } | { readonly field: string; readonly wrong: string } {
  const day = PlainDate.safeParse(textIn(values, 'day'))
  if (!day.success) return { field: 'day', wrong: '请选排查日期。' }
  const paidUntil = textIn(values, 'paidUntil')
  const month = YearMonth.safeParse(paidUntil)
  if (paidUntil !== '' && !month.success) {
    return { field: 'paidUntil', wrong: '月份请写成 2026-10 这样。' }
  }
  for (const field of ['headcount', 'unpaidPeople'] as const) {
    if (wholeIn(values, field) === undefined) return { field, wrong: '请填整数人数。' }
  }
  const unpaidFen = fenIn(values)
  if (unpaidFen === undefined) {
    return { field: 'unpaidYuan', wrong: '金额请写元，最多两位小数。' }
  }
  const isScreened = textIn(values, 'outcome') !== 'could-not'
  const isOwed = isScreened && listIn(values, 'findings').includes('wages-owed')
  const report = NewReport.safeParse({
    submissionId: of.submissionId,
    outcome: isScreened ? 'screened' : 'could-not',
    day: day.data,
    reason: isScreened ? null : textIn(values, 'reason'),
    headcount: isScreened ? (wholeIn(values, 'headcount') ?? null) : null,
    boards: boardStates.find((one) => isScreened && one === textIn(values, 'boards')) ?? null,
    paidUntil: isScreened && month.success ? month.data : null,
    spokeTo: spokeToIn(values),
    findings: screeningFindings.filter(
      (one) => isScreened && listIn(values, 'findings').includes(one),
    ),
    words: textIn(values, 'words'),
    unpaidPeople: isOwed ? (wholeIn(values, 'unpaidPeople') ?? null) : null,
    unpaidFen: isOwed ? unpaidFen : null,
    photos: [...of.photos],
  })
  if (!report.success) {
    const field = String(report.error.issues[0]?.path[0] ?? 'day')
    return { field, wrong: '这一项填得太长，或者不对。' }
  }
  const refusal = whyNotContent(report.data, today)
  return refusal === null ? { report: report.data } : wrongOf(refusal)
}

function wrongOf(refusal: Refusal): { field: string; wrong: string } {
  const field = refusal.field === 'unpaidFen' ? 'unpaidYuan' : (refusal.field ?? 'day')
  return { field, wrong: sentence(screeningWords, refusal.code, refusal.values) }
}

export function spokeToIn(values: DraftValues): string {
  const usual = listIn(values, 'spokeTo')
  const others = textIn(values, 'spokeToOther').trim()
  return [...usual, ...(others === '' ? [] : [others])].join('、')
}

/** Null: nothing is typed; undefined: no whole number. */
function wholeIn(values: DraftValues, field: string): number | null | undefined {
  const text = textIn(values, field).normalize('NFKC').trim()
  if (text === '') return null
  return /^\d{1,6}$/.test(text) ? Number(text) : undefined
}

/** `12,000.5` yuan as fen; null: nothing is typed; undefined: no sum. */
function fenIn(values: DraftValues): number | null | undefined {
  const text = textIn(values, 'unpaidYuan').normalize('NFKC').replaceAll(/[\s,]/g, '')
  if (text === '') return null
  const found = /^(\d{1,11})(?:\.(\d{1,2}))?$/.exec(text)
  if (found === null) return undefined
  const [, yuan = '', rest = ''] = found
  return Number(`${yuan}${rest.padEnd(2, '0')}`)
}
