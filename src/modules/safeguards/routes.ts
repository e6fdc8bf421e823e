import { route, type Route } from '../../platform/http/route.ts'
import { addContract } from './add-contract.ts'
import { addEvidence, withdrawEvidence } from './add-evidence.ts'
import { amendContract, withdrawContract } from './amend-contract.ts'
import { confirmHandIn, returnHandIn, takeBackHandIn } from './check-hand-in.ts'
import * as contracts from './contract-contracts.ts'
import * as handIns from './contract-hand-ins.ts'
import * as endpoints from './contract.ts'
import { decideRequired } from './decide-required.ts'
import { handInContract, handInEvidence } from './hand-in.ts'
import { openPaper, uploadPaper } from './upload-paper.ts'
import { listContracts } from './views-contracts.ts'
import { listHandIns } from './views-hand-ins.ts'
import { viewLiability } from './views-liability.ts'
import { listSafeguards, viewSafeguardFigures } from './views-list.ts'
import { viewSafeguards } from './views.ts'

export const safeguardsRoutes: readonly Route[] = [
  route(endpoints.listSafeguards, (ctx, { query }) => listSafeguards(ctx, query)),
  route(endpoints.viewSafeguardFigures, (ctx, { query }) => viewSafeguardFigures(ctx, query)),
  route(endpoints.viewSafeguards, (ctx, { params }) => viewSafeguards(ctx, params.code)),
  route(endpoints.viewLiability, (ctx, { params }) => viewLiability(ctx, params.code)),
  route(endpoints.addEvidence, (ctx, { params, body }) => addEvidence(ctx, params, body)),
  route(endpoints.withdrawEvidence, (ctx, { params, body }) => withdrawEvidence(ctx, params, body)),
  route(endpoints.decideRequired, (ctx, { params, body }) => decideRequired(ctx, params, body)),
  route(endpoints.uploadPaper, (ctx, { params, query }, http) =>
    uploadPaper(ctx, { ...params, ...query }, http.stream),
  ),
  route(endpoints.downloadPaper, async (ctx, { params }, http) => {
    http.sendFile(await openPaper(ctx, params))
  }),
  route(contracts.listContracts, (ctx, { params }) => listContracts(ctx, params.code)),
  route(contracts.addContract, (ctx, { params, body }) => addContract(ctx, params.code, body)),
  route(contracts.amendContract, (ctx, { params, body }) => amendContract(ctx, params, body)),
  route(contracts.withdrawContract, (ctx, { params, body }) => withdrawContract(ctx, params, body)),
  route(handIns.listHandIns, (ctx, { query }) => listHandIns(ctx, query)),
  route(handIns.handInEvidence, (ctx, { params, body }) => handInEvidence(ctx, params, body)),
  route(handIns.handInContract, (ctx, { params, body }) => handInContract(ctx, params.code, body)),
  route(handIns.confirmHandIn, (ctx, { params }) => confirmHandIn(ctx, params)),
  route(handIns.returnHandIn, (ctx, { params, body }) => returnHandIn(ctx, params, body)),
  route(handIns.takeBackHandIn, (ctx, { params, body }) => takeBackHandIn(ctx, params, body)),
]
