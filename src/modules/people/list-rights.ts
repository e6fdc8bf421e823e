import type { AnyEndpoint } from '../../kernel/endpoint.ts'
import { Role } from '../../kernel/role.ts'
import type { Right } from './contract-rights.ts'

/** What each role may do, as the endpoints themselves say it; an export goes with its list. */
export function rightsOf(endpoints: readonly AnyEndpoint[]): Right[] {
  return endpoints
    .filter(({ reach, path }) => reach === 'district' && !path.startsWith('/exports/'))
    .map(({ name, method, may }) => ({
      name,
      isWrite: method !== 'GET',
      roles: [...(may ?? Role.options)],
    }))
}
