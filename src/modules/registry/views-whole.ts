import { sql } from 'kysely'
import { type Reading, tables } from '../../platform/context.ts'
import { participantRoles } from './rules/participant-role.ts'
import type { ProjectParty, RegistryTables } from './tables.ts'

export interface WholeParty {
  readonly role: ProjectParty['role']
  readonly name: string
  readonly creditCode: string | null
  readonly enteredOn: ProjectParty['entered_on']
  readonly leftOn: ProjectParty['left_on']
  readonly managerName: string | null
}

/** A project's parties with all that is known of them, by role in the order of the rules, then by name. */
export async function listWholeParties(reading: Reading, projectId: string): Promise<WholeParty[]> {
  return tables<RegistryTables>(reading)
    .selectFrom('registry.project_party')
    .select([
      'role',
      'name',
      'credit_code as creditCode',
      'entered_on as enteredOn',
      'left_on as leftOn',
      'manager_name as managerName',
    ])
    .where('district', '=', reading.district)
    .where('project_id', '=', projectId)
    .orderBy(sql`array_position(${[...participantRoles]}::text[], role)`)
    .orderBy('name_key')
    .limit(500)
    .execute()
}
