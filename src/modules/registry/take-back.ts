import { type Refusal, must } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import type { Tx } from '../../platform/context.ts'
import { projectChanged } from './contract.ts'
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
import { foldFacts } from './rules/project-list.ts'

/**
 * Takes back what an import said of projects and of who takes part: fields are again what the other events say, projects
 * that it made are withdrawn, participants that no other import names too. Refuses where somebody has changed a project
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
      else changes.push({ projectId, changes: withoutImport(of, importId) })
    }
    const made = said.flatMap(({ project_id, created }) => (created ? [project_id] : []))
    await updateListedProjects(tx, changes)
    await insertListEvents(tx, importId, 'taken-back', [
      ...changes,
      ...made.map((projectId) => ({ projectId, changes: {} })),
    ])
    const parties = await withdrawParticipants(tx, importId)
    await withdrawProjects(tx, made)
    for (const { projectId } of changes) tx.announce(projectChanged, { projectId })
    const lines = said.length + parties
    tx.note({ lines })
    return { lines }
  })
}

type Events = Parameters<typeof foldFacts>[0]

function whyNotWithdraw(code: string, events: Events, importId: string): Refusal | null {
  const gone = new Set(events.flatMap((one) => (one.kind === 'taken-back' ? one.import_id : [])))
  const isOthers = events.some(
    ({ kind, import_id }) =>
      kind !== 'taken-back' &&
      import_id !== importId &&
      !(import_id !== null && gone.has(import_id)),
  )
  if (!isOthers) return null
  return { code: 'registry.project-changed-since', kind: 'wrong-state', values: { code } }
}

/** The fields that the import had set, as the other events leave them. */
function withoutImport(events: Events, importId: string): Record<string, unknown> {
  const now = foldFacts(events).values
  const then = foldFacts(events, new Set([importId])).values
  const changes: Record<string, unknown> = {}
  for (const [field, value] of now) {
    const before = then.get(field) ?? null
    if (before !== value) changes[field] = before
  }
  return changes
}
