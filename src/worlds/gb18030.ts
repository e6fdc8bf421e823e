/**
 * Text in the two-byte part of GB18030, as Chinese Excel writes csv files. The run-time only decodes, so
 * the table is got by decoding every two-byte code once.
 */
export function encodeGb18030(text: string): Uint8Array {
  const codes = (table ??= encodeTable())
  const bytes = new Uint8Array(text.length * 2)
  let length = 0
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit < 0x80) {
      bytes[length] = unit
      length += 1
      continue
    }
    const code = codes[unit] ?? 0
    if (code === 0) throw new RangeError(`no two-byte code for ${text.charAt(at)}`)
    bytes[length] = code >> 8
    bytes[length + 1] = code & 0xff
    length += 2
  }
  return bytes.subarray(0, length)
}

let table: Uint16Array | null = null

function encodeTable(): Uint16Array {
  const codes: number[] = []
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail !== 0x7f) codes.push((lead << 8) | trail)
    }
  }
  const decoder = new TextDecoder('gb18030')
  const made = new Uint16Array(0x1_0000)
  for (const code of codes) {
    const text = decoder.decode(Uint8Array.of(code >> 8, code & 0xff))
    // Unassigned codes decode to U+FFFD, sometimes followed by the second byte's own sign.
    if (text.length === 1 && text !== '\ufffd') made[text.charCodeAt(0)] = code
  }
  return made
}
