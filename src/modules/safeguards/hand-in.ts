import { uuidv7 } from 'uuidv7'
import { Refused } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import { type Context, officeDay, type Tx } from '../../platform/context.ts'
import { sendNotices } from '../notices/send-notices.ts'
import { type Project } from '../registry/contract.ts'
import { readProject } from '../registry/views.ts'
import { mustFit } from './add-contract.ts'
import { mustProve } from './add-evidence.ts'
import type { HandInContract, HandInEvidence } from './contract-hand-ins.ts'
import { mostWaiting } from './rules/hand-in.ts'
import type { Safeguard } from './rules/safeguard.ts'
import { countWaitingHandIns, insertHandIn } from './store-hand-ins.ts'
import { insertEvents } from './store.ts'
import { contractName, safeguardNames } from './words.ts'

/** A firm says that one of its safeguards stands, with the paper of it. Nothing counts before somebody has confirmed it. */
export async function handInEvidence(
  ctx: Context,
  { code, safeguard }: { readonly code: string; readonly safeguard: Safeguard },
  evidence: HandInEvidence,
): Promise<{ id: string }> {
  return act(ctx, 'safeguard.hand-in', code, async (tx) => {
    const project = await readProject(tx, code)
    await mustProve(tx, project.id, { ...evidence, holds: true })
    return keep(tx, project, {
      safeguard,
      body: evidence,
      words: evidence.words,
      what: whatOf(safeguard, null),
    })
  })
}

/** A contract as the firm states it, with its scan. What cannot be a contract of the project is refused at once. */
export async function handInContract(
  ctx: Context,
  code: string,
  contract: HandInContract,
): Promise<{ id: string }> {
  return act(ctx, 'contract.hand-in', code, async (tx) => {
    const project = await readProject(tx, code)
    await mustFit(tx, project.id, uuidv7(), contract)
    const what = whatOf(null, contract)
    return keep(tx, project, { safeguard: null, body: contract, words: what, what })
  })
}

/** How a hand-in is named in a sentence. */
export function whatOf(
  safeguard: Safeguard | null,
  contract: Pick<HandInContract, 'kind' | 'number'> | null,
): string {
  if (safeguard !== null) return `${safeguardNames[safeguard]}佐证`
  return contract === null ? '合同' : contractName(contract)
}

interface Said {
  readonly safeguard: Safeguard | null
  readonly body: HandInEvidence | HandInContract
  readonly words: string
  readonly what: string
}

async function keep(tx: Tx, project: Project, said: Said): Promise<{ id: string }> {
  if ((await countWaitingHandIns(tx, project.id)) >= mostWaiting) {
    const values = { most: mostWaiting }
    throw new Refused({ code: 'safeguards.too-many-hand-ins', kind: 'too-much', values })
  }
  const id = uuidv7()
  await insertHandIn(tx, {
    district: tx.district,
    id,
    project_id: project.id,
    safeguard: said.safeguard,
    body: said.body,
    paper_id: said.body.paperId,
    state: 'waiting',
    handed_in_by: tx.actor.id,
    handed_in_by_name: tx.actor.name,
    organisation: tx.actor.organisation,
    handed_in_on: officeDay(tx),
    handed_in_at: tx.now,
    checked_by: null,
    checked_by_name: null,
    checked_at: null,
    why: '',
  })
  await insertEvents(tx, [
    { projectId: project.id, subjectId: id, kind: 'handed-in', detail: detailOf(said) },
  ])
  await sendNotices(tx, [
    {
      to: { role: 'coordination-office', place: null },
      about: { kind: 'hand-in', id: project.code },
      projectId: project.id,
      code: 'safeguards.notice-handed-in',
      values: {
        organisation: tx.actor.organisation,
        project: project.name,
        what: said.what,
      },
      acknowledgeBy: null,
    },
  ])
  return { id }
}

function detailOf({ safeguard, body, words }: Said): Readonly<Record<string, unknown>> {
  if (safeguard !== null) return { safeguard, words }
  return 'kind' in body ? { contract: { kind: body.kind, number: body.number }, words } : { words }
}
