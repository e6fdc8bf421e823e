import { route, type Route } from '../../platform/http/route.ts'
import { addProjects, removeItem } from './change-list.ts'
import * as endpoints from './contract.ts'
import * as reports from './contract-reports.ts'
import { changeRound, makeRound } from './make-round.ts'
import { moveEnd } from './move-end.ts'
import { nameFoundProject } from './name-found-project.ts'
import { closeRound, openRound } from './open-round.ts'
import { sayZero } from './say-zero.ts'
import { submitReport } from './submit-report.ts'
import { openPhoto, uploadPhoto } from './upload-photo.ts'
import { urgeOwners } from './urge-owners.ts'
import { listItems, viewItem, viewMine } from './views-items.ts'
import { listOwners } from './views-owners.ts'
import { listFoundProjects, listRounds, viewRound } from './views.ts'

export const screeningRoutes: readonly Route[] = [
  route(endpoints.listRounds, (ctx, { query }) => listRounds(ctx, query)),
  route(endpoints.makeRound, (ctx, { body }) => makeRound(ctx, body)),
  route(endpoints.changeRound, (ctx, { params, body }) => changeRound(ctx, params.roundId, body)),
  route(endpoints.viewRound, (ctx, { params }) => viewRound(ctx, params.roundId)),
  route(endpoints.openRound, (ctx, { params, body }) => openRound(ctx, params.roundId, body)),
  route(endpoints.closeRound, (ctx, { params, body }) => closeRound(ctx, params.roundId, body)),
  route(endpoints.moveEnd, (ctx, { params, body }) => moveEnd(ctx, params.roundId, body)),
  route(endpoints.addProjects, (ctx, { params, body }) => addProjects(ctx, params.roundId, body)),
  route(endpoints.removeItem, (ctx, { params, body }) => removeItem(ctx, params, body)),
  route(endpoints.urgeOwners, (ctx, { params, body }) => urgeOwners(ctx, params.roundId, body)),
  route(endpoints.listItems, (ctx, { params, query }) => listItems(ctx, params.roundId, query)),
  route(endpoints.listOwners, (ctx, { params }) => listOwners(ctx, params.roundId)),
  route(reports.viewItem, (ctx, { params }) => viewItem(ctx, params)),
  route(reports.viewMine, (ctx, { params }) => viewMine(ctx, params.roundId)),
  route(reports.submitReport, (ctx, { params, body }) => submitReport(ctx, params, body)),
  route(reports.uploadPhoto, (ctx, { params, query }, http) =>
    uploadPhoto(ctx, { ...params, ...query }, http.stream),
  ),
  route(reports.downloadPhoto, async (ctx, { params }, http) => {
    http.sendFile(await openPhoto(ctx, params))
  }),
  route(reports.nameFoundProject, (ctx, { params, body }) =>
    nameFoundProject(ctx, params.roundId, body),
  ),
  route(reports.listFoundProjects, (ctx, { params, query }) =>
    listFoundProjects(ctx, params.roundId, query),
  ),
  route(reports.sayZero, (ctx, { params, body }) => sayZero(ctx, params.roundId, body)),
]
