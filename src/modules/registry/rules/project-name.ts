import { matchingName } from './matching-name.ts'

/** A project's name taken apart: what is built, and which part of it. */
export interface NameParts {
  /** The whole name, as names are compared. */
  readonly key: string
  /** Without its parts, brackets and the words that every project's name ends with. */
  readonly core: string
  /** 标段, 期, 区 …: each sort of part with its numbers, in order. */
  readonly sections: ReadonlyMap<string, readonly string[]>
  /** Pairs of neighbouring signs of the core, in order, for comparing. */
  readonly pairs: readonly number[]
}

export function namePartsOf(written: string): NameParts {
  const key = matchingName(written)
  const sections = new Map<string, string[]>()
  const take = (sort: string, number: string) => {
    const known = sections.get(sort) ?? []
    const plain = plainNumber(number)
    if (!known.includes(plain)) known.push(plain)
    sections.set(sort, known.toSorted())
    return ''
  }
  let rest = key
    .replaceAll(before, (_whole, number: string, sort: string) => take(sortOf(sort), number))
    .replaceAll(behind, (_whole, sort: string, number: string) => take(sortOf(sort), number))
    .replaceAll(sides, (_whole, number: string, sort: string) => take(sortOf(sort), number))
    .replaceAll(bare, (_whole, number: string) => take('部分', number))
  rest = rest.replaceAll(/[^\p{L}\p{N}]/gu, '')
  for (let last = ''; last !== rest;) {
    last = rest
    rest = rest.replace(endings, '')
  }
  const core = rest === '' ? key : rest
  return { key, core, sections, pairs: pairsOf(core) }
}

const numeral = '[一二三四五六七八九十百]{1,4}|\\d{1,4}|[IVX]{1,5}|[A-Z]{1,2}-?\\d{0,4}'
const sorts = '标段|合同段|施工标|标|期|区块|区|号?地块|号线|号楼|#楼|组团|批次|阶段'
/** 第一标段, 2期, A区, SG-01标. */
const before = new RegExp(`第?(${numeral})(${sorts})`, 'gu')
/** 标段一, 地块 A. */
const behind = new RegExp(`(标段|合同段|地块)(${numeral})`, 'gu')
/** 东区, 南段: only where it ends a word that would else be the same. */
const sides = /([东西南北中])(区|段|侧|地块)/gu
/** (一), (2): a part without its sort. */
const bare = /\(([一二三四五六七八九十]{1,3}|\d{1,2})\)/gu
const endings =
  /(?:建设工程|建设项目|工程项目|施工总承包|工程总承包|总承包|EPC|PPP|施工|监理|工程|项目|建设|标|暂名|暂定)$/u

function sortOf(written: string): string {
  if (/标|合同段/.test(written)) return '标段'
  if (/地块/.test(written)) return '地块'
  if (/楼/.test(written)) return '楼'
  return written === '区块' ? '区' : written
}

const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九']
const roman = ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X']

/** 一, 1, 01, I are the same number. */
function plainNumber(written: string): string {
  const ofRoman = roman.indexOf(written)
  if (ofRoman > 0) return String(ofRoman)
  if (/^\d+$/.test(written)) return String(Number(written))
  if (/^[一二三四五六七八九十百]+$/.test(written)) return String(ofHan(written))
  return written.replaceAll(/-?0*(\d)/g, '$1')
}

/** Up to 百: more parts no project has. */
function ofHan(written: string): number {
  const [hundreds, below] = written.includes('百') ? written.split('百') : ['', written]
  const [tens, ones] = (below ?? '').includes('十') ? (below ?? '').split('十') : [null, below]
  const digit = (text: string | undefined | null) => Math.max(0, digits.indexOf(text ?? ''))
  const hundred = written.includes('百') ? Math.max(1, digit(hundreds)) * 100 : 0
  const ten = tens === null ? 0 : Math.max(1, digit(tens)) * 10
  return hundred + ten + digit(ones)
}

/** `other`: both name a part of that sort, and not the same; `unsaid`: only one of them names any. */
export function compareSections(one: NameParts, other: NameParts): 'same' | 'unsaid' | 'other' {
  let unsaid = false
  for (const sort of new Set([...one.sections.keys(), ...other.sections.keys()])) {
    const [here, there] = [one.sections.get(sort), other.sections.get(sort)]
    if (here === undefined || there === undefined) unsaid = true
    else if (here.join() !== there.join()) return 'other'
  }
  return unsaid ? 'unsaid' : 'same'
}

export type NameRelation = 'same' | 'alike' | 'similar' | 'different'

/** `alike`: the same thing of the same part in other words; `similar`: most of it, or the part is not said by both. */
export function compareNames(one: NameParts, other: NameParts): NameRelation {
  if (one.key === other.key) return 'same'
  const sections = compareSections(one, other)
  if (one.core === other.core) {
    if (sections === 'same') return 'alike'
    return sections === 'unsaid' ? 'similar' : 'different'
  }
  if (sections === 'other') return 'different'
  const [short, long] = [one.core, other.core].toSorted((a, b) => a.length - b.length)
  if (short === undefined || long === undefined || short.length < shortestPart) return 'different'
  if (long.includes(short)) return 'similar'
  return dice(one.pairs, other.pairs) >= similarFrom ? 'similar' : 'different'
}

/** Fewer signs are in many names. */
const shortestPart = 4
/** Two of three pairs of signs in common: 甲镇中心小学扩建 and 甲镇中心小学迁建 are, 甲镇小学 and 甲镇医院 are not. */
const similarFrom = 0.65

/** Sørensen–Dice over pairs of neighbouring signs: 0 to 1. */
function dice(one: readonly number[], other: readonly number[]): number {
  let shared = 0
  for (let here = 0, there = 0; here < one.length && there < other.length;) {
    const [left = 0, right = 0] = [one[here], other[there]]
    if (left === right) shared += 1
    if (left <= right) here += 1
    if (right <= left) there += 1
  }
  const all = one.length + other.length
  return all === 0 ? 0 : (2 * shared) / all
}

/** Each pair as one number, in order. */
function pairsOf(text: string): number[] {
  const pairs: number[] = []
  for (let at = 0; at + 1 < text.length; at += 1)
    pairs.push(text.charCodeAt(at) * 65_536 + text.charCodeAt(at + 1))
  return pairs.toSorted((a, b) => a - b)
}

/** 综合楼, 厂房: a name that many projects have tells none of them. */
export function isCommonName({ core, key }: NameParts): boolean {
  return core.length < shortestPart && key.length < shortestPart + 4
}
