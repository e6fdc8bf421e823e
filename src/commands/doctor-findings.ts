import type { PlainDate } from '../kernel/day.ts'
import type { Refusal } from '../kernel/refusal.ts'

type Values = NonNullable<Refusal['values']>

/** `fault`: something does not work, or data is in danger; `notice`: it works, and somebody should see to it. */
export interface Finding {
  readonly level: 'fault' | 'notice'
  /** In `doctor-words.ts`, or a refusal's of the platform. */
  readonly code: string
  readonly values?: Values
}

/** What was looked at without the database. */
export interface GroundFacts {
  readonly dataFolder: string
  readonly isEmbedded: boolean
  readonly isFolderWritable: boolean
  readonly freeBytes: number | null
  /** The file that holds the secret; null where it is in the environment. */
  readonly secretFile: { readonly path: string; readonly isOthers: boolean } | null
  readonly isProduction: boolean
  readonly backupFolder: { readonly path: string; readonly freeBytes: number | null } | null
}

/** What the database says. */
export interface DatabaseFacts {
  readonly now: Date
  readonly databaseNow: Date
  /** The latest instant that the program has written down. */
  readonly latestWrittenAt: Date | null
  readonly districts: number
  readonly isServerRunning: boolean
  /** Longest first. */
  readonly lateSweeps: readonly { readonly sweep: string; readonly minutes: number | null }[]
  readonly setAside: number
  readonly unsealed: number
  readonly oldestUnsealedAt: Date | null
  readonly lastBackupAt: Date | null
  readonly lastBackupBegun: {
    readonly at: Date
    readonly error: string | null
    readonly isWhole: boolean
  } | null
  readonly isRotating: boolean
  readonly suiteInUse: string
  readonly suiteWanted: string
  readonly publishedYears: readonly number[]
  readonly today: PlainDate
}

const gib = 2 ** 30
/** Below this a database may stop in the middle of a write. */
const leastFreeBytes = gib
/** What a backup may need beside what is there. */
const smallFreeBytes = 5 * gib
const oldBackupHours = 48
const clockSkewMs = 60_000
const longestTailMs = 60_000

export function findingsOfGround(facts: GroundFacts): Finding[] {
  const { dataFolder, freeBytes, secretFile, backupFolder } = facts
  return [
    ...when(
      facts.isEmbedded && !facts.isFolderWritable,
      fault('platform.data-folder-unwritable', { folder: dataFolder }),
    ),
    ...spaceOf(dataFolder, freeBytes),
    ...(secretFile === null
      ? []
      : when(secretFile.isOthers, notice('doctor.secret-open', { file: secretFile.path }))),
    ...when(!facts.isProduction, notice('doctor.not-production', {})),
    ...(backupFolder === null
      ? [notice('doctor.backup-not-set', {})]
      : spaceOf(backupFolder.path, backupFolder.freeBytes)),
  ]
}

export function findingsOfDatabase(facts: DatabaseFacts): Finding[] {
  return [
    ...clockFindings(facts),
    ...when(facts.districts === 0, notice('doctor.no-district', {})),
    ...workFindings(facts),
    ...backupFindings(facts),
    ...when(facts.isRotating, notice('doctor.rotation-unfinished', {})),
    ...when(
      facts.suiteInUse !== facts.suiteWanted,
      notice('doctor.suite-differs', { wanted: facts.suiteWanted, found: facts.suiteInUse }),
    ),
    ...yearFindings(facts),
  ]
}

function clockFindings({ now, databaseNow, latestWrittenAt }: DatabaseFacts): Finding[] {
  const skew = Math.abs(now.getTime() - databaseNow.getTime())
  const ahead = latestWrittenAt === null ? 0 : latestWrittenAt.getTime() - now.getTime()
  return [
    ...when(
      skew > clockSkewMs,
      fault('doctor.clocks-differ', { seconds: Math.round(skew / 1_000) }),
    ),
    ...when(
      ahead > clockSkewMs,
      fault('doctor.clock-went-back', {
        minutes: Math.ceil(ahead / 60_000),
        at: latestWrittenAt?.toISOString() ?? '',
      }),
    ),
  ]
}

function workFindings(facts: DatabaseFacts): Finding[] {
  const { isServerRunning, lateSweeps, setAside, unsealed, oldestUnsealedAt, now } = facts
  const [latest] = lateSweeps
  const waits = oldestUnsealedAt === null ? 0 : now.getTime() - oldestUnsealedAt.getTime()
  return [
    ...when(!isServerRunning, notice('doctor.server-down', {})),
    // Where no server runs, nothing sweeps and nothing seals: that is said once.
    ...when(
      isServerRunning && latest !== undefined,
      fault('doctor.sweeps-late', {
        count: lateSweeps.length,
        sweep: latest?.sweep ?? '',
        minutes: latest?.minutes ?? '—',
      }),
    ),
    ...when(setAside > 0, fault('doctor.set-aside', { count: setAside })),
    ...when(
      isServerRunning && waits > longestTailMs,
      fault('doctor.unsealed', { count: unsealed, minutes: Math.floor(waits / 60_000) }),
    ),
  ]
}

function backupFindings({ now, lastBackupAt, lastBackupBegun }: DatabaseFacts): Finding[] {
  const hours =
    lastBackupAt === null ? null : Math.floor((now.getTime() - lastBackupAt.getTime()) / 3_600_000)
  const failed = lastBackupBegun !== null && !lastBackupBegun.isWhole ? lastBackupBegun.error : null
  return [
    ...when(hours === null, fault('doctor.backup-never', {})),
    ...when(
      hours !== null && hours >= oldBackupHours,
      fault('doctor.backup-old', { hours: hours ?? 0 }),
    ),
    ...when(
      failed !== null,
      fault('doctor.backup-failed', {
        at: lastBackupBegun?.at.toISOString() ?? '',
        error: failed ?? '',
      }),
    ),
  ]
}

/** The State Council publishes a year's days off in the autumn before it. */
function yearFindings({ today, publishedYears }: DatabaseFacts): Finding[] {
  const year = Number(today.slice(0, 4))
  const isLate = today.slice(5, 7) === '12'
  return [
    ...when(!publishedYears.includes(year), fault('doctor.year-unpublished', { year })),
    ...when(
      isLate && !publishedYears.includes(year + 1),
      notice('doctor.year-unpublished', { year: year + 1 }),
    ),
  ]
}

function spaceOf(folder: string, freeBytes: number | null): Finding[] {
  if (freeBytes === null) return [fault('doctor.folder-missing', { folder })]
  const free = `${(freeBytes / gib).toFixed(1)} GB`
  if (freeBytes < leastFreeBytes) return [fault('doctor.disk-almost-full', { folder, free })]
  return when(freeBytes < smallFreeBytes, notice('doctor.disk-low', { folder, free }))
}

function when(holds: boolean, finding: Finding): Finding[] {
  return holds ? [finding] : []
}

function fault(code: string, values: Values): Finding {
  return { level: 'fault', code, values }
}

function notice(code: string, values: Values): Finding {
  return { level: 'notice', code, values }
}
