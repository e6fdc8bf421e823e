import { randomBytes } from 'node:crypto'
import { type Masked, maskNumber } from '../kernel/masked.ts'
import {
  decrypt,
  deriveBytes,
  encrypt,
  hmac,
  nonceBytes,
  type Suite,
  suites,
  tagBytes,
} from './suite.ts'

/** One generation of keys: what values and files are sealed with until keys are rotated. */
export interface Generation {
  /** Eight hex signs; every ciphertext begins with it. */
  readonly name: string
  readonly suite: Suite
  readonly values: Buffer
  readonly index: Buffer
  readonly files: Buffer
}

/**
 * What is derived (HKDF, RFC 5869) from the installation's secret; the secret itself is not kept. What seals values is the
 * generation in use; see `key-generations.ts` for how it changes while the program runs.
 */
export interface Keys extends Generation {
  /** Every other generation that values may still be sealed with, by name. */
  readonly others: ReadonlyMap<string, Generation>
  readonly links: Buffer
  /** Of the first generation, whatever is rotated: the audit is one chain. */
  readonly audit: Buffer
  /** Whose digest proves audit entries and links. */
  readonly provingSuite: Suite
  /** Seed of the key that signs the audit's heads. */
  readonly auditHeads: Buffer
  readonly appPassword: string
  /** Tells secrets apart, and tells nothing of them. */
  readonly secretName: string
}

/** What sealing a personal value needs: all that a reader process is given. */
export type ValueKeys = Omit<Generation, 'files'> & {
  readonly others?: ReadonlyMap<string, Generation>
}

export type PersonalKind = 'id-number' | 'card' | 'phone'

/** A personal value as it is stored: never the value. */
export interface SealedValue {
  readonly kind: PersonalKind
  readonly blindIndex: Buffer
  readonly ciphertext: Buffer
  readonly masked: Masked
}

/** Keys of a new installation, all of one secret. */
export function deriveKeys(secret: Buffer, suite: Suite = suites.aes): Keys {
  return { ...deriveGeneration(secret, suite), others: new Map(), ...deriveLasting(secret, suite) }
}

export function deriveGeneration(seed: Buffer, suite: Suite): Generation {
  const derive = (purpose: string, bytes: number) =>
    deriveBytes(suite, seed, { info: `huxin ${purpose}`, bytes })
  return {
    name: derive('key name', 32).toString('hex').slice(0, 8),
    suite,
    values: derive('personal values', suite.keyBytes),
    index: derive('blind index', 32),
    files: derive('files', suite.keyBytes),
  }
}

/** What generations do not change: of the secret, and what proves the audit of the first generation's seed. */
export function deriveLasting(
  secret: Buffer,
  suite: Suite,
  first: Buffer = secret,
): Omit<Keys, keyof Generation | 'others'> {
  const derive = (from: Buffer, purpose: string) =>
    deriveBytes(suite, from, { info: `huxin ${purpose}`, bytes: 32 })
  return {
    links: derive(secret, 'links'),
    audit: derive(first, 'audit'),
    provingSuite: suite,
    auditHeads: derive(first, 'audit heads'),
    appPassword: appPasswordOf(secret),
    secretName: secretNameOf(secret),
  }
}

/** Of the role that the program works as. Whatever the suite: it is needed before the database can be asked. */
export function appPasswordOf(secret: Buffer): string {
  const password = deriveBytes(suites.aes, secret, { info: 'huxin huxin_app', bytes: 32 })
  return password.toString('base64url')
}

/** Whatever the suite: a secret has one name. */
export function secretNameOf(secret: Buffer): string {
  const name = deriveBytes(suites.aes, secret, { info: 'huxin secret name', bytes: 4 })
  return name.toString('hex')
}

/** Equality without the value: HMAC over kind and value, 16 bytes. */
export function blindIndex(keys: ValueKeys, kind: PersonalKind, value: string): Buffer {
  return hmac(keys.suite, keys.index, `${kind}\0${value}`).subarray(0, 16)
}

