import { Refused } from '../../kernel/refusal.ts'
import type { Tx } from '../../platform/context.ts'
import type { MergeEventKind, MergeReason, MergeState } from './rules/merge.ts'

/*
 * Two workers of one name on a project who may be one. Only who is new on a project is compared, with those of his name
 * there; numbers are compared by their ends first, which are seen without opening them.
 */

/** More are opened by no import; what is proposed is a list for people. */
const mostPairs = 2_000

export interface MergePair {
  readonly project_id: string
  readonly newcomer: string
  readonly standing: string
  readonly person_no: number
  readonly newcomer_finding: string | null
  readonly standing_finding: string | null
  readonly newcomer_sealed: Buffer | null
  readonly standing_sealed: Buffer | null
  readonly same_card: boolean | null
  readonly same_phone: boolean | null
  readonly same_firm: boolean | null
  readonly same_team: boolean | null
}

/** Who is new on a project and has a number, beside whom of his name something else speaks for. */
export async function listMergePairs(tx: Tx): Promise<MergePair[]> {
  await tx.client.query('drop table if exists merge_newcomer, merge_other, merge_pair')
  const newcomers = await tx.client.query(newcomersOf)
  if (!newcomers.rowCount) return []
  await tx.client.query('analyze merge_newcomer')
  await tx.client.query(othersOf, [tx.district])
  await tx.client.query('analyze merge_other')
  const pairs = await tx.client.query(pairsOf)
  if (!pairs.rowCount) return []
  await tx.client.query('analyze merge_pair')
  const found = await tx.client.query<MergePair>(alikePairsOf, [tx.district])
  return found.rows
}

/** The first of each worker's persons in the file, where he comes to a project. */
const newcomersOf = `create temporary table merge_newcomer on commit drop as
  select distinct on (r.project_id, r.worker_id) r.project_id, r.worker_id, r.person_no, p.name, p.id_value, p.id_finding, r.enterprise_id, r.team_id,
    r.card_value, r.phone_value
  from mentioned_anew m
  join resolved_part r on r.project_id = m.project_id and r.worker_id = m.worker_id
  join person_read p on p.person_no = r.person_no
  where m.newly and p.id_value is not null and r.named_worker_id is null
  order by r.project_id, r.worker_id, r.person_no`

/**
 * Of the newcomers' names: who stands on their projects, and the newcomers themselves where two of one name come at once. Of
 * two who both come with good numbers only card and phone are looked at: a slip of the pen hardly leaves a number good.
 */
const othersOf = `create temporary table merge_other on commit drop as
  with place as materialized (
    select project_id from (select distinct project_id from merge_newcomer) n
    where exists (select from labour.engagement e where e.district = $1 and e.project_id = n.project_id)
  )
  select e.project_id, e.worker_id, w.name, w.id_value, w.id_finding, e.enterprise_id, e.team_id, e.card_value, e.phone_value, null::uuid as before
  from place join labour.engagement e on e.district = $1 and e.project_id = place.project_id
  join labour.worker w on w.district = $1 and w.id = e.worker_id
  where w.name in (select name from merge_newcomer)
  union all
  select n.project_id, n.worker_id, n.name, n.id_value, n.id_finding, n.enterprise_id, n.team_id, n.card_value, n.phone_value, n.worker_id
  from merge_newcomer n join (
    select project_id, name from merge_newcomer group by project_id, name
    having count(*) > 1 and (count(distinct card_value) < count(card_value) or count(distinct phone_value) < count(phone_value)
      or bool_or(id_finding is not null))
  ) twice on twice.project_id = n.project_id and twice.name = n.name`

const isSame = (column: string) => `n.${column} = o.${column}`
const fits = (column: string) => `(${isSame(column)}) is not false`

/** `merge_pair`: whom something speaks for already, and whose numbers are to be looked at. */
const pairsOf = `create temporary table merge_pair on commit drop as
  select n.project_id, n.worker_id as newcomer, o.worker_id as standing, n.person_no, n.id_value as newcomer_value, o.id_value as standing_value,
    n.id_finding as newcomer_finding, o.id_finding as standing_finding, ${isSame('card_value')} as same_card,
    ${isSame('phone_value')} as same_phone, ${isSame('enterprise_id')} as same_firm, ${isSame('team_id')} as same_team
  from merge_newcomer n
  join merge_other o on o.project_id = n.project_id and o.name = n.name and o.worker_id <> n.worker_id and (o.before is null or o.before < n.worker_id)
  where ${isSame('card_value')} or ${isSame('phone_value')} or (${fits('enterprise_id')} and ${fits('team_id')}
    and (o.before is null or n.id_finding is not null or o.id_finding is not null))`

/** Of a number of 18 digits its four first and last are in its masked text: at most two of them differ, or one of 15 digits is in it. */
const alikeMasked = `case when length(a.masked) = 18 and length(b.masked) = 18 then
    ${[1, 2, 3, 4, 15, 16, 17, 18].map((at) => `(substr(a.masked, ${at}, 1) <> substr(b.masked, ${at}, 1))::integer`).join(' + ')} <= 2
  when length(a.masked) + length(b.masked) = 33 then left(a.masked, 2) = left(b.masked, 2)
  else false end`

