import type { PlainDate } from '../../../kernel/day.ts'
import type { Mark } from '../../../kernel/level.ts'
import { Refused } from '../../../kernel/refusal.ts'

/** A local figure: what law leaves to places, or what nobody has fixed. Never a constant. */
export interface Parameter {
  readonly key: string
  /** Six digits of GB/T 2260; `000000` is the whole country. */
  readonly place: string
  /** A number or a text. */
  readonly value: unknown
  readonly unit: string
  readonly instrument: string
  readonly article: string
  readonly validFrom: PlainDate
  /** The last day it holds; null while nothing ends it. */
  readonly validTo: PlainDate | null
  readonly mark: Mark
}

export type NumberParameter = Parameter & { readonly value: number }
export type TextParameter = Parameter & { readonly value: string }

/** Shown as 待确认 until the instrument was read or the operator has confirmed it. */
export function awaitsConfirmation({ mark }: Pick<Parameter, 'mark'>): boolean {
  return mark !== 'read' && mark !== 'confirmed'
}

/** The places whose figures hold for a district, its own first: district, city, province, country. */
export function placesOf(district: string): string[] {
  const chain = [district, `${district.slice(0, 4)}00`, `${district.slice(0, 2)}0000`, '000000']
  return [...new Set(chain)]
}

/**
 * The parameter that holds in a district on a day: the nearest place's, of one place the one that came into force
 * last. Null where none does.
 */
export function findParameter(
  rows: readonly Parameter[],
  key: string,
  district: string,
  on: PlainDate,
): Parameter | null {
  const holding = rows.filter(
    (row) => row.key === key && row.validFrom <= on && (row.validTo === null || on <= row.validTo),
  )
  for (const place of placesOf(district)) {
    const [latest] = holding
      .filter((row) => row.place === place)
      .toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))
    if (latest !== undefined) return latest
  }
  return null
}

/** As `findParameter`; refuses and names the key where none holds, for nothing is computed from a guess. */
export function parameterFor(
  rows: readonly Parameter[],
  key: string,
  district: string,
  on: PlainDate,
): Parameter {
  const found = findParameter(rows, key, district, on)
  if (found !== null) return found
  throw refused('places.parameter-missing', key)
}

export function numberParameterFor(
  rows: readonly Parameter[],
  key: string,
  district: string,
  on: PlainDate,
): NumberParameter {
  const found = parameterFor(rows, key, district, on)
  if (isNumber(found)) return found
  throw refused('places.parameter-not-a-number', key)
}

export function textParameterFor(
  rows: readonly Parameter[],
  key: string,
  district: string,
  on: PlainDate,
): TextParameter {
  const found = parameterFor(rows, key, district, on)
  if (isText(found)) return found
  throw refused('places.parameter-not-a-text', key)
}

function isNumber(parameter: Parameter): parameter is NumberParameter {
  return typeof parameter.value === 'number'
}

function isText(parameter: Parameter): parameter is TextParameter {
  return typeof parameter.value === 'string'
}

function refused(code: string, key: string): Refused {
  return new Refused({ code, kind: 'wrong-state', values: { key } })
}
