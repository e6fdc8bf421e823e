import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  blindIndex,
  deriveKeys,
  openChunk,
  openValue,
  type PersonalKind,
  sealChunk,
  sealValue,
} from './keys.ts'
import { suites } from './suite.ts'

/*
 * The primitives are written out here a second time from their standards, proved by the published vectors, and then
 * held against what the program makes: neither side vouches for itself.
 */

const hex = (text: string) => Buffer.from(text.replaceAll(/\s/g, ''), 'hex')

/** FIPS 198-1. */
function hmacSha256(key: Buffer, content: Buffer): Buffer {
  const sha256 = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest()
  const block = Buffer.alloc(64)
  ;(key.length > 64 ? sha256(key) : key).copy(block)
  const padded = (sign: number) => Buffer.from(block.map((byte) => byte ^ sign))
  return sha256(padded(0x5c), sha256(padded(0x36), content))
}

/** RFC 5869. */
function hkdfSha256(secret: Buffer, salt: Buffer, info: Buffer, length: number): Buffer {
  const extracted = hmacSha256(salt.length === 0 ? Buffer.alloc(32) : salt, secret)
  let block: Buffer = Buffer.alloc(0)
  let out: Buffer = Buffer.alloc(0)
  for (let no = 1; out.length < length; no += 1) {
    block = hmacSha256(extracted, Buffer.concat([block, info, Buffer.from([no])]))
    out = Buffer.concat([out, block])
  }
  return out.subarray(0, length)
}

const numberOf = (bytes: Buffer) => BigInt(`0x${bytes.toString('hex') || '0'}`)
const bytesOf = (number: bigint) => hex(number.toString(16).padStart(32, '0'))

/** Multiplication in GF(2^128) as NIST SP 800-38D, 6.3, has it. */
function times(x: bigint, y: bigint): bigint {
  const reduction = 0xe1n << 120n
  let [product, factor] = [0n, y]
  for (let bit = 127n; bit >= 0n; bit -= 1n) {
    if ((x >> bit) & 1n) product ^= factor
    factor = factor & 1n ? (factor >> 1n) ^ reduction : factor >> 1n
  }
  return product
}

/** NIST SP 800-38D, 7.1, with a nonce of 96 bits: ciphertext and tag. */
function gcm(key: Buffer, nonce: Buffer, bound: Buffer, content: Buffer): [Buffer, Buffer] {
  const block = (input: Buffer) => {
    const cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false)
    return Buffer.concat([cipher.update(input), cipher.final()])
  }
  const counter = (no: number) => {
    const last = Buffer.alloc(4)
    last.writeUInt32BE(no)
    return block(Buffer.concat([nonce, last]))
  }
  const sealed = Buffer.from(
    content.map((byte, at) => byte ^ (counter(2 + Math.floor(at / 16))[at % 16] ?? 0)),
  )
  const whole = (bytes: Buffer) =>
    Buffer.concat([bytes, Buffer.alloc((16 - (bytes.length % 16)) % 16)])
  const lengths = Buffer.alloc(16)
  lengths.writeBigUInt64BE(BigInt(bound.length * 8), 0)
  lengths.writeBigUInt64BE(BigInt(sealed.length * 8), 8)
  const hashed = Buffer.concat([whole(bound), whole(sealed), lengths])
  const point = numberOf(block(Buffer.alloc(16)))
  let sum = 0n
  for (let at = 0; at < hashed.length; at += 16) {
    sum = times(sum ^ numberOf(hashed.subarray(at, at + 16)), point)
  }
  return [sealed, bytesOf(sum ^ numberOf(counter(1)))]
}

test('HMAC-SHA-256 keeps the vectors of RFC 4231', () => {
  const vectors = [
    [
      hex('0b'.repeat(20)),
      Buffer.from('Hi There'),
      'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
    ],
    [
      Buffer.from('Jefe'),
      Buffer.from('what do ya want for nothing?'),
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    ],
    [
      hex('aa'.repeat(131)),
      Buffer.from('Test Using Larger Than Block-Size Key - Hash Key First'),
      '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
    ],
  ] as const
  for (const [key, content, expected] of vectors) {
    expect(hmacSha256(key, content).toString('hex')).toBe(expected)
  }
})

