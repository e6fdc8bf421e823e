import { route, type Route } from '../../platform/http/route.ts'
import * as acting from './contract-matters.ts'
import * as endpoints from './contract.ts'
import { listRules, viewPoints } from './views-catalogue.ts'
import { listEvidence } from './views-evidence.ts'
import { listWarnings, viewWarning } from './views.ts'

export const riskRoutes: readonly Route[] = [
  route(endpoints.listWarnings, (ctx, { query }) => listWarnings(ctx, query)),
  route(endpoints.viewWarning, (ctx, { params }) => viewWarning(ctx, params)),
  route(acting.listEvidence, (ctx, { params, query }) =>
    listEvidence(ctx, { ...params, ...query }),
  ),
  route(acting.listRules, (ctx) => listRules(ctx)),
  route(acting.viewPoints, (ctx, { params }) => viewPoints(ctx, params)),
]
