import { route, type Route } from '../../platform/http/route.ts'
import * as endpoints from './contract.ts'
import { takeInNotice } from './take-in-notice.ts'
import { viewCalendar } from './views.ts'

export const calendarRoutes: readonly Route[] = [
  route(endpoints.viewCalendar, (ctx) => viewCalendar(ctx)),
  route(endpoints.takeInNotice, (ctx, { body }) => takeInNotice(ctx, body)),
]
