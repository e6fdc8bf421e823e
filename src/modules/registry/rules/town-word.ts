import { matchingName } from './matching-name.ts'

interface Named {
  readonly code: string
  readonly name: string
  /** The town that it was merged into; its name is still written. */
  readonly into?: string | null
}

/**
 * The town or street of the district that a list's word means, by its code or its name, one that it had before too; null
 * where none or several are. Of one that was merged it is the other.
 */
export function townOf(written: string, towns: readonly Named[]): string | null {
  const word = matchingName(written)
  const byCode = towns.find(({ code }) => code === word)
  if (byCode !== undefined) return placeOf(byCode)
  const exact = towns.filter(({ name }) => matchingName(name) === word)
  if (exact.length > 0) return onlyOf(exact)
  const short = shortOf(word)
  if (short === '') return null
  const alike = towns.filter(({ name }) => {
    const own = shortOf(matchingName(name))
    return own === short || (own.length > 1 && word.endsWith(matchingName(name)))
  })
  return onlyOf(alike)
}

function placeOf({ code, into }: Named): string {
  return into ?? code
}

function onlyOf(towns: readonly Named[]): string | null {
  const [one, ...others] = new Set(towns.map(placeOf))
  return one === undefined || others.length > 0 ? null : one
}

/** 丁街道 as 丁, 高桥镇 as 高桥. */
function shortOf(name: string): string {
  return name.replace(/(?:街道办事处|街道办|街道|地区|镇|乡|民族乡)$/, '')
}
