import type { DistrictCode } from '../../kernel/district.ts'
import { tables, type Reading, type Tx } from '../../platform/context.ts'
import type { Parameter } from './rules/parameter.ts'
import type { PlacesTables } from './tables.ts'

/** A parameter that nobody has confirmed yet. */
export type NewParameter = Parameter & { readonly id: string }

/** False where the district is open already. */
export async function insertDistrict(
  tx: Tx,
  district: { code: DistrictCode; name: string; demo: boolean },
): Promise<boolean> {
  const inserted = await tables<PlacesTables>(tx)
    .insertInto('places.district')
    .values({
      district: district.code,
      name: district.name,
      demo: district.demo,
      opened_at: tx.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return inserted.numInsertedOrUpdatedRows === 1n
}

/** A division that is known keeps its name: these are the nation's, not one district's. */
export async function insertDivisions(
  tx: Tx,
  divisions: readonly { code: string; name: string; parent: string | null }[],
): Promise<void> {
  if (divisions.length === 0) return
  await tables<PlacesTables>(tx)
    .insertInto('places.division')
    .values(divisions.map((division) => ({ ...division, into_town: null })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Adds what begins to hold at a place on a day of which nothing is known there; returns how many were added. */
export async function insertParameters(
  tx: Tx,
  parameters: readonly NewParameter[],
): Promise<number> {
  const inserted = await tables<PlacesTables>(tx)
    .insertInto('places.parameter')
    .values(
      parameters.map((parameter) => ({
        id: parameter.id,
        key: parameter.key,
        place: parameter.place,
        value: JSON.stringify(parameter.value),
        unit: parameter.unit,
        instrument: parameter.instrument,
        article: parameter.article,
        valid_from: parameter.validFrom,
        valid_to: parameter.validTo,
        mark: parameter.mark,
        confirmed_by: null,
        approved_by: null,
      })),
    )
    .onConflict((conflict) => conflict.columns(['key', 'place', 'valid_from']).doNothing())
    .executeTakeFirst()
  return Number(inserted.numInsertedOrUpdatedRows ?? 0n)
}

/** Adds one that somebody has read in its instrument, and a second person approved. */
export async function insertConfirmedParameter(
  tx: Tx,
  parameter: NewParameter,
  by: { readonly confirmedBy: string; readonly approvedBy: string | null },
): Promise<void> {
  await tables<PlacesTables>(tx)
    .insertInto('places.parameter')
    .values({
      id: parameter.id,
      key: parameter.key,
      place: parameter.place,
      value: JSON.stringify(parameter.value),
      unit: parameter.unit,
      instrument: parameter.instrument,
      article: parameter.article,
      valid_from: parameter.validFrom,
      valid_to: parameter.validTo,
      mark: parameter.mark,
      confirmed_by: by.confirmedBy,
      approved_by: by.approvedBy,
    })
    .execute()
}

/** `key place valid_from` of every parameter there is. */
export async function findParameterBegins(reading: Reading): Promise<Set<string>> {
  const rows = await tables<PlacesTables>(reading)
    .selectFrom('places.parameter')
    .select(['key', 'place', 'valid_from'])
    .execute()
  return new Set(rows.map((row) => `${row.key} ${row.place} ${row.valid_from}`))
}
