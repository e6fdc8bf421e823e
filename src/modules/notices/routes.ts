import type { Words } from '../../kernel/words.ts'
import { route, type Route } from '../../platform/http/route.ts'
import { acknowledgeNotice } from './acknowledge-notice.ts'
import * as endpoints from './contract.ts'
import { readNotices } from './read-notices.ts'
import { countNotices, listNotices } from './views.ts'

/** `words`: of every module, handed in by start; the module that sent a notice has its sentence. */
export function noticesRoutes(words: Words): readonly Route[] {
  return [
    route(endpoints.listNotices, (ctx, { query }) => listNotices(ctx, query, words)),
    route(endpoints.countNotices, (ctx) => countNotices(ctx)),
    route(endpoints.readNotices, (ctx, { body }) => readNotices(ctx, body)),
    route(endpoints.acknowledgeNotice, (ctx, { params }) => acknowledgeNotice(ctx, params)),
  ]
}
