-- Which project should be known to which source, and is not.
create view registry.project_sighting with (security_invoker = true) as
  select district, project_id, source, min(said_on) as first_said_on
  from registry.project_source
  where project_id is not null and superseded_by is distinct from '00000000-0000-0000-0000-000000000000'
  group by district, project_id, source
  having bool_or(superseded_by is null);
comment on view registry.project_sighting is 'Published: which sources know a project now, and since which day of their own.';
grant select on registry.project_sighting to huxin_app;

create schema coverage;
grant usage on schema coverage to huxin_app;

create table coverage.blind_spot (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  project_id uuid not null,
  missing text not null,
  rule text not null,
  due_since date not null,
  stands boolean not null,
  state text not null constraint state_is_known check (state in ('open', 'closed')),
  outcome text constraint outcome_is_known check (outcome in ('cleared', 'explained', 'handled')),
  times integer not null,
  opened_on date not null,
  raised_on date not null,
  closed_on date,
  task_id uuid not null,
  constraint blind_spot_pk primary key (district, id),
  constraint blind_spot_of_project foreign key (district, project_id) references registry.project (district, id),
  constraint blind_spot_closed_has_outcome check ((state = 'closed') = (outcome is not null) and (state = 'closed') = (closed_on is not null)),
  constraint blind_spot_open_stands check (state = 'closed' or stands)
);
comment on table coverage.blind_spot is 'A project that is missing in a source which should know it: the sum of its events. Whose it is and until when stands in its task.';
comment on column coverage.blind_spot.missing is 'The source that should know the project.';
comment on column coverage.blind_spot.rule is 'The expectation that says so; of several the one that is due first.';
comment on column coverage.blind_spot.due_since is 'The day by which the source should have known it.';
comment on column coverage.blind_spot.stands is 'Whether it is missing now; one that an answer has closed may stand on.';
comment on column coverage.blind_spot.times is 'How often it was opened: 1, and one more each time it was opened again.';
comment on column coverage.blind_spot.task_id is 'Its task, the last one where it had several.';
create unique index blind_spot_of_source on coverage.blind_spot (district, project_id, missing);
create index blind_spot_open on coverage.blind_spot (district, missing, id) where state = 'open';
create index blind_spot_task on coverage.blind_spot (district, task_id);
create index blind_spot_handled on coverage.blind_spot (district, closed_on, id) where outcome = 'handled' and stands;

create table coverage.blind_spot_event (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  blind_spot_id uuid not null,
  project_id uuid not null,
  kind text not null constraint kind_is_known check (kind in ('opened', 'reopened', 'closed', 'gone')),
  detail jsonb not null,
  happened_on date not null,
  at timestamptz not null,
  constraint blind_spot_event_pk primary key (district, id),
  constraint blind_spot_event_of_spot foreign key (district, blind_spot_id) references coverage.blind_spot (district, id)
);
comment on column coverage.blind_spot_event.kind is 'gone: what an answer had closed is not missing any more.';
comment on column coverage.blind_spot_event.detail is 'Of an opening the expectation and its day; of an opening again what brought it; of a closing its outcome and why.';
create index blind_spot_event_spot on coverage.blind_spot_event (district, blind_spot_id, id);

-- What the coordination office adds to the shipped expectations, and which it switches off; ended, never changed.
create table coverage.expectation_row (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  kind text not null constraint kind_is_known check (kind in ('added', 'off')),
  rule text not null,
  title text,
  missing text,
  seen_by text[] not null default '{}',
  industries text[] not null default '{}',
  owner_kinds text[] not null default '{}',
  states text[] not null default '{}',
  from_sum_fen bigint constraint sum_is_not_negative check (from_sum_fen >= 0),
  grace_days integer constraint grace_is_not_negative check (grace_days >= 0),
  article text not null default '',
  reason text not null,
  valid_from date not null,
  valid_to date,
  added_by text not null,
  added_at timestamptz not null,
  ended_by text,
  ended_why text,
  ended_at timestamptz,
  constraint expectation_row_pk primary key (district, id),
  constraint added_says_what check ((kind = 'added') = (missing is not null) and (kind = 'added') = (title is not null) and (kind = 'added') = (grace_days is not null)),
  constraint valid_to_not_before check (valid_to is null or valid_to >= valid_from - 1)
);
comment on table coverage.expectation_row is 'Of the district''s own: an expectation that was added, or the days on which one is switched off.';
comment on column coverage.expectation_row.rule is 'Of an added one its number L-…; of a switching off the one that it is about.';
comment on column coverage.expectation_row.seen_by is 'Empty: whoever sees it; so with industries, owner_kinds and states.';
comment on column coverage.expectation_row.valid_to is 'The last day; the day before valid_from where it was ended before it began.';
create index expectation_row_rule on coverage.expectation_row (district, rule, valid_from);

create table coverage.giving_source (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  source text not null,
  constraint giving_source_pk primary key (district, source)
);
comment on table coverage.giving_source is 'Sources of which a list stands, as of the last time that all was computed.';

alter table coverage.blind_spot enable row level security;
alter table coverage.blind_spot_event enable row level security;
alter table coverage.expectation_row enable row level security;
alter table coverage.giving_source enable row level security;
create policy in_scope on coverage.blind_spot using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on coverage.blind_spot_event using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on coverage.expectation_row using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on coverage.giving_source using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy own_projects on coverage.blind_spot as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
create policy own_projects on coverage.blind_spot_event as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
grant select, insert on coverage.blind_spot, coverage.blind_spot_event, coverage.expectation_row, coverage.giving_source to huxin_app;
grant update (rule, due_since, stands, state, outcome, times, raised_on, closed_on, task_id) on coverage.blind_spot to huxin_app;
grant update (valid_to, ended_by, ended_why, ended_at) on coverage.expectation_row to huxin_app;
grant delete on coverage.giving_source to huxin_app;

create view coverage.blind_spot_face with (security_invoker = true) as
  select district, id, project_id, missing, rule, due_since, stands, state, outcome, times, opened_on, raised_on, closed_on, task_id from coverage.blind_spot;
comment on view coverage.blind_spot_face is 'Published: projects that are missing in a source which should know them, and how that stands.';
grant select on coverage.blind_spot_face to huxin_app;
