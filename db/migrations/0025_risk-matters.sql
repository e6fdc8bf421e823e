-- Eight more rules read more of a project-month, and what is warned of is acted upon.

-- Whose number cannot be right, and who was under 16 not long ago: so few that they are kept apart.
alter table labour.worker add column sixteen_on date;
comment on column labour.worker.sixteen_on is 'The day he turned or turns 16; kept only of who was or may have been younger while he worked (劳动法 15). Null: older, or his number does not say.';
create index worker_doubtful on labour.worker (district, id) where id_finding is not null or sixteen_on is not null;
create view labour.worker_in_doubt with (security_invoker = true) as
  select district, id, id_finding, sixteen_on from labour.worker where id_finding is not null or sixteen_on is not null;
comment on view labour.worker_in_doubt is 'Published: workers whose number cannot be right or was never given rightly, and who may have been under 16 while they worked.';
grant select on labour.worker_in_doubt to huxin_app;
grant update (sixteen_on) on labour.worker to huxin_app;

create view wages.pay_card with (security_invoker = true) as
  select district, project_id, month, worker_id, card_value
  from wages.pay_line where superseded_by is null and card_value is not null
  union all
  select district, project_id, counts_for as month, worker_id, card_value
  from wages.bank_return where superseded_by is null and card_value is not null and counts_for is not null and outcome = 'paid';
comment on view wages.pay_card is 'Published: the cards that pay lines and bank returns name for a worker-month; card_value only tells whether two are the same.';
grant select on wages.pay_card to huxin_app;

alter table risk.project_state
  add column pay_line_workers integer not null default 0,
  add column paid_not_attended integer not null default 0,
  add column below_rate_workers integer not null default 0,
  add column below_rate_fen bigint not null default 0,
  add column below_minimum_workers integer not null default 0,
  add column below_workers integer not null default 0,
  add column over_month_workers integer not null default 0,
  add column over_year_workers integer not null default 0,
  add column highest_due_fen bigint not null default 0,
  add column shared_card_workers integer not null default 0,
  add column attended_unpaid integer not null default 0,
  add column doubtful_id_workers integer not null default 0,
  add column under_age_workers integer not null default 0,
  add column payable_workers integer not null default 0,
  add column living_cost_workers integer not null default 0;
comment on column risk.project_state.pay_line_workers is 'Workers with an ordinary pay line; none while others attended: no pay sheet at all.';
comment on column risk.project_state.paid_not_attended is 'With a pay line that states a sum, and no attendance.';
comment on column risk.project_state.below_rate_fen is 'What 工日 × rate makes, less what their pay lines state, of those below it.';
comment on column risk.project_state.below_workers is 'Below the rate or below the minimum wage; below_minimum_workers is 0 where no minimum wage is known.';
comment on column risk.project_state.over_year_workers is 'Whose sum of the year passed the year''s threshold in this month; not those who are over the month''s.';
comment on column risk.project_state.highest_due_fen is 'The most that one worker is due: whether anybody can be over a year''s threshold is told by their sum.';
comment on column risk.project_state.attended_unpaid is 'Attended, and nothing was paid to them by the day of the fold.';
comment on column risk.project_state.payable_workers is 'Who is due something after deductions; living_cost_workers: of them, who was paid no more than a share of it.';

create or replace view risk.project_month with (security_invoker = true) as
  select district, project_id, month, pay_on, workers, workers_attended, workdays_hundredths, due_unknown, attended_without_pay_line,
    due_fen, deducted_fen, paid_on_time_fen, paid_late_fen, owed_fen, owed_workers, unpaid_fen, unpaid_workers, underpaid_fen, underpaid_workers,
    pay_line_workers, paid_not_attended, below_rate_workers, below_rate_fen, below_minimum_workers, below_workers, over_month_workers, over_year_workers,
    highest_due_fen, shared_card_workers, attended_unpaid, doubtful_id_workers, under_age_workers, payable_workers, living_cost_workers
  from risk.project_state where workers > 0;

