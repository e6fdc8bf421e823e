import type { Tx } from '../../platform/context.ts'
import { settlePayments, type Grain } from './settle-payments.ts'
import { monthWorkdaysHundredths } from './rules/ledger.ts'

/**
 * Writes the worker-months of `ledger_touch` (project_id, month, worker_id, pay_on, minutes_per_workday) as their standing lines say now, in one
 * statement: new ones are added, different ones changed, those without any line deleted. Project-month by project-month
 * along the indexes, so that nothing is sorted and the table grows in the order of its key; a rate is looked up only where
 * no pay line says what is due (the limit keeps it from being joined for all). Where banks speak of a worker-month, what was
 * paid is what is settled; where none does, nothing is joined for it. Says what `rules/ledger.ts` says, which it is tested
 * against. Returns how many were added.
 */
export async function foldLedger(tx: Tx, grain: Grain): Promise<number> {
  const settled = await settlePayments(tx, grain)
  // Every project-month is asked once: remembering answers is in vain.
  await tx.client.query('set local enable_memoize = off')
  const done = await tx.client.query(fold(grain, settled), [tx.district])
  await tx.client.query('set local enable_memoize = on')
  return done.rowCount ?? 0
}

const facts = [
  'pay_on',
  'attended',
  'days_present',
  'minutes',
  'workdays_hundredths',
  'sure_workdays_hundredths',
  'due_basis',
  'due_fen',
  'deducted_fen',
  'paid_on_time_fen',
  'paid_late_fen',
  'owed_fen',
] as const

/** Whole fen, half a fen counting as one. */
const quotient = (dividend: string, divisor: number | string) =>
  `(2 * (${dividend}) + ${divisor}) / (2 * ${divisor})`

/** What attendance makes at the agreed rate; a month's wage is earned in full with 21.75 工日 (人社部发〔2025〕2号). */
const earned = `case e.rate_unit
    when 'day' then ${quotient('f.workdays::bigint * e.rate_fen', 100)}
    when 'hour' then ${quotient('f.minutes::bigint * e.rate_fen', 60)}
    when 'month' then case when f.workdays >= ${monthWorkdaysHundredths} then e.rate_fen else ${quotient('f.workdays::bigint * e.rate_fen', monthWorkdaysHundredths)} end
  end`

/** 工日 that a sheet does not state: its time by the length of a 工日, in hundredths. */
const unstatedWorkdays = quotient('l.minutes_total * 100', 't.minutes_per_workday')

/** Of those, what is certain: punches hold the breaks, so a day on site counts as one 工日 at most. */
const surelyUnstated = `case when l.minutes_total is null then l.days_present * 100
  when l.days_present > 0 then least(l.days_present * 100, ${unstatedWorkdays}) else ${unstatedWorkdays} end`

/** Whole numbers of up to 2^53 are added exactly this way, in half the time that the sum of bigints (numeric) takes. */
const sumOf = (column: string, where = 'true') =>
  `coalesce(sum(${column}::float8) filter (where ${where}), 0)::bigint`

/** Every source of a worker-month, as rows of one shape; `stands`: the ledger has it already. */
function sourcesOf(grain: Grain, settled: boolean): string {
  const of = (table: string) =>
    `from ${table} l where l.district = $1 and l.project_id = t.project_id and l.month = t.month
      ${grain === 'worker-month' ? 'and l.worker_id = t.worker_id' : ''}`
  const paid = `case when l.payment_superseded_by is null then l.paid_on end as paid_on, l.net_fen as paid_fen`
  const notAttended =
    'null::bit(31) as present, null::integer as days, null::integer as minutes, null::integer as workdays, null::integer as sure_workdays'
  const notPay =
    'null::boolean as ordinary, null::bigint as due_fen, null::bigint as deducted_fen, null::date as paid_on, null::bigint as paid_fen'
  const sources = `
    select l.worker_id, l.kind = 'ordinary' as ordinary, case when l.kind = 'ordinary' then l.due_fen end as due_fen,
      case when l.kind = 'ordinary' and l.due_stated then l.deducted_fen end as deducted_fen, ${paid}, ${notAttended}, false as stands
    ${of('wages.pay_line')} and l.superseded_by is null
    union all
    select l.worker_id, null, null, null, l.paid_on, l.net_fen, null, null, null, null, null, false
    ${of('wages.pay_line')} and l.superseded_by is not null and l.payment_superseded_by is null and l.paid_on is not null
    union all
    select l.worker_id, ${notPay}, l.present, case when l.present is null then l.days_present end, l.minutes_total,
      coalesce(l.workdays_hundredths, case when l.minutes_total is null then l.days_present * 100 else ${unstatedWorkdays} end),
      coalesce(l.workdays_hundredths, ${surelyUnstated}), false
    ${of('labour.attendance_line')} and l.superseded_by is null
    union all
    select l.worker_id, ${notPay}, ${notAttended}, true ${of('wages.ledger')}`
  if (!settled) return sources
  const ofBank = `from settled_touch l where l.project_id = t.project_id and l.month = t.month
      ${grain === 'worker-month' ? 'and l.worker_id = t.worker_id' : ''}`
  return `select s.*, false as banked from (${sources}) s
    union all
    select l.worker_id, ${notPay}, ${notAttended}, false, true ${ofBank}
    union all
    select l.worker_id, null, null, null, l.paid_on, l.amount_fen, ${notAttended}, false, true ${of('wages.settled_payment')}`
}

