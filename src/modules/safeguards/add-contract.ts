import { uuidv7 } from 'uuidv7'
import { Refused, must } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import { type Context, officeDay, type Tx } from '../../platform/context.ts'
import { findProjectId } from '../registry/views.ts'
import type { ContractBody, ProjectContracts } from './contract-contracts.ts'
import { refreshStandings } from './refresh-standings.ts'
import { contractNumberKey, whyNotContract } from './rules/contract.ts'
import {
  type ContractRecord,
  countContracts,
  findContractOfNumber,
  findPaper,
  insertContract,
  insertEvents,
  lockContract,
} from './store.ts'
import { listContracts, partiesOf } from './views-contracts.ts'
import { figuresOn } from './views-facts.ts'

/** More contracts than a project has. */
const mostContracts = 200

/** A contract between two parties of the project. */
export async function addContract(
  ctx: Context,
  code: string,
  body: ContractBody,
): Promise<ProjectContracts> {
  const id = uuidv7()
  return act(ctx, 'contract.add', code, async (tx) => {
    const projectId = await findProjectId(tx, code)
    await mustFit(tx, projectId, id, body)
    if ((await countContracts(tx, projectId)) >= mostContracts) {
      const values = { most: mostContracts }
      throw new Refused({ code: 'safeguards.too-many-contracts', kind: 'too-much', values })
    }
    const fields = columnsOf(body)
    await insertContract(tx, {
      district: tx.district,
      id,
      project_id: projectId,
      ...fields,
      version: 1,
      withdrawn_at: null,
    })
    await insertEvents(tx, [
      {
        projectId,
        subjectId: id,
        kind: 'contract-added',
        detail: { contract: nameOf(fields), to: fields },
      },
    ])
    await refreshStandings(tx, [projectId])
    return listContracts(tx, code)
  })
}

/** Refuses fields that cannot be a contract of this project; `id`: the contract that is to have them. */
export async function mustFit(
  tx: Tx,
  projectId: string,
  id: string,
  body: ContractBody,
): Promise<void> {
  const { beyondYuan } = await figuresOn(tx, officeDay(tx))
  must(whyNotContract(body, { beyondYuan: beyondYuan.value, today: officeDay(tx) }))
  const parties = new Set((await partiesOf(tx, projectId)).map((one) => one.enterpriseId))
  for (const field of ['partyA', 'partyB'] as const) {
    if (!parties.has(body[field])) throw invalid('safeguards.party-not-here', field)
  }
  const key = contractNumberKey(body.number)
  const taken = key === null ? null : await findContractOfNumber(tx, projectId, key)
  if (taken !== null && taken !== id) throw invalid('safeguards.number-taken', 'number')
  if (body.paperId !== null && (await findPaper(tx, projectId, body.paperId)) === null) {
    throw invalid('safeguards.no-such-paper', 'paperId')
  }
  await mustStandUnder(tx, projectId, id, body.aboveId)
}

/** A contract stands under another one of the project, never under itself or under one that stands under it. */
async function mustStandUnder(
  tx: Tx,
  projectId: string,
  id: string,
  aboveId: string | null,
): Promise<void> {
  let above = aboveId
  for (let steps = 0; above !== null && steps < mostContracts; steps += 1) {
    if (above === id) throw invalid('safeguards.contract-under-itself', 'aboveId')
    const found: ContractRecord | null = await lockContract(tx, projectId, above)
    if (found === null) throw invalid('safeguards.no-such-contract-above', 'aboveId')
    above = found.above_id
  }
}

/** How an event names its contract. */
export function nameOf({ kind, number }: Pick<ContractRecord, 'kind' | 'number'>) {
  return { kind, number }
}

export function columnsOf(body: ContractBody) {
  return {
    kind: body.kind,
    number: body.number === '' ? null : body.number,
    number_key: contractNumberKey(body.number),
    party_a: body.partyA,
    party_b: body.partyB,
    above_id: body.aboveId,
    sum_fen: body.sumFen,
    signed_on: body.signedOn,
    begins_on: body.beginsOn,
    ends_on: body.endsOn,
    cycle_months: body.cycleMonths,
    transfer_day: body.transferDay,
    ratio_basis_points: body.ratioBasisPoints,
    paper_id: body.paperId,
  }
}

function invalid(code: string, field: string): Refused {
  return new Refused({ code, kind: 'invalid', field })
}
