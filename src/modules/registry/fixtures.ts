import { Readable } from 'node:stream'
import { uuidv7 } from 'uuidv7'
import { act } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import { type CopyCell, copyLine } from '../../platform/copy-text.ts'
import { copyInto, openStage } from '../../platform/stage.ts'
import { type NewProject, type Project, projectStage } from './contract.ts'
import { createProject } from './create-project.ts'
import { type ListRecorded, recordProjectList } from './record-project-list.ts'

/** A project created through its verb: of the district, building, paid on the last workday of the next month. */
export async function aProject(ctx: Context, over: Partial<NewProject> = {}): Promise<Project> {
  return createProject(ctx, {
    code: null,
    name: '示例安置房一期',
    town: `${ctx.district}101`,
    ownerKind: 'government-district',
    state: 'building',
    permitNumber: null,
    platformNumber: null,
    payDay: null,
    begunOn: null,
    participants: [
      { role: 'owner', name: '示例城建投资有限公司', creditCode: null },
      { role: 'general-contractor', name: '示例建工甲有限公司', creditCode: null },
    ],
    ...over,
  })
}

/** What a row of a list of projects says, by the stage's columns; what is left out it does not say. */
export type StatedProject = { readonly name: string } & {
  readonly [
    column in
      | 'source'
      | 'said_on'
      | 'number'
      | 'industry'
      | 'owner_credit_code'
      | 'contractor_credit_code'
      | 'permit_number'
      | 'place'
      | 'town'
      | 'owner_firm'
      | 'owner_kind'
      | 'contractor_firm'
      | 'begun_on'
      | 'finish_on'
      | 'state'
  ]?: string
} & { readonly contract_sum_fen?: number }

/** Takes a list of projects in as an import does; rows are counted from 4 on. */
export async function aProjectList(
  ctx: Context,
  rows: readonly StatedProject[],
  importId: string = uuidv7(),
): Promise<ListRecorded & { readonly importId: string }> {
  return act(ctx, 'sheet.hand-in', importId, async (tx) => {
    await openStage(tx, projectStage)
    await tx.client.query(`truncate ${projectStage.table}`)
    const lines = rows.map((stated, nth) => {
      const said: Readonly<Record<string, CopyCell | undefined>> = {
        ...stated,
        sheet: 1,
        row: nth + 4,
      }
      return copyLine(Object.keys(projectStage.columns).map((column) => said[column] ?? null))
    })
    await copyInto(tx, projectStage, Readable.from(lines))
    return { ...(await recordProjectList(tx, { importId })), importId }
  })
}
