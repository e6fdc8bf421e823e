import type { Tx } from '../../platform/context.ts'
import { workersDoubted } from './contract.ts'

/*
 * Who is meant where numbers do not say it. Two of one name are told apart by firm and team, as far as both are stated;
 * whatever stays open makes a worker of his own, and never one of two.
 */

const fits = (one: string, other: string) => `
  (${one}.enterprise_id is null or ${other}.enterprise_id is null or ${one}.enterprise_id = ${other}.enterprise_id)
  and (${one}.team_id is null or ${other}.team_id is null or ${one}.team_id = ${other}.team_id)`

/**
 * A worker who is known on the project without a number takes the one that now comes with his name: by card, by phone, or
 * where nobody else of that name is there. So a roster may come before or after the pay sheet that names no numbers.
 */
export async function adoptNumbers(tx: Tx): Promise<number> {
  await tx.client.query('drop table if exists adoption')
  const found = await tx.client.query(adoptable, [tx.district])
  if (found.rowCount === 0) return 0
  await tx.client.query(
    `update labour.worker w set id_value = a.id_value, id_finding = a.id_finding, sixteen_on = a.sixteen_on
      from adoption a where w.district = $1 and w.id = a.worker_id`,
    [tx.district],
  )
  await tx.client.query(
    `update person_read p set known_worker = a.worker_id, matched_by = a.matched_by from adoption a where p.id_value = a.id_value`,
  )
  await tellDoubted(tx)
  return found.rowCount ?? 0
}

/** Who was there without a number may have worked before it is known to be impossible, or how young he is. */
async function tellDoubted(tx: Tx): Promise<void> {
  const found = await tx.client.query<{ worker_id: string }>(
    'select worker_id from adoption where id_finding is not null or sixteen_on is not null',
  )
  if (found.rows.length === 0) return
  tx.announce(workersDoubted, { workerIds: found.rows.map((row) => row.worker_id) })
}

const adoptable = `create temporary table adoption on commit drop as
  with person as (
    select p.project_id, p.name, p.id_value, p.id_finding, p.sixteen_on, p.card_value, p.phone_value, coalesce(p.enterprise_id, k.of_enterprise) as enterprise_id, k.team_id
    from person_read p
    left join team_known k on k.project_id = p.project_id and k.team = p.team and k.enterprise_id is not distinct from p.enterprise_id
    where p.id_value is not null and p.known_worker is null
      and p.name in (select name from labour.worker where district = $1 and id_value is null)
  ), pair as (
    select p.id_value, max(p.id_finding) as id_finding, max(p.sixteen_on) as sixteen_on, w.id as worker_id,
      case when bool_or(e.card_value = p.card_value) then 1 when bool_or(e.phone_value = p.phone_value) then 2 else 3 end as way
    from person p
    join labour.worker w on w.district = $1 and w.id_value is null and w.name = p.name
    join labour.engagement e on e.district = $1 and e.project_id = p.project_id and e.worker_id = w.id
    where e.card_value = p.card_value or e.phone_value = p.phone_value or (
      ${fits('p', 'e')}
      and (select count(distinct o.id_value) from person_read o where o.project_id = p.project_id and o.name = p.name and o.id_value is not null) = 1
      and not exists (
        select from labour.engagement oe join labour.worker o on o.district = $1 and o.id = oe.worker_id
        where oe.district = $1 and oe.project_id = p.project_id and o.name = p.name and o.id <> w.id))
    group by p.id_value, w.id
  ), counted as (
    select *, count(*) over (partition by way, id_value) as of_number, count(*) over (partition by way, worker_id) as of_worker,
      least(min(way) over (partition by id_value), min(way) over (partition by worker_id)) as best
    from pair
  )
  select id_value, id_finding, sixteen_on, worker_id, case way when 1 then 'card' when 2 then 'phone' else 'name' end as matched_by
  from counted where of_number = 1 and of_worker = 1 and way = best`

/** Finds whom the persons without a number are, and makes the rest; returns how many were made. */
export async function matchWithoutId(tx: Tx, importId: string): Promise<number> {
  await tx.client.query('drop table if exists unnumbered, candidate, card_candidate')
  await tx.client.query(
    `create temporary table unnumbered on commit drop as
      select r.person_no, r.project_id, r.enterprise_id, r.team_id, r.card_value, r.phone_value, p.name, p.candidate
      from resolved_part r join person_read p using (person_no) where r.worker_id is null`,
  )
  await tx.client.query(
    `create temporary table candidate on commit drop as
      select e.project_id, e.worker_id, w.name, w.id_value is not null as numbered, e.enterprise_id, e.team_id, e.card_value, e.phone_value
      from labour.engagement e join labour.worker w on w.district = $1 and w.id = e.worker_id
      where e.district = $1 and e.project_id in (select project_id from unnumbered) and w.name in (select name from unnumbered)
      union
      select r.project_id, r.worker_id, p.name, true, r.enterprise_id, r.team_id, r.card_value, r.phone_value
      from resolved_part r join person_read p using (person_no)
      where r.worker_id is not null and p.name in (select name from unnumbered)`,
    [tx.district],
  )
  await tx.client.query(cardCandidates, [tx.district])
  await tx.client.query('analyze unnumbered, candidate, card_candidate')
  await tx.client.query(matchByCard)
  await tx.client.query(matchByPhone)
  await tx.client.query(matchByName)
  await tx.client.query(groupTheRest)
  const made = await tx.client.query(
    `insert into labour.worker (district, id, name, import_id)
      select distinct on (r.worker_id) $1, r.worker_id, u.name, $2::uuid from resolved_part r join unnumbered u using (person_no)
      where r.matched_by = 'new' and r.worker_id = u.candidate order by r.worker_id`,
    [tx.district, importId],
  )
  return made.rowCount ?? 0
}

