import { must } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import { type Context, officeDay } from '../../platform/context.ts'
import { calendarOf } from '../calendar/views.ts'
import { whyNotAddressee } from '../people/rules/addressee.ts'
import { parametersInForce } from '../places/views.ts'
import { findProjectId } from '../registry/views.ts'
import { assignTasks } from '../tasks/assign-tasks.ts'
import { whyNotLimit } from '../tasks/rules/task-steps.ts'
import type { Entry, OpenEntry } from './contract.ts'
import { folder } from './reclass.ts'
import { entryParametersFor, limitOf, ownerOf, whyNotOpen, whyNotOwner } from './rules/entry.ts'
import { entryAfter, eventOf, taskOf } from './step-entries.ts'
import {
  insertEntryEvents,
  listFacts,
  listNamedProjects,
  lockLastEntries,
  lockStandings,
  recordEntries,
} from './store.ts'
import { noSuchProject, readEntry } from './views-entries.ts'

/** An officer puts a project on the register, whatever its class; owner and limit as said, or as the parameters say. */
export async function openEntry(
  ctx: Context,
  { project: code, owner, dueOn, cause, causeWords, measures, leader }: OpenEntry,
): Promise<Entry> {
  const projectId = await findProjectId(ctx, code)
  return act(ctx, 'register.open-entry', projectId, async (tx) => {
    const day = officeDay(tx)
    const standings = await lockStandings(tx, [projectId])
    const last = (await lockLastEntries(tx, [projectId])).get(projectId) ?? null
    must(
      whyNotOpen(last === null ? null : { state: last.state, signedOn: last.signed_on }, tx.actor),
    )
    if (owner !== null) must(whyNotOwner(owner) ?? whyNotAddressee(owner))
    if (dueOn !== null) must(whyNotLimit(dueOn, day))
    const [facts] = await listFacts(tx, [projectId], day)
    const project = (await listNamedProjects(tx, [projectId])).get(projectId)
    if (facts === undefined || project === undefined) throw noSuchProject()
    const rows = await parametersInForce(tx)
    const standing = folder(rows, tx, day)(facts, standings.get(projectId) ?? null)
    const said = { cause, cause_words: causeWords, measures, leader }
    const entry = {
      ...entryAfter(tx, null, 'open', standing, rows, day),
      ...said,
      opened_by: 'officer' as const,
    }
    const parameters = entryParametersFor(rows, tx.district, day)
    await recordEntries(tx, [entry])
    await insertEntryEvents(tx, [eventOf(tx, entry, 'opened', day, { class: standing.class })])
    await assignTasks(tx, [
      taskOf(entry, project, standing.class, {
        owner: owner ?? ownerOf(standing.class, project, parameters),
        ...(dueOn === null
          ? {
              dueOn: limitOf(standing.class, day, parameters, await calendarOf(tx)),
              isCounted: true,
            }
          : { dueOn }),
      }),
    ])
    tx.note({ entry: entry.id, class: standing.class })
    return readEntry(tx, entry.id)
  })
}
