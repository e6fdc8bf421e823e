import { route, type Route } from '../../platform/http/route.ts'
import * as endpoints from './contract.ts'
import { exportRoute } from '../exports/export-route.ts'
import { projectsExport } from './export-projects.ts'
import { listProjectHistory } from './views-history.ts'
import { viewHome } from './views-home.ts'
import { viewProject } from './views-project.ts'
import { listProjects } from './views-projects.ts'

export const dashboardsRoutes: readonly Route[] = [
  exportRoute(endpoints.listProjects, projectsExport),
  route(endpoints.listProjects, (ctx, { query }) => listProjects(ctx, query)),
  route(endpoints.viewProject, (ctx, { params }) => viewProject(ctx, params.code)),
  route(endpoints.listProjectHistory, (ctx, { params, query }) =>
    listProjectHistory(ctx, params.code, query),
  ),
  route(endpoints.viewHome, (ctx) => viewHome(ctx)),
]
