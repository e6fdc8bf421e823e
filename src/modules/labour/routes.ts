import { route, type Route } from '../../platform/http/route.ts'
import * as endpoints from './contract.ts'
import { listProjectWorkers, viewWorker } from './views.ts'

export const labourRoutes: readonly Route[] = [
  route(endpoints.listProjectWorkers, (ctx, { params, query }) =>
    listProjectWorkers(ctx, params.code, query),
  ),
  route(endpoints.viewWorker, (ctx, { params }) => viewWorker(ctx, params.workerId)),
]
