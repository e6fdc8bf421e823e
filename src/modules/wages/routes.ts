import { route, type Route } from '../../platform/http/route.ts'
import * as endpoints from './contract.ts'
import { listAccountFlows, viewProjectFunds } from './views-funds.ts'
import { viewLedgerRow } from './views-ledger-row.ts'
import { listLedger, totalLedger } from './views.ts'

export const wagesRoutes: readonly Route[] = [
  route(endpoints.listLedger, (ctx, { query }) => listLedger(ctx, query)),
  route(endpoints.totalLedger, (ctx, { query }) => totalLedger(ctx, query)),
  route(endpoints.viewLedgerRow, (ctx, { params }) => viewLedgerRow(ctx, params)),
  route(endpoints.viewProjectFunds, (ctx, { params }) => viewProjectFunds(ctx, params.code)),
  route(endpoints.listAccountFlows, (ctx, { params, query }) =>
    listAccountFlows(ctx, params.code, query),
  ),
]
