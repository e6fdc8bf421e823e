import { randomUUID } from 'node:crypto'
import { afterAll } from 'vitest'
import type { DistrictCode } from '../../src/kernel/district.ts'
import type { Role } from '../../src/kernel/role.ts'
import { day } from '../../src/kernel/day.ts'
import type { Context, Platform } from '../../src/platform/context.ts'
import { openPool } from '../../src/platform/database.ts'
import { deliver } from '../../src/platform/deliver.ts'
import { type Hearer, hearersOf } from '../../src/platform/hearing.ts'
import { deriveKeys } from '../../src/platform/keys.ts'
import { openLog } from '../../src/platform/log.ts'
import { districtScope } from '../../src/platform/system.ts'
import { takeNumbers } from '../../src/platform/take-numbers.ts'
import { type TestDatabase, testDatabase, testSecret } from './postgres.ts'

/** A database of its own with one district in it, and contexts to act in. */
export interface TestDistrict {
  readonly database: TestDatabase
  readonly platform: Platform
  readonly code: DistrictCode
  /** Somebody of the office at ten o'clock (Asia/Shanghai) of that day. */
  at(date: string): Context
  /** Another role; a firm's sees the given projects only. */
  as(role: Role, projects?: readonly string[]): Context
  /** The same installation, another district. */
  elsewhere(code: DistrictCode): Context
  /** Everything announced has been heard. */
  settle(): Promise<void>
}

export interface DistrictOptions {
  readonly code?: DistrictCode
  readonly hearers?: readonly Hearer[]
  readonly today?: string
}

/** Call at the top of a test file: made before it, dropped after it. */
export async function district(options: DistrictOptions = {}): Promise<TestDistrict> {
  const database = await testDatabase()
  const pool = openPool(database.appUrl, 'huxin test', { max: 6 })
  const platform: Platform = {
    pool,
    keys: deriveKeys(testSecret),
    hearers: hearersOf(options.hearers ?? []),
    log: openLog('silent'),
    wake: () => undefined,
  }
  afterAll(async () => {
    await pool.end()
    await database.drop()
  })
  const code = options.code ?? '990101'
  const today = options.today ?? '2026-11-23'
  const context = (date: string, where: string, role: Role, projects: readonly string[] | '*') => {
    const id = randomUUID()
    const scope = districtScope(where)
    return {
      platform,
      now: new Date(`${day(date)}T10:00:00+08:00`),
      district: where,
      scope: { ...scope, account: id, projects: projects === '*' ? projects : [...projects] },
      actor: { id, name: '测试员', organisation: '治欠办', roles: [role] },
    }
  }
  const at = (date: string) => context(date, code, 'coordination-office', '*')
  return {
    database,
    platform,
    code,
    at,
    as: (role, projects) => {
      const office = role === 'coordination-office' && projects === undefined
      return context(today, code, role, office ? '*' : (projects ?? []))
    },
    elsewhere: (other) => context(today, other, 'coordination-office', '*'),
    settle: async () => {
      const clock = () => at(today).now
      for (let round = 0; round < 1_000; round += 1) {
        const taken = await takeNumbers(platform)
        const heard = await deliver(platform, clock)
        if (taken + heard === 0) return
      }
      throw new Error('Listeners announce without end.')
    },
  }
}
