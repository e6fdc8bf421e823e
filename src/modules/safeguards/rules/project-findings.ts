import type { PlainDate } from '../../../kernel/day.ts'
import type { Fen } from '../../../kernel/money.ts'
import { isBeyondBelief } from './contract.ts'
import {
  finding,
  type FoundParty,
  partyFindings,
  type SafeguardFinding,
} from './contract-findings.ts'

export interface LookedAtProject {
  readonly begunOn: PlainDate | null
  readonly finishOn: PlainDate | null
  /** As lists state it. */
  readonly contractSumFen: Fen | null
  /** Of the general contract that was entered; null: none, or it states no sum. */
  readonly enteredSumFen: Fen | null
  readonly permitNumber: string | null
  /** Other projects with the same permit. */
  readonly samePermit: readonly { readonly code: string; readonly name: string }[]
  /** What the project and its sources write as its town, each once. */
  readonly towns: readonly string[]
  readonly parties: readonly FoundParty[]
}

/** Facts of a project that cannot all be right; each is shown, none is decided. */
export function projectFindings(project: LookedAtProject, beyondYuan: number): SafeguardFinding[] {
  const { begunOn, finishOn, contractSumFen, permitNumber, samePermit, towns } = project
  const found: SafeguardFinding[] = samePermit.map(({ code, name }) =>
    finding('safeguards.permit-of-two', { permit: permitNumber ?? '', code, name }),
  )
  if (towns.length > 1) found.push(finding('safeguards.several-towns', { towns: towns.join('、') }))
  if (begunOn !== null && finishOn !== null && finishOn < begunOn) {
    found.push(finding('safeguards.project-ends-before-begin', { begin: begunOn, end: finishOn }))
  }
  if (contractSumFen !== null && isBeyondBelief(contractSumFen, beyondYuan)) {
    found.push(finding('safeguards.listed-sum-beyond-belief', { fen: contractSumFen }))
  }
  const { enteredSumFen } = project
  if (enteredSumFen !== null && contractSumFen !== null && enteredSumFen !== contractSumFen) {
    found.push(
      finding('safeguards.listed-sum-differs', { fen: contractSumFen, above: enteredSumFen }),
    )
  }
  return [...found, ...project.parties.flatMap(partyFindings)]
}
