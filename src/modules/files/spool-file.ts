import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Refused } from '../../kernel/refusal.ts'
import { codeOf } from '../../platform/postgres/failures.ts'
import { longestFileBytes } from './contract.ts'

/** A file that has wholly come but is not kept yet. */
export interface SpooledFile {
  /** SHA-256 of the content, in hex. */
  readonly hash: string
  readonly bytes: number
  /** The content in pieces of 256 KiB, the last one shorter; may be walked again. */
  pieces(): AsyncIterable<Buffer>
  discard(): Promise<void>
}

export interface Spool {
  /** Beyond this the file is refused while it comes. */
  readonly limitBytes?: number
  readonly folder?: string
}

export const pieceBytes = 256 * 1024

/**
 * Takes a file in, up to its end, in a temporary file. Its hash is known only then, and every chunk is bound to it; a
 * transaction that waited for a slow sender instead would hold a connection for minutes, and memory cannot hold what
 * several people send at once. The temporary file is encrypted with a key that nobody else ever has.
 */
export async function spoolFile(
  content: AsyncIterable<Uint8Array>,
  { limitBytes = longestFileBytes, folder = tmpdir() }: Spool = {},
): Promise<SpooledFile> {
  const key = randomBytes(32)
  const file = await openNameless(folder)
  try {
    const { hash, bytes } = await write(file, key, content, limitBytes)
    return {
      hash,
      bytes,
      pieces: () => read(file, key, bytes),
      discard: () => file.close(),
    }
  } catch (error) {
    await file.close()
    const full = ['ENOSPC', 'EDQUOT'].includes(codeOf(error))
    throw full ? new Refused({ code: 'platform.disk-full', kind: 'busy' }) : error
  }
}

/** Without its name the file goes when it is closed, and with the process when that is killed. */
async function openNameless(folder: string): Promise<FileHandle> {
  const path = join(folder, `huxin-spool-${randomBytes(12).toString('hex')}`)
  const file = await open(path, 'wx+', 0o600)
  await rm(path)
  return file
}

async function write(
  file: FileHandle,
  key: Buffer,
  content: AsyncIterable<Uint8Array>,
  limitBytes: number,
): Promise<{ hash: string; bytes: number }> {
  const hash = createHash('sha256')
  const cipher = createCipheriv('aes-256-ctr', key, firstCounter)
  let bytes = 0
  for await (const part of content) {
    bytes += part.length
    if (bytes > limitBytes) throw tooLarge(limitBytes)
    hash.update(part)
    await file.appendFile(cipher.update(part))
  }
  return { hash: hash.digest('hex'), bytes }
}

async function* read(file: FileHandle, key: Buffer, bytes: number): AsyncGenerator<Buffer> {
  const decipher = createDecipheriv('aes-256-ctr', key, firstCounter)
  for (let at = 0; at < bytes; at += pieceBytes) {
    const sealed = await readAt(file, at, Math.min(pieceBytes, bytes - at))
    yield decipher.update(sealed)
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const piece = Buffer.allocUnsafe(length)
  for (let got = 0; got < length;) {
    const { bytesRead } = await file.read(piece, got, length - got, position + got)
    if (bytesRead === 0) throw new Error('The temporary file is shorter than what was written.')
    got += bytesRead
  }
  return piece
}

/** A key of its own for each file: the counter may always begin here. */
const firstCounter = Buffer.alloc(16)

function tooLarge(limitBytes: number): Refused {
  const limit = Math.floor(limitBytes / 1024 / 1024)
  return new Refused({ code: 'files.too-large', kind: 'too-much', values: { limit } })
}
