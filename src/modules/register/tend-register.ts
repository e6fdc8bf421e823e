import { addDays } from '../../kernel/day.ts'
import { act } from '../../platform/act.ts'
import { type Context, officeDay, type Tx } from '../../platform/context.ts'
import { system } from '../../platform/system.ts'
import { parametersInForce } from '../places/views.ts'
import { reclassAll } from './reclass.ts'
import { entryParametersFor, stepWhenStanding } from './rules/entry.ts'
import { openAgain } from './step-entries.ts'
import { findStandingOn, lockLastEntries, lockStandings } from './store.ts'

const atOnce = 500

/** What only a day changes: classes, and entries whose class stands on long after the sign-off. Twice is as good as once. */
export async function tendRegister(ctx: Context): Promise<void> {
  await reclassAll(ctx)
  await act(ctx, 'register.tend', ctx.district, async ({ actor: _whoever, ...facts }) => {
    const tx: Tx = { ...facts, actor: system }
    const day = officeDay(tx)
    const rows = await parametersInForce(tx)
    const parameters = entryParametersFor(rows, tx.district, day)
    const before = addDays(day, -parameters.standsDays.value)
    const ids = await findStandingOn(tx, before, atOnce)
    if (ids.length === 0) return
    const standings = await lockStandings(tx, ids)
    const lasts = await lockLastEntries(tx, ids)
    const again = ids.flatMap((id) => {
      const [standing, last] = [standings.get(id), lasts.get(id)]
      if (standing === undefined || last === undefined) return []
      const known = { state: last.state, signedOn: last.signed_on }
      const step = stepWhenStanding(known, standing.class, day, parameters)
      return step === null ? [] : [{ last, standing }]
    })
    await openAgain(tx, again, rows, day)
    tx.note({ again: again.length })
  })
}
