import { route, type Route } from '../../platform/http/route.ts'
import * as endpoints from './contract.ts'
import * as merges from './contract-merges.ts'
import { unmaskWorker as unmaskEndpoint } from './contract-unmask.ts'
import { mergeWorkers } from './merge-workers.ts'
import { refuseMerge } from './refuse-merge.ts'
import { unmaskWorker } from './unmask-worker.ts'
import { unmergeWorkers } from './unmerge-workers.ts'
import { listProjectWorkers, viewWorker } from './views.ts'
import { listMerges } from './views-merges.ts'

export const labourRoutes: readonly Route[] = [
  route(endpoints.listProjectWorkers, (ctx, { params, query }) =>
    listProjectWorkers(ctx, params.code, query),
  ),
  route(endpoints.viewWorker, (ctx, { params }) => viewWorker(ctx, params.workerId)),
  route(unmaskEndpoint, (ctx, { params, body }) => {
    // Its reply is not kept with the key: what is stored sealed would lie there open.
    const { once: _once, ...anew } = ctx
    return unmaskWorker(anew, params.workerId, body)
  }),
  route(merges.listMerges, (ctx, { query }) => listMerges(ctx, query)),
  route(merges.mergeWorkers, (ctx, { params, body }) => mergeWorkers(ctx, params.proposalId, body)),
  route(merges.refuseMerge, (ctx, { params, body }) => refuseMerge(ctx, params.proposalId, body)),
  route(merges.unmergeWorkers, (ctx, { params, body }) =>
    unmergeWorkers(ctx, params.proposalId, body),
  ),
]
