import { redirect } from 'react-router'
import type { LoaderFunctionArgs } from 'react-router'
import { viewHome, viewProject } from '../../modules/dashboards/contract.ts'
import { listExpectations, viewBlindSpotMatrix } from '../../modules/coverage/contract.ts'
import { viewCalendar } from '../../modules/calendar/contract.ts'
import { viewPerson } from '../../modules/dashboards/contract-people.ts'
import { listTownRows } from '../../modules/dashboards/contract-places.ts'
import { findAbout, viewTask } from '../../modules/dashboards/contract-tasks.ts'
import { viewBatch } from '../../modules/exchange/contract.ts'
import { listProfiles, viewProfile } from '../../modules/exchange/contract-sheets.ts'
import { viewWorker } from '../../modules/labour/contract.ts'
import { viewOutlook } from '../../modules/outlook/contract.ts'
import { viewProjectOutlook } from '../../modules/outlook/contract-project.ts'
import { viewRights } from '../../modules/people/contract-rights.ts'
import { viewAccount, viewMySignIn } from '../../modules/people/contract-sign-in.ts'
import { listParameters } from '../../modules/places/contract.ts'
import { viewForm } from '../../modules/register/contract-lists.ts'
import { viewEntry } from '../../modules/register/contract.ts'
import { listRules } from '../../modules/risk/contract-matters.ts'
import { viewWarning } from '../../modules/risk/contract.ts'
import { viewSafeguardFigures } from '../../modules/safeguards/contract.ts'
import { viewRound } from '../../modules/screening/contract.ts'
import { queries, readAhead, reading } from './read.ts'
import { requireSession, rolesIn } from './session.ts'
import { firstPage } from './shell/menu.tsx'
import { NoSuchPage } from './shell/page-failure.tsx'

type Params = LoaderFunctionArgs['params']

/** A loader that only starts a read; the page waits for it, in its own place. */
function ahead(start: (district: string, params: Params) => void) {
  return ({ params }: LoaderFunctionArgs) => {
    start(params['district'] ?? '', params)
    return null
  }
}

/** What work or a message is about, known by its kind and id, has its page where the server says. */
async function openAbout({ request, params }: LoaderFunctionArgs) {
  await requireSession(request)
  const { district = '', kind = '', id = '' } = params
  const { opens } = await queries.query(reading(findAbout, district, { params: { kind, id } }))
  return redirect(`/d/${district}${opens}`)
}

/** Home is for those who work here; who only administers begins where his menu does. */
async function enterHome({ request, params }: LoaderFunctionArgs) {
  const district = params['district'] ?? ''
  const first = firstPage(rolesIn(await requireSession(request), district))
  if (first !== '') return redirect(`/d/${district}${first}`)
  readAhead(viewHome, district)
  return null
}

