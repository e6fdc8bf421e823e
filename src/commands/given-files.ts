import { Buffer } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Refused } from '../kernel/refusal.ts'
import type { Readers } from '../modules/recognition/readers.ts'
import { isUnasked } from '../platform/sheets/zip-files.ts'

/** As many as the desk takes in one batch. */
const mostFiles = 200

/**
 * The paths of files: those that were named, and of a folder that was named all files in it, sorted. What is hidden, and
 * what systems leave beside people's files, is left out; links are not followed.
 */
export async function pathsOf(named: readonly string[]): Promise<string[]> {
  if (named.length === 0) throw new Refused({ code: 'exchange.import-how', kind: 'invalid' })
  const paths: string[] = []
  for (const path of named) {
    const isFolder = await stat(path).then(
      (found) => found.isDirectory(),
      (error: unknown) => cannotOpen(path, error),
    )
    if (!isFolder) paths.push(path)
    else {
      const inside = await pathsIn(path)
      if (inside.length === 0)
        throw new Refused({ code: 'cli.empty-folder', kind: 'invalid', values: { folder: path } })
      paths.push(...inside)
    }
  }
  if (paths.length <= mostFiles) return paths
  const values = { count: paths.length, most: mostFiles }
  throw new Refused({ code: 'cli.too-many-files', kind: 'invalid', values })
}

async function pathsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) =>
    cannotOpen(folder, error),
  )
  const paths: string[] = []
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.') || isUnasked(entry.name)) continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) paths.push(...(await pathsIn(path)))
    else if (entry.isFile()) paths.push(path)
  }
  return paths
}

function cannotOpen(file: string, error: unknown): never {
  if (!(error instanceof Error) || !('code' in error)) throw error
  throw new Refused({ code: 'exchange.no-such-path', kind: 'not-found', values: { file } })
}

/** A file as it was named, or one of a zip that was named: then its name is `zip/inner`, as on the desk. */
export interface GivenFile {
  readonly name: string
  bytes(): AsyncGenerator<Buffer>
}

/**
 * The files of a path: itself, or those of a zip of files. The reader unpacks, within its limits; what it gives is held
 * in memory, so that nothing personal is written anywhere. A zip that cannot be unpacked is given as it is: whoever reads
 * it is told why.
 */
export async function givenFiles(readers: Readers, path: string): Promise<GivenFile[]> {
  const name = basename(path)
  const itself = [{ name, bytes: () => bytesOf(path) }]
  if (!(await beginsAsZip(path)) || (await errorOf(readers, itself[0])) !== archive) return itself
  const inner: { name: string; pieces: Buffer[] }[] = []
  const reader = await readers.get()
  for await (const said of reader.read({ mode: 'unpack', fileName: name }, bytesOf(path))) {
    if (said.kind === 'inner-file') inner.push({ name: `${name}/${said.name}`, pieces: [] })
    if (said.kind === 'file-data') inner.at(-1)?.pieces.push(said.bytes)
    if (said.kind === 'done' && said.understood.error !== undefined) return itself
  }
  return inner.map(({ name: of, pieces }) => ({ name: of, bytes: () => given(pieces) }))
}

const archive = 'sheets.archive'

async function beginsAsZip(path: string): Promise<boolean> {
  for await (const piece of bytesOf(path, 3))
    return piece.subarray(0, 2).toString('latin1') === 'PK'
  return false
}

/** Why the file cannot be opened as a book; its rows are not read for that. */
async function errorOf(readers: Readers, file: GivenFile | undefined): Promise<string | null> {
  if (file === undefined) return null
  const reader = await readers.get()
  const task = { mode: 'rows', fileName: file.name, sheet: 1, from: 1, count: 1 } as const
  for await (const said of reader.read(task, file.bytes())) {
    if (said.kind === 'done') return said.understood.error?.code ?? null
  }
  return null
}

async function* given(pieces: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* pieces
}

export async function* bytesOf(
  path: string,
  end = Number.POSITIVE_INFINITY,
): AsyncGenerator<Buffer> {
  try {
    for await (const piece of createReadStream(path, { highWaterMark: 262_144, end })) {
      if (Buffer.isBuffer(piece)) yield piece
    }
  } catch (error) {
    cannotOpen(path, error)
  }
}
