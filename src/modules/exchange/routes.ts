import { type Route, route } from '../../platform/http/route.ts'
import { findProjectId } from '../registry/views.ts'
import { abandonBatch } from './abandon-batch.ts'
import { answerSheet } from './answer-sheet.ts'
import { askWithdrawal } from './ask-withdrawal.ts'
import { cancelBatch } from './cancel-batch.ts'
import { cancelWithdrawal } from './cancel-withdrawal.ts'
import { changeProfileState } from './change-profile-state.ts'
import { chooseListedProject } from './choose-listed-project.ts'
import { chooseProject } from './choose-project.ts'
import { commitBatch } from './commit-batch.ts'
import * as devices from './contract-devices.ts'
import * as imports from './contract-imports.ts'
import * as sheets from './contract-sheets.ts'
import * as withdrawals from './contract-withdrawals.ts'
import * as endpoints from './contract.ts'
import { editProfile } from './edit-profile.ts'
import { listWaitingRows } from './list-waiting-rows.ts'
import { makeReturnedCopy } from './make-returned-copy.ts'
import { mendCells } from './mend-cells.ts'
import { openBatch } from './open-batch.ts'
import { readBatch } from './read-batch.ts'
import { readSheetRows } from './read-sheet-rows.ts'
import { receiveSourceFile } from './receive-file.ts'
import { rehearseBatch } from './rehearse-batch.ts'
import { tieFileUsers } from './tie-file-users.ts'
import { takeInMended } from './take-in-mended.ts'
import { viewDeviceUsers } from './views-device-users.ts'
import { listProfiles, viewProfile } from './views-profiles.ts'
import { viewSheet } from './views-sheet.ts'
import { viewBatch } from './views-batch.ts'
import { listImports, listQueue } from './views-imports.ts'
import { listWithdrawals, viewWithdrawal } from './views-withdrawal.ts'
import { listBatches, listProjectFiles, nameSources } from './views.ts'

export const exchangeRoutes: readonly Route[] = [
  route(endpoints.openBatch, async (ctx, { body }) => {
    const { projectCode } = body
    return openBatch(ctx, {
      projectId: projectCode === null ? null : await findProjectId(ctx, projectCode),
    })
  }),
  route(endpoints.receiveFile, (ctx, { params, query }, http) =>
    receiveSourceFile(ctx, { ...params, ...query }, http.stream),
  ),
  route(endpoints.readBatch, (ctx, { params }) => readBatch(ctx, params.batchId)),
  route(endpoints.viewBatch, (ctx, { params }) => viewBatch(ctx, params.batchId)),
  route(endpoints.listBatches, (ctx, { query }) => listBatches(ctx, query)),
  route(endpoints.chooseProject, (ctx, { params, body }) =>
    'listed' in body
      ? chooseListedProject(ctx, params.batchId, body)
      : chooseProject(ctx, params.batchId, body),
  ),
  route(endpoints.commitBatch, (ctx, { params }) => commitBatch(ctx, params.batchId)),
  route(endpoints.abandonBatch, (ctx, { params }) => abandonBatch(ctx, params.batchId)),
  route(endpoints.cancelBatch, (ctx, { params }) => cancelBatch(ctx, params.batchId)),
  route(imports.rehearseBatch, (ctx, { params, query }) =>
    rehearseBatch(ctx, params.batchId, { whole: query.whole ?? false }),
  ),
  route(withdrawals.viewWithdrawal, (ctx, { params }) => viewWithdrawal(ctx, params.fileId)),
  route(withdrawals.withdrawFile, (ctx, { params }) => askWithdrawal(ctx, params.fileId)),
  route(withdrawals.cancelWithdrawal, (ctx, { params }) => cancelWithdrawal(ctx, params.fileId)),
  route(withdrawals.listWithdrawals, (ctx) => listWithdrawals(ctx)),
  route(imports.listQueue, (ctx) => listQueue(ctx)),
  route(imports.listImports, (ctx, { query }) => listImports(ctx, query)),
  route(sheets.viewSheetRows, (ctx, { params, query }) =>
    readSheetRows(ctx, { ...params, ...query }),
  ),
  route(imports.nameSources, (ctx, { query }) => nameSources(ctx, query.ids.split(','))),
  route(imports.listProjectFiles, (ctx, { params, query }) =>
    listProjectFiles(ctx, params.code, query),
  ),
  route(sheets.viewSheet, (ctx, { params }) => viewSheet(ctx, params)),
  route(sheets.answerSheet, (ctx, { params, body }) => answerSheet(ctx, params, body)),
  route(sheets.listWaitingRows, (ctx, { params, query }) => listWaitingRows(ctx, params, query)),
  route(sheets.mendCells, (ctx, { params, body }) => mendCells(ctx, params, body)),
  route(sheets.takeInMended, (ctx, { params }) => takeInMended(ctx, params.fileId)),
  route(sheets.downloadReturnedCopy, async (ctx, { params }, http) => {
    http.sendFile(await makeReturnedCopy(ctx, params.fileId))
  }),
  route(devices.viewDeviceUsers, (ctx, { params }) => viewDeviceUsers(ctx, params.fileId)),
  route(devices.tieFileUsers, (ctx, { params, body }) => tieFileUsers(ctx, params.fileId, body)),
  route(sheets.listProfiles, (ctx, { query }) => listProfiles(ctx, query)),
  route(sheets.viewProfile, (ctx, { params }) => viewProfile(ctx, params.profileId)),
  route(sheets.editProfile, (ctx, { params, body }) => editProfile(ctx, params.profileId, body)),
  route(sheets.changeProfileState, (ctx, { params, body }) =>
    changeProfileState(ctx, params.profileId, body),
  ),
]