/** Of the project, and who is paid by this card under this name on another one: a bank's list names no numbers. */
const cardCandidates = `create temporary table card_candidate on commit drop as
  select project_id, name, card_value, worker_id from candidate where card_value is not null
  union
  select u.project_id, u.name, u.card_value, e.worker_id
  from unnumbered u join labour.engagement e on e.district = $1 and e.card_value = u.card_value
  join labour.worker w on w.district = $1 and w.id = e.worker_id and w.name = u.name`

/** The same card and the same name; a card that two workers are paid by tells nothing of a third. */
const matchByCard = `update resolved_part r set worker_id = m.worker_id, matched_by = 'card'
  from (
    select u.person_no, (array_agg(c.worker_id))[1] as worker_id
    from unnumbered u join card_candidate c on c.project_id = u.project_id and c.name = u.name and c.card_value = u.card_value
    group by u.person_no having count(distinct c.worker_id) = 1
  ) m where r.person_no = m.person_no`

/** The same phone and the same name on the project, where nobody else of that name has it: a foreman lends his number. */
const matchByPhone = `update resolved_part r set worker_id = m.worker_id, matched_by = 'phone'
  from (
    select u.person_no, (array_agg(c.worker_id))[1] as worker_id
    from unnumbered u join candidate c on c.project_id = u.project_id and c.name = u.name and c.phone_value = u.phone_value
    where u.person_no in (select person_no from resolved_part where worker_id is null)
    group by u.person_no having count(distinct c.worker_id) = 1
  ) m where r.person_no = m.person_no`

const madeForIt = `not c.numbered and c.enterprise_id is not distinct from u.enterprise_id and c.team_id is not distinct from u.team_id`

/** Two of a file with different cards, or phones, are not one worker. */
const areOne = (column: string) =>
  `(min(${column}::text) over (partition by worker_id) = max(${column}::text) over (partition by worker_id)) is not false`

/** One worker fits; or of several the one who was made for this very name, firm and team before. */
const matchByName = `update resolved_part r set worker_id = m.worker_id, matched_by = 'name'
  from (
    select person_no, worker_id, ${areOne('card_value')} as one_card, ${areOne('phone_value')} as one_phone
    from (
      select u.person_no, u.card_value, u.phone_value, case when count(distinct c.worker_id) = 1 then (array_agg(c.worker_id))[1]
        when count(distinct c.worker_id) filter (where ${madeForIt}) = 1
          then (array_agg(c.worker_id) filter (where ${madeForIt}))[1] end as worker_id
      from unnumbered u join candidate c on c.project_id = u.project_id and c.name = u.name and ${fits('u', 'c')}
      where u.person_no in (select person_no from resolved_part where worker_id is null)
      group by u.person_no, u.card_value, u.phone_value
    ) one where worker_id is not null
  ) m where r.person_no = m.person_no and m.one_card and m.one_phone`

/** Of one name on a project all are one where nothing sets them apart; else those are one who are stated alike. */
const groupTheRest = `update resolved_part r set worker_id = g.worker_id, matched_by = case when g.is_first then 'new' else 'name' end
  from (
    select person_no, first_value(candidate) over same as worker_id, row_number() over same = 1 as is_first
    from (
      select u.*, not (s.one) as apart from unnumbered u
      join (
        select project_id, name, count(distinct enterprise_id) <= 1 and count(distinct team_id) <= 1 and count(distinct card_value) <= 1
          and count(distinct phone_value) <= 1 as one
        from unnumbered where person_no in (select person_no from resolved_part where worker_id is null) group by project_id, name
      ) s on s.project_id = u.project_id and s.name = u.name
      where u.person_no in (select person_no from resolved_part where worker_id is null)
    ) rest
    window same as (partition by project_id, name, case when apart then enterprise_id end, case when apart then team_id end,
      case when apart then card_value end, case when apart then phone_value end order by person_no)
  ) g where r.person_no = g.person_no`
