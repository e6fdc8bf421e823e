import pg from 'pg'
import { type Refusal, Refused } from '../kernel/refusal.ts'
import { codeOf, messageOf } from './postgres/failures.ts'

/** The oldest PostgreSQL that our SQL is written for. */
const oldestMajor = 15

/**
 * A connection of the database's owner, for migrations and maintenance. Refuses in plain words where the
 * database cannot be reached or is not one that the program can work with. End it after use.
 */
export async function connectAsOwner(ownerUrl: string): Promise<pg.Client> {
  const owner = new pg.Client({
    connectionString: ownerUrl,
    application_name: 'huxin owner',
    connectionTimeoutMillis: 10_000,
    options: '-c timezone=UTC -c statement_timeout=0 -c client_min_messages=warning',
  })
  owner.on('error', () => undefined)
  try {
    await owner.connect()
  } catch (error) {
    const refused = refusedByOwner(error, ownerUrl)
    if (refused !== null) throw refused
    // Whatever else stops a connection (TLS, an unknown host, a time-out) is for the operator to mend.
    throw new Refused(unreachable(ownerUrl))
  }
  try {
    await requireUsable(owner)
    return owner
  } catch (error) {
    await owner.end()
    throw error
  }
}

/** The plain refusal behind an error of an owner's connection; null where it is a bug of ours. */
export function refusedByOwner(error: unknown, ownerUrl: string): Refused | null {
  if (error instanceof Refused) return error
  const address = addressOf(ownerUrl)
  switch (codeOf(error)) {
    case '28P01':
    case '28000':
      return refused('platform.database-sign-in', { address })
    case '3D000':
      return refused('platform.database-missing', { address, name: databaseOf(ownerUrl) })
    case '53100':
      return refused('platform.folder-full', { folder: address })
    case '42501':
      return refused('platform.database-rights', { reason: messageOf(error) })
    case 'ECONNREFUSED':
    case 'ECONNRESET':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case '57P01':
    case '57P03':
    case '53300':
    case '08006':
      return new Refused(unreachable(ownerUrl))
  }
  return null
}

async function requireUsable(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ version: string; number: number; encoding: string }>(
    `select current_setting('server_version') as version,
       current_setting('server_version_num')::integer as number,
       current_setting('server_encoding') as encoding`,
  )
  const [server] = rows
  if (server === undefined) throw new Error('The database says nothing about itself.')
  if (server.number < oldestMajor * 10_000) {
    throw refused('platform.database-too-old', { found: server.version })
  }
  if (server.encoding !== 'UTF8') {
    throw refused('platform.database-not-utf8', { found: server.encoding })
  }
}

function refused(code: string, values: Readonly<Record<string, string>>): Refused {
  return new Refused({ code, kind: 'wrong-state', values: { ...values } })
}

function unreachable(ownerUrl: string): Refusal {
  return {
    code: 'platform.database-unreachable',
    kind: 'busy',
    values: { address: addressOf(ownerUrl) },
  }
}

/** Host and port, never the password. */
function addressOf(url: string): string {
  if (!URL.canParse(url)) return '?'
  const { hostname, port, searchParams } = new URL(url)
  return `${hostname || (searchParams.get('host') ?? 'localhost')}:${port || '5432'}`
}

function databaseOf(url: string): string {
  return URL.canParse(url) ? decodeURIComponent(new URL(url).pathname.slice(1)) : '?'
}
