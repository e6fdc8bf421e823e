import { route, type Route } from '../../platform/http/route.ts'
import * as project from './contract-project.ts'
import * as endpoints from './contract.ts'
import { enterMoney, withdrawMoney } from './enter-money.ts'
import { makePlan } from './make-plan.ts'
import { openMoneyEvidence } from './open-evidence.ts'
import { uploadMoneyEvidence } from './upload-evidence.ts'
import { viewProjectOutlook } from './views-project.ts'
import { listOutlooks, viewOutlook } from './views.ts'

export const outlookRoutes: readonly Route[] = [
  route(endpoints.viewOutlook, (ctx) => viewOutlook(ctx)),
  route(endpoints.listOutlooks, (ctx, { query }) => listOutlooks(ctx, query)),
  route(project.viewProjectOutlook, (ctx, { params }) => viewProjectOutlook(ctx, params)),
  route(project.makePlan, (ctx, { params, body }) => makePlan(ctx, params, body)),
  route(project.enterMoney, (ctx, { params, body }) => enterMoney(ctx, params, body)),
  route(project.withdrawMoney, (ctx, { params, body }) => withdrawMoney(ctx, params, body)),
  route(project.uploadMoneyEvidence, (ctx, { params, query }, http) =>
    uploadMoneyEvidence(ctx, { ...params, ...query }, http.stream),
  ),
  route(project.downloadMoneyEvidence, async (ctx, { params }, http) => {
    http.sendFile(await openMoneyEvidence(ctx, params))
  }),
]