test('HKDF-SHA-256 keeps the vectors of RFC 5869', () => {
  const ikm = hex('0b'.repeat(22))
  const first = hkdfSha256(ikm, hex('000102030405060708090a0b0c'), hex('f0f1f2f3f4f5f6f7f8f9'), 42)
  expect(first.toString('hex')).toBe(
    '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
  )
  const third = hkdfSha256(ikm, Buffer.alloc(0), Buffer.alloc(0), 42)
  expect(third.toString('hex')).toBe(
    '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
  )
})

test('AES-256-GCM keeps the test case 16 of the GCM specification', () => {
  const [sealed, tag] = gcm(
    hex('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308'),
    hex('cafebabefacedbaddecaf888'),
    hex('feedfacedeadbeeffeedfacedeadbeefabaddad2'),
    hex(`d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72
      1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39`),
  )
  expect(sealed).toEqual(
    hex(`522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa
      8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662`),
  )
  expect(tag).toEqual(hex('76fc6ece0f4e1768cddf8853bb2d551b'))
})

const secret = Buffer.from(
  '8f1c5be09d27a3647ee2c4910b5da8f36c0793d1ba4e68f205cf7196e3b82d4a',
  'hex',
)
const keys = deriveKeys(secret)
const kinds: readonly PersonalKind[] = ['id-number', 'card', 'phone']
const idNumber = '990101199001010013'

test('the keys are HKDF-SHA-256 of the secret, one for each purpose', () => {
  const derived = (purpose: string) =>
    hkdfSha256(secret, Buffer.alloc(0), Buffer.from(`huxin ${purpose}`), 32)
  expect(keys).toEqual({
    name: derived('key name').toString('hex').slice(0, 8),
    suite: suites.aes,
    others: new Map(),
    provingSuite: suites.aes,
    secretName: derived('secret name').toString('hex').slice(0, 8),
    values: derived('personal values'),
    index: derived('blind index'),
    files: derived('files'),
    links: derived('links'),
    audit: derived('audit'),
    auditHeads: derived('audit heads'),
    appPassword: derived('huxin_app').toString('base64url'),
  })
  const parts = [keys.values, keys.index, keys.files].map((key) => key.toString('hex'))
  expect(new Set(parts).size).toBe(3)
  expect(deriveKeys(randomBytes(32)).values).not.toEqual(keys.values)
})

test('the blind index is HMAC-SHA-256 of kind and value, cut to sixteen bytes', () => {
  for (const kind of kinds) {
    const whole = hmacSha256(keys.index, Buffer.from(`${kind}\0${idNumber}`))
    expect(blindIndex(keys, kind, idNumber)).toEqual(whole.subarray(0, 16))
    expect(sealValue(keys, kind, idNumber).blindIndex).toEqual(whole.subarray(0, 16))
  }
})

test('a sealed value is key name, nonce, AES-256-GCM ciphertext and tag, bound to its kind', () => {
  for (const kind of kinds) {
    const { ciphertext } = sealValue(keys, kind, idNumber)
    const nonce = ciphertext.subarray(4, 16)
    const [sealed, tag] = gcm(keys.values, nonce, Buffer.from(kind), Buffer.from(idNumber))
    expect(ciphertext).toEqual(Buffer.concat([hex(keys.name), nonce, sealed, tag]))
  }
})

test('a sealed piece of a file is bound to the file and its place', () => {
  const hash = 'a'.repeat(64)
  const content = randomBytes(1000)
  const chunk = sealChunk(keys, hash, 3, content)
  const [sealed, tag] = gcm(keys.files, chunk.subarray(4, 16), Buffer.from(`${hash} 3`), content)
  expect(chunk.subarray(16)).toEqual(Buffer.concat([sealed, tag]))
})

