import { type FileHandle, open, readFile, stat } from 'node:fs/promises'
import { Refused } from '../../kernel/refusal.ts'
import { bytesInMemory, bytesOfFile, type Bytes } from './zip-entry.ts'

export type BookSource = { readonly bytes: Uint8Array } | { readonly path: string }

/** Read at a time: large enough to be quick, small enough that a file of any length needs little memory. */
const readBytes = 1_048_576
/** Parsed at a time: its text is small enough to be swept away young (four times this took 30 MB more). */
const pieceBytes = 65_536
const headBytes = 4096

export async function sizeOf(source: BookSource): Promise<number> {
  if ('bytes' in source) return source.bytes.length
  try {
    return (await stat(source.path)).size
  } catch {
    throw new Refused({ code: 'sheets.missing', kind: 'not-found' })
  }
}

export async function headOf(source: BookSource): Promise<Uint8Array> {
  if ('bytes' in source) return source.bytes.subarray(0, headBytes)
  const file = await open(source.path)
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(headBytes), 0, headBytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

export async function wholeOf(source: BookSource): Promise<Uint8Array> {
  return 'bytes' in source ? source.bytes : readFile(source.path)
}

export async function withBytes<T>(
  source: BookSource,
  size: number,
  work: (bytes: Bytes) => Promise<T>,
): Promise<T> {
  if ('bytes' in source) return work(bytesInMemory(source.bytes))
  const file = await open(source.path)
  try {
    return await work(bytesOfFile(file, size))
  } finally {
    await file.close()
  }
}

/** The same for what is walked: the file is open as long as the walk goes on. */
export async function* walkBytes<T>(
  source: BookSource,
  size: number,
  walk: (bytes: Bytes) => AsyncGenerator<T>,
): AsyncGenerator<T> {
  if ('bytes' in source) {
    yield* walk(bytesInMemory(source.bytes))
    return
  }
  const file: FileHandle = await open(source.path)
  try {
    yield* walk(bytesOfFile(file, size))
  } finally {
    await file.close()
  }
}

/** Pieces of the bytes; the next part of a file is being fetched while the one before is worked on. */
export async function* chunksOf(source: BookSource): AsyncGenerator<Uint8Array> {
  if ('bytes' in source) {
    yield* piecesOf(source.bytes)
    return
  }
  const file = await open(source.path)
  try {
    let next = file.read(new Uint8Array(readBytes), 0, readBytes)
    for (let spare = new Uint8Array(readBytes); ;) {
      const { buffer, bytesRead } = await next
      if (bytesRead === 0) return
      next = file.read(spare, 0, readBytes)
      yield* piecesOf(buffer.subarray(0, bytesRead))
      spare = buffer
    }
  } finally {
    await file.close()
  }
}

function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
}
