-- What banks say: what became of each payment (代发结果), the movements of special accounts (专户流水), and the labour cost
-- (人工费用) that owners owe and transfer. Lines are append-only, keyed by (import_id, sheet, row), as those of 0007.

-- A project's special account (农民工工资专用账户, 条例 26). More than one while the bank is changed.
create table wages.special_account (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  project_id uuid not null,
  account_value uuid,
  holder text,
  bank text,
  import_id uuid not null,
  constraint special_account_pk primary key (district, id),
  constraint special_account_is_kept_once unique nulls not distinct (district, project_id, account_value),
  constraint special_account_number foreign key (district, account_value) references platform.personal_value (district, id)
);
comment on table wages.special_account is 'An account that a statement speaks of, on its project. Whether it is used is told by the movements that stand.';
comment on column wages.special_account.account_value is 'Its number, sealed as a card''s is; null: a statement that names none.';
comment on column wages.special_account.import_id is 'The import that first named it.';
create index special_account_value on wages.special_account (district, account_value);

create table wages.account_flow (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  import_id uuid not null,
  sheet smallint not null,
  row integer not null,
  project_id uuid not null,
  account_id uuid not null,
  flow_on date not null,
  place text collate "C" not null,
  amount_fen bigint not null,
  balance_fen bigint,
  flow_kind text not null constraint flow_kind_is_known check (flow_kind in ('labour-cost', 'wages', 'interest', 'bank-charge', 'card-refund', 'correction', 'own-transfer', 'freeze', 'other')),
  counter_name text,
  counter_value uuid,
  summary text,
  reference text,
  superseded_by uuid,
  constraint account_flow_pk primary key (district, import_id, sheet, row)
);
comment on table wages.account_flow is 'Movements of special accounts. The key is (project, account, day, place).';
comment on column wages.account_flow.place is 'The bank''s reference, else the sum and its count among the day''s equal ones: statements that overlap say a movement once.';
comment on column wages.account_flow.amount_fen is 'Above 0 came in, below 0 went out; 0 only of an event (冻结).';
comment on column wages.account_flow.flow_kind is 'By the words of the summary and who is at the other end; other: they do not tell.';
comment on column wages.account_flow.counter_value is 'The account at the other end, sealed as a card''s number is: a worker''s card is known by it.';
comment on column wages.account_flow.summary is '摘要 and 附言; numbers in it are starred out.';
create unique index account_flow_current on wages.account_flow (district, project_id, account_id, flow_on, place) where superseded_by is null;
create index account_flow_recent on wages.account_flow (district, project_id, flow_on, import_id, sheet, row) where superseded_by is null;
create index account_flow_superseded on wages.account_flow (district, superseded_by) where superseded_by is not null;

create table wages.labour_cost_transfer (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  import_id uuid not null,
  sheet smallint not null,
  row integer not null,
  project_id uuid not null,
  month text collate "C" not null constraint month_is_a_month check (length(month) = 7 and month between '1900-01' and '2999-12'),
  nth smallint not null,
  output_fen bigint,
  ratio integer constraint ratio_is_of_a_whole check (ratio between 1 and 10000),
  due_fen bigint,
  due_stated boolean not null,
  due_on date,
  paid_fen bigint,
  paid_on date,
  payer text,
  reference text,
  superseded_by uuid,
  constraint labour_cost_transfer_pk primary key (district, import_id, sheet, row)
);
comment on table wages.labour_cost_transfer is 'What the owner owed for labour in a month and transferred (条例 24, 29; 53号). The key is (project, month, nth).';
comment on column wages.labour_cost_transfer.nth is 'Which of the list''s rows of the month it is: a month may be paid in parts, and is due once.';
comment on column wages.labour_cost_transfer.ratio is 'In hundredths of a percent of the output.';
comment on column wages.labour_cost_transfer.due_stated is 'False: due_fen is output × ratio.';
create unique index labour_cost_transfer_current on wages.labour_cost_transfer (district, project_id, month, nth) where superseded_by is null;
create index labour_cost_transfer_superseded on wages.labour_cost_transfer (district, superseded_by) where superseded_by is not null;

