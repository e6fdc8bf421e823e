import { madeUpId, utf8 } from '../files/made-up.ts'
import { look } from '../../src/platform/act.ts'
import type { Context } from '../../src/platform/context.ts'
import type { Hearer } from '../../src/platform/hearing.ts'
import type { Batch } from '../../src/modules/exchange/contract.ts'
import { commitBatch } from '../../src/modules/exchange/commit-batch.ts'
import { exchangeHears } from '../../src/modules/exchange/hears.ts'
import { openBatch } from '../../src/modules/exchange/open-batch.ts'
import { readBatch } from '../../src/modules/exchange/read-batch.ts'
import { receiveSourceFile } from '../../src/modules/exchange/receive-file.ts'
import { viewBatch } from '../../src/modules/exchange/views-batch.ts'
import { aDistrict } from '../../src/modules/places/fixtures.ts'
import { shipParameters } from '../../src/modules/places/ship-parameters.ts'
import { riskHears } from '../../src/modules/risk/hears.ts'
import { wagesHears } from '../../src/modules/wages/hears.ts'
import { ledgerByProjectMonth } from '../../src/modules/wages/views.ts'
import { type TestDistrict, district } from './district.ts'

/** A file as somebody hands it in. */
export interface Given {
  readonly name: string
  readonly text: string
}

/** A district where sheets are dropped, read and committed as at the import desk. */
export interface ImportDesk {
  readonly here: TestDistrict
  readonly today: string
  readonly office: Context
  /** Handed in, and nothing else. */
  received(ctx: Context, files: readonly Given[], projectId?: string | null): Promise<string>
  /** Handed in and read. */
  dropped(ctx: Context, files: readonly Given[], projectId?: string | null): Promise<Batch>
  committed(ctx: Context, batchId: string): Promise<Batch>
  ledgerOf(project: string): ReturnType<typeof ledgerByProjectMonth>
}

/** Call at the top of a test file. `between`: who hears besides, before the desk itself. */
export async function importDesk(between: readonly Hearer[] = []): Promise<ImportDesk> {
  const here = await district({
    hearers: [...wagesHears, ...riskHears, ...between, ...exchangeHears],
  })
  const today = '2026-11-23'
  const office = here.at(today)
  await shipParameters(here.platform, office.now)
  await aDistrict(office, { code: here.code, name: '示范区', demo: true })

  const received: ImportDesk['received'] = async (ctx, files, projectId = null) => {
    const { id } = await openBatch(ctx, { projectId })
    for (const [at, { name, text }] of files.entries()) {
      const bytes = (async function* () {
        yield utf8(text)
      })()
      await receiveSourceFile(ctx, { batchId: id, no: at + 1, name }, bytes)
    }
    return id
  }
  return {
    here,
    today,
    office,
    received,
    dropped: async (ctx, files, projectId = null) => {
      const id = await received(ctx, files, projectId)
      await readBatch(ctx, id)
      await here.settle()
      return viewBatch(ctx, id)
    },
    committed: async (ctx, batchId) => {
      await commitBatch(ctx, batchId)
      await here.settle()
      return viewBatch(ctx, batchId)
    },
    ledgerOf: (project) => look(office, (reading) => ledgerByProjectMonth(reading, { project })),
  }
}

/** A pay sheet; `project` is a column of it where it is given. Everybody has the same number in every sheet. */
export function payText(
  lines: readonly (readonly [name: string, due: number, paidOn?: string])[],
  project?: string,
): string {
  const head = '姓名,证件号码,班组名称,工资月份,应发金额,实发金额,发放日期'
  const rows = lines.map(([name, due, paidOn = '']) => {
    const id = madeUpId([...name].reduce((sum, sign) => sum + (sign.codePointAt(0) ?? 0), 0))
    return `${project === undefined ? '' : `${project},`}${name},${id},一班,2026-08,${due},${due},${paidOn}`
  })
  return `${project === undefined ? '' : '项目名称,'}${head}\n${rows.join('\n')}\n`
}
