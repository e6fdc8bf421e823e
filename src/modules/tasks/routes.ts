import { route, type Route } from '../../platform/http/route.ts'
import { answerTask } from './answer-task.ts'
import { changeLimits } from './change-limits.ts'
import { acceptTask, returnTask } from './check-task.ts'
import * as endpoints from './contract.ts'
import { noteTaskRead } from './note-task-read.ts'
import { openEvidence } from './open-evidence.ts'
import { reassignTasks } from './reassign-tasks.ts'
import { reopenTask } from './reopen-task.ts'
import { uploadEvidence } from './upload-evidence.ts'
import { urgeTasks } from './urge-tasks.ts'

export const tasksRoutes: readonly Route[] = [
  route(endpoints.noteTaskRead, (ctx, { params }) => noteTaskRead(ctx, params)),
  route(endpoints.answerTask, (ctx, { params, body }) => answerTask(ctx, params.id, body)),
  route(endpoints.acceptTask, (ctx, { params, body }) => acceptTask(ctx, params.id, body)),
  route(endpoints.returnTask, (ctx, { params, body }) => returnTask(ctx, params.id, body)),
  route(endpoints.reopenTask, (ctx, { params, body }) => reopenTask(ctx, params.id, body)),
  route(endpoints.urgeTasks, (ctx, { body }) => urgeTasks(ctx, body)),
  route(endpoints.reassignTasks, (ctx, { body }) => reassignTasks(ctx, body)),
  route(endpoints.changeLimits, (ctx, { body }) => changeLimits(ctx, body)),
  route(endpoints.uploadEvidence, (ctx, { params, query }, http) =>
    uploadEvidence(ctx, { ...params, ...query }, http.stream),
  ),
  route(endpoints.downloadEvidence, async (ctx, { params }, http) => {
    http.sendFile(await openEvidence(ctx, params))
  }),
]
