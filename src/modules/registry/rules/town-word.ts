import { matchingName } from './matching-name.ts'

interface Named {
  readonly code: string
  readonly name: string
}

/** The town or street of the district that a list's word means, by its code or its name; null where none or several are. */
export function townOf(written: string, towns: readonly Named[]): string | null {
  const word = matchingName(written)
  const byCode = towns.find(({ code }) => code === word)
  if (byCode !== undefined) return byCode.code
  const exact = towns.filter(({ name }) => matchingName(name) === word)
  if (exact.length > 0) return exact.length === 1 ? (exact[0]?.code ?? null) : null
  const short = shortOf(word)
  if (short === '') return null
  const alike = towns.filter(({ name }) => {
    const own = shortOf(matchingName(name))
    return own === short || (own.length > 1 && word.endsWith(matchingName(name)))
  })
  return alike.length === 1 ? (alike[0]?.code ?? null) : null
}

/** 丁街道 as 丁, 高桥镇 as 高桥. */
function shortOf(name: string): string {
  return name.replace(/(?:街道办事处|街道办|街道|地区|镇|乡|民族乡)$/, '')
}
