import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  blindIndex,
  deriveKeys,
  keyNameOf,
  openChunk,
  openValue,
  sealChunk,
  sealValue,
} from './keys.ts'
import { decrypt, encrypt, hmac, suites } from './suite.ts'

const hex = (text: string) => Buffer.from(text.replaceAll(/\s/g, ''), 'hex')
const counted = (bytes: number) => Buffer.from(Array.from({ length: bytes }, (_, at) => at + 1))

test('SM4-GCM gives the vector of RFC 8998, appendix A.1', () => {
  const place = {
    key: hex('0123456789ABCDEFFEDCBA9876543210'),
    nonce: hex('00001234567800000000ABCD'),
    bound: hex('FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2'),
  }
  const plain = hex(
    `AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDD
     EEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA`,
  )
  const [sealed, tag] = encrypt(suites.gm, place, plain)
  expect(sealed).toEqual(
    hex(`17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735
         D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D`),
  )
  expect(tag).toEqual(hex('83DE3541E4C2B58177E065A9BF7B62EC'))
  expect(decrypt(suites.gm, place, sealed, tag)).toEqual(plain)
})

test('AES-256-GCM gives test case 16 of the GCM specification (McGrew and Viega)', () => {
  const place = {
    key: hex('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308'),
    nonce: hex('cafebabefacedbaddecaf888'),
    bound: hex('feedfacedeadbeeffeedfacedeadbeefabaddad2'),
  }
  const plain = hex(
    `d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72
     1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39`,
  )
  const [sealed, tag] = encrypt(suites.aes, place, plain)
  expect(sealed).toEqual(
    hex(`522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa
         8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662`),
  )
  expect(tag).toEqual(hex('76fc6ece0f4e1768cddf8853bb2d551b'))
  expect(decrypt(suites.aes, place, sealed, tag)).toEqual(plain)
})

test('SM3 gives both examples of GB/T 32905-2016, appendix A', () => {
  const sm3 = (text: string) => createHash(suites.gm.digest).update(text).digest('hex')
  expect(sm3('abc')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
  expect(sm3('abcd'.repeat(16))).toBe(
    'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732',
  )
})

test('HMAC-SM3 gives the examples of GM/T 0042-2015, appendix D.3', () => {
  const twice = 'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq'.repeat(2)
  const cases: [Buffer, string | Buffer, string][] = [
    [counted(32), twice, 'ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a'],
    [
      counted(37),
      Buffer.alloc(50, 0xcd),
      '220bf579ded555393f0159f66c99877822a3ecf610d1552154b41d44b94db3ae',
    ],
    [
      Buffer.alloc(32, 0x0b),
      'Hi There',
      'c0ba18c68b90c88bc07de794bfc7d2c8d19ec31ed8773bc2b390c9604e0be11e',
    ],
    [
      Buffer.from('Jefe'),
      'what do ya want for nothing?',
      '2e87f1d16862e6d964b50a5200bf2b10b764faa9680a296a2405f24bec39f882',
    ],
  ]
  for (const [key, content, mac] of cases) {
    expect(hmac(suites.gm, key, content).toString('hex')).toBe(mac)
  }
})

test('HMAC-SHA-256 gives test case 2 of RFC 4231', () => {
  const mac = hmac(suites.aes, Buffer.from('Jefe'), 'what do ya want for nothing?')
  expect(mac.toString('hex')).toBe(
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  )
})

const secret = Buffer.alloc(32, 7)

test('with CRYPTO=gm values, indexes and files are sealed with SM4 and SM3, and name their keys', () => {
  const [gm, aes] = [deriveKeys(secret, suites.gm), deriveKeys(secret, suites.aes)]
  const value = '990101199001010013'
  const { ciphertext, blindIndex: index } = sealValue(gm, 'id-number', value)
  expect([keyNameOf(ciphertext), gm.values.length]).toEqual([gm.name, 16])
  expect(gm.name).not.toBe(aes.name)
  expect(openValue(gm, 'id-number', ciphertext)).toBe(value)
  expect(index).toEqual(hmac(suites.gm, gm.index, `id-number\0${value}`).subarray(0, 16))
  expect(index).not.toEqual(blindIndex(aes, 'id-number', value))
  const chunk = sealChunk(gm, 'a'.repeat(64), 0, Buffer.from('piece'))
  expect(openChunk(gm, 'a'.repeat(64), 0, chunk).toString()).toBe('piece')
})

test('what the one suite sealed opens beside the other, by the name it bears', () => {
  const [gm, aes] = [deriveKeys(secret, suites.gm), deriveKeys(secret, suites.aes)]
  const both = { ...gm, others: new Map([[aes.name, aes]]) }
  const { ciphertext } = sealValue(aes, 'card', '6299990000000000012')
  expect(openValue(both, 'card', ciphertext)).toBe('6299990000000000012')
  expect(() => openValue(gm, 'card', ciphertext)).toThrow(/^Sealed with key/)
})
