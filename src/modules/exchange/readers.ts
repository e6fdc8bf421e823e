import type { DistrictCode } from '../../kernel/district.ts'
import type { Keys } from '../../platform/keys.ts'
import { type Reader, openReader } from './reader.ts'

/** The one reader process of a batch, started when it is first needed and anew where a file broke it. */
export interface Readers {
  get(): Promise<Reader>
  /** It is in the middle of something, or dead: the next file gets another. */
  drop(): void
}

export function openReaders(keys: Keys, district: DistrictCode): Readers {
  let reader: Promise<Reader> | null = null
  return {
    get: () => {
      reader ??= openReader(keys, district)
      return reader
    },
    drop: () => {
      const dropped = reader
      reader = null
      dropped?.then((one) => one.close()).catch(() => undefined)
    },
  }
}
