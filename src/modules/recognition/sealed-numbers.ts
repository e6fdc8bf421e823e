import { uuidv7 } from 'uuidv7'
import { type CopyCell, copyBytes, copyCell } from '../../platform/copy-text.ts'
import { type PersonalKind, type ValueKeys, sealValue } from '../../platform/keys.ts'

/** A number as COPY text: its blind index, and the four cells index, sealed value, masked text and candidate id. */
interface SealedNumber {
  readonly index: CopyCell
  readonly cells: CopyCell
}

export type SealedNumbers = (kind: PersonalKind, value: string | null) => SealedNumber

/** Seals numbers, each once for all the files that are read one after another; about 300 bytes each are kept. */
export interface Sealer {
  readonly sealed: SealedNumbers
  /** Between two files: past so many what was kept goes, so that it never grows with the files. */
  rest(): void
}

const mostKept = 100_000

/**
 * A worker of many teams or months is many persons of a file, and stands in the next month's file again: his numbers are
 * sealed once, and his candidate id is one. Bytes are COPY text already, so they go around its escape.
 */
export function openSealer(keys: ValueKeys): Sealer {
  const known = new Map<string, SealedNumber>()
  return {
    sealed: (kind, value) => {
      if (value === null) return noNumber
      const key = kind + value
      const before = known.get(key)
      if (before) return before
      const { blindIndex, ciphertext, masked } = sealValue(keys, kind, value)
      const index = copyBytes(blindIndex)
      const copied = whole(`${index}\t${copyBytes(ciphertext)}\t${copyCell(masked)}\t${uuidv7()}`)
      const fresh = { index: { copied: copied.slice(0, index.length) }, cells: { copied } }
      known.set(key, fresh)
      return fresh
    },
    rest: () => {
      if (known.size > mostKept) known.clear()
    },
  }
}

/** The text in one piece: put together from others it would keep them all, at three times its size. */
function whole(text: string): string {
  return Buffer.from(text).toString()
}

const noNumber: SealedNumber = { index: null, cells: { copied: '\\N\t\\N\t\\N\t\\N' } }
