import type { Platform } from './context.ts'
import { connect } from './database.ts'
import { beginIn } from './scope.ts'
import { everywhere } from './system.ts'

/**
 * The one taker: gives the next numbers of each district to its committed announcements that have none. Two takers on
 * one district wait for each other on its row, so that numbers become visible in their own order.
 * Returns how many were numbered.
 */
export async function takeNumbers(platform: Platform): Promise<number> {
  const client = await connect(platform.pool)
  try {
    await client.query(beginIn(everywhere, 'write'))
    const waiting = await client.query<{ district: string }>({
      name: 'platform-unnumbered',
      text: 'select distinct district from platform.announcement where number is null order by district limit 1000',
    })
    await client.query('commit')
    let taken = 0
    for (const { district } of waiting.rows) {
      await client.query(beginIn(everywhere, 'write'))
      await client.query({
        name: 'platform-taker',
        text: 'insert into platform.announcement_taker (district) values ($1) on conflict do nothing',
        values: [district],
      })
      await client.query({
        name: 'platform-taker-lock',
        text: 'select last_number from platform.announcement_taker where district = $1 for update',
        values: [district],
      })
      const numbered = await client.query<{ count: number }>({
        name: 'platform-take-numbers',
        text: `with fresh as (
            select id, row_number() over (order by id) as nth from (
              select id from platform.announcement where district = $1 and number is null order by id limit 10000
            ) as unnumbered
          ), numbered as (
            update platform.announcement a set number = t.last_number + fresh.nth
            from fresh, platform.announcement_taker t
            where a.district = $1 and a.id = fresh.id and t.district = $1
            returning a.number
          ), moved as (
            update platform.announcement_taker set last_number = last_number + (select count(*) from numbered)
            where district = $1
          )
          select count(*) as count from numbered`,
        values: [district],
      })
      await client.query('commit')
      taken += numbered.rows[0]?.count ?? 0
    }
    client.release()
    return taken
  } catch (error) {
    client.release(true)
    throw error
  }
}
