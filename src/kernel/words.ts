/** One module's sentences: code → Chinese, with `{name}` where a value stands. */
export type Words = Readonly<Record<string, string>>

/** The sentence of a code, its values filled in; the code itself where no sentence is known (a test forbids that). */
export function sentence(
  words: Words,
  code: string,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const text = words[code] ?? code
  return text.replaceAll(/\{([a-zA-Z]+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}
