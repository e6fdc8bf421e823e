import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { PlainDate } from '../../kernel/day.ts'
import { officeDay, type Reading, tables, type Tx } from '../../platform/context.ts'
import type { Assessment } from './rules/assess.ts'
import type { Safeguard } from './rules/safeguard.ts'
import type {
  ContractColumns,
  EvidenceColumns,
  PaperColumns,
  SafeguardEventKind,
  SafeguardsTables,
} from './tables.ts'

export type ContractRecord = ContractColumns
export type EvidenceRecord = EvidenceColumns

export async function insertPaper(tx: Tx, paper: PaperColumns): Promise<void> {
  await tables<SafeguardsTables>(tx).insertInto('safeguards.paper').values(paper).execute()
}

/** How many papers somebody has uploaded that nothing names yet. */
export async function countLoosePapers(
  reading: Reading,
  of: { readonly projectId: string; readonly accountId: string },
): Promise<number> {
  const found = await reading.client.query<{ count: number }>({
    name: 'safeguards-loose-papers',
    text: `select count(*) as count from safeguards.paper p
      where p.district = $1 and p.project_id = $2 and p.uploaded_by = $3
        and not exists (select from safeguards.contract c where c.district = $1 and c.paper_id = p.id)
        and not exists (select from safeguards.evidence e where e.district = $1 and e.paper_id = p.id)
        and not exists (select from safeguards.hand_in h where h.district = $1 and h.paper_id = p.id)`,
    values: [reading.district, of.projectId, of.accountId],
  })
  return found.rows[0]?.count ?? 0
}

export async function findPaper(
  reading: Reading,
  projectId: string,
  id: string,
): Promise<PaperColumns | null> {
  const found = await tables<SafeguardsTables>(reading)
    .selectFrom('safeguards.paper')
    .selectAll()
    .where('district', '=', reading.district)
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .executeTakeFirst()
  return found ?? null
}

/** Null where there is none that counts, or it is of another project. */
export async function lockContract(
  tx: Tx,
  projectId: string,
  id: string,
): Promise<ContractRecord | null> {
  const found = await tables<SafeguardsTables>(tx)
    .selectFrom('safeguards.contract')
    .selectAll()
    .where('district', '=', tx.district)
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return found ?? null
}

/** The contract of the project that has the number already; null: none. */
export async function findContractOfNumber(
  reading: Reading,
  projectId: string,
  numberKey: string,
): Promise<string | null> {
  const found = await tables<SafeguardsTables>(reading)
    .selectFrom('safeguards.contract')
    .select('id')
    .where('district', '=', reading.district)
    .where('project_id', '=', projectId)
    .where('number_key', '=', numberKey)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return found?.id ?? null
}

export async function countContracts(reading: Reading, projectId: string): Promise<number> {
  const found = await tables<SafeguardsTables>(reading)
    .selectFrom('safeguards.contract')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('district', '=', reading.district)
    .where('project_id', '=', projectId)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirstOrThrow()
  return found.count
}