-- The warnings of one rule on one project, acted upon as one.
create table risk.matter (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  project_id uuid not null,
  rule text not null,
  level text not null constraint level_is_known check (level in ('blue', 'yellow', 'orange', 'red')),
  state text not null constraint state_is_known check (state in ('open', 'closed')),
  outcome text constraint outcome_is_known check (outcome in ('cleared', 'explained', 'handled')),
  times integer not null,
  opened_on date not null,
  raised_on date not null,
  closed_on date,
  task_id uuid not null,
  constraint matter_pk primary key (district, id),
  constraint matter_closed_has_outcome check ((state = 'closed') = (outcome is not null) and (state = 'closed') = (closed_on is not null))
);
comment on table risk.matter is 'What is done about the warnings of one rule on one project: the sum of its events. Whose it is and until when stands in its task.';
comment on column risk.matter.level is 'The gravest of its warnings, raised by how often it came again; it never falls while the matter is open.';
comment on column risk.matter.times is 'How often it was opened: 1, and one more each time it was opened again.';
comment on column risk.matter.raised_on is 'The office''s day on which it was opened last.';
comment on column risk.matter.task_id is 'Its task, the last one where it had several.';
create unique index matter_open on risk.matter (district, project_id, rule) where state = 'open';
create index matter_latest on risk.matter (district, project_id, rule, id);
create index matter_task on risk.matter (district, task_id);
create index matter_stands on risk.matter (district, closed_on, id) where outcome = 'handled';

create table risk.matter_event (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  matter_id uuid not null,
  project_id uuid not null,
  kind text not null constraint kind_is_known check (kind in ('opened', 'rose', 'reopened', 'closed')),
  level text not null constraint level_is_known check (level in ('blue', 'yellow', 'orange', 'red')),
  detail jsonb not null,
  happened_on date not null,
  at timestamptz not null,
  constraint matter_event_pk primary key (district, id),
  constraint matter_event_of_matter foreign key (district, matter_id) references risk.matter (district, id)
);
comment on column risk.matter_event.detail is 'Why: of a rise the level before (`from`); of an opening again what brought it (`why`); of a closing its outcome.';
create index matter_event_matter on risk.matter_event (district, matter_id, id);

alter table risk.warning add column matter_id uuid;
alter table risk.warning add constraint warning_of_matter foreign key (district, matter_id) references risk.matter (district, id);
comment on column risk.warning.matter_id is 'What is done about it; null only of warnings that were raised before there were matters, until the next sweep.';
create index warning_matter on risk.warning (district, matter_id);
create index warning_without_matter on risk.warning (district, id) where matter_id is null and cleared_on is null;
create index warning_rule on risk.warning (district, rule, (cleared_on is null));

alter table risk.matter enable row level security;
alter table risk.matter_event enable row level security;
create policy in_scope on risk.matter using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on risk.matter_event using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy own_projects on risk.matter as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
create policy own_projects on risk.matter_event as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
grant select, insert on risk.matter, risk.matter_event to huxin_app;
grant update (level, state, outcome, times, raised_on, closed_on, task_id) on risk.matter to huxin_app;
grant update (matter_id) on risk.warning to huxin_app;

create view risk.matter_face with (security_invoker = true) as
  select district, id, project_id, rule, level, state, outcome, times, opened_on, raised_on, closed_on, task_id from risk.matter;
comment on view risk.matter_face is 'Published: what is done about the warnings of one rule on one project.';
grant select on risk.matter_face to huxin_app;

create view tasks.task_face with (security_invoker = true) as
  select district, id, about_kind, about_id, project_id, level, owner_role, owner_place, due_on, state, outcome, assigned_on, read_at from tasks.task;
comment on view tasks.task_face is 'Published: what a post is asked to do about one thing, and how it stands.';
grant select on tasks.task_face to huxin_app;
