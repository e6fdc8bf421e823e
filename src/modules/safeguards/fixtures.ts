import { day } from '../../kernel/day.ts'
import type { Context } from '../../platform/context.ts'
import { addContract } from './add-contract.ts'
import { addEvidence } from './add-evidence.ts'
import type { Contract, ContractBody } from './contract-contracts.ts'
import type { NewEvidence, ProjectSafeguards } from './contract.ts'
import type { Safeguard } from './rules/safeguard.ts'

/** A contract between two parties of the project; a general one of no known sum unless said otherwise. */
export async function aContract(
  ctx: Context,
  code: string,
  over: Partial<ContractBody> & Pick<ContractBody, 'partyA' | 'partyB'>,
): Promise<Contract> {
  const { rows } = await addContract(ctx, code, {
    kind: 'general',
    number: null,
    aboveId: null,
    sumFen: null,
    signedOn: day('2026-01-10'),
    beginsOn: day('2026-02-01'),
    endsOn: day('2027-06-30'),
    cycleMonths: 1,
    transferDay: 15,
    ratioBasisPoints: 2_500,
    paperId: null,
    ...over,
  })
  const [added] = rows.toSorted((a, b) => (a.id < b.id ? 1 : -1))
  if (added === undefined) throw new Error('It was not added.')
  return added
}

/** What was seen of a safeguard on the office's day unless said otherwise. */
export async function anEvidence(
  ctx: Context,
  of: { readonly code: string; readonly safeguard: Safeguard },
  over: Partial<NewEvidence> = {},
): Promise<ProjectSafeguards> {
  return addEvidence(ctx, of, {
    holds: true,
    saidOn: day('2026-11-20'),
    validTo: null,
    words: '现场看到',
    paperId: null,
    ...over,
  })
}
