import type { PlainDate } from '../../kernel/day.ts'
import type { Role } from '../../kernel/role.ts'
import type { OrganisationKind } from './contract.ts'

export interface PeopleTables {
  'people.organisation': { id: string; name: string; kind: OrganisationKind }
  'people.account': {
    id: string
    name: string
    display_name: string
    password_hash: string
    home_district: string
    created_at: Date
    closed_at: Date | null
  }
  'people.post': {
    id: string
    account_id: string
    organisation_id: string
    district: string
    role: Role
    town: string | null
    project_ids: string[]
    industries: string[]
    begins_on: PlainDate
    ends_on: PlainDate | null
  }
  'people.session': {
    district: string
    token_hash: Buffer
    account_id: string
    began_at: Date
    seen_at: Date
    ended_at: Date | null
  }
  'people.sign_in_failure': { district: string; id: string; account_name: string; at: Date }
}

/** What later modules may read. */
export interface PeopleViews {
  /** A row an account, post and place; `place` is '' for roles that are one in a district. */
  'people.post_holder': {
    district: string
    role: Role
    place: string
    account_id: string
    display_name: string
    organisation: string
    begins_on: PlainDate
    ends_on: PlainDate | null
  }
}
