import {
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto'
import type { Keys } from './keys.ts'
import { hmac } from './suite.ts'

/** What of an audit entry is proven: all but its place in the chain. */
export interface ProvenEntry {
  readonly district: string
  readonly id: string
  readonly at: Date
  readonly actorId: string
  readonly actorName: string
  readonly action: string
  readonly subject: string
  readonly outcome: 'done' | 'refused'
  readonly detail: Readonly<Record<string, unknown>>
  readonly requestId: string | null
}

/** Where a district's chain stood. */
export interface Head {
  readonly district: string
  readonly sealNo: number
  readonly seal: Buffer
  readonly signedAt: Date
}

/** Before the first entry of a chain. */
export const noSeal = Buffer.alloc(32)

/** Made with the entry: whoever writes a row without the installation's secret cannot make it. */
export function proofOf(keys: Keys, entry: ProvenEntry): Buffer {
  const { district, id, at, actorId, actorName, action, subject, outcome, requestId } = entry
  // As the database gives it back: in whatever order.
  const detail = Object.entries(entry.detail).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const said = [district, id, at.toISOString(), actorId, actorName, action, subject, outcome]
  return mac(keys, 'entry', JSON.stringify([...said, detail, requestId]))
}

/** An entry's link: over the seal before it, its number and what proves it. */
export function sealOf(keys: Keys, before: Buffer, sealNo: number, proof: Buffer): Buffer {
  const said = `${before.toString('hex')} ${sealNo} ${proof.toString('hex')}`
  return mac(keys, 'seal', said)
}

export function isSame(one: Buffer | null, other: Buffer): boolean {
  return one !== null && one.length === other.length && timingSafeEqual(one, other)
}

/** Ed25519 (RFC 8032) over the head: anybody who has the public key can check it, without the secret. */
export function signHead(keys: Keys, head: Head): Buffer {
  return sign(null, Buffer.from(saidOf(head)), privateKey(keys))
}

export function isSignedHead(keys: Keys, head: Head, signature: Buffer): boolean {
  return verify(null, Buffer.from(saidOf(head)), createPublicKey(privateKey(keys)), signature)
}

/** The public half, PEM: to be kept with exported heads. */
export function headsPublicKey(keys: Keys): string {
  return createPublicKey(privateKey(keys)).export({ type: 'spki', format: 'pem' })
}

function saidOf({ district, sealNo, seal, signedAt }: Head): string {
  return `huxin audit head ${district} ${sealNo} ${seal.toString('hex')} ${signedAt.toISOString()}`
}

function mac(keys: Keys, what: 'entry' | 'seal', said: string): Buffer {
  return hmac(keys.provingSuite, keys.audit, `${what}\0${said}`)
}

/** A seed of 32 bytes as PKCS #8 (RFC 8410). */
function privateKey(keys: Keys): KeyObject {
  const prefix = Buffer.from('302e020100300506032b657004220420', 'hex')
  const key = Buffer.concat([prefix, keys.auditHeads])
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' })
}
