import type { PlainDate } from '../../kernel/day.ts'
import type { Role } from '../../kernel/role.ts'
import type { OrganisationKind } from './contract.ts'
import type { Power } from './rules/power.ts'
import type { Proof } from './rules/second-factor.ts'

export interface PeopleTables {
  'people.organisation': { id: string; name: string; kind: OrganisationKind }
  'people.account': {
    id: string
    name: string
    display_name: string
    password_hash: string
    home_district: string
    power: Power
    outside_issuer: string | null
    outside_subject: string | null
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
    deputy_for: string | null
  }
  'people.leave': {
    district: string
    id: string
    account_id: string
    begins_on: PlainDate
    ends_on: PlainDate
    why: string
    entered_by: string
    entered_by_name: string
    entered_at: Date
    withdrawn_at: Date | null
  }
  'people.session': {
    district: string
    token_hash: Buffer
    id: string
    account_id: string
    began_at: Date
    seen_at: Date
    ended_at: Date | null
    proof: Proof
    client: string
    address: string
  }
  'people.second_factor': {
    district: string
    account_id: string
    secret: Buffer
    begun_at: Date
    confirmed_at: Date | null
    last_step: number
  }
  'people.recovery_code': {
    district: string
    account_id: string
    code_hash: Buffer
    made_at: Date
    used_at: Date | null
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
    /** The post that it acts for, and whose that is. */
    deputy_for: string | null
    deputy_for_name: string | null
  }
  /** Days of leave that stand, past ones too. */
  'people.leave_face': {
    district: string
    id: string
    account_id: string
    begins_on: PlainDate
    ends_on: PlainDate
    why: string
    entered_by_name: string
    entered_at: Date
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
