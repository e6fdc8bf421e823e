import type { NewProject } from '../registry/contract.ts'
import type { SpeaksOf } from '../recognition/contract.ts'

/** The project as the sheets' headers name it: what is not said there is left open, nothing is guessed. */
export function offerOf(said: readonly SpeaksOf[]): NewProject {
  const [name] = said.flatMap((one) => [...one.projectNames, ...(one.likelyNames ?? [])])
  const [code] = said.flatMap((one) => one.projectCodes)
  const [firm] = said.flatMap((one) => one.firms)
  return {
    code: null,
    name: name ?? '',
    town: null,
    ownerKind: 'unknown',
    state: 'building',
    permitNumber: null,
    platformNumber: code ?? null,
    payDay: null,
    begunOn: null,
    participants:
      firm === undefined ? [] : [{ role: 'general-contractor', name: firm, creditCode: null }],
  }
}
