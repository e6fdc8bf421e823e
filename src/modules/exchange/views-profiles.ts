import { Refused } from '../../kernel/refusal.ts'
import { sentence } from '../../kernel/words.ts'
import { look } from '../../platform/act.ts'
import { type Context, tables } from '../../platform/context.ts'
import type { Profile, ProfileRow } from './contract-sheets.ts'
import type { ExchangeTables } from './tables.ts'
import { exchangeWords } from './words.ts'

/** Remembered formats, the newest first: the office sees everybody's, a firm its own. */
export async function listProfiles(
  ctx: Context,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<{ rows: ProfileRow[]; next: string | null }> {
  return look(ctx, async (reading) => {
    const found = await tables<ExchangeTables>(reading)
      .selectFrom('exchange.profile')
      .selectAll()
      .where('district', '=', reading.district)
      .where('state', '!=', 'withdrawn')
      .$if(reading.scope.projects !== '*', (query) =>
        query.where('sender', '=', reading.actor.organisation),
      )
      .$if(after !== undefined, (query) => query.where('id', '<', after ?? ''))
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute()
    const rows = found.slice(0, limit).map(rowOf)
    return { rows, next: found.length > limit ? (rows.at(-1)?.id ?? null) : null }
  })
}

export async function viewProfile(ctx: Context, profileId: string): Promise<Profile> {
  return look(ctx, async (reading) => {
    const db = tables<ExchangeTables>(reading)
    const profile = await db
      .selectFrom('exchange.profile')
      .selectAll()
      .where('district', '=', reading.district)
      .where('id', '=', profileId)
      .$if(reading.scope.projects !== '*', (query) =>
        query.where('sender', '=', reading.actor.organisation),
      )
      .executeTakeFirst()
    if (!profile) throw new Refused({ code: 'exchange.no-such-profile', kind: 'not-found' })
    const events = await db
      .selectFrom('exchange.profile_event')
      .select(['kind', 'detail', 'actor_name', 'at'])
      .where('district', '=', reading.district)
      .where('profile_id', '=', profileId)
      .orderBy('id', 'desc')
      .limit(50)
      .execute()
    return {
      ...rowOf(profile),
      format: profile.format,
      events: events.map(({ kind, detail, actor_name: by, at }) => ({
        kind,
        by,
        at: at.toISOString(),
        says: sentence(exchangeWords, `exchange.profile-${kind}`, detail),
      })),
    }
  })
}

function rowOf(profile: ExchangeTables['exchange.profile']): ProfileRow {
  return {
    id: profile.id,
    name: profile.name,
    sender: profile.sender,
    kind: profile.format.kind,
    state: profile.state,
    uses: profile.uses,
    lastUsedAt: profile.last_used_at?.toISOString() ?? null,
    madeBy: profile.made_by_name,
    madeAt: profile.made_at.toISOString(),
  }
}
