import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Config } from './config.ts'
import { isBackupDue, lastBackups } from './platform/backup/schedule.ts'
import type { Platform } from './platform/context.ts'
import { errorFacts } from './platform/log.ts'
import { everywhere, systemContext } from './platform/system.ts'

const lookMs = 60_000

/**
 * Takes the day's backup when its hour has come, in a process of its own: neither its memory nor its work is the server's. Nothing where
 * no folder is set.
 */
export function backUpDaily(
  platform: Platform,
  { backupFolder, backupHour }: Pick<Config, 'backupFolder' | 'backupHour'>,
  clock: () => Date,
): { stop(): Promise<void> } {
  if (backupFolder === null) return { stop: async () => undefined }
  let [stopped, child]: [boolean, ChildProcess | null] = [false, null]
  const look = async () => {
    if (stopped || child !== null) return
    try {
      const ctx = { ...systemContext(platform, '000000', clock()), scope: everywhere }
      const { begun } = await lastBackups(ctx)
      if (stopped || !isBackupDue(clock(), backupHour, begun)) return
      child = takeOne(backupFolder)
      await once(child, 'exit')
      // What it was stands in `platform.backup`, and doctor says it.
      if (child.exitCode !== 0) platform.log.error({ code: child.exitCode }, 'backup failed')
    } catch (error) {
      platform.log.error(errorFacts(error), 'backup interrupted')
    } finally {
      child = null
    }
  }
  const timer = setInterval(() => void look(), lookMs)
  void look()
  return {
    stop: async () => {
      stopped = true
      clearInterval(timer)
      if (child === null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

function takeOne(folder: string): ChildProcess {
  const program = fileURLToPath(new URL('./cli.ts', import.meta.url))
  return spawn(process.execPath, [program, 'backup', folder, '--json'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