/** Whether another contract that counts is under this one. */
export async function hasContractsUnder(reading: Reading, id: string): Promise<boolean> {
  const found = await tables<SafeguardsTables>(reading)
    .selectFrom('safeguards.contract')
    .select('id')
    .where('district', '=', reading.district)
    .where('above_id', '=', id)
    .where('withdrawn_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

export async function insertContract(tx: Tx, contract: ContractRecord): Promise<void> {
  await tables<SafeguardsTables>(tx).insertInto('safeguards.contract').values(contract).execute()
}

export async function recordContract(
  tx: Tx,
  id: string,
  fields: Partial<ContractRecord>,
): Promise<void> {
  await tables<SafeguardsTables>(tx)
    .updateTable('safeguards.contract')
    .set(fields)
    .where('district', '=', tx.district)
    .where('id', '=', id)
    .execute()
}

/** Adds what was seen; of one origin what it had said of the same safeguard gives way. */
export async function insertEvidence(tx: Tx, rows: readonly EvidenceRecord[]): Promise<void> {
  if (rows.length === 0) return
  const json = JSON.stringify(rows)
  await tx.client.query({
    name: 'safeguards-supersede-evidence',
    text: `update safeguards.evidence e set withdrawn_at = $3
      from jsonb_populate_recordset(null::safeguards.evidence, $2::jsonb) f
      where e.district = $1 and e.project_id = f.project_id and e.safeguard = f.safeguard and e.origin_id = f.origin_id
        and e.withdrawn_at is null`,
    values: [tx.district, json, tx.now],
  })
  await tx.client.query({
    name: 'safeguards-insert-evidence',
    text: `insert into safeguards.evidence (district, id, project_id, safeguard, holds, said_on, valid_to, words, origin, origin_id, paper_id,
        recorded_by, recorded_by_name, organisation, recorded_at, withdrawn_at)
      select district, id, project_id, safeguard, holds, said_on, valid_to, words, origin, origin_id, paper_id,
        recorded_by, recorded_by_name, organisation, recorded_at, withdrawn_at
      from jsonb_populate_recordset(null::safeguards.evidence, $1::jsonb)`,
    values: [json],
  })
}

/** The evidence that was withdrawn; null where there was none to withdraw. */
export async function recordEvidenceWithdrawn(
  tx: Tx,
  projectId: string,
  id: string,
): Promise<Pick<EvidenceRecord, 'safeguard' | 'words'> | null> {
  const found = await tables<SafeguardsTables>(tx)
    .updateTable('safeguards.evidence')
    .set({ withdrawn_at: tx.now })
    .where('district', '=', tx.district)
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .returning(['safeguard', 'words'])
    .executeTakeFirst()
  return found ?? null
}

export async function recordDecision(
  tx: Tx,
  of: { readonly projectId: string; readonly safeguard: Safeguard; readonly reason: string },
): Promise<void> {
  const said = {
    reason: of.reason,
    decided_by_name: tx.actor.name,
    decided_on: officeDay(tx),
    lifted_at: null,
  }
  await tables<SafeguardsTables>(tx)
    .insertInto('safeguards.decision')
    .values({
      district: tx.district,
      project_id: of.projectId,
      safeguard: of.safeguard,
      ...said,
    })
    .onConflict((conflict) =>
      conflict.columns(['district', 'project_id', 'safeguard']).doUpdateSet(said),
    )
    .execute()
}

/** False where there was no decision to lift. */
export async function liftDecision(
  tx: Tx,
  of: { readonly projectId: string; readonly safeguard: Safeguard },
): Promise<boolean> {
  const done = await tables<SafeguardsTables>(tx)
    .updateTable('safeguards.decision')
    .set({ lifted_at: tx.now })
    .where('district', '=', tx.district)
    .where('project_id', '=', of.projectId)
    .where('safeguard', '=', of.safeguard)
    .where('lifted_at', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** Whether a decision of the safeguard stands. */
export async function hasDecision(
  reading: Reading,
  of: { readonly projectId: string; readonly safeguard: Safeguard },
): Promise<boolean> {
  const found = await tables<SafeguardsTables>(reading)
    .selectFrom('safeguards.decision')
    .select('safeguard')
    .where('district', '=', reading.district)
    .where('project_id', '=', of.projectId)
    .where('safeguard', '=', of.safeguard)
    .where('lifted_at', 'is', null)
    .executeTakeFirst()
  return found !== undefined
}

export interface NewEvent {
  readonly projectId: string
  readonly subjectId: string | null
  readonly kind: SafeguardEventKind
  readonly detail: Readonly<Record<string, unknown>>
}

export async function insertEvents(tx: Tx, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return
  await tables<SafeguardsTables>(tx)
    .insertInto('safeguards.safeguard_event')
    .values(
      events.map(({ projectId, subjectId, kind, detail }) => ({
        district: tx.district,
        id: uuidv7(),
        project_id: projectId,
        subject_id: subjectId,
        kind,
        detail: sql`${JSON.stringify(detail)}::jsonb`,
        actor_id: tx.actor.id,
        actor_name: tx.actor.name,
        organisation: tx.actor.organisation,
        happened_on: officeDay(tx),
        at: tx.now,
      })),
    )
    .execute()
}

/** Writes how safeguards stand, in order of their keys; what stands so already is only marked as looked at. */
export async function recordStandings(
  tx: Tx,
  assessed: ReadonlyMap<string, readonly Assessment[]>,
): Promise<void> {
  const rows = [...assessed].flatMap(([projectId, all]) =>
    all.map(({ safeguard, state, due }) => ({
      projectId,
      safeguard,
      state,
      dueOn: state === 'not-required' ? null : due.on,
    })),
  )
  if (rows.length === 0) return
  await tx.client.query({
    name: 'safeguards-record-standings',
    text: `insert into safeguards.standing as s (district, project_id, safeguard, state, due_on, checked_on)
      select $1, u.project_id, u.safeguard, u.state, u.due_on, $6
      from unnest($2::uuid[], $3::text[], $4::text[], $5::date[]) as u (project_id, safeguard, state, due_on)
      order by u.project_id, u.safeguard
      on conflict (district, project_id, safeguard) do update
        set state = excluded.state, due_on = excluded.due_on, checked_on = excluded.checked_on
        where (s.state, s.due_on, s.checked_on) is distinct from (excluded.state, excluded.due_on, excluded.checked_on)`,
    values: [
      tx.district,
      rows.map((row) => row.projectId),
      rows.map((row) => row.safeguard),
      rows.map((row) => row.state),
      rows.map((row) => row.dueOn),
      officeDay(tx),
    ],
  })
}

/** What is no project any more stands in no list. */
export async function deleteStandings(tx: Tx, projectIds: readonly string[]): Promise<void> {
  if (projectIds.length === 0) return
  await tx.client.query({
    name: 'safeguards-delete-standings',
    text: `delete from safeguards.standing where district = $1 and project_id = any ($2::uuid[])`,
    values: [tx.district, [...projectIds]],
  })
}

/**
 * Projects behind `after` of which nothing was looked at on the day, a bounded number of them by id. One row tells for all of a
 * project's: they are written together.
 */
export async function listUnchecked(
  reading: Reading,
  of: { readonly day: PlainDate; readonly after: string; readonly limit: number },
): Promise<string[]> {
  const found = await reading.client.query<{ id: string }>({
    name: 'safeguards-unchecked',
    text: `select p.id from registry.project_face p
      left join lateral (
        select s.checked_on from safeguards.standing s where s.district = $1 and s.project_id = p.id limit 1
      ) s on true
      where p.district = $1 and p.id > $2 and (s.checked_on is null or s.checked_on < $3)
      order by p.id limit $4`,
    values: [reading.district, of.after, of.day, of.limit],
  })
  return found.rows.map(({ id }) => id)
}

/** Projects behind `after`, a bounded number of them by id. */
export async function listAll(
  reading: Reading,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<string[]> {
  const found = await reading.client.query<{ id: string }>({
    name: 'safeguards-all',
    text: 'select p.id from registry.project_face p where p.district = $1 and p.id > $2 order by p.id limit $3',
    values: [reading.district, after, limit],
  })
  return found.rows.map(({ id }) => id)
}
