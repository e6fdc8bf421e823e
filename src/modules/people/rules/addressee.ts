import type { Addressee } from '../../../kernel/addressee.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { isAdministrator, type Role } from '../../../kernel/role.ts'

/** What of a post says which work and messages are its own. */
export interface HeldPost {
  readonly role: Role
  readonly town: string | null
  readonly industries: readonly string[]
  readonly projectIds: readonly string[]
  /** Of a town's post: the towns that were merged into its own. */
  readonly townsBefore?: readonly string[]
}

/** Roles of which a district has one post for each place; the others have one in the district. */
const placedRoles: ReadonlySet<Role> = new Set(['town', 'department', 'labour-officer'])

/**
 * What a post is addressed as. A department of every industry (`all`) is one of its own kind: what goes to the housing
 * department does not go to finance and police too.
 */
export function addresseesOf(posts: readonly HeldPost[]): Addressee[] {
  return posts.flatMap(({ role, town, industries, projectIds, townsBefore = [] }): Addressee[] => {
    switch (role) {
      case 'town':
        return town === null ? [] : [town, ...townsBefore].map((place) => ({ role, place }))
      case 'department':
        return industries.map((place) => ({ role, place }))
      case 'labour-officer':
        return projectIds.map((place) => ({ role, place }))
      case 'coordination-office':
      case 'leader':
      case 'system-administrator':
      case 'security-administrator':
      case 'audit-administrator':
        return [{ role, place: null }]
    }
  })
}

export function isAddressedTo(addressee: Addressee, posts: readonly HeldPost[]): boolean {
  return addresseesOf(posts).some(
    ({ role, place }) => role === addressee.role && place === addressee.place,
  )
}

/** A post that nobody could ever hold: a town without its place, an office with one, or one that does no business. */
export function whyNotAddressee({ role, place }: Addressee): Refusal | null {
  const isOdd = isAdministrator(role) || placedRoles.has(role) !== (place !== null)
  return isOdd ? { code: 'people.addressee-odd', kind: 'invalid', field: 'owner' } : null
}
