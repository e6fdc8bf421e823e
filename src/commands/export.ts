import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { AnyEndpoint } from '../kernel/endpoint.ts'
import { ExportQuery, exportOf } from '../kernel/export.ts'
import { Refused } from '../kernel/refusal.ts'
import { listAudit } from '../modules/audit/contract.ts'
import { listBlindSpots, listExpectations } from '../modules/coverage/contract.ts'
import {
  listProjectHistory,
  listProjects,
  viewHome,
  viewProject,
} from '../modules/dashboards/contract.ts'
import { townsExport, trendExport } from '../modules/dashboards/export-home.ts'
import { chainExport, historyExport } from '../modules/dashboards/export-project.ts'
import { projectsExport } from '../modules/dashboards/export-projects.ts'
import { listProjectDeposits } from '../modules/deposits/contract.ts'
import { listBatches } from '../modules/exchange/contract.ts'
import { listProfiles } from '../modules/exchange/contract-sheets.ts'
import { listImports, listProjectFiles } from '../modules/exchange/contract-imports.ts'
import { auditExport } from '../modules/exports/export-audit.ts'
import { blindSpotsExport, expectationsExport } from '../modules/exports/export-coverage.ts'
import { depositsExport } from '../modules/exports/export-deposits.ts'
import { importsExport, projectFilesExport } from '../modules/exports/export-files.ts'
import { accountsExport, flowsExport, labourCostExport } from '../modules/exports/export-funds.ts'
import { batchesExport, profilesExport } from '../modules/exports/export-import-desk.ts'
import { workersExport } from '../modules/exports/export-labour.ts'
import { ledgerExport } from '../modules/exports/export-ledger.ts'
import { exportList, type ListExport } from '../modules/exports/export-list.ts'
import { mergesExport } from '../modules/exports/export-merges.ts'
import { parametersExport } from '../modules/exports/export-parameters.ts'
import { rulesExport, warningsExport } from '../modules/exports/export-warnings.ts'
import {
  contractsExport,
  liabilityExport,
  projectSafeguardsExport,
  safeguardsExport,
} from '../modules/exports/export-safeguards.ts'
import { listProjectWorkers } from '../modules/labour/contract.ts'
import { listMerges } from '../modules/labour/contract-merges.ts'
import { listParameters } from '../modules/places/contract.ts'
import { listRules } from '../modules/risk/contract-matters.ts'
import { listWarnings } from '../modules/risk/contract.ts'
import { listContracts } from '../modules/safeguards/contract-contracts.ts'
import { listSafeguards, viewLiability, viewSafeguards } from '../modules/safeguards/contract.ts'
import { listAccountFlows, listLedger, viewProjectFunds } from '../modules/wages/contract.ts'
import type { Context } from '../platform/context.ts'
import type { SentFile } from '../platform/http/route.ts'
import { mustBeAbleTo } from './actor.ts'
import { type Command, type Invocation, print, printJson } from './command.ts'
import { filterIn, projectIn } from './filters.ts'

type Values = Invocation['values']

interface Exporting {
  /** The list's own endpoint: who may see it. */
  readonly list: AnyEndpoint
  readonly file: (ctx: Context, values: Values, form: ExportQuery) => Promise<SentFile>
}

/** A list of one project, under no other filter. */
function ofProject<Row>(
  list: AnyEndpoint,
  described: ListExport<{ code: string }, Record<string, never>, Row>,
): Exporting {
  return {
    list,
    file: (ctx, values, form) =>
      exportList(ctx, described, { params: { code: projectIn(values) }, query: {} }, form),
  }
}

/** A list of the whole district, under no filter. */
function ofDistrict<Row>(
  list: AnyEndpoint,
  described: ListExport<undefined, Record<string, never>, Row>,
): Exporting {
  return {
    list,
    file: (ctx, _values, form) =>
      exportList(ctx, described, { params: undefined, query: {} }, form),
  }
}

