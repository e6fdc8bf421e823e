import { uuidv7 } from 'uuidv7'
import type { Topic } from '../kernel/announcement.ts'
import { Refused } from '../kernel/refusal.ts'
import { proofOf } from './audit-seal.ts'
import type { Context, Reading, Tx } from './context.ts'
import { claimOnce, keepReply } from './once.ts'
import type { Said } from './hearing.ts'
import { type Client, connect, isRetryable, refusalOf } from './database.ts'
import { beginIn } from './scope.ts'

interface Announced extends Said {
  readonly subject: string
}

interface Done {
  readonly action: string
  readonly subject: string
  detail: Record<string, string | number>
}

/** What a transaction has gathered, written at its end. */
interface Gathered {
  readonly said: Announced[]
  readonly counts: Map<string, { name: string; key: string; add: number }>
  readonly done: Done[]
}

interface OpenTx extends Tx {
  readonly gathered: Gathered
}

const attempts = 4
const slots = 16

/**
 * The one door to a write: opens the transaction in its scope, runs the work, lets those who hear within it run, adds
 * the counters, writes announcements and audit, commits. A deadlock or serialization failure is tried again up to three
 * times. Called with a transaction, it joins it and writes its own audit entry.
 */
export async function act<T>(
  ctx: Context,
  action: string,
  subject: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  if (isOpen(ctx)) return step(ctx, action, subject, work)
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(ctx, action, subject, work)
    } catch (error) {
      if (error instanceof Refused) {
        if (error.refusal.kind === 'not-allowed') await auditRefusal(ctx, action, subject, error)
        throw error
      }
      if (attempt < attempts && isRetryable(error)) continue
      throw refusalOf(error) ?? error
    }
  }
}

/** The one door to a read: the same scope, read only, one snapshot. Called with a transaction, it reads in it. */
export async function look<T>(ctx: Context, work: (reading: Reading) => Promise<T>): Promise<T> {
  if (isReading(ctx)) return work(ctx)
  const client = await connect(ctx.platform.pool)
  let broken: Error | undefined
  try {
    await client.query(beginIn(ctx.scope, 'read'))
    const result = await work({ ...ctx, client })
    await client.query('commit')
    return result
  } catch (error) {
    broken = await rollBack(client)
    throw refusalOf(error) ?? error
  } finally {
    client.release(broken)
  }
}

async function once<T>(
  ctx: Context,
  action: string,
  subject: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const client = await connect(ctx.platform.pool)
  let broken: Error | undefined
  try {
    await client.query(beginIn(ctx.scope, 'write'))
    const tx = openTx(ctx, client)
    if (ctx.once) await claimOnce(tx, ctx.once)
    const result = await step(tx, action, subject, work)
    await hearWithin(tx)
    await addCounters(tx)
    await writeAnnouncements(tx)
    await writeAudit(tx, 'done')
    if (ctx.once) await keepReply(tx, ctx.once, result)
    await client.query('commit')
    if (tx.gathered.said.length > 0) ctx.platform.wake()
    return result
  } catch (error) {
    broken = await rollBack(client)
    throw error
  } finally {
    client.release(broken)
  }
}

async function step<T>(
  tx: OpenTx,
  action: string,
  subject: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const done: Done = { action, subject, detail: {} }
  tx.gathered.done.push(done)
  return work({
    ...tx,
    note: (detail) => {
      done.detail = { ...done.detail, ...detail }
    },
  })
}

function openTx(ctx: Context, client: Client): OpenTx {
  const gathered: Gathered = { said: [], counts: new Map(), done: [] }
  return {
    ...ctx,
    client,
    gathered,
    announce: <B>(topic: Topic<B>, body: B) => {
      gathered.said.push({ topic: topic.name, subject: topic.subject(body), body })
    },
    count: (name, key, add) => {
      const known = gathered.counts.get(`${name}\0${key}`)
      if (known) known.add += add
      else gathered.counts.set(`${name}\0${key}`, { name, key, add })
    },
    note: () => undefined,
  }
}

/** In module order, each with every fact of its topics that this transaction has said so far. */
async function hearWithin(tx: OpenTx): Promise<void> {
  for (const hearer of tx.platform.hearers.within) {
    const said = tx.gathered.said.filter(({ topic }) => hearer.topics.has(topic))
    if (said.length > 0) await hearer.hear(tx, said)
  }
}

