import { sql } from 'kysely'
import { z } from 'zod'
import { cursorOf, readCursor } from '../../kernel/cursor.ts'
import { fen } from '../../kernel/money.ts'
import type { PageQuery } from '../../kernel/page.ts'
import { look } from '../../platform/act.ts'
import { type Context, type Reading, tables } from '../../platform/context.ts'
import type { PlacesViews } from '../places/tables.ts'
import type {
  JoinCandidate,
  JoinQuestion,
  JoinQuestionFilter,
  JoinedProject,
  SourceRecord,
} from './contract-sources.ts'
import {
  type MatchFact,
  type MatchParty,
  type Profile,
  addSighting,
  compareProfiles,
  matchFacts,
  profileOf,
} from './rules/match-project.ts'
import { mostCandidates } from './rules/project-matcher.ts'
import type { ProjectSource } from './rules/project-source.ts'
import type { RegistryTables } from './tables.ts'
import { findProjectId } from './views.ts'
import { type RecordRow, readSightings, sightingOfRecord } from './views-sightings.ts'

type Seen = RegistryTables & Pick<PlacesViews, 'places.town'>
type Found = RegistryTables['registry.project_source'] & { town_name: string | null }

function recordsIn(reading: Reading) {
  return tables<Seen>(reading)
    .selectFrom('registry.project_source as s')
    .leftJoin('places.town as t', (join) =>
      join.onRef('t.district', '=', 's.district').onRef('t.code', '=', 's.town'),
    )
    .selectAll('s')
    .select('t.name as town_name')
    .where('s.district', '=', reading.district)
    .where('s.superseded_by', 'is', null)
}

/** What each source says of a project, the newest first; and the projects that were found to be this one. */
export async function listProjectSources(
  ctx: Context,
  code: string,
): Promise<{ rows: SourceRecord[]; joined: JoinedProject[] }> {
  return look(ctx, async (reading) => {
    const projectId = await findProjectId(reading, code)
    const found = await recordsIn(reading)
      .where('s.project_id', '=', projectId)
      .orderBy('s.said_on', 'desc')
      .orderBy('s.id', 'desc')
      .limit(500)
      .execute()
    return { rows: found.map(recordOf), joined: await listJoined(reading, projectId) }
  })
}

async function listJoined(reading: Reading, projectId: string): Promise<JoinedProject[]> {
  const found = await sql<Omit<JoinedProject, 'at'> & { at: Date }>`
    select p.id, p.code, p.name, e.at, e.actor_name as by, coalesce(e.reason, '') as reason
    from registry.project p cross join lateral (
      select at, actor_name, reason from registry.project_event
      where district = p.district and project_id = p.joined_into and record_id = p.id and kind = 'took-over' order by id desc limit 1) e
    where p.district = ${reading.district} and p.joined_into = ${projectId} order by e.at desc limit 100`.execute(
    tables(reading),
  )
  return found.rows.map((one) => ({ ...one, at: one.at.toISOString() }))
}

function recordOf(row: Found): SourceRecord {
  return {
    recordId: row.record_id,
    source: row.source,
    ownNumber: row.own_number,
    name: row.name,
    place: row.place,
    town: row.town_name,
    industry: row.industry,
    ownerKind: row.owner_kind,
    state: row.state,
    owner: partyOf(row.owner_firm, row.owner_credit_code),
    contractor: partyOf(row.contractor_firm, row.contractor_credit_code),
    permitNumber: row.permit_number,
    contractSumFen: row.contract_sum_fen === null ? null : fen(row.contract_sum_fen),
    begunOn: row.begun_on,
    finishOn: row.finish_on,
    saidOn: row.said_on,
    importId: row.import_id,
    sheet: row.sheet,
    row: row.row,
    joinedBy: row.joined_by,
    agrees: row.agrees.filter(isMatchFact),
    cameWith: row.came_with,
  }
}

function isMatchFact(text: string): text is MatchFact {
  return matchFacts.some((fact) => fact === text)
}

function partyOf(name: string | null, creditCode: string | null): MatchParty | null {
  return name === null ? null : { name, creditCode }
}

