import type { ProjectsOf } from './modules/people/authenticate.ts'
import { listProjectIdsOfIndustries, listProjectIdsOfTown } from './modules/registry/views.ts'

/** Which projects a town's or a department's post sees: the registry knows, people ask. */
export const projectsOf: ProjectsOf = {
  town: listProjectIdsOfTown,
  industries: listProjectIdsOfIndustries,
}
