/** One module's sentences: code → Chinese, with `{name}` where a value stands. */
export type Words = Readonly<Record<string, string>>

/** The sentence of a code, its values filled in; the code itself where no sentence is known (a test forbids that). */
export function sentence(
  words: Words,
  code: string,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const text = words[code]
  if (text === undefined) return code
  const [begin = '', ...places] = partsOf(text)
  let said = begin
  for (let at = 0; at < places.length; at += 2) {
    const name = places[at] ?? ''
    said += String(values[name] ?? `{${name}}`) + (places[at + 1] ?? '')
  }
  return said
}

/** Each text is taken apart once: there are as many as the program has words. */
const takenApart = new Map<string, readonly string[]>()

/** What stands before the first value, then each value's name and what follows it. */
function partsOf(text: string): readonly string[] {
  const known = takenApart.get(text)
  if (known !== undefined) return known
  const parts = text.split(/\{([a-zA-Z]+)\}/)
  takenApart.set(text, parts)
  return parts
}