test('what is sealed opens again, whatever it is', () => {
  for (const value of ['', '1', idNumber, '赵甲一', '\0', '9'.repeat(10_000)]) {
    for (const kind of kinds) {
      expect(openValue(keys, kind, sealValue(keys, kind, value).ciphertext)).toBe(value)
    }
  }
})

test('no nonce comes twice, and no ciphertext tells that two values are equal', () => {
  const seen = new Set<string>()
  const sealed = new Set<string>()
  for (let count = 0; count < 5_000; count += 1) {
    const { ciphertext } = sealValue(keys, 'phone', '13900000000')
    seen.add(ciphertext.subarray(4, 16).toString('hex'))
    sealed.add(ciphertext.subarray(16).toString('hex'))
  }
  expect([seen.size, sealed.size]).toEqual([5_000, 5_000])
})

/** As OpenSSL, or the check of the key's name before it, says it. */
const cannotOpen = /authenticate|Sealed with key|Invalid/

test('with one bit changed anywhere nothing opens', () => {
  const { ciphertext } = sealValue(keys, 'card', '6299990000000000012')
  for (let at = 0; at < ciphertext.length * 8; at += 1) {
    const changed = Buffer.from(ciphertext)
    changed[at >> 3] = (changed[at >> 3] ?? 0) ^ (1 << (at & 7))
    expect(() => openValue(keys, 'card', changed)).toThrow(cannotOpen)
  }
})

test('cut short, or made longer, nothing opens', () => {
  const { ciphertext } = sealValue(keys, 'card', '6299990000000000012')
  for (let length = 0; length < ciphertext.length; length += 1) {
    expect(() => openValue(keys, 'card', ciphertext.subarray(0, length))).toThrow(cannotOpen)
  }
  expect(() => openValue(keys, 'card', Buffer.concat([ciphertext, Buffer.alloc(1)]))).toThrow(
    cannotOpen,
  )
})

test('a value of one kind does not open as another, nor with another key', () => {
  const { ciphertext } = sealValue(keys, 'id-number', idNumber)
  expect(() => openValue(keys, 'card', ciphertext)).toThrow(cannotOpen)
  const others = deriveKeys(randomBytes(32))
  expect(() => openValue(others, 'id-number', ciphertext)).toThrow(/^Sealed with key/)
  // Even where the names are the same by chance.
  expect(() => openValue({ ...others, name: keys.name }, 'id-number', ciphertext)).toThrow(
    cannotOpen,
  )
})

test('a piece does not open in another place or as another file’s', () => {
  const hash = createHash('sha256').update('file').digest('hex')
  const chunk = sealChunk(keys, hash, 0, Buffer.from('姓名'))
  expect(openChunk(keys, hash, 0, chunk).toString()).toBe('姓名')
  expect(() => openChunk(keys, hash, 1, chunk)).toThrow(cannotOpen)
  expect(() => openChunk(keys, hash.replace(/^./, 'z'), 0, chunk)).toThrow(cannotOpen)
  expect(() => openChunk({ ...keys, files: keys.values }, hash, 0, chunk)).toThrow(cannotOpen)
})

test('what shows of a value is never the value', () => {
  for (const value of ['1', '12', '0571', '13900000000', idNumber, '6299990000000000012']) {
    const { masked } = sealValue(keys, 'phone', value)
    expect(masked).toHaveLength(value.length)
    expect(masked).toContain('*')
    expect(masked).not.toBe(value)
  }
})

test('an error says which keys, never what was sealed', () => {
  const { ciphertext } = sealValue(keys, 'id-number', idNumber)
  const other = { ...keys, name: 'ffffffff' }
  try {
    openValue(other, 'id-number', ciphertext)
    expect.unreachable()
  } catch (error) {
    expect(String(error)).toBe(`Error: Sealed with key ${keys.name}, opened with ffffffff.`)
  }
})
