import { route, type Route } from '../../platform/http/route.ts'
import * as endpoints from './contract.ts'
import { listWarnings, viewWarning } from './views.ts'

export const riskRoutes: readonly Route[] = [
  route(endpoints.listWarnings, (ctx, { query }) => listWarnings(ctx, query)),
  route(endpoints.viewWarning, (ctx, { params }) => viewWarning(ctx, params)),
]
