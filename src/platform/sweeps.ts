import type { Platform } from './context.ts'
import { type Client, connect } from './database.ts'
import type { Every } from './hearing.ts'
import { errorFacts } from './log.ts'
import { beginIn } from './scope.ts'
import { districtScope, everywhere, systemContext } from './system.ts'

/** How late a sweep may be, in its own lengths, before the watchdog complains. */
const lengthsLate = 3

/** Clocks of two servers differ by less. What began later than that after now began before the clock was set back: it is due. */
const clockSkewSeconds = 60

export interface LateSweep {
  readonly sweep: string
  readonly district: string
  /** When it last ended well; null: never. */
  readonly finishedAt: Date | null
}

/** Runs every sweep that is due in every district; one process at a time runs a sweep of a district. */
export async function runSweeps(
  platform: Platform,
  districts: readonly string[],
  clock: () => Date,
): Promise<void> {
  for (const every of platform.hearers.sweeps) {
    for (const district of districts) await runSweep(platform, every, district, clock)
  }
}

/** Sweeps that have not ended well for three times their length, or never yet. */
export async function lateSweeps(
  platform: Platform,
  districts: readonly string[],
  now: Date,
): Promise<LateSweep[]> {
  const ended = await lastEnds(platform, districts)
  return districts.flatMap((district) =>
    platform.hearers.sweeps.flatMap(({ sweep, seconds }) => {
      const finishedAt = ended.get(`${district} ${sweep}`) ?? null
      const age = finishedAt ? now.getTime() - finishedAt.getTime() : Infinity
      return age < seconds * lengthsLate * 1_000 ? [] : [{ sweep, district, finishedAt }]
    }),
  )
}

async function lastEnds(
  platform: Platform,
  districts: readonly string[],
): Promise<Map<string, Date | null>> {
  const client = await connect(platform.pool)
  try {
    await client.query(beginIn(everywhere, 'read'))
    const found = await client.query<{ district: string; name: string; finished_at: Date | null }>({
      name: 'platform-sweeps',
      text: 'select district, name, finished_at from platform.sweep where district = any ($1)',
      values: [districts],
    })
    await client.query('commit')
    client.release()
    return new Map(found.rows.map((row) => [`${row.district} ${row.name}`, row.finished_at]))
  } catch (error) {
    client.release(true)
    throw error
  }
}

async function runSweep(
  platform: Platform,
  every: Every,
  district: string,
  clock: () => Date,
): Promise<void> {
  const client = await connect(platform.pool)
  try {
    if (!(await begins(client, every, district, clock()))) {
      client.release()
      return
    }
    let failure: string | null = null
    try {
      await every.run(systemContext(platform, district, clock()))
    } catch (error) {
      failure = error instanceof Error ? error.name : 'unknown'
      platform.log.error({ sweep: every.sweep, district, ...errorFacts(error) }, 'sweep failed')
    }
    await client.query(beginIn(districtScope(district), 'write'))
    await client.query({
      name: 'platform-sweep-ends',
      text: `update platform.sweep set error = $3, finished_at = case when $3::text is null then $4 else finished_at end
        where district = $1 and name = $2`,
      values: [district, every.sweep, failure, clock()],
    })
    await client.query('commit')
    client.release()
  } catch (error) {
    client.release(true)
    throw error
  }
}

/** True where the sweep is due and nobody else has just begun it. */
async function begins(client: Client, every: Every, district: string, now: Date): Promise<boolean> {
  await client.query(beginIn(districtScope(district), 'write'))
  const begun = await client.query({
    name: 'platform-sweep-begins',
    text: `insert into platform.sweep as s (district, name, begun_at) values ($1, $2, $3)
      on conflict (district, name) do update set begun_at = excluded.begun_at
      where s.begun_at <= excluded.begun_at - make_interval(secs => $4) or s.begun_at > excluded.begun_at + make_interval(secs => $5)`,
    values: [district, every.sweep, now, every.seconds, clockSkewSeconds],
  })
  await client.query('commit')
  return begun.rowCount === 1
}
