import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { topic } from '../kernel/announcement.ts'
import { district } from '../../tests/support/district.ts'
import { act } from './act.ts'
import { attemptsBeforeSetAside, deliver } from './deliver.ts'
import { countFaults, listFaults, retryFaults } from './faults.ts'
import { on } from './hearing.ts'
import { takeNumbers } from './take-numbers.ts'

const said = topic('test.said', z.object({ about: z.string(), nth: z.int() }), (body) => body.about)
const heard: string[] = []
const failing = new Set<string>()

const here = await district({
  hearers: [
    on(said, 'test.listener', async (_ctx, { about, nth }) => {
      if (failing.has(`${about} ${nth}`)) throw new Error('does not want to')
      heard.push(`${about} ${nth}`)
    }),
    on(said, 'test.other', async (_ctx, { about, nth }) => {
      heard.push(`other ${about} ${nth}`)
    }),
  ],
})
const owner = new pg.Client({ connectionString: here.database.ownerUrl })
await owner.connect()
afterAll(() => owner.end())

beforeEach(async () => {
  await here.settle()
  heard.length = 0
  failing.clear()
})

function say(about: string, nth: number) {
  return act(here.at('2026-11-23'), 'test.say', about, async (tx) => {
    tx.announce(said, { about, nth })
  })
}

const mine = () => heard.filter((line) => !line.startsWith('other'))

test('what is announced is heard by every listener, in order', async () => {
  for (const nth of [1, 2, 3]) await say('a', nth)
  await here.settle()
  expect(mine()).toEqual(['a 1', 'a 2', 'a 3'])
  expect(heard.filter((line) => line.startsWith('other'))).toHaveLength(3)
})

test('an announcement that was written first and committed last is not lost', async () => {
  let commitFirst: () => void = () => undefined
  const mayCommit = new Promise<void>((resolve) => {
    commitFirst = resolve
  })
  const slow = new pg.Client({ connectionString: here.database.ownerUrl })
  await slow.connect()
  await slow.query('begin')
  await slow.query(
    `insert into platform.announcement (district, id, topic, subject, body, at)
      values ($1, $2, 'test.said', 'slow', '{"about":"slow","nth":1}', now())`,
    [here.code, '00000000-0000-7000-8000-000000000001'],
  )
  const late = mayCommit.then(() => slow.query('commit'))
  await say('quick', 1)
  await here.settle()
  expect(mine()).toEqual(['quick 1'])
  commitFirst()
  await late
  await slow.end()
  await here.settle()
  expect(mine()).toEqual(['quick 1', 'slow 1'])
})

test('what fails is set aside with its subject, and nobody else waits', async () => {
  failing.add('bad 1')
  await say('bad', 1)
  await say('good', 1)
  await say('bad', 2)
  await here.settle()
  expect(mine()).toEqual(['good 1'])
  const faults = await owner.query(
    `select subject, attempts, error from platform.announcement_fault where listener = 'test.listener' order by number`,
  )
  expect(faults.rows).toEqual([
    { subject: 'bad', attempts: 1, error: 'Error' },
    { subject: 'bad', attempts: 0, error: 'waits for an earlier one' },
  ])
  for (let later = 1; later < attemptsBeforeSetAside; later += 1) {
    await deliver(here.platform, () => new Date(Date.UTC(2026, 10, 24, later)))
  }
  const setAside = await owner.query(
    `select attempts, next_at from platform.announcement_fault where listener = 'test.listener' order by number`,
  )
  expect(setAside.rows[0]).toEqual({ attempts: attemptsBeforeSetAside, next_at: null })
  expect(await listFaults(here.at('2026-11-24'))).toMatchObject([
    { subject: 'bad', attempts: attemptsBeforeSetAside, nextAt: null },
    { subject: 'bad', attempts: 0 },
  ])
  expect(await countFaults(here.at('2026-11-24'))).toBe(1)
  failing.clear()
  expect(await retryFaults(here.at('2026-11-24'))).toBe(1)
  await deliver(here.platform, () => new Date(Date.UTC(2099, 0, 1)))
  await deliver(here.platform, () => new Date(Date.UTC(2099, 0, 1)))
  expect(mine()).toEqual(['good 1', 'bad 1', 'bad 2'])
  const left = await owner.query('select count(*)::int as left from platform.announcement_fault')
  expect(left.rows).toEqual([{ left: 0 }])
})

test('two takers at once number each announcement once, without gaps', async () => {
  await Promise.all(Array.from({ length: 30 }, (_, nth) => say(`many-${nth}`, nth)))
  await Promise.all([
    takeNumbers(here.platform),
    takeNumbers(here.platform),
    takeNumbers(here.platform),
  ])
  const found = await owner.query<{ number: number }>(
    'select number::int as number from platform.announcement order by number',
  )
  expect(found.rows.map((row) => row.number)).toEqual(found.rows.map((_, nth) => nth + 1))
  await Promise.all([1, 2, 3].map(() => deliver(here.platform, () => new Date())))
  await here.settle()
  expect(new Set(mine()).size).toBe(30)
})

test('a process that dies between commit and hearing loses nothing', async () => {
  await say('dying', 1)
  await takeNumbers(here.platform)
  const before = await owner.query<{ number: number }>(
    `select number::int as number from platform.listener_position where listener = 'test.listener'`,
  )
  // The dead process had heard it, but had not yet moved its position: it is heard again, never lost.
  await deliver(here.platform, () => new Date())
  await owner.query(
    `update platform.listener_position set number = $1 where listener = 'test.listener'`,
    [before.rows[0]?.number],
  )
  await here.settle()
  expect(mine()).toEqual(['dying 1', 'dying 1'])
})

test('an announcement of another district is heard in that district', async () => {
  const there = here.elsewhere('990102')
  await act(there, 'test.say', randomUUID(), async (tx) => {
    tx.announce(said, { about: 'there', nth: 1 })
  })
  await here.settle()
  expect(mine()).toEqual(['there 1'])
})
