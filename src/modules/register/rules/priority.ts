import type { PlainDate } from '../../../kernel/day.ts'
import {
  numberParameterFor,
  type NumberParameter,
  type Parameter,
} from '../../places/rules/parameter.ts'

/*
 * Which entry comes first: where the sum is large, the people are many, and the money is short. Each part is its weight ×
 * its share, so that every place in the order can be explained.
 */

export const priorityParts = ['sum', 'people', 'short'] as const
export type PriorityPart = (typeof priorityParts)[number]

export interface PriorityFacts {
  readonly overdueFen: number
  readonly people: number
  /** Of the special accounts together; null: none is known, and then nothing is covered. */
  readonly balanceFen: number | null
}

export interface PriorityParameters {
  readonly weights: Readonly<Record<PriorityPart, NumberParameter>>
  /** From here on a part counts whole. */
  readonly fullSumYuan: NumberParameter
  readonly fullPeople: NumberParameter
}

export interface PriorityShare {
  readonly part: PriorityPart
  readonly weight: number
  /** Percent of the weight that counts. */
  readonly share: number
  readonly tenths: number
}

export interface Priority {
  readonly tenths: number
  readonly parts: readonly PriorityShare[]
}

export function priorityParametersFor(
  rows: readonly Parameter[],
  district: string,
  on: PlainDate,
): PriorityParameters {
  const number = (key: string) => numberParameterFor(rows, key, district, on)
  return {
    weights: {
      sum: number('priority-weight-sum'),
      people: number('priority-weight-people'),
      short: number('priority-weight-short'),
    },
    fullSumYuan: number('priority-full-sum-yuan'),
    fullPeople: number('priority-full-people'),
  }
}

export function priorityOf(
  { overdueFen, people, balanceFen }: PriorityFacts,
  { weights, fullSumYuan, fullPeople }: PriorityParameters,
): Priority {
  const shares: Record<PriorityPart, number> = {
    sum: shareOf(overdueFen, fullSumYuan.value * 100),
    people: shareOf(people, fullPeople.value),
    short: shareOf(overdueFen - Math.max(0, balanceFen ?? 0), overdueFen),
  }
  const parts = priorityParts.map((part): PriorityShare => {
    const weight = weights[part].value
    return {
      part,
      weight,
      share: Math.floor(shares[part] * 100),
      tenths: Math.floor(weight * shares[part] * 10),
    }
  })
  return { tenths: parts.reduce((sum, { tenths }) => sum + tenths, 0), parts }
}

/** 0 to 1; of a whole that is nothing, all of what there is. */
function shareOf(part: number, whole: number): number {
  if (part <= 0) return 0
  return whole <= 0 ? 1 : Math.min(1, part / whole)
}
