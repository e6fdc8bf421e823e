-- How a project-month stands, and what is warned of.
create schema risk;
grant usage on schema risk to huxin_app;

create table risk.project_state (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  project_id uuid not null,
  month text collate "C" not null constraint month_is_a_month check (month ~ '^[0-9]{4}-[0-9]{2}$'),
  pay_on date not null,
  workers integer not null,
  workers_attended integer not null,
  workdays_hundredths bigint not null,
  due_unknown integer not null,
  attended_without_pay_line integer not null,
  due_fen bigint not null,
  deducted_fen bigint not null,
  paid_on_time_fen bigint not null,
  paid_late_fen bigint not null,
  owed_fen bigint not null,
  owed_workers integer not null,
  unpaid_fen bigint not null,
  unpaid_workers integer not null,
  underpaid_fen bigint not null,
  underpaid_workers integer not null,
  next_payment_on date,
  look_again_on date,
  overdue_days date[] not null default '{}',
  overdue_steps bigint[] not null default '{}',
  constraint a_step_has_its_day check (cardinality(overdue_days) = cardinality(overdue_steps)),
  constraint project_state_pk primary key (district, project_id, month)
);
comment on table risk.project_state is 'The ledger folded by project and month: what the rules read. A row stays once made (all nought where no worker is left): it is the lock that writers of one project-month meet at.';
comment on column risk.project_state.unpaid_fen is 'Owed to workers who were paid nothing for the month; underpaid_fen: owed to those who were paid a part.';
comment on column risk.project_state.next_payment_on is 'The first payment dated after the day of the fold; it counts from its day on.';
comment on column risk.project_state.look_again_on is 'The next day on which a rule can change its mind though no fact comes; the sweep takes it then.';
comment on column risk.project_state.overdue_steps is 'By how much (fen) what is overdue changed on each of overdue_days: how it stood on any day is the sum of the steps up to it.';
create index project_state_look_again on risk.project_state (district, look_again_on) where look_again_on is not null;
create index project_state_month on risk.project_state (district, month, project_id);

create table risk.warning (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  project_id uuid not null,
  month text collate "C" not null constraint month_is_a_month check (month ~ '^[0-9]{4}-[0-9]{2}$'),
  rule text not null,
  level text not null constraint level_is_known check (level in ('blue', 'yellow', 'orange', 'red')),
  raised_on date not null,
  level_on date not null,
  cleared_on date,
  detail jsonb not null,
  constraint warning_pk primary key (district, id)
);
comment on column risk.warning.raised_on is 'The day after the pay date: since when it holds, not when it was noticed (that says its first event).';
comment on column risk.warning.level_on is 'The office''s day on which it was noticed to have its level: what is new is asked by it.';
comment on column risk.warning.detail is 'The values its sentence is made of, as of the last change.';
create unique index warning_open on risk.warning (district, project_id, month, rule) where cleared_on is null;
-- As lists show them: standing ones first, the gravest first, the newest first.
create index warning_page on risk.warning (district, (cleared_on is null),
  (case level when 'red' then 4 when 'orange' then 3 when 'yellow' then 2 else 1 end), raised_on, id);
create index warning_project on risk.warning (district, project_id, id);

-- What happened to a warning, in order; risk.warning is its sum.
create table risk.warning_event (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  warning_id uuid not null,
  project_id uuid not null,
  kind text not null constraint kind_is_known check (kind in ('raised', 'level-changed', 'changed', 'cleared')),
  level text not null constraint level_is_known check (level in ('blue', 'yellow', 'orange', 'red')),
  detail jsonb not null,
  happened_on date not null,
  at timestamptz not null,
  constraint warning_event_pk primary key (district, id),
  constraint warning_event_of_warning foreign key (district, warning_id) references risk.warning (district, id)
);
comment on column risk.warning_event.detail is 'The values of the sentence then; of a changed level also `from`, the level before.';
create index warning_event_warning on risk.warning_event (district, warning_id, id);
create index warning_event_project on risk.warning_event (district, project_id, at, id);

create view risk.project_month with (security_invoker = true) as
  select district, project_id, month, pay_on, workers, workers_attended, workdays_hundredths, due_unknown, attended_without_pay_line,
    due_fen, deducted_fen, paid_on_time_fen, paid_late_fen, owed_fen, owed_workers, unpaid_fen, unpaid_workers, underpaid_fen, underpaid_workers
  from risk.project_state where workers > 0;
comment on view risk.project_month is 'Published: the ledger folded by project and month.';
create view risk.overdue_step with (security_invoker = true) as
  select s.district, s.project_id, s.month, u.day, u.fen
  from risk.project_state s cross join lateral unnest(s.overdue_days, s.overdue_steps) as u (day, fen);
comment on view risk.overdue_step is 'Published: by how much what is overdue of a project-month changed on a day; the sum up to a day is what was overdue on it.';
create view risk.open_warning with (security_invoker = true) as
  select district, id, project_id, month, rule, level, raised_on, level_on, detail from risk.warning where cleared_on is null;
comment on view risk.open_warning is 'Published: warnings that stand.';
create view risk.project_warning_event with (security_invoker = true) as
  select e.district, e.id, e.project_id, e.warning_id, e.kind, e.level, e.detail, e.happened_on, e.at, w.rule, w.month
  from risk.warning_event e join risk.warning w on w.district = e.district and w.id = e.warning_id;
comment on view risk.project_warning_event is 'Published: what happened to a project''s warnings.';

alter table risk.project_state enable row level security;
alter table risk.warning enable row level security;
alter table risk.warning_event enable row level security;
create policy in_scope on risk.project_state using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on risk.warning using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on risk.warning_event using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy own_projects on risk.project_state as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
create policy own_projects on risk.warning as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
create policy own_projects on risk.warning_event as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
grant select, insert, update on risk.project_state to huxin_app;
grant select, insert on risk.warning, risk.warning_event to huxin_app;
grant update (level, raised_on, level_on, cleared_on, detail) on risk.warning to huxin_app;
grant select on risk.project_month, risk.overdue_step, risk.open_warning, risk.project_warning_event to huxin_app;
