import { sql } from 'kysely'
import { fen } from '../../kernel/money.ts'
import { Refused } from '../../kernel/refusal.ts'
import { look } from '../../platform/act.ts'
import { type Context, type Reading, tables } from '../../platform/context.ts'
import type { Participant, Project, ProjectName } from './contract.ts'
import { matchingName } from './rules/matching-name.ts'
import { participantRoles } from './rules/participant-role.ts'
import { normalProjectCode } from './rules/project-code.ts'
import type { RegistryTables } from './tables.ts'

/** A project by its code, with its parties; null where nobody knows it, or it may not be seen. */
export async function findProject(ctx: Context, code: string): Promise<Project | null> {
  return look(ctx, async (reading) => {
    const found = await tables<RegistryTables>(reading)
      .selectFrom('registry.project')
      .select([
        'id',
        'code',
        'name',
        'town',
        'owner_kind as ownerKind',
        'industry',
        'state',
        'permit_number as permitNumber',
        'platform_number as platformNumber',
        'pay_day as payDay',
        'begun_on as begunOn',
        'place',
        'contract_sum_fen as contractSum',
        'finish_on as finishOn',
        'permit_on as permitOn',
        'version',
      ])
      .where('district', '=', reading.district)
      .where('code', '=', normalProjectCode(code))
      .where('withdrawn_at', 'is', null)
      .executeTakeFirst()
    if (found === undefined) return null
    const { contractSum, ...project } = found
    const contractSumFen = contractSum === null ? null : fen(contractSum)
    const participants = await listParticipants(reading, found.id)
    return { ...project, contractSumFen, participants }
  })
}

/** As `findProject`; refuses where it is not found. */
export async function readProject(ctx: Context, code: string): Promise<Project> {
  const found = await findProject(ctx, code)
  if (found === null) throw noSuchProject(code)
  return found
}

/** The id behind a code; refuses where nobody knows it, or it may not be seen. */
export async function findProjectId(ctx: Context, code: string): Promise<string> {
  const [id] = await look(ctx, (reading) => listProjectIds(reading, [code]))
  if (id === undefined) throw noSuchProject(code)
  return id
}

/** The ids behind codes, in their order; refuses at the first that nobody knows. */
export async function listProjectIds(
  reading: Reading,
  codes: readonly string[],
): Promise<string[]> {
  const known = await projectIdsByCode(reading, codes)
  return codes.map((code) => {
    const id = known.get(code)
    if (id === undefined) throw noSuchProject(code)
    return id
  })
}

/** The ids of those codes that are known, under the codes as they were given. */
export async function projectIdsByCode(
  reading: Reading,
  codes: readonly string[],
): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map()
  const normal = new Map(codes.map((code) => [code, normalProjectCode(code)]))
  const found = await tables<RegistryTables>(reading)
    .selectFrom('registry.project_face')
    .select(['id', 'code'])
    .where('district', '=', reading.district)
    .where(sql<boolean>`code = any (${[...new Set(normal.values())]}::text[])`)
    .execute()
  const ids = new Map(found.map(({ code, id }) => [code, id]))
  const known = new Map<string, string>()
  for (const [given, code] of normal) {
    const id = ids.get(code)
    if (id !== undefined) known.set(given, id)
  }
  return known
}

/** Codes of the projects that may be seen, in order, from behind `after` on. */
export async function listProjectCodes(
  ctx: Context,
  after: string,
  limit: number,
): Promise<string[]> {
  const found = await look(ctx, (reading) =>
    tables<RegistryTables>(reading)
      .selectFrom('registry.project_face')
      .select('code')
      .where('district', '=', reading.district)
      .where('code', '>', after)
      .orderBy('code')
      .limit(limit)
      .execute(),
  )
  return found.map(({ code }) => code)
}

/** The projects that an import made and that stand: whoever takes it back asks first what else stands on them. */
export async function listProjectsMadeBy(reading: Reading, importId: string): Promise<string[]> {
  const found = await tables<RegistryTables>(reading)
    .selectFrom('registry.project_event as e')
    .innerJoin('registry.project_face as p', (join) =>
      join.onRef('p.district', '=', 'e.district').onRef('p.id', '=', 'e.project_id'),
    )
    .select('p.id')
    .distinct()
    .where('e.district', '=', reading.district)
    .where('e.import_id', '=', importId)
    .where('e.kind', '=', 'created')
    .execute()
  return found.map(({ id }) => id)
}

/** More projects than a town has; a bound, not a page. */
const mostOfTown = 5_000

/** What a department's post may see: the projects of its industries at this moment. */
export async function listProjectIdsOfIndustries(
  ctx: Context,
  of: readonly string[],
): Promise<string[]> {
  const found = await look(ctx, (reading) =>
    tables<RegistryTables>(reading)
      .selectFrom('registry.project_face')
      .select('id')
      .where('district', '=', reading.district)
      .where(sql<boolean>`industry = any (${[...of]}::text[])`)
      .orderBy('id')
      .limit(mostOfTown)
      .execute(),
  )
  return found.map(({ id }) => id)
}

/** What a town's post may see: its projects at this moment. */
export async function listProjectIdsOfTown(ctx: Context, town: string): Promise<string[]> {
  const found = await look(ctx, (reading) =>
    tables<RegistryTables>(reading)
      .selectFrom('registry.project_face')
      .select('id')
      .where('district', '=', reading.district)
      .where('town', '=', town)
      .orderBy('id')
      .limit(mostOfTown)
      .execute(),
  )
  return found.map(({ id }) => id)
}

/** The best twenty by code or name: the same, then what begins so, then what holds it. */
export async function searchProjects(
  ctx: Context,
  { search }: { readonly search: string },
): Promise<ProjectName[]> {
  const key = matchingName(search)
  if (key === '') return []
  const like = key.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)
  const rank = sql<number>`case when name_key = ${key} or code = ${key} then 0
    when name_key like ${`${like}%`} or code like ${`${like}%`} then 1 else 2 end`
  return look(ctx, (reading) =>
    tables<RegistryTables>(reading)
      .selectFrom('registry.project_face')
      .select(['code', 'name', 'town'])
      .where('district', '=', reading.district)
      .where(sql<boolean>`(name_key like ${`%${like}%`} or code like ${`%${like}%`})`)
      .orderBy(rank)
      .orderBy('code')
      .limit(20)
      .execute(),
  )
}

/** A project's parties, by role in the order of the rules, then by name. */
async function listParticipants(reading: Reading, projectId: string): Promise<Participant[]> {
  const found = await tables<RegistryTables>(reading)
    .selectFrom('registry.project_party')
    .select([
      'role',
      'name',
      'credit_code as creditCode',
      'credit_code_finding as creditCodeFinding',
    ])
    .where('district', '=', reading.district)
    .where('project_id', '=', projectId)
    .orderBy(sql`array_position(${[...participantRoles]}::text[], role)`)
    .orderBy('name_key')
    .limit(500)
    .execute()
  return found
}

/** Nobody knows it, or it may not be seen: the same answer for both. */
export function noSuchProject(code: string): Refused {
  return new Refused({ code: 'registry.no-such-project', kind: 'not-found', values: { code } })
}
