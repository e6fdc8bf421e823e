import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { Refused } from '../kernel/refusal.ts'
import { codeOf, messageOf } from './postgres/failures.ts'

/** The role that the program works as: it owns nothing, creates nothing, and row-level security holds it. */
export const appRole = 'huxin_app'

/** The owner's address with the application's role in it. */
export function appUrlOf(ownerUrl: string, appPassword: string): string {
  const url = new URL(ownerUrl)
  url.username = appRole
  url.password = encodeURIComponent(appPassword)
  // An address by socket (`postgres:///db?host=/run`) has no place for a user but its parameters, and those win.
  const isBySocket = url.username !== appRole
  if (isBySocket || url.searchParams.has('user') || url.searchParams.has('password')) {
    url.searchParams.set('user', appRole)
    url.searchParams.set('password', appPassword)
  }
  return url.href
}

/**
 * Makes the role, or gives it `password` where it has another. Roles belong to the whole cluster: several
 * databases of it may do this at once, which PostgreSQL answers with errors that are worth another try.
 */
export async function ensureAppRole(
  owner: pg.Client,
  ownerUrl: string,
  password: string,
): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await ensureOnce(owner, ownerUrl, password)
      return
    } catch (error) {
      if (attempt >= 20 || !isRace(error)) throw error
      await wait(20 + Math.random() * 80)
    }
  }
}

async function ensureOnce(owner: pg.Client, ownerUrl: string, password: string): Promise<void> {
  const { rows } = await owner.query<{ strong: boolean }>(
    'select rolsuper or rolbypassrls as strong from pg_roles where rolname = $1',
    [appRole],
  )
  const [role] = rows
  if (role === undefined) {
    const limits = 'nosuperuser nobypassrls nocreatedb nocreaterole noreplication'
    await owner.query(`create role ${appRole} login ${limits} password '${verifierOf(password)}'`)
    return
  }
  if (role.strong) {
    throw new Refused({ code: 'platform.app-role-too-strong', kind: 'not-allowed' })
  }
  // Asked before changed: a start that finds everything in place writes nothing.
  if (await canSignIn(ownerUrl, password)) return
  try {
    await owner.query(`alter role ${appRole} login password '${verifierOf(password)}'`)
  } catch (error) {
    if (codeOf(error) !== '42501') throw error
    throw new Refused({ code: 'platform.app-role-refused', kind: 'not-allowed' })
  }
}

async function canSignIn(ownerUrl: string, password: string): Promise<boolean> {
  const app = new pg.Client({
    connectionString: appUrlOf(ownerUrl, password),
    application_name: 'huxin sign-in check',
    connectionTimeoutMillis: 10_000,
  })
  app.on('error', () => undefined)
  try {
    await app.connect()
    await app.end()
    return true
  } catch (error) {
    if (['28P01', '28000'].includes(codeOf(error))) return false
    throw error
  }
}

/** Another database's program made or changed the role in the same moment. */
function isRace(error: unknown): boolean {
  const raced = ['42710', '23505', '40001'].includes(codeOf(error))
  return raced || /tuple concurrently updated/.test(messageOf(error))
}

/** What PostgreSQL stores of a password (RFC 5803), so that the password itself is in no statement and no log. */
function verifierOf(password: string): string {
  const iterations = 4096
  const salt = randomBytes(16)
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256')
  const hmac = (text: string) => createHmac('sha256', salted).update(text).digest()
  const storedKey = createHash('sha256').update(hmac('Client Key')).digest('base64')
  const serverKey = hmac('Server Key').toString('base64')
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${serverKey}`
}
