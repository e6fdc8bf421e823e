import { look } from '../../platform/act.ts'
import { type Context, tables } from '../../platform/context.ts'
import type { RegistryViews } from '../registry/tables.ts'
import type { RiskTables } from './tables.ts'

/** How much there is in a district: its projects, states, and what has happened to its warnings. */
export interface Extent {
  readonly projectIds: readonly string[]
  readonly projectMonths: number
  readonly events: number
}

export async function extentOf(ctx: Context): Promise<Extent> {
  return look(ctx, async (reading) => {
    const database = tables<RiskTables & RegistryViews>(reading)
    const projects = await database
      .selectFrom('registry.project_face')
      .select('id')
      .where('district', '=', reading.district)
      .orderBy('id')
      .execute()
    const events = await database
      .selectFrom('risk.warning_event')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('district', '=', reading.district)
      .executeTakeFirstOrThrow()
    const states = await database
      .selectFrom('risk.project_state')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('district', '=', reading.district)
      .executeTakeFirstOrThrow()
    return {
      projectIds: projects.map(({ id }) => id),
      projectMonths: states.count,
      events: events.count,
    }
  })
}
