import { must } from '../../kernel/refusal.ts'
import { act } from '../../platform/act.ts'
import type { Context } from '../../platform/context.ts'
import { type EditProject, type Project, projectChanged } from './contract.ts'
import { matchingName } from './rules/matching-name.ts'
import { whyNotEditProject } from './rules/project.ts'
import { lockProject, recordProject, recordProjectEvent, type ProjectRecord } from './store.ts'
import { noSuchProject, readProject } from './views.ts'

/**
 * Puts right what is known of a project. Whether it still owes, and so cannot be finished, the ledger says: wages hears
 * it within this transaction.
 */
export async function editProject(ctx: Context, code: string, edit: EditProject): Promise<Project> {
  return act(ctx, 'project.edit', code, async (tx) => {
    const current = await lockProject(tx, code)
    if (current === null) throw noSuchProject(code)
    must(whyNotEditProject(current, edit, edit.version))
    const changed = changedFields(current, edit)
    if (Object.keys(changed).length > 0) {
      await recordProject(tx, current.id, { ...changed, version: current.version + 1 })
      await recordProjectEvent(tx, current.id, 'edited', changed)
      tx.announce(projectChanged, { projectId: current.id, fields: Object.keys(changed) })
    }
    return readProject(tx, code)
  })
}

function changedFields(current: ProjectRecord, edit: EditProject): Partial<ProjectRecord> {
  const stated = {
    name: edit.name.trim(),
    name_key: matchingName(edit.name),
    town: edit.town,
    owner_kind: edit.ownerKind,
    industry: edit.industry ?? current.industry,
    state: edit.state,
    permit_number: edit.permitNumber,
    platform_number: edit.platformNumber,
    pay_day: edit.payDay,
    begun_on: edit.begunOn,
    permit_on: edit.permitOn === undefined ? current.permit_on : edit.permitOn,
    finish_on: edit.finishOn === undefined ? current.finish_on : edit.finishOn,
  }
  const before: Partial<Record<string, unknown>> = { ...current }
  return Object.fromEntries(
    Object.entries(stated).filter(([column, value]) => before[column] !== value),
  )
}
