import type { Addressee } from '../../kernel/addressee.ts'
import { officeDay, type Reading, tables } from '../../platform/context.ts'
import type { PeopleViews } from '../people/tables.ts'
import { roleNames } from '../people/words.ts'
import { listTownNames } from '../places/views.ts'
import { industries } from '../registry/words.ts'

export interface Names {
  readonly town: (code: string | null) => string | null
  readonly owner: (owner: Addressee) => string
}

/** What towns and posts of the district are called. */
export async function namesIn(reading: Reading): Promise<Names> {
  const towns = new Map((await listTownNames(reading)).map(({ code, name }) => [code, name]))
  const town = (code: string | null) => (code === null ? null : (towns.get(code) ?? code))
  const departments: Readonly<Record<string, string>> = industries
  return {
    town,
    owner: ({ role, place }) => {
      if (role === 'town') return town(place) ?? roleNames.town
      if (role !== 'department') return roleNames[role]
      return `${departments[place ?? ''] ?? place}主管部门`
    },
  }
}

/** Whether somebody holds a post today, of all towns', departments' and offices'. */
export async function heldPosts(reading: Reading): Promise<(owner: Addressee) => boolean> {
  const today = officeDay(reading)
  const rows = await tables<PeopleViews>(reading)
    .selectFrom('people.post_holder')
    .select(['role', 'place'])
    .distinct()
    .where('district', '=', reading.district)
    .where('role', 'in', ['town', 'department', 'coordination-office'])
    .where('begins_on', '<=', today)
    .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>=', today)]))
    .limit(10_000)
    .execute()
  const held = new Set(rows.map(({ role, place }) => `${role}.${place}`))
  return ({ role, place }) => held.has(`${role}.${place ?? ''}`)
}
