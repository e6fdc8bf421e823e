import type { Endpoint } from '../../kernel/endpoint.ts'
import { type Exported, exportOf } from '../../kernel/export.ts'
import { type Route, route } from '../../platform/http/route.ts'
import { exportList, type ListExport } from './export-list.ts'

/** The route that gives a list as a file, beside the list's own. */
export function exportRoute<P, Q, R, Row>(
  list: Endpoint<P, Q, undefined, R>,
  described: ListExport<P, Exported<Q>, Row>,
): Route {
  return route(exportOf(list), async (ctx, { params, query }, http) => {
    http.sendFile(await exportList(ctx, described, { params, query }, query))
  })
}
