import { z } from 'zod'
import { cursorOf, readCursor } from '../../kernel/cursor.ts'
import type { PlainDate } from '../../kernel/day.ts'
import type { PageQuery } from '../../kernel/page.ts'
import { sentence } from '../../kernel/words.ts'
import { look } from '../../platform/act.ts'
import { type Context, type Reading, tables } from '../../platform/context.ts'
import { industries, ownerKinds } from '../registry/words.ts'
import type { RoundEvent, RoundPage, RoundRow, Share } from './contract.ts'
import type { FoundProject } from './contract-reports.ts'
import type { RoundColumns, RoundEventColumns, ScreeningTables } from './tables.ts'
import {
  countKnown,
  type CountedBy,
  type Database,
  noCounts,
  readRoundRow,
  seesDrafts,
  shareOf,
} from './views-known.ts'
import { namesIn } from './views-names.ts'
import { ownersOf } from './views-owners.ts'
import { screeningWords } from './words.ts'

/** Rounds, the newest first, each with how far it is as far as whoever asks sees. */
export async function listRounds(
  ctx: Context,
  { after, limit }: PageQuery,
): Promise<{ rows: RoundRow[]; next: string | null }> {
  const begin = readCursor(z.tuple([z.uuid()]), after)
  return look(ctx, async (reading) => {
    let query = tables<ScreeningTables>(reading)
      .selectFrom('screening.round')
      .selectAll()
      .where('district', '=', reading.district)
    if (!seesDrafts(reading)) query = query.where('state', '!=', 'draft')
    if (begin !== null) query = query.where('id', '<', begin[0])
    const found = await query
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute()
    const page = found.slice(0, limit)
    const rows: RoundRow[] = []
    for (const round of page) {
      const [all] = await countKnown(reading, round, 'all')
      rows.push({ ...roundOf(round), counts: all?.counts ?? noCounts })
    }
    const last = page.at(-1)
    return { rows, next: found.length > limit && last ? cursorOf([last.id]) : null }
  })
}

export async function viewRound(ctx: Context, roundId: string): Promise<RoundPage> {
  return look(ctx, async (reading) => {
    const round = await readRoundRow(reading, roundId)
    const [all] = await countKnown(reading, round, 'all')
    const names = await namesIn(reading)
    const departments: Readonly<Record<string, string>> = industries
    const kinds: Readonly<Record<string, string>> = ownerKinds
    const found = await countFound(reading, roundId)
    return {
      ...roundOf(round),
      all: shareOf(
        reading,
        round,
        { key: 'all', name: '合计', query: {} },
        all?.counts ?? noCounts,
      ),
      towns: await sharesBy(reading, round, 'town', (key) => ({
        name: key === 'none' ? '未定镇街' : (names.town(key) ?? key),
        query: { town: key },
      })),
      departments: await sharesBy(reading, round, 'industry', (key) => ({
        name: departments[key] ?? key,
        query: { industry: key },
      })),
      kinds: await sharesBy(reading, round, 'owner_kind', (key) => ({
        name: kinds[key] ?? key,
        query: { ownerKind: key },
      })),
      owners: await ownersOf(reading, round),
      foundProjects: {
        value: found,
        asOf: reading.now.toISOString(),
        rows: `/screening/${roundId}/found`,
      },
      events: await eventsOf(reading, roundId),
    }
  })
}

async function sharesBy(
  reading: Reading,
  round: RoundColumns,
  by: Exclude<CountedBy, 'all'>,
  of: (key: string) => { readonly name: string; readonly query: Readonly<Record<string, string>> },
): Promise<Share[]> {
  const counted = await countKnown(reading, round, by)
  return counted.map(({ key, counts }) => shareOf(reading, round, { key, ...of(key) }, counts))
}

/** Sites that were named in the field, the newest first, with what became of them. */
export async function listFoundProjects(
  ctx: Context,
  roundId: string,
  { after, limit }: PageQuery,
): Promise<{ rows: FoundProject[]; next: string | null }> {
  const begin = readCursor(z.tuple([z.uuid()]), after)
  return look(ctx, async (reading) => {
    await readRoundRow(reading, roundId)
    let query = tables<Database>(reading)
      .selectFrom('screening.found_project as s')
      .leftJoin('registry.project_face as p', (join) =>
        join.onRef('p.id', '=', 's.project_id').on('p.district', '=', reading.district),
      )
      .selectAll('s')
      .select(['p.code as project_code', 'p.name as project_name'])
      .where('s.district', '=', reading.district)
      .where('s.round_id', '=', roundId)
    if (begin !== null) query = query.where('s.id', '<', begin[0])
    const found = await query
      .orderBy('s.id', 'desc')
      .limit(limit + 1)
      .execute()
    const page = found.slice(0, limit)
    const names = await namesIn(reading)
    const last = page.at(-1)
    return {
      rows: page.map((row) => ({
        id: row.id,
        name: row.name,
        place: row.place,
        firm: row.firm,
        words: row.words,
        ownerName: names.owner({ role: row.owner_role, place: row.owner_place || null }),
        foundOn: row.found_on,
        submittedByName: row.submitted_by_name,
        became: row.became,
        projectCode: row.project_code,
        projectName: row.project_name,
      })),
      next: found.length > limit && last ? cursorOf([last.id]) : null,
    }
  })
}

async function countFound(reading: Reading, roundId: string): Promise<number> {
  const found = await tables<ScreeningTables>(reading)
    .selectFrom('screening.found_project')
    .select((of) => of.fn.countAll<number>().as('count'))
    .where('district', '=', reading.district)
    .where('round_id', '=', roundId)
    .executeTakeFirst()
  return found?.count ?? 0
}

const mostEvents = 200

async function eventsOf(reading: Reading, roundId: string): Promise<RoundEvent[]> {
  const events = await tables<ScreeningTables>(reading)
    .selectFrom('screening.round_event')
    .selectAll()
    .where('district', '=', reading.district)
    .where('round_id', '=', roundId)
    .orderBy('id', 'desc')
    .limit(mostEvents)
    .execute()
  // Which projects came and left is told to whoever sees the whole district.
  const told =
    reading.scope.projects === '*'
      ? events
      : events.filter(({ detail }) => detail.code === undefined)
  return told.map((event) => ({
    id: event.id,
    kind: event.kind,
    message: messageOf(event),
    actorName: event.actor_name,
    at: event.at.toISOString(),
  }))
}

function messageOf({ kind, detail }: RoundEventColumns): string {
  return sentence(screeningWords, `screening.event-${kind}`, { ...detail })
}

function roundOf(round: RoundColumns): Omit<RoundRow, 'counts'> {
  return {
    id: round.id,
    title: round.title,
    beginsOn: round.begins_on,
    endsOn: round.ends_on,
    state: round.state,
    ownerWay: round.owner_way,
    zeroRhythm: round.zero_rhythm,
    filter: {
      towns: round.towns,
      industries: round.industries,
      ownerKinds: round.owner_kinds,
      states: round.states,
    },
    madeByName: round.made_by_name,
    madeOn: round.made_on,
    openedOn: round.opened_on,
    closedOn: round.closed_on,
    version: round.version,
  }
}

/** Whether the sweep has anything to say: open rounds whose last day has passed. */
export async function hasUnsaidEnd(reading: Reading, today: PlainDate): Promise<boolean> {
  const found = await tables<ScreeningTables>(reading)
    .selectFrom('screening.round')
    .select('id')
    .where('district', '=', reading.district)
    .where('state', '=', 'open')
    .where('overdue_noted', '=', false)
    .where('ends_on', '<', today)
    .limit(1)
    .execute()
  return found.length > 0
}
