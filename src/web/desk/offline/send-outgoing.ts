import { viewMe } from '../../../modules/people/contract.ts'
import {
  nameFoundProject,
  submitReport,
  uploadPhoto,
} from '../../../modules/screening/contract-reports.ts'
import { call, CallFailed } from '../call.ts'
import { keepOutgoing, listOutgoing, type Outgoing } from './phone-store.ts'

/** How the sending stands: nothing waits, the server is away, nobody is signed in, or somebody else is. */
export type Sending = 'done' | 'away' | 'signed-out' | 'other-account'

/**
 * Sends what waits, in order, each once: ids are the phone's own, so that what was sent and whose answer was lost is a repeat
 * on the server. What cannot be sent now stays as it is.
 */
export async function sendOutgoing(): Promise<Sending> {
  // Two tabs of one phone do not send the same side by side.
  if (!('locks' in navigator)) return sendWaiting()
  return navigator.locks.request('huxin-screening', sendWaiting)
}

async function sendWaiting(): Promise<Sending> {
  const waiting = (await listOutgoing()).filter(({ state }) => state === 'waiting')
  if (waiting.length === 0) return 'done'
  try {
    const me = await call(viewMe, '')
    const mine = waiting.filter(({ accountId }) => accountId === me.accountId)
    for (const one of mine) await sendOne(one)
    return mine.length === waiting.length ? 'done' : 'other-account'
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error
    return error.status === 401 ? 'signed-out' : 'away'
  }
}

/** A no of the server's is kept with the report; whatever may be another way later is thrown. */
async function sendOne(outgoing: Outgoing): Promise<void> {
  try {
    const said = await handIn(outgoing)
    await keepOutgoing({ ...outgoing, photos: [], state: 'sent', said })
  } catch (error) {
    if (!(error instanceof CallFailed) || !isFinal(error)) throw error
    await keepOutgoing({ ...outgoing, state: 'refused', said: error.message })
  }
}

/** Signed out, too busy, a fault of the server's: asked again. */
function isFinal({ failure, status }: CallFailed): boolean {
  return failure === 'refused' && status !== 401 && status !== 429 && status < 500
}

/** What there is to say about it although it was taken. */
async function handIn(outgoing: Outgoing): Promise<string | null> {
  const { district, roundId, submissionId: idempotencyKey } = outgoing
  if (outgoing.kind === 'found') {
    const { body } = outgoing
    await call(nameFoundProject, district, { params: { roundId }, body, idempotencyKey })
    return null
  }
  const params = { roundId, itemId: outgoing.itemId }
  for (const { id, bytes } of outgoing.photos) {
    const query = { photo: id }
    await call(uploadPhoto, district, { params, query, body: bytes, idempotencyKey: id })
  }
  const { body } = outgoing
  const taken = await call(submitReport, district, { params, body, idempotencyKey })
  if (taken.isAfterClose) return '轮次已经结束，报告已留存，不再计入排查率。'
  return taken.others > 0 ? '这个项目已有别的手机报过，两份都已留存。' : null
}
