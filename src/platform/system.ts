import type { Actor } from '../kernel/role.ts'
import type { Context, Platform } from './context.ts'
import type { Scope } from './scope.ts'

const nobody = '00000000-0000-0000-0000-000000000000'

/** The program itself: listeners, sweeps. */
export const system: Actor = { id: nobody, name: '系统', organisation: '', roles: [] }

/** All districts of the installation: for what the program itself must find, never for a person's request. */
export const everywhere: Scope = { first: '000000', last: '999999', projects: '*', account: nobody }

export function districtScope(district: string): Scope {
  return { first: district, last: district, projects: '*', account: nobody }
}

/** The program's own context in one district. */
export function systemContext(platform: Platform, district: string, now: Date): Context {
  return { platform, now, district, scope: districtScope(district), actor: system }
}
