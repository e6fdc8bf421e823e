import { route, type Route } from '../../platform/http/route.ts'
import * as endpoints from './contract.ts'
import { listProjectDeposits } from './views.ts'

export const depositsRoutes: readonly Route[] = [
  route(endpoints.listProjectDeposits, (ctx, { params }) => listProjectDeposits(ctx, params.code)),
]
