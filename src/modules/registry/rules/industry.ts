/** Which authority supervises a project (条例 art. 7 leaves it to the industry departments); `unknown`: nobody has said. */
export const industries = [
  'housing',
  'municipal',
  'transport',
  'water',
  'energy',
  'land',
  'rural',
  'other',
  'unknown',
] as const
export type Industry = (typeof industries)[number]

/** The industry that a word of a list states (房建, 市政道路, 水利 …); null where it states none, or two. */
export function industryOf(written: string): Industry | null {
  const word = written.normalize('NFKC').replaceAll(/\s/g, '')
  const found = words.filter(([pattern]) => pattern.test(word)).map(([, industry]) => industry)
  return found.length === 1 ? (found[0] ?? null) : null
}

const words: readonly (readonly [RegExp, Industry])[] = [
  [/房建|房屋|住宅|保障房|安置房|厂房|公建|公共建筑/, 'housing'],
  [/市政|城市道路|管网|园林|绿化|城镇基础设施/, 'municipal'],
  [/交通|公路|铁路|港口|航道|轨道/, 'transport'],
  [/水利|水务|河道|防洪|水库/, 'water'],
  [/能源|电力|电网|光伏|风电|燃气/, 'energy'],
  [/自然资源|土地整治|矿山|测绘/, 'land'],
  [/农业|农村|农田|林业|渔业/, 'rural'],
  [/^其他|^其它/, 'other'],
]
