-- What is due, what was paid, and the worker-month ledger that says what is owed.
create schema wages;
grant usage on schema wages to huxin_app;

-- A line of a pay sheet holds two facts, each with a key of its own: what is due, and, where it names the day of
-- payment, what was paid. Append-only, keyed by (import_id, sheet, row), without foreign keys: see labour.
create table wages.pay_line (
  district text collate "C" not null constraint district_is_six_digits check (length(district) = 6 and translate(district, '0123456789', '') = ''),
  import_id uuid not null,
  sheet smallint not null,
  row integer not null,
  project_id uuid not null,
  worker_id uuid not null,
  team_id uuid,
  month text collate "C" not null constraint month_is_a_month check (length(month) = 7 and month between '1900-01' and '2999-12'),
  kind text not null constraint kind_is_known check (kind in ('ordinary', 'back-pay')),
  due_fen bigint not null,
  due_stated boolean not null,
  deducted_fen bigint not null,
  net_fen bigint,
  workdays_hundredths integer,
  card_value uuid,
  paid_on date,
  place text collate "C",
  superseded_by uuid,
  payment_superseded_by uuid,
  constraint pay_line_pk primary key (district, import_id, sheet, row),
  constraint payment_has_sum_and_place check (paid_on is null or (net_fen is not null and place is not null))
);
comment on table wages.pay_line is 'Lines of pay sheets. What is due has the key (project, worker, month, team, kind); what was paid (project, worker, month, paid_on, place).';
comment on column wages.pay_line.month is 'The month the work was done in; of back pay the month it makes good.';
comment on column wages.pay_line.due_fen is '应发, or 实发 where the sheet states no 应发 (due_stated is false then). Of an ordinary line only it counts: back pay is a payment and no new due.';
comment on column wages.pay_line.net_fen is '实发; with paid_on it is what was paid.';
comment on column wages.pay_line.paid_on is '发放日期; null: the line is no payment (a request to pay, 委托支付, is none).';
comment on column wages.pay_line.place is 'The bank''s or sheet''s own reference, else its count among the sheet''s lines of the same worker, month and day: the same payment sent again is not a second one.';
comment on column wages.pay_line.superseded_by is 'Of what is due. Null: it stands. The import whose line took its place (its own where a later row of the same file did), or whose equal line stands already; the zero uuid where it was taken back.';
comment on column wages.pay_line.payment_superseded_by is 'Of what was paid: the same, by the key of a payment.';
create unique index pay_line_current on wages.pay_line (district, project_id, month, worker_id, team_id, kind) nulls not distinct where superseded_by is null;
comment on index wages.pay_line_current is 'One line stands of a key; and what the ledger is folded from, project-month by project-month.';
-- What gave way: the history of a worker-month, and payments that stand though the line they came with does not.
create index pay_line_behind on wages.pay_line (district, project_id, month, worker_id) where superseded_by is not null;

-- The heart: one row a worker-month of a project, kept in the transaction that brings a fact.
create table wages.ledger (
  district text collate "C" not null constraint district_is_six_digits check (length(district) = 6 and translate(district, '0123456789', '') = ''),
  project_id uuid not null,
  worker_id uuid not null,
  month text collate "C" not null constraint month_is_a_month check (length(month) = 7 and month between '1900-01' and '2999-12'),
  pay_on date not null,
  attended boolean not null,
  days_present smallint not null,
  minutes integer not null,
  workdays_hundredths integer not null,
  due_basis text not null constraint due_basis_is_known check (due_basis in ('pay-line', 'rate', 'unknown', 'none')),
  due_fen bigint not null,
  deducted_fen bigint not null,
  paid_on_time_fen bigint not null,
  paid_late_fen bigint not null,
  owed_fen bigint not null,
  constraint ledger_pk primary key (district, project_id, month, worker_id)
);
comment on column wages.ledger.pay_on is 'The day wages of this month are to be paid; calendar''s arithmetic.';
comment on column wages.ledger.due_basis is 'What due_fen stands on; unknown: attended, but no pay line and no rate (due_fen is 0 and says nothing).';
comment on column wages.ledger.owed_fen is 'max(0, due − deducted − paid), whatever the day; overdue is what of it is owed after pay_on.';
-- Lists walk the projects and read each one's months; a worker's months are found through his engagements. So the key
-- serves every list, and the largest table has one index more: what an office asks for first.
create index ledger_exception on wages.ledger (district, project_id, month, worker_id) where owed_fen > 0 or paid_late_fen > 0 or due_basis in ('unknown', 'rate');

create view wages.worker_month with (security_invoker = true) as
  select district, project_id, worker_id, month, pay_on, attended, days_present, minutes, workdays_hundredths,
    due_basis, due_fen, deducted_fen, paid_on_time_fen, paid_late_fen, owed_fen
  from wages.ledger;
comment on view wages.worker_month is 'Published: the worker-month ledger.';

create view wages.payment with (security_invoker = true) as
  select district, project_id, worker_id, month, paid_on, place, net_fen as amount_fen, import_id, sheet, row
  from wages.pay_line where superseded_by is null and payment_superseded_by is null and paid_on is not null
  union all
  select district, project_id, worker_id, month, paid_on, place, net_fen as amount_fen, import_id, sheet, row
  from wages.pay_line where superseded_by is not null and payment_superseded_by is null and paid_on is not null;
comment on view wages.payment is 'Payments that stand; in two parts, so that each finds its index.';

create view wages.payment_day with (security_invoker = true) as
  select district, project_id, worker_id, month, paid_on, sum(amount_fen)::bigint as amount_fen
  from wages.payment
  group by district, project_id, worker_id, month, paid_on;
comment on view wages.payment_day is 'Published: what was paid to a worker for a month on a day, all standing payments together.';

alter table wages.pay_line enable row level security;
alter table wages.ledger enable row level security;
-- Rows that are written are checked by settings read once a statement (a fifth of the cost of a large file otherwise);
-- rows that are read by plain expressions, which the planner can reckon with.
create policy in_scope on wages.pay_line using (district between current_setting('huxin.first') and current_setting('huxin.last'))
  with check (district between (select current_setting('huxin.first')) and (select current_setting('huxin.last')));
create policy in_scope on wages.ledger using (district between current_setting('huxin.first') and current_setting('huxin.last'))
  with check (district between (select current_setting('huxin.first')) and (select current_setting('huxin.last')));
create policy own_projects on wages.pay_line as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')))
  with check ((select current_setting('huxin.projects')) = '*' or project_id::text = any (string_to_array((select current_setting('huxin.projects')), ',')));
create policy own_projects on wages.ledger as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')))
  with check ((select current_setting('huxin.projects')) = '*' or project_id::text = any (string_to_array((select current_setting('huxin.projects')), ',')));
grant select, insert on wages.pay_line to huxin_app;
grant update (superseded_by, payment_superseded_by) on wages.pay_line to huxin_app;
grant select, insert, update, delete on wages.ledger to huxin_app;
grant select on wages.worker_month, wages.payment, wages.payment_day to huxin_app;
