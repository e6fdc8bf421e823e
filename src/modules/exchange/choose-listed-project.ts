import { must, Refused } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import type { ChosenListed } from './contract.ts'
import { whyNotChooseProject } from './rules/batch.ts'
import { type ListedProject, listedKey, listedProjects } from './rules/join-projects.ts'
import { findFiles, lockBatch, recordBatchState, recordFile } from './store.ts'
import { listedAnswerKey, saysOf } from './views-projects.ts'

/**
 * Says that files are of a project which a list of the same batch makes. Which one it is, is looked up when the list is
 * in: before, it has no id.
 */
export async function chooseListedProject(
  ctx: Context,
  batchId: string,
  { listed, files }: ChosenListed,
): Promise<Pick<ListedProject, 'code' | 'name'>> {
  return act(ctx, 'batch.choose-project', batchId, async (tx) => {
    const batch = await lockBatch(tx, batchId)
    must(whyNotChooseProject(batch.state))
    const there = await findFiles(tx, batchId)
    const key = listedKey(listed)
    const found = listedProjects(there.map((file) => saysOf(file))).find(
      (one) => listedKey(one) === key,
    )
    if (found === undefined) throw new Refused({ code: 'exchange.not-listed', kind: 'not-found' })
    const answers = { ...batch.project_answers }
    for (const { id } of there.filter((file) => files.includes(file.id))) {
      // What was said of it before gives way.
      await recordFile(tx, id, { project_id: null, project_by: null })
      answers[listedAnswerKey(id)] = key
    }
    await recordBatchState(tx, batchId, { project_answers: answers })
    return { code: found.code, name: found.name }
  })
}
