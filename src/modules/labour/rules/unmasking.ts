/** Which one value of a worker is looked at; name and ID are the person's, card and phone those of an engagement. */
export const unmaskedValues = ['name', 'id-number', 'card', 'phone'] as const
export type UnmaskedValue = (typeof unmaskedValues)[number]

/**
 * What a whole value may be looked at for: each a legal duty of the office (个人信息保护法 art. 34). A code and no free text, for
 * the audit holds nothing of the business: what was written about a worker would be read there.
 */
export const unmaskingReasons = [
  'verify-identity',
  'contact',
  'pay',
  'evidence',
  'correct',
] as const
export type UnmaskingReason = (typeof unmaskingReasons)[number]
