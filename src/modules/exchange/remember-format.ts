import { uuidv7 } from 'uuidv7'
import type { Tx } from '../../platform/context.ts'
import type { SheetFormat } from '../recognition/contract.ts'
import type { ReadFormat } from '../recognition/reader-protocol.ts'
import { type FileRecord, findBatch } from './store.ts'
import {
  type AnswerRecord,
  findAnswers,
  insertProfile,
  lockFormat,
  lockProfile,
  recordProfile,
} from './store-answers.ts'

/** Remembers how sheets were read that an officer said to remember, for whoever handed them in. */
export async function rememberFormats(
  tx: Tx,
  file: FileRecord,
  formats: readonly ReadFormat[],
): Promise<void> {
  const answers = (await findAnswers(tx, file.id)).filter(
    ({ remember_as: name, profile_id: by }) => name !== null && by === null,
  )
  if (answers.length === 0) return
  const { sender } = await findBatch(tx, file.batch_id)
  if (sender === '') return
  for (const answer of answers) {
    const format = formats.find(({ sheet }) => sheet === answer.sheet)?.format ?? null
    // A sheet without a header has nothing to be known by.
    if (format !== null) await rememberFormat(tx, sender, answer, format)
  }
}

async function rememberFormat(
  tx: Tx,
  sender: string,
  answer: AnswerRecord,
  format: SheetFormat,
): Promise<void> {
  const name = answer.remember_as ?? ''
  const by = { id: answer.answered_by, name: answer.answered_by_name }
  const known = await lockFormat(tx, sender, format.fingerprint)
  if (known === null) {
    const { fingerprint } = format
    const id = uuidv7()
    const made = { made_by: by.id, made_by_name: by.name }
    await insertProfile(tx, { id, sender, fingerprint, name, format, ...made })
    await recordProfile(tx, id, { kind: 'made', detail: { name }, by }, {})
    return
  }
  const isSame = known.name === name && sayingOf(known.format) === sayingOf(format)
  if (isSame && known.state === 'in-use') return
  const change = { name, format, state: 'in-use' } as const
  await recordProfile(tx, known.id, { kind: 'answered-anew', detail: { name }, by }, change)
}

/** jsonb keeps its keys in an order of its own. */
function sayingOf({ kind, skip, unit, moneyUnit, headerRows, columns }: SheetFormat): string {
  const said = columns.map(({ header, nth, field }) => [header, nth, field])
  return JSON.stringify([kind, skip, unit, moneyUnit, headerRows, said])
}

/** A committed file was read as remembered formats say: each use counts. */
export async function countUses(tx: Tx, answers: readonly AnswerRecord[], fileId: string) {
  for (const { profile_id: profileId, sheet } of answers) {
    if (profileId === null) continue
    const profile = await lockProfile(tx, profileId)
    const detail = { file: fileId, sheet }
    const change = { uses: profile.uses + 1, last_used_at: tx.now }
    await recordProfile(tx, profileId, { kind: 'used', detail }, change)
  }
}
