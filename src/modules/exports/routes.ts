import { type Route, route } from '../../platform/http/route.ts'
import { listAudit } from '../audit/contract.ts'
import { listBlindSpots, listExpectations } from '../coverage/contract.ts'
import { listProjectDeposits } from '../deposits/contract.ts'
import { listBatches } from '../exchange/contract.ts'
import { viewDeviceUsers } from '../exchange/contract-devices.ts'
import { listProfiles } from '../exchange/contract-sheets.ts'
import { listProjectWorkers, viewWorker } from '../labour/contract.ts'
import { listMerges } from '../labour/contract-merges.ts'
import { listInvitations } from '../people/contract-invitations.ts'
import { listOutlooks, viewOutlook } from '../outlook/contract.ts'
import { viewProjectOutlook } from '../outlook/contract-project.ts'
import { listParameters } from '../places/contract.ts'
import { listFirms, listForms, listZeroTolerance } from '../register/contract-lists.ts'
import { listClasses, listEntries } from '../register/contract.ts'
import { listJoinQuestions, listProjectSources } from '../registry/contract-sources.ts'
import { listRules } from '../risk/contract-matters.ts'
import { listWarnings } from '../risk/contract.ts'
import { listFoundProjects } from '../screening/contract-reports.ts'
import { listItems, listOwners, listRounds, viewRound } from '../screening/contract.ts'
import { listContracts } from '../safeguards/contract-contracts.ts'
import { listHandIns } from '../safeguards/contract-hand-ins.ts'
import {
  listSafeguards,
  viewLiability,
  viewSafeguardFigures,
  viewSafeguards,
} from '../safeguards/contract.ts'
import { listAccountFlows, listLedger, viewLedgerRow, viewProjectFunds } from '../wages/contract.ts'
import { listImports, listProjectFiles } from '../exchange/contract-imports.ts'
import {
  fillForm as fillFormEndpoint,
  fillTemplate as fillTemplateEndpoint,
  listIn,
  uploadForm,
} from './contract.ts'
import { auditExport } from './export-audit.ts'
import { blindSpotsExport, expectationsExport } from './export-coverage.ts'
import { depositsExport } from './export-deposits.ts'
import { importsExport, projectFilesExport } from './export-files.ts'
import { accountsExport, flowsExport, labourCostExport } from './export-funds.ts'
import { batchesExport, deviceUsersExport, profilesExport } from './export-import-desk.ts'
import { engagementsExport, workersExport } from './export-labour.ts'
import { invitationsExport } from './export-invitations.ts'
import { ledgerExport, ledgerLinesExport } from './export-ledger.ts'
import { mergesExport } from './export-merges.ts'
import {
  moneyExport,
  outlooksExport,
  outlookWeeksExport,
  promisesExport,
  wageLinesExport,
} from './export-outlook.ts'
import { parametersExport } from './export-parameters.ts'
import {
  classesExport,
  entriesExport,
  firmsExport,
  formsExport,
  zeroToleranceExport,
} from './export-register.ts'
import { exportRoute } from './export-route.ts'
import { joinQuestionsExport, projectSourcesExport } from './export-sources.ts'
import {
  foundProjectsExport,
  itemsExport,
  ownersExport,
  roundsExport,
  sharesExport,
} from './export-screening.ts'
import { rulesExport, warningsExport } from './export-warnings.ts'
import {
  contractsExport,
  liabilityExport,
  projectSafeguardsExport,
  handInsExport,
  safeguardFiguresExport,
  safeguardsExport,
} from './export-safeguards.ts'
import { fillForm } from './fill-form.ts'
import { fillTemplate } from './fill-template.ts'
import { readBlank } from './read-blank.ts'

/** Every list of the modules before this one as a file, and the platform's templates, filled. */
export const exportsRoutes: readonly Route[] = [
  exportRoute(listParameters, parametersExport),
  exportRoute(listAudit, auditExport),
  exportRoute(listInvitations, invitationsExport),
  exportRoute(listProjectWorkers, workersExport),
  exportRoute(viewWorker, engagementsExport),
  exportRoute(listMerges, mergesExport),
  exportRoute(listLedger, ledgerExport),
  exportRoute(viewLedgerRow, ledgerLinesExport),
  exportRoute(listIn(viewProjectFunds, 'accounts'), accountsExport),
  exportRoute(listIn(viewProjectFunds, 'labourCost'), labourCostExport),
  exportRoute(listAccountFlows, flowsExport),
  exportRoute(listProjectDeposits, depositsExport),
  exportRoute(listProjectSources, projectSourcesExport),
  exportRoute(listJoinQuestions, joinQuestionsExport),
  exportRoute(listBlindSpots, blindSpotsExport),
  exportRoute(listExpectations, expectationsExport),
  exportRoute(listSafeguards, safeguardsExport),
  exportRoute(listHandIns, handInsExport),
  exportRoute(listIn(viewSafeguardFigures, 'figures'), safeguardFiguresExport),
  exportRoute(listIn(viewSafeguards, 'safeguards'), projectSafeguardsExport),
  exportRoute(listContracts, contractsExport),
  exportRoute(viewLiability, liabilityExport),
  exportRoute(listRounds, roundsExport),
  exportRoute(listItems, itemsExport),
  exportRoute(listOwners, ownersExport),
  exportRoute(listFoundProjects, foundProjectsExport),
  exportRoute(listIn(viewRound, 'towns'), sharesExport('towns')),
  exportRoute(listIn(viewRound, 'departments'), sharesExport('departments')),
  exportRoute(listIn(viewRound, 'kinds'), sharesExport('kinds')),
  exportRoute(listWarnings, warningsExport),
  exportRoute(listRules, rulesExport),
  exportRoute(listOutlooks, outlooksExport),
  exportRoute(listIn(viewOutlook, 'weeks'), outlookWeeksExport),
  exportRoute(listIn(viewProjectOutlook, 'lines'), wageLinesExport),
  exportRoute(listIn(viewProjectOutlook, 'money'), moneyExport),
  exportRoute(listIn(viewProjectOutlook, 'promises'), promisesExport),
  exportRoute(listEntries, entriesExport),
  exportRoute(listClasses, classesExport),
  exportRoute(listZeroTolerance, zeroToleranceExport),
  exportRoute(listFirms, firmsExport),
  exportRoute(listForms, formsExport),
  route(uploadForm, (ctx, { query }, http) => readBlank(ctx, query.name, http.stream)),
  route(fillFormEndpoint, async (ctx, { params, body }, http) => {
    const { once: _once, ...anew } = ctx
    http.sendFile(await fillForm(anew, params.id, body))
  }),
  exportRoute(listProjectFiles, projectFilesExport),
  exportRoute(listImports, importsExport),
  exportRoute(listBatches, batchesExport),
  exportRoute(listProfiles, profilesExport),
  exportRoute(viewDeviceUsers, deviceUsersExport),
  route(fillTemplateEndpoint, async (ctx, { params, body }, http) => {
    // Its reply is a file, which is not kept with the key: asked for again it is filled, and in the audit, again.
    const { once: _once, ...anew } = ctx
    const { file, leftOut } = await fillTemplate(anew, { ...params, ...body })
    http.sendFile({ ...file, leftOut })
  }),
]
