import type { Reading } from './context.ts'

/** A counter's value: the sum of its slots; 0 where nothing was ever counted. */
export async function readCounter(reading: Reading, name: string, key: string): Promise<number> {
  const found = await reading.client.query<{ value: number }>({
    name: 'platform-read-counter',
    text: `select coalesce(sum(value), 0)::bigint as value from platform.counter
      where district = $1 and name = $2 and key = $3`,
    values: [reading.district, name, key],
  })
  return found.rows[0]?.value ?? 0
}