create table wages.bank_return (
  district text collate "C" not null constraint district_is_six_digits check (length(district) = 6 and translate(district, '0123456789', '') = ''),
  import_id uuid not null,
  sheet smallint not null,
  row integer not null,
  project_id uuid not null,
  worker_id uuid not null,
  month text collate "C" constraint month_is_a_month check (length(month) = 7 and month between '1900-01' and '2999-12'),
  place text collate "C" not null,
  paid_on date not null,
  amount_fen bigint not null constraint amount_is_positive check (amount_fen > 0),
  outcome text not null constraint outcome_is_known check (outcome in ('paid', 'failed', 'refunded', 'pending')),
  reason text,
  batch_no text,
  card_value uuid,
  found_month text collate "C" constraint found_month_is_a_month check (length(found_month) = 7 and found_month between '1900-01' and '2999-12'),
  counts_for text collate "C" generated always as (coalesce(month, found_month)) stored,
  superseded_by uuid,
  constraint bank_return_pk primary key (district, import_id, sheet, row)
);
comment on table wages.bank_return is 'What a bank did with a payment. The key is (project, worker, month, place).';
comment on column wages.bank_return.month is 'The month it pays for, as the list says; null: it does not.';
comment on column wages.bank_return.place is 'The bank''s reference, else day, batch and count: the same line sent again is not a second one.';
comment on column wages.bank_return.found_month is 'Where the list says none: that of the worker''s pay line of this sum (docs/decisions/0013), kept as the ledger is.';
comment on column wages.bank_return.counts_for is 'The month it counts for.';
create unique index bank_return_current on wages.bank_return (district, project_id, worker_id, month, place) nulls not distinct where superseded_by is null;
create index bank_return_counts on wages.bank_return (district, project_id, counts_for, worker_id);
comment on index wages.bank_return_counts is 'What the ledger is folded from, project-month by project-month; and whether a worker-month has any.';
create index bank_return_open on wages.bank_return (district, project_id, worker_id) where superseded_by is null and month is null;
create index bank_return_superseded on wages.bank_return (district, superseded_by) where superseded_by is not null;

-- What was paid for a worker-month that banks speak of, by day: sheets and banks say one payment once. A fold, kept in the
-- transaction that brings a fact, as the ledger is.
create table wages.settled_payment (
  district text collate "C" not null constraint district_is_six_digits check (length(district) = 6 and translate(district, '0123456789', '') = ''),
  project_id uuid not null,
  worker_id uuid not null,
  month text collate "C" not null constraint month_is_a_month check (length(month) = 7 and month between '1900-01' and '2999-12'),
  paid_on date not null,
  amount_fen bigint not null,
  constraint settled_payment_pk primary key (district, project_id, month, worker_id, paid_on)
);

-- What later modules may read.
create or replace view wages.payment_day with (security_invoker = true) as
  select p.district, p.project_id, p.worker_id, p.month, p.paid_on, sum(p.amount_fen)::bigint as amount_fen
  from wages.payment p
  where not exists (
    select from wages.bank_return r where r.district = p.district and r.project_id = p.project_id and r.counts_for = p.month
      and r.worker_id = p.worker_id and r.superseded_by is null)
  group by p.district, p.project_id, p.worker_id, p.month, p.paid_on
  union all
  select district, project_id, worker_id, month, paid_on, amount_fen from wages.settled_payment;
comment on view wages.payment_day is 'Published: what was paid to a worker for a month on a day: standing payments of sheets and banks, each once.';
comment on view wages.payment is 'Payments that pay sheets state, as they stand; in two parts, so that each finds its index.';

create view wages.special_account_face with (security_invoker = true) as
  select a.district, a.id, a.project_id, a.holder, a.bank, v.masked as account_masked
  from wages.special_account a
  left join platform.personal_value v on v.district = a.district and v.id = a.account_value
  where exists (select from wages.account_flow f where f.district = a.district and f.project_id = a.project_id and f.account_id = a.id and f.superseded_by is null);
