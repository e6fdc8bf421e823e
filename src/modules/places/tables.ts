import type { PlainDate } from '../../kernel/day.ts'
import type { Mark } from '../../kernel/level.ts'
import type { ProposalState } from './rules/proposal.ts'
import type { TownChangeKind } from './rules/town.ts'

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
  approved_by: string | null
}

/** Published: towns and streets with the district they belong to; `into_town`: merged into that one. */
export interface TownView {
  district: string
  code: string
  name: string
  into_town: string | null
}

/** What later modules may read. */
export interface PlacesViews {
  'places.parameter_row': ParameterRowView
  'places.town': TownView
}

export interface PlacesTables extends PlacesViews {
  'places.district': { district: string; name: string; demo: boolean; opened_at: Date }
  'places.division': {
    code: string
    name: string
    parent: string | null
    into_town: string | null
  }
  'places.parameter': ParameterRowView & { id: string }
  'places.parameter_proposal': ProposalColumns
  'places.parameter_day': { district: string; heard_until: PlainDate }
  'places.town_change': TownChangeColumns
}

export interface ProposalColumns {
  district: string
  id: string
  key: string
  value: unknown
  unit: string
  instrument: string
  article: string
  valid_from: PlainDate
  valid_to: PlainDate | null
  proposed_by: string
  proposed_by_name: string
  proposed_at: Date
  state: ProposalState
  decided_by: string | null
  decided_by_name: string | null
  decided_at: Date | null
  why: string
}

export interface TownChangeColumns {
  district: string
  id: string
  town: string
  kind: TownChangeKind
  name: string
  name_before: string
  into_town: string | null
  takes_effect_on: PlainDate
  instrument: string
  entered_by: string
  entered_by_name: string
  entered_at: Date
  done_at: Date | null
  withdrawn_at: Date | null
}
