import type { RowFinding } from '../../kernel/row-finding.ts'
import type { Reading } from '../../platform/context.ts'

/** More of them are one fault of the whole list, and would be read by nobody. */
const mostFindings = 1_000

interface Found {
  sheet: number
  row: number
  code: string
}

/** Rows of `stage_bank_return` whose card is not the one that roster or pay sheet say, or is another worker's. */
export async function listCardsThatDiffer(reading: Reading): Promise<RowFinding[]> {
  const found = await reading.client.query<Found>(
    `with line as (
        select s.sheet, s.row, p.project_id, p.worker_id, p.card_value
        from stage_bank_return s join resolved_person p using (person_no) where p.card_value is not null
      ), pair as (
        select distinct project_id, worker_id, card_value from line
      ), told as (
        select p.*, exists (
            select from labour.engagement_face o where o.district = $1 and o.project_id = p.project_id and o.card_value = p.card_value
              and o.worker_id <> p.worker_id) as of_another,
          (e.card_value is not null and e.card_value <> p.card_value) or exists (
            select from wages.pay_line l where l.district = $1 and l.project_id = p.project_id and l.worker_id = p.worker_id
              and l.superseded_by is null and l.card_value is not null and l.card_value <> p.card_value) as differs
        from pair p
        left join labour.engagement_face e on e.district = $1 and e.project_id = p.project_id and e.worker_id = p.worker_id
      )
      select l.sheet, l.row, case when t.of_another then 'wages.card-of-another' else 'wages.card-differs' end as code
      from line l join told t on t.project_id = l.project_id and t.worker_id = l.worker_id and t.card_value = l.card_value
      where t.of_another or t.differs order by l.sheet, l.row limit ${mostFindings}`,
    [reading.district],
  )
  return found.rows.map((one) => ({ ...one, field: 'card', values: {}, waits: false }))
}

/**
 * What `stage_bank_transfer` asks to pay, compared with what is known: nobody of that name or number on the project, another
 * card than his, no pay line of the month, another sum than its net. Nobody is made and nothing is kept.
 */
export async function compareTransfers(
  reading: Reading,
  projects: ReadonlyMap<string, string>,
): Promise<RowFinding[]> {
  const found = await reading.client.query<Found & { values: RowFinding['values'] | null }>(
    compared,
    [reading.district, [...projects.keys()], [...projects.values()]],
  )
  return found.rows.map(({ values, ...one }) => ({
    ...one,
    field:
      one.code === 'wages.net-differs'
        ? 'amount'
        : one.code === 'wages.card-differs'
          ? 'card'
          : 'name',
    values: values ?? {},
    waits: false,
  }))
}

/** By number, else by card and name, else by a name that is one on the project. */
const compared = `with line as (
    select s.sheet, s.row, j.project_id, s.name, s.month, s.amount_fen, i.id as id_value, c.id as card_value
    from stage_bank_transfer s
    join unnest($2::text[], $3::uuid[]) as j (code, project_id) on j.code = coalesce(s.project_code, '')
    left join platform.personal_value i on i.district = $1 and i.kind = 'id-number' and i.blind_index = s.id_index
    left join platform.personal_value c on c.district = $1 and c.kind = 'card' and c.blind_index = s.card_index
  ), known as (
    select e.project_id, e.worker_id, e.card_value, w.name, w.id_value,
      count(*) over (partition by e.project_id, w.name) as namesakes
    from labour.engagement_face e join labour.worker_face w on w.district = e.district and w.id = e.worker_id
    where e.district = $1 and e.project_id in (select project_id from line)
  ), who as (
    select distinct on (l.sheet, l.row) l.*, k.worker_id, k.card_value as known_card
    from line l left join known k on k.project_id = l.project_id and (
      k.id_value = l.id_value or (k.name = l.name and (k.card_value = l.card_value or k.namesakes = 1)))
    order by l.sheet, l.row, k.id_value = l.id_value desc nulls last, k.card_value = l.card_value desc nulls last, k.worker_id
  ), net as (
    select w.sheet, w.row, sum(l.net_fen)::bigint as net_fen, count(l.import_id) as lines
    from who w join wages.pay_line l on l.district = $1 and l.project_id = w.project_id and l.month = w.month
      and l.worker_id = w.worker_id and l.superseded_by is null
    group by w.sheet, w.row
  ), paying as (
    select distinct l.project_id, l.month from (select distinct project_id, month from who) m
    join wages.pay_line l on l.district = $1 and l.project_id = m.project_id and l.month = m.month and l.superseded_by is null
  )
  select * from (
    select sheet, row, 'wages.payee-unknown' as code, null::jsonb as values from who where worker_id is null
    union all
    select sheet, row, 'wages.card-differs', null from who where known_card is not null and card_value is distinct from known_card
    union all
    select w.sheet, w.row, 'wages.not-on-pay-sheet', jsonb_build_object('month', w.month)
    from who w join paying p on p.project_id = w.project_id and p.month = w.month
    left join net n on n.sheet = w.sheet and n.row = w.row where w.worker_id is not null and n.lines is null
    union all
    select w.sheet, w.row, 'wages.net-differs', jsonb_build_object('net', to_char(n.net_fen / 100.0, 'FM999,999,999,990.00'))
    from who w join net n on n.sheet = w.sheet and n.row = w.row where n.net_fen is not null and n.net_fen <> w.amount_fen
  ) f order by sheet, row, code limit ${mostFindings}`
