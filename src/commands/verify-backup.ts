import { verifyAudit } from '../modules/audit/views-chain.ts'
import { openFile } from '../modules/files/open-file.ts'
import { look } from '../platform/act.ts'
import type { Manifest } from '../platform/backup/manifest.ts'
import type { Context, Platform } from '../platform/context.ts'
import { openValue, type PersonalKind } from '../platform/keys.ts'
import { contextsEverywhere } from './everywhere.ts'

/** What of a restored installation was looked at, and what was not right. */
export interface RestoredState {
  readonly districts: number
  /** Audit entries in the chains, all gone through. */
  readonly sealed: number
  readonly auditFaults: number
  /** Personal values that were opened. */
  readonly values: number
  readonly lostValues: number
  readonly files: number
  readonly lostFiles: number
}

/** Every chain against its heads, every personal value and every file opened with the keys that there are. */
export async function stateOf(platform: Platform, { heads }: Manifest): Promise<RestoredState> {
  const total = {
    districts: 0,
    sealed: 0,
    auditFaults: 0,
    values: 0,
    lostValues: 0,
    files: 0,
    lostFiles: 0,
  }
  for (const ctx of await contextsEverywhere(platform)) {
    const kept = heads.filter(({ district }) => district === ctx.district)
    const audit = await verifyAudit(ctx, kept)
    const values = await openValues(ctx)
    const files = await openFiles(ctx)
    total.districts += 1
    total.sealed += audit.sealed
    // What waited for its seal when the backup was taken waits still: nobody seals here.
    total.auditFaults += audit.first.filter(({ kind }) => kind !== 'not-sealed').length
    total.values += values.opened
    total.lostValues += values.lost
    total.files += files.opened
    total.lostFiles += files.lost
  }
  return total
}

interface Opened {
  readonly opened: number
  readonly lost: number
}

const pageRows = 10_000
const noId = '00000000-0000-0000-0000-000000000000'

async function openValues(ctx: Context): Promise<Opened> {
  let [opened, lost, after] = [0, 0, noId]
  for (;;) {
    const page = await look(ctx, async ({ client }) => {
      const found = await client.query<{ id: string; kind: PersonalKind; ciphertext: Buffer }>(
        `select id, kind, ciphertext from platform.personal_value
          where district = $1 and id > $2 order by id limit $3`,
        [ctx.district, after, pageRows],
      )
      return found.rows
    })
    for (const { kind, ciphertext } of page) {
      if (opens(ctx, kind, ciphertext)) opened += 1
      else lost += 1
    }
    const last = page.at(-1)
    if (last === undefined) return { opened, lost }
    after = last.id
  }
}

function opens(ctx: Context, kind: PersonalKind, ciphertext: Buffer): boolean {
  try {
    openValue(ctx.platform.keys, kind, ciphertext)
    return true
  } catch {
    return false
  }
}

async function openFiles(ctx: Context): Promise<Opened> {
  let [opened, lost, after] = [0, 0, '']
  for (;;) {
    const hashes = await look(ctx, async ({ client }) => {
      const found = await client.query<{ hash: string }>(
        `select hash from files.file where district = $1 and hash > $2 order by hash limit $3`,
        [ctx.district, after, pageRows],
      )
      return found.rows.map(({ hash }) => hash)
    })
    for (const hash of hashes) {
      if (await isWhole(ctx, hash)) opened += 1
      else lost += 1
    }
    const last = hashes.at(-1)
    if (last === undefined) return { opened, lost }
    after = last
  }
}

/** Walked to its end it is what was received, by its hash. */
async function isWhole(ctx: Context, hash: string): Promise<boolean> {
  try {
    let bytes = 0
    for await (const piece of openFile(ctx, hash)) bytes += piece.length
    return bytes >= 0
  } catch {
    return false
  }
}
