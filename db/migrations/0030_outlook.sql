-- What is due until the Spring Festival, what money is in sight, and who has promised to pay what by when.
create schema outlook;
grant usage on schema outlook to huxin_app;

-- How a project stands before the festival; looked at again when a fact touches it or a day has passed.
create table outlook.project_outlook (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  project_id uuid not null,
  festival_on date not null,
  looked_on date,
  people integer not null,
  owed_fen bigint not null,
  estimated_fen bigint not null,
  due_fen bigint not null,
  unknown_worker_months integer not null,
  unestimated boolean not null,
  method text not null constraint method_is_known check (method in ('usual-pay', 'agreed-rate', 'nothing-to-work', 'unknown')),
  confidence text not null constraint confidence_is_known check (confidence in ('high', 'medium', 'low', 'none')),
  account_fen bigint,
  account_on date,
  labour_cost_fen bigint,
  entered_fen bigint not null,
  deposit_fen bigint not null,
  money_fen bigint not null,
  gap_fen bigint not null,
  plan_id uuid,
  planned_fen bigint not null,
  kept_fen bigint not null,
  late_fen bigint not null,
  broken_fen bigint not null,
  broken integer not null,
  next_promise_on date,
  needs_plan boolean not null,
  answered_on date,
  constraint project_outlook_pk primary key (district, project_id),
  constraint gap_is_what_lacks check (gap_fen = greatest(0, due_fen - money_fen)),
  constraint due_is_its_parts check (due_fen = owed_fen + estimated_fen)
);
comment on table outlook.project_outlook is 'Per project: wages until the festival, money in sight, the gap, and how its plan is kept. Reckoned by rules/, never by hand.';
comment on column outlook.project_outlook.looked_on is 'The day it was reckoned for. Null: a fact has touched it since.';
comment on column outlook.project_outlook.unestimated is 'A part of the wages could not be estimated: what is due is more than due_fen says.';
comment on column outlook.project_outlook.unknown_worker_months is 'Worker-months before this one of which nobody has said what is due.';
comment on column outlook.project_outlook.account_fen is 'Null: no statement of the special account was ever taken in.';
comment on column outlook.project_outlook.deposit_fen is 'Standing deposits and letters; not in money_fen: they are drawn by an order only (人社部发〔2021〕65号 19).';
comment on column outlook.project_outlook.broken_fen is 'Of promises whose day has passed: what is not paid today.';
comment on column outlook.project_outlook.answered_on is 'The day an answer to its task was checked, while it still has no plan.';
create index project_outlook_due on outlook.project_outlook (district, looked_on nulls first, project_id);
create index project_outlook_gap on outlook.project_outlook (district, gap_fen desc, project_id);
create index project_outlook_plan on outlook.project_outlook (district, plan_id);

-- A project's pay-out plan for one festival; its promises change by versions, each an event.
create table outlook.plan (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  project_id uuid not null,
  festival_on date not null,
  version integer not null,
  made_on date not null,
  constraint plan_pk primary key (district, id),
  constraint plan_is_one_of_a_festival unique (district, project_id, festival_on)
);
comment on column outlook.plan.made_on is 'The day of its first version: payments count from it on.';

create table outlook.promise (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  plan_id uuid not null,
  project_id uuid not null,
  begins_on date,
  due_on date not null,
  amount_fen bigint not null constraint amount_is_positive check (amount_fen > 0),
  people integer not null constraint people_are_some check (people > 0),
  payer text not null constraint payer_is_known check (payer in ('owner', 'general-contractor', 'subcontractor', 'labour-company', 'other')),
  money_source text not null constraint money_source_is_known check (money_source in ('special-account', 'labour-cost', 'progress-payment', 'own-funds', 'loan', 'other')),
  words text not null,
  added_in integer not null,
  added_on date not null,
  dropped_in integer,
  dropped_on date,
  asked_on date,
  constraint promise_pk primary key (district, id),
  constraint promise_of_plan foreign key (district, plan_id) references outlook.plan (district, id),
  constraint promise_begins_before_it_ends check (begins_on is null or begins_on <= due_on)
);
comment on table outlook.promise is 'What is to be paid until a day. Whether it was is told by the payments of the ledger, and stands nowhere here.';
comment on column outlook.promise.added_in is 'The plan''s version that brought it; dropped_in: the one that no longer has it.';
comment on column outlook.promise.asked_on is 'The day its owner was asked why it was not kept; null again once it is paid.';
create index promise_plan on outlook.promise (district, plan_id, due_on, id);
create index promise_project on outlook.promise (district, project_id, due_on);

-- Money that somebody says will come.
create table outlook.money (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  project_id uuid not null,
  festival_on date not null,
  amount_fen bigint not null constraint amount_is_positive check (amount_fen > 0),
  expected_on date not null,
  money_source text not null constraint money_source_is_known check (money_source in ('special-account', 'labour-cost', 'progress-payment', 'own-funds', 'loan', 'other')),
  words text not null,
  entered_on date not null,
  entered_by uuid not null,
  entered_by_name text not null,
  entered_by_organisation text not null,
  withdrawn_on date,
  withdrawn_by_name text,
  withdrawn_why text,
  constraint money_pk primary key (district, id)
);
comment on table outlook.money is 'Entered by hand: counts until the day it is expected on, then it is in the account or did not come.';
comment on column outlook.money.words is 'Where it comes from, in the words of whoever entered it.';
create index money_project on outlook.money (district, project_id, expected_on, id);

