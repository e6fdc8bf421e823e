import type { PlainDate } from '../../kernel/day.ts'
import { act } from '../../platform/act.ts'
import { type Context, officeDay, type Tx } from '../../platform/context.ts'
import { townMerged } from './contract-towns.ts'
import {
  type DueChange,
  findDueChanges,
  lockTowns,
  recordDone,
  recordTownMerged,
  recordTownName,
} from './store-towns.ts'
import { listTownNames } from './views.ts'
import { waitingTownChanges } from './views-towns.ts'

/** What becomes of towns from today on; the second time that it is looked for, it is done. */
export async function beginTownChanges(ctx: Context): Promise<void> {
  const today = officeDay(ctx)
  const waiting = await waitingTownChanges(ctx)
  if (!waiting.some(({ on }) => on <= today)) return
  await act(ctx, 'town.take-effect', ctx.district, async (tx) => {
    await lockTowns(tx)
    tx.note({ changes: await takeEffect(tx, today) })
  })
}

/** Does what is due, the earlier day first. Returns how many. */
export async function takeEffect(tx: Tx, today: PlainDate): Promise<number> {
  const due = await findDueChanges(tx, today)
  for (const change of due) await doChange(tx, change)
  return due.length
}

async function doChange(tx: Tx, change: DueChange): Promise<void> {
  switch (change.kind) {
    case 'added':
      break
    case 'renamed':
      await recordTownName(tx, change.town, change.name)
      break
    case 'merged':
      if (change.into_town !== null) await doMerge(tx, change.town, change.into_town)
  }
  await recordDone(tx, change.id)
}

async function doMerge(tx: Tx, town: string, into: string): Promise<void> {
  await recordTownMerged(tx, town, into)
  const names = new Map((await listTownNames(tx)).map(({ code, name }) => [code, name]))
  tx.announce(townMerged, {
    town,
    into,
    name: names.get(town) ?? town,
    intoName: names.get(into) ?? into,
  })
}
