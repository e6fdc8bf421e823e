import {
  type CipherGCM,
  createCipheriv,
  createDecipheriv,
  createHmac,
  type DecipherGCM,
  hkdfSync,
} from 'node:crypto'

/**
 * Which ciphers an installation works with: those of NIST, or those of the State Cryptography Administration
 * (GB/T 32907 SM4, GB/T 32905 SM3; SM4-GCM as in RFC 8998). Set by `CRYPTO`.
 */
export interface Suite {
  readonly name: SuiteName
  readonly cipher: 'aes-256-gcm' | 'sm4-gcm'
  readonly digest: 'sha256' | 'sm3'
  readonly keyBytes: 32 | 16
}

export const suiteNames = ['aes', 'gm'] as const
export type SuiteName = (typeof suiteNames)[number]

export const suites: Readonly<Record<SuiteName, Suite>> = {
  aes: { name: 'aes', cipher: 'aes-256-gcm', digest: 'sha256', keyBytes: 32 },
  gm: { name: 'gm', cipher: 'sm4-gcm', digest: 'sm3', keyBytes: 16 },
}

export const nonceBytes = 12
export const tagBytes = 16

/** What Node's types do not know: OpenSSL 3.5 has SM4 in Galois counter mode, with the same face as AES. */
declare module 'node:crypto' {
  function createCipheriv(cipher: 'sm4-gcm', key: Buffer, nonce: Buffer): CipherGCM
  function createDecipheriv(cipher: 'sm4-gcm', key: Buffer, nonce: Buffer): DecipherGCM
}

/** Ciphertext and tag. */
export function encrypt(
  { cipher }: Suite,
  { key, nonce, bound }: { key: Buffer; nonce: Buffer; bound: Buffer },
  content: Buffer,
): [Buffer, Buffer] {
  const sealing: CipherGCM =
    cipher === 'sm4-gcm' ? createCipheriv(cipher, key, nonce) : createCipheriv(cipher, key, nonce)
  sealing.setAAD(bound)
  const sealed = Buffer.concat([sealing.update(content), sealing.final()])
  return [sealed, sealing.getAuthTag()]
}

/** Throws where the key is another one, or key, nonce, bound, content or tag were changed. */
export function decrypt(
  { cipher }: Suite,
  { key, nonce, bound }: { key: Buffer; nonce: Buffer; bound: Buffer },
  sealed: Buffer,
  tag: Buffer,
): Buffer {
  const opening: DecipherGCM =
    cipher === 'sm4-gcm'
      ? createDecipheriv(cipher, key, nonce)
      : createDecipheriv(cipher, key, nonce)
  opening.setAAD(bound)
  opening.setAuthTag(tag)
  return Buffer.concat([opening.update(sealed), opening.final()])
}

export function hmac({ digest }: Suite, key: Buffer, content: string | Buffer): Buffer {
  return createHmac(digest, key).update(content).digest()
}

/** HKDF (RFC 5869) over the suite's digest. */
export function deriveBytes(
  { digest }: Suite,
  secret: Buffer,
  { salt = Buffer.alloc(0), info, bytes }: { salt?: Buffer; info: string; bytes: number },
): Buffer {
  return Buffer.from(hkdfSync(digest, secret, salt, info, bytes))
}
