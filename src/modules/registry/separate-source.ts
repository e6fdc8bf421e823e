import { must } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import type { Context, Tx } from '../../platform/context.ts'
import { makeProjectOf } from './answer-join-question.ts'
import { projectChanged } from './contract.ts'
import type { SeparateSource } from './contract-sources.ts'
import { lockProjects } from './lock-projects.ts'
import {
  insertListEvents,
  lockProjectLists,
  readProjectEvents,
  updateListedProjects,
} from './project-list-lines.ts'
import { whyNotSeparate } from './rules/join-question.ts'
import { changesWithout } from './rules/project-list.ts'
import { recordDecision } from './source-lines.ts'
import { type SourceLine, lockRecord, withdrawRecordParties } from './store-sources.ts'

/**
 * A wrong joining is undone: the record leaves its project, whose fields are again what the other events say, and firms
 * that only it had named take no part. Of the record a project of its own is made, or it is asked anew.
 */
export async function separateSource(
  ctx: Context,
  recordId: string,
  { into, reason }: SeparateSource,
): Promise<{ code: string | null }> {
  return act(ctx, 'project-source.separate', recordId, async (tx) => {
    await lockProjectLists(tx)
    const line = await lockRecord(tx, recordId)
    const { project_id: projectId, joined_by: joinedBy, came_with: cameWith } = line
    must(whyNotSeparate({ projectId, joinedBy, cameWith }))
    if (projectId === null) return { code: null }
    tx.note({ into, reason })
    const fields = await leave(tx, line, projectId, reason)
    tx.announce(projectChanged, { projectId, fields })
    if (into === 'question') return { code: null }
    const { code } = await makeProjectOf(tx, line, [projectId], reason)
    return { code }
  })
}

/** Returns the fields that are another way without it. */
async function leave(
  tx: Tx,
  line: SourceLine,
  projectId: string,
  reason: string,
): Promise<string[]> {
  const { record_id: recordId, source, name } = line
  await lockProjects(tx, [projectId])
  const events = (await readProjectEvents(tx, [projectId])).get(projectId) ?? []
  const changes = changesWithout(events, { records: new Set([recordId]) })
  await updateListedProjects(tx, [{ projectId, changes }])
  const detail = { source, name, ...changes }
  await insertListEvents(tx, null, 'separated', [{ projectId, recordId, changes: detail }], reason)
  const candidates = [projectId]
  await recordDecision(tx, recordId, { projectId: null, joinedBy: null, agrees: [], candidates })
  await withdrawRecordParties(tx, line, projectId)
  return Object.keys(changes)
}
