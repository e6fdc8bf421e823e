import { timingSafeEqual } from 'node:crypto'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Refused } from '../../kernel/refusal.ts'
import { secretNameOf } from '../keys.ts'
import { deriveBytes, hmac, type Suite, suiteNames, suites } from '../suite.ts'
import type { BackupKey } from './sealed-file.ts'
import { TableSums } from './sums.ts'

/** The key, and the name of the secret that it comes from. */
export interface InstallationKey extends BackupKey {
  readonly secretName: string
}

/** What seals and opens backups: of the secret itself, so that a rotation of keys leaves old backups as they are. */
export function installationKey(secret: Buffer, suite: Suite): InstallationKey {
  const backup = deriveBytes(suite, secret, { info: 'huxin backup', bytes: 32 })
  return { suite, backup, secretName: secretNameOf(secret) }
}

const KeptTable = z.object({
  columns: z.array(z.string()),
  /** Of the sealed file; none where there are no rows, or for the pieces of files, which stand in their own. */
  sealed: z.object({ bytes: z.int(), sha256: z.string() }).nullable(),
  sums: TableSums,
})
export type KeptTable = z.infer<typeof KeptTable>

/** Where the audit of a district stood, as `huxin audit heads` prints it. */
const KeptHead = z.object({
  district: z.string(),
  sealNo: z.int(),
  seal: z.string(),
  signedAt: z.string(),
  signature: z.string(),
})

/** What a backup is; nothing of it is secret, and all of it is proven. */
export const Manifest = z.object({
  format: z.literal(1),
  id: z.string(),
  program: z.string(),
  postgres: z.string(),
  begunAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  suite: z.enum(suiteNames),
  /** Of the secret without which nothing opens. */
  secretName: z.string(),
  migrations: z.array(z.object({ number: z.int(), name: z.string(), checksum: z.string() })),
  tables: z.record(z.string(), KeptTable),
  sequences: z.array(z.object({ name: z.string(), value: z.string() })),
  heads: z.array(KeptHead),
  /** Received files: how many there are, and how much this backup had to write. */
  files: z.object({ count: z.int(), written: z.int(), writtenBytes: z.int() }),
})
export type Manifest = z.infer<typeof Manifest>

const manifestFile = 'manifest.json'
export const filesList = 'received-files.sealed'

export function tableFile(table: string): string {
  return `${table}.sealed`
}

/** The number of its last migration. */
export function migrationOf({ migrations }: Manifest): number {
  return migrations.at(-1)?.number ?? 0
}

export function rowsOf({ tables }: Manifest): number {
  return Object.values(tables).reduce((sum, { sums }) => sum + sums.rows, 0)
}

export function sumsOfManifest({ tables }: Manifest): ReadonlyMap<string, TableSums> {
  return new Map(Object.entries(tables).map(([name, { sums }]) => [name, sums]))
}

export async function writeManifest(
  key: InstallationKey,
  folder: string,
  manifest: Manifest,
): Promise<void> {
  const mac = macOf(key, manifest).toString('hex')
  const file = await open(join(folder, manifestFile), 'wx', 0o600)
  try {
    await file.writeFile(`${JSON.stringify({ mac, manifest }, null, 1)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Null where the folder holds no backup that is whole. Not proven yet: see `mustBeOurs`. */
export async function findManifest(folder: string): Promise<Manifest | null> {
  const kept = await readKept(folder)
  return kept?.manifest ?? null
}

/** Refuses another secret's backup, saying what that means, and one that was changed. */
export async function mustBeOurs(
  secret: Buffer,
  folder: string,
): Promise<{ manifest: Manifest; key: InstallationKey }> {
  const kept = await readKept(folder)
  if (kept === null) {
    throw new Refused({ code: 'platform.backup-none', kind: 'not-found', values: { folder } })
  }
  const { mac, manifest, said } = kept
  const key = installationKey(secret, suites[manifest.suite])
  if (manifest.secretName !== key.secretName) {
    throw new Refused({
      code: 'platform.backup-other-secret',
      kind: 'wrong-state',
      values: {
        id: manifest.id,
        theirs: manifest.secretName,
        ours: key.secretName,
        rows: rowsOf(manifest),
        files: manifest.files.count,
      },
    })
  }
  const expected = macOf(key, said)
  const given = Buffer.from(mac, 'hex')
  if (given.length === expected.length && timingSafeEqual(given, expected)) return { manifest, key }
  throw damaged(manifest.id, manifestFile)
}

export function damaged(id: string, file: string): Refused {
  return new Refused({
    code: 'platform.backup-damaged',
    kind: 'wrong-state',
    values: { id, file },
  })
}

const Kept = z.object({ mac: z.string(), manifest: z.unknown() })

async function readKept(folder: string) {
  const text = await readFile(join(folder, manifestFile), 'utf8').catch(() => null)
  if (text === null) return null
  try {
    const { mac, manifest: said } = Kept.parse(JSON.parse(text))
    return { mac, said, manifest: Manifest.parse(said) }
  } catch {
    throw damaged(folder, manifestFile)
  }
}

/** Over the manifest as it was parsed: what a newer program adds to it is proven too. */
function macOf({ suite, backup }: BackupKey, said: unknown): Buffer {
  return hmac(suite, backup, `manifest\0${JSON.stringify(said)}`)
}
