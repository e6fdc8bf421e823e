import { crc32 } from 'node:zlib'
import { Refused } from '../../kernel/refusal.ts'
import type { ZipEntry } from './zip-directory.ts'
import { bytesInMemory, contentOf, directoryOf } from './zip-entry.ts'

/** A file of a zip, with its bytes as they are unpacked. */
export interface ZippedFile {
  /** Folders and name, as people see them; never a place on a disk. */
  readonly name: string
  readonly bytes: number
  content(): AsyncGenerator<Uint8Array>
}

const maxFiles = 200
const maxUnpackedMb = 400
/** No single file that is handed in may be longer. */
const maxFileMb = 200
const maxNameLength = 180

/**
 * The files of a zip, one after another, each unpacked as it is read. What systems put in unasked (`__MACOSX`,
 * `Thumbs.db`, lock files of Office) is left out. Refuses with `sheets.archive-*` before the first file is given.
 */
export async function filesInZip(zip: Uint8Array): Promise<ZippedFile[]> {
  const bytes = bytesInMemory(zip)
  const entries = await directoryOf(bytes)
  if (entries.length === 0) throw refused('sheets.broken')
  const files = entries.filter((entry) => !isUnasked(entry.name))
  if (files.length === 0) throw refused('sheets.archive-empty')
  if (files.some((entry) => entry.encrypted)) throw refused('sheets.archive-encrypted')
  if (files.some(({ method }) => method !== 0 && method !== 8))
    throw refused('sheets.archive-method')
  if (files.length > maxFiles) {
    throw refused('sheets.archive-too-many', { count: files.length, limit: maxFiles })
  }
  const mb = (some: readonly ZipEntry[]) =>
    Math.ceil(some.reduce((sum, entry) => sum + entry.unzippedBytes, 0) / 2 ** 20)
  const long = files.filter((entry) => mb([entry]) > maxFileMb).slice(0, 1)
  if (long.length > 0) {
    throw refused('sheets.archive-file-too-large', {
      file: plainName(long[0]?.name ?? ''),
      mb: mb(long),
      limit: maxFileMb,
    })
  }
  if (mb(files) > maxUnpackedMb) {
    throw refused('sheets.archive-too-large', { mb: mb(files), limit: maxUnpackedMb })
  }
  return files.map((entry) => ({
    name: plainName(entry.name),
    bytes: entry.unzippedBytes,
    content: () => checkedContent(bytesInMemory(zip), entry),
  }))
}

/** Not more and not less than was declared, and with its check sum. */
async function* checkedContent(
  bytes: ReturnType<typeof bytesInMemory>,
  entry: ZipEntry,
): AsyncGenerator<Uint8Array> {
  let sum = 0
  let length = 0
  const cannot = () => refused('sheets.archive-broken', { file: plainName(entry.name) })
  try {
    for await (const piece of contentOf(bytes, entry)) {
      sum = crc32(piece, sum)
      length += piece.length
      yield piece
    }
  } catch (error) {
    throw error instanceof Refused ? cannot() : error
  }
  if (length !== entry.unzippedBytes || sum !== entry.crc) throw cannot()
}

/** Folders, and what an operating system or Office leaves beside people's files. */
export function isUnasked(name: string): boolean {
  const parts = name.split('/')
  const last = parts.at(-1) ?? ''
  return (
    last === '' ||
    parts[0] === '__MACOSX' ||
    last.startsWith('._') ||
    last.startsWith('~$') ||
    /^(?:\.ds_store|thumbs\.db|ehthumbs\.db|desktop\.ini)$/i.test(last)
  )
}

/** Without drives, `..`, and signs that show nothing; a long one keeps its end. */
function plainName(name: string): string {
  const parts = name
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, '')
    .split('/')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== '.' && part !== '..' && !/^[a-z]:$/i.test(part))
  return parts.join('/').slice(-maxNameLength) || '文件'
}

function refused(code: string, values: Readonly<Record<string, string | number>> = {}): Refused {
  return new Refused({ code, kind: 'invalid', values })
}
