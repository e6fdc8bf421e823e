import { sql } from 'kysely'
import { monthOf, type PlainDate } from '../../kernel/day.ts'
import { look } from '../../platform/act.ts'
import { type Context, type Reading, tables } from '../../platform/context.ts'
import { isByMonth, isRecomputed, type ParameterUse, ruleOf, usesOf } from '../places/rules/uses.ts'
import type { ParameterTouch } from './contract-places.ts'

interface Asked {
  readonly rule: string | null
  readonly from: PlainDate
  readonly to?: PlainDate | undefined
}

/** What a figure of this key would be used for, as much as there is of it now. */
export async function viewParameterEffect(
  ctx: Context,
  { key, from, to }: { readonly key: string } & Omit<Asked, 'rule'>,
): Promise<{ rule: string | null; touches: ParameterTouch[] }> {
  const rule = ruleOf(key)
  return look(ctx, async (reading) => {
    const touches: ParameterTouch[] = []
    for (const use of usesOf(key)) {
      touches.push({
        use,
        recomputed: isRecomputed(use),
        byMonth: isByMonth(use),
        count: await countOf(reading, use, { rule, from, to }),
        rows: rowsOf(use, rule),
      })
    }
    return { rule, touches }
  })
}

/** A wage month is touched where the figure holds on its last day. */
async function countOf(
  reading: Reading,
  use: ParameterUse,
  { rule, from, to }: Asked,
): Promise<number | null> {
  const counted = countedIn(use)
  if (counted === null) return null
  const { of, where } = counted
  const months = isByMonth(use)
    ? sql`and month >= ${monthOf(from)} ${to === undefined ? sql`` : sql`and (month || '-01')::date + interval '1 month - 1 day' <= ${to}::date`}`
    : sql``
  const ofRule =
    rule !== null && (use === 'warnings' || use === 'matters') ? sql`and rule = ${rule}` : sql``
  const found = await sql<{ count: number }>`
    select count(*)::int as count from ${sql.table(of)}
    where district = ${reading.district} ${where} ${months} ${ofRule}`.execute(tables(reading))
  return found.rows[0]?.count ?? 0
}

function countedIn(use: ParameterUse) {
  const all = sql``
  switch (use) {
    case 'project-months':
      return { of: 'risk.project_month', where: all }
    case 'warnings':
      return { of: 'risk.open_warning', where: all }
    case 'matters':
      return { of: 'risk.matter_face', where: sql`and state = 'open'` }
    case 'points':
    case 'classes':
    case 'checks':
    case 'safeguards':
      return { of: 'registry.project_face', where: sql`and state <> 'finished'` }
    case 'entries':
      return { of: 'register.entry_face', where: sql`and state <> 'signed-off'` }
    case 'blind-spots':
      return { of: 'coverage.blind_spot_face', where: sql`and state = 'open'` }
    case 'outlooks':
      return { of: 'outlook.project_outlook_face', where: all }
    case 'ledger':
      return { of: 'wages.worker_month', where: all }
    case 'punches':
    case 'sign-in':
    case 'invitations':
    case 'matter-limits':
    case 'entry-limits':
    case 'plan-limits':
    case 'blind-spot-limits':
    case 'standard-grade':
      return null
  }
}

function rowsOf(use: ParameterUse, rule: string | null): string | null {
  switch (use) {
    case 'warnings':
    case 'matters':
      return rule === null ? '/warnings' : `/warnings?rule=${rule}`
    case 'points':
    case 'classes':
    case 'checks':
      return '/projects'
    case 'safeguards':
      return '/safeguards'
    case 'entries':
      return '/register'
    case 'blind-spots':
      return '/blind-spots'
    case 'outlooks':
      return '/outlook'
    case 'ledger':
      return '/ledger'
    case 'project-months':
    case 'punches':
    case 'sign-in':
    case 'invitations':
    case 'matter-limits':
    case 'entry-limits':
    case 'plan-limits':
    case 'blind-spot-limits':
    case 'standard-grade':
      return null
  }
}
