import { route, type Route } from '../../platform/http/route.ts'
import { addTown, mergeTown, renameTown, withdrawTownChange } from './change-town.ts'
import * as endpoints from './contract.ts'
import * as proposals from './contract-proposals.ts'
import * as towns from './contract-towns.ts'
import { decideProposal, withdrawProposal } from './decide-proposal.ts'
import { proposeParameter } from './propose-parameter.ts'
import { listParameters, viewDistrict } from './views.ts'
import { listProposals } from './views-proposals.ts'
import { listTownChanges } from './views-towns.ts'

export const placesRoutes: readonly Route[] = [
  route(endpoints.viewDistrict, (ctx) => viewDistrict(ctx)),
  route(endpoints.listParameters, (ctx) => listParameters(ctx)),
  route(proposals.proposeParameter, (ctx, { body }) => proposeParameter(ctx, body)),
  route(proposals.listProposals, (ctx, { query }) => listProposals(ctx, query)),
  route(proposals.decideProposal, (ctx, { params, body }) =>
    decideProposal(ctx, { ...params, ...body }),
  ),
  route(proposals.withdrawProposal, (ctx, { params }) => withdrawProposal(ctx, params.id)),
  route(towns.listTownChanges, (ctx) => listTownChanges(ctx)),
  route(towns.addTown, (ctx, { body }) => addTown(ctx, body)),
  route(towns.renameTown, (ctx, { params, body }) => renameTown(ctx, { ...params, ...body })),
  route(towns.mergeTown, (ctx, { params, body }) => mergeTown(ctx, { ...params, ...body })),
  route(towns.withdrawTownChange, (ctx, { params }) => withdrawTownChange(ctx, params.id)),
]
