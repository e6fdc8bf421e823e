import type { PlainDate } from '../../../kernel/day.ts'
import { Level } from '../../../kernel/level.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import type { Actor, Role } from '../../../kernel/role.ts'
import {
  numberParameterFor,
  type NumberParameter,
  type Parameter,
  textParameterFor,
  type TextParameter,
} from '../../places/rules/parameter.ts'

/*
 * The class of a project: A, B or C, A the worst. By rule it is the first of A and B of which anything is reached. No law
 * fixes it: every threshold is a parameter, and an officer may say another class, with a reason.
 */

export const riskClasses = ['A', 'B', 'C'] as const
export type RiskClass = (typeof riskClasses)[number]

export const criteria = ['points', 'overdue', 'people', 'level'] as const
export type Criterion = (typeof criteria)[number]

/** What the rule reads of a project. */
export interface ClassFacts {
  /** Its points of the points card, in tenths. */
  readonly pointsTenths: number
  /** Owed after the pay date. */
  readonly overdueFen: number
  readonly people: number
  /** The gravest of its open matters; null: none. */
  readonly gravest: Level | null
}

export interface Thresholds {
  readonly points: NumberParameter
  readonly overdueYuan: NumberParameter
  readonly people: NumberParameter
  readonly level: TextParameter
}

export interface ClassParameters {
  readonly a: Thresholds
  readonly b: Thresholds
  readonly checkDays: Readonly<Record<RiskClass, NumberParameter>>
}

/** What was reached: the figure and the threshold, as they are written (levels by name). */
export interface Because {
  readonly what: Criterion
  readonly value: number | string
  readonly threshold: number | string
}

export interface ClassByRule {
  readonly class: RiskClass
  /** Empty for C. */
  readonly because: readonly Because[]
}

export function classParametersFor(
  rows: readonly Parameter[],
  district: string,
  on: PlainDate,
): ClassParameters {
  const number = (key: string) => numberParameterFor(rows, key, district, on)
  const thresholds = (of: 'a' | 'b'): Thresholds => ({
    points: number(`class-${of}-points`),
    overdueYuan: number(`class-${of}-overdue-yuan`),
    people: number(`class-${of}-people`),
    level: textParameterFor(rows, `class-${of}-level`, district, on),
  })
  return {
    a: thresholds('a'),
    b: thresholds('b'),
    checkDays: {
      A: number('class-a-check-days'),
      B: number('class-b-check-days'),
      C: number('class-c-check-days'),
    },
  }
}

export function classOf(
  facts: ClassFacts,
  { a, b }: Pick<ClassParameters, 'a' | 'b'>,
): ClassByRule {
  const reachedA = reached(facts, a)
  if (reachedA.length > 0) return { class: 'A', because: reachedA }
  const reachedB = reached(facts, b)
  return reachedB.length > 0 ? { class: 'B', because: reachedB } : { class: 'C', because: [] }
}

/** A threshold of 0 is not asked: nothing would be below it. */
function reached(facts: ClassFacts, of: Thresholds): Because[] {
  const all: Because[] = []
  const ask = (what: Criterion, value: number, threshold: number) => {
    if (threshold > 0 && value >= threshold) all.push({ what, value, threshold })
  }
  ask('points', facts.pointsTenths / 10, of.points.value)
  ask('overdue', facts.overdueFen / 100, of.overdueYuan.value)
  ask('people', facts.people, of.people.value)
  const level = Level.options.find((one) => one === of.level.value)
  if (level !== undefined && facts.gravest !== null && isAtLeast(facts.gravest, level)) {
    all.push({ what: 'level', value: facts.gravest, threshold: level })
  }
  return all
}

function isAtLeast(one: Level, other: Level): boolean {
  return Level.options.indexOf(one) >= Level.options.indexOf(other)
}

/** A before B before C. */
export function isWorse(one: RiskClass, other: RiskClass): boolean {
  return riskClasses.indexOf(one) < riskClasses.indexOf(other)
}

export const classRoles = {
  set: ['coordination-office', 'department', 'leader'],
  standard: ['coordination-office', 'department', 'town'],
} as const satisfies Record<string, readonly Role[]>

/** Why nobody of these roles may say a class. */
export function whyNotSetClass({ roles }: Pick<Actor, 'roles'>): Refusal | null {
  if (classRoles.set.some((role) => roles.includes(role))) return null
  return { code: 'register.class-not-yours', kind: 'not-allowed' }
}
