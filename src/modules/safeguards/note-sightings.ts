import { uuidv7 } from 'uuidv7'
import type { PlainDate } from '../../kernel/day.ts'
import { act } from '../../platform/act.ts'
import type { Tx } from '../../platform/context.ts'
import { refreshStandings } from './refresh-standings.ts'
import type { Safeguard } from './rules/safeguard.ts'
import { insertEvents, insertEvidence, type NewEvent } from './store.ts'

/** What a screening saw of a safeguard on the spot. */
export interface Sighting {
  readonly projectId: string
  readonly safeguard: Safeguard
  readonly holds: boolean
  readonly saidOn: PlainDate
  /** What was seen, in words. */
  readonly words: string
  /** Which screening of the project said so: said again under it, it takes the place of what that had said. */
  readonly originId: string
}

/** Evidence from screenings, however many, in one go. Of one project, safeguard and origin the last counts. */
export async function noteSightings(ctx: Tx, sightings: readonly Sighting[]): Promise<void> {
  const last = new Map(
    sightings.map((one) => [`${one.projectId} ${one.safeguard} ${one.originId}`, one] as const),
  )
  if (last.size === 0) return
  await act(ctx, 'safeguard.note-sightings', ctx.district, async (tx) => {
    const rows = [...last.values()].map((one) => ({ id: uuidv7(), ...one }))
    await insertEvidence(
      tx,
      rows.map((one) => ({
        district: tx.district,
        id: one.id,
        project_id: one.projectId,
        safeguard: one.safeguard,
        holds: one.holds,
        said_on: one.saidOn,
        valid_to: null,
        words: one.words,
        origin: 'screening',
        origin_id: one.originId,
        paper_id: null,
        recorded_by: tx.actor.id,
        recorded_by_name: tx.actor.name,
        organisation: tx.actor.organisation,
        recorded_at: tx.now,
        withdrawn_at: null,
      })),
    )
    await insertEvents(
      tx,
      rows.map(({ id, projectId, safeguard, holds, saidOn, words }): NewEvent => ({
        projectId,
        subjectId: id,
        kind: 'evidence-added',
        detail: { safeguard, holds, saidOn, words },
      })),
    )
    await refreshStandings(
      tx,
      rows.map(({ projectId }) => projectId),
    )
    tx.note({ sightings: rows.length })
  })
}
