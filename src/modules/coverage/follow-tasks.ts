import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import type { PlainDate } from '../../kernel/day.ts'
import { Refused } from '../../kernel/refusal.ts'
import { officeDay, type Tx } from '../../platform/context.ts'
import type { taskChanged } from '../tasks/contract.ts'
import {
  type BlindSpotRecord,
  insertBlindSpotEvents,
  lockBlindSpotsById,
  recordBlindSpots,
} from './store.ts'

type TaskChanged = z.infer<typeof taskChanged.body>

/** A checked answer closes its blind spot; a task that somebody opens again opens it too, while it is missing. */
export async function followTasks(tx: Tx, bodies: readonly TaskChanged[]): Promise<void> {
  const told = bodies.filter(
    ({ about, event }) =>
      about.kind === 'blind-spot' && (event === 'closed' || event === 'reopened'),
  )
  if (told.length === 0) return
  const day = officeDay(tx)
  const spots = await lockBlindSpotsById(
    tx,
    told.map(({ about }) => about.id),
  )
  const last = new Map(told.map((body) => [body.about.id, body]))
  const moved = spots.flatMap((spot) => {
    const body = last.get(spot.id)
    return body === undefined ? [] : (followed(spot, body, day) ?? [])
  })
  await recordBlindSpots(tx, moved)
  await insertBlindSpotEvents(
    tx,
    moved.map((spot) => ({
      district: tx.district,
      id: uuidv7(),
      blind_spot_id: spot.id,
      project_id: spot.project_id,
      kind: spot.state === 'closed' ? 'closed' : 'reopened',
      detail:
        spot.outcome === null
          ? { why: 'by-officer', times: spot.times }
          : { outcome: spot.outcome },
      happened_on: day,
      at: tx.now,
    })),
  )
}

function followed(
  spot: BlindSpotRecord,
  { event, outcome }: TaskChanged,
  day: PlainDate,
): BlindSpotRecord | null {
  if (event === 'closed' && spot.state === 'open') {
    return { ...spot, state: 'closed', outcome: outcome ?? 'handled', closed_on: day }
  }
  if (event !== 'reopened' || spot.state === 'open') return null
  if (!spot.stands) throw new Refused({ code: 'coverage.nothing-missing', kind: 'wrong-state' })
  const times = spot.times + 1
  return { ...spot, state: 'open', outcome: null, closed_on: null, raised_on: day, times }
}
