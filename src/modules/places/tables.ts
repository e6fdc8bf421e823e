import type { PlainDate } from '../../kernel/day.ts'
import type { Mark } from '../../kernel/level.ts'

/** Published: local figures, whatever the day. `value` is a number or a text, as JSON. */
export interface ParameterRowView {
  key: string
  place: string
  value: unknown
  unit: string
  instrument: string
  article: string
  valid_from: PlainDate
  valid_to: PlainDate | null
  mark: Mark
  confirmed_by: string | null
}

/** Published: towns and streets with the district they belong to. */
export interface TownView {
  district: string
  code: string
  name: string
}

/** What later modules may read. */
export interface PlacesViews {
  'places.parameter_row': ParameterRowView
  'places.town': TownView
}

export interface PlacesTables extends PlacesViews {
  'places.district': { district: string; name: string; demo: boolean; opened_at: Date }
  'places.division': { code: string; name: string; parent: string | null }
  'places.parameter': ParameterRowView & { id: string }
}
