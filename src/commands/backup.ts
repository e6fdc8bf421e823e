import { resolve } from 'node:path'
import { findSecretOf, readConfig, readSecret } from '../config.ts'
import { openHouse } from '../house.ts'
import { Refused } from '../kernel/refusal.ts'
import { chooseBackup, listBackups } from '../platform/backup/collection.ts'
import { installationKey, type Manifest, mustBeOurs, rowsOf } from '../platform/backup/manifest.ts'
import { takeBackup } from '../platform/backup/take-backup.ts'
import { programVersion } from '../program-version.ts'
import { auditEverywhere, noteOf, withPlatform } from './everywhere.ts'
import { brokenOff, type Command, type Invocation, print, printJson } from './command.ts'
import { showProgress } from './progress.ts'
import { inThrowAway, restoreTo } from './restore.ts'
import { stateOf } from './verify-backup.ts'

export const backupCommand: Command = {
  name: 'backup',
  usage: 'backup 文件夹 [--json] ； backup verify 文件夹 [--json] ； backup list 文件夹 [--json]',
  what: '程序运行时做一次完整备份（加密；安装密钥不在其中，须另外保存）；verify 真的恢复到临时数据库并核对行数、合计、文件和审计链',
  example: 'backup /srv/huxin-backups',
  anywhere: true,
  alone: async (invocation) => {
    const [first, second] = invocation.rest
    if (first === 'list' && second !== undefined) return list(second, invocation)
    if (first === 'verify' && second !== undefined) return verify(second, invocation)
    if (first === undefined || second !== undefined || ['list', 'verify'].includes(first)) {
      throw new Refused({ code: 'platform.backup-how', kind: 'invalid' })
    }
    return take(first, invocation)
  },
  run: async () => brokenOff,
}

async function take(folder: string, { values, onBreakOff }: Invocation): Promise<number> {
  const config = readConfig(process.env)
  const house = await openHouse(config, { name: 'huxin backup', hearers: [] })
  onBreakOff(() => void house.breakOff().finally(() => process.exit(brokenOff)))
  let text = '备份…'
  const ended = showProgress(() => text)
  try {
    const { platform, ownerUrl } = house
    const manifest = await takeBackup({
      ownerUrl,
      folder,
      key: installationKey(await readSecret(process.env, config), platform.keys.suite),
      program: await programVersion(),
      clock: () => new Date(),
      // Where the server backs up day by day, what is old makes room; anywhere else everything stays.
      ...(resolve(folder) === config.backupFolder && { keep: config.backupKeep }),
      onTable: (done, of) => {
        text = `备份 ${done}/${of} 个表`
      },
    })
    await auditEverywhere(platform, 'backup.take', manifest.id, noteOf(manifest))
    ended()
    say(manifest, values.json)
    return 0
  } finally {
    ended()
    await house.close()
  }
}

function say(manifest: Manifest, json: boolean): void {
  if (json) {
    printJson(summaryOf(manifest))
    return
  }
  const { id, files, secretName } = manifest
  print(
    `备份 ${id} 已完成：${rowsOf(manifest)} 行、${files.count} 个文件（其中新写入 ${files.written} 个）。`,
  )
  print(`恢复要用名称为 ${secretName} 的安装密钥，它不在备份里：请另外保存，不要与备份放在一起。`)
}

function summaryOf(manifest: Manifest) {
  const { id, begunAt, finishedAt, program, secretName, files, tables } = manifest
  const rows = rowsOf(manifest)
  return {
    id,
    begunAt,
    finishedAt,
    program,
    secretName,
    tables: Object.keys(tables).length,
    rows,
    files,
  }
}

async function list(folder: string, { values }: Invocation): Promise<number> {
  const kept = await listBackups(folder)
  for (const { manifest } of kept) {
    if (values.json) printJson(summaryOf(manifest))
    else {
      const { id, files, program, secretName } = manifest
      print(
        `${id}\t${rowsOf(manifest)} 行\t${files.count} 个文件\t程序 ${program}\t密钥 ${secretName}`,
      )
    }
  }
  if (kept.length === 0 && !values.json) print('没有完整的备份。')
  return 0
}

async function verify(path: string, { values, onBreakOff }: Invocation): Promise<number> {
  const config = readConfig(process.env)
  const backup = await chooseBackup(path)
  const secret = await findSecretOf(process.env, config)
  if (secret === null) {
    throw new Refused({
      code: 'platform.restore-needs-secret',
      kind: 'wrong-state',
      values: { file: `${config.dataFolder}/secret/key` },
    })
  }
  await mustBeOurs(secret, backup.folder)
  const state = await inThrowAway(onBreakOff, async (ownerUrl) => {
    const { manifest } = await restoreTo(ownerUrl, backup, secret)
    return withPlatform(ownerUrl, secret, (platform) => stateOf(platform, manifest))
  })
  const { manifest } = backup
  const isRight = state.auditFaults + state.lostValues + state.lostFiles === 0
  if (values.json) {
    printJson({ ...summaryOf(manifest), ...state, right: isRight })
    return isRight ? 0 : 1
  }
  const tables = Object.keys(manifest.tables).length
  print(
    `备份 ${manifest.id} 已恢复到临时数据库：${tables} 个表、${rowsOf(manifest)} 行，逐表相符。`,
  )
  print(
    `审计链 ${state.districts} 个区、已封存 ${state.sealed} 条，不符 ${state.auditFaults} 处；个人信息 ${state.values} 个打得开，${state.lostValues} 个打不开；文件 ${state.files} 个完整，${state.lostFiles} 个不完整。`,
  )
  print(isRight ? '这次备份可以用。' : '这次备份不能全部恢复：请查明原因，并改用另一次备份。')
  return isRight ? 0 : 1
}
