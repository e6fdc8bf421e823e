import { Refused } from '../../kernel/refusal.ts'
import { type Tx, officeDay } from '../../platform/context.ts'
import type { JoinedRow } from './join-rows.ts'
import {
  type NewListedProject,
  insertListEvents,
  insertListedProjects,
  listKnownProjects,
} from './project-list-lines.ts'
import { matchingName } from './rules/matching-name.ts'
import { ownProjectCode } from './rules/project-code.ts'
import { industryOfSource } from './rules/project-source.ts'
import { takeOwnNumber } from './store.ts'

/** Projects that a list makes, each with its event. */
export async function createListed(
  tx: Tx,
  importId: string | null,
  rows: readonly JoinedRow[],
  reason: string | null = null,
): Promise<void> {
  const withoutCode = rows.filter(({ project }) => project.code === '').length
  const nextCode = await ownCodes(tx, withoutCode)
  const made = rows.map(({ project, listed, recordId }) => {
    const { facts } = listed
    const isPlanned = facts.begun_on !== null && facts.begun_on > officeDay(tx)
    const state = facts.state ?? (isPlanned ? ('not-begun' as const) : ('building' as const))
    const stated: NewListedProject = {
      ...project,
      ...facts,
      code: project.code === '' ? nextCode() : project.code,
      name_key: matchingName(project.name),
      industry: facts.industry ?? industryOfSource(listed.source) ?? 'unknown',
      owner_kind: facts.owner_kind ?? 'unknown',
      state,
      begun_on: state === 'not-begun' ? null : facts.begun_on,
    }
    return { stated, recordId }
  })
  const [taken] = await insertListedProjects(
    tx,
    made.map(({ stated }) => stated),
  )
  if (taken !== undefined) {
    const values = { code: taken }
    throw new Refused({ code: 'registry.code-taken', kind: 'wrong-state', values })
  }
  const created = made.map(({ stated: { id, ...stated }, recordId }) => ({
    projectId: id,
    recordId,
    changes: stated,
  }))
  await insertListEvents(tx, importId, 'created', created, reason)
}

/** So many of the district's own codes, without those that somebody has given by hand. */
async function ownCodes(tx: Tx, count: number): Promise<() => string> {
  if (count === 0) return () => ''
  const given = new Set((await listKnownProjects(tx)).map(({ code }) => code))
  const codes: string[] = []
  while (codes.length < count) {
    const missing = count - codes.length
    const last = await takeOwnNumber(tx, missing)
    for (let number = last - missing + 1; number <= last; number += 1) {
      const code = ownProjectCode(number)
      if (!given.has(code)) codes.push(code)
    }
  }
  return () => codes.shift() ?? ''
}
