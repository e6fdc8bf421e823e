import { type Route, route } from '../../platform/http/route.ts'
import { findProjectId } from '../registry/views.ts'
import { abandonBatch } from './abandon-batch.ts'
import { chooseProject } from './choose-project.ts'
import { commitBatch } from './commit-batch.ts'
import * as endpoints from './contract.ts'
import { openBatch } from './open-batch.ts'
import { readBatch } from './read-batch.ts'
import { readSheetRows } from './read-sheet-rows.ts'
import { receiveSourceFile } from './receive-file.ts'
import { listBatches, listProjectFiles, nameSources, viewBatch } from './views.ts'

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
    chooseProject(ctx, params.batchId, body),
  ),
  route(endpoints.commitBatch, (ctx, { params }) => commitBatch(ctx, params.batchId)),
  route(endpoints.abandonBatch, (ctx, { params }) => abandonBatch(ctx, params.batchId)),
  route(endpoints.viewSheetRows, (ctx, { params, query }) =>
    readSheetRows(ctx, { ...params, ...query }),
  ),
  route(endpoints.nameSources, (ctx, { query }) => nameSources(ctx, query.ids.split(','))),
  route(endpoints.listProjectFiles, (ctx, { params, query }) =>
    listProjectFiles(ctx, params.code, query),
  ),
]