const lists: Readonly<Record<string, Exporting>> = {
  projects: {
    list: listProjects,
    file: (ctx, _values, form) =>
      exportList(ctx, projectsExport, { params: undefined, query: { sort: 'overdue' } }, form),
  },
  towns: ofDistrict(viewHome, townsExport),
  trend: ofDistrict(viewHome, trendExport),
  workers: ofProject(listProjectWorkers, workersExport),
  ledger: {
    list: listLedger,
    file: (ctx, values, form) =>
      exportList(ctx, ledgerExport, { params: undefined, query: filterIn(values) }, form),
  },
  months: ofProject(viewProject, chainExport),
  merges: {
    list: listMerges,
    file: (ctx, _values, form) =>
      exportList(ctx, mergesExport, { params: undefined, query: { show: 'open' } }, form),
  },
  'labour-cost': ofProject(viewProjectFunds, labourCostExport),
  accounts: ofProject(viewProjectFunds, accountsExport),
  flows: ofProject(listAccountFlows, flowsExport),
  deposits: ofProject(listProjectDeposits, depositsExport),
  safeguards: ofDistrict(listSafeguards, safeguardsExport),
  'project-safeguards': ofProject(viewSafeguards, projectSafeguardsExport),
  contracts: ofProject(listContracts, contractsExport),
  liability: ofProject(viewLiability, liabilityExport),
  warnings: {
    list: listWarnings,
    file: (ctx, values, form) =>
      exportList(
        ctx,
        warningsExport,
        { params: undefined, query: { ...filterIn(values), state: 'open' } },
        form,
      ),
  },
  rules: ofDistrict(listRules, rulesExport),
  'blind-spots': {
    list: listBlindSpots,
    file: (ctx, { project }, form) =>
      exportList(
        ctx,
        blindSpotsExport,
        { params: undefined, query: { project, state: 'open' } },
        form,
      ),
  },
  expectations: ofDistrict(listExpectations, expectationsExport),
  history: ofProject(listProjectHistory, historyExport),
  files: ofProject(listProjectFiles, projectFilesExport),
  imports: ofDistrict(listImports, importsExport),
  batches: ofDistrict(listBatches, batchesExport),
  formats: ofDistrict(listProfiles, profilesExport),
  parameters: ofDistrict(listParameters, parametersExport),
  audit: ofDistrict(listAudit, auditExport),
}

export const exportCommand: Command = {
  name: 'export',
  usage: `export 清单 [--project 编号] [--month 年-月] [--format xlsx|csv] [--encoding utf-8|gb18030] [--out 文件]`,
  what: `导出清单（${Object.keys(lists).join('、')}）；不给 --out 就写到标准输出`,
  example: 'export ledger --project P000001 --month 2026-09 --out 台账.xlsx',
  run: async (ctx, { values, rest }) => {
    const wanted = lists[rest[0] ?? '']
    const form = ExportQuery.safeParse({ format: values.format, encoding: values.encoding })
    if (wanted === undefined || !form.success) {
      const known = Object.keys(lists).join('、')
      throw new Refused({ code: 'exports.export-how', kind: 'invalid', values: { known } })
    }
    mustBeAbleTo(ctx, exportOf(wanted.list))
    const file = await wanted.file(ctx, values, form.data)
    await writeOut(file, values)
    return 0
  },
}

/** Into the file that was named, else to the standard output, where it is the whole answer. */
export async function writeOut({ bytes }: SentFile, { out, json }: Values): Promise<void> {
  const stream = bytes instanceof Readable ? bytes : Readable.from([bytes])
  if (out === undefined) {
    await pipeline(stream, process.stdout, { end: false })
    return
  }
  await pipeline(stream, createWriteStream(out)).catch((error: unknown) => {
    if (!(error instanceof Error) || !('syscall' in error)) throw error
    throw new Refused({ code: 'exports.cannot-write', kind: 'invalid', values: { file: out } })
  })
  if (json) printJson({ file: out })
  else print(`已写入 ${out}。`)
}
