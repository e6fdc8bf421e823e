import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { topic } from '../kernel/announcement.ts'
import { Refused } from '../kernel/refusal.ts'
import { district } from '../../tests/support/district.ts'
import { act, look } from './act.ts'
import type { Context, Tx } from './context.ts'
import { naming, within, withinAny } from './hearing.ts'
import { Repeated } from './once.ts'

const saidFirst = topic('test.first', z.object({ word: z.string() }), (body) => body.word)
const saidSecond = topic('test.second', z.object({ words: z.string() }), () => 'all')
const order: string[] = []

const here = await district({
  hearers: [
    within(saidFirst, async (tx, bodies) => {
      const words = bodies.map((body) => body.word).join('+')
      order.push(`first ${words}`)
      tx.announce(saidSecond, { words })
      tx.count('heard', 'first', bodies.length)
    }),
    within(saidSecond, async (_tx, bodies) => {
      order.push(`second ${bodies.map((body) => body.words).join('+')}`)
    }),
    withinAny(
      [
        naming(saidFirst, ({ word }) => [word]),
        naming(saidSecond, ({ words }) => words.split('+')),
      ],
      async (_tx, words) => {
        order.push(`any ${words.join('+')}`)
      },
    ),
  ],
})
const owner = new pg.Client({ connectionString: here.database.ownerUrl })
await owner.connect()
await owner.query(`create schema trial; grant usage on schema trial to huxin_app;
  create table trial.thing (district text collate "C", id uuid, word text, primary key (district, id));
  alter table trial.thing enable row level security;
  create policy in_scope on trial.thing using (district between current_setting('huxin.first') and current_setting('huxin.last'));
  grant select, insert, update on trial.thing to huxin_app`)
afterAll(() => owner.end())

async function insertThing(tx: Tx, word: string, where = tx.district): Promise<string> {
  const id = randomUUID()
  await tx.client.query('insert into trial.thing values ($1, $2, $3)', [where, id, word])
  return id
}

async function thingsSeen(ctx: Context): Promise<string[]> {
  return look(ctx, async (reading) => {
    const found = await reading.client.query<{ word: string }>(
      'select word from trial.thing order by word',
    )
    return found.rows.map((row) => row.word)
  })
}

async function auditOf(subject: string) {
  const found = await owner.query<{ action: string; outcome: string; detail: unknown }>(
    'select action, outcome, detail from platform.audit_entry where subject = $1 order by id',
    [subject],
  )
  return found.rows
}

test('a write commits its work, what heard it within, its counters and its audit entry together', async () => {
  const subject = randomUUID()
  const id = await act(here.at('2026-11-23'), 'thing.make', subject, async (tx) => {
    tx.announce(saidFirst, { word: 'a' })
    tx.announce(saidFirst, { word: 'b' })
    tx.count('made', 'thing', 2)
    tx.count('made', 'thing', 3)
    tx.note({ things: 1 })
    return insertThing(tx, 'together')
  })
  expect(id).toMatch(/^[0-9a-f-]{36}$/)
  // Several topics heard as one: a and b are named twice, and heard once.
  expect(order).toEqual(['first a+b', 'second a+b', 'any a+b'])
  expect(await auditOf(subject)).toEqual([
    { action: 'thing.make', outcome: 'done', detail: { things: 1 } },
  ])
  const counted = await owner.query(
    'select name, sum(value)::int as sum from platform.counter group by name order by name',
  )
  expect(counted.rows).toEqual([
    { name: 'heard', sum: 2 },
    { name: 'made', sum: 5 },
  ])
})

test('a write that fails at its end leaves nothing behind', async () => {
  const subject = randomUUID()
  const failing = act(here.at('2026-11-23'), 'thing.fail', subject, async (tx) => {
    await insertThing(tx, 'never')
    tx.count('made', 'never', 1)
    throw new Refused({ code: 'test.no', kind: 'wrong-state' })
  })
  await expect(failing).rejects.toMatchObject({ refusal: { code: 'test.no' } })
  expect(await thingsSeen(here.at('2026-11-23'))).not.toContain('never')
  expect(await auditOf(subject)).toEqual([])
})

test('a refusal for lack of right is audited though its work is rolled back', async () => {
  const subject = randomUUID()
  const refused = act(here.at('2026-11-23'), 'thing.open', subject, async () => {
    throw new Refused({ code: 'test.not-yours', kind: 'not-allowed' })
  })
  await expect(refused).rejects.toBeInstanceOf(Refused)
  expect(await auditOf(subject)).toEqual([
    { action: 'thing.open', outcome: 'refused', detail: { code: 'test.not-yours' } },
  ])
})

test('a verb called inside a verb joins its transaction and writes an audit entry of its own', async () => {
  const outer = randomUUID()
  const inner = randomUUID()
  await act(here.at('2026-11-23'), 'thing.outer', outer, async (tx) => {
    const [before] = (await tx.client.query('select pg_current_xact_id()::text as id')).rows
    await act(tx, 'thing.inner', inner, async (nested) => {
      const [after] = (await nested.client.query('select pg_current_xact_id()::text as id')).rows
      expect(after).toEqual(before)
      nested.note({ depth: 2 })
    })
  })
  expect(await auditOf(outer)).toEqual([{ action: 'thing.outer', outcome: 'done', detail: {} }])
  expect(await auditOf(inner)).toEqual([
    { action: 'thing.inner', outcome: 'done', detail: { depth: 2 } },
  ])
})