/** What was paid on one side of the pay date: where banks speak of it, what is settled alone. */
function paidOf(side: '<=' | '>', settled: boolean): string {
  const stated = sumOf('paid_fen', `paid_on ${side} t.pay_on`)
  if (!settled) return stated
  return `case when bool_or(banked) then ${sumOf('paid_fen', `banked and paid_on ${side} t.pay_on`)} else ${stated} end`
}

const fold = (grain: Grain, settled: boolean) => `with summed as (
    select t.project_id, t.month, t.pay_on, s.*
    from (select * from ledger_touch order by project_id, month, worker_id) t
    cross join lateral (
      select worker_id, bool_or(ordinary) is true as has_pay_line, ${sumOf('due_fen')} as due_fen,
        ${sumOf('deducted_fen')} as deducted_fen,
        ${paidOf('<=', settled)} as on_time_fen,
        ${paidOf('>', settled)} as late_fen,
        least(31, coalesce(bit_count(bit_or(present)), 0) + coalesce(sum(days), 0))::integer as days_present,
        coalesce(sum(minutes), 0)::integer as minutes, coalesce(sum(workdays), 0)::integer as workdays,
        coalesce(sum(sure_workdays), 0)::integer as sure_workdays,
        bool_or(stands) as stands, bool_or(not stands) as has_lines
      from (${sourcesOf(grain, settled)}) l group by worker_id order by worker_id
    ) s
  ), folded as materialized (
    select f.project_id, f.month, f.worker_id, f.pay_on, f.stands, f.has_lines, f.days_present > 0 or f.minutes > 0 or f.workdays > 0 as attended,
      f.days_present, f.minutes, f.workdays as workdays_hundredths, f.sure_workdays as sure_workdays_hundredths, d.due_basis, d.due_fen, f.deducted_fen,
      f.on_time_fen as paid_on_time_fen, f.late_fen as paid_late_fen,
      case when d.due_basis = 'unknown' then 0 else greatest(0, d.due_fen - f.deducted_fen - f.on_time_fen - f.late_fen) end as owed_fen
    from summed f
    left join lateral (
      select rate_unit, rate_fen from labour.engagement_face e
      where not f.has_pay_line and e.district = $1 and e.project_id = f.project_id and e.worker_id = f.worker_id
      limit 1
    ) e on true
    cross join lateral (
      select case when f.has_pay_line then 'pay-line' when not (f.days_present > 0 or f.minutes > 0 or f.workdays > 0) then 'none'
          when e.rate_fen is null then 'unknown' else 'rate' end,
        case when f.has_pay_line then f.due_fen when not (f.days_present > 0 or f.minutes > 0 or f.workdays > 0) then 0
          when e.rate_fen is null then 0 else ${earned} end
    ) d (due_basis, due_fen)
  ), gone as (
    delete from wages.ledger l using folded f
    where f.stands and not f.has_lines and l.district = $1 and l.project_id = f.project_id and l.month = f.month and l.worker_id = f.worker_id
  ), changed as (
    update wages.ledger l set ${facts.map((column) => `${column} = f.${column}`).join(', ')}
    from folded f
    where f.stands and f.has_lines and l.district = $1 and l.project_id = f.project_id and l.month = f.month and l.worker_id = f.worker_id
      and (${facts.map((column) => `l.${column}`).join(', ')}) is distinct from (${facts.map((column) => `f.${column}`).join(', ')})
  )
  insert into wages.ledger (district, project_id, month, worker_id, ${facts.join(', ')})
  select $1, project_id, month, worker_id, ${facts.join(', ')} from folded where has_lines and not stands`
