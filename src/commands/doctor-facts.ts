import { constants } from 'node:fs'
import { access, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type pg from 'pg'
import type { Config } from '../config.ts'
import { migrations } from '../house.ts'
import { officeDayAt } from '../kernel/day.ts'
import { publishedYears } from '../modules/calendar/rules/published.ts'
import type { Every } from '../platform/hearing.ts'
import { readMigrations } from '../platform/migrate.ts'
import { codeOf } from '../platform/postgres/failures.ts'
import type { DatabaseFacts, GroundFacts } from './doctor-findings.ts'

/** How late a sweep may be, in its own lengths: as the watchdog of the server has it. */
const lengthsLate = 3

export async function groundFacts(
  config: Config,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<GroundFacts> {
  const { dataFolder, backupFolder, databaseUrl, production } = config
  return {
    dataFolder,
    isEmbedded: databaseUrl === null,
    isFolderWritable: await isWritable(dataFolder),
    freeBytes: await freeOf(dataFolder),
    secretFile: await secretFile(dataFolder, environment),
    isProduction: production,
    backupFolder:
      backupFolder === null ? null : { path: backupFolder, freeBytes: await freeOf(backupFolder) },
  }
}

/** Where it is still to be made, the folder above it is what counts. */
async function isWritable(folder: string): Promise<boolean> {
  try {
    await access(folder, constants.W_OK)
    return true
  } catch (error) {
    const parent = dirname(folder)
    return codeOf(error) === 'ENOENT' && parent !== folder ? isWritable(parent) : false
  }
}

async function freeOf(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch (error) {
    const parent = dirname(folder)
    return codeOf(error) === 'ENOENT' && parent !== folder ? freeOf(parent) : null
  }
}

async function secretFile(
  dataFolder: string,
  { HUXIN_SECRET: given, HUXIN_SECRET_FILE: file }: Readonly<Record<string, string | undefined>>,
) {
  if (given !== undefined && given.trim() !== '') return null
  const path = file === undefined || file.trim() === '' ? join(dataFolder, 'secret', 'key') : file
  const found = await stat(path).catch(() => null)
  return found === null ? null : { path, isOthers: (found.mode & 0o077) !== 0 }
}

interface Answers {
  database_now: Date
  latest_at: Date | null
  districts: number
  servers: number
  set_aside: number
  unsealed: number
  oldest_unsealed_at: Date | null
  backup_at: Date | null
  begun_at: Date | null
  error: string | null
  is_whole: boolean | null
  coming: number
  suite: string | null
  years: number[] | null
}

/** Asked as the database's owner, who sees every district. */
export async function databaseFacts(
  owner: pg.Client,
  config: Config,
  { now, sweeps }: { now: Date; sweeps: readonly Every[] },
): Promise<DatabaseFacts> {
  const found = await owner.query<Answers>(`
    select clock_timestamp() as database_now,
      greatest((select max(at) from platform.audit_entry where seal_no is null), (select max(signed_at) from platform.audit_head),
        (select max(begun_at) from platform.sweep)) as latest_at,
      (select count(*)::integer from places.district) as districts,
      (select count(*)::integer from pg_stat_activity where datname = current_database() and application_name = 'huxin server') as servers,
      (select count(*)::integer from platform.announcement_fault where attempts > 0 and next_at is null) as set_aside,
      (select count(*)::integer from platform.audit_entry where seal_no is null) as unsealed,
      (select min(at) from platform.audit_entry where seal_no is null) as oldest_unsealed_at,
      (select max(begun_at) from platform.backup where finished_at is not null) as backup_at,
      b.begun_at, b.error, b.finished_at is not null as is_whole,
      (select count(*)::integer from platform.key_generation where state = 'coming' or state = 'earlier') as coming,
      (select suite from platform.key_generation where state = 'in-use') as suite,
      (select array_agg(distinct year) from calendar.holiday_notice) as years
    from (select) as one left join lateral (select * from platform.backup order by begun_at desc limit 1) b on true`)
  const [answers] = found.rows
  if (answers === undefined) throw new Error('The database says nothing about itself.')
  const { begun_at: begunAt } = answers
  return {
    now,
    databaseNow: answers.database_now,
    latestWrittenAt: answers.latest_at,
    districts: answers.districts,
    isServerRunning: answers.servers > 0,
    lateSweeps: await lateSweepsIn(owner, sweeps, now),
    setAside: answers.set_aside,
    unsealed: answers.unsealed,
    oldestUnsealedAt: answers.oldest_unsealed_at,
    lastBackupAt: answers.backup_at,
    lastBackupBegun:
      begunAt === null
        ? null
        : { at: begunAt, error: answers.error, isWhole: answers.is_whole === true },
    isRotating: answers.coming > 0,
    suiteInUse: answers.suite ?? config.crypto,
    suiteWanted: config.crypto,
    publishedYears: [...publishedYears.map(({ year }) => year), ...(answers.years ?? [])],
    today: officeDayAt(now),
  }
}

async function lateSweepsIn(owner: pg.Client, sweeps: readonly Every[], now: Date) {
  const ended = await owner.query<{ district: string; name: string; at: Date | null }>(`
    select d.district, s.name, s.finished_at as at
    from places.district d left join platform.sweep s on s.district = d.district`)
  const districts = [...new Set(ended.rows.map(({ district }) => district))]
  const late = districts.flatMap((district) =>
    sweeps.flatMap(({ sweep, seconds }) => {
      const at = ended.rows.find((row) => row.district === district && row.name === sweep)?.at
      const age = at ? (now.getTime() - at.getTime()) / 1_000 : Infinity
      if (age < seconds * lengthsLate) return []
      return [{ sweep, minutes: Number.isFinite(age) ? Math.floor(age / 60) : null }]
    }),
  )
  return late.toSorted((a, b) => (b.minutes ?? Infinity) - (a.minutes ?? Infinity))
}

/** Files that this database has not been through yet; null: it has been through none. */
export async function pendingMigrations(owner: pg.Client): Promise<number | null> {
  const known = await owner.query<{ known: boolean }>(
    `select to_regclass('platform.migration') is not null as known`,
  )
  if (known.rows[0]?.known !== true) return null
  const applied = await owner.query<{ last: number | null }>(
    'select max(number) as last from platform.migration',
  )
  const last = applied.rows[0]?.last ?? 0
  return (await readMigrations(migrations)).filter(({ number }) => number > last).length
}
