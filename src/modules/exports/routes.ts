import { type Route, route } from '../../platform/http/route.ts'
import { listAudit } from '../audit/contract.ts'
import { listProjectDeposits } from '../deposits/contract.ts'
import { listBatches } from '../exchange/contract.ts'
import { viewDeviceUsers } from '../exchange/contract-devices.ts'
import { listProfiles } from '../exchange/contract-sheets.ts'
import { listProjectWorkers, viewWorker } from '../labour/contract.ts'
import { listMerges } from '../labour/contract-merges.ts'
import { listParameters } from '../places/contract.ts'
import { listJoinQuestions, listProjectSources } from '../registry/contract-sources.ts'
import { listRules } from '../risk/contract-matters.ts'
import { listWarnings } from '../risk/contract.ts'
import { listAccountFlows, listLedger, viewLedgerRow, viewProjectFunds } from '../wages/contract.ts'
import { listImports, listProjectFiles } from '../exchange/contract-imports.ts'
import { fillTemplate as fillTemplateEndpoint, listIn } from './contract.ts'
import { auditExport } from './export-audit.ts'
import { depositsExport } from './export-deposits.ts'
import { importsExport, projectFilesExport } from './export-files.ts'
import { accountsExport, flowsExport, labourCostExport } from './export-funds.ts'
import { batchesExport, deviceUsersExport, profilesExport } from './export-import-desk.ts'
import { engagementsExport, workersExport } from './export-labour.ts'
import { ledgerExport, ledgerLinesExport } from './export-ledger.ts'
import { mergesExport } from './export-merges.ts'
import { parametersExport } from './export-parameters.ts'
import { exportRoute } from './export-route.ts'
import { joinQuestionsExport, projectSourcesExport } from './export-sources.ts'
import { rulesExport, warningsExport } from './export-warnings.ts'
import { fillTemplate } from './fill-template.ts'

/** Every list of the modules before this one as a file, and the platform's templates, filled. */
export const exportsRoutes: readonly Route[] = [
  exportRoute(listParameters, parametersExport),
  exportRoute(listAudit, auditExport),
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
  exportRoute(listWarnings, warningsExport),
  exportRoute(listRules, rulesExport),
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
