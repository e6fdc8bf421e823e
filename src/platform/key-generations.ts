import type pg from 'pg'
import { Refused } from '../kernel/refusal.ts'
import {
  deriveGeneration,
  deriveLasting,
  type Generation,
  type Keys,
  openSealed,
  seal,
  secretNameOf,
} from './keys.ts'
import { deriveBytes, type Suite, type SuiteName, suites } from './suite.ts'

/** A row of `platform.key_generation`. */
export interface GenerationRow {
  readonly number: number
  readonly name: string
  readonly suite: SuiteName
  readonly secret_name: string
  /** Null: the secret itself. */
  readonly seed: Buffer | null
  readonly state: 'coming' | 'in-use' | 'earlier' | 'spent'
}

/** Whoever can be asked: the owner, or a connection of the application's role. */
export type Asked = Pick<pg.Client, 'query'>

/**
 * The keys of the installation, all generations of them. A database that has none yet gets its first: of `suite`, or of AES where
 * there is content from before there were generations. Refuses another secret than the one that they are sealed with, saying what that loses.
 */
export async function loadKeys(
  owner: pg.Client,
  secret: Buffer,
  { suite, now }: { suite: SuiteName; now: Date },
): Promise<Keys> {
  const known = await generationRows(owner)
  if (known.length > 0) {
    await mustBeTheSecret(owner, known, secret)
    return keysOf(known, secret)
  }
  const first = suites[(await hasContent(owner)) ? 'aes' : suite]
  await owner.query(
    `insert into platform.key_generation (number, name, suite, secret_name, state, begun_at, in_use_at)
      values (1, $1, $2, $3, 'in-use', $4, $4) on conflict do nothing`,
    [deriveGeneration(secret, first).name, first.name, secretNameOf(secret), now],
  )
  const rows = await generationRows(owner)
  await mustBeTheSecret(owner, rows, secret)
  return keysOf(rows, secret)
}

/** Refuses another secret than the one that the database's content is sealed with. */
export async function mustBeKnown(owner: pg.Client, secret: Buffer): Promise<void> {
  await mustBeTheSecret(owner, await generationRows(owner), secret)
}

/** What has changed since they were loaded goes into `keys` itself, so that everybody who holds them has it. */
export async function refreshKeys(client: Asked, secret: Buffer, keys: Keys): Promise<void> {
  const rows = await generationRows(client)
  if (rows.length > 0) Object.assign(keys, keysOf(rows, secret))
}

export async function generationRows(client: Asked): Promise<GenerationRow[]> {
  const found = await client.query<GenerationRow>(
    'select number, name, suite, secret_name, seed, state from platform.key_generation order by number',
  )
  return found.rows
}

/** A seed as it is kept: sealed with the secret, bound to its number. */
export function wrapSeed(
  secret: Buffer,
  row: Pick<GenerationRow, 'number' | 'suite'>,
  seed: Buffer,
) {
  const suite = suites[row.suite]
  const named = { name: secretNameOf(secret), suite }
  return seal(named, wrapKey(secret, suite), boundOf(row.number), seed)
}

/** What a generation's keys are derived from. */
export function seedOf(secret: Buffer, { number, suite, seed }: GenerationRow): Buffer {
  if (seed === null) return secret
  return openSealed(suites[suite], wrapKey(secret, suites[suite]), boundOf(number), seed)
}

function wrapKey(secret: Buffer, suite: Suite): Buffer {
  return deriveBytes(suite, secret, { info: 'huxin key generations', bytes: suite.keyBytes })
}

function boundOf(number: number): string {
  return `key generation ${number}`
}

function keysOf(rows: readonly GenerationRow[], secret: Buffer): Keys {
  const generations = new Map<string, Generation>()
  for (const row of rows) {
    const generation = deriveGeneration(seedOf(secret, row), suites[row.suite])
    if (generation.name !== row.name) throw new Error(`Generation ${row.number} has another name.`)
    generations.set(row.name, generation)
  }
  const first = rows[0]
  const inUse = generations.get(rows.find(({ state }) => state === 'in-use')?.name ?? '')
  if (first === undefined || inUse === undefined)
    throw new Error('No generation of keys is in use.')
  const lasting = deriveLasting(secret, suites[first.suite], seedOf(secret, first))
  return { ...inUse, others: generations, ...lasting }
}

async function hasContent(owner: pg.Client): Promise<boolean> {
  const found = await owner.query<{ has: boolean }>(`
    select exists (select from platform.personal_value) or exists (select from files.chunk)
      or exists (select from platform.audit_entry) as has`)
  return found.rows[0]?.has === true
}

async function mustBeTheSecret(
  owner: pg.Client,
  rows: readonly GenerationRow[],
  secret: Buffer,
): Promise<void> {
  const ours = secretNameOf(secret)
  const other = rows.find((row) => row.secret_name !== ours)
  if (other === undefined) return
  const lost = await owner.query<{ values: number; files: number }>(`
    select (select count(*)::integer from platform.personal_value) as values,
      (select count(*)::integer from files.file) as files`)
  const { values = 0, files = 0 } = lost.rows[0] ?? {}
  throw new Refused({
    code: 'platform.secret-other',
    kind: 'wrong-state',
    values: { theirs: other.secret_name, ours, values, files },
  })
}