test('two writers that wait for each other in a circle both end: the loser is tried again', async () => {
  const [one, two] = await act(here.at('2026-11-23'), 'thing.pair', randomUUID(), async (tx) => [
    await insertThing(tx, 'pair-1'),
    await insertThing(tx, 'pair-2'),
  ])
  let waiting = 0
  let release: () => void = () => undefined
  const both = new Promise<void>((resolve) => {
    release = resolve
  })
  const touch = (first: string | undefined, second: string | undefined) =>
    act(here.at('2026-11-23'), 'thing.touch', randomUUID(), async (tx) => {
      const update = `update trial.thing set word = word || '.' where district = $1 and id = $2`
      await tx.client.query(update, [tx.district, first])
      waiting += 1
      if (waiting === 2) release()
      await both
      await tx.client.query(update, [tx.district, second])
    })
  await Promise.all([touch(one, two), touch(two, one)])
  expect(await thingsSeen(here.at('2026-11-23'))).toEqual(
    expect.arrayContaining(['pair-1..', 'pair-2..']),
  )
})

test('another district sees, changes and adds nothing here', async () => {
  await act(here.at('2026-11-23'), 'thing.make', randomUUID(), (tx) => insertThing(tx, 'ours'))
  const other = here.elsewhere('990102')
  expect(await thingsSeen(other)).toEqual([])
  await act(other, 'thing.steal', randomUUID(), async (tx) => {
    const changed = await tx.client.query(`update trial.thing set word = 'stolen'`)
    expect(changed.rowCount).toBe(0)
  })
  const foreign = act(other, 'thing.plant', randomUUID(), (tx) =>
    insertThing(tx, 'planted', here.code),
  )
  await expect(foreign).rejects.toMatchObject({ code: '42501' })
})

test('the application cannot lift row-level security, nor change or delete an audit entry', async () => {
  const tries = [
    'set local row_security = off; select count(*) from trial.thing',
    'alter table trial.thing disable row level security',
    `update platform.audit_entry set action = 'other'`,
    'delete from platform.audit_entry',
    'truncate platform.audit_entry',
    'delete from platform.announcement',
    'set local role postgres',
  ]
  for (const attempt of tries) {
    const tried = act(here.at('2026-11-23'), 'thing.break', randomUUID(), (tx) =>
      tx.client.query(attempt),
    )
    await expect(tried, attempt).rejects.toBeInstanceOf(Error)
  }
})

test('without a scope a connection of the application reads no row and gets an error', async () => {
  const bare = new pg.Client({ connectionString: here.database.appUrl })
  await bare.connect()
  await expect(bare.query('select count(*) from trial.thing')).rejects.toThrow(/huxin\.first/)
  await bare.end()
})

test('a scope that is no scope never reaches the database', async () => {
  const ctx = here.at('2026-11-23')
  const crooked = { ...ctx, scope: { ...ctx.scope, first: `0'; drop table trial.thing; --` } }
  await expect(thingsSeen(crooked)).rejects.toThrow(/Invalid/)
})

test('a read sees one snapshot and cannot write', async () => {
  const ctx = here.at('2026-11-23')
  const writing = look(ctx, (reading) =>
    reading.client.query('insert into trial.thing values ($1, $2, $3)', [
      here.code,
      randomUUID(),
      'no',
    ]),
  )
  await expect(writing).rejects.toMatchObject({ code: '25006' })
})

test('the same key twice is done once, and the second gets the first one’s reply', async () => {
  const ctx: Context = {
    ...here.at('2026-11-23'),
    once: { key: randomUUID(), endpoint: 'test.make', requestHash: 'h1' },
  }
  const make = () =>
    act(ctx, 'thing.once', 'once', async (tx) => ({ id: await insertThing(tx, 'once') }))
  const [first, second] = await Promise.allSettled([make(), make()])
  const replies = [first, second].map((end) => {
    if (end.status === 'fulfilled') return end.value
    if (end.reason instanceof Repeated) return end.reason.reply
    throw end.reason
  })
  expect(replies[0]).toEqual(replies[1])
  expect((await thingsSeen(ctx)).filter((word) => word === 'once')).toHaveLength(1)
})

test('the same key with another content is refused', async () => {
  const ctx = here.at('2026-11-23')
  const key = randomUUID()
  const send = (requestHash: string) =>
    act({ ...ctx, once: { key, endpoint: 'test.make', requestHash } }, 'thing.once', key, (tx) =>
      insertThing(tx, 'keyed'),
    )
  await send('h1')
  await expect(send('h2')).rejects.toMatchObject({
    refusal: { code: 'platform.key-used-otherwise', kind: 'invalid' },
  })
})

test('a key whose work failed is free again', async () => {
  const ctx: Context = {
    ...here.at('2026-11-23'),
    once: { key: randomUUID(), endpoint: 'test.make', requestHash: 'h1' },
  }
  const failing = act(ctx, 'thing.once', 'again', async () => {
    throw new Refused({ code: 'test.no', kind: 'invalid' })
  })
  await expect(failing).rejects.toBeInstanceOf(Refused)
  expect(await act(ctx, 'thing.once', 'again', async () => 'done')).toBe('done')
})

test('counters under many writers add up', async () => {
  const ctx = here.at('2026-11-23')
  await Promise.all(
    Array.from({ length: 40 }, (_, nth) =>
      act(ctx, 'thing.count', 'many', async (tx) => {
        tx.count('many', nth % 2 === 0 ? 'even' : 'odd', 1)
      }),
    ),
  )
  const found = await owner.query(
    `select key, sum(value)::int as sum from platform.counter where name = 'many' group by key order by key`,
  )
  expect(found.rows).toEqual([
    { key: 'even', sum: 20 },
    { key: 'odd', sum: 20 },
  ])
})
