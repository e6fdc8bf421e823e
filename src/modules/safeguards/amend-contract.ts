import { Refused } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import type { Context, Tx } from '../../platform/context.ts'
import { findProjectId } from '../registry/views.ts'
import { columnsOf, mustFit, nameOf } from './add-contract.ts'
import type { AmendContract, ProjectContracts } from './contract-contracts.ts'
import { refreshStandings } from './refresh-standings.ts'
import {
  type ContractRecord,
  hasContractsUnder,
  insertEvents,
  lockContract,
  recordContract,
} from './store.ts'
import { listContracts } from './views-contracts.ts'

interface OfContract {
  readonly code: string
  readonly contractId: string
}

/** Puts a contract's fields right, or writes down a supplementary agreement (53号 art. 14): an event with what stood before. */
export async function amendContract(
  ctx: Context,
  { code, contractId }: OfContract,
  { version, why, ...body }: AmendContract,
): Promise<ProjectContracts> {
  return act(ctx, 'contract.amend', code, async (tx) => {
    const projectId = await findProjectId(tx, code)
    const current = await lockAsSeen(tx, projectId, contractId, version)
    await mustFit(tx, projectId, contractId, body)
    const { from, to } = differences(current, columnsOf(body))
    if (Object.keys(to).length > 0) {
      await recordContract(tx, contractId, { ...to, version: version + 1 })
      const detail = { contract: nameOf(current), from, to, why }
      await insertEvents(tx, [
        { projectId, subjectId: contractId, kind: 'contract-amended', detail },
      ])
      await refreshStandings(tx, [projectId])
    }
    return listContracts(tx, code)
  })
}

/** Entered by mistake: it counts no more, and stays to be read in its event. */
export async function withdrawContract(
  ctx: Context,
  { code, contractId }: OfContract,
  { version, why }: { readonly version: number; readonly why: string },
): Promise<ProjectContracts> {
  return act(ctx, 'contract.withdraw', code, async (tx) => {
    const projectId = await findProjectId(tx, code)
    const current = await lockAsSeen(tx, projectId, contractId, version)
    if (await hasContractsUnder(tx, contractId)) {
      throw new Refused({ code: 'safeguards.contracts-under-it', kind: 'wrong-state' })
    }
    await recordContract(tx, contractId, { withdrawn_at: tx.now, version: version + 1 })
    await insertEvents(tx, [
      {
        projectId,
        subjectId: contractId,
        kind: 'contract-withdrawn',
        detail: { contract: nameOf(current), why },
      },
    ])
    await refreshStandings(tx, [projectId])
    return listContracts(tx, code)
  })
}

async function lockAsSeen(
  tx: Tx,
  projectId: string,
  id: string,
  version: number,
): Promise<ContractRecord> {
  const found = await lockContract(tx, projectId, id)
  if (found === null) throw new Refused({ code: 'safeguards.no-such-contract', kind: 'not-found' })
  if (found.version === version) return found
  throw new Refused({ code: 'safeguards.contract-changed-meanwhile', kind: 'changed-meanwhile' })
}

/** Only what is otherwise than it was. */
function differences(current: ContractRecord, stated: ReturnType<typeof columnsOf>) {
  const before: Readonly<Record<string, unknown>> = { ...current }
  const changed = Object.entries(stated).filter(([column, value]) => before[column] !== value)
  const to: Partial<ContractRecord> = Object.fromEntries(changed)
  const from = Object.fromEntries(changed.map(([column]) => [column, before[column]]))
  return { from, to }
}
