import { createHash, randomBytes } from 'node:crypto'
import type { SessionToken } from './views.ts'

/** `990101.` and 32 random bytes in base64url. */
export function newSessionToken(homeDistrict: string): string {
  return `${homeDistrict}.${randomBytes(32).toString('base64url')}`
}

/** SHA-256 of the whole token: whoever gets a copy of the database signs in as nobody. */
export function tokenHashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** Null where the text is no token of ours. */
export function readSessionToken(text: string): SessionToken | null {
  const parts = /^(\d{6})\.[\w-]{43}$/.exec(text)
  return parts?.[1] === undefined ? null : { homeDistrict: parts[1], hash: tokenHashOf(text) }
}
