import pg from 'pg'
import { afterAll, afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { topic } from '../kernel/announcement.ts'
import { district } from '../../tests/support/district.ts'
import { act } from './act.ts'
import { every, on } from './hearing.ts'
import { keepWorking, type Work } from './keep-working.ts'

const said = topic('test.said', z.object({ word: z.string() }), (body) => body.word)
const other = topic('test.other', z.object({ word: z.string() }), (body) => body.word)

const heard: string[] = []
let hold: Promise<void> = Promise.resolve()
let sweeps = 0

const here = await district({
  hearers: [
    on(said, 'test.slow', async (_ctx, { word }) => {
      await hold
      heard.push(`slow ${word}`)
    }),
    on(said, 'test.quick', async (_ctx, { word }) => void heard.push(`quick ${word}`)),
    on(other, 'test.says-more', (ctx, { word }) => say(word, ctx.district)),
    every('minute', 'test.sweep', async () => void (sweeps += 1)),
  ],
})
const owner = new pg.Client({ connectionString: here.database.ownerUrl })
await owner.connect()
afterAll(() => owner.end())

const clock = () => new Date('2026-11-23T02:00:00Z')

async function say(word: string, where = '990101'): Promise<void> {
  const ctx = where === '990101' ? here.at('2026-11-23') : here.elsewhere(where)
  await act(ctx, 'test.say', word, async (tx) => tx.announce(said, { word }))
}

let work: Work | null = null

function begin(): Work {
  work = keepWorking(here.platform, async () => ['990101'], clock)
  return work
}

afterEach(async () => {
  hold = Promise.resolve()
  await work?.stop()
  work = null
  heard.length = 0
})

const soon = { timeout: 15_000, interval: 20 }

test('what was said before it began, and what is said while it works, is heard', async () => {
  await say('before')
  begin()
  await expect.poll(() => heard.toSorted(), soon).toEqual(['quick before', 'slow before'])
  await say('then')
  await expect.poll(() => heard.length, soon).toBe(4)
})

test('woken, it does not wait for its next look', async () => {
  const working = begin()
  await say('woken')
  const asked = performance.now()
  working.wake()
  await expect.poll(() => heard.includes('quick woken'), soon).toBe(true)
  // The listeners' own pace is a second.
  expect(performance.now() - asked).toBeLessThan(900)
})

test('a listener with long work keeps no other waiting', async () => {
  const { promise, resolve: release } = Promise.withResolvers<void>()
  hold = promise
  begin()
  await say('one')
  await say('two')
  await expect.poll(() => [...heard], soon).toEqual(['quick one', 'quick two'])
  release()
  await expect.poll(() => heard.slice(2), soon).toEqual(['slow one', 'slow two'])
})

test('a listener may say something in its turn, in whatever district', async () => {
  begin()
  await act(here.elsewhere('990102'), 'test.say', 'x', async (tx) => {
    tx.announce(other, { word: 'far' })
  })
  await expect.poll(() => heard.toSorted(), soon).toEqual(['quick far', 'slow far'])
})

test('stopping waits for what is under way, and after it nothing more is done', async () => {
  const { promise, resolve: release } = Promise.withResolvers<void>()
  hold = promise
  const working = begin()
  await say('last')
  await expect.poll(() => heard.includes('quick last'), soon).toBe(true)
  let isStopped = false
  const stopping = working.stop().then(() => (isStopped = true))
  await new Promise((resolve) => setImmediate(resolve))
  expect(isStopped).toBe(false)
  release()
  await stopping
  expect(heard).toContain('slow last')
  await say('after')
  expect(heard.filter((word) => word.endsWith('after'))).toEqual([])
  begin()
  await expect.poll(() => heard.filter((word) => word.endsWith('after')).length, soon).toBe(2)
})

test('the database being away for a while is waited out', async () => {
  begin()
  await say('first')
  await expect.poll(() => heard.length, soon).toBe(2)
  const { rows } = await owner.query<{ name: string }>('select current_database() as name')
  const name = `"${rows[0]?.name}"`
  const maintenance = new pg.Client({
    connectionString: here.database.ownerUrl.replace(/\/[^/]*$/, '/postgres'),
  })
  await maintenance.connect()
  await maintenance.query(`alter database ${name} allow_connections false`)
  await owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = 'huxin test' and pid <> pg_backend_pid()`,
  )
  await expect(say('meanwhile')).rejects.toThrow(/database-away|not currently accepting/)
  await maintenance.query(`alter database ${name} allow_connections true`)
  await maintenance.end()
  await say('again')
  await expect.poll(() => heard.slice(2).toSorted(), soon).toEqual(['quick again', 'slow again'])
})

test('sweeps are run beside it', async () => {
  await owner.query('delete from platform.sweep')
  const before = sweeps
  begin()
  await expect.poll(() => sweeps, soon).toBe(before + 1)
})
