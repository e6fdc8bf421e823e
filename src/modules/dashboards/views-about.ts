import type { About } from '../../kernel/addressee.ts'
import { Refused } from '../../kernel/refusal.ts'
import { look } from '../../platform/act.ts'
import { type Context, tables } from '../../platform/context.ts'
import { z } from 'zod'
import type { RegistryViews } from '../registry/tables.ts'
import type { RiskViews } from '../risk/tables.ts'

/**
 * The desk path of what work or a message is about, where its id alone does not say it: a matter is the warnings of one
 * rule on one project. Refused where there is no such thing, or it is not to be seen.
 */
export async function findAbout(ctx: Context, { kind, id }: About): Promise<{ opens: string }> {
  const opens = kind === 'matter' ? await matterAt(ctx, id) : null
  if (opens === null) throw new Refused({ code: 'dashboards.about-unknown', kind: 'not-found' })
  return { opens }
}

async function matterAt(ctx: Context, id: string): Promise<string | null> {
  if (!z.uuid().safeParse(id).success) return null
  return look(ctx, async (reading) => {
    const matter = await tables<RegistryViews & RiskViews>(reading)
      .selectFrom('risk.matter_face as m')
      .innerJoin('registry.project_face as p', (join) =>
        join.onRef('p.id', '=', 'm.project_id').on('p.district', '=', reading.district),
      )
      .select(['p.code', 'm.rule'])
      .where('m.district', '=', reading.district)
      .where('m.id', '=', id)
      .executeTakeFirst()
    if (matter === undefined) return null
    const query = new URLSearchParams({ project: matter.code, rule: matter.rule, state: 'all' })
    return `/warnings?${query.toString()}`
  })
}
