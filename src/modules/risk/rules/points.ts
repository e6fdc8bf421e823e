import type { PlainDate } from '../../../kernel/day.ts'
import type { Level } from '../../../kernel/level.ts'
import {
  numberParameterFor,
  type NumberParameter,
  type Parameter,
} from '../../places/rules/parameter.ts'
import { ruleIds, type RuleId } from './catalogue/rule.ts'
import { isGraver } from './level.ts'
import { byLevel } from './matter.ts'

/*
 * A project's points, open to the last one: each rule has a weight, and counts the share of its gravest standing warning.
 * Several months of one rule count once. It is about a project, never about a person, and decides nothing.
 */

export interface PointsParameters {
  readonly weights: ReadonlyMap<RuleId, NumberParameter>
  readonly shares: Readonly<Record<Level, NumberParameter>>
}

export function pointsParametersFor(
  rows: readonly Parameter[],
  district: string,
  on: PlainDate,
): PointsParameters {
  const number = (key: string) => numberParameterFor(rows, key, district, on)
  return {
    weights: new Map(ruleIds.map((id) => [id, number(`points-${id.toLowerCase()}`)])),
    shares: byLevel((level) => number(`points-share-${level}`)),
  }
}

export interface RulePoints {
  readonly rule: RuleId
  readonly weight: number
  /** The gravest of its standing warnings; null: none. */
  readonly level: Level | null
  /** Percent of the weight that counts at this level. */
  readonly share: number
  /** In tenths, so that nothing is lost to rounding on the way to the sum. */
  readonly tenths: number
  readonly warnings: number
}

export interface PointsCard {
  readonly tenths: number
  /** What all rules together could come to. */
  readonly most: number
  /** Every rule, in the catalogue's order: also those that say nothing. */
  readonly rules: readonly RulePoints[]
}

export function pointsOf(
  standing: readonly { readonly rule: string; readonly level: Level }[],
  { weights, shares }: PointsParameters,
): PointsCard {
  const rules = ruleIds.map((rule): RulePoints => {
    const weight = weights.get(rule)?.value ?? 0
    const own = standing.filter((one) => one.rule === rule)
    const level = own.reduce<Level | null>(
      (gravest, one) => (gravest === null || isGraver(one.level, gravest) ? one.level : gravest),
      null,
    )
    const share = level === null ? 0 : shares[level].value
    const tenths = Math.round((weight * share) / 10)
    return { rule, weight, level, share, tenths, warnings: own.length }
  })
  return {
    tenths: rules.reduce((sum, one) => sum + one.tenths, 0),
    most: rules.reduce((sum, one) => sum + one.weight, 0),
    rules,
  }
}
