import type { PlainDate, YearMonth } from '../../kernel/day.ts'
import { fen } from '../../kernel/money.ts'
import type { Reading } from '../../platform/context.ts'
import { numberParameterFor, type Parameter, textParameterFor } from '../places/rules/parameter.ts'
import { parametersInForce } from '../places/views.ts'
import type { Industry } from '../registry/rules/industry.ts'
import type { OwnerKind } from '../registry/rules/owner-kind.ts'
import type { ProjectState } from '../registry/rules/project-state.ts'
import type { Decided, Figure, Said, SafeguardFacts, SafeguardFigures } from './rules/facts.ts'
import type { Safeguard } from './rules/safeguard.ts'

/** The figures that contracts and safeguards go by on a day. */
export interface PlaceFigures extends SafeguardFigures {
  readonly beyondYuan: Figure
  readonly labourCostLeastPercent: Figure
}

const figureKeys = [
  'account-sum-from-yuan',
  'account-months-from',
  'deposit-exempt-below-yuan',
  'contract-sum-beyond-yuan',
  'labour-cost-least-percent',
  'evidence-fresh-days',
  'board-fresh-days',
  'real-name-share-percent',
  'contract-share-percent',
  'safeguard-self-built',
  'safeguard-other-industry',
] as const

export async function figuresOn(reading: Reading, on: PlainDate): Promise<PlaceFigures> {
  return figuresFrom(await parametersInForce(reading, figureKeys), reading.district, on)
}

function figuresFrom(rows: readonly Parameter[], district: string, on: PlainDate): PlaceFigures {
  const number = (key: (typeof figureKeys)[number]): Figure => {
    const { value, mark } = numberParameterFor(rows, key, district, on)
    return { value, mark }
  }
  const choice = (key: (typeof figureKeys)[number]) => {
    const { value, mark } = textParameterFor(rows, key, district, on)
    return { isRequired: value === 'required', mark }
  }
  return {
    accountSumFromYuan: number('account-sum-from-yuan'),
    accountMonthsFrom: number('account-months-from'),
    depositExemptBelowYuan: number('deposit-exempt-below-yuan'),
    evidenceFreshDays: number('evidence-fresh-days'),
    boardFreshDays: number('board-fresh-days'),
    realNameSharePercent: number('real-name-share-percent'),
    contractSharePercent: number('contract-share-percent'),
    selfBuilt: choice('safeguard-self-built'),
    otherIndustry: choice('safeguard-other-industry'),
    beyondYuan: number('contract-sum-beyond-yuan'),
    labourCostLeastPercent: number('labour-cost-least-percent'),
  }
}

interface FoundFacts {
  id: string
  state: ProjectState
  owner_kind: OwnerKind
  industry: Industry
  begun_on: PlainDate | null
  permit_number: string | null
  permit_on: PlainDate | null
  contract_sum_fen: number | null
  has_contractor: boolean
  contract_id: string | null
  sum_fen: number | null
  signed_on: PlainDate | null
  begins_on: PlainDate | null
  ends_on: PlainDate | null
  on_site: number
  listed: number
  contracted: number
  last_attended: YearMonth | null
  accounts: number
  last_flow_on: PlainDate | null
  last_wages_on: PlainDate | null
  last_labour_cost_on: PlainDate | null
  bank_paid_on: PlainDate | null
  standing_fen: number
  stands_until: PlainDate | null
  expired_on: PlainDate | null
  exempt: boolean
  cost_months: number
  gap_months: number
  gap_fen: number
  cost_paid_on: PlainDate | null
  officers: number
  said: Record<string, Said>
  decided: Record<string, Decided>
}

/**
 * What is known of projects as far as their safeguards hang on it: one statement for any number of them, each looked up by
 * its own index. A month's labour cost that states no day is due by the end of the next month (条例 art. 24: monthly).
 */
export async function factsOf(
  reading: Reading,
  ids: readonly string[],
  today: PlainDate,
): Promise<Map<string, SafeguardFacts>> {
  if (ids.length === 0) return new Map()
  const { rows } = await reading.client.query<FoundFacts>({
    name: 'safeguards-facts',
    text: factsStatement,
    values: [reading.district, [...ids], today],
  })
  return new Map(rows.map((row) => [row.id, factsFrom(row)]))
}

const ofProject = (alias: string) => `${alias}.district = $1 and ${alias}.project_id = p.id`

