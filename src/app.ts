import type { FastifyInstance } from 'fastify'
import type { Words } from './kernel/words.ts'
import { doctorWords } from './commands/doctor-words.ts'
import { auditRoutes } from './modules/audit/routes.ts'
import { auditWords } from './modules/audit/words.ts'
import { calendarHears } from './modules/calendar/hears.ts'
import { calendarRoutes } from './modules/calendar/routes.ts'
import { calendarWords } from './modules/calendar/words.ts'
import { coverageHears } from './modules/coverage/hears.ts'
import { coverageRoutes } from './modules/coverage/routes.ts'
import { coverageWords } from './modules/coverage/words.ts'
import { dashboardsRoutes } from './modules/dashboards/routes.ts'
import { dashboardsWords } from './modules/dashboards/words.ts'
import { depositsHears } from './modules/deposits/hears.ts'
import { depositsRoutes } from './modules/deposits/routes.ts'
import { depositsWords } from './modules/deposits/words.ts'
import { downloadSample } from './modules/exchange/contract.ts'
import { exchangeHears } from './modules/exchange/hears.ts'
import { exchangeRoutes } from './modules/exchange/routes.ts'
import { exchangeWords } from './modules/exchange/words.ts'
import { exportsRoutes } from './modules/exports/routes.ts'
import { exportsWords } from './modules/exports/words.ts'
import { filesWords } from './modules/files/words.ts'
import { labourHears } from './modules/labour/hears.ts'
import { labourRoutes } from './modules/labour/routes.ts'
import { labourWords } from './modules/labour/words.ts'
import { noticesHears } from './modules/notices/hears.ts'
import { noticesRoutes } from './modules/notices/routes.ts'
import { noticesWords } from './modules/notices/words.ts'
import { outlookHears } from './modules/outlook/hears.ts'
import { outlookRoutes } from './modules/outlook/routes.ts'
import { outlookWords } from './modules/outlook/words.ts'
import { authenticateWith } from './modules/people/authenticate.ts'
import { peopleHears } from './modules/people/hears.ts'
import { viewRights } from './modules/people/contract-rights.ts'
import { rightsOf } from './modules/people/list-rights.ts'
import type { Outside } from './modules/people/outside.ts'
import { peopleRoutesWith } from './modules/people/routes.ts'
import { peopleWords } from './modules/people/words.ts'
import { placesHears } from './modules/places/hears.ts'
import { placesRoutes } from './modules/places/routes.ts'
import { placesWords } from './modules/places/words.ts'
import { recognitionWords } from './modules/recognition/words.ts'
import { registerHears } from './modules/register/hears.ts'
import { registerRoutes } from './modules/register/routes.ts'
import { registerWords } from './modules/register/words.ts'
import { registryHears } from './modules/registry/hears.ts'
import { registryRoutes } from './modules/registry/routes.ts'
import { projectsOf } from './projects-of.ts'
import { registryWords } from './modules/registry/words.ts'
import { riskHears } from './modules/risk/hears.ts'
import { riskRoutes } from './modules/risk/routes.ts'
import { riskWords } from './modules/risk/words.ts'
import { safeguardsHears } from './modules/safeguards/hears.ts'
import { safeguardsRoutes } from './modules/safeguards/routes.ts'
import { safeguardsWords } from './modules/safeguards/words.ts'
import { screeningHears } from './modules/screening/hears.ts'
import { screeningRoutes } from './modules/screening/routes.ts'
import { screeningWords } from './modules/screening/words.ts'
import { searchRoutes } from './modules/search/routes.ts'
import { tasksHears } from './modules/tasks/hears.ts'
import { tasksRoutes } from './modules/tasks/routes.ts'
import { tasksWords } from './modules/tasks/words.ts'
import { wagesHears } from './modules/wages/hears.ts'
import { wagesRoutes } from './modules/wages/routes.ts'
import { wagesWords } from './modules/wages/words.ts'
import { type Platform, officeDay } from './platform/context.ts'
import { type Authenticate, type Readiness, openApp } from './platform/http/app.ts'
import { type Route, route } from './platform/http/route.ts'
import { platformWords } from './platform/words.ts'
import { siteWorkbook } from './worlds/site-workbook.ts'

