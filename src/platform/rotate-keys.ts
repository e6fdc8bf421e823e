import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import { Refused } from '../kernel/refusal.ts'
import {
  generationRows,
  type GenerationRow,
  loadKeys,
  refreshKeys,
  seedOf,
  wrapSeed,
} from './key-generations.ts'
import {
  blindIndex,
  deriveGeneration,
  type Generation,
  type Keys,
  openValue,
  type PersonalKind,
  resealed,
} from './keys.ts'
import { connectAsOwner } from './owner-connection.ts'
import { codeOf } from './postgres/failures.ts'
import { type SuiteName, suites } from './suite.ts'

/** A column of sealed content besides personal values. */
export interface SealedPlace {
  /** `files.chunk` */
  readonly table: string
  readonly column: string
  /** What its content is bound to, in SQL over the row. */
  readonly bound: string
  readonly key: 'values' | 'files'
  /** Pages of the table that are taken at once: a page of files' pieces is 15 MB of content. */
  readonly pages: number
}

export interface RotateKeys {
  readonly ownerUrl: string
  readonly secret: Buffer
  /** Of the next generation. */
  readonly suite: SuiteName
  readonly places: readonly SealedPlace[]
  readonly clock: () => Date
  /** How long other processes may take to hear of a coming generation. */
  readonly settleMs?: number
  readonly onProgress?: (what: 'values' | 'places', done: number) => void
}

export interface Rotated {
  /** Names of generations. */
  readonly from: string
  readonly to: string
  readonly values: number
  readonly others: number
}

/** Every process looks for new generations each ten seconds. */
export const keysHeardMs = 10_000
const usualSettleMs = 3 * keysHeardMs
const valuesAtOnce = 5_000
/** Whoever rotates keys of this database holds this advisory lock. */
const rotationLock = 8_686_002

/**
 * A new generation of keys, and everything that is sealed with the old one sealed anew, while the program runs. Broken off at any point it goes
 * on from there when it is called again; until it has ended both generations open what they sealed.
 */
export async function rotateKeys(given: RotateKeys): Promise<Rotated> {
  const owner = await connectAsOwner(given.ownerUrl)
  try {
    await alone(owner)
    const keys = await loadKeys(owner, given.secret, { suite: given.suite, now: given.clock() })
    const coming = await comingGeneration(owner, given)
    const values = coming === null ? 0 : await takeOver(owner, keys, coming, given)
    await refreshKeys(owner, given.secret, keys)
    let others = 0
    for (const place of given.places) {
      others += await sealAnew(owner, keys, place, (done) =>
        given.onProgress?.('places', others + done),
      )
    }
    const from = await spend(owner, keys, given)
    return { from: from.join('、'), to: keys.name, values, others }
  } finally {
    await owner.end().catch(() => undefined)
  }
}

async function alone(owner: pg.Client): Promise<void> {
  const held = await owner.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [
    rotationLock,
  ])
  if (held.rows[0]?.held === true) return
  throw new Refused({ code: 'platform.rotation-under-way', kind: 'busy' })
}

/** The one that is begun, or a new one; null where a rotation only has its last part to do. */
async function comingGeneration(
  owner: pg.Client,
  { secret, suite, clock }: RotateKeys,
): Promise<GenerationRow | null> {
  const rows = await generationRows(owner)
  const begun = rows.find(({ state }) => state === 'coming')
  if (begun !== undefined) return begun
  if (rows.some(({ state }) => state === 'earlier')) return null
  const seed = randomBytes(32)
  const row = { number: Math.max(...rows.map(({ number }) => number)) + 1, suite }
  const { name } = deriveGeneration(seed, suites[suite])
  const wrapped = wrapSeed(secret, row, seed)
  await owner.query(
    `insert into platform.key_generation (number, name, suite, secret_name, seed, state, begun_at)
      select $1, $2, $3, secret_name, $4, 'coming', $5 from platform.key_generation where state = 'in-use'`,
    [row.number, name, suite, wrapped, clock()],
  )
  return (await generationRows(owner)).find((one) => one.state === 'coming') ?? null
}

/** Personal values are sealed beside, then all taken over at once with their indexes: nobody ever looks for two. */
async function takeOver(
  owner: pg.Client,
  keys: Keys,
  coming: GenerationRow,
  given: RotateKeys,
): Promise<number> {
  const next = deriveGeneration(seedOf(given.secret, coming), suites[coming.suite])
  const settled = performance.now() + (given.settleMs ?? usualSettleMs)
  let done = 0
  for (;;) {
    const prepared = await prepare(owner, keys, next)
    done += prepared
    given.onProgress?.('values', done)
    if (prepared < valuesAtOnce) break
  }
  // A process that has not heard of the generation could not open what is sealed with it.
  await wait(Math.max(0, settled - performance.now()))
  await withLock(owner, async () => {
    for (let more = valuesAtOnce; more === valuesAtOnce;) {
      more = await prepare(owner, keys, next)
      done += more
    }
    await owner.query(`update platform.personal_value v set blind_index = c.blind_index, ciphertext = c.ciphertext
      from platform.personal_value_coming c where v.district = c.district and v.id = c.id`)
    await owner.query(`update platform.key_generation set state = 'earlier' where state = 'in-use'`)
    await owner.query(
      `update platform.key_generation set state = 'in-use', in_use_at = $1 where state = 'coming'`,
      [given.clock()],
    )
    await owner.query('truncate platform.personal_value_coming')
  })
  return done
}