const factsStatement = `
  select p.id, p.state, p.owner_kind, p.industry, p.begun_on, p.permit_number, p.permit_on, p.contract_sum_fen,
    exists (select from registry.project_party y where ${ofProject('y')} and y.role = 'general-contractor') as has_contractor,
    c.id as contract_id, c.sum_fen, c.signed_on, c.begins_on, c.ends_on,
    w.on_site, w.listed, w.contracted, a.last_attended, s.accounts, f.last_flow_on, g.last_wages_on, h.last_labour_cost_on, b.bank_paid_on,
    d.standing_fen, d.stands_until, d.expired_on, d.exempt, l.cost_months, l.gap_months, l.gap_fen, l.cost_paid_on,
    coalesce(o.officers, 0) as officers, coalesce(e.said, '{}') as said, coalesce(q.decided, '{}') as decided
  from unnest($2::uuid[]) as chosen (id)
  join registry.project_face p on p.district = $1 and p.id = chosen.id
  left join lateral (
    select c.id, c.sum_fen, c.signed_on, c.begins_on, c.ends_on from safeguards.contract_face c
    where ${ofProject('c')} and c.kind = 'general' order by c.sum_fen desc nulls last, c.id limit 1
  ) c on true
  cross join lateral (
    select count(*)::int as on_site, (count(*) filter (where n.on_roster))::int as listed,
      (count(*) filter (where exists (select from labour.standing_contract k where ${ofProject('k')} and k.worker_id = n.worker_id)))::int as contracted
    from labour.engagement_face n where ${ofProject('n')} and (n.left_on is null or n.left_on > $3)
  ) w
  left join lateral (
    select m.month as last_attended from wages.worker_month m where ${ofProject('m')} and m.attended order by m.month desc limit 1
  ) a on true
  cross join lateral (select count(*)::int as accounts from wages.special_account_face s where ${ofProject('s')}) s
  left join lateral (select f.flow_on as last_flow_on from wages.account_flow_face f where ${ofProject('f')} order by f.flow_on desc limit 1) f on true
  left join lateral (
    select f.flow_on as last_wages_on from wages.account_flow_face f where ${ofProject('f')} and f.flow_kind = 'wages' and f.amount_fen < 0
    order by f.flow_on desc limit 1
  ) g on true
  left join lateral (
    select f.flow_on as last_labour_cost_on from wages.account_flow_face f where ${ofProject('f')} and f.flow_kind = 'labour-cost' and f.amount_fen > 0
    order by f.flow_on desc limit 1
  ) h on true
  left join lateral (select b.paid_on as bank_paid_on from wages.bank_paid b where ${ofProject('b')} order by b.month desc limit 1) b on true
  cross join lateral (
    select coalesce(sum(d.amount_fen) filter (where d.form <> 'exempt' and not coalesce(d.returned_on <= $3, false)
        and coalesce(d.valid_to >= $3, true) and coalesce(d.valid_from <= $3, true)), 0)::bigint as standing_fen,
      max(d.valid_to) filter (where d.form <> 'exempt' and not coalesce(d.returned_on <= $3, false) and d.valid_to >= $3) as stands_until,
      max(d.valid_to) filter (where d.form <> 'exempt' and not coalesce(d.returned_on <= $3, false) and d.valid_to < $3) as expired_on,
      coalesce(bool_or(d.form = 'exempt' and not coalesce(d.returned_on <= $3, false)), false) as exempt
    from deposits.deposit d where ${ofProject('d')}
  ) d
  cross join lateral (
    select count(*)::int as cost_months, max(l.paid_on) as cost_paid_on,
      (count(*) filter (where l.due_fen > coalesce(l.paid_fen, 0) and l.last_on < $3))::int as gap_months,
      coalesce(sum(l.due_fen - coalesce(l.paid_fen, 0)) filter (where l.due_fen > coalesce(l.paid_fen, 0) and l.last_on < $3), 0)::bigint as gap_fen
    from (
      select l.due_fen, l.paid_fen, l.paid_on, coalesce(l.due_on, ((l.month || '-01')::date + interval '2 months' - interval '1 day')::date) as last_on
      from wages.labour_cost_month l where ${ofProject('l')}
    ) l
  ) l
  left join (
    select h.place, count(distinct h.account_id)::int as officers from people.post_holder h
    where h.district = $1 and h.role = 'labour-officer' and h.begins_on <= $3 and (h.ends_on is null or h.ends_on >= $3)
    group by h.place
  ) o on o.place = p.id::text
  left join lateral (
    select jsonb_object_agg(e.safeguard, jsonb_build_object('holds', e.holds, 'saidOn', e.said_on, 'validTo', e.valid_to)) as said
    from (
      select distinct on (e.safeguard) e.safeguard, e.holds, e.said_on, e.valid_to from safeguards.evidence e
      where ${ofProject('e')} and e.withdrawn_at is null and e.said_on <= $3 order by e.safeguard, e.said_on desc, e.id desc
    ) e
  ) e on true
  left join lateral (
    select jsonb_object_agg(q.safeguard, jsonb_build_object('reason', q.reason, 'on', q.decided_on)) as decided
    from safeguards.decision q where ${ofProject('q')} and q.lifted_at is null
  ) q on true`

function factsFrom(row: FoundFacts): SafeguardFacts {
  const { last_labour_cost_on: inOn, cost_paid_on: paidOn } = row
  return {
    state: row.state,
    ownerKind: row.owner_kind,
    industry: row.industry,
    begunOn: row.begun_on,
    hasPermit: row.permit_number !== null,
    permitOn: row.permit_on,
    hasGeneralContractor: row.has_contractor,
    contract:
      row.contract_id === null
        ? null
        : {
            sumFen: row.sum_fen === null ? null : fen(row.sum_fen),
            signedOn: row.signed_on,
            beginsOn: row.begins_on,
            endsOn: row.ends_on,
          },
    listedSumFen: row.contract_sum_fen === null ? null : fen(row.contract_sum_fen),
    workers: { onSite: row.on_site, listed: row.listed, contracted: row.contracted },
    lastAttended: row.last_attended,
    accounts: { count: row.accounts, lastOn: row.last_flow_on },
    bankPaidOn: later(row.bank_paid_on, row.last_wages_on),
    deposit: {
      standingFen: fen(row.standing_fen),
      standsUntil: row.stands_until,
      expiredOn: row.expired_on,
      isExempt: row.exempt,
    },
    labourCost: {
      months: row.cost_months,
      gapMonths: row.gap_months,
      gapFen: fen(row.gap_fen),
      lastPaidOn: later(paidOn, inOn),
    },
    officers: row.officers,
    said: bySafeguard(row.said),
    decided: bySafeguard(row.decided),
  }
}

function later(one: PlainDate | null, other: PlainDate | null): PlainDate | null {
  if (one === null || other === null) return one ?? other
  return one > other ? one : other
}

/** The keys are what the tables' own checks allow. */
function bySafeguard<V>(found: Readonly<Record<string, V>>): Partial<Record<Safeguard, V>> {
  return found
}
