import type { About } from '../../kernel/addressee.ts'
import { Refused } from '../../kernel/refusal.ts'
import { look } from '../../platform/act.ts'
import { type Context, tables } from '../../platform/context.ts'
import { z } from 'zod'
import { findBlindSpot } from '../coverage/views.ts'
import { findPlanProject } from '../outlook/views.ts'
import type { RegisterViews } from '../register/tables.ts'
import type { RegistryViews } from '../registry/tables.ts'
import type { RiskViews } from '../risk/tables.ts'

/**
 * The desk path of what work or a message is about, where its id alone does not say it: a matter is the warnings of one
 * rule on one project. Refused where there is no such thing, or it is not to be seen.
 */
export async function findAbout(ctx: Context, { kind, id }: About): Promise<{ opens: string }> {
  const opens = await openedBy(ctx, kind, id)
  if (opens === null) throw new Refused({ code: 'dashboards.about-unknown', kind: 'not-found' })
  return { opens }
}

async function openedBy(ctx: Context, kind: string, id: string): Promise<string | null> {
  if (!z.uuid().safeParse(id).success) return null
  if (kind === 'matter') return matterAt(ctx, id)
  if (kind === 'plan') return planAt(ctx, id)
  if (kind === 'register-entry') return entryAt(ctx, id)
  return kind === 'blind-spot' ? blindSpotAt(ctx, id) : null
}

async function blindSpotAt(ctx: Context, id: string): Promise<string | null> {
  const spot = await findBlindSpot(ctx, id)
  if (spot === null) return null
  const query = new URLSearchParams({ project: spot.code, missing: spot.missing, state: 'all' })
  return `/blind-spots?${query.toString()}`
}

async function entryAt(ctx: Context, id: string): Promise<string | null> {
  return look(ctx, async (reading) => {
    const entry = await tables<RegisterViews>(reading)
      .selectFrom('register.entry_face')
      .select('id')
      .where('district', '=', reading.district)
      .where('id', '=', id)
      .executeTakeFirst()
    return entry === undefined ? null : `/register/${entry.id}`
  })
}

async function planAt(ctx: Context, id: string): Promise<string | null> {
  const code = await findPlanProject(ctx, id)
  return code === null ? null : `/outlook/${encodeURIComponent(code)}`
}

async function matterAt(ctx: Context, id: string): Promise<string | null> {
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
