import type { Kysely } from 'kysely'
import type { Topic } from '../kernel/announcement.ts'
import { type PlainDate, officeDayAt } from '../kernel/day.ts'
import type { DistrictCode } from '../kernel/district.ts'
import type { Actor } from '../kernel/role.ts'
import { kyselyOn, type Client, type Pool } from './database.ts'
import type { Hearers } from './hearing.ts'
import type { Keys } from './keys.ts'
import type { Log } from './log.ts'
import type { Scope } from './scope.ts'

/** What a process has once: connections, keys, who hears what. */
export interface Platform {
  readonly pool: Pool
  readonly keys: Keys
  readonly hearers: Hearers
  readonly log: Log
  /** Called after a commit that announced something, so that listeners need not wait for the next look. */
  wake(): void
}

/** Everything that a verb or view needs. Nothing else reads a clock, the environment or a connection. */
export interface Context {
  readonly platform: Platform
  readonly now: Date
  readonly district: DistrictCode
  readonly scope: Scope
  readonly actor: Actor
  readonly requestId?: string
  readonly once?: Once
}

/** A write that may be sent twice: the key, and what it was sent with. */
export interface Once {
  readonly key: string
  readonly endpoint: string
  readonly requestHash: string
}

/** A read: one transaction, read only, in one snapshot. */
export interface Reading extends Context {
  readonly client: Client
}

/** A write: itself a context, so that a verb called with it joins the transaction. */
export interface Tx extends Reading {
  /** Says a fact; it is heard within this transaction, and after it. */
  announce<B>(topic: Topic<B>, body: B): void
  /** Adds to a counter when the transaction ends. */
  count(name: string, key: string, add: number): void
  /** Adds what the audit entry of this verb says besides who, what and when; never personal data. */
  note(detail: Readonly<Record<string, string | number>>): void
}

/** The tables that `DB` names, on the transaction's own connection. */
export function tables<DB>(reading: Reading): Kysely<DB> {
  return kyselyOn<DB>(reading.client)
}

/** The office's day (Asia/Shanghai) of the request. */
export function officeDay(ctx: Context): PlainDate {
  return officeDayAt(ctx.now)
}