comment on view wages.special_account_face is 'Published: special accounts that movements stand of; of a number only its masked text.';

create view wages.account_flow_face with (security_invoker = true) as
  select f.district, f.import_id, f.sheet, f.row, f.project_id, f.account_id, f.flow_on, f.place, f.amount_fen, f.balance_fen, f.flow_kind,
    f.counter_name, v.masked as counter_masked, f.summary, f.reference
  from wages.account_flow f
  left join platform.personal_value v on v.district = f.district and v.id = f.counter_value
  where f.superseded_by is null;
comment on view wages.account_flow_face is 'Published: movements of special accounts that stand; of a number only its masked text.';

create view wages.labour_cost_month with (security_invoker = true) as
  select district, project_id, month, sum(due_fen)::bigint as due_fen, bool_and(due_stated) filter (where due_fen is not null) as due_stated,
    max(due_on) as due_on, sum(paid_fen)::bigint as paid_fen, max(paid_on) as paid_on, count(*)::integer as lines
  from wages.labour_cost_transfer where superseded_by is null
  group by district, project_id, month;
comment on view wages.labour_cost_month is 'Published: labour cost due and transferred, by the month it is for; null where no line says it.';

-- A payment file is compared with the cards that are known.
create or replace view labour.engagement_face with (security_invoker = true) as
  select district, project_id, worker_id, enterprise_id, team_id, trade, team_leader, on_roster, entered_on, left_on, rate_unit, rate_fen, card_value
  from labour.engagement;

-- Whose a card is, whatever the project: a bank's list names its payees by card and name alone.
create index engagement_any_card on labour.engagement (district, card_value) where card_value is not null;

alter table wages.special_account enable row level security;
alter table wages.account_flow enable row level security;
alter table wages.labour_cost_transfer enable row level security;
alter table wages.bank_return enable row level security;
alter table wages.settled_payment enable row level security;
create policy in_scope on wages.special_account using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on wages.labour_cost_transfer using (district between current_setting('huxin.first') and current_setting('huxin.last'));
-- As in 0007: rows that are written are checked by settings read once a statement.
create policy in_scope on wages.account_flow using (district between current_setting('huxin.first') and current_setting('huxin.last'))
  with check (district between (select current_setting('huxin.first')) and (select current_setting('huxin.last')));
create policy in_scope on wages.bank_return using (district between current_setting('huxin.first') and current_setting('huxin.last'))
  with check (district between (select current_setting('huxin.first')) and (select current_setting('huxin.last')));
create policy in_scope on wages.settled_payment using (district between current_setting('huxin.first') and current_setting('huxin.last'))
  with check (district between (select current_setting('huxin.first')) and (select current_setting('huxin.last')));
create policy own_projects on wages.special_account as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
create policy own_projects on wages.labour_cost_transfer as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
create policy own_projects on wages.account_flow as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')))
  with check ((select current_setting('huxin.projects')) = '*' or project_id::text = any (string_to_array((select current_setting('huxin.projects')), ',')));
create policy own_projects on wages.bank_return as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')))
  with check ((select current_setting('huxin.projects')) = '*' or project_id::text = any (string_to_array((select current_setting('huxin.projects')), ',')));
create policy own_projects on wages.settled_payment as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')))
  with check ((select current_setting('huxin.projects')) = '*' or project_id::text = any (string_to_array((select current_setting('huxin.projects')), ',')));
grant select, insert on wages.special_account, wages.account_flow, wages.labour_cost_transfer, wages.bank_return to huxin_app;
grant update (holder, bank) on wages.special_account to huxin_app;
grant update (superseded_by) on wages.account_flow, wages.labour_cost_transfer to huxin_app;
grant update (superseded_by, found_month) on wages.bank_return to huxin_app;
grant select, insert, delete on wages.settled_payment to huxin_app;
grant select on wages.special_account_face, wages.account_flow_face, wages.labour_cost_month to huxin_app;
