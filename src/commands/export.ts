import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { YearMonth } from '../kernel/day.ts'
import type { AnyEndpoint } from '../kernel/endpoint.ts'
import { ExportQuery, exportOf } from '../kernel/export.ts'
import { Refused } from '../kernel/refusal.ts'
import { listAudit } from '../modules/audit/contract.ts'
import { listProjects } from '../modules/dashboards/contract.ts'
import { projectsExport } from '../modules/dashboards/export-projects.ts'
import { listImports, listProjectFiles } from '../modules/exchange/contract-imports.ts'
import { auditExport } from '../modules/exports/export-audit.ts'
import { importsExport, projectFilesExport } from '../modules/exports/export-files.ts'
import { workersExport } from '../modules/exports/export-labour.ts'
import { ledgerExport } from '../modules/exports/export-ledger.ts'
import { exportList } from '../modules/exports/export-list.ts'
import { parametersExport } from '../modules/exports/export-parameters.ts'
import { warningsExport } from '../modules/exports/export-warnings.ts'
import { listProjectWorkers } from '../modules/labour/contract.ts'
import { listParameters } from '../modules/places/contract.ts'
import { listWarnings } from '../modules/risk/contract.ts'
import { listLedger } from '../modules/wages/contract.ts'
import type { Context } from '../platform/context.ts'
import type { SentFile } from '../platform/http/route.ts'
import { type Command, type Invocation, print, printJson } from './command.ts'

type Values = Invocation['values']

interface Exporting {
  /** The list's own endpoint: who may see it. */
  readonly list: AnyEndpoint
  readonly file: (ctx: Context, values: Values, form: ExportQuery) => Promise<SentFile>
}

const lists: Readonly<Record<string, Exporting>> = {
  projects: {
    list: listProjects,
    file: (ctx, _values, form) =>
      exportList(ctx, projectsExport, { params: undefined, query: { sort: 'overdue' } }, form),
  },
  workers: {
    list: listProjectWorkers,
    file: (ctx, values, form) =>
      exportList(ctx, workersExport, { params: { code: projectIn(values) }, query: {} }, form),
  },
  ledger: {
    list: listLedger,
    file: (ctx, values, form) =>
      exportList(ctx, ledgerExport, { params: undefined, query: filterIn(values) }, form),
  },
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
  files: {
    list: listProjectFiles,
    file: (ctx, values, form) =>
      exportList(ctx, projectFilesExport, { params: { code: projectIn(values) }, query: {} }, form),
  },
  imports: {
    list: listImports,
    file: (ctx, _values, form) =>
      exportList(ctx, importsExport, { params: undefined, query: {} }, form),
  },
  parameters: {
    list: listParameters,
    file: (ctx, _values, form) =>
      exportList(ctx, parametersExport, { params: undefined, query: {} }, form),
  },
  audit: {
    list: listAudit,
    file: (ctx, _values, form) =>
      exportList(ctx, auditExport, { params: undefined, query: {} }, form),
  },
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
    const { may } = exportOf(wanted.list)
    if (may && !may.some((role) => ctx.actor.roles.includes(role))) {
      throw new Refused({ code: 'platform.not-allowed', kind: 'not-allowed' })
    }
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

function filterIn({ project, month }: Values) {
  return {
    ...(project === undefined ? {} : { project }),
    ...(month === undefined ? {} : { month: monthIn(month) }),
  }
}

export function monthIn(text: string): YearMonth {
  const read = YearMonth.safeParse(text)
  if (read.success) return read.data
  throw new Refused({ code: 'recognition.month-unclear', kind: 'invalid', field: 'month' })
}

export function projectIn({ project }: Values): string {
  if (project !== undefined) return project
  throw new Refused({ code: 'exports.which-project', kind: 'invalid', field: 'project' })
}