/** Open join questions, with the projects that each may be, compared as both stand now. */
export async function listJoinQuestions(
  ctx: Context,
  { after, limit, source }: PageQuery & JoinQuestionFilter,
): Promise<{ rows: JoinQuestion[]; next: string | null; total: number }> {
  const begin = readCursor(z.tuple([z.uuid()]), after)
  return look(ctx, async (reading) => {
    const open = recordsIn(reading)
      .where('s.project_id', 'is', null)
      .$if(source !== undefined, (query) => query.where('s.source', '=', source ?? 'by-hand'))
    const found = await open
      .$if(begin !== null, (query) => query.where('s.id', '>', begin?.[0] ?? ''))
      .orderBy('s.id')
      .limit(limit + 1)
      .execute()
    const page = found.slice(0, limit)
    const candidates = await candidatesOf(reading, page)
    const last = page.at(-1)
    return {
      rows: page.map((row) => ({
        record: recordOf(row),
        candidates: candidates.get(row.record_id) ?? [],
      })),
      next: last && found.length > limit ? cursorOf([last.id]) : null,
      total: await countJoinQuestions(reading, source),
    }
  })
}

/** How many records wait for an answer. */
export async function countJoinQuestions(
  reading: Reading,
  source?: ProjectSource,
): Promise<number> {
  const counted = await tables<RegistryTables>(reading)
    .selectFrom('registry.project_source')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('district', '=', reading.district)
    .where('project_id', 'is', null)
    .where('superseded_by', 'is', null)
    .$if(source !== undefined, (query) => query.where('source', '=', source ?? 'by-hand'))
    .executeTakeFirstOrThrow()
  return counted.count
}

async function candidatesOf(
  reading: Reading,
  records: readonly RecordRow[],
): Promise<Map<string, JoinCandidate[]>> {
  const ids = [...new Set(records.flatMap((record) => record.candidates))]
  if (ids.length === 0) return new Map()
  const profiles = new Map<string, Profile>()
  for (const { project, sighting } of await readSightings(reading, ids)) {
    const profile = profiles.get(project.id)
    if (profile === undefined) profiles.set(project.id, profileOf(sighting))
    else addSighting(profile, sighting)
  }
  const faces = await candidateFaces(reading, ids)
  return new Map(
    records.map((record): [string, JoinCandidate[]] => {
      const own = profileOf(sightingOfRecord(record))
      const candidates = record.candidates.flatMap((id) => {
        const [face, profile] = [faces.get(id), profiles.get(id)]
        if (face === undefined || profile === undefined) return []
        const { agrees, differs, weight } = compareProfiles(own, profile)
        return [{ weight, candidate: { ...face, agrees: [...agrees], differs: [...differs] } }]
      })
      const sorted = candidates.toSorted((a, b) => b.weight - a.weight)
      return [record.record_id, sorted.slice(0, mostCandidates).map(({ candidate }) => candidate)]
    }),
  )
}

type CandidateFace = Omit<JoinCandidate, 'agrees' | 'differs'>

async function candidateFaces(
  reading: Reading,
  ids: readonly string[],
): Promise<Map<string, CandidateFace>> {
  const found = await sql<
    Omit<CandidateFace, 'owners' | 'contractors' | 'contractSumFen'> & {
      id: string
      contractSum: number | null
      parties: { role: string; name: string; creditCode: string | null }[]
    }
  >`
    select p.id, p.code, p.name, t.name as town, p.place, p.industry, p.owner_kind as "ownerKind", p.state,
      p.platform_number as "platformNumber", p.permit_number as "permitNumber", p.contract_sum_fen as "contractSum",
      p.begun_on as "begunOn", p.finish_on as "finishOn",
      coalesce((select jsonb_agg(jsonb_build_object('role', l.role, 'name', l.name, 'creditCode', l.credit_code) order by l.name)
        from registry.project_party l where l.district = p.district and l.project_id = p.id and l.role in ('owner', 'general-contractor')), '[]') as parties,
      array(select distinct s.source from registry.project_source_face s where s.district = p.district and s.project_id = p.id order by s.source) as sources
    from registry.project_face p left join places.town t on t.district = p.district and t.code = p.town
    where p.district = ${reading.district} and p.id = any (${[...ids]}::uuid[])`.execute(
    tables(reading),
  )
  return new Map(
    found.rows.map(({ id, parties, contractSum, ...face }) => {
      const of = (role: string) =>
        parties
          .filter((party) => party.role === role)
          .map(({ name, creditCode }) => ({ name, creditCode }))
      const contractSumFen = contractSum === null ? null : fen(contractSum)
      const firms = { owners: of('owner'), contractors: of('general-contractor') }
      return [id, { ...face, ...firms, contractSumFen }]
    }),
  )
}
