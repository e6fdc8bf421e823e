import { type Route, route } from '../../platform/http/route.ts'
import { listAudit } from '../audit/contract.ts'
import { listProjectWorkers, viewWorker } from '../labour/contract.ts'
import { listParameters } from '../places/contract.ts'
import { listWarnings } from '../risk/contract.ts'
import { listLedger, viewLedgerRow } from '../wages/contract.ts'
import { listImports, listProjectFiles } from '../exchange/contract-imports.ts'
import { fillTemplate as fillTemplateEndpoint } from './contract.ts'
import { auditExport } from './export-audit.ts'
import { importsExport, projectFilesExport } from './export-files.ts'
import { engagementsExport, workersExport } from './export-labour.ts'
import { ledgerExport, ledgerLinesExport } from './export-ledger.ts'
import { parametersExport } from './export-parameters.ts'
import { exportRoute } from './export-route.ts'
import { warningsExport } from './export-warnings.ts'
import { fillTemplate } from './fill-template.ts'

/** Every list of the modules before this one as a file, and the platform's templates, filled. */
export const exportsRoutes: readonly Route[] = [
  exportRoute(listParameters, parametersExport),
  exportRoute(listAudit, auditExport),
  exportRoute(listProjectWorkers, workersExport),
  exportRoute(viewWorker, engagementsExport),
  exportRoute(listLedger, ledgerExport),
  exportRoute(viewLedgerRow, ledgerLinesExport),
  exportRoute(listWarnings, warningsExport),
  exportRoute(listProjectFiles, projectFilesExport),
  exportRoute(listImports, importsExport),
  route(fillTemplateEndpoint, async (ctx, { params, body }, http) => {
    // Its reply is a file, which is not kept with the key: asked for again it is filled, and in the audit, again.
    const { once: _once, ...anew } = ctx
    const { file, leftOut } = await fillTemplate(anew, { ...params, ...body })
    http.sendFile({ ...file, leftOut })
  }),
]
