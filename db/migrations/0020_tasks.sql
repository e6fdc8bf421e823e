-- Who must do what by when, and what came of it.
create schema tasks;
grant usage on schema tasks to huxin_app;

create table tasks.task (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  about_kind text collate "C" not null,
  about_id text collate "C" not null,
  project_id uuid,
  title text not null,
  asks text not null,
  level text constraint level_is_known check (level in ('blue', 'yellow', 'orange', 'red')),
  owner_role text collate "C" not null,
  owner_place text collate "C" not null,
  due_on date,
  state text not null constraint state_is_known check (state in ('open', 'answered', 'returned', 'closed', 'cancelled')),
  outcome text constraint outcome_is_known check (outcome in ('explained', 'handled')),
  answered_by uuid,
  assigned_on date not null,
  assigned_by_name text not null,
  overdue_noted boolean not null default false,
  urged integer not null default 0,
  read_at timestamptz,
  changed_at timestamptz not null,
  version integer not null default 1,
  constraint task_pk primary key (district, id)
);
comment on table tasks.task is 'What a post is asked to do about one thing: the sum of its events.';
comment on column tasks.task.owner_place is 'A town, an industry or a project of the owner''s post; '''' for roles that are one in a district.';
comment on column tasks.task.outcome is 'Of the last answer.';
comment on column tasks.task.answered_by is 'The account that gave the last answer: it may not check it.';
comment on column tasks.task.overdue_noted is 'Whether the event overdue was written for the limit as it stands.';
comment on column tasks.task.read_at is 'When somebody of the owner''s post first opened it; null again for a new owner.';
-- Work that is not done: one task a thing.
create unique index task_about on tasks.task (district, about_kind, about_id) where state in ('open', 'answered', 'returned');
create index task_about_all on tasks.task (district, about_kind, about_id, id);
create index task_owner on tasks.task (district, owner_role, owner_place, state, due_on);
create index task_due on tasks.task (district, (coalesce(due_on, date '9999-12-31')), id) where state in ('open', 'answered', 'returned');
create index task_changed on tasks.task (district, changed_at desc, id desc);
create index task_overdue on tasks.task (district, due_on, id) where state in ('open', 'returned') and not overdue_noted;
create index task_project on tasks.task (district, project_id, id) where project_id is not null;

-- What happened to a task, in order; tasks.task is its sum.
create table tasks.task_event (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  task_id uuid not null,
  kind text not null constraint kind_is_known check (kind in ('assigned', 'read', 'answered', 'returned', 'closed', 'reopened', 'reassigned', 'limit-changed', 'level-changed', 'urged', 'overdue', 'cancelled')),
  detail jsonb not null,
  actor_id uuid not null,
  actor_name text not null,
  organisation text not null,
  happened_on date not null,
  at timestamptz not null,
  constraint task_event_pk primary key (district, id),
  constraint task_event_of_task foreign key (district, task_id) references tasks.task (district, id)
);
comment on column tasks.task_event.detail is 'What was said: words, outcome, why; of a change what stood before (`from…`) and after (`to…`).';
create index task_event_task on tasks.task_event (district, task_id, id);

create table tasks.evidence (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  task_id uuid not null,
  event_id uuid,
  name text not null,
  media text not null constraint media_is_known check (media in ('pdf', 'jpeg', 'png', 'xlsx')),
  hash text collate "C" not null,
  bytes bigint not null,
  uploaded_by uuid not null,
  uploaded_at timestamptz not null,
  constraint evidence_pk primary key (district, id),
  constraint evidence_of_task foreign key (district, task_id) references tasks.task (district, id),
  constraint evidence_of_event foreign key (district, event_id) references tasks.task_event (district, id),
  constraint evidence_is_file foreign key (district, hash) references files.file (district, hash)
);
comment on column tasks.evidence.event_id is 'The answer that names it; null while it was only uploaded.';
create index evidence_task on tasks.evidence (district, task_id, id);
create index evidence_event on tasks.evidence (district, event_id);
create index evidence_hash on tasks.evidence (district, hash);

alter table tasks.task enable row level security;
alter table tasks.task_event enable row level security;
alter table tasks.evidence enable row level security;
create policy in_scope on tasks.task using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on tasks.task_event using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on tasks.evidence using (district between current_setting('huxin.first') and current_setting('huxin.last'));
-- Whoever sees the project, and whoever holds the owner's post; without a project whoever sees the district, and the owner's post.
create policy own_projects on tasks.task as restrictive using (
  current_setting('huxin.projects') = '*'
  or project_id::text = any (string_to_array(current_setting('huxin.projects'), ','))
  or (owner_role, owner_place) in (
    select h.role, h.place from people.post_holder h
    where h.account_id = current_setting('huxin.account')::uuid
      and h.district between current_setting('huxin.first') and current_setting('huxin.last')));
create policy own_tasks on tasks.task_event as restrictive using (
  exists (select from tasks.task t where t.district = task_event.district and t.id = task_event.task_id));
create policy own_tasks on tasks.evidence as restrictive using (
  exists (select from tasks.task t where t.district = evidence.district and t.id = evidence.task_id));
grant select, insert on tasks.task, tasks.task_event, tasks.evidence to huxin_app;
grant update (level, owner_role, owner_place, due_on, state, outcome, answered_by, overdue_noted, urged, read_at, changed_at, version) on tasks.task to huxin_app;
grant update (event_id) on tasks.evidence to huxin_app;
