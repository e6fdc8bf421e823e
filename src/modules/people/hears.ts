import { type Hearer, within } from '../../platform/hearing.ts'
import { townMerged } from '../places/contract-towns.ts'
import { followTown } from './follow-town.ts'

export const peopleHears: readonly Hearer[] = [
  within(townMerged, async (tx, merged) => {
    for (const one of merged) await followTown(tx, one)
  }),
]
