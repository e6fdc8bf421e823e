import type { Refusal } from '../../../kernel/refusal.ts'
import { type StrippedPicture, stripJpeg } from './jpeg.ts'
import { stripPng } from './png.ts'

/** 8 MiB: what a phone takes in its best quality. */
export const longestPhotoBytes = 8 * 1024 * 1024

export interface CleanPhoto extends StrippedPicture {
  readonly media: 'jpeg' | 'png'
}

/** A photo without its metadata, or why it cannot be taken. */
export function cleanPhoto(bytes: Uint8Array): CleanPhoto | Refusal {
  const media = bytes[0] === 0xff && bytes[1] === 0xd8 ? 'jpeg' : bytes[0] === 0x89 ? 'png' : null
  if (media === null) return { code: 'files.photo-kind', kind: 'invalid', field: 'body' }
  const stripped = media === 'jpeg' ? stripJpeg(bytes) : stripPng(bytes)
  if (stripped === null) return { code: 'files.photo-damaged', kind: 'invalid', field: 'body' }
  return { ...stripped, media }
}
