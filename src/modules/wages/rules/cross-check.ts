import type { Finding, Severity } from '../../../kernel/finding.ts'
import type { Fen } from '../../../kernel/money.ts'
import type { PayLine } from './ledger.ts'

/** What may be odd about a pay line. `barred` keeps the line and lets nobody be paid by it. */
export const payLineFindings = {
  'wages.no-sum': 'barred',
  'wages.negative-sum': 'barred',
  'wages.due-not-stated': 'note',
  'wages.deducted-more-than-due': 'barred',
  'wages.net-differs': 'warning',
  'wages.workdays-times-rate-differs': 'warning',
  'wages.beyond-belief': 'warning',
} as const satisfies Record<string, Severity>

/** A pay line with what it says of work and rate, where it does. */
export interface StatedPayLine extends PayLine {
  readonly workdaysHundredths: number | null
  /** For one 工日. */
  readonly dayRateFen: Fen | null
}

/** The line against itself; `mostFen` is the parameter `monthly-pay-beyond-belief-fen`. */
export function crossCheck(line: StatedPayLine, { mostFen }: { mostFen: number }): Finding[] {
  const { dueFen, deductedFen, netFen } = line
  if (dueFen === null && netFen === null) return [found('wages.no-sum')]
  const sums = { dueFen, deductedFen, netFen }
  const negative = Object.entries(sums).find(([, sum]) => sum !== null && sum < 0)
  if (negative !== undefined) return [{ ...found('wages.negative-sum'), field: negative[0] }]
  const findings: Finding[] = []
  if (dueFen === null && line.kind === 'ordinary') findings.push(found('wages.due-not-stated'))
  if (dueFen !== null) {
    const left = dueFen - (deductedFen ?? 0)
    if (left < 0) findings.push(found('wages.deducted-more-than-due'))
    else if (netFen !== null && netFen !== left) {
      findings.push(found('wages.net-differs', { expectedFen: left, netFen }))
    }
  }
  const differs = rateDiffers(line)
  if (differs !== null) findings.push(differs)
  if (Math.max(dueFen ?? 0, netFen ?? 0) > mostFen) {
    findings.push(found('wages.beyond-belief', { mostFen }))
  }
  return findings
}

/**
 * 工日 × rate against the sum. Sheets round 工日 to hundredths and money to whole yuan, so that a difference of one
 * yuan, or of half a hundredth of a 工日, is none.
 */
function rateDiffers({ dueFen, netFen, ...line }: StatedPayLine): Finding | null {
  const sum = dueFen ?? netFen
  if (sum === null || line.workdaysHundredths === null || line.dayRateFen === null) return null
  const expected = (line.workdaysHundredths * line.dayRateFen) / 100
  const tolerance = Math.max(100, line.dayRateFen / 200)
  if (Math.abs(expected - sum) <= tolerance) return null
  return found('wages.workdays-times-rate-differs', {
    expectedFen: Math.round(expected),
    statedFen: sum,
  })
}

function found(code: keyof typeof payLineFindings, values?: Record<string, number>): Finding {
  const severity = payLineFindings[code]
  return values === undefined ? { code, severity } : { code, severity, values }
}
