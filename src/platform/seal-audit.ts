import {
  type Head,
  isSame,
  noSeal,
  proofOf,
  type ProvenEntry,
  sealOf,
  signHead,
} from './audit-seal.ts'
import type { Platform } from './context.ts'
import { type Client, connect } from './database.ts'
import { beginIn } from './scope.ts'
import { districtScope, everywhere } from './system.ts'

/** Sealed in one transaction. */
const most = 5_000

export interface StoredEntry extends ProvenEntry {
  readonly proof: Buffer | null
  readonly sealNo: number | null
  readonly seal: Buffer | null
}

interface EntryRow {
  district: string
  id: string
  at: Date
  actor_id: string
  actor_name: string
  action: string
  subject: string
  outcome: 'done' | 'refused'
  detail: Record<string, unknown> | null
  request_id: string | null
  proof: Buffer | null
  seal_no: number | null
  seal: Buffer | null
}

export const entryColumns =
  'district, id, at, actor_id, actor_name, action, subject, outcome, detail, request_id, proof, seal_no, seal'

export function storedEntry(row: EntryRow): StoredEntry {
  return {
    district: row.district,
    id: row.id,
    at: row.at,
    actorId: row.actor_id,
    actorName: row.actor_name,
    action: row.action,
    subject: row.subject,
    outcome: row.outcome,
    detail: row.detail ?? {},
    requestId: row.request_id,
    proof: row.proof,
    sealNo: row.seal_no,
    seal: row.seal,
  }
}

/**
 * The sealer: links each district's committed entries to its chain and signs the new head. One at a time per district, behind a
 * lock. An entry whose proof is wrong, or is missing though the chain has begun, was not written by the program: it is
 * left, for verifying to name. Returns how many were sealed.
 */
export async function sealAudit(platform: Platform, now: Date): Promise<number> {
  const client = await connect(platform.pool)
  try {
    await client.query(beginIn(everywhere, 'read'))
    const waiting = await client.query<{ district: string }>({
      name: 'platform-unsealed',
      text: 'select distinct district from platform.audit_entry where seal_no is null limit 1000',
    })
    await client.query('commit')
    let sealed = 0
    for (const { district } of waiting.rows) {
      await client.query(beginIn(districtScope(district), 'write'))
      sealed += await sealDistrict(platform, client, district, now)
      await client.query('commit')
    }
    client.release()
    return sealed
  } catch (error) {
    client.release(true)
    throw error
  }
}

async function sealDistrict(
  { keys }: Platform,
  client: Client,
  district: string,
  now: Date,
): Promise<number> {
  await client.query({
    name: 'platform-sealer-lock',
    text: 'select pg_advisory_xact_lock(hashtextextended($1, 0))',
    values: [`huxin audit sealer ${district}`],
  })
  const before = await lastHead(client, district)
  const found = await client.query<EntryRow>({
    name: 'platform-unsealed-entries',
    text: `select ${entryColumns} from platform.audit_entry where district = $1 and seal_no is null order by id limit $2`,
    values: [district, most],
  })
  const links: { id: string; proof: Buffer; sealNo: number; seal: Buffer }[] = []
  let [seal, sealNo] = [before?.seal ?? noSeal, before?.sealNo ?? 0]
  for (const entry of found.rows.map(storedEntry)) {
    const proof = proofOf(keys, entry)
    const isOurs = entry.proof === null ? before === null : isSame(entry.proof, proof)
    if (!isOurs) continue
    sealNo += 1
    seal = sealOf(keys, seal, sealNo, proof)
    links.push({ id: entry.id, proof, sealNo, seal })
  }
  if (links.length === 0) return 0
  await client.query({
    name: 'platform-seal',
    text: `update platform.audit_entry e set proof = l.proof, seal_no = l.seal_no, seal = l.seal
      from unnest($2::uuid[], $3::bytea[], $4::bigint[], $5::bytea[]) as l (id, proof, seal_no, seal)
      where e.district = $1 and e.id = l.id`,
    values: [
      district,
      links.map((one) => one.id),
      links.map((one) => one.proof),
      links.map((one) => one.sealNo),
      links.map((one) => one.seal),
    ],
  })
  const head = { district, sealNo, seal, signedAt: now }
  await keepHead(client, head, signHead(keys, head), before)
  return links.length
}

async function lastHead(client: Client, district: string): Promise<Head | null> {
  const found = await client.query<{ seal_no: number; seal: Buffer; signed_at: Date }>({
    name: 'platform-last-head',
    text: 'select seal_no, seal, signed_at from platform.audit_head where district = $1 and is_last',
    values: [district],
  })
  const [row] = found.rows
  if (row === undefined) return null
  return { district, sealNo: row.seal_no, seal: row.seal, signedAt: row.signed_at }
}

/** The head before stays where it is the last of its hour. */
async function keepHead(
  client: Client,
  head: Head,
  signature: Buffer,
  before: Head | null,
): Promise<void> {
  const hourOf = (of: Head) => of.signedAt.toISOString().slice(0, 13)
  if (before !== null) {
    const stays = hourOf(before) !== hourOf(head)
    await client.query(
      stays
        ? 'update platform.audit_head set is_last = false where district = $1 and is_last'
        : 'delete from platform.audit_head where district = $1 and is_last',
      [head.district],
    )
  }
  await client.query(
    `insert into platform.audit_head (district, seal_no, seal, signed_at, signature, is_last)
      values ($1, $2, $3, $4, $5, true)`,
    [head.district, head.sealNo, head.seal, head.signedAt, signature],
  )
}