export function sealValue(keys: ValueKeys, kind: PersonalKind, value: string): SealedValue {
  return {
    kind,
    blindIndex: blindIndex(keys, kind, value),
    ciphertext: seal(keys, keys.values, kind, Buffer.from(value)),
    masked: maskNumber(value),
  }
}

export function openValue(keys: ValueKeys, kind: PersonalKind, ciphertext: Buffer): string {
  return open(keys, 'values', kind, ciphertext).toString()
}

/** A text of whatever meaning, bound to the place that it is for. */
export function sealText(keys: ValueKeys, bound: string, text: string): Buffer {
  return seal(keys, keys.values, bound, Buffer.from(text))
}

export function openText(keys: ValueKeys, bound: string, sealed: Buffer): string {
  return open(keys, 'values', bound, sealed).toString()
}

/** Proves that a link which says `text` is ours: 24 bytes of HMAC, computed and not stored. */
export function linkProof(keys: Keys, text: string): Buffer {
  return hmac(keys.provingSuite, keys.links, text).subarray(0, 24)
}

/** One piece of a file, bound to the file and its place in it. */
export function sealChunk(keys: Generation, hash: string, no: number, content: Buffer): Buffer {
  return seal(keys, keys.files, `${hash} ${no}`, content)
}

export function openChunk(keys: Keys, hash: string, no: number, ciphertext: Buffer): Buffer {
  return open(keys, 'files', `${hash} ${no}`, ciphertext)
}

/** Opens what either key of a generation sealed, and seals it with the same of another. */
export function resealed(
  keys: Keys,
  to: Generation,
  { key, bound }: { key: 'values' | 'files'; bound: string },
  sealed: Buffer,
): Buffer {
  return seal(to, to[key], bound, open(keys, key, bound, sealed))
}

/** The name of the generation that it is sealed with. */
export function keyNameOf(sealed: Buffer): string {
  return sealed.subarray(0, nameBytes).toString('hex')
}

const nameBytes = 4

/** Name of the generation, nonce, ciphertext (AES-256-GCM or SM4-GCM), tag. */
export function seal(
  { name, suite }: Pick<Generation, 'name' | 'suite'>,
  key: Buffer,
  bound: string,
  content: Buffer,
): Buffer {
  const nonce = nextNonce()
  const [sealed, tag] = encrypt(suite, { key, nonce, bound: Buffer.from(bound) }, content)
  return Buffer.concat([Buffer.from(name, 'hex'), nonce, sealed, tag])
}

let noncePool = Buffer.alloc(0)

/** Random, drawn in large pieces: a draw for each value cost as much as sealing it. */
function nextNonce(): Buffer {
  if (noncePool.length < nonceBytes) noncePool = randomBytes(nonceBytes * 1_024)
  const nonce = noncePool.subarray(0, nonceBytes)
  noncePool = noncePool.subarray(nonceBytes)
  return nonce
}

/** Throws where the generation is not known or the content was changed. */
function open(
  keys: ValueKeys & Partial<Pick<Generation, 'files'>>,
  which: 'values' | 'files',
  bound: string,
  sealed: Buffer,
): Buffer {
  const name = keyNameOf(sealed)
  const generation = name === keys.name ? keys : keys.others?.get(name)
  const key = generation?.[which]
  if (generation === undefined || key === undefined) {
    throw new Error(`Sealed with key ${name}, opened with ${keys.name}.`)
  }
  return openSealed(generation.suite, key, bound, sealed)
}

/** What `seal` made, with the very key. */
export function openSealed(suite: Suite, key: Buffer, bound: string, sealed: Buffer): Buffer {
  const nonce = sealed.subarray(nameBytes, nameBytes + nonceBytes)
  const tag = sealed.subarray(sealed.length - tagBytes)
  const content = sealed.subarray(nameBytes + nonceBytes, sealed.length - tagBytes)
  return decrypt(suite, { key, nonce, bound: Buffer.from(bound) }, content, tag)
}
