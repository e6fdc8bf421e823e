import type { Platform } from './context.ts'
import { type Client, connect } from './database.ts'
import type { On } from './hearing.ts'
import { turnKey } from './in-turn.ts'
import { errorFacts } from './log.ts'
import { beginIn } from './scope.ts'
import { districtScope, everywhere, systemContext } from './system.ts'

interface Row {
  number: number
  topic: string
  subject: string
  body: unknown
}

interface FaultRow extends Row {
  attempts: number
}

/** Tries before an announcement is set aside until somebody retries it. */
export const attemptsBeforeSetAside = 5

/**
 * Lets every listener hear what was numbered since its position, and again what failed and is due. One process delivers
 * to a listener of a district at a time. Returns how many were heard or put aside.
 */
export async function deliver(
  platform: Platform,
  clock: () => Date,
  after: readonly On[] = platform.hearers.after,
): Promise<number> {
  if (after.length === 0) return 0
  const client = await connect(platform.pool)
  try {
    let delivered = 0
    for (const { listener, district } of await behind(client, after, clock())) {
      const hearer = after.find((one) => one.listener === listener)
      if (hearer) delivered += await alone(client, hearer, district, platform, clock)
    }
    client.release()
    return delivered
  } catch (error) {
    client.release(true)
    throw error
  }
}

/** Listeners with something to hear: their position is behind the taker's number, or a failed one is due. */
async function behind(client: Client, after: readonly On[], now: Date) {
  await client.query(beginIn(everywhere, 'write'))
  const found = await client.query<{ listener: string; district: string }>({
    name: 'platform-behind',
    text: `select l.listener, t.district from platform.announcement_taker t
        cross join unnest($1::text[]) as l (listener)
        left join platform.listener_position p on p.district = t.district and p.listener = l.listener
        where coalesce(p.number, 0) < t.last_number
      union
      select f.listener, f.district from platform.announcement_fault f where f.next_at <= $2 and f.listener = any ($1)
      limit 1000`,
    values: [after.map((one) => one.listener), now],
  })
  await client.query('commit')
  return found.rows
}

/** Under a lock that ends with the connection, so that a killed process blocks nobody. */
async function alone(
  client: Client,
  hearer: On,
  district: string,
  platform: Platform,
  clock: () => Date,
): Promise<number> {
  const key = turnKey(district, hearer.listener)
  const locked = await client.query<{ locked: boolean }>({
    name: 'platform-deliver-lock',
    text: 'select pg_try_advisory_lock(hashtextextended($1, 0)) as locked',
    values: [key],
  })
  if (locked.rows[0]?.locked !== true) return 0
  try {
    const again = await hearAgain(client, hearer, district, platform, clock)
    return again + (await hearNew(client, hearer, district, platform, clock))
  } finally {
    await client.query({
      name: 'platform-deliver-unlock',
      text: 'select pg_advisory_unlock(hashtextextended($1, 0))',
      values: [key],
    })
  }
}

async function hearNew(
  client: Client,
  hearer: On,
  district: string,
  platform: Platform,
  clock: () => Date,
): Promise<number> {
  const rows = await inScope<Row>(client, district, {
    name: 'platform-next-announcements',
    text: `select number, topic, subject, body from platform.announcement
      where district = $1 and number > coalesce((select number from platform.listener_position where district = $1 and listener = $2), 0)
      order by number limit 200`,
    values: [district, hearer.listener],
  })
  let heard = 0
  for (const row of rows) {
    if (row.topic === hearer.topic) {
      heard += 1
      if (await subjectWaits(client, hearer, district, row)) {
        await setAside(client, hearer, district, row, 0, 'waits for an earlier one', null, clock())
      } else {
        await tryToHear(client, hearer, district, { ...row, attempts: 0 }, platform, clock)
      }
    }
    await inScope(client, district, {
      name: 'platform-move-position',
      text: `insert into platform.listener_position as p (district, listener, number) values ($1, $2, $3)
        on conflict (district, listener) do update set number = excluded.number`,
      values: [district, hearer.listener, row.number],
    })
  }
  return Math.max(heard, rows.length)
}

async function hearAgain(
  client: Client,
  hearer: On,
  district: string,
  platform: Platform,
  clock: () => Date,
): Promise<number> {
  const due = await inScope<FaultRow>(client, district, {
    name: 'platform-due-faults',
    text: `select f.number, f.attempts, a.topic, a.subject, a.body from platform.announcement_fault f
      join platform.announcement a on a.district = f.district and a.number = f.number
      where f.district = $1 and f.listener = $2 and f.next_at <= $3 order by f.number limit 200`,
    values: [district, hearer.listener, clock()],
  })
  for (const row of due) {
    const heard = await tryToHear(client, hearer, district, row, platform, clock)
    if (!heard) continue
    await inScope(client, district, {
      name: 'platform-fault-cured',
      text: 'delete from platform.announcement_fault where district = $1 and listener = $2 and number = $3',
      values: [district, hearer.listener, row.number],
    })
    await inScope(client, district, {
      name: 'platform-next-of-subject',
      text: `update platform.announcement_fault set next_at = $4 where district = $1 and listener = $2 and number = (
          select min(number) from platform.announcement_fault where district = $1 and listener = $2 and subject = $3)`,
      values: [district, hearer.listener, row.subject, clock()],
    })
  }
  return due.length
}

async function tryToHear(
  client: Client,
  hearer: On,
  district: string,
  row: FaultRow,
  platform: Platform,
  clock: () => Date,
): Promise<boolean> {
  try {
    await hearer.hear(systemContext(platform, district, clock()), row.body)
    return true
  } catch (error) {
    const attempts = row.attempts + 1
    const now = clock()
    const facts = errorFacts(error)
    platform.log.error({ listener: hearer.listener, district, attempts, ...facts }, 'not heard')
    const wait = 1_000 * 2 ** attempts
    const next = attempts >= attemptsBeforeSetAside ? null : new Date(now.getTime() + wait)
    // Kind and code only: a database's message may quote what was written.
    const what = [facts['error'], facts['code']].filter(Boolean).join(' ')
    await setAside(client, hearer, district, row, attempts, what, next, now)
    return false
  }
}

async function subjectWaits(client: Client, hearer: On, district: string, row: Row) {
  const found = await inScope<{ one: number }>(client, district, {
    name: 'platform-subject-waits',
    text: `select 1 as one from platform.announcement_fault
      where district = $1 and listener = $2 and subject = $3 and number < $4 limit 1`,
    values: [district, hearer.listener, row.subject, row.number],
  })
  return found.length > 0
}

async function setAside(
  client: Client,
  hearer: On,
  district: string,
  row: Row,
  attempts: number,
  error: string,
  next: Date | null,
  now: Date,
): Promise<void> {
  await inScope(client, district, {
    name: 'platform-set-aside',
    text: `insert into platform.announcement_fault as f (district, listener, number, subject, attempts, error, first_at, next_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8)
      on conflict (district, listener, number) do update
      set attempts = excluded.attempts, error = excluded.error, next_at = excluded.next_at`,
    values: [district, hearer.listener, row.number, row.subject, attempts, error, now, next],
  })
}

async function inScope<R extends object>(
  client: Client,
  district: string,
  query: { name: string; text: string; values: unknown[] },
): Promise<R[]> {
  await client.query(beginIn(districtScope(district), 'write'))
  const result = await client.query<R & Record<string, unknown>>(query)
  await client.query('commit')
  return result.rows
}
