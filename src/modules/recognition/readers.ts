import { isDeepStrictEqual } from 'node:util'
import { Refused } from '../../kernel/refusal.ts'
import type { DistrictCode } from '../../kernel/district.ts'
import type { Keys } from '../../platform/keys.ts'
import { readAhead } from '../../platform/read-ahead.ts'
import type { ReaderTask } from './reader-protocol.ts'
import { type Reader, type ReaderLimits, type Said, openReader, readerLimits } from './reader.ts'

/** A file that is to be read: how, and which bytes, known by their hash. */
export interface ToRead {
  readonly hash: string
  readonly task: ReaderTask
  bytes(): AsyncIterable<Buffer>
}

/** The one reader process of a batch, started when it is first needed and anew where a file broke it. */
export interface Readers {
  /** It starts now, where it is not running. */
  start(): void
  /** For whoever asks it something himself; what is read ahead is broken off. */
  get(): Promise<Reader>
  /** Reads a file to its end; one that was begun ahead, and is to be read just so, goes on. */
  read(file: ToRead): AsyncIterable<Said>
  /**
   * Begins the file whose turn is next, once the one that is being read has ended, so that it is read while that is
   * folded. What goes wrong is thrown where it is asked for.
   */
  readNext(file: ToRead): void
  /** It is in the middle of something, or dead: the next file gets another. */
  drop(): void
}

/** What the reader may be ahead of whoever takes its lines; of all files together, since one is read at a time. */
const aheadBytes = 48 * 1024 * 1024

export function openReaders(
  keys: Keys,
  district: DistrictCode,
  limits: ReaderLimits = readerLimits,
): Readers {
  let reader: Promise<Reader> | null = null
  let next: { readonly file: ToRead; readonly begun: Begun } | null = null
  let before: Promise<void> = Promise.resolve()
  let drops = 0
  const running = () => (reader ??= openReader(keys, district, limits))
  const drop = () => {
    drops += 1
    next?.begun.stop()
    next = null
    before = Promise.resolve()
    const dropped = reader
    reader = null
    dropped?.then((one) => one.close()).catch(() => undefined)
  }
  const begin = (file: ToRead): Begun => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const earlier = before
    before = promise
    const dropsBefore = drops
    const said = async function* () {
      try {
        await earlier
        // Whoever waited for his turn when the reader went must not come between with the next one.
        if (drops !== dropsBefore) throw new Refused(readerBroke)
        yield* (await running()).read(file.task, file.bytes())
      } finally {
        resolve()
      }
    }
    return begun(readAhead(said(), sizeOf, aheadBytes))
  }
  return {
    start: () => {
      // What goes wrong is said to whoever reads.
      running().catch(() => undefined)
    },
    get: () => {
      if (next !== null) drop()
      return running()
    },
    read: (file) => {
      const ready = next
      next = null
      if (ready !== null && isSame(ready.file, file)) return ready.begun.said
      if (ready !== null) {
        ready.begun.stop()
        drop()
      }
      return begin(file).said
    },
    readNext: (file) => {
      next ??= { file, begun: begin(file) }
    },
    drop,
  }
}

const readerBroke = { code: 'recognition.reader-broke', kind: 'invalid' } as const

function isSame(one: ToRead, other: ToRead): boolean {
  return one.hash === other.hash && isDeepStrictEqual(one.task, other.task)
}

interface Begun {
  readonly said: AsyncIterable<Said>
  /** Nobody will ask for it. */
  stop(): void
}

/** A generator does nothing until it is asked: this one is asked at once. */
function begun(source: AsyncGenerator<Said>): Begun {
  const first = source.next()
  first.catch(() => undefined)
  const said = async function* () {
    const one = await first
    if (one.done === true) return
    yield one.value
    yield* source
  }
  return {
    said: said(),
    stop: () => {
      source.return(undefined).catch(() => undefined)
    },
  }
}

function sizeOf(said: Said): number {
  return said.kind === 'stage-data' ? said.text.length : 1_000
}
