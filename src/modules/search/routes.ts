import { route, type Route } from '../../platform/http/route.ts'
import { searchAll as endpoint } from './contract.ts'
import { searchAll } from './views.ts'

export const searchRoutes: readonly Route[] = [
  route(endpoint, (ctx, { query }) => searchAll(ctx, query)),
]
