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
  'people.invitation': InvitationColumns
  'people.sign_in_failure': { district: string; id: string; account_name: string; at: Date }
}

/** An invitation as it is stored; its state follows from its instants. */
export interface InvitationColumns {
  district: string
  id: string
  role: Role
  organisation: string
  invited_name: string
  town: string | null
  industries: string[]
  for_project: string | null
  place_name: string
  invited_by: string
  invited_by_name: string
  invited_at: Date
  expires_at: Date
  accepted_at: Date | null
  account_name: string | null
  withdrawn_at: Date | null
}

/** What later modules may read. */
export interface PeopleViews {
  'people.post_face': {
    district: string
    id: string
    account_id: string
    account_name: string
    display_name: string
    organisation: string
    role: Role
    town: string | null
    industries: string[]
    project_ids: string[]
    begins_on: PlainDate
    ends_on: PlainDate | null
    closed_at: Date | null
  }
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
