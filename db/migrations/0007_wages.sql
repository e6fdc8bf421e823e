-- What is due, what was paid, and the worker-month ledger that says what is owed.
create schema wages;
grant usage on schema wages to huxin_app;

create table wages.pay_line (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  import_id uuid not null,
  sheet smallint not null,
  row integer not null,
  project_id uuid not null,
  worker_id uuid not null,
  team_id uuid,
  month text collate "C" not null constraint month_is_a_month check (month ~ '^[0-9]{4}-[0-9]{2}$'),
  kind text not null constraint kind_is_known check (kind in ('ordinary', 'back-pay')),
  due_fen bigint not null,
  due_stated boolean not null,
  deducted_fen bigint not null,
  net_fen bigint,
  workdays_hundredths integer,
  card_value uuid,
  superseded_by uuid,
  constraint pay_line_pk primary key (district, import_id, sheet, row)
);
comment on column wages.pay_line.due_fen is '应发, or 实发 where the sheet states no 应发 (due_stated is false then).';
comment on column wages.pay_line.month is 'The month the work was done in; of back pay the month it makes good.';
comment on column wages.pay_line.superseded_by is 'The import whose line took its place (its own where a later row of the same file did); the zero uuid where it was taken back; null while it stands.';
create unique index pay_line_current on wages.pay_line (district, project_id, worker_id, month, team_id, kind) nulls not distinct where superseded_by is null;
create index pay_line_superseded on wages.pay_line (district, superseded_by) where superseded_by is not null;

create table wages.payment (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  import_id uuid not null,
  sheet smallint not null,
  row integer not null,
  project_id uuid not null,
  worker_id uuid not null,
  month text collate "C" not null constraint month_is_a_month check (month ~ '^[0-9]{4}-[0-9]{2}$'),
  paid_on date not null,
  place text collate "C" not null,
  amount_fen bigint not null,
  superseded_by uuid,
  constraint payment_pk primary key (district, import_id, sheet, row)
);
comment on column wages.payment.place is 'The bank''s or sheet''s own reference, else its count among the sheet''s lines of the same worker, month and day: the same payment sent again is not a second one.';
create unique index payment_current on wages.payment (district, project_id, worker_id, month, paid_on, place) where superseded_by is null;
create index payment_superseded on wages.payment (district, superseded_by) where superseded_by is not null;

-- The heart: one row a worker-month of a project, kept in the transaction that brings a fact.
create table wages.ledger (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  project_id uuid not null,
  worker_id uuid not null,
  month text collate "C" not null constraint month_is_a_month check (month ~ '^[0-9]{4}-[0-9]{2}$'),
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
  constraint ledger_pk primary key (district, project_id, worker_id, month)
);
comment on column wages.ledger.pay_on is 'The day wages of this month are to be paid; calendar''s arithmetic.';
comment on column wages.ledger.due_basis is 'What due_fen stands on; unknown: attended, but no pay line and no rate (due_fen is 0 and says nothing).';
comment on column wages.ledger.owed_fen is 'max(0, due − deducted − paid), whatever the day; overdue is what of it is owed after pay_on.';
create index ledger_not_on_time on wages.ledger (district, pay_on, project_id, worker_id) where owed_fen > 0 or paid_late_fen > 0;
create index ledger_worker on wages.ledger (district, worker_id, month);

create view wages.worker_month with (security_invoker = true) as
  select district, project_id, worker_id, month, pay_on, attended, days_present, minutes, workdays_hundredths,
    due_basis, due_fen, deducted_fen, paid_on_time_fen, paid_late_fen, owed_fen
  from wages.ledger;
comment on view wages.worker_month is 'Published: the worker-month ledger.';

create view wages.payment_day with (security_invoker = true) as
  select district, project_id, worker_id, month, paid_on, sum(amount_fen)::bigint as amount_fen
  from wages.payment where superseded_by is null
  group by district, project_id, worker_id, month, paid_on;
comment on view wages.payment_day is 'Published: what was paid to a worker for a month on a day, all standing payments together.';

alter table wages.pay_line enable row level security;
alter table wages.payment enable row level security;
alter table wages.ledger enable row level security;
create policy in_scope on wages.pay_line using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on wages.payment using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on wages.ledger using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy own_projects on wages.pay_line as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
create policy own_projects on wages.payment as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
create policy own_projects on wages.ledger as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
grant select, insert on wages.pay_line, wages.payment to huxin_app;
grant update (superseded_by) on wages.pay_line, wages.payment to huxin_app;
grant select, insert, update, delete on wages.ledger to huxin_app;
grant select on wages.worker_month, wages.payment_day to huxin_app;
