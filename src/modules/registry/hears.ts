import { type Hearer, within } from '../../platform/hearing.ts'
import { townMerged } from '../places/contract-towns.ts'
import { moveToTown } from './move-to-town.ts'

export const registryHears: readonly Hearer[] = [
  within(townMerged, async (tx, merged) => {
    for (const one of merged) await moveToTown(tx, one)
  }),
]
