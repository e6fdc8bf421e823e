import { route, type Route } from '../../platform/http/route.ts'
import * as endpoints from './contract.ts'
import { createProject } from './create-project.ts'
import { editProject } from './edit-project.ts'
import { searchProjects } from './views.ts'

export const registryRoutes: readonly Route[] = [
  route(endpoints.createProject, (ctx, { body }) => createProject(ctx, body)),
  route(endpoints.editProject, (ctx, { params, body }) => editProject(ctx, params.code, body)),
  route(endpoints.searchProjects, (ctx, { query }) => searchProjects(ctx, query)),
]
