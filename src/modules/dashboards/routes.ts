import { route, type Route } from '../../platform/http/route.ts'
import * as endpoints from './contract.ts'
import {
  listPosts as listPostsEndpoint,
  viewPerson as viewPersonEndpoint,
} from './contract-people.ts'
import { listProjectMatters as projectMatters } from './contract-matters.ts'
import * as calendarEndpoints from './contract-calendar.ts'
import * as placeEndpoints from './contract-places.ts'
import * as taskEndpoints from './contract-tasks.ts'
import { postsExport } from './export-people.ts'
import { exportRoute } from '../exports/export-route.ts'
import { listIn } from '../exports/contract.ts'
import { townsExport, trendExport } from './export-home.ts'
import { chainExport, historyExport } from './export-project.ts'
import { projectsExport } from './export-projects.ts'
import { tasksExport } from './export-tasks.ts'
import { townRowsExport } from './export-towns.ts'
import { listNoticeMoves, viewNoticeEffect } from './views-calendar.ts'
import { findAbout } from './views-about.ts'
import { listProjectHistory } from './views-history.ts'
import { viewHome } from './views-home.ts'
import { listProjectMatters } from './views-project-matters.ts'
import { viewProject } from './views-project.ts'
import { listProjects } from './views-projects.ts'
import { viewParameterEffect } from './views-parameter.ts'
import { listPosts } from './views-people.ts'
import { viewPerson } from './views-person.ts'
import { listTasks, viewTask } from './views-tasks.ts'
import { listTownRows } from './views-towns.ts'

export const dashboardsRoutes: readonly Route[] = [
  exportRoute(listPostsEndpoint, postsExport),
  route(listPostsEndpoint, (ctx, { query }) => listPosts(ctx, query)),
  route(viewPersonEndpoint, (ctx, { params }) => viewPerson(ctx, params.accountId)),
  route(placeEndpoints.viewParameterEffect, (ctx, { params, query }) =>
    viewParameterEffect(ctx, { ...params, ...query }),
  ),
  route(calendarEndpoints.viewNoticeEffect, (ctx, { query }) => viewNoticeEffect(ctx, query)),
  route(calendarEndpoints.listNoticeMoves, (ctx, { params }) =>
    listNoticeMoves(ctx, params.number),
  ),
  exportRoute(placeEndpoints.listTownRows, townRowsExport),
  route(placeEndpoints.listTownRows, (ctx) => listTownRows(ctx)),
  exportRoute(taskEndpoints.listTasks, tasksExport),
  route(taskEndpoints.listTasks, (ctx, { query }) => listTasks(ctx, query)),
  route(taskEndpoints.findAbout, (ctx, { params }) => findAbout(ctx, params)),
  route(taskEndpoints.viewTask, (ctx, { params }) => viewTask(ctx, params)),
  exportRoute(endpoints.listProjects, projectsExport),
  exportRoute(listIn(endpoints.viewProject, 'months'), chainExport),
  exportRoute(endpoints.listProjectHistory, historyExport),
  exportRoute(listIn(endpoints.viewHome, 'towns'), townsExport),
  exportRoute(listIn(endpoints.viewHome, 'trend'), trendExport),
  route(endpoints.listProjects, (ctx, { query }) => listProjects(ctx, query)),
  route(endpoints.viewProject, (ctx, { params }) => viewProject(ctx, params.code)),
  route(projectMatters, (ctx, { params }) => listProjectMatters(ctx, params.code)),
  route(endpoints.listProjectHistory, (ctx, { params, query }) =>
    listProjectHistory(ctx, params.code, query),
  ),
  route(endpoints.viewHome, (ctx) => viewHome(ctx)),
]
