import { expect, test } from 'vitest'
import { day } from '../kernel/day.ts'
import { sentence } from '../kernel/words.ts'
import {
  type DatabaseFacts,
  type Finding,
  findingsOfDatabase,
  findingsOfGround,
  type GroundFacts,
} from './doctor-findings.ts'
import { doctorWords } from './doctor-words.ts'

const gib = 2 ** 30
const ground: GroundFacts = {
  dataFolder: '/srv/huxin',
  isEmbedded: true,
  isFolderWritable: true,
  freeBytes: 50 * gib,
  secretFile: { path: '/etc/huxin/secret', isOthers: false },
  isProduction: true,
  backupFolder: { path: '/mnt/backups', freeBytes: 50 * gib },
}

const at = (text: string) => new Date(`${text}+08:00`)
const now = at('2026-11-24T10:00:00')
const database: DatabaseFacts = {
  now,
  databaseNow: now,
  latestWrittenAt: at('2026-11-24T09:59:58'),
  districts: 1,
  isServerRunning: true,
  lateSweeps: [],
  setAside: 0,
  unsealed: 3,
  oldestUnsealedAt: at('2026-11-24T09:59:59'),
  lastBackupAt: at('2026-11-24T02:00:00'),
  lastBackupBegun: { at: at('2026-11-24T02:00:00'), error: null, isWhole: true },
  isRotating: false,
  suiteInUse: 'aes',
  suiteWanted: 'aes',
  publishedYears: [2025, 2026],
  today: day('2026-11-24'),
}

const codes = (findings: readonly Finding[]) =>
  findings.map(({ level, code }) => `${level} ${code}`)

test('where nothing is wrong nothing is said', () => {
  expect([...findingsOfGround(ground), ...findingsOfDatabase(database)]).toEqual([])
})

const groundCases: [string, Partial<GroundFacts>, string[]][] = [
  [
    'a folder that cannot be written to',
    { isFolderWritable: false },
    ['fault platform.data-folder-unwritable'],
  ],
  ['a disk almost full', { freeBytes: gib / 2 }, ['fault doctor.disk-almost-full']],
  ['a disk that is getting full', { freeBytes: 3 * gib }, ['notice doctor.disk-low']],
  ['a folder that is not there', { freeBytes: null }, ['fault doctor.folder-missing']],
  [
    'a secret that others can read',
    { secretFile: { path: '/etc/huxin/secret', isOthers: true } },
    ['notice doctor.secret-open'],
  ],
  ['no production', { isProduction: false }, ['notice doctor.not-production']],
  ['no backups of its own', { backupFolder: null }, ['notice doctor.backup-not-set']],
  [
    'a full disk of backups',
    { backupFolder: { path: '/mnt/backups', freeBytes: 0 } },
    ['fault doctor.disk-almost-full'],
  ],
]

test.each(groundCases)('%s', (_name, over, expected) => {
  expect(codes(findingsOfGround({ ...ground, ...over }))).toEqual(expected)
})

const databaseCases: [string, Partial<DatabaseFacts>, string[]][] = [
  [
    'a clock apart from the database’s',
    { databaseNow: at('2026-11-24T10:02:00') },
    ['fault doctor.clocks-differ'],
  ],
  [
    'a clock that went back: what was written is of a later time',
    { latestWrittenAt: at('2026-11-24T12:00:00') },
    ['fault doctor.clock-went-back'],
  ],
  ['no district', { districts: 0 }, ['notice doctor.no-district']],
  [
    'sweeps that are late',
    { lateSweeps: [{ sweep: 'risk.day', minutes: 400 }] },
    ['fault doctor.sweeps-late'],
  ],
  [
    'no server: late sweeps and the unsealed tail are only that',
    {
      isServerRunning: false,
      lateSweeps: [{ sweep: 'risk.day', minutes: null }],
      oldestUnsealedAt: at('2026-11-23T10:00:00'),
    },
    ['notice doctor.server-down'],
  ],
  ['faults set aside', { setAside: 2 }, ['fault doctor.set-aside']],
  ['an unsealed tail', { oldestUnsealedAt: at('2026-11-24T09:50:00') }, ['fault doctor.unsealed']],
  ['never a backup', { lastBackupAt: null, lastBackupBegun: null }, ['fault doctor.backup-never']],
  ['an old backup', { lastBackupAt: at('2026-11-21T02:00:00') }, ['fault doctor.backup-old']],
  [
    'a backup that failed since',
    { lastBackupBegun: { at: at('2026-11-24T09:00:00'), error: 'ENOSPC', isWhole: false } },
    ['fault doctor.backup-failed'],
  ],
  [
    'one that is under way',
    { lastBackupBegun: { at: at('2026-11-24T09:59:00'), error: null, isWhole: false } },
    [],
  ],
  ['a rotation that was broken off', { isRotating: true }, ['notice doctor.rotation-unfinished']],
  ['other ciphers than are set', { suiteWanted: 'gm' }, ['notice doctor.suite-differs']],
  ['this year unpublished', { publishedYears: [2025] }, ['fault doctor.year-unpublished']],
  [
    'the next year unpublished in December',
    { today: day('2026-12-01') },
    ['notice doctor.year-unpublished'],
  ],
]

test.each(databaseCases)('%s', (_name, over, expected) => {
  expect(codes(findingsOfDatabase({ ...database, ...over }))).toEqual(expected)
})

test('each says its values in one sentence and what to do', () => {
  const all = [
    ...groundCases.flatMap(([, over]) => findingsOfGround({ ...ground, ...over })),
    ...databaseCases.flatMap(([, over]) => findingsOfDatabase({ ...database, ...over })),
  ].filter(({ code }) => code.startsWith('doctor.'))
  for (const { code, values } of all) {
    const said = sentence(doctorWords, code, values)
    expect(said).toMatch(/^[^{}]+：.+。$/u)
  }
})
