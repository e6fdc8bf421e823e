/** What may be evidence, by what the file is: its name may say anything. */
export type EvidenceMedia = 'pdf' | 'jpeg' | 'png' | 'xlsx'

export const mediaTypes: Record<EvidenceMedia, string> = {
  pdf: 'application/pdf',
  jpeg: 'image/jpeg',
  png: 'image/png',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** So many signs at the beginning of a file tell what it is. */
export const signLength = 8

const signs: readonly (readonly [EvidenceMedia, readonly number[]])[] = [
  ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['xlsx', [0x50, 0x4b, 0x03, 0x04]],
]

/** Null where it is none of them. A zip is an xlsx only where its name says so too. */
export function evidenceMediaOf(first: Uint8Array, name: string): EvidenceMedia | null {
  const found = signs.find(([, bytes]) => bytes.every((byte, at) => first[at] === byte))
  if (found === undefined) return null
  const [media] = found
  return media === 'xlsx' && !/\.xlsx$/i.test(name) ? null : media
}
