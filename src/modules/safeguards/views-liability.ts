import { look } from '../../platform/act.ts'
import { type Context, type Reading, tables } from '../../platform/context.ts'
import { holdersOf } from '../people/views.ts'
import { listTownNames } from '../places/views.ts'
import type { Project } from '../registry/contract.ts'
import type { RegistryViews } from '../registry/tables.ts'
import { readProject } from '../registry/views.ts'
import { industries, participantRoles } from '../registry/words.ts'
import type { LiabilityRow } from './contract.ts'
import { type Answerable, liabilityOf } from './rules/liability.ts'
import { authorityNames } from './words.ts'

interface Firm {
  readonly name: string
  readonly role: string
  readonly person: string | null
}

/** Who is answerable for what on a project: units by its parties, people where they are known. */
export async function viewLiability(ctx: Context, code: string): Promise<{ rows: LiabilityRow[] }> {
  return look(ctx, async (reading) => {
    const project = await readProject(reading, code)
    const firms = await firmsOf(reading, project.id)
    const officers = await peopleOf(reading, 'labour-officer', project.id)
    const posts = await postsOf(reading, project)
    const lines = liabilityOf({
      ownerKind: project.ownerKind,
      industry: project.industry,
      roles: project.participants.map(({ role }) => role),
    })
    return {
      rows: lines.map(({ duty, who, article, mark }): LiabilityRow => {
        const units = unitsOf(who, firms, posts)
        // The labour officer is a person with a post of his own; whoever manages the firm's part is another.
        const named =
          duty === 'labour-officer' ? units.map((one) => ({ ...one, person: officers })) : units
        return {
          duty,
          side: who.is === 'party' ? 'firm' : 'authority',
          role: roleOf(who),
          units: named,
          article: { text: article, mark },
        }
      }),
    }
  })
}

function roleOf(who: Answerable): string {
  switch (who.is) {
    case 'party':
      return who.roles.map((role) => participantRoles[role]).join('、')
    case 'department':
      return who.industry === 'unknown'
        ? '行业主管部门（行业未查清）'
        : `${industries[who.industry]}主管部门`
    case 'town':
      return '属地镇街'
    case 'office':
      return '治欠办、人社部门'
    case 'authority':
      return authorityNames[who.name]
  }
}

function unitsOf(who: Answerable, firms: readonly Firm[], posts: Posts): LiabilityRow['units'] {
  switch (who.is) {
    case 'party':
      return firms
        .filter(({ role }) => who.roles.some((one) => one === role))
        .map(({ name, person }) => ({ name, person }))
    case 'department':
      return posts.department
    case 'town':
      return posts.town
    case 'office':
      return posts.office
    case 'authority':
      return []
  }
}

async function firmsOf(reading: Reading, projectId: string): Promise<Firm[]> {
  return tables<Pick<RegistryViews, 'registry.project_party'>>(reading)
    .selectFrom('registry.project_party')
    .select(['name', 'role', 'manager_name as person'])
    .where('district', '=', reading.district)
    .where('project_id', '=', projectId)
    .where('left_on', 'is', null)
    .orderBy('name_key')
    .limit(500)
    .execute()
}

interface Posts {
  readonly department: LiabilityRow['units']
  readonly town: LiabilityRow['units']
  readonly office: LiabilityRow['units']
}

async function postsOf(reading: Reading, { industry, town }: Project): Promise<Posts> {
  const department = industry === 'unknown' ? [] : await unitsAt(reading, 'department', industry)
  const towns = town === null ? [] : await unitsAt(reading, 'town', town)
  const name = (await listTownNames(reading)).find(({ code }) => code === town)?.name
  return {
    department,
    // A town is known by its name, whether anybody holds its post or not.
    town: towns.length === 0 && name !== undefined ? [{ name, person: null }] : towns,
    office: await unitsAt(reading, 'coordination-office', null),
  }
}

/** The organisations that hold a post, each once with the names of its people. */
async function unitsAt(
  reading: Reading,
  role: 'department' | 'town' | 'coordination-office',
  place: string | null,
): Promise<LiabilityRow['units']> {
  const units = new Map<string, string[]>()
  for (const { organisation, displayName } of await holdersOf(reading, { role, place })) {
    units.set(organisation, [...(units.get(organisation) ?? []), displayName])
  }
  return [...units].map(([name, people]) => ({ name, person: people.join('、') }))
}

async function peopleOf(
  reading: Reading,
  role: 'labour-officer',
  place: string,
): Promise<string | null> {
  const found = await holdersOf(reading, { role, place })
  return found.length === 0 ? null : found.map(({ displayName }) => displayName).join('、')
}
