import {
  type DatabaseConnection,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import { createHash } from 'node:crypto'
import pg from 'pg'
import { Refused } from '../kernel/refusal.ts'

export type Pool = pg.Pool
export type Client = pg.PoolClient

const oids = { int8: 20, date: 1082, int8Array: 1016 }

/** int8 as a safe whole number (fen, counts), date as `YYYY-MM-DD`; everything else as pg reads it. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (format === 'binary') return parserOf(oid, 'binary')
    if (oid === oids.int8) return safeInteger
    if (oid === oids.date) return (text: string) => text
    return parserOf(oid, 'text')
  },
}

/** pg's own, which gives any; what a query gives is typed where it is asked. */
function parserOf(oid: number, format: 'text' | 'binary'): (text: string) => unknown {
  // oxlint-disable-next-line typescript/no-unsafe-return -- pg's parsers are typed any
  return pg.types.getTypeParser(oid, format)
}

function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error(`${text} is beyond a safe integer`)
  return value
}

export interface PoolOptions {
  readonly max?: number
  /** A commit need not wait for the disk: what a crash loses is done again. For the demo's sheets only. */
  readonly hurried?: boolean
}

/** A pool of connections of the application's role. `name` is what other processes see of us. */
export function openPool(
  url: string,
  name: string,
  { max = 10, hurried = false }: PoolOptions = {},
): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: name,
    max,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    types,
    options: `-c jit=off -c timezone=UTC${hurried ? ' -c synchronous_commit=off' : ''}`,
  })
  // An idle connection that breaks is replaced on next use; without a listener it would end the process.
  pool.on('error', () => undefined)
  // One that breaks while somebody holds it says so at its next query; it needs a listener all the same.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/** A connection from the pool; a plain `busy` where the database is away. */
export async function connect(pool: Pool): Promise<Client> {
  try {
    return await pool.connect()
  } catch (error) {
    throw refusalOf(error) ?? error
  }
}

const databaseAway = new Set(['57P01', '57P02', '57P03', '08000', '08003', '08006', '53300'])
const networkAway = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOENT', 'ETIMEDOUT'])
const retryable = new Set(['40001', '40P01'])

/** The expected no behind a database error, or null where it is a bug of ours. */
export function refusalOf(error: unknown): Refused | null {
  const code = codeOf(error)
  if (code === '53100') return new Refused({ code: 'platform.disk-full', kind: 'busy' })
  // The policy `sealed_with_the_key_in_use`: keys were rotated, and this process has not heard of it yet.
  if (code === '42501' && error instanceof Error && /personal_value/.test(error.message)) {
    return new Refused({ code: 'platform.keys-changed', kind: 'busy' })
  }
  const timedOut = error instanceof Error && /timeout|terminated|not queryable/i.test(error.message)
  if (databaseAway.has(code) || networkAway.has(code) || (code === '' && timedOut)) {
    return new Refused({ code: 'platform.database-away', kind: 'busy' })
  }
  return null
}

/** A deadlock or serialization failure: the same work may succeed when tried again. */
export function isRetryable(error: unknown): boolean {
  return retryable.has(codeOf(error))
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return ''
  return typeof error.code === 'string' ? error.code : ''
}

/** Kysely over one connection that is already in a transaction of ours. `DB` is what the calling module may see. */
export function kyselyOn<DB>(client: Client): Kysely<DB> {
  const connection: DatabaseConnection = {
    executeQuery: (query) => runNamed(client, query.sql, query.parameters),
    streamQuery: () => {
      throw new Error('Rows are read by key pages, not streamed.')
    },
  }
  const nothing = async () => undefined
  return new Kysely<DB>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createDriver: () => ({
        init: nothing,
        acquireConnection: async () => connection,
        beginTransaction: () => Promise.reject(new Error('A transaction is had from act or look.')),
        commitTransaction: nothing,
        rollbackTransaction: nothing,
        releaseConnection: nothing,
        destroy: nothing,
      }),
    },
  })
}

const names = new Map<string, string>()

/** Statements are named, so that each connection plans one only once (unnamed ones cost a quarter of the throughput). */
async function runNamed<R>(
  client: Client,
  text: string,
  values: readonly unknown[],
): Promise<QueryResult<R>> {
  let name = names.get(text)
  if (name === undefined) {
    name = createHash('sha256').update(text).digest('base64url').slice(0, 24)
    if (names.size < 5_000) names.set(text, name)
  }
  const result = await client.query<pg.QueryResultRow & R>({ name, text, values: [...values] })
  return {
    rows: result.rows,
    ...(result.rowCount === null ? {} : { numAffectedRows: BigInt(result.rowCount) }),
  }
}
