import { route, type Route } from '../../platform/http/route.ts'
import * as endpoints from './contract.ts'
import * as chain from './contract-chain.ts'
import { readAudit } from './read-audit.ts'
import { viewChain } from './views-chain.ts'

export const auditRoutes: readonly Route[] = [
  route(endpoints.listAudit, (ctx, { query }) => readAudit(ctx, query)),
  route(chain.viewChain, (ctx) => viewChain(ctx)),
]
