import type { PlainDate } from '../../kernel/day.ts'
import type { Reading } from '../../platform/context.ts'
import type { MatchParty, Sighting } from './rules/match-project.ts'
import type { KnownProject } from './rules/project-list.ts'
import type { ProjectSource } from './rules/project-source.ts'

/** More projects, or records, than any district has. */
const mostRecords = 200_000

/** A project's record as it is joined: its name, its numbers, its parties. */
export interface SightedProject {
  readonly project: KnownProject
  readonly sighting: Sighting
}

/** Every project with all that is said of it: its own fields, each standing record, its leading parties. Or only those named. */
export async function readSightings(
  reading: Reading,
  only: readonly string[] | null = null,
): Promise<SightedProject[]> {
  const projects = await readProjectSightings(reading, only)
  const known = new Map(projects.map((one) => [one.project.id, one.project]))
  const records = await readRecordSightings(reading, only)
  return [
    ...projects,
    ...records.flatMap(({ projectId, sighting }) => {
      const project = known.get(projectId)
      return project === undefined ? [] : [{ project, sighting }]
    }),
  ]
}

interface ProjectRow extends KnownProject {
  readonly town: string | null
  readonly place: string | null
  readonly contract_sum_fen: number | null
  readonly begun_on: PlainDate | null
}

/** Each firm is a sighting of its own: a project may have several owners. */
async function readProjectSightings(
  reading: Reading,
  only: readonly string[] | null,
): Promise<SightedProject[]> {
  const found = await reading.client.query<ProjectRow>({
    name: 'registry-project-sightings',
    text: `select id, code, name, platform_number, permit_number, town, place, contract_sum_fen, begun_on
      from registry.project
      where district = $1 and withdrawn_at is null and ($2::uuid[] is null or id = any ($2)) order by id limit ${mostRecords}`,
    values: [reading.district, only],
  })
  const parties = await readParties(reading, only)
  return found.rows.flatMap(({ town, place, begun_on, contract_sum_fen, ...project }) => {
    const sighting: Sighting = {
      source: 'real-name-platform',
      number: project.platform_number,
      furtherNumbers: [project.code],
      permitNumber: project.permit_number,
      name: project.name,
      owner: null,
      contractor: null,
      town,
      place,
      sumFen: contract_sum_fen,
      begunOn: begun_on,
    }
    const firms = (parties.get(project.id) ?? []).map(
      ({ role, name, creditCode }): SightedProject => {
        const party = { name, creditCode }
        const of = role === 'owner' ? { owner: party } : { contractor: party }
        return { project, sighting: { ...sighting, ...of } }
      },
    )
    return firms.length > 0 ? firms : [{ project, sighting }]
  })
}

interface PartyRow extends MatchParty {
  readonly project_id: string
  readonly role: string
}

/** Put together here: the database, asked for both at once, may compare every project with every firm. */
async function readParties(
  reading: Reading,
  only: readonly string[] | null,
): Promise<Map<string, PartyRow[]>> {
  const found = await reading.client.query<PartyRow>({
    name: 'registry-party-sightings',
    text: `select project_id, role, name, credit_code as "creditCode" from registry.project_party
      where district = $1 and role in ('owner', 'general-contractor') and ($2::uuid[] is null or project_id = any ($2))
      limit ${2 * mostRecords}`,
    values: [reading.district, only],
  })
  return Map.groupBy(found.rows, (row) => row.project_id)
}

export interface RecordRow {
  readonly record_id: string
  readonly project_id: string | null
  readonly source: ProjectSource
  readonly own_number: string | null
  readonly permit_number: string | null
  readonly name: string
  readonly owner_firm: string | null
  readonly owner_credit_code: string | null
  readonly contractor_firm: string | null
  readonly contractor_credit_code: string | null
  readonly town: string | null
  readonly place: string | null
  readonly contract_sum_fen: number | null
  readonly begun_on: PlainDate | null
  readonly candidates: readonly string[]
  readonly kept_apart: readonly string[]
}

export function sightingOfRecord(row: RecordRow): Sighting {
  return {
    source: row.source,
    number: row.own_number,
    permitNumber: row.permit_number,
    name: row.name,
    owner: partyOf(row.owner_firm, row.owner_credit_code),
    contractor: partyOf(row.contractor_firm, row.contractor_credit_code),
    town: row.town,
    place: row.place,
    sumFen: row.contract_sum_fen,
    begunOn: row.begun_on,
  }
}

function partyOf(name: string | null, creditCode: string | null): MatchParty | null {
  return name === null ? null : { name, creditCode }
}

const recordColumns = `record_id, project_id, source, own_number, permit_number, name, owner_firm, owner_credit_code, contractor_firm,
  contractor_credit_code, town, place, contract_sum_fen, begun_on, candidates, kept_apart`

async function readRecordSightings(
  reading: Reading,
  only: readonly string[] | null,
): Promise<{ projectId: string; sighting: Sighting }[]> {
  const found = await reading.client.query<RecordRow>({
    name: 'registry-record-sightings',
    text: `select ${recordColumns} from registry.project_source
      where district = $1 and superseded_by is null and project_id is not null and ($2::uuid[] is null or project_id = any ($2))
      order by id limit ${mostRecords}`,
    values: [reading.district, only],
  })
  return found.rows.flatMap((row) =>
    row.project_id === null ? [] : [{ projectId: row.project_id, sighting: sightingOfRecord(row) }],
  )
}

/** Records that wait for an answer. */
export async function readWaitingRecords(reading: Reading, limit: number): Promise<RecordRow[]> {
  const found = await reading.client.query<RecordRow>({
    name: 'registry-waiting-records',
    text: `select ${recordColumns} from registry.project_source
      where district = $1 and project_id is null and superseded_by is null order by id limit $2`,
    values: [reading.district, limit],
  })
  return found.rows
}
