import { existsSync } from 'node:fs'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { demoDistrict } from '../src/kernel/district.ts'
import { Refused } from '../src/kernel/refusal.ts'
import type { Understood } from '../src/modules/recognition/contract.ts'
import { type Reader, openReader } from '../src/modules/recognition/reader.ts'
import { deriveKeys } from '../src/platform/keys.ts'
import { thirtyFiles } from '../tests/files/thirty-files.ts'
import type { Result } from './result.ts'

interface Handed {
  readonly name: string
  readonly bytes: Uint8Array
}

/** What becomes of a file: rows without a question, a question first, or one plain reason. */
type Outcome = 'recognised' | 'asked' | 'refused'

/**
 * Every file of real and made-up material through the reader process, as a batch has it read, one after another. Files
 * that hold nothing of ours (a reader's own test books) are refused with a reason: that is their right answer.
 */
export async function* benchRecognise(): AsyncGenerator<Result> {
  const root = join(import.meta.dirname, '..')
  yield await readAll('a site’s thirty files', [...thirtyFiles()])
  yield await readAll('tests/files', await filesUnder(join(root, 'tests/files')))
  const shared = join(root, '../shared/data')
  for (const folder of ['templates', 'site-workbook', 'attendance-logs', 'csv/csvs', 'workbooks']) {
    if (!existsSync(join(shared, folder))) continue
    yield await readAll(folder, await filesUnder(join(shared, folder)))
  }
}

async function filesUnder(folder: string): Promise<Handed[]> {
  const files: Handed[] = []
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || /\.(?:ts|json|md)$|LICENSE|README/.test(entry.name)) continue
    files.push({ name: entry.name, bytes: await readFile(join(entry.parentPath, entry.name)) })
  }
  return files.toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

async function readAll(name: string, files: readonly Handed[]): Promise<Result> {
  const keys = deriveKeys(Buffer.alloc(32, 7))
  const counts = new Map<Outcome, number>()
  const took: number[] = []
  let reader: Reader | null = null
  const begun = performance.now()
  for (const file of files) {
    const at = performance.now()
    reader ??= await openReader(keys, demoDistrict)
    let outcome: Outcome
    try {
      outcome = outcomeOf(await understood(reader, file))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      outcome = 'refused'
      reader.close()
      reader = null
    }
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
    took.push(performance.now() - at)
  }
  reader?.close()
  const seconds = (performance.now() - begun) / 1_000
  const of = (outcome: Outcome) => counts.get(outcome) ?? 0
  const percentile = (share: number) =>
    took.toSorted((a, b) => a - b)[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0
  return {
    bench: 'recognise',
    case: `${name}: ${of('recognised')} recognised, ${of('asked')} asked, ${of('refused')} refused`,
    rows: files.length,
    seconds,
    perSecond: files.length / seconds,
    p50Ms: percentile(0.5),
    p95Ms: percentile(0.95),
    p99Ms: percentile(0.99),
  }
}

async function understood(reader: Reader, { name, bytes }: Handed): Promise<Understood> {
  const content = async function* () {
    yield Buffer.from(bytes)
  }
  for await (const message of reader.read({ mode: 'understand', fileName: name }, content())) {
    if (message.kind === 'done') return message.understood
  }
  throw new Refused({ code: 'recognition.reader-broke', kind: 'invalid' })
}

function outcomeOf({ sheets, error }: Understood): Outcome {
  if (error !== undefined) return 'refused'
  return sheets.some((sheet) => (sheet.asks ?? []).length > 0) ? 'asked' : 'recognised'
}
