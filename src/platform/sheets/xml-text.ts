/** The value of an attribute inside one tag; null where it is not there. */
export function attributeOf(tag: string, name: string): string | null {
  let at = tag.indexOf(`${name}=`)
  while (at > 0 && !isSpace(tag.charCodeAt(at - 1))) at = tag.indexOf(`${name}=`, at + 1)
  if (at <= 0) return null
  const from = at + name.length + 2
  const to = tag.indexOf(tag[from - 1] ?? '"', from)
  if (to < 0) return null
  const value = tag.slice(from, to)
  return value.length < 3 ? value : plainXml(value)
}

/** The opening tags of a name, in order. */
export function tagsOf(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}\\s[^>]*>`, 'g'))].map((match) => match[0])
}

/**
 * Text with its entities, and Excel's `_x000D_`, made plain. Entities that a file declares itself stay as they are
 * written: nothing is fetched and nothing grows.
 */
export function plainXml(text: string): string {
  if (text.includes('<![CDATA[')) return withoutCdata(text)
  // A line end of any kind is one sign in XML; what is written out as `&#13;` stays.
  const lined = text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text
  const plain = lined.includes('&') ? lined.replaceAll(/&(#x[\da-f]+|#\d+|\w+);/gi, entity) : lined
  return plain.includes('_x')
    ? plain.replaceAll(/_x([\dA-Fa-f]{4})_/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : plain
}

function withoutCdata(text: string): string {
  let plain = ''
  let from = 0
  for (let at = text.indexOf('<![CDATA['); at >= 0; at = text.indexOf('<![CDATA[', from)) {
    const end = text.indexOf(']]>', at)
    if (end < 0) break
    plain += plainXml(text.slice(from, at)) + text.slice(at + 9, end)
    from = end + 3
  }
  return plain + plainXml(text.slice(from).replaceAll('<![CDATA[', ''))
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

/** An element longer than this is none. */
const maxElementLength = 4_194_304

/** The elements of a name, one after the other, each whole with its tags; `tooLong` is thrown for one without end. */
export async function* elementsOf(
  texts: AsyncIterable<string>,
  name: string,
  tooLong: () => Error,
): AsyncGenerator<string> {
  const opening = `<${name}`
  const closing = `</${name}>`
  let rest = ''
  for await (const text of texts) {
    rest = rest === '' ? text : rest + text
    let from = 0
    for (;;) {
      const start = startOf(rest, opening, from)
      if (start < 0) {
        from = Math.max(from, rest.length - opening.length)
        break
      }
      const tagEnd = rest.indexOf('>', start)
      const isEmpty = tagEnd > 0 && rest.charCodeAt(tagEnd - 1) === 47
      const end = isEmpty ? tagEnd + 1 : rest.indexOf(closing, start) + closing.length
      if (tagEnd < 0 || end < closing.length) {
        from = start
        break
      }
      yield rest.slice(start, end)
      from = end
    }
    rest = rest.slice(from)
    if (rest.length > maxElementLength) throw tooLong()
  }
}

/** `<row` but not `<rowBreaks`. */
export function startOf(text: string, opening: string, from: number): number {
  for (let at = text.indexOf(opening, from); at >= 0; at = text.indexOf(opening, at + 1)) {
    const after = text.charCodeAt(at + opening.length)
    if (after === 62 || after === 47 || isSpace(after) || Number.isNaN(after)) return at
  }
  return -1
}

/** The same text with element names as Excel writes them, where another program wrote `<x:row>`. */
export async function* withPlainNames(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let prefix: string | null = null
  let rest = ''
  for await (const text of texts) {
    prefix ??= prefixOf(text)
    if (prefix === '') {
      yield text
      continue
    }
    rest += text
    // A name may be cut by the end of the piece.
    const last = rest.lastIndexOf('<')
    const cut = last >= 0 && rest.length - last < prefix.length + 4 ? last : rest.length
    yield withoutPrefix(rest.slice(0, cut), prefix)
    rest = rest.slice(cut)
  }
  if (rest !== '') yield withoutPrefix(rest, prefix ?? '')
}

/** The same for text that is whole. */
export function plainNames(xml: string): string {
  return withoutPrefix(xml, prefixOf(xml))
}

function prefixOf(xml: string): string {
  const root = /<(?:([\w.-]+):)?(?:worksheet|workbook|sst|styleSheet|Relationships)[\s>]/.exec(xml)
  return root?.[1] ?? ''
}

function withoutPrefix(xml: string, prefix: string): string {
  if (prefix === '') return xml
  return xml.replaceAll(`<${prefix}:`, '<').replaceAll(`</${prefix}:`, '</')
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
