import { every, type Hearer } from '../../platform/hearing.ts'
import { beginParameters } from './begin-parameters.ts'
import { beginTownChanges } from './take-effect.ts'

export const placesHears: readonly Hearer[] = [
  every('minute', 'places.begin-parameters', beginParameters),
  every('minute', 'places.begin-town-changes', beginTownChanges),
]
