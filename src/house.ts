import { join } from 'node:path'
import type { Refusal } from './kernel/refusal.ts'
import { type Config, readSecret } from './config.ts'
import { appUrlOf } from './platform/app-role.ts'
import type { Platform } from './platform/context.ts'
import { connect, openPool } from './platform/database.ts'
import { type Hearer, hearersOf } from './platform/hearing.ts'
import { loadKeys, refreshKeys } from './platform/key-generations.ts'
import { appPasswordOf, type Keys } from './platform/keys.ts'
import { openLog } from './platform/log.ts'
import { migrate } from './platform/migrate.ts'
import { connectAsOwner } from './platform/owner-connection.ts'
import { startPostgres } from './platform/postgres/embedded.ts'

/** The program with its database open: what server, worker and command line have in common. */
export interface House {
  readonly config: Config
  readonly platform: Platform
  readonly ownerUrl: string
  /** Whether the database is our own embedded one. */
  readonly embedded: boolean
  /** The same platform for work that is done again after a crash: its commits do not wait for the disk. */
  hurried(): Platform
  /** Looks for a new generation of keys. */
  refreshKeys(): Promise<void>
  /** Who is called when something was announced; the server sets it. */
  onWake(wake: () => void): void
  close(): Promise<void>
  /** Leaves the database at once: what is under way there is rolled back. */
  breakOff(): Promise<void>
}

export interface HouseOptions {
  /** As the database shows it: `huxin server`, `huxin import`. */
  readonly name: string
  readonly hearers: readonly Hearer[]
  readonly onLost?: (refusal: Refusal) => void
}

export const migrations = join(import.meta.dirname, '..', 'db', 'migrations')

/** Opens database and pool, brings the tables up to date. Refuses in plain words where that cannot be. */
export async function openHouse(config: Config, options: HouseOptions): Promise<House> {
  const secret = await readSecret(process.env, config)
  const appPassword = appPasswordOf(secret)
  const { onLost } = options
  const own = config.databaseUrl === null
  const database = own ? await startPostgres(config.dataFolder, onLost ? { onLost } : {}) : null
  const ownerUrl = database?.ownerUrl ?? config.databaseUrl ?? ''
  let keys: Keys
  try {
    await migrate(ownerUrl, { folder: migrations, appPassword })
    keys = await keysIn(ownerUrl, secret, config)
  } catch (error) {
    await database?.release()
    throw error
  }
  const pool = openPool(appUrlOf(ownerUrl, appPassword), options.name, { max: 16 })
  let wake: () => void = () => undefined
  const platform: Platform = {
    pool,
    keys,
    hearers: hearersOf(options.hearers),
    log: openLog(config.logLevel),
    wake: () => wake(),
  }
  const pools = [pool]
  return {
    config,
    platform,
    ownerUrl,
    hurried: () => {
      const hasty = openPool(appUrlOf(ownerUrl, appPassword), options.name, {
        max: 4,
        hurried: true,
      })
      pools.push(hasty)
      return { ...platform, pool: hasty }
    },
    embedded: own,
    refreshKeys: async () => {
      const client = await connect(pool)
      try {
        await refreshKeys(client, secret, keys)
      } finally {
        client.release()
      }
    },
    onWake: (heard) => {
      wake = heard
    },
    close: async () => {
      await Promise.all(pools.map((one) => one.end()))
      await database?.release()
    },
    breakOff: async () => {
      await database?.release()
    },
  }
}

async function keysIn(ownerUrl: string, secret: Buffer, config: Config): Promise<Keys> {
  const owner = await connectAsOwner(ownerUrl)
  try {
    return await loadKeys(owner, secret, { suite: config.crypto, now: new Date() })
  } finally {
    await owner.end()
  }
}
