import { route, type Route } from '../../platform/http/route.ts'
import * as endpoints from './contract.ts'
import { addExpectation, endDecision, switchOffExpectation } from './decide-expectations.ts'
import { listExpectations } from './views-expectations.ts'
import { listBlindSpots, viewBlindSpotMatrix } from './views.ts'

export const coverageRoutes: readonly Route[] = [
  route(endpoints.listBlindSpots, (ctx, { query }) => listBlindSpots(ctx, query)),
  route(endpoints.viewBlindSpotMatrix, (ctx) => viewBlindSpotMatrix(ctx)),
  route(endpoints.listExpectations, (ctx) => listExpectations(ctx)),
  route(endpoints.addExpectation, (ctx, { body }) => addExpectation(ctx, body)),
  route(endpoints.switchOffExpectation, (ctx, { params, body }) =>
    switchOffExpectation(ctx, params.rule, body),
  ),
  route(endpoints.endDecision, (ctx, { params, body }) => endDecision(ctx, params.id, body)),
]