create table outlook.evidence (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  project_id uuid not null,
  money_id uuid,
  name text not null,
  media text not null constraint media_is_known check (media in ('pdf', 'jpeg', 'png', 'xlsx')),
  hash text collate "C" not null,
  bytes bigint not null,
  uploaded_by uuid not null,
  uploaded_at timestamptz not null,
  constraint evidence_pk primary key (district, id),
  constraint evidence_of_money foreign key (district, money_id) references outlook.money (district, id),
  constraint evidence_is_file foreign key (district, hash) references files.file (district, hash)
);
comment on column outlook.evidence.money_id is 'The money that it proves; null while it was only uploaded.';
create index evidence_money on outlook.evidence (district, money_id);
create index evidence_hash on outlook.evidence (district, hash);
create index evidence_project on outlook.evidence (district, project_id, id);

-- What was done and what came of it, in order. Rows are added, never changed.
create table outlook.outlook_event (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  project_id uuid not null,
  kind text not null constraint kind_is_known check (kind in ('plan-made', 'plan-changed', 'money-entered', 'money-withdrawn', 'promise-broken', 'promise-paid')),
  detail jsonb not null,
  actor_name text not null,
  organisation text not null,
  happened_on date not null,
  at timestamptz not null,
  constraint outlook_event_pk primary key (district, id)
);
comment on column outlook.outlook_event.detail is 'The values of its sentence: sums as text, days, the plan''s version, the reason.';
create index outlook_event_project on outlook.outlook_event (district, project_id, id);

-- The district's figures, week by week before a festival.
create table outlook.week (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  festival_on date not null,
  weeks_before integer not null constraint week_is_of_a_year check (weeks_before between 0 and 60),
  day date not null,
  rebuilt boolean not null,
  projects integer not null,
  with_gap integer not null,
  owed_fen bigint not null,
  due_fen bigint not null,
  money_fen bigint not null,
  gap_fen bigint not null,
  planned_fen bigint not null,
  kept_fen bigint not null,
  broken_fen bigint not null,
  constraint week_pk primary key (district, festival_on, weeks_before)
);
comment on table outlook.week is 'Each week as its last look left it; a week that has passed changes no more. Weeks are counted back from the festival, so that two years lie side by side.';
comment on column outlook.week.day is 'The day that the figures are of.';
comment on column outlook.week.rebuilt is 'Nobody kept it in its week: reckoned later from the ledger, with what is known of that day now.';

alter table outlook.project_outlook enable row level security;
alter table outlook.plan enable row level security;
alter table outlook.promise enable row level security;
alter table outlook.money enable row level security;
alter table outlook.evidence enable row level security;
alter table outlook.outlook_event enable row level security;
alter table outlook.week enable row level security;
create policy in_scope on outlook.project_outlook using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on outlook.plan using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on outlook.promise using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on outlook.money using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on outlook.evidence using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on outlook.outlook_event using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on outlook.week using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy own_projects on outlook.project_outlook as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
create policy own_projects on outlook.plan as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
create policy own_projects on outlook.promise as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
create policy own_projects on outlook.money as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
create policy own_projects on outlook.evidence as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
create policy own_projects on outlook.outlook_event as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
-- The sums of all projects are for who sees all of them.
create policy whole_district on outlook.week as restrictive using (current_setting('huxin.projects') = '*');

grant select, insert, update, delete on outlook.project_outlook to huxin_app;
grant select, insert on outlook.plan, outlook.promise, outlook.money, outlook.evidence, outlook.outlook_event, outlook.week to huxin_app;
grant update (day, projects, with_gap, owed_fen, due_fen, money_fen, gap_fen, planned_fen, kept_fen, broken_fen) on outlook.week to huxin_app;
grant update (version) on outlook.plan to huxin_app;
grant update (dropped_in, dropped_on, asked_on) on outlook.promise to huxin_app;
grant update (withdrawn_on, withdrawn_by_name, withdrawn_why) on outlook.money to huxin_app;
grant update (money_id) on outlook.evidence to huxin_app;

-- What later modules may read.
create view outlook.project_outlook_face with (security_invoker = true) as
  select district, project_id, festival_on, looked_on, owed_fen, due_fen, unestimated, unknown_worker_months, confidence,
    money_fen, gap_fen, plan_id, planned_fen, kept_fen, late_fen, broken_fen, broken, next_promise_on, needs_plan
  from outlook.project_outlook;
comment on view outlook.project_outlook_face is 'Published: how a project stands before the festival.';
grant select on outlook.project_outlook_face to huxin_app;

create view labour.roster_import with (security_invoker = true) as
  select district, import_id, project_id from labour.roster_line
  union all select district, import_id, project_id from labour.entry_exit;
comment on view labour.roster_import is 'Published: which projects an import of a roster, or of entries and exits, names; a line each.';
grant select on labour.roster_import to huxin_app;
