import type { Context } from '../../platform/context.ts'
import type { NewProject, Project } from './contract.ts'
import { createProject } from './create-project.ts'

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
