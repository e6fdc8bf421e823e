import { must } from '../../kernel/refusal.ts'
import type { Context, Tx } from '../../platform/context.ts'
import { act } from '../../platform/act.ts'
import { createProject } from '../registry/create-project.ts'
import { readProject } from '../registry/views.ts'
import type { ChosenProject } from './contract.ts'
import { whyNotChooseProject } from './rules/batch.ts'
import { type Open, answerKey } from './rules/join-projects.ts'
import { type BatchRecord, findFiles, lockBatch, recordBatchState, recordFile } from './store.ts'
import { joinFiles } from './views-projects.ts'

/**
 * Says whose lines they are: a known project, or one created from the sheet's own header. Of the files that are named,
 * of every file that speaks of an unknown name, or of all that is open.
 */
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
    const { about, files } = chosen
    if (files !== undefined) await recordFilesOf(tx, batchId, files, project.id)
    else if (about !== undefined) {
      const open: Open =
        about.said === 'name'
          ? { said: 'name', name: about.written }
          : { said: 'code', code: about.written }
      await recordAnswers(tx, batch, [open], project.id)
    } else await recordAllOpen(tx, batch, project.id)
    return { code: project.code, name: project.name }
  })
}

async function recordAllOpen(tx: Tx, batch: BatchRecord, projectId: string): Promise<void> {
  const joined = await joinFiles(tx, batch, await findFiles(tx, batch.id))
  const open = [...joined].flatMap(([id, file]) => file.open.map((one) => ({ id, one })))
  const nameless = open.filter(({ one }) => one.said === 'nothing').map(({ id }) => id)
  await recordFilesOf(tx, batch.id, nameless, projectId)
  await recordAnswers(
    tx,
    batch,
    open.map(({ one }) => one),
    projectId,
  )
}

async function recordFilesOf(
  tx: Tx,
  batchId: string,
  fileIds: readonly string[],
  projectId: string,
): Promise<void> {
  // A file of another batch is not this officer's to say here.
  const there = new Set((await findFiles(tx, batchId)).map((file) => file.id))
  for (const id of fileIds.filter((one) => there.has(one))) {
    await recordFile(tx, id, { project_id: projectId, project_by: 'officer' })
  }
}

async function recordAnswers(
  tx: Tx,
  batch: BatchRecord,
  open: readonly Open[],
  projectId: string,
): Promise<void> {
  const keys = open.flatMap((one) => (one.said === 'nothing' ? [] : [answerKey(one)]))
  if (keys.length === 0) return
  const answers = Object.fromEntries(keys.map((key) => [key, projectId]))
  await recordBatchState(tx, batch.id, {
    project_answers: { ...batch.project_answers, ...answers },
  })
}

/** A firm brings sheets of its own projects only; which projects there are the office says. */
function whyNotCreate(ctx: Context) {
  if (ctx.scope.projects === '*') return null
  return { code: 'exchange.project-not-yours', kind: 'not-allowed' } as const
}
