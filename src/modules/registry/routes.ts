import { route, type Route } from '../../platform/http/route.ts'
import { answerJoinQuestion } from './answer-join-question.ts'
import * as endpoints from './contract.ts'
import * as sources from './contract-sources.ts'
import { createProject } from './create-project.ts'
import { editProject } from './edit-project.ts'
import { inviteToProject } from './invite-to-project.ts'
import { joinProjects, partProjects } from './join-projects.ts'
import { separateSource } from './separate-source.ts'
import { listJoinQuestions, listProjectSources } from './views-sources.ts'
import { searchProjects } from './views.ts'

export const registryRoutes: readonly Route[] = [
  route(endpoints.createProject, (ctx, { body }) => createProject(ctx, body)),
  route(endpoints.editProject, (ctx, { params, body }) => editProject(ctx, params.code, body)),
  route(endpoints.inviteToProject, (ctx, { params, body }) =>
    inviteToProject(ctx, { ...params, ...body }),
  ),
  route(endpoints.searchProjects, (ctx, { query }) => searchProjects(ctx, query)),
  route(sources.listJoinQuestions, (ctx, { query }) => listJoinQuestions(ctx, query)),
  route(sources.answerJoinQuestion, (ctx, { params, body }) =>
    answerJoinQuestion(ctx, params.recordId, body),
  ),
  route(sources.separateSource, (ctx, { params, body }) =>
    separateSource(ctx, params.recordId, body),
  ),
  route(sources.listProjectSources, (ctx, { params }) => listProjectSources(ctx, params.code)),
  route(sources.joinProjects, (ctx, { params, body }) => joinProjects(ctx, params.code, body)),
  route(sources.partProjects, (ctx, { params, body }) => partProjects(ctx, params.code, body)),
]
