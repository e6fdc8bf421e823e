import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findSecretOf, readConfig } from '../config.ts'
import { migrations } from '../house.ts'
import { Refused } from '../kernel/refusal.ts'
import { chooseBackup, type KeptBackup } from '../platform/backup/collection.ts'
import { type Manifest, migrationOf, mustBeOurs, rowsOf } from '../platform/backup/manifest.ts'
import { restoreBackup } from '../platform/backup/restore-backup.ts'
import { recordEnd } from '../platform/backup/schedule.ts'
import { appPasswordOf } from '../platform/keys.ts'
import { migrate } from '../platform/migrate.ts'
import { connectAsOwner } from '../platform/owner-connection.ts'
import { startPostgres } from '../platform/postgres/embedded.ts'
import { makeFolder } from '../platform/postgres/failures.ts'
import { auditEverywhere, noteOf, withPlatform } from './everywhere.ts'
import { brokenOff, type Command, type Invocation, print, printJson } from './command.ts'
import { showProgress } from './progress.ts'

export const restoreCommand: Command = {
  name: 'restore',
  usage: 'restore 备份文件夹 [--json]',
  what: '把备份恢复到空的地方：新的 HUXIN_DATA，或 DATABASE_URL 指明的空数据库；要用做备份时的安装密钥',
  example: 'restore /srv/huxin-backups',
  anywhere: true,
  alone: async (invocation) => {
    const [path] = invocation.rest
    if (path === undefined) throw new Refused({ code: 'platform.restore-how', kind: 'invalid' })
    const config = readConfig(process.env)
    const backup = await chooseBackup(path)
    // Starting would make a secret where there is none, and nothing would open with that.
    const secret = await findSecretOf(process.env, config)
    if (secret === null) {
      const file = join(config.dataFolder, 'secret', 'key')
      throw new Refused({
        code: 'platform.restore-needs-secret',
        kind: 'wrong-state',
        values: { file },
      })
    }
    await mustBeOurs(secret, backup.folder)
    const place = await openPlace(config.databaseUrl, config.dataFolder, invocation)
    try {
      const { manifest, applied } = await restoreTo(place.ownerUrl, backup, secret)
      await withPlatform(place.ownerUrl, secret, (platform) =>
        auditEverywhere(platform, 'backup.restore', manifest.id, noteOf(manifest)),
      )
      if (config.databaseUrl === null) await keepWithoutDemo(config.dataFolder)
      sayRestored(manifest, applied, invocation.values.json)
      return 0
    } finally {
      await place.leave()
    }
  },
  run: async () => brokenOff,
}

/** The embedded database of a new folder, or the operator's own. */
async function openPlace(
  databaseUrl: string | null,
  dataFolder: string,
  { onBreakOff }: Invocation,
): Promise<{ ownerUrl: string; leave: () => Promise<unknown> }> {
  if (databaseUrl !== null) {
    return { ownerUrl: databaseUrl, leave: async () => undefined }
  }
  await makeFolder(dataFolder)
  const database = await startPostgres(dataFolder)
  // What is under way is one transaction: without its database it never was.
  onBreakOff(() => void database.stop().finally(() => process.exit(brokenOff)))
  return { ownerUrl: database.ownerUrl, leave: () => database.release() }
}

/** Restores at the backup's own migration and then goes on to the program's. */
export async function restoreTo(
  ownerUrl: string,
  backup: KeptBackup,
  secret: Buffer,
): Promise<{ manifest: Manifest; applied: number }> {
  let text = '恢复…'
  const ended = showProgress(() => text)
  const appPassword = appPasswordOf(secret)
  try {
    const manifest = await restoreBackup({
      ownerUrl,
      backup,
      secret,
      appPassword,
      migrations,
      onTable: (done, of) => {
        text = `恢复 ${done}/${of} 个表`
      },
    })
    const { applied } = await migrate(ownerUrl, { folder: migrations, appPassword })
    await knowsOfItself(ownerUrl, manifest)
    return { manifest, applied }
  } finally {
    ended()
  }
}

/** When it was taken it was not finished yet, as its database says. */
async function knowsOfItself(ownerUrl: string, manifest: Manifest): Promise<void> {
  const owner = await connectAsOwner(ownerUrl)
  try {
    await recordEnd(owner, manifest)
  } finally {
    await owner.end()
  }
}

/** A restored installation is somebody's own: no start is to add the demo district. */
async function keepWithoutDemo(dataFolder: string): Promise<void> {
  await writeFile(join(dataFolder, 'empty'), '')
}

function sayRestored(manifest: Manifest, applied: number, json: boolean): void {
  const { id, tables, files, begunAt } = manifest
  const rows = rowsOf(manifest)
  const migration = migrationOf(manifest)
  if (json) {
    printJson({
      id,
      begunAt,
      tables: Object.keys(tables).length,
      rows,
      files: files.count,
      migration,
      applied,
    })
    return
  }
  const further = applied === 0 ? '' : `，并升级了 ${applied} 步`
  print(
    `已恢复备份 ${id}（${begunAt}）：${Object.keys(tables).length} 个表、${rows} 行、${files.count} 个文件，行数与合计逐表相符${further}。`,
  )
}

/** A database that is thrown away afterwards, for work that must be done for real. */
export async function inThrowAway<R>(
  onBreakOff: Invocation['onBreakOff'],
  work: (ownerUrl: string) => Promise<R>,
): Promise<R> {
  const folder = await mkdtemp(join(tmpdir(), 'huxin-verify-'))
  // The database's own user has to pass through it.
  await chmod(folder, 0o755)
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }
  const database = await startPostgres(folder, { settings })
  const forget = async () => {
    await database.stop()
    await rm(folder, { recursive: true, force: true })
  }
  onBreakOff(() => void forget().finally(() => process.exit(brokenOff)))
  try {
    return await work(database.ownerUrl)
  } finally {
    await forget()
  }
}
