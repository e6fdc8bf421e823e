import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { type Masked, maskNumber } from '../kernel/masked.ts'

/** What is derived (HKDF-SHA-256, RFC 5869) from the installation's secret; the secret itself is not kept. */
export interface Keys {
  readonly name: string
  readonly values: Buffer
  readonly index: Buffer
  readonly files: Buffer
  readonly links: Buffer
  readonly audit: Buffer
  /** Seed of the key that signs the audit's heads. */
  readonly auditHeads: Buffer
  readonly appPassword: string
}

/** What sealing a personal value needs: all that a reader process is given. */
export type ValueKeys = Pick<Keys, 'name' | 'values' | 'index'>

export type PersonalKind = 'id-number' | 'card' | 'phone'

/** A personal value as it is stored: never the value. */
export interface SealedValue {
  readonly kind: PersonalKind
  readonly blindIndex: Buffer
  readonly ciphertext: Buffer
  readonly masked: Masked
}

const nonceBytes = 12
const tagBytes = 16

export function deriveKeys(secret: Buffer): Keys {
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), `huxin ${purpose}`, 32))
  return {
    name: derive('key name').toString('hex').slice(0, 8),
    values: derive('personal values'),
    index: derive('blind index'),
    files: derive('files'),
    links: derive('links'),
    audit: derive('audit'),
    auditHeads: derive('audit heads'),
    appPassword: derive('huxin_app').toString('base64url'),
  }
}

/** Equality without the value: HMAC-SHA-256 over kind and value, 16 bytes. */
export function blindIndex(keys: ValueKeys, kind: PersonalKind, value: string): Buffer {
  return createHmac('sha256', keys.index).update(`${kind}\0${value}`).digest().subarray(0, 16)
}

export function sealValue(keys: ValueKeys, kind: PersonalKind, value: string): SealedValue {
  return {
    kind,
    blindIndex: blindIndex(keys, kind, value),
    ciphertext: seal(keys.name, keys.values, kind, Buffer.from(value)),
    masked: maskNumber(value),
  }
}

export function openValue(keys: ValueKeys, kind: PersonalKind, ciphertext: Buffer): string {
  return open(keys.name, keys.values, kind, ciphertext).toString()
}

/** A text of whatever meaning, bound to the place that it is for. */
export function sealText(keys: ValueKeys, bound: string, text: string): Buffer {
  return seal(keys.name, keys.values, bound, Buffer.from(text))
}

export function openText(keys: ValueKeys, bound: string, sealed: Buffer): string {
  return open(keys.name, keys.values, bound, sealed).toString()
}

/** Proves that a link which says `text` is ours: 24 bytes of HMAC-SHA-256, computed and not stored. */
export function linkProof(keys: Keys, text: string): Buffer {
  return createHmac('sha256', keys.links).update(text).digest().subarray(0, 24)
}

/** One piece of a file, bound to the file and its place in it. */
export function sealChunk(keys: Keys, hash: string, no: number, content: Buffer): Buffer {
  return seal(keys.name, keys.files, `${hash} ${no}`, content)
}

export function openChunk(keys: Keys, hash: string, no: number, ciphertext: Buffer): Buffer {
  return open(keys.name, keys.files, `${hash} ${no}`, ciphertext)
}

/** Name of the key (8 hex signs), nonce, AES-256-GCM ciphertext, tag. */
function seal(name: string, key: Buffer, bound: string, content: Buffer): Buffer {
  const nonce = nextNonce()
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(bound))
  const sealed = Buffer.concat([cipher.update(content), cipher.final()])
  return Buffer.concat([Buffer.from(name, 'hex'), nonce, sealed, cipher.getAuthTag()])
}

let noncePool = Buffer.alloc(0)

/** Random, drawn in large pieces: a draw for each value cost as much as sealing it. */
function nextNonce(): Buffer {
  if (noncePool.length < nonceBytes) noncePool = randomBytes(nonceBytes * 1_024)
  const nonce = noncePool.subarray(0, nonceBytes)
  noncePool = noncePool.subarray(nonceBytes)
  return nonce
}

/** Throws where the key is another one or the content was changed. */
function open(name: string, key: Buffer, bound: string, sealed: Buffer): Buffer {
  const keyName = sealed.subarray(0, 4).toString('hex')
  if (keyName !== name) throw new Error(`Sealed with key ${keyName}, opened with ${name}.`)
  const nonce = sealed.subarray(4, 4 + nonceBytes)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce)
  decipher.setAAD(Buffer.from(bound))
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes))
  const content = sealed.subarray(4 + nonceBytes, sealed.length - tagBytes)
  return Buffer.concat([decipher.update(content), decipher.final()])
}
