import { route, type Route } from '../../platform/http/route.ts'
import * as lists from './contract-lists.ts'
import * as endpoints from './contract.ts'
import { editEntry, recordCheck } from './edit-entry.ts'
import { retireForm, teachForm } from './keep-form.ts'
import { openEntry } from './open-entry.ts'
import { recordStandard } from './record-standard.ts'
import { setClasses, takeBackClasses } from './set-classes.ts'
import { listClasses, viewStanding } from './views-classes.ts'
import { listEntries, readEntry } from './views-entries.ts'
import { listForms, readForm } from './views-forms.ts'
import { listFirms, listZeroTolerance, viewComparison } from './views-lists.ts'

export const registerRoutes: readonly Route[] = [
  route(endpoints.listEntries, (ctx, { query }) => listEntries(ctx, query)),
  route(endpoints.viewEntry, (ctx, { params }) => readEntry(ctx, params.id)),
  route(endpoints.openEntry, (ctx, { body }) => openEntry(ctx, body)),
  route(endpoints.editEntry, (ctx, { params, body }) => editEntry(ctx, params.id, body)),
  route(endpoints.recordCheck, (ctx, { params, body }) => recordCheck(ctx, params.id, body)),
  route(endpoints.listClasses, (ctx, { query }) => listClasses(ctx, query)),
  route(endpoints.viewStanding, (ctx, { params }) => viewStanding(ctx, params)),
  route(endpoints.setClasses, (ctx, { body }) => setClasses(ctx, body)),
  route(endpoints.takeBackClasses, (ctx, { body }) => takeBackClasses(ctx, body)),
  route(endpoints.recordStandard, (ctx, { params, body }) =>
    recordStandard(ctx, params.code, body),
  ),
  route(lists.listZeroTolerance, (ctx, { query }) => listZeroTolerance(ctx, query)),
  route(lists.listFirms, (ctx, { query }) => listFirms(ctx, query)),
  route(lists.viewComparison, (ctx) => viewComparison(ctx)),
  route(lists.listForms, (ctx) => listForms(ctx)),
  route(lists.viewForm, (ctx, { params }) => readForm(ctx, params.id)),
  route(lists.teachForm, (ctx, { params, body }) => teachForm(ctx, params.id, body)),
  route(lists.retireForm, (ctx, { params, body }) => retireForm(ctx, params.id, body)),
]