/** Who hears what, in module order; the same for server, worker, command line and tests. */
export const hearers = [
  ...placesHears,
  ...peopleHears,
  ...calendarHears,
  ...noticesHears,
  ...tasksHears,
  ...registryHears,
  ...coverageHears,
  ...labourHears,
  ...wagesHears,
  ...depositsHears,
  ...safeguardsHears,
  ...screeningHears,
  ...riskHears,
  ...registerHears,
  ...outlookHears,
  ...exchangeHears,
]

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The sheet to try is made by the world of the demo, which no module knows. */
const sampleRoute = route(downloadSample, async (ctx, _input, http) => {
  const { fileName, bytes } = siteWorkbook({ today: officeDay(ctx) })
  http.sendFile({ name: fileName, mediaType: xlsx, bytes })
})

/** Every sentence. */
export const words: Words = {
  ...platformWords,
  ...placesWords,
  ...calendarWords,
  ...peopleWords,
  ...auditWords,
  ...filesWords,
  ...noticesWords,
  ...tasksWords,
  ...registryWords,
  ...coverageWords,
  ...labourWords,
  ...wagesWords,
  ...depositsWords,
  ...safeguardsWords,
  ...screeningWords,
  ...riskWords,
  ...registerWords,
  ...outlookWords,
  ...recognitionWords,
  ...exchangeWords,
  ...exportsWords,
  ...dashboardsWords,
  ...doctorWords,
}

/** Every endpoint but the one that tells of them. */
const toldRoutes = (outside: Outside | null): readonly Route[] => [
  ...placesRoutes,
  ...calendarRoutes,
  ...peopleRoutesWith(outside),
  ...auditRoutes,
  ...noticesRoutes(words),
  ...tasksRoutes,
  ...registryRoutes,
  ...coverageRoutes,
  ...labourRoutes,
  ...wagesRoutes,
  ...depositsRoutes,
  ...safeguardsRoutes,
  ...screeningRoutes,
  ...riskRoutes,
  ...registerRoutes,
  ...outlookRoutes,
  ...exchangeRoutes,
  ...exportsRoutes,
  sampleRoute,
  ...dashboardsRoutes,
  ...searchRoutes,
]

/** Every endpoint; `outside` is where single sign-on goes, where the operator has set it up. */
function routesWith(outside: Outside | null): readonly Route[] {
  const told = toldRoutes(outside)
  const rights = rightsOf([...told.map(({ endpoint }) => endpoint), viewRights])
  return [...told, route(viewRights, async () => ({ rights }))]
}

/** Every endpoint, with no single sign-on behind those of it. */
export const routes: readonly Route[] = routesWith(null)

/** Which pages a process serves (`HUXIN_FACE`): the public's can stand in a network of their own. */
export type Face = 'desk' | 'public' | 'all'

function isOfFace({ endpoint }: Route, face: Face): boolean {
  return face === 'all' || (endpoint.face ?? 'desk') === face
}

export interface BuildOptions {
  readonly platform: Platform
  readonly clock: () => Date
  readonly readiness: () => Promise<Readiness>
  /** Folder of the built desk. */
  readonly desk?: string
  /** Who a session is; left out: the people of the database. */
  readonly authenticate?: Authenticate
  /** Single sign-on; left out: there is none. */
  readonly outside?: Outside | null
  /** Left out: all. */
  readonly face?: Face
}

/** The whole server, not yet listening; tests use the same. */
export function buildApp(options: BuildOptions): Promise<FastifyInstance> {
  const { platform, clock, readiness, outside = null, face = 'all' } = options
  const desk = face === 'public' ? undefined : options.desk
  const authenticate = options.authenticate ?? authenticateWith(platform, projectsOf)
  return openApp({
    platform,
    authenticate,
    routes: routesWith(outside).filter((one) => isOfFace(one, face)),
    words,
    clock,
    readiness,
    ...(desk === undefined ? {} : { desk }),
  })
}