interface ValueRow {
  district: string
  id: string
  kind: PersonalKind
  ciphertext: Buffer
}

/** Some of those that are not prepared yet. */
async function prepare(owner: pg.Client, keys: Keys, next: Generation): Promise<number> {
  const found = await owner.query<ValueRow>(
    `select district, id, kind, ciphertext from platform.personal_value v
      where not exists (select from platform.personal_value_coming c where c.district = v.district and c.id = v.id)
      limit $1`,
    [valuesAtOnce],
  )
  const { rows } = found
  await owner.query(
    `insert into platform.personal_value_coming (district, id, blind_index, ciphertext)
      select * from unnest($1::text[], $2::uuid[], $3::bytea[], $4::bytea[])`,
    [
      rows.map(({ district }) => district),
      rows.map(({ id }) => id),
      rows.map(({ kind, ciphertext }) => blindIndex(next, kind, openValue(keys, kind, ciphertext))),
      rows.map(({ kind, ciphertext }) =>
        resealed(keys, next, { key: 'values', bound: kind }, ciphertext),
      ),
    ],
  )
  return rows.length
}

const lockTries = 600

/** In one transaction in which nobody else puts values in. Asks for the lock briefly and often, so that no queue forms behind it. */
async function withLock(owner: pg.Client, work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    await owner.query(`begin; set local lock_timeout = '1s'`)
    try {
      await owner.query('lock table platform.personal_value in exclusive mode')
      await owner.query('set local lock_timeout = 0')
      await work()
      await owner.query('commit')
      return
    } catch (error) {
      await owner.query('rollback')
      // 55P03: somebody's import is under way.
      if (codeOf(error) !== '55P03' || attempt === lockTries) throw error
      await wait(500)
    }
  }
}

/** Page by page of the table; what others put in meanwhile is already sealed with the key in use. */
async function sealAnew(
  owner: pg.Client,
  keys: Keys,
  { table, column, bound, key, pages }: SealedPlace,
  onProgress: (done: number) => void,
): Promise<number> {
  let done = 0
  for (let page = 0; page < (await pagesOf(owner, table)); page += pages) {
    await owner.query('begin')
    const found = await owner.query<{ place: string; sealed: Buffer; bound: string }>(
      `select ctid::text as place, ${column} as sealed, ${bound} as bound from ${table}
        where ctid >= $1::tid and ctid < $2::tid and substring(${column} from 1 for 4) <> decode($3, 'hex') for update`,
      [`(${page},0)`, `(${page + pages},0)`, keys.name],
    )
    const sealed = found.rows.map((row) =>
      resealed(keys, keys, { key, bound: row.bound }, row.sealed),
    )
    await owner.query(
      `update ${table} t set ${column} = n.sealed from unnest($1::tid[], $2::bytea[]) as n (place, sealed)
        where t.ctid = n.place`,
      [found.rows.map(({ place }) => place), sealed],
    )
    await owner.query('commit')
    done += found.rows.length
    onProgress(done)
  }
  return done
}

async function pagesOf(owner: pg.Client, table: string): Promise<number> {
  const found = await owner.query<{ pages: number }>(
    `select (pg_relation_size($1::regclass) / current_setting('block_size')::integer)::integer as pages`,
    [table],
  )
  return found.rows[0]?.pages ?? 0
}

/** Names of earlier generations that nothing is sealed with any more; the others are looked for again the next time. */
async function spend(
  owner: pg.Client,
  keys: Keys,
  { places, clock }: RotateKeys,
): Promise<string[]> {
  const left = [
    "exists (select from platform.personal_value where substring(ciphertext from 1 for 4) <> decode($1, 'hex'))",
    ...places.map(
      ({ table, column }) =>
        `exists (select from ${table} where substring(${column} from 1 for 4) <> decode($1, 'hex'))`,
    ),
  ]
  const spent = await owner.query<{ name: string }>(
    `update platform.key_generation set state = 'spent', spent_at = $2
      where state = 'earlier' and not (${left.join(' or ')}) returning name`,
    [keys.name, clock()],
  )
  return spent.rows.map(({ name }) => name)
}
