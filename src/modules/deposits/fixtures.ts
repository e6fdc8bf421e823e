import { uuidv7 } from 'uuidv7'
import type { Context } from '../../platform/context.ts'
import { act } from '../../platform/act.ts'
import { stageRows } from '../labour/fixtures.ts'
import { matchingName } from '../registry/rules/matching-name.ts'
import { depositStage } from './contract.ts'
import { type DepositsRecorded, recordDeposits } from './record-deposits.ts'
import type { DepositForm } from './rules/deposit.ts'

/** What a row of a deposit list says; what is left out it does not say. */
export interface StatedDeposit {
  readonly code?: string
  readonly project?: string
  readonly form?: DepositForm
  readonly place?: string
  readonly amountFen: number
  readonly issuer?: string
  readonly payer?: string
  readonly validFrom?: string
  readonly validTo?: string
  readonly returnedOn?: string
}

/** Takes a deposit list in as an import does; `projectId`: of lines that name none. */
export async function aDepositList(
  ctx: Context,
  rows: readonly StatedDeposit[],
  projectId: string | null = null,
): Promise<DepositsRecorded & { readonly importId: string }> {
  const importId = uuidv7()
  return act(ctx, 'sheet.hand-in', importId, async (tx) => {
    const lines = rows.map((said, nth) => [
      1,
      nth + 4,
      said.code ?? null,
      said.project === undefined ? null : matchingName(said.project),
      said.form ?? 'bank-letter',
      said.place ?? 'BH-1',
      said.amountFen,
      said.issuer ?? null,
      said.place ?? 'BH-1',
      null,
      said.payer ?? null,
      said.validFrom ?? null,
      said.validTo ?? null,
      null,
      said.returnedOn ?? null,
      null,
      null,
    ])
    await stageRows(tx, depositStage, lines)
    return { ...(await recordDeposits(tx, { importId, projectId })), importId }
  })
}
