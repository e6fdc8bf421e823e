/** What somebody typed into the box, understood. */
export type Sought =
  /** Fewer letters than anything is found by. */
  | { readonly kind: 'too-short' }
  /** A whole number of a person; of which kinds it may be one, the likeliest first. */
  | { readonly kind: 'number'; readonly value: string; readonly of: readonly NumberKind[] }
  /** The id of a batch, or how it begins: ids are made of the time and begin with 0 for centuries, which numbers of people do not. */
  | { readonly kind: 'batch'; readonly begins: string }
  | { readonly kind: 'words'; readonly words: readonly string[] }

export type NumberKind = 'id-number' | 'card' | 'phone'

/** More words than anybody types; a bound. */
const mostWords = 6

/** Whole numbers are found by their blind index, anything else by its words; a number is looked for among names too. */
export function soughtBy(typed: string): readonly Sought[] {
  const plain = typed.normalize('NFKC').trim().toUpperCase()
  const compact = plain.replaceAll(/[\s-]/g, '')
  const words = wordsOf(plain)
  if (words.join('').length < 2) return [{ kind: 'too-short' }]
  const kinds = numberKindsOf(compact)
  return [
    ...(kinds.length > 0 ? [{ kind: 'number', value: compact, of: kinds } as const] : []),
    ...(/^0[0-9A-F]{7,31}$/.test(compact)
      ? [{ kind: 'batch', begins: compact.toLowerCase() } as const]
      : []),
    { kind: 'words', words },
  ]
}

/** A word of one letter narrows nothing beside longer ones and is left out; alone with others like it they are one. */
function wordsOf(plain: string): string[] {
  const words = plain
    .split(/\s+/)
    .map((word) => word.replaceAll(/[^\p{L}\p{N}]/gu, ''))
    .filter((word) => word !== '')
  const long = words.filter((word) => word.length > 1)
  if (long.length > 0) return long.slice(0, mostWords)
  return words.length > 1 ? [words.join('')] : words
}

function numberKindsOf(compact: string): NumberKind[] {
  const kinds: NumberKind[] = []
  if (/^\d{17}[\dX]$/.test(compact)) kinds.push('id-number')
  if (/^1\d{10}$/.test(compact)) kinds.push('phone')
  if (/^\d{13,19}$/.test(compact)) kinds.push('card')
  return kinds
}
