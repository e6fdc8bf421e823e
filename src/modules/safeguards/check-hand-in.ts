import { Refused, must } from '../../kernel/refusal.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import type { Context, Tx } from '../../platform/context.ts'
import { sendNotices } from '../notices/send-notices.ts'
import type { Project } from '../registry/contract.ts'
import { readProject } from '../registry/views.ts'
import { addContract } from './add-contract.ts'
import { mustProve, recordSeen } from './add-evidence.ts'
import { HandInContract, HandInEvidence } from './contract-hand-ins.ts'
import { whatOf } from './hand-in.ts'
import { type HandInState, whyNotCheck, whyNotTakeBack } from './rules/hand-in.ts'
import type { Safeguard } from './rules/safeguard.ts'
import { type HandInRecord, lockHandIn, recordHandIn } from './store-hand-ins.ts'
import { insertEvents } from './store.ts'

interface OfHandIn {
  readonly code: string
  readonly handInId: string
}

/** Somebody else has looked at it: it becomes evidence of the firm, or a contract of the project. */
export async function confirmHandIn(
  ctx: Context,
  { code, handInId }: OfHandIn,
): Promise<{ id: string }> {
  return act(ctx, 'safeguard.confirm-hand-in', code, async (tx) => {
    const { project, handIn } = await lockedAs(tx, code, handInId, whyNotCheck)
    const { safeguard } = handIn
    if (safeguard === null) await addContract(tx, code, HandInContract.parse(handIn.body))
    else await addSeen(tx, project, safeguard, handIn)
    return settle(tx, project, handIn, { to: 'confirmed', why: '' })
  })
}

/** It does not do, and why: the firm hands in anew. */
export async function returnHandIn(
  ctx: Context,
  { code, handInId }: OfHandIn,
  { why }: { readonly why: string },
): Promise<{ id: string }> {
  return act(ctx, 'safeguard.return-hand-in', code, async (tx) => {
    const { project, handIn } = await lockedAs(tx, code, handInId, whyNotCheck)
    return settle(tx, project, handIn, { to: 'returned', why })
  })
}

/** Whoever handed it in thinks better of it before somebody has looked. */
export async function takeBackHandIn(
  ctx: Context,
  { code, handInId }: OfHandIn,
  { why }: { readonly why: string },
): Promise<{ id: string }> {
  return act(ctx, 'safeguard.take-back-hand-in', code, async (tx) => {
    const { project, handIn } = await lockedAs(tx, code, handInId, whyNotTakeBack)
    return settle(tx, project, handIn, { to: 'taken-back', why })
  })
}

async function lockedAs(
  tx: Tx,
  code: string,
  id: string,
  whyNot: (handIn: { state: HandInState; handedInBy: string }, who: Tx['actor']) => Refusal | null,
): Promise<{ project: Project; handIn: HandInRecord }> {
  const project = await readProject(tx, code)
  const handIn = await lockHandIn(tx, project.id, id)
  if (handIn === null) {
    throw new Refused({ code: 'safeguards.no-such-hand-in', kind: 'not-found' })
  }
  must(whyNot({ state: handIn.state, handedInBy: handIn.handed_in_by }, tx.actor))
  return { project, handIn }
}

/** Asked again: a paper or a day that did when it was handed in may do no longer. */
async function addSeen(
  tx: Tx,
  project: Project,
  safeguard: Safeguard,
  handIn: HandInRecord,
): Promise<void> {
  const evidence = { ...HandInEvidence.parse(handIn.body), holds: true }
  await mustProve(tx, project.id, evidence)
  await recordSeen(tx, {
    projectId: project.id,
    safeguard,
    evidence,
    by: {
      origin: 'handed-in',
      origin_id: handIn.id,
      recorded_by: handIn.handed_in_by,
      recorded_by_name: handIn.handed_in_by_name,
      organisation: handIn.organisation,
    },
  })
}

const eventKinds = {
  confirmed: 'hand-in-confirmed',
  returned: 'hand-in-returned',
  'taken-back': 'hand-in-taken-back',
} as const

async function settle(
  tx: Tx,
  project: Project,
  handIn: HandInRecord,
  { to, why }: { readonly to: keyof typeof eventKinds; readonly why: string },
): Promise<{ id: string }> {
  const { safeguard } = handIn
  const contract = safeguard === null ? HandInContract.parse(handIn.body) : null
  const what = whatOf(safeguard, contract)
  const words = safeguard === null ? what : HandInEvidence.parse(handIn.body).words
  await recordHandIn(tx, handIn.id, { state: to, why })
  const named =
    contract === null
      ? { safeguard }
      : { contract: { kind: contract.kind, number: contract.number } }
  await insertEvents(tx, [
    {
      projectId: project.id,
      subjectId: handIn.id,
      kind: eventKinds[to],
      detail: { ...named, words, why },
    },
  ])
  if (to !== 'taken-back') {
    const code = to === 'confirmed' ? 'safeguards.notice-confirmed' : 'safeguards.notice-returned'
    await sendNotices(tx, [
      {
        to: { role: 'labour-officer', place: project.id },
        about: { kind: 'hand-in', id: project.code },
        projectId: project.id,
        code,
        values: { project: project.name, what, why: why.replace(/[。！]+$/u, '') },
        acknowledgeBy: null,
      },
    ])
  }
  return { id: handIn.id }
}
