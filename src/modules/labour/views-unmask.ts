import { Refused } from '../../kernel/refusal.ts'
import { type Reading, tables } from '../../platform/context.ts'
import type { PersonalKind } from '../../platform/keys.ts'
import type { RegistryViews } from '../registry/tables.ts'
import { findProjectId } from '../registry/views.ts'
import type { Unmask } from './contract-unmask.ts'
import type { LabourTables } from './tables.ts'

export type Found =
  | { readonly name: string }
  | { readonly kind: PersonalKind; readonly sealed: Buffer }

/** The value as it is stored; null where the worker has none. A worker who is not seen is not there. */
export async function findSealedValue(
  reading: Reading,
  workerId: string,
  { what, project }: Pick<Unmask, 'what' | 'project'>,
): Promise<Found | null> {
  const worker = await tables<LabourTables>(reading)
    .selectFrom('labour.worker')
    .select(['name', 'id_value'])
    .where('district', '=', reading.district)
    .where('id', '=', workerId)
    .executeTakeFirst()
  if (worker === undefined) throw new Refused({ code: 'labour.no-such-worker', kind: 'not-found' })
  switch (what) {
    case 'name':
      return { name: worker.name }
    case 'id-number':
      return sealed(reading, what, worker.id_value)
    case 'card':
    case 'phone': {
      if (project === null) return null
      const engagement = await tables<LabourTables & RegistryViews>(reading)
        .selectFrom('labour.engagement')
        .select(['card_value', 'phone_value'])
        .where('district', '=', reading.district)
        .where('project_id', '=', await findProjectId(reading, project))
        .where('worker_id', '=', workerId)
        .executeTakeFirst()
      const value = what === 'card' ? engagement?.card_value : engagement?.phone_value
      return sealed(reading, what, value ?? null)
    }
  }
}

async function sealed(
  reading: Reading,
  kind: PersonalKind,
  id: string | null,
): Promise<Found | null> {
  if (id === null) return null
  const found = await tables<LabourTables>(reading)
    .selectFrom('platform.personal_value')
    .select('ciphertext')
    .where('district', '=', reading.district)
    .where('kind', '=', kind)
    .where('id', '=', id)
    .executeTakeFirst()
  return found === undefined ? null : { kind, sealed: found.ciphertext }
}
