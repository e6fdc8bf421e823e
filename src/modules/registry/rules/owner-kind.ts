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

/** Government investment: no contractor may advance the money (条例 art. 23, 政府投资条例 art. 22). */
export function isGovernmentMoney(kind: OwnerKind): boolean {
  return kind.startsWith('government-')
}

/** Government and state-owned owners of any level: what leaders ask for at zero arrears. */
export function isPublicOwner(kind: OwnerKind): boolean {
  return kind.startsWith('government-') || kind.startsWith('soe-')
}