/** Sorted, so that two writers of the same counters never wait for each other in a circle. */
async function addCounters(tx: OpenTx): Promise<void> {
  const counts = [...tx.gathered.counts.values()]
    .filter((count) => count.add !== 0)
    .toSorted((a, b) => (a.name + a.key < b.name + b.key ? -1 : 1))
  if (counts.length === 0) return
  const slot = slotOf(tx.client)
  await tx.client.query({
    name: 'platform-add-counters',
    text: `insert into platform.counter as c (district, name, key, slot, value)
      select $1, name, key, $2, add from unnest($3::text[], $4::text[], $5::bigint[]) as u (name, key, add)
      on conflict (district, name, key, slot) do update set value = c.value + excluded.value`,
    values: [
      tx.district,
      slot,
      counts.map((count) => count.name),
      counts.map((count) => count.key),
      counts.map((count) => count.add),
    ],
  })
}

const slotsGiven = new WeakMap<Client, number>()
let nextSlot = process.pid % slots

/** One of 16 slots a connection, so that concurrent writers seldom share one. */
function slotOf(client: Client): number {
  const known = slotsGiven.get(client)
  if (known !== undefined) return known
  nextSlot = (nextSlot + 1) % slots
  slotsGiven.set(client, nextSlot)
  return nextSlot
}

async function writeAnnouncements(tx: OpenTx): Promise<void> {
  const heardAfter = new Set(tx.platform.hearers.after.map((hearer) => hearer.topic))
  const said = tx.gathered.said.filter((fact) => heardAfter.has(fact.topic))
  if (said.length === 0) return
  await tx.client.query({
    name: 'platform-announce',
    text: `insert into platform.announcement (district, id, topic, subject, body, at)
      select $1, id, topic, subject, body, $2 from unnest($3::uuid[], $4::text[], $5::text[], $6::jsonb[]) as u (id, topic, subject, body)`,
    values: [
      tx.district,
      tx.now,
      said.map(() => uuidv7()),
      said.map((fact) => fact.topic),
      said.map((fact) => fact.subject),
      said.map((fact) => JSON.stringify(fact.body)),
    ],
  })
}

async function writeAudit(tx: OpenTx, outcome: 'done' | 'refused'): Promise<void> {
  const requestId = tx.requestId ?? null
  const { district, now: at, actor } = tx
  const by = { district, at, actorId: actor.id, actorName: actor.name, outcome, requestId }
  const entries = tx.gathered.done.map((one) => ({ ...one, ...by, id: uuidv7() }))
  await tx.client.query({
    name: 'platform-audit',
    text: `insert into platform.audit_entry (district, id, at, actor_id, actor_name, action, subject, outcome, detail, request_id, proof)
      select $1, id, $2, $3, $4, action, subject, $5, detail, $6, proof
      from unnest($7::uuid[], $8::text[], $9::text[], $10::jsonb[], $11::bytea[]) as u (id, action, subject, detail, proof)`,
    values: [
      district,
      at,
      actor.id,
      actor.name,
      outcome,
      requestId,
      entries.map((one) => one.id),
      entries.map((one) => one.action),
      entries.map((one) => one.subject),
      entries.map((one) => JSON.stringify(one.detail)),
      entries.map((one) => proofOf(tx.platform.keys, one)),
    ],
  })
}

/** A refusal for lack of right leaves its own entry, in a transaction of its own: the work's was rolled back. */
async function auditRefusal(
  ctx: Context,
  action: string,
  subject: string,
  refused: Refused,
): Promise<void> {
  const client = await connect(ctx.platform.pool)
  let broken: Error | undefined
  try {
    await client.query(beginIn(ctx.scope, 'write'))
    const tx = openTx(ctx, client)
    tx.gathered.done.push({ action, subject, detail: { code: refused.refusal.code } })
    await writeAudit(tx, 'refused')
    await client.query('commit')
  } catch (error) {
    broken = await rollBack(client)
    throw error
  } finally {
    client.release(broken)
  }
}

/** The error that makes the connection unusable, if it is: the pool then drops it. */
async function rollBack(client: Client): Promise<Error | undefined> {
  try {
    await client.query('rollback')
    return undefined
  } catch (error) {
    return error instanceof Error ? error : new Error('rollback failed')
  }
}

function isReading(ctx: Context): ctx is Reading {
  return 'client' in ctx
}

function isOpen(ctx: Context): ctx is OpenTx {
  return 'gathered' in ctx
}
