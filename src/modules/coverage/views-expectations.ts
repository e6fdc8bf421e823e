import { sql } from 'kysely'
import { fen } from '../../kernel/money.ts'
import { look } from '../../platform/act.ts'
import { type Context, officeDay, type Reading, tables } from '../../platform/context.ts'
import { parameterText } from '../calendar/words.ts'
import type { Parameter } from '../places/rules/parameter.ts'
import { numberParameterFor } from '../places/rules/parameter.ts'
import { parametersInForce } from '../places/views.ts'
import { parameterNames } from '../places/words.ts'
import type { RegistryViews } from '../registry/tables.ts'
import type { Decision, ExpectationEntry } from './contract.ts'
import { holdsOn } from './rules/expectation-row.ts'
import {
  type ShippedExpectation,
  shippedExpectations,
  withFigures,
} from './rules/shipped-expectations.ts'
import type { CoverageTables, ExpectationRowColumns } from './tables.ts'
import { ruleTitle, ruleWhy } from './words.ts'

type Database = CoverageTables & RegistryViews

/** The expectations with what they say, whether they hold today, and how many blind spots are theirs: shipped ones first. */
export async function listExpectations(ctx: Context): Promise<ExpectationEntry[]> {
  return look(ctx, async (reading) => {
    const day = officeDay(reading)
    const rows = await tables<Database>(reading)
      .selectFrom('coverage.expectation_row')
      .selectAll()
      .where('district', '=', reading.district)
      .orderBy('id')
      .limit(2_000)
      .execute()
    const parameters = await parametersInForce(reading)
    const open = await countByRule(reading)
    const giving = await readGiving(reading)
    const common = (rule: string, missing: ExpectationEntry['missing']) => {
      const off = rows.filter((row) => row.kind === 'off' && row.rule === rule)
      return {
        isGiving: giving.has(missing),
        off: off.map(decisionOf).toReversed(),
        isOff: off.some((row) => holdsOn(validityOf(row), day)),
        open: {
          value: open.get(rule) ?? 0,
          asOf: ctx.now.toISOString(),
          rows: `/blind-spots?rule=${rule}`,
        },
      }
    }
    const shipped = shippedExpectations.map((one): ExpectationEntry => {
      const { isOff, ...of } = common(one.rule, one.missing)
      const { rule, missing, article, mark } = one
      const figures = withFigures(one, parameters, reading.district, day)
      const says = { rule, title: ruleTitle(rule), why: ruleWhy(rule), article, mark, missing }
      return {
        ...kindOf(figures),
        ...says,
        graceDays: figures.graceDays,
        parameters: parametersOf(one, parameters, reading),
        added: null,
        isOn: !isOff,
        ...of,
      }
    })
    const added = rows.flatMap((row): ExpectationEntry[] => {
      if (row.kind !== 'added' || row.missing === null) return []
      const { isOff, ...of } = common(row.rule, row.missing)
      return [
        {
          seenBy: row.seen_by,
          industries: row.industries,
          ownerKinds: row.owner_kinds,
          states: row.states,
          fromSumFen: row.from_sum_fen === null ? null : fen(row.from_sum_fen),
          rule: row.rule,
          title: row.title ?? row.rule,
          why: row.reason,
          article: row.article,
          mark: 'confirmed',
          missing: row.missing,
          graceDays: row.grace_days ?? 0,
          parameters: [],
          added: decisionOf(row),
          isOn: !isOff && holdsOn(validityOf(row), day),
          ...of,
        },
      ]
    })
    return [...shipped, ...added]
  })
}

function kindOf({
  seenBy,
  industries,
  ownerKinds,
  states,
  fromSumFen,
}: ReturnType<typeof withFigures>) {
  return {
    seenBy: [...seenBy],
    industries: [...industries],
    ownerKinds: [...ownerKinds],
    states: [...states],
    fromSumFen,
  }
}

function parametersOf(
  { graceKey, sumKey }: ShippedExpectation,
  rows: readonly Parameter[],
  reading: Reading,
): ExpectationEntry['parameters'] {
  return [graceKey, ...(sumKey === null ? [] : [sumKey])].map((key) => {
    const found = numberParameterFor(rows, key, reading.district, officeDay(reading))
    const { instrument, article, mark } = found
    return {
      key,
      name: parameterNames[key],
      value: parameterText(found),
      instrument,
      article,
      mark,
    }
  })
}

function validityOf({ valid_from: validFrom, valid_to: validTo }: ExpectationRowColumns) {
  return { validFrom, validTo }
}

function decisionOf(row: ExpectationRowColumns): Decision {
  return {
    id: row.id,
    ...validityOf(row),
    reason: row.reason,
    addedBy: row.added_by,
    endedBy: row.ended_by,
    endedWhy: row.ended_why,
  }
}

async function countByRule(reading: Reading): Promise<Map<string, number>> {
  const found = await sql<{ rule: string; count: number }>`
    select b.rule, count(*) as count
    from coverage.blind_spot b join registry.project_face p on p.district = b.district and p.id = b.project_id
    where b.district = ${reading.district} and b.state = 'open' group by b.rule`.execute(
    tables<Database>(reading),
  )
  return new Map(found.rows.map(({ rule, count }) => [rule, count]))
}

/** As it was when all was computed last: what the blind spots go by. */
async function readGiving(reading: Reading): Promise<Set<string>> {
  const found = await tables<Database>(reading)
    .selectFrom('coverage.giving_source')
    .select('source')
    .where('district', '=', reading.district)
    .execute()
  return new Set(found.map(({ source }) => source))
}
