import type { Tx } from '../../platform/context.ts'

/*
 * The bulk statements of recordPay, in their order. Each handles a whole file; none is sorted that need not be: lines go in
 * as the sheet has them, which is near to the order of both indexes. Lines that meet nothing (the rule) pass through one
 * join only.
 */

/** `pay_person`: who is meant by a person number; `who` numbers workers on projects, shorter to compare than two ids. */
export async function readPayPersons(tx: Tx): Promise<void> {
  await tx.client.query('drop table if exists pay_person')
  await tx.client.query(
    `create temporary table pay_person on commit drop as
      select person_no, project_id, worker_id, team_id, card_value, dense_rank() over (order by project_id, worker_id)::integer as who
      from resolved_person`,
  )
  await tx.client.query('analyze pay_person')
}

/**
 * `pay_repeated`: the rows of worker-months that the file has more than once, and whether each is the last of its line and
 * of its payment. Returns how many rows.
 */
export async function findRepeated(tx: Tx): Promise<number> {
  await tx.client.query('drop table if exists pay_repeated')
  const found = await tx.client.query(
    `create temporary table pay_repeated on commit drop as
      with again as (
        select p.who, s.month from stage_pay s join pay_person p using (person_no) group by p.who, s.month having count(*) > 1
      )
      select s.sheet, s.row,
        lead(s.row) over (partition by p.who, s.month, p.team_id, s.kind order by s.sheet, s.row) is null as line_is_last,
        lead(s.row) over (partition by p.who, s.month, s.paid_on, s.place order by s.sheet, s.row) is null as payment_is_last
      from again a join pay_person p using (who) join stage_pay s on s.person_no = p.person_no and s.month = a.month`,
  )
  return found.rowCount ?? 0
}

/** `pay_standing`: what stands of the file's workers and months, of lines and of payments. Returns how many. */
export async function findStanding(tx: Tx): Promise<number> {
  await tx.client.query('drop table if exists pay_standing')
  const columns = `l.import_id, l.sheet, l.row, l.project_id, l.worker_id, l.month, l.team_id, l.kind, l.due_fen, l.due_stated,
    l.deducted_fen, l.net_fen, l.workdays_hundredths, l.paid_on, l.place, l.superseded_by is null as line_stands,
    l.paid_on is not null and l.payment_superseded_by is null as payment_stands`
  const found = await tx.client.query(
    `create temporary table pay_standing on commit drop as
      with place as (
        select p.project_id, m.month from (select distinct project_id from pay_person) p cross join (select distinct month from stage_pay) m
      ), standing as (
        select ${columns} from place join wages.pay_line l on l.district = $1 and l.project_id = place.project_id and l.month = place.month
          and l.superseded_by is null
        union all
        select ${columns} from place join wages.pay_line l on l.district = $1 and l.project_id = place.project_id and l.month = place.month
          and l.superseded_by is not null and l.payment_superseded_by is null and l.paid_on is not null
      )
      select w.who, s.* from standing s
      join (select distinct project_id, worker_id, who from pay_person) w on w.project_id = s.project_id and w.worker_id = s.worker_id`,
    [tx.district],
  )
  if (found.rowCount) await tx.client.query('analyze pay_standing')
  return found.rowCount ?? 0
}

