import { expect, test } from 'vitest'
import { decodeText, decodeWhole, wideEncodingOf } from './decode-text.ts'

const text = '姓名,金额\n赵甲一,5000\n'

/** `姓名,金额\n赵甲一,5000\n` as GB18030. */
const gb = Uint8Array.from([
  0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xbd, 0xf0, 0xb6, 0xee, 0x0a, 0xd5, 0xd4, 0xbc, 0xd7, 0xd2, 0xbb,
  0x2c, 0x35, 0x30, 0x30, 0x30, 0x0a,
])

test('UTF-8 with and without its mark', () => {
  expect(decodeWhole(new TextEncoder().encode(text))).toBe(text)
  expect(decodeWhole(new TextEncoder().encode(`\ufeff${text}`))).toBe(text)
})

test('UTF-16 by its mark, either way round', () => {
  const little = new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))
  expect(decodeWhole(little)).toBe(text)
  expect(decodeWhole(new Uint8Array(Buffer.from(little).swap16()))).toBe(text)
})

test('UTF-16 without a mark by its zeros', () => {
  expect(decodeWhole(new Uint8Array(Buffer.from('name,amount\nZhao,5000\n', 'utf16le')))).toBe(
    'name,amount\nZhao,5000\n',
  )
})

test.each(['utf16le', 'utf-16be'])(
  '%s of hanzi without a mark by the zeros of its digits',
  (name) => {
    // 一 is U+4E00: it leaves a zero on the other side.
    const hanzi = '姓名,班组,金额\r\n赵甲一,一班,5000\r\n钱一二,开一班,4800.50\r\n'
    const bytes = Buffer.from(hanzi, 'utf16le')
    expect(decodeWhole(new Uint8Array(name === 'utf16le' ? bytes : bytes.swap16()))).toBe(hanzi)
  },
)

test('bytes with zeros that say nothing are not taken for UTF-16', () => {
  expect(wideEncodingOf(Uint8Array.from([1, 0, 2, 0, 3, 0, 4, 0, 5, 0]))).toBe(null)
  expect(wideEncodingOf(Uint8Array.from([0xd0, 0xd5, 0xc3, 0xfb, 0x2c]))).toBe(null)
})

test('GB18030 by what it shows, also where the first chunks are plain ASCII', () => {
  expect(decodeWhole(gb)).toBe(text)
  const decoding = decodeText()
  expect(decoding.push(new TextEncoder().encode('a,b\n'))).toBe('a,b\n')
  expect(decoding.push(gb.subarray(0, 7)) + decoding.push(gb.subarray(7)) + decoding.end()).toBe(
    text,
  )
})

test('short GB text that happens to be valid UTF-8 is still read as hanzi', () => {
  expect(decodeWhole(Uint8Array.from([0xc1, 0xaa, 0xcd, 0xa8]))).toBe('联通')
})

test('letters of other languages in UTF-8 stay what they are', () => {
  for (const word of ['ʤ', 'Köln, Zürich, für', 'Москва, Новосибирск', 'Ελλάδα']) {
    expect(decodeWhole(new TextEncoder().encode(word))).toBe(word)
  }
})
