import { must } from '../../kernel/refusal.ts'
import type { Context } from '../../platform/context.ts'
import { act } from '../../platform/act.ts'
import { createProject } from '../registry/create-project.ts'
import { readProject } from '../registry/views.ts'
import type { ChosenProject } from './contract.ts'
import { whyNotChooseProject } from './rules/batch.ts'
import { lockBatch, recordBatchState } from './store.ts'

/** Says whose the batch's lines are: a known project, or one created from the sheet's own header. */
export async function chooseProject(
  ctx: Context,
  batchId: string,
  chosen: ChosenProject,
): Promise<{ code: string; name: string }> {
  return act(ctx, 'batch.choose-project', batchId, async (tx) => {
    const batch = await lockBatch(tx, batchId)
    must(whyNotChooseProject(batch.state))
    if ('create' in chosen) must(whyNotCreate(tx))
    const project =
      'create' in chosen
        ? await createProject(tx, chosen.create)
        : await readProject(tx, chosen.code)
    await recordBatchState(tx, batchId, { project_id: project.id })
    return { code: project.code, name: project.name }
  })
}

/** A firm brings sheets of its own projects only; which projects there are the office says. */
function whyNotCreate(ctx: Context) {
  if (ctx.scope.projects === '*') return null
  return { code: 'exchange.project-not-yours', kind: 'not-allowed' } as const
}
