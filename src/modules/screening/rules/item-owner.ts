import type { Addressee } from '../../../kernel/addressee.ts'
import type { Industry } from '../../registry/rules/industry.ts'
import type { OwnerWay } from './round.ts'

/** What of a project says whose it is. */
export interface OwnedProject {
  readonly town: string | null
  readonly industry: Industry
}

/** The post that has to look at a project; the coordination office where neither town nor industry is known. */
export function itemOwner({ town, industry }: OwnedProject, by: OwnerWay): Addressee {
  const ofTown: Addressee | null = town === null ? null : { role: 'town', place: town }
  const ofIndustry: Addressee | null = hasDepartment(industry)
    ? { role: 'department', place: industry }
    : null
  const owner = by === 'town' ? (ofTown ?? ofIndustry) : (ofIndustry ?? ofTown)
  return owner ?? { role: 'coordination-office', place: null }
}

/** 其他 and 未查清 are nobody's industry. */
function hasDepartment(industry: Industry): boolean {
  return industry !== 'unknown' && industry !== 'other'
}

/** What tasks and notices about an owner's share of a round are about: `round.role.place`. */
export function shareId(roundId: string, { role, place }: Addressee): string {
  return `${roundId}.${role}.${place ?? ''}`
}
