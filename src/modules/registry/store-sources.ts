import { Refused } from '../../kernel/refusal.ts'
import { type Tx, tables } from '../../platform/context.ts'
import type { MatchParty } from './rules/match-project.ts'
import { matchingName } from './rules/matching-name.ts'
import type { ListedProject } from './rules/project-list.ts'
import type { ProjectRecord } from './store.ts'
import type { RegistryTables } from './tables.ts'

export type SourceLine = RegistryTables['registry.project_source']

/** The standing line of a record, held until the transaction ends; refuses where there is none. */
export async function lockRecord(tx: Tx, recordId: string): Promise<SourceLine> {
  const found = await tables<RegistryTables>(tx)
    .selectFrom('registry.project_source')
    .selectAll()
    .where('district', '=', tx.district)
    .where('record_id', '=', recordId)
    .where('superseded_by', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (found === undefined) throw noSuchSource()
  return found
}

/** It was taken back, or never there. */
export function noSuchSource(): Refused {
  return new Refused({ code: 'registry.no-such-source', kind: 'not-found' })
}

/** What the line says, as a row of its list says it. */
export function listedOf(line: SourceLine): ListedProject {
  return {
    sheet: line.sheet ?? 0,
    row: line.row ?? 0,
    source: line.source,
    saidOn: line.said_on,
    number: line.own_number,
    permitNumber: line.permit_number,
    name: line.name,
    owner: partyOf(line.owner_firm, line.owner_credit_code),
    contractor: partyOf(line.contractor_firm, line.contractor_credit_code),
    facts: {
      town: line.town,
      industry: line.industry === 'unknown' ? null : line.industry,
      owner_kind: line.owner_kind,
      state: line.state,
      place: line.place,
      contract_sum_fen: line.contract_sum_fen,
      begun_on: line.begun_on,
      finish_on: line.finish_on,
    },
  }
}

function partyOf(name: string | null, creditCode: string | null): MatchParty | null {
  return name === null ? null : { name, creditCode }
}

/**
 * Firms that only this record named take no part any more: a participant stands while a list names it. Of a record that
 * has left the project already.
 */
export async function withdrawRecordParties(
  tx: Tx,
  { record_id: recordId, owner_firm: owner, contractor_firm: contractor }: SourceLine,
  projectId: string,
): Promise<void> {
  const others = await tx.client.query<{
    owner_firm: string | null
    contractor_firm: string | null
  }>({
    name: 'registry-firms-of-others',
    text: `select owner_firm, contractor_firm from registry.project_source
      where district = $1 and project_id = $2 and import_id in (
        select import_id from registry.project_source where district = $1 and record_id = $3)`,
    values: [tx.district, projectId, recordId],
  })
  const isNamed = (role: 'owner_firm' | 'contractor_firm', name: string) =>
    others.rows.some((row) => matchingName(row[role] ?? '') === matchingName(name))
  const left = [
    ...(owner === null || isNamed('owner_firm', owner) ? [] : [['owner', owner] as const]),
    ...(contractor === null || isNamed('contractor_firm', contractor)
      ? []
      : [['general-contractor', contractor] as const]),
  ]
  if (left.length === 0) return
  await tx.client.query({
    name: 'registry-withdraw-record-mentions',
    text: `update registry.participant_mention m set withdrawn_at = $4
      from unnest($5::text[], $6::text[]) as u (role, name_key) join registry.enterprise e on e.name_key = u.name_key
      where m.district = $1 and m.project_id = $2 and m.role = u.role and m.enterprise_id = e.id and m.withdrawn_at is null
        and m.import_id in (select import_id from registry.project_source where district = $1 and record_id = $3)`,
    values: [
      tx.district,
      projectId,
      recordId,
      tx.now,
      left.map(([role]) => role),
      left.map(([, name]) => matchingName(name)),
    ],
  })
  await tx.client.query({
    name: 'registry-withdraw-unnamed',
    text: `update registry.participant p set withdrawn_at = $3
      where p.district = $1 and p.project_id = $2 and p.import_id is not null and p.withdrawn_at is null
        and not exists (select from registry.participant_mention m where m.district = p.district and m.project_id = p.project_id
          and m.enterprise_id = p.enterprise_id and m.role = p.role and m.withdrawn_at is null)`,
    values: [tx.district, projectId, tx.now],
  })
}

/** The records of a project given up go with it; its code is free while it is away. */
export async function moveRecords(
  tx: Tx,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  await tx.client.query({
    name: 'registry-move-records',
    text: `update registry.project_source set project_id = $3, came_with = $2 where district = $1 and project_id = $2`,
    values: [tx.district, from, to],
  })
}

/** The standing lines of the records that came with a project. */
export async function lockBrought(
  tx: Tx,
  projectId: string,
  cameWith: string,
): Promise<SourceLine[]> {
  return tables<RegistryTables>(tx)
    .selectFrom('registry.project_source')
    .selectAll()
    .where('district', '=', tx.district)
    .where('project_id', '=', projectId)
    .where('came_with', '=', cameWith)
    .where('superseded_by', 'is', null)
    .orderBy('id')
    .forUpdate()
    .limit(500)
    .execute()
}

/** What came with a project goes back with it. */
export async function returnRecords(
  tx: Tx,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  await tx.client.query({
    name: 'registry-return-records',
    text: `update registry.project_source set project_id = $3, came_with = null
      where district = $1 and project_id = $2 and came_with = $3`,
    values: [tx.district, from, to],
  })
}

/** A project that was given up for another, held until the transaction ends; null where there is none such. */
export async function lockGivenUp(
  tx: Tx,
  projectId: string,
  into: string,
): Promise<ProjectRecord | null> {
  const found = await tables<RegistryTables>(tx)
    .selectFrom('registry.project')
    .selectAll()
    .where('district', '=', tx.district)
    .where('id', '=', projectId)
    .where('joined_into', '=', into)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return found ?? null
}

export async function hasGivenUp(tx: Tx, projectId: string): Promise<boolean> {
  const found = await tables<RegistryTables>(tx)
    .selectFrom('registry.project')
    .select('id')
    .where('district', '=', tx.district)
    .where('joined_into', '=', projectId)
    .limit(1)
    .execute()
  return found.length > 0
}
