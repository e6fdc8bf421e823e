import { z } from 'zod'
import { DistrictCode } from '../kernel/district.ts'

/**
 * What a transaction may see, enforced by the database's row-level policies.
 * `first`–`last` is the span of districts; `projects` is `'*'` for an office and a list of project ids for a firm or town.
 */
export const Scope = z.object({
  first: DistrictCode,
  last: DistrictCode,
  projects: z.union([z.literal('*'), z.array(z.uuid())]),
  account: z.uuid(),
})
export type Scope = z.infer<typeof Scope>

/**
 * `begin` with the scope, in one message. The values are pattern-checked, because `set local` takes no parameters
 * and `set_config` does not reach the shards of a cluster.
 */
export function beginIn(scope: Scope, mode: 'write' | 'read'): string {
  const checked = Scope.parse(scope)
  const projects = checked.projects === '*' ? '*' : checked.projects.join(',')
  return [
    mode === 'write' ? 'begin' : 'begin isolation level repeatable read read only',
    `set local huxin.first = '${checked.first}'`,
    `set local huxin.last = '${checked.last}'`,
    `set local huxin.projects = '${projects}'`,
    `set local huxin.account = '${checked.account}'`,
  ].join('; ')
}