const alikePairsOf = `select p.project_id, p.newcomer, p.standing, p.person_no, p.newcomer_finding, p.standing_finding,
    a.ciphertext as newcomer_sealed, b.ciphertext as standing_sealed, p.same_card, p.same_phone, p.same_firm, p.same_team
  from merge_pair p
  left join platform.personal_value a on a.district = $1 and a.id = p.newcomer_value
  left join platform.personal_value b on b.district = $1 and b.id = p.standing_value
  where p.same_card or p.same_phone or ${alikeMasked}
  order by p.person_no, p.standing limit ${mostPairs}`

export interface NewProposal {
  readonly id: string
  readonly eventId: string
  readonly projectId: string
  readonly keptWorkerId: string
  readonly otherWorkerId: string
  readonly reason: MergeReason
  readonly agrees: readonly string[]
  readonly differs: readonly string[]
  readonly idDigits: number | null
}

/**
 * Keeps what is proposed, a pair once: one that was withdrawn with its import is raised again, one that stands or that
 * people have decided stays as it is. Returns which were raised.
 */
export async function insertProposals(
  tx: Tx,
  importId: string,
  proposals: readonly NewProposal[],
): Promise<{ id: string; kept: string; other: string }[]> {
  const raised = await tx.client.query<{ id: string; kept: string; other: string }>(
    `insert into labour.merge_proposal as p (district, id, project_id, kept_worker_id, other_worker_id, reason, agrees, differs, id_digits, import_id, state)
      select $1, n.id, n.project_id, n.kept, n.other, n.reason, n.agrees, n.differs, n.id_digits, $2, 'open'
      from jsonb_to_recordset($3::jsonb) as n (id uuid, project_id uuid, kept uuid, other uuid, reason text, agrees text[], differs text[], id_digits smallint)
      order by n.id
      on conflict (district, least(kept_worker_id, other_worker_id), greatest(kept_worker_id, other_worker_id)) do update
        set state = 'open', import_id = excluded.import_id, project_id = excluded.project_id, version = p.version + 1
        where p.state = 'withdrawn'
      returning p.id, p.kept_worker_id as kept, p.other_worker_id as other`,
    [tx.district, importId, JSON.stringify(proposals.map(recordOf))],
  )
  const ids = raised.rows.map(({ id }) => id)
  await insertEvents(
    tx,
    ids.map((proposalId, nth) => ({
      id: proposals[nth]?.eventId ?? proposalId,
      proposalId,
      kind: 'raised' as const,
      importId,
    })),
  )
  return raised.rows
}

function recordOf(one: NewProposal) {
  return {
    id: one.id,
    project_id: one.projectId,
    kept: one.keptWorkerId,
    other: one.otherWorkerId,
    reason: one.reason,
    agrees: one.agrees,
    differs: one.differs,
    id_digits: one.idDigits,
  }
}

export interface NewMergeEvent {
  readonly id: string
  readonly proposalId: string
  readonly kind: MergeEventKind
  readonly importId?: string
  readonly mergedWorkerId?: string
  readonly intoWorkerId?: string
  readonly why?: string
}

export async function insertEvents(tx: Tx, events: readonly NewMergeEvent[]): Promise<void> {
  if (events.length === 0) return
  await tx.client.query(
    `insert into labour.merge_event (district, id, proposal_id, project_id, kind, import_id, merged_worker_id, into_worker_id, why, actor_id, actor_name, at)
      select $1, e.id, p.id, p.project_id, e.kind, e."importId", e."mergedWorkerId", e."intoWorkerId", e.why, $3, $4, $5
      from jsonb_to_recordset($2::jsonb) as e (id uuid, "proposalId" uuid, kind text, "importId" uuid, "mergedWorkerId" uuid, "intoWorkerId" uuid, why text)
      join labour.merge_proposal p on p.district = $1 and p.id = e."proposalId"`,
    [tx.district, JSON.stringify(events), tx.actor.id, tx.actor.name, tx.now],
  )
}

export interface LockedProposal {
  readonly id: string
  readonly project_id: string
  readonly import_id: string
  readonly state: MergeState
  readonly version: number
  /** Whom the two are now: themselves, or who they were merged into. */
  readonly kept: string
  readonly other: string
  readonly merged_worker_id: string | null
  readonly into_worker_id: string | null
}

export async function lockProposal(tx: Tx, id: string): Promise<LockedProposal | null> {
  const found = await tx.client.query<LockedProposal>(
    `select id, project_id, import_id, state, version, labour.worker_merged_into(district, kept_worker_id) as kept,
        labour.worker_merged_into(district, other_worker_id) as other, merged_worker_id, into_worker_id
      from labour.merge_proposal where district = $1 and id = $2 for update`,
    [tx.district, id],
  )
  return found.rows[0] ?? null
}

