/**
 * Who pays for a project, as its papers state it. Never guessed from a name: a company called 城投 may be
 * anybody's, and what hangs on it (answerability under 条例 art. 59 and 60) is too much for a guess.
 */
export const ownerKinds = [
  'government-central',
  'government-provincial',
  'government-city',
  'government-district',
  'soe-central',
  'soe-provincial',
  'soe-city',
  'soe-district',
  'ppp',
  'private',
  'self-built',
  'unknown',
] as const
export type OwnerKind = (typeof ownerKinds)[number]

export function isOwnerKind(text: string): text is OwnerKind {
  return ownerKinds.some((kind) => kind === text)
}

/**
 * The kind that a word of a list states (政府投资（区级）, 市属国企, 民营, PPP …); null where it states none: 政府投资 alone
 * does not say of which level, and none is guessed.
 */
export function ownerKindOf(written: string): OwnerKind | null {
  const word = written.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase()
  if (/^(?:未知|不详|不明|未查清|待查)$/.test(word)) return 'unknown'
  if (/PPP|特许经营|政府和社会资本/.test(word)) return 'ppp'
  if (/自建房?|村民建房/.test(word)) return 'self-built'
  const money = moneyOf(word)
  if (money === 'private') return 'private'
  const level = levelOf(word)
  return money === null || level === null ? null : `${money}-${level}`
}

function moneyOf(word: string): 'government' | 'soe' | 'private' | null {
  const state = /国企|国有|央企|国资/.test(word)
  const government = /政府|财政/.test(word)
  // 国有、民营合资 is neither.
  const own = /民营|私营|民间|社会(?:资本|投资)|非国有|外商|外资|房地产开发/.test(word)
  if ([state && !/非国有/.test(word), government, own].filter(Boolean).length !== 1) return null
  if (government) return 'government'
  return own ? 'private' : 'soe'
}

function levelOf(word: string): 'central' | 'provincial' | 'city' | 'district' | null {
  const levels = [
    [/中央|国家级|央企|央属|部属/, 'central'],
    [/省/, 'provincial'],
    [/市(?!场|政)/, 'city'],
    [/区|县|镇|乡|街道/, 'district'],
  ] as const
  const said = levels.filter(([pattern]) => pattern.test(word))
  return said.length === 1 ? (said[0]?.[1] ?? null) : null
}

/** Government investment: no contractor may advance the money (条例 art. 23, 政府投资条例 art. 22). */
export function isGovernmentMoney(kind: OwnerKind): boolean {
  return kind.startsWith('government-')
}

/** Government and state-owned owners of any level: what leaders ask for at zero arrears. */
export function isPublicOwner(kind: OwnerKind): boolean {
  return kind.startsWith('government-') || kind.startsWith('soe-')
}
