import { route, type Route } from '../../platform/http/route.ts'
import * as endpoints from './contract.ts'
import { listParameters, viewDistrict } from './views.ts'

export const placesRoutes: readonly Route[] = [
  route(endpoints.viewDistrict, (ctx) => viewDistrict(ctx)),
  route(endpoints.listParameters, (ctx) => listParameters(ctx)),
]
