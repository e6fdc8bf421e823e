import { Buffer } from 'node:buffer'

/**
 * Text in GB18030, every sign of it: one, two or four bytes. The run-time only decodes, so the table is got by
 * decoding every code once, on first use.
 */
export function encodeGb18030(text: string): Buffer {
  const codes = (table ??= encodeTable())
  const bytes = Buffer.allocUnsafe(text.length * 4)
  let length = 0
  for (let at = 0; at < text.length; at += 1) {
    const point = text.codePointAt(at) ?? 0
    if (point < 0x80) {
      bytes[length] = point
      length += 1
      continue
    }
    if (point > 0xffff) at += 1
    const code = point > 0xffff ? 0 : (codes[point] ?? 0)
    if (code > 0 && code <= 0xffff) length = bytes.writeUInt16BE(code, length)
    else length = bytes.writeUInt32BE(code === 0 ? planeCode(point) : code, length)
  }
  return bytes.subarray(0, length)
}

/** Beyond the first plane the codes are in the order of the code points; half of a pair has none, and becomes `?`. */
function planeCode(point: number): number {
  return point > 0xffff ? fourBytes(point - 0x1_0000, 0x90) : fourBytes(questionMark, 0x81)
}

/** U+FFFD, in linear order from 0x81308130. */
const questionMark = 39_417

function fourBytes(linear: number, lead: number): number {
  const fourth = linear % 10
  const third = Math.floor(linear / 10) % 126
  const second = Math.floor(linear / 1_260) % 10
  const first = Math.floor(linear / 12_600)
  return (
    (lead + first) * 0x100_0000 +
    (0x30 + second) * 0x1_0000 +
    (0x81 + third) * 0x100 +
    0x30 +
    fourth
  )
}

let table: Uint32Array | null = null

/** Codes of the first plane by code point; 0: none. Each code is decoded before a line end, which is a trail of none. */
function encodeTable(): Uint32Array {
  const codes = [...twoByteCodes(), ...fourByteCodes()]
  const bytes = Buffer.alloc(codes.length * 5)
  let length = 0
  for (const code of codes) {
    length = code > 0xffff ? bytes.writeUInt32BE(code, length) : bytes.writeUInt16BE(code, length)
    length = bytes.writeUInt8(0x0a, length)
  }
  const texts = new TextDecoder('gb18030').decode(bytes.subarray(0, length)).split('\n')
  const made = new Uint32Array(0x1_0000)
  for (const [at, code] of codes.entries()) {
    const text = texts[at] ?? ''
    // Two bytes go before four, where both are read as the same sign.
    const point = text.length === 1 ? text.charCodeAt(0) : 0
    if (point >= 0x80 && point !== 0xfffd && made[point] === 0) made[point] = code
  }
  return made
}

function twoByteCodes(): number[] {
  const codes: number[] = []
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail !== 0x7f) codes.push((lead << 8) | trail)
    }
  }
  return codes
}

/** 0x81308130 to 0x8431A439: the rest of the first plane. */
function fourByteCodes(): number[] {
  return Array.from({ length: 39_420 }, (_, linear) => fourBytes(linear, 0x81))
}
