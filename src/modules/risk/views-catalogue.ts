import { sql } from 'kysely'
import type { Level } from '../../kernel/level.ts'
import { look } from '../../platform/act.ts'
import { type Context, officeDay, type Reading, tables } from '../../platform/context.ts'
import { parameterText } from '../calendar/words.ts'
import { ParameterValue } from '../places/contract.ts'
import type { Parameter } from '../places/rules/parameter.ts'
import { parametersInForce } from '../places/views.ts'
import { parameterNames } from '../places/words.ts'
import { findProjectId } from '../registry/views.ts'
import type { PointsCard, RuleEntry, WarningParameter } from './contract-matters.ts'
import { graded, type RiskParameters, riskParametersFor } from './rules/level.ts'
import { pointsOf, pointsParametersFor } from './rules/points.ts'
import { riskRules } from './rules/risk-rules.ts'
import { itsMatter, late } from './views-matters.ts'
import { ruleAsks, ruleWhy, warningClears, warningTitle } from './words.ts'

const names: Readonly<Record<string, string>> = parameterNames

export function parameterName(key: string): string {
  return names[key] ?? key
}

export function sayParameter(parameter: Parameter): WarningParameter {
  const { key, value, unit, instrument, article, mark } = parameter
  return {
    key,
    name: parameterName(key),
    value: parameterText({ value: ParameterValue.parse(value), unit }),
    instrument,
    article,
    mark,
  }
}

/** What a rule goes by: its thresholds, its level where that is a choice, and the ages that raise it. */
export function parametersOfRule(rule: string, parameters: RiskParameters): WarningParameter[] {
  const own = riskRules.find(({ id }) => id === rule)
  if (own === undefined) return []
  const chosen = graded.find((one) => one === rule)
  const level = chosen === undefined ? [] : [parameters.levels[chosen]]
  return [...own.parameters(parameters), ...level].map(sayParameter)
}

interface Counted {
  rule: string
  open: number
  cleared: number
  explained: number
  handled: number
  late: number
}

/** Every rule, with how often it spoke and what came of it; each figure opens the warnings that it counts. */
export async function listRules(ctx: Context): Promise<RuleEntry[]> {
  return look(ctx, async (reading) => {
    const today = officeDay(reading)
    const rows = await parametersInForce(reading)
    const parameters = riskParametersFor(rows, reading.district, today)
    const counted = new Map((await countByRule(reading)).map((one) => [one.rule, one]))
    const asOf = reading.now.toISOString()
    return riskRules.map((rule): RuleEntry => {
      const counts = counted.get(rule.id)
      const figure = (value: number | undefined, query: string) => ({
        value: value ?? 0,
        asOf,
        rows: `/warnings?rule=${rule.id}&${query}`,
      })
      return {
        id: rule.id,
        title: warningTitle(rule.id),
        why: ruleWhy(rule.id),
        asks: ruleAsks(rule.id),
        clears: warningClears({ rule: rule.id, detail: thresholdsOf(rule.id, parameters) }),
        article: rule.article,
        mark: rule.mark,
        parameters: parametersOfRule(rule.id, parameters),
        missing: rule.missing(parameters).map(parameterName),
        open: figure(counts?.open, 'state=open'),
        cleared: figure(counts?.cleared, 'state=cleared'),
        explained: figure(counts?.explained, 'state=all&outcome=explained'),
        handled: figure(counts?.handled, 'state=all&outcome=handled'),
        late: figure(counts?.late, 'state=open&only=late'),
      }
    })
  })
}

/** Values that the sentence of what clears a rule may name. */
function thresholdsOf(rule: string, parameters: RiskParameters): Record<string, number> {
  return {
    threshold: parameters.unpaidSharePercent.value,
    percent: rule === 'R-11' ? parameters.livingCostPaidPercent.value : 0,
  }
}

async function countByRule(reading: Reading): Promise<Counted[]> {
  const found = await sql<Counted>`
    select w.rule, count(*) filter (where w.cleared_on is null) as open, count(*) filter (where w.cleared_on is not null) as cleared,
      count(*) filter (where a.outcome = 'explained') as explained, count(*) filter (where a.outcome = 'handled') as handled,
      count(*) filter (where w.cleared_on is null and ${late(officeDay(reading))}) as late
    from risk.warning w ${itsMatter}
    where w.district = ${reading.district} group by w.rule`.execute(tables(reading))
  return found.rows
}

/** A project's points, each rule's share of them open. */
export async function viewPoints(ctx: Context, { code }: { code: string }): Promise<PointsCard> {
  return look(ctx, async (reading) => {
    const projectId = await findProjectId(reading, code)
    const found = await sql<{ rule: string; level: Level }>`
      select w.rule, w.level from risk.open_warning w
      where w.district = ${reading.district} and w.project_id = ${projectId}`.execute(
      tables(reading),
    )
    const rows = await parametersInForce(reading)
    const parameters = pointsParametersFor(rows, reading.district, officeDay(reading))
    const card = pointsOf(found.rows, parameters)
    const asOf = reading.now.toISOString()
    return {
      points: card.tenths / 10,
      most: card.most,
      rules: card.rules.map((one) => ({
        rule: one.rule,
        title: warningTitle(one.rule),
        weight: one.weight,
        weightMark: parameters.weights.get(one.rule)?.mark ?? 'proposal',
        level: one.level,
        share: one.share,
        points: one.tenths / 10,
        warnings: {
          value: one.warnings,
          asOf,
          rows: `/warnings?project=${encodeURIComponent(code)}&rule=${one.rule}`,
        },
      })),
    }
  })
}
