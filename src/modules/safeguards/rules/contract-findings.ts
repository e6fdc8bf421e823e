import type { Fen } from '../../../kernel/money.ts'
import type { ContractKind } from './contract.ts'

/** Something odd that does not keep a contract from counting. */
export interface SafeguardFinding {
  readonly code: string
  readonly values: Readonly<Record<string, string | number>>
}

export interface LookedAtContract {
  readonly kind: ContractKind
  readonly number: string | null
  readonly parties: readonly FoundParty[]
  readonly sumFen: Fen | null
  /** Of the contract that it is under; null: none, or it states no sum. */
  readonly aboveSumFen: Fen | null
  readonly cycleMonths: number | null
  readonly ratioBasisPoints: number | null
  /** Codes of other projects that have a contract of this number. */
  readonly sameNumber: readonly string[]
}

export interface FoundParty {
  readonly name: string
  readonly creditCode: string | null
  readonly creditCodeFinding: string | null
}

/** The longest cycle in which labour cost may be transferred (条例 art. 24). */
const longestCycleMonths = 1

/** What an officer should look at; `leastSharePercent`: the place's least share of labour cost, 0 where it has none. */
export function contractFindings(
  contract: LookedAtContract,
  leastSharePercent: number,
): SafeguardFinding[] {
  const { sumFen, aboveSumFen, cycleMonths, ratioBasisPoints, sameNumber } = contract
  const found: SafeguardFinding[] = contract.parties.flatMap(partyFindings)
  if (sameNumber.length > 0) {
    found.push(finding('safeguards.number-elsewhere', { codes: sameNumber.join('、') }))
  }
  if (sumFen !== null && aboveSumFen !== null && sumFen > aboveSumFen) {
    found.push(finding('safeguards.sum-above-contract', { fen: sumFen, above: aboveSumFen }))
  }
  if (contract.kind === 'general') {
    if (cycleMonths === null) found.push(finding('safeguards.no-cycle', {}))
    if (cycleMonths !== null && cycleMonths > longestCycleMonths) {
      found.push(finding('safeguards.cycle-too-long', { months: cycleMonths }))
    }
    if (ratioBasisPoints !== null && ratioBasisPoints < leastSharePercent * 100) {
      found.push(
        finding('safeguards.share-too-small', {
          percent: ratioBasisPoints / 100,
          least: leastSharePercent,
        }),
      )
    }
  }
  return found
}

export function partyFindings({
  name,
  creditCode,
  creditCodeFinding,
}: FoundParty): SafeguardFinding[] {
  if (creditCode === null) return [finding('safeguards.party-without-code', { name })]
  return creditCodeFinding === null
    ? []
    : [finding('safeguards.party-code-odd', { name, code: creditCode })]
}

export function finding(code: string, values: SafeguardFinding['values']): SafeguardFinding {
  return { code, values }
}
