import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { constants, zstdCompress, zstdDecompress } from 'node:zlib'
import { decrypt, deriveBytes, encrypt, nonceBytes, type Suite, tagBytes } from '../suite.ts'

/** What seals a backup: derived from the installation's secret. */
export interface BackupKey {
  readonly suite: Suite
  readonly backup: Buffer
}

/** A sealed file as it was written. */
export interface Written {
  readonly bytes: number
  /** Of the sealed file, hex: can be checked without the secret. */
  readonly sha256: string
}

/** The file is cut off, was changed, or belongs elsewhere or to another secret. */
export class NotOpened extends Error {
  constructor(file: string) {
    super(`${file} does not open.`)
    this.name = 'NotOpened'
  }
}

const magic = Buffer.from('HXB1')
const saltBytes = 32
const frameBytes = 2 ** 20
/** A frame that does not compress grows a little. */
const mostFrameBytes = frameBytes + 2 ** 16

const compress = promisify(zstdCompress)
const decompress = promisify(zstdDecompress)

/** Writes `source` to `path`, sealed under `name`, and waits until it is on the disk. */
export async function writeSealed(
  key: BackupKey,
  { path, name }: { path: string; name: string },
  source: AsyncIterable<Buffer>,
): Promise<Written> {
  const hash = createHash('sha256')
  let bytes = 0
  const counted = async function* () {
    for await (const piece of seal(key, name, source)) {
      hash.update(piece)
      bytes += piece.length
      yield piece
    }
  }
  await pipeline(counted, createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }))
  return { bytes, sha256: hash.digest('hex') }
}

/** What `writeSealed` was given, in other pieces. Throws `NotOpened`. */
export async function* readSealed(
  key: BackupKey,
  { path, name }: { path: string; name: string },
): AsyncGenerator<Buffer> {
  const file = new Exact(createReadStream(path), name)
  const head = await file.take(magic.length + 1 + saltBytes)
  if (!head.subarray(0, magic.length).equals(magic)) throw new NotOpened(name)
  const fileKey = keyOf(key, head.subarray(magic.length + 1), name)
  for (let no = 0; ; no += 1) {
    const length = (await file.take(4)).readUInt32BE()
    const isLast = length >= lastMark
    const size = isLast ? length - lastMark : length
    if (size > mostFrameBytes) throw new NotOpened(name)
    const sealed = await file.take(size)
    const tag = await file.take(tagBytes)
    const content = opened(key.suite, { ...placeOf(fileKey, no, isLast), name }, sealed, tag)
    if (content.length > 0) {
      yield await decompress(content, { maxOutputLength: frameBytes })
    }
    if (isLast) break
  }
  await file.end()
}

/** Set in the length of the last frame. */
const lastMark = 2 ** 31

async function* seal(
  key: BackupKey,
  name: string,
  source: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  const salt = randomBytes(saltBytes)
  const fileKey = keyOf(key, salt, name)
  yield Buffer.concat([magic, Buffer.from([key.suite.name === 'gm' ? 1 : 0]), salt])
  let no = 0
  for await (const content of framesOf(source)) {
    const level = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }
    yield frame(key.suite, placeOf(fileKey, no, false), await compress(content, level), false)
    no += 1
  }
  yield frame(key.suite, placeOf(fileKey, no, true), Buffer.alloc(0), true)
}

function frame(
  suite: Suite,
  place: ReturnType<typeof placeOf>,
  content: Buffer,
  isLast: boolean,
): Buffer {
  const [sealed, tag] = encrypt(suite, place, content)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(sealed.length + (isLast ? lastMark : 0))
  return Buffer.concat([length, sealed, tag])
}

function opened(
  suite: Suite,
  place: ReturnType<typeof placeOf> & { name: string },
  sealed: Buffer,
  tag: Buffer,
): Buffer {
  try {
    return decrypt(suite, place, sealed, tag)
  } catch {
    throw new NotOpened(place.name)
  }
}

/** A file's key is used for this file only, so that the frame's number is nonce enough. */
function placeOf(key: Buffer, no: number, isLast: boolean) {
  const nonce = Buffer.alloc(nonceBytes)
  nonce.writeUInt32BE(no, nonceBytes - 4)
  return { key, nonce, bound: Buffer.from(isLast ? 'last' : 'more') }
}

function keyOf({ suite, backup }: BackupKey, salt: Buffer, name: string): Buffer {
  return deriveBytes(suite, backup, {
    salt,
    info: `huxin backup file ${name}`,
    bytes: suite.keyBytes,
  })
}

async function* framesOf(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let [kept, bytes]: [Buffer[], number] = [[], 0]
  for await (const piece of source) {
    for (let at = 0; at < piece.length;) {
      const part = piece.subarray(at, at + frameBytes - bytes)
      at += part.length
      kept.push(part)
      bytes += part.length
      if (bytes < frameBytes) continue
      yield Buffer.concat(kept)
      ;[kept, bytes] = [[], 0]
    }
  }
  if (bytes > 0) yield Buffer.concat(kept)
}

/** A stream read by lengths. */
class Exact {
  readonly #pieces: AsyncIterator<Buffer>
  readonly #name: string
  #rest: Buffer = Buffer.alloc(0)

  constructor(stream: AsyncIterable<Buffer>, name: string) {
    this.#pieces = stream[Symbol.asyncIterator]()
    this.#name = name
  }

  async take(bytes: number): Promise<Buffer> {
    const parts = [this.#rest]
    for (let have = this.#rest.length; have < bytes;) {
      const next = await this.#pieces.next()
      if (next.done === true) throw new NotOpened(this.#name)
      parts.push(next.value)
      have += next.value.length
    }
    const all = parts.length === 1 ? this.#rest : Buffer.concat(parts)
    this.#rest = all.subarray(bytes)
    return all.subarray(0, bytes)
  }

  /** Throws where something stands behind the last frame. */
  async end(): Promise<void> {
    if (this.#rest.length > 0 || (await this.#pieces.next()).done !== true) {
      throw new NotOpened(this.#name)
    }
  }
}
