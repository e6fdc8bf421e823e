import { Refused } from '../../kernel/refusal.ts'
import { look } from '../../platform/act.ts'
import { tables, type Context, type Reading } from '../../platform/context.ts'
import { ParameterValue, type District, type ParameterRow, type Town } from './contract.ts'
import { placesOf, type Parameter } from './rules/parameter.ts'
import type { ParameterRowView, PlacesTables } from './tables.ts'

/** More figures than any district has; a bound, not a page. */
const mostParameters = 2_000

/** The district of the context; null where it is not open here. */
export async function findDistrict(ctx: Context): Promise<District | null> {
  return look(ctx, async (reading) => {
    const found = await tables<PlacesTables>(reading)
      .selectFrom('places.district')
      .select(['district', 'name', 'demo'])
      .where('district', '=', ctx.district)
      .executeTakeFirst()
    return found === undefined ? null : { ...found, towns: await listTowns(reading) }
  })
}

export async function viewDistrict(ctx: Context): Promise<District> {
  const found = await findDistrict(ctx)
  if (found !== null) return found
  const { district } = ctx
  throw new Refused({ code: 'places.district-unknown', kind: 'not-found', values: { district } })
}

/** Towns and streets of the context's district that stand today, by code: what can be chosen. */
export async function listTowns(ctx: Context): Promise<Town[]> {
  return look(ctx, (reading) =>
    townsOf(reading).where('into_town', 'is', null).select(['code', 'name']).execute(),
  )
}

/** Those that were merged too, each by its last name: for whoever shows what was written when they stood. */
export async function listTownNames(ctx: Context): Promise<(Town & { into: string | null })[]> {
  return look(ctx, (reading) =>
    townsOf(reading).select(['code', 'name', 'into_town as into']).execute(),
  )
}

function townsOf(reading: Reading) {
  return tables<PlacesTables>(reading)
    .selectFrom('places.town')
    .where('district', '=', reading.district)
    .orderBy('code')
}

/** Every district that is open in the span of the context's scope, by code. */
export async function listDistrictsAcross(ctx: Context): Promise<Omit<District, 'towns'>[]> {
  return look(ctx, (reading) =>
    tables<PlacesTables>(reading)
      .selectFrom('places.district')
      .select(['district', 'name', 'demo'])
      .where('district', '>=', ctx.scope.first)
      .where('district', '<=', ctx.scope.last)
      .orderBy('district')
      .execute(),
  )
}

/** What is shown of the parameters: every row that may hold in the district, its own first. */
export async function listParameters(ctx: Context): Promise<ParameterRow[]> {
  const rows = await look(ctx, (reading) => parameterRows(reading))
  const nearest = placesOf(ctx.district)
  return rows
    .map((row) => ({
      ...parameterOf(row),
      value: ParameterValue.parse(row.value),
      confirmedBy: row.confirmed_by,
      approvedBy: row.approved_by,
    }))
    .toSorted((a, b) => {
      if (a.key !== b.key) return a.key < b.key ? -1 : 1
      if (a.place !== b.place) return nearest.indexOf(a.place) - nearest.indexOf(b.place)
      return a.validFrom < b.validFrom ? 1 : -1
    })
}

/** Rows for `parameterFor` of the rules: those of the district, its city, its province and the country, of any day. */
export async function parametersInForce(
  reading: Reading,
  keys?: readonly string[],
): Promise<Parameter[]> {
  return (await parameterRows(reading, keys)).map(parameterOf)
}

function parameterRows(reading: Reading, keys?: readonly string[]): Promise<ParameterRowView[]> {
  const query = tables<PlacesTables>(reading)
    .selectFrom('places.parameter_row')
    .selectAll()
    .where('place', 'in', placesOf(reading.district))
    .limit(mostParameters)
  return (keys === undefined ? query : query.where('key', 'in', [...keys])).execute()
}

function parameterOf(row: ParameterRowView): Parameter {
  return {
    key: row.key,
    place: row.place,
    value: row.value,
    unit: row.unit,
    instrument: row.instrument,
    article: row.article,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    mark: row.mark,
  }
}
