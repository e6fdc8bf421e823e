import { hash, verify } from '@node-rs/argon2'
import { randomBytes } from 'node:crypto'

/**
 * argon2id (the package's default kind) with 19 MiB, two passes, one thread: RFC 9106 with the figures of the OWASP
 * Password Storage Cheat Sheet. The hash carries them, so that they may rise later.
 */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export function hashPassword(password: string): Promise<string> {
  return hash(typed(password), cost)
}

/** Takes as long where there is no account, so that the time of the answer tells no name. */
export async function isPassword(known: string | null, password: string): Promise<boolean> {
  const right = await verify(known ?? (await decoy()), typed(password))
  return known !== null && right
}

/** The same password from every keyboard: full-width signs and composed ones are made one. */
function typed(password: string): string {
  return password.normalize('NFKC')
}

let made: Promise<string> | undefined

function decoy(): Promise<string> {
  made ??= hash(randomBytes(32).toString('base64url'), cost)
  return made
}
