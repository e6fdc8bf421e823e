import pg from 'pg'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { district } from '../../tests/support/district.ts'
import { act, look } from './act.ts'
import type { Context } from './context.ts'
import { every } from './hearing.ts'
import { lateSweeps, runSweeps } from './sweeps.ts'

const ran: string[] = []
let work: (ctx: Context) => Promise<void> = async () => undefined

const here = await district({
  hearers: [
    every('minute', 'test.each-minute', async (ctx) => {
      ran.push(`minute ${ctx.district}`)
      await work(ctx)
    }),
    every('hour', 'test.each-hour', async (ctx) => void ran.push(`hour ${ctx.district}`)),
  ],
})
const owner = new pg.Client({ connectionString: here.database.ownerUrl })
await owner.connect()
afterAll(() => owner.end())

beforeEach(async () => {
  await owner.query('delete from platform.sweep')
  ran.length = 0
  work = async () => undefined
})

const start = new Date('2026-11-23T02:00:00Z')
const after = (seconds: number) => new Date(start.getTime() + seconds * 1_000)
const districts = ['990101', '990102']

function sweep(at: Date): Promise<void> {
  return runSweeps(here.platform, districts, () => at)
}

async function late(at: Date): Promise<string[]> {
  const found = await lateSweeps(here.platform, districts, at)
  return found.map(({ sweep: name, district: where }) => `${name} ${where}`)
}

test('a sweep runs in each district, and again when its length has passed, not before', async () => {
  await sweep(start)
  expect(ran).toEqual(['minute 990101', 'minute 990102', 'hour 990101', 'hour 990102'])
  await sweep(after(59))
  expect(ran).toHaveLength(4)
  await sweep(after(60))
  expect(ran.slice(4)).toEqual(['minute 990101', 'minute 990102'])
  await sweep(after(3_600))
  expect(ran.filter((one) => one.startsWith('hour'))).toHaveLength(4)
})

test('a clock that is set back stops no sweep, and one that is a little behind runs none twice', async () => {
  await sweep(after(7_200))
  await sweep(after(7_170))
  expect(ran).toHaveLength(4)
  await sweep(start)
  expect(ran).toHaveLength(8)
  await sweep(after(59))
  expect(ran).toHaveLength(8)
  await sweep(after(60))
  expect(ran).toHaveLength(10)
})

test('of processes that come at once one runs it', async () => {
  await Promise.all([sweep(start), sweep(start), sweep(start)])
  expect(ran.toSorted()).toEqual(['hour 990101', 'hour 990102', 'minute 990101', 'minute 990102'])
})

test('what it does it does as the program itself, in its district only', async () => {
  const seen: unknown[] = []
  work = async (ctx) => {
    await act(ctx, 'test.swept', 'subject', async () => undefined)
    const { rows } = await look(ctx, (reading) =>
      reading.client.query<{ district: string }>('select district from platform.audit_entry'),
    )
    seen.push([ctx.district, ctx.actor.name, ...new Set(rows.map((row) => row.district))])
  }
  await sweep(start)
  expect(seen).toEqual([
    ['990101', '系统', '990101'],
    ['990102', '系统', '990102'],
  ])
})

test('one that fails is noted by its kind alone, keeps nobody waiting and is tried again', async () => {
  work = async (ctx) => {
    if (ctx.district === '990101') throw new RangeError('赵甲一 990101199001010013')
  }
  await sweep(start)
  expect(ran).toEqual(['minute 990101', 'minute 990102', 'hour 990101', 'hour 990102'])
  const noted = await owner.query('select district, name, error, finished_at from platform.sweep')
  expect(noted.rows).toContainEqual({
    district: '990101',
    name: 'test.each-minute',
    error: 'RangeError',
    finished_at: null,
  })
  expect(JSON.stringify(noted.rows)).not.toContain('赵甲一')
  work = async () => undefined
  await sweep(after(60))
  const cured = await owner.query(
    `select error, finished_at from platform.sweep where district = '990101' and name = 'test.each-minute'`,
  )
  expect(cured.rows).toEqual([{ error: null, finished_at: after(60) }])
})

test('the watchdog is silent while sweeps end well, and complains after three lengths', async () => {
  await sweep(start)
  expect(await late(after(179))).toEqual([])
  expect(await late(after(180))).toEqual(['test.each-minute 990101', 'test.each-minute 990102'])
  expect(await late(after(3 * 3_600))).toHaveLength(4)
})

test('the watchdog sees one that has failed ever since, and one that never began', async () => {
  expect(await late(start)).toHaveLength(4)
  await sweep(start)
  work = () => Promise.reject(new Error('no'))
  for (let minute = 1; minute <= 4; minute += 1) await sweep(after(60 * minute))
  const found = await lateSweeps(here.platform, ['990101'], after(241))
  expect(found).toEqual([{ sweep: 'test.each-minute', district: '990101', finishedAt: start }])
})
