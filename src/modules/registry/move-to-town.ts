import { uuidv7 } from 'uuidv7'
import { act } from '../../platform/act.ts'
import type { Tx } from '../../platform/context.ts'
import { projectChanged } from './contract.ts'
import { lockProjects } from './lock-projects.ts'
import { moveProjects, projectsOfTown } from './store-towns.ts'

export interface MergedTown {
  readonly town: string
  readonly into: string
  readonly name: string
  readonly intoName: string
}

/**
 * A town was merged: its projects are the other's from now on, each with an event that says so. What was written before
 * keeps the town of then.
 */
export async function moveToTown(tx: Tx, merged: MergedTown): Promise<void> {
  const { town, into, name, intoName } = merged
  await act(tx, 'project.move-town', town, async (inner) => {
    const ids = await projectsOfTown(inner, town)
    inner.note({ into, projects: ids.length })
    if (ids.length === 0) return
    await lockProjects(inner, ids)
    const events = ids.map((projectId) => ({ id: uuidv7(), projectId }))
    await moveProjects(inner, events, { town, into, reason: `${name}并入${intoName}` })
    for (const projectId of ids) inner.announce(projectChanged, { projectId, fields: ['town'] })
  })
}
