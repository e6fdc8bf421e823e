import { Buffer } from 'node:buffer'

/** Turns a stream of bytes into text: UTF-8, UTF-16 or GB18030, told by the bytes themselves. */
export interface TextDecoding {
  push(chunk: Uint8Array): string
  end(): string
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'

/**
 * Plain ASCII is the same in UTF-8 and GB18030, so the choice waits for the first byte above 127
 * and is made on what that chunk shows.
 */
export function decodeText(): TextDecoding {
  let decoder: TextDecoder | null = null
  let first = true
  return {
    push(chunk) {
      if (first && chunk.length > 0) {
        first = false
        const wide = wideEncodingOf(chunk)
        if (wide !== null) decoder = new TextDecoder(wide)
        else if (hasUtf8Mark(chunk)) decoder = new TextDecoder('utf-8')
      }
      if (decoder === null) {
        const start = firstHighByte(chunk)
        if (start < 0) return latin1(chunk)
        decoder = new TextDecoder(narrowEncodingOf(chunk.subarray(start)))
      }
      return decoder.decode(chunk, { stream: true })
    },
    end() {
      return decoder?.decode() ?? ''
    },
  }
}

/** The same for text that is whole in memory. */
export function decodeWhole(bytes: Uint8Array): string {
  const decoding = decodeText()
  return decoding.push(bytes) + decoding.end()
}

function latin1(chunk: Uint8Array): string {
  return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1')
}

function firstHighByte(chunk: Uint8Array): number {
  for (let at = 0; at < chunk.length; at += 1) if ((chunk[at] ?? 0) > 127) return at
  return -1
}

function hasUtf8Mark(chunk: Uint8Array): boolean {
  return chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf
}

/**
 * UTF-16 by its mark, or, without one, by the zeros that ASCII signs (digits, delimiters, line ends) leave on one side of
 * their pairs, if what it says then is text. A few hanzi (一, 开) leave a zero on the other side.
 */
export function wideEncodingOf(bytes: Uint8Array): Encoding | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const pairs = Math.min(bytes.length >> 1, 2048)
  let high = 0
  let low = 0
  for (let pair = 0; pair < pairs; pair += 1) {
    if (bytes[pair * 2] === 0) high += 1
    if (bytes[pair * 2 + 1] === 0) low += 1
  }
  const least = Math.max(1, pairs / 32)
  const encoding = low > high * 4 ? 'utf-16le' : high > low * 4 ? 'utf-16be' : null
  if (encoding === null || Math.max(low, high) < least) return null
  const text = new TextDecoder(encoding).decode(bytes.subarray(0, pairs * 2), { stream: true })
  return notText.test(text) ? null : encoding
}

/** Control signs, what could not be decoded, and places of no sign. */
// oxlint-disable-next-line no-control-regex -- control signs are what is looked for
const notText = /[\0-\x08\x0e-\x1f\ufffd\ufffe\uffff]/

/** UTF-8 or GB18030: whichever leaves fewer bytes unexplained; a tie is UTF-8 unless it reads as hanzi. */
function narrowEncodingOf(sample: Uint8Array): Encoding {
  const utf8Faults = utf8FaultsOf(sample)
  if (utf8Faults === 0) return readsAsHanziInGb(sample) ? 'gb18030' : 'utf-8'
  const gbFaults = countReplaced(new TextDecoder('gb18030').decode(sample, { stream: true }))
  return gbFaults < utf8Faults ? 'gb18030' : 'utf-8'
}

function utf8FaultsOf(sample: Uint8Array): number {
  return countReplaced(new TextDecoder('utf-8').decode(sample, { stream: true }))
}

function countReplaced(text: string): number {
  let count = 0
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) count += 1
  return count
}

/**
 * Short GB text can be valid UTF-8 of two-byte letters ("联通"). It is GB where every such pair lies in
 * the common hanzi (GB2312 level 1), pairs stand beside each other as hanzi do, and their first bytes
 * vary (Cyrillic and Greek use two or three).
 */
function readsAsHanziInGb(sample: Uint8Array): boolean {
  let pairs = 0
  let beside = 0
  let lastEnd = -1
  const leads = new Set<number>()
  const length = Math.min(sample.length, 65_536)
  for (let at = 0; at < length;) {
    const byte = sample[at] ?? 0
    if (byte < 0x80) {
      at += 1
      continue
    }
    if (byte >= 0xe0 || byte < 0xb0 || byte > 0xd7) return false
    pairs += 1
    leads.add(byte)
    if (lastEnd === at) beside += 1
    at += 2
    lastEnd = at
  }
  return pairs >= 2 && beside * 2 >= pairs && (leads.size > 3 || pairs <= 4) && leads.size > 1
}
