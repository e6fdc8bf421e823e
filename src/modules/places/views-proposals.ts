import type { PlainDate } from '../../kernel/day.ts'
import { look } from '../../platform/act.ts'
import { tables, type Context, type Reading } from '../../platform/context.ts'
import { ParameterValue } from './contract.ts'
import type { ParameterProposal } from './contract-proposals.ts'
import { placesOf } from './rules/parameter.ts'
import type { PlacesTables, ProposalColumns } from './tables.ts'

/** More than a district ever proposes of what it has; a bound, not a page. */
const mostProposals = 500

export async function listProposals(
  ctx: Context,
  { show, key }: { readonly show: 'waiting' | 'all'; readonly key?: string | undefined },
): Promise<{ rows: ParameterProposal[]; waiting: number }> {
  return look(ctx, async (reading) => {
    let query = tables<PlacesTables>(reading)
      .selectFrom('places.parameter_proposal')
      .selectAll()
      .where('district', '=', reading.district)
    if (show === 'waiting') query = query.where('state', '=', 'proposed')
    if (key !== undefined) query = query.where('key', '=', key)
    const rows = await query
      .orderBy('proposed_at', 'desc')
      .orderBy('id', 'desc')
      .limit(mostProposals)
      .execute()
    return { rows: rows.map(proposalOf), waiting: (await waitingProposals(reading)).length }
  })
}

/** What nobody has decided yet. */
export function waitingProposals(reading: Reading): Promise<{ id: string; key: string }[]> {
  return tables<PlacesTables>(reading)
    .selectFrom('places.parameter_proposal')
    .select(['id', 'key'])
    .where('district', '=', reading.district)
    .where('state', '=', 'proposed')
    .limit(mostProposals)
    .execute()
}

/** The last day of which it was announced what begins; null where none ever was. */
export async function findParameterDay(reading: Reading): Promise<PlainDate | null> {
  const found = await tables<PlacesTables>(reading)
    .selectFrom('places.parameter_day')
    .select('heard_until')
    .where('district', '=', reading.district)
    .executeTakeFirst()
  return found?.heard_until ?? null
}

/** Keys of which another row holds in the district from some day after `after` up to `until`. */
export async function keysThatTurn(
  reading: Reading,
  { after, until }: { readonly after: PlainDate; readonly until: PlainDate },
): Promise<string[]> {
  const rows = await tables<PlacesTables>(reading)
    .selectFrom('places.parameter_row')
    .select('key')
    .distinct()
    .where('place', 'in', placesOf(reading.district))
    .where((where) =>
      where.or([
        where.and([where('valid_from', '>', after), where('valid_from', '<=', until)]),
        where.and([where('valid_to', '>=', after), where('valid_to', '<', until)]),
      ]),
    )
    .orderBy('key')
    .execute()
  return rows.map(({ key }) => key)
}

function proposalOf(row: ProposalColumns): ParameterProposal {
  return {
    id: row.id,
    key: row.key,
    value: ParameterValue.parse(row.value),
    unit: row.unit,
    instrument: row.instrument,
    article: row.article,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    state: row.state,
    proposedBy: row.proposed_by,
    proposedByName: row.proposed_by_name,
    proposedAt: row.proposed_at.toISOString(),
    decidedByName: row.decided_by_name,
    decidedAt: row.decided_at?.toISOString() ?? null,
    why: row.why,
  }
}
