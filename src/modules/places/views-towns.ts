import { look } from '../../platform/act.ts'
import { type Context, officeDay, type Reading, tables } from '../../platform/context.ts'
import type { TownChangeRow } from './contract-towns.ts'
import { type TownChange, townNameOn } from './rules/town.ts'
import type { PlacesTables, TownChangeColumns } from './tables.ts'
import { listTownNames } from './views.ts'

/** More than a district's towns ever go through; a bound, not a page. */
const mostChanges = 2_000

/** What became of the district's towns, what is to come first. */
export async function listTownChanges(ctx: Context): Promise<TownChangeRow[]> {
  return look(ctx, async (reading) => {
    const rows = await changeRows(reading)
    const changes = rows.map(changeOf)
    const towns = await listTownNames(reading)
    return rows.map((row) => {
      const into = towns.find(({ code }) => code === row.into_town)
      return {
        id: row.id,
        town: row.town,
        kind: row.kind,
        name: row.name,
        nameBefore: row.name_before,
        into: row.into_town,
        intoName: into === undefined ? null : townNameOn(into, changes, row.takes_effect_on),
        on: row.takes_effect_on,
        instrument: row.instrument,
        enteredByName: row.entered_by_name,
        enteredAt: row.entered_at.toISOString(),
        state: row.withdrawn_at !== null ? 'withdrawn' : row.done_at !== null ? 'done' : 'waiting',
      }
    })
  })
}

/**
 * Every name that a town of the district has or had, with where it is today: what a list may write. A name that another
 * has now is the other's.
 */
export async function listTownWords(
  ctx: Context,
): Promise<{ code: string; name: string; into: string | null }[]> {
  return look(ctx, async (reading) => {
    const towns = await listTownNames(reading)
    const changes = await townHistory(reading)
    const standing = new Set(towns.flatMap(({ name, into }) => (into === null ? [name] : [])))
    const before = towns.flatMap((town) =>
      changes
        .filter(({ town: code, kind }) => code === town.code && kind === 'renamed')
        .map(({ nameBefore }) => ({ ...town, name: nameBefore })),
    )
    const merged = towns.filter(({ into }) => into !== null)
    const former = [...merged, ...before].filter(({ name }) => !standing.has(name))
    return [...towns.filter(({ into }) => into === null), ...former]
  })
}

/** Every change that stands, done or to come: what the names and places of any day follow from. */
export async function townHistory(ctx: Context): Promise<TownChange[]> {
  return look(ctx, async (reading) => (await changeRows(reading, true)).map(changeOf))
}

/** What waits for its day. */
export async function waitingTownChanges(ctx: Context): Promise<TownChange[]> {
  const today = officeDay(ctx)
  return look(ctx, async (reading) =>
    (await changeRows(reading, true))
      .filter((row) => row.done_at === null || row.takes_effect_on > today)
      .map(changeOf),
  )
}

function changeRows(reading: Reading, standing = false): Promise<TownChangeColumns[]> {
  const query = tables<PlacesTables>(reading)
    .selectFrom('places.town_change')
    .selectAll()
    .where('district', '=', reading.district)
    .orderBy('takes_effect_on', 'desc')
    .orderBy('id', 'desc')
    .limit(mostChanges)
  return (standing ? query.where('withdrawn_at', 'is', null) : query).execute()
}

function changeOf(row: TownChangeColumns): TownChange {
  return {
    town: row.town,
    kind: row.kind,
    name: row.name,
    nameBefore: row.name_before,
    into: row.into_town,
    on: row.takes_effect_on,
  }
}
