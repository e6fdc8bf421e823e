/** The value of an attribute inside one tag; null where it is not there. */
export function attributeOf(tag: string, name: string): string | null {
  let at = tag.indexOf(`${name}=`)
  while (at > 0 && !isSpace(tag.charCodeAt(at - 1))) at = tag.indexOf(`${name}=`, at + 1)
  if (at <= 0) return null
  const from = at + name.length + 2
  const to = tag.indexOf(tag[from - 1] ?? '"', from)
  return to < 0 ? null : plainXml(tag.slice(from, to))
}

/** Text with its entities, and Excel's `_x000D_`, made plain. */
export function plainXml(text: string): string {
  const plain = text.includes('&') ? text.replaceAll(/&(#x[\da-f]+|#\d+|\w+);/gi, entity) : text
  return plain.includes('_x')
    ? plain.replaceAll(/_x([\dA-Fa-f]{4})_/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : plain
}

/** Every text of `<t>` elements joined: what a shared or inline string says; phonetic guides left out. */
export function textElements(xml: string): string {
  let text = ''
  const spoken = xml.includes('<rPh') ? xml.replaceAll(/<rPh[\s>].*?<\/rPh>/gs, '') : xml
  for (let at = spoken.indexOf('<t'); at >= 0; at = spoken.indexOf('<t', at + 2)) {
    const after = spoken.charCodeAt(at + 2)
    if (after !== 62 && !isSpace(after)) continue
    const open = spoken.indexOf('>', at)
    if (open < 0 || spoken.charCodeAt(open - 1) === 47) continue
    const close = spoken.indexOf('</t>', open)
    if (close < 0) break
    text += spoken.slice(open + 1, close)
    at = close
  }
  return plainXml(text)
}

function entity(whole: string, name: string): string {
  if (name.startsWith('#')) {
    const hex = name[1] === 'x' || name[1] === 'X'
    const code = Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  }
  return named[name] ?? whole
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9
}
