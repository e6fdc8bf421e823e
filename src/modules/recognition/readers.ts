import type { DistrictCode } from '../../kernel/district.ts'
import type { Keys } from '../../platform/keys.ts'
import { type Reader, type ReaderLimits, type Said, openReader, readerLimits } from './reader.ts'

/** The one reader process of a batch, started when it is first needed and anew where a file broke it. */
export interface Readers {
  get(): Promise<Reader>
  /** It is in the middle of something, or dead: the next file gets another. */
  drop(): void
}

export function openReaders(
  keys: Keys,
  district: DistrictCode,
  limits: ReaderLimits = readerLimits,
): Readers {
  let reader: Promise<Reader> | null = null
  return {
    get: () => {
      reader ??= openReader(keys, district, limits)
      return reader
    },
    drop: () => {
      const dropped = reader
      reader = null
      dropped?.then((one) => one.close()).catch(() => undefined)
    },
  }
}

/**
 * Begins to read a file to be taken in now, so that it is read while the one before is folded. What it says is held in
 * memory until it is asked for: for small files only.
 */
export function readAhead(
  readers: Readers,
  fileName: string,
  bytes: Uint8Array,
  after: Promise<unknown>,
): Readers & { readonly read: Promise<unknown> } {
  const said = (async () => {
    // One file at a time: the reader is one process.
    await after
    const messages: Said[] = []
    const reader = await readers.get()
    const content = async function* () {
      yield Buffer.from(bytes)
    }
    for await (const message of reader.read({ mode: 'stage', fileName }, content())) {
      messages.push(message)
    }
    return messages
  })()
  // A failure is thrown where the file is taken in.
  said.catch(() => undefined)
  const read = async function* () {
    yield* await said
  }
  return {
    read: said,
    get: async () => ({ read, close: () => undefined }),
    drop: () => readers.drop(),
  }
}
