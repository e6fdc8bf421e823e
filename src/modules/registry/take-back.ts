import { type Refusal, must } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import type { Tx } from '../../platform/context.ts'
import { projectChanged } from './contract.ts'
import { sourcesChanged } from './contract-sources.ts'
import { lockProjects } from './lock-projects.ts'
import {
  type FactChange,
  insertListEvents,
  listImportedProjects,
  listMentionedProjects,
  lockProjectLists,
  readProjectEvents,
  updateListedProjects,
  withdrawParticipants,
  withdrawProjects,
} from './project-list-lines.ts'
import { type FactEvent, changesWithout, liveEvents } from './rules/project-list.ts'
import { takeBackSourceLines } from './source-lines.ts'

/**
 * Takes back what an import said of projects and of who takes part: fields are again what the other events say, projects
 * that it made are withdrawn, source records are again what an older list said, participants that no other import names go too. Refuses where somebody has changed a project
 * that it made: he meant a project that is to stay.
 */
export async function takeBack(ctx: Tx, importId: string): Promise<{ lines: number }> {
  return act(ctx, 'registry.take-back', importId, async (tx) => {
    await lockProjectLists(tx)
    const said = await listImportedProjects(tx, importId)
    const ids = said.map(({ project_id }) => project_id)
    await lockProjects(tx, [...ids, ...(await listMentionedProjects(tx, importId))])
    const events = await readProjectEvents(tx, ids)
    const changes: FactChange[] = []
    for (const { project_id: projectId, code, created } of said) {
      const of = events.get(projectId) ?? []
      if (created) must(whyNotWithdraw(code, of, importId))
      else
        changes.push({ projectId, changes: changesWithout(of, { imports: new Set([importId]) }) })
    }
    const made = said.flatMap(({ project_id, created }) => (created ? [project_id] : []))
    await updateListedProjects(tx, changes)
    await insertListEvents(tx, importId, 'taken-back', [
      ...changes,
      ...made.map((projectId) => ({ projectId, changes: {} })),
    ])
    const parties = await withdrawParticipants(tx, importId)
    const sources = await takeBackSourceLines(tx, importId)
    await withdrawProjects(tx, made)
    for (const { projectId, changes: of } of changes) {
      tx.announce(projectChanged, { projectId, fields: Object.keys(of) })
    }
    if (sources.lines > 0) {
      tx.announce(sourcesChanged, { because: importId, projectIds: sources.projectIds })
    }
    const lines = Math.max(said.length, sources.lines) + parties
    tx.note({ lines })
    return { lines }
  })
}

/** That a project was named by another source counts as well as what its fields became. */
const saysOfProject: ReadonlySet<string> = new Set([
  'created',
  'edited',
  'source-joined',
  'took-over',
])

function whyNotWithdraw(
  code: string,
  events: readonly FactEvent[],
  importId: string,
): Refusal | null {
  const isOthers = liveEvents(events, saysOfProject).some(({ import_id }) => import_id !== importId)
  if (!isOthers) return null
  return { code: 'registry.project-changed-since', kind: 'wrong-state', values: { code } }
}
