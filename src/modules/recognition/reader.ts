import { type ChildProcess, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Refused } from '../../kernel/refusal.ts'
import type { DistrictCode } from '../../kernel/district.ts'
import { type Frame, readFrames, writeFrame } from '../../platform/frames.ts'
import type { Keys } from '../../platform/keys.ts'
import { ReaderMessage, type ReaderTask, fromReader, toReader } from './reader-protocol.ts'

/** What a reader process may use; a worker thread could not be held to memory. */
export interface ReaderLimits {
  readonly residentMb: number
  /** Since it last delivered anything. */
  readonly secondsSilent: number
  readonly secondsInAll: number
  /** Pay lines of a part: so many are taken in while those after them are read. */
  readonly partLines: number
}

export const readerLimits: ReaderLimits = {
  residentMb: 512,
  secondsSilent: 30,
  secondsInAll: 300,
  partLines: 170_000,
}

/** A process that reads files one after another: one for a batch. */
export interface Reader {
  /** What it says of the file, in order; ends with `done`. Throws a refusal where a limit was passed. */
  read(task: ReaderTask, bytes: AsyncIterable<Buffer>): AsyncGenerator<Said>
  close(): void
}

/** What a reader says. */
export type Said = ReaderMessage | StageData | FileData

/** A piece of a file that the reader makes. */
export interface FileData {
  readonly kind: 'file-data'
  readonly bytes: Buffer
}

/** COPY text for a stage, as it came. */
export interface StageData {
  readonly kind: 'stage-data'
  readonly table: string
  readonly text: Buffer
}

const program = join(import.meta.dirname, 'reader-process.ts')

/** Starts a reader. The keys go through its standard input, never through its environment or arguments. */
export async function openReader(
  keys: Keys,
  district: DistrictCode,
  limit: ReaderLimits = readerLimits,
): Promise<Reader> {
  const child = spawn(
    process.execPath,
    [`--max-old-space-size=${limit.residentMb - 112}`, '--max-semi-space-size=16', program],
    { stdio: ['pipe', 'pipe', 'ignore'], env: { PATH: process.env['PATH'] ?? '' } },
  )
  const { stdin, stdout } = child
  if (stdin === null || stdout === null) throw new Error('A reader has pipes.')
  // A reader that is killed breaks its pipe; what is said then is said by its exit.
  stdin.on('error', () => undefined)
  const frames = readFrames(stdout)
  await writeFrame(
    stdin,
    toReader.keys,
    JSON.stringify({
      name: keys.name,
      suite: keys.suite.name,
      values: keys.values.toString('base64'),
      index: keys.index.toString('base64'),
      district,
      partLines: limit.partLines,
    }),
  )
  return {
    read: (task, bytes) => readOne(child, frames, task, bytes, limit),
    close: () => {
      child.kill('SIGKILL')
    },
  }
}

async function* readOne(
  child: ChildProcess,
  frames: AsyncGenerator<Frame>,
  task: ReaderTask,
  bytes: AsyncIterable<Buffer>,
  limit: ReaderLimits,
): AsyncGenerator<Said> {
  const guard = watch(child, limit)
  const failed: { why: Error | null } = { why: null }
  // A file that cannot be had to its end: nobody would ever say so to the reader, which waits for the rest.
  const sent = send(child, task, bytes).catch((error: unknown) => {
    failed.why = error instanceof Error ? error : new Error('The file could not be handed on.')
    child.kill('SIGKILL')
  })
  try {
    for (;;) {
      guard.waits()
      const next = await frames.next()
      if (next.done) {
        throw failed.why ?? guard.broken() ?? new Refused(unreadable('recognition.reader-broke'))
      }
      guard.alive()
      const message = messageOf(next.value)
      yield message
      if (message.kind === 'done') break
    }
    await sent
    if (failed.why !== null) throw failed.why
  } finally {
    guard.end()
  }
}

/** Throws what the file throws; a reader that is gone says so by its end. */
async function send(
  child: ChildProcess,
  task: ReaderTask,
  bytes: AsyncIterable<Buffer>,
): Promise<void> {
  const { stdin } = child
  if (stdin === null) return
  const arrives = (kind: number, payload: Buffer | string) =>
    writeFrame(stdin, kind, payload).then(
      () => true,
      () => false,
    )
  if (!(await arrives(toReader.task, JSON.stringify(task)))) return
  for await (const piece of bytes) {
    if (!(await arrives(toReader.bytes, piece))) return
  }
  await arrives(toReader.end, '')
}

function messageOf(frame: Frame): Said {
  if (frame.kind === fromReader.message) {
    return ReaderMessage.parse(JSON.parse(frame.payload.toString()))
  }
  if (frame.kind === fromReader.file) return { kind: 'file-data', bytes: frame.payload }
  const nameLength = frame.payload.readUInt8(0)
  return {
    kind: 'stage-data',
    table: frame.payload.subarray(1, 1 + nameLength).toString(),
    text: frame.payload.subarray(1 + nameLength),
  }
}

/** Kills the reader where it passes a limit, and knows why. */
function watch(child: ChildProcess, limit: ReaderLimits) {
  let why: Refused | null = null
  let beats = 0
  let silent = 0
  // Time that is spent on what it said is not its own.
  let isWaitedFor = false
  const kill = (code: string) => {
    why ??= new Refused(unreadable(code))
    child.kill('SIGKILL')
  }
  const timer = setInterval(() => {
    if (isWaitedFor) {
      beats += 1
      silent += 1
    }
    const seconds = (count: number) => (count * beatMs) / 1_000
    if (seconds(silent) > limit.secondsSilent) kill('recognition.reader-silent')
    if (seconds(beats) > limit.secondsInAll) kill('recognition.reader-slow')
    void residentMb(child.pid).then((mb) => {
      if (mb > limit.residentMb) kill('recognition.reader-memory')
    })
  }, beatMs)
  return {
    waits: () => {
      isWaitedFor = true
    },
    alive: () => {
      isWaitedFor = false
      silent = 0
    },
    broken: () => why,
    end: () => clearInterval(timer),
  }
}

const beatMs = 200

/** Resident memory of a process; 0 where the host does not tell (there its heap limit alone holds it). */
async function residentMb(pid: number | undefined): Promise<number> {
  if (process.platform !== 'linux' || pid === undefined) return 0
  try {
    const pages = (await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')[1]
    return (Number(pages) * 4_096) / 1_048_576
  } catch {
    return 0
  }
}

function unreadable(code: string) {
  return { code, kind: 'invalid' } as const
}