export interface Decision {
  readonly state: MergeState
  readonly merged: string | null
  readonly into: string | null
  readonly why: string | null
}

/** What was decided, as it holds now; an opened one was decided by nobody. Returns the version. */
export async function recordDecision(tx: Tx, id: string, of: Decision): Promise<number> {
  const isDecided = of.state === 'merged' || of.state === 'refused'
  const done = await tx.client.query<{ version: number }>(
    `update labour.merge_proposal set state = $3, merged_worker_id = $4, into_worker_id = $5, decided_why = $6, decided_by = $7,
        decided_by_name = $8, decided_at = $9, version = version + 1
      where district = $1 and id = $2 returning version`,
    [
      tx.district,
      id,
      of.state,
      of.merged,
      of.into,
      of.why,
      isDecided ? tx.actor.id : null,
      isDecided ? tx.actor.name : null,
      isDecided ? tx.now : null,
    ],
  )
  return done.rows[0]?.version ?? 0
}

/**
 * An import keeps the workers as they are while it takes in, and a merge waits for those that are under way: else a file
 * could write lines for a worker who at the same moment is merged on other projects.
 */
export async function holdWorkers(tx: Tx, how: 'shared' | 'alone'): Promise<void> {
  const lock = how === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock'
  if (how === 'alone') await tx.client.query(`set local lock_timeout = '5s'`)
  try {
    await tx.client.query({
      text: `select ${lock}(hashtextextended('huxin labour workers ' || $1, 0))`,
      values: [tx.district],
    })
  } catch (error) {
    if (isLockTimeout(error)) throw new Refused({ code: 'labour.import-under-way', kind: 'busy' })
    throw error
  }
  if (how === 'alone') await tx.client.query('set local lock_timeout = 0')
}

function isLockTimeout(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === '55P03'
}

export async function setMergedInto(tx: Tx, workerId: string, into: string | null): Promise<void> {
  await tx.client.query(
    'update labour.worker set merged_into = $3 where district = $1 and id = $2',
    [tx.district, workerId, into],
  )
}

/** Whom a merged worker is now. */
export async function findRoot(tx: Tx, workerId: string): Promise<string> {
  const found = await tx.client.query<{ root: string | null }>(
    'select labour.worker_merged_into($1, $2) as root',
    [tx.district, workerId],
  )
  return found.rows[0]?.root ?? workerId
}

/** The worker and everybody who was merged into him. */
export async function listMergedInto(tx: Tx, workerId: string): Promise<string[]> {
  const found = await tx.client.query<{ id: string }>(
    `with recursive of (id) as (
        select $2::uuid
        union all
        select w.id from of join labour.worker w on w.district = $1 and w.merged_into = of.id
      ) select id from of`,
    [tx.district, workerId],
  )
  return found.rows.map(({ id }) => id)
}

/** The projects that either is on. */
export async function listProjectsOf(tx: Tx, workerIds: readonly string[]): Promise<string[]> {
  const found = await tx.client.query<{ project_id: string }>(
    'select distinct project_id from labour.engagement where district = $1 and worker_id = any ($2::uuid[])',
    [tx.district, workerIds],
  )
  return found.rows.map((row) => row.project_id)
}

/** The merge that stands of a proposal. */
export async function findMergeEvent(tx: Tx, proposalId: string): Promise<string | null> {
  const found = await tx.client.query<{ id: string }>(
    `select id from labour.merge_event where district = $1 and proposal_id = $2 and kind = 'merged' order by id desc limit 1`,
    [tx.district, proposalId],
  )
  return found.rows[0]?.id ?? null
}

/** Open proposals of whom `withdrawn_mention` names, where one of the two is not on the project any more. */
export async function listUnfounded(tx: Tx): Promise<string[]> {
  const found = await tx.client.query<{ id: string }>(
    `select p.id from labour.merge_proposal p
      where p.district = $1 and p.state = 'open' and not ${areBothThere('p')}
        and (p.kept_worker_id in (select worker_id from withdrawn_mention) or p.other_worker_id in (select worker_id from withdrawn_mention))
      order by p.id for update`,
    [tx.district],
  )
  return found.rows.map(({ id }) => id)
}

/** Whether both of a proposal are on its project. */
export async function isFounded(tx: Tx, proposalId: string): Promise<boolean> {
  const found = await tx.client.query(
    `select from labour.merge_proposal p where p.district = $1 and p.id = $2 and ${areBothThere('p')}`,
    [tx.district, proposalId],
  )
  return found.rowCount === 1
}

const isThere = (proposal: string, worker: string) =>
  `exists (select from labour.engagement e where e.district = $1 and e.project_id = ${proposal}.project_id
    and e.worker_id = labour.worker_merged_into($1, ${proposal}.${worker}))`

const areBothThere = (proposal: string) =>
  `(${isThere(proposal, 'kept_worker_id')} and ${isThere(proposal, 'other_worker_id')})`