/** Every page within a district, each loaded with what it shows when somebody goes there. */
export const pages = [
  {
    index: true,
    lazy: { Component: async () => (await import('./pages/home.tsx')).HomePage },
    loader: enterHome,
  },
  {
    path: 'import',
    lazy: { Component: async () => (await import('./pages/import.tsx')).ImportPage },
  },
  {
    path: 'import/formats',
    lazy: { Component: async () => (await import('./pages/profiles.tsx')).ProfilesPage },
    loader: ahead((district) => readAhead(listProfiles, district, { query: { limit: 50 } })),
  },
  {
    path: 'import/formats/:profileId',
    lazy: { Component: async () => (await import('./pages/profile.tsx')).ProfilePage },
    loader: ahead((district, { profileId = '' }) =>
      readAhead(viewProfile, district, { params: { profileId } }),
    ),
  },
  {
    path: 'import/log',
    lazy: { Component: async () => (await import('./pages/import-log.tsx')).ImportLogPage },
  },
  {
    path: 'import/files/:fileId/withdraw',
    lazy: { Component: async () => (await import('./pages/withdraw.tsx')).WithdrawPage },
  },
  {
    path: 'import/files/:fileId/:sheet',
    lazy: { Component: async () => (await import('./pages/sheet.tsx')).SheetPage },
  },
  {
    path: 'import/:batchId',
    lazy: { Component: async () => (await import('./pages/batch.tsx')).BatchPage },
    loader: ahead((district, { batchId = '' }) =>
      readAhead(viewBatch, district, { params: { batchId } }),
    ),
  },
  {
    path: 'projects',
    lazy: { Component: async () => (await import('./pages/projects.tsx')).ProjectsPage },
  },
  {
    path: 'projects/questions',
    lazy: { Component: async () => (await import('./pages/join-questions.tsx')).JoinQuestionsPage },
  },
  {
    path: 'safeguards',
    lazy: { Component: async () => (await import('./pages/safeguards.tsx')).SafeguardsPage },
    loader: ahead((district) => readAhead(viewSafeguardFigures, district)),
  },
  {
    path: 'hand-ins',
    lazy: { Component: async () => (await import('./pages/hand-ins.tsx')).HandInsPage },
  },
  {
    path: 'projects/new',
    lazy: { Component: async () => (await import('./pages/create-project.tsx')).CreateProjectPage },
  },
  {
    path: 'projects/:code/edit',
    lazy: { Component: async () => (await import('./pages/edit-project.tsx')).EditProjectPage },
    loader: ahead((district, { code = '' }) =>
      readAhead(viewProject, district, { params: { code } }),
    ),
  },
  {
    path: 'projects/:code/template',
    lazy: { Component: async () => (await import('./pages/fill-template.tsx')).FillTemplatePage },
    loader: ahead((district, { code = '' }) =>
      readAhead(viewProject, district, { params: { code } }),
    ),
  },
  {
    path: 'projects/:code',
    lazy: { Component: async () => (await import('./pages/project.tsx')).ProjectPage },
    loader: ahead((district, { code = '' }) =>
      readAhead(viewProject, district, { params: { code } }),
    ),
  },
  {
    path: 'workers/:workerId',
    lazy: { Component: async () => (await import('./pages/worker.tsx')).WorkerPage },
    loader: ahead((district, { workerId = '' }) =>
      readAhead(viewWorker, district, { params: { workerId } }),
    ),
  },
  {
    path: 'same-person',
    lazy: { Component: async () => (await import('./pages/same-person.tsx')).SamePersonPage },
  },
  {
    path: 'ledger',
    lazy: { Component: async () => (await import('./pages/ledger.tsx')).LedgerPage },
  },
  {
    path: 'ledger/:project/:workerId/:month',
    lazy: { Component: async () => (await import('./pages/ledger-row.tsx')).LedgerRowPage },
  },
  {
    path: 'warnings',
    lazy: { Component: async () => (await import('./pages/warnings.tsx')).WarningsPage },
  },
  {
    path: 'warnings/rules',
    lazy: { Component: async () => (await import('./pages/rules.tsx')).RulesPage },
    loader: ahead((district) => readAhead(listRules, district)),
  },
  {
    path: 'warnings/:id',
    lazy: { Component: async () => (await import('./pages/warning.tsx')).WarningPage },
    loader: ahead((district, { id = '' }) => readAhead(viewWarning, district, { params: { id } })),
  },
  {
    path: 'blind-spots',
    lazy: { Component: async () => (await import('./pages/blind-spots.tsx')).BlindSpotsPage },
    loader: ahead((district) => readAhead(viewBlindSpotMatrix, district)),
  },
  {
    path: 'blind-spots/rules',
    lazy: { Component: async () => (await import('./pages/expectations.tsx')).ExpectationsPage },
    loader: ahead((district) => readAhead(listExpectations, district)),
  },
  {
    path: 'blind-spots/rules/new',
    lazy: {
      Component: async () => (await import('./pages/add-expectation.tsx')).AddExpectationPage,
    },
  },
  {
    path: 'register',
    lazy: { Component: async () => (await import('./pages/register.tsx')).RegisterPage },
  },
  {
    path: 'register/print',
    lazy: { Component: async () => (await import('./pages/register-print.tsx')).RegisterPrintPage },
  },
  {
    path: 'register/board',
    lazy: { Component: async () => (await import('./pages/register-board.tsx')).RegisterBoardPage },
  },
  {
    path: 'register/new',
    lazy: { Component: async () => (await import('./pages/register-open.tsx')).RegisterOpenPage },
  },
  {
    path: 'register/zero-tolerance',
    lazy: { Component: async () => (await import('./pages/register-zero.tsx')).RegisterZeroPage },
  },
  {
    path: 'register/firms',
    lazy: { Component: async () => (await import('./pages/register-firms.tsx')).RegisterFirmsPage },
  },
  {
    path: 'register/forms',
    lazy: { Component: async () => (await import('./pages/register-forms.tsx')).RegisterFormsPage },
  },
  {
    path: 'register/forms/:id',
    lazy: { Component: async () => (await import('./pages/register-form.tsx')).RegisterFormPage },
    loader: ahead((district, { id = '' }) => readAhead(viewForm, district, { params: { id } })),
  },
  {
    path: 'register/:id',
    lazy: { Component: async () => (await import('./pages/register-entry.tsx')).RegisterEntryPage },
    loader: ahead((district, { id = '' }) => readAhead(viewEntry, district, { params: { id } })),
  },
  {
    path: 'outlook',
    lazy: { Component: async () => (await import('./pages/outlook.tsx')).OutlookPage },
    loader: ahead((district) => readAhead(viewOutlook, district)),
  },
  {
    path: 'outlook/:code',
    lazy: {
      Component: async () => (await import('./pages/outlook-project.tsx')).OutlookProjectPage,
    },
    loader: ahead((district, { code = '' }) =>
      readAhead(viewProjectOutlook, district, { params: { code } }),
    ),
  },
  {
    path: 'outlook/:code/plan',
    lazy: { Component: async () => (await import('./pages/outlook-plan.tsx')).OutlookPlanPage },
    loader: ahead((district, { code = '' }) =>
      readAhead(viewProjectOutlook, district, { params: { code } }),
    ),
  },
  {
    path: 'tasks',
    lazy: { Component: async () => (await import('./pages/tasks.tsx')).TasksPage },
  },
  {
    path: 'tasks/:id',
    lazy: { Component: async () => (await import('./pages/task.tsx')).TaskPage },
    loader: ahead((district, { id = '' }) => readAhead(viewTask, district, { params: { id } })),
  },
  {
    path: 'screening',
    lazy: { Component: async () => (await import('./pages/screening.tsx')).ScreeningPage },
  },
  {
    path: 'screening/new',
    lazy: {
      Component: async () => (await import('./pages/screening-form.tsx')).CreateScreeningPage,
    },
  },
  {
    path: 'screening/:roundId',
    lazy: {
      Component: async () => (await import('./pages/screening-round.tsx')).ScreeningRoundPage,
    },
    loader: ahead((district, { roundId = '' }) =>
      readAhead(viewRound, district, { params: { roundId } }),
    ),
  },
  {
    path: 'screening/:roundId/edit',
    lazy: { Component: async () => (await import('./pages/screening-form.tsx')).EditScreeningPage },
  },
  {
    path: 'screening/:roundId/items',
    lazy: {
      Component: async () => (await import('./pages/screening-items.tsx')).ScreeningItemsPage,
    },
  },
  {
    path: 'screening/:roundId/found',
    lazy: {
      Component: async () => (await import('./pages/screening-found.tsx')).ScreeningFoundPage,
    },
  },
  {
    path: 'screening/:roundId/items/:itemId',
    lazy: { Component: async () => (await import('./pages/screening-item.tsx')).ScreeningItemPage },
  },
  { path: 'about/:kind/:id', loader: openAbout, Component: NoSuchPage },
  {
    path: 'notices',
    lazy: { Component: async () => (await import('./pages/notices.tsx')).NoticesPage },
  },
  {
    path: 'parameters',
    lazy: { Component: async () => (await import('./pages/parameters.tsx')).ParametersPage },
    loader: ahead((district) => readAhead(listParameters, district)),
  },
  {
    path: 'parameters/propose',
    lazy: {
      Component: async () => (await import('./pages/parameter-propose.tsx')).ProposeParameterPage,
    },
    loader: ahead((district) => readAhead(listParameters, district)),
  },
  {
    path: 'parameters/:key',
    lazy: { Component: async () => (await import('./pages/parameter.tsx')).ParameterPage },
    loader: ahead((district) => readAhead(listParameters, district)),
  },
  {
    path: 'calendar',
    lazy: { Component: async () => (await import('./pages/calendar.tsx')).CalendarPage },
    loader: ahead((district) => readAhead(viewCalendar, district)),
  },
  {
    path: 'calendar/import',
    lazy: {
      Component: async () => (await import('./pages/calendar-import.tsx')).ImportNoticePage,
    },
    loader: ahead((district) => readAhead(viewCalendar, district)),
  },
  {
    path: 'calendar/notices/:number',
    lazy: {
      Component: async () => (await import('./pages/calendar-notice.tsx')).CalendarNoticePage,
    },
    loader: ahead((district) => readAhead(viewCalendar, district)),
  },
  {
    path: 'audit',
    lazy: { Component: async () => (await import('./pages/audit.tsx')).AuditPage },
  },
  {
    path: 'people',
    lazy: { Component: async () => (await import('./pages/people.tsx')).PeoplePage },
  },
  {
    path: 'people/invitations',
    lazy: { Component: async () => (await import('./pages/invitations.tsx')).InvitationsPage },
  },
  {
    path: 'people/invite',
    lazy: { Component: async () => (await import('./pages/invite.tsx')).InvitePage },
  },
  {
    path: 'sign-in',
    lazy: { Component: async () => (await import('./pages/my-sign-in.tsx')).MySignInPage },
    loader: ahead((district) => readAhead(viewMySignIn, district)),
  },
  {
    path: 'rights',
    lazy: { Component: async () => (await import('./pages/rights.tsx')).RightsPage },
    loader: ahead((district) => readAhead(viewRights, district)),
  },
  {
    path: 'people/persons/:accountId',
    lazy: { Component: async () => (await import('./pages/person.tsx')).PersonPage },
    loader: ahead((district, { accountId = '' }) =>
      readAhead(viewPerson, district, { params: { accountId } }),
    ),
  },
  {
    path: 'towns',
    lazy: { Component: async () => (await import('./pages/divisions.tsx')).DivisionsPage },
    loader: ahead((district) => readAhead(listTownRows, district)),
  },
  {
    path: 'people/accounts/:accountId',
    lazy: { Component: async () => (await import('./pages/account.tsx')).AccountPage },
    loader: ahead((district, { accountId = '' }) =>
      readAhead(viewAccount, district, { params: { accountId } }),
    ),
  },
  {
    path: 'password',
    lazy: { Component: async () => (await import('./pages/password.tsx')).PasswordPage },
  },
  { path: '*', Component: NoSuchPage },
]