/** `pay_met`: rows of the file that meet a standing line or payment of their key, and whether they say the same. */
export async function matchStanding(tx: Tx, repeated: boolean): Promise<void> {
  await tx.client.query('drop table if exists pay_met')
  const last = (what: string) => (repeated ? `and x.${what} is distinct from false` : '')
  const pick = (what: string, of: string) => `(array_agg(${what}) filter (where ${of}))[1]`
  await tx.client.query(
    `create temporary table pay_met on commit drop as
      select sheet, row, ${pick('import_id', 'of_line')} as line_import, ${pick('standing_sheet', 'of_line')} as line_sheet,
        ${pick('standing_row', 'of_line')} as line_row, bool_or(line_equal) filter (where of_line) as line_equal,
        ${pick('import_id', 'of_payment')} as payment_import, ${pick('standing_sheet', 'of_payment')} as payment_sheet,
        ${pick('standing_row', 'of_payment')} as payment_row, bool_or(payment_equal) filter (where of_payment) as payment_equal
      from (
        select s.sheet, s.row, t.import_id, t.sheet as standing_sheet, t.row as standing_row,
          t.line_stands and t.kind = s.kind and t.team_id is not distinct from p.team_id ${last('line_is_last')} as of_line,
          t.payment_stands and t.paid_on = s.paid_on and t.place = s.place ${last('payment_is_last')} as of_payment,
          (s.due_fen, s.due_stated, s.deducted_fen, s.net_fen, s.workdays_hundredths)
            is not distinct from (t.due_fen, t.due_stated, t.deducted_fen, t.net_fen, t.workdays_hundredths) as line_equal,
          s.net_fen = t.net_fen as payment_equal
        from stage_pay s join pay_person p using (person_no)
        join pay_standing t on t.who = p.who and t.month = s.month
        ${repeated ? 'left join pay_repeated x on x.sheet = s.sheet and x.row = s.row' : ''}
      ) m where of_line or of_payment group by sheet, row`,
  )
  await tx.client.query('analyze pay_met')
}

/** What gives way to the file's different lines and payments; each row once. Returns how many. */
export async function supersedeMet(tx: Tx, importId: string): Promise<number> {
  const done = await tx.client.query(
    `update wages.pay_line l set superseded_by = case when m.line then $2::uuid else l.superseded_by end,
        payment_superseded_by = case when m.payment then $2::uuid else l.payment_superseded_by end
      from (
        select import_id, sheet, row, bool_or(line) as line, bool_or(payment) as payment
        from (
          select line_import as import_id, line_sheet as sheet, line_row as row, true as line, false as payment
          from pay_met where not line_equal
          union all
          select payment_import, payment_sheet, payment_row, false, true from pay_met where not payment_equal
        ) one group by import_id, sheet, row
      ) m
      where l.district = $1 and l.import_id = m.import_id and l.sheet = m.sheet and l.row = m.row`,
    [tx.district, importId],
  )
  return done.rowCount ?? 0
}

export interface Meeting {
  readonly repeated: boolean
  readonly met: boolean
}

/** Adds the file's lines, as the sheet has them. What confirms a standing equal one is kept behind it. */
export async function insertPayLines(
  tx: Tx,
  importId: string,
  { repeated, met }: Meeting,
): Promise<number> {
  const line = [
    repeated ? 'when not x.line_is_last then $2::uuid' : '',
    met ? 'when m.line_equal then m.line_import' : '',
  ]
  const payment = [
    repeated ? 'when not x.payment_is_last then $2::uuid' : '',
    met ? 'when m.payment_equal then m.payment_import' : '',
  ]
  const placeOf = (cases: readonly string[], only: string) =>
    repeated || met ? `case ${only} ${cases.join(' ')} end` : 'null::uuid'
  const done = await tx.client.query(
    `insert into wages.pay_line (district, import_id, sheet, row, project_id, worker_id, team_id, month, kind, due_fen, due_stated,
        deducted_fen, net_fen, workdays_hundredths, card_value, paid_on, place, superseded_by, payment_superseded_by)
      select $1, $2::uuid, s.sheet, s.row, p.project_id, p.worker_id, p.team_id, s.month, s.kind, s.due_fen, s.due_stated, s.deducted_fen,
        s.net_fen, s.workdays_hundredths, p.card_value, s.paid_on, s.place, ${placeOf(line, '')},
        ${placeOf(payment, 'when s.paid_on is null then null')}
      from stage_pay s join pay_person p using (person_no)
      ${repeated ? 'left join pay_repeated x on x.sheet = s.sheet and x.row = s.row' : ''}
      ${met ? 'left join pay_met m on m.sheet = s.sheet and m.row = s.row' : ''}`,
    [tx.district, importId],
  )
  return done.rowCount ?? 0
}

/** Rows that say nothing new: the line stands so already, and so does its payment where it has one. */
export async function countUnchanged(tx: Tx): Promise<number> {
  const counted = await tx.client.query<{ unchanged: number }>(
    `select count(*) as unchanged from pay_met m join stage_pay s on s.sheet = m.sheet and s.row = m.row
      where m.line_equal and (m.payment_equal or s.paid_on is null)`,
  )
  return counted.rows[0]?.unchanged ?? 0
}
