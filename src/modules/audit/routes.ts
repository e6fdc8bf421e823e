import { route, type Route } from '../../platform/http/route.ts'
import * as endpoints from './contract.ts'
import { listAudit } from './views.ts'

export const auditRoutes: readonly Route[] = [
  route(endpoints.listAudit, (ctx, { query }) => listAudit(ctx, query)),
]
