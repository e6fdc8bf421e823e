-- The register of risks: the class of a project, its entry, and how it came off.
create schema register;
grant usage on schema register to huxin_app;

create table register.standing (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  project_id uuid not null,
  rule_class text not null constraint rule_class_is_known check (rule_class in ('A', 'B', 'C')),
  rule_because jsonb not null,
  points_tenths integer not null,
  gravest text constraint gravest_is_known check (gravest in ('blue', 'yellow', 'orange', 'red')),
  matters integer not null,
  people integer not null,
  overdue_fen bigint not null,
  balance_fen bigint,
  word_class text constraint word_class_is_known check (word_class in ('A', 'B', 'C')),
  word_by_name text,
  word_reason text,
  word_on date,
  class text not null constraint class_is_known check (class in ('A', 'B', 'C')),
  how text not null constraint how_is_known check (how in ('rule', 'officer')),
  since date not null,
  constraint standing_pk primary key (district, project_id),
  constraint word_is_whole check ((word_class is null) = (word_reason is null) and (word_class is null) = (word_on is null)),
  constraint class_is_of_one check (class = coalesce(word_class, rule_class) and (how = 'officer') = (word_class is not null))
);
comment on table register.standing is 'How a project stands: its class by rule and, where an officer has said another, by word. A project without a row never stood worse than C.';
comment on column register.standing.rule_because is 'What of the rule was reached, with its figure and threshold.';
comment on column register.standing.balance_fen is 'Of its special accounts together, as last stated; null: none states one.';
comment on column register.standing.since is 'The office''s day since which the class that counts is this.';
create index standing_class on register.standing (district, class, overdue_fen desc, project_id);

-- Which class, how, when and why: rows are added, never changed.
create table register.class_event (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  project_id uuid not null,
  from_class text not null,
  to_class text not null constraint to_class_is_known check (to_class in ('A', 'B', 'C')),
  how text not null constraint how_is_known check (how in ('rule', 'officer', 'taken-back')),
  reason text,
  actor_name text not null,
  happened_on date not null,
  at timestamptz not null,
  constraint class_event_pk primary key (district, id)
);
create index class_event_project on register.class_event (district, project_id, id);

create table register.standard_check (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  project_id uuid not null,
  checked_on date not null,
  met text[] not null,
  grade text not null constraint grade_is_known check (grade in ('A', 'B', 'C')),
  actor_name text not null,
  organisation text not null,
  at timestamptz not null,
  constraint standard_check_pk primary key (district, id)
);
comment on table register.standard_check is '标准化等级: which items of a well-kept site were met on a day. No class of risk.';
create index standard_check_project on register.standard_check (district, project_id, checked_on desc, id desc);

create table register.entry (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  project_id uuid not null,
  state text not null constraint state_is_known check (state in ('open', 'proposed', 'signed-off')),
  opened_by text not null constraint opened_by_is_known check (opened_by in ('rule', 'officer')),
  opened_on date not null,
  raised_on date not null,
  times integer not null,
  opened_class text not null constraint opened_class_is_known check (opened_class in ('A', 'B', 'C')),
  opened_people integer not null,
  opened_fen bigint not null,
  people integer not null,
  overdue_fen bigint not null,
  balance_fen bigint,
  priority_tenths integer not null,
  priority_parts jsonb not null,
  cause text not null,
  cause_words text not null,
  measures text not null,
  leader text not null,
  checks integer not null default 0,
  checked_on date,
  proposed_by uuid,
  proposed_by_name text,
  signed_by uuid,
  signed_by_name text,
  signed_on date,
  task_id uuid not null,
  version integer not null default 1,
  constraint entry_pk primary key (district, id),
  constraint entry_signed_by_another check (state <> 'signed-off' or (signed_on is not null and signed_by is not null and proposed_by is not null and signed_by <> proposed_by)),
  constraint entry_proposed_by_somebody check (state = 'open' or proposed_by is not null)
);
comment on table register.entry is 'A project on the register: the sum of its events. Whose it is and until when stands in its task.';
comment on column register.entry.people is 'Owed after the pay date; follows the ledger until the sign-off, as overdue_fen and balance_fen do. What stood at the opening is kept beside it.';
comment on column register.entry.raised_on is 'The office''s day on which it was opened last; `times` how often.';
comment on column register.entry.priority_parts is 'Each part''s weight, share and points, as it was reckoned.';
create unique index entry_open on register.entry (district, project_id) where state <> 'signed-off';
create index entry_latest on register.entry (district, project_id, id);
create index entry_task on register.entry (district, task_id);
create index entry_order on register.entry (district, priority_tenths desc, id) where state <> 'signed-off';
create index entry_order_all on register.entry (district, priority_tenths desc, id);
create index entry_stands on register.entry (district, signed_on, id) where state = 'signed-off';

create table register.entry_event (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  entry_id uuid not null,
  project_id uuid not null,
  kind text not null constraint kind_is_known check (kind in ('opened', 'reopened', 'edited', 'checked', 'proposed', 'returned', 'signed-off')),
  detail jsonb not null,
  actor_name text not null,
  organisation text not null,
  happened_on date not null,
  at timestamptz not null,
  constraint entry_event_pk primary key (district, id),
  constraint entry_event_of_entry foreign key (district, entry_id) references register.entry (district, id)
);
comment on column register.entry_event.detail is 'People and sum as they stood; of a check what was found; of an opening again why.';
comment on column register.entry_event.happened_on is 'Of a check the day on site; of everything else the office''s day.';
create index entry_event_entry on register.entry_event (district, entry_id, id);
create index entry_event_kind on register.entry_event (district, kind, happened_on);

create table register.form (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  name text not null,
  file_name text not null,
  hash text collate "C" not null,
  sheets jsonb not null,
  cells jsonb not null,
  used integer not null default 0,
  used_at timestamptz,
  created_by_name text not null,
  created_at timestamptz not null,
  retired_at timestamptz,
  version integer not null default 1,
  constraint form_pk primary key (district, id),
  constraint form_is_file foreign key (district, hash) references files.file (district, hash)
);
comment on table register.form is 'A superior''s blank workbook: its first rows as they were read, and which figure goes below which of its heads.';
comment on column register.form.cells is 'What was taught: sheet, row and column of a head, and the figure below it.';
create unique index form_name on register.form (district, name) where retired_at is null;
create index form_hash on register.form (district, hash);

alter table register.standing enable row level security;
alter table register.class_event enable row level security;
alter table register.standard_check enable row level security;
alter table register.entry enable row level security;
alter table register.entry_event enable row level security;
alter table register.form enable row level security;
create policy in_scope on register.standing using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on register.class_event using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on register.standard_check using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on register.entry using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on register.entry_event using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on register.form using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy own_projects on register.standing as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
create policy own_projects on register.class_event as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
create policy own_projects on register.standard_check as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
create policy own_projects on register.entry as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
create policy own_projects on register.entry_event as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
grant select, insert on register.standing, register.class_event, register.standard_check, register.entry, register.entry_event, register.form to huxin_app;
grant update (rule_class, rule_because, points_tenths, gravest, matters, people, overdue_fen, balance_fen, word_class, word_by_name, word_reason, word_on, class, how, since)
  on register.standing to huxin_app;
grant update (state, raised_on, times, people, overdue_fen, balance_fen, priority_tenths, priority_parts, cause, cause_words, measures, leader, checks, checked_on,
  proposed_by, proposed_by_name, signed_by, signed_by_name, signed_on, task_id, version) on register.entry to huxin_app;
grant update (name, cells, used, used_at, retired_at, version) on register.form to huxin_app;

create view register.project_class with (security_invoker = true) as
  select district, project_id, class, how, since from register.standing;
comment on view register.project_class is 'Published: the class of a project, how it came by it and since when; one without a row is C.';
create view register.entry_face with (security_invoker = true) as
  select district, id, project_id, state, opened_on, raised_on, signed_on, people, overdue_fen, priority_tenths, task_id from register.entry;
comment on view register.entry_face is 'Published: projects on the register, and those that came off it.';
grant select on register.project_class, register.entry_face to huxin_app;

-- What was done about a thing, and by whom: a list of what was found and dealt with needs it.
create view tasks.task_step with (security_invoker = true) as
  select e.district, e.id, e.task_id, t.about_kind, t.about_id, t.project_id, t.title, e.kind, e.detail ->> 'words' as words, e.actor_name, e.organisation, e.happened_on, e.at
  from tasks.task_event e join tasks.task t on t.district = e.district and t.id = e.task_id;
comment on view tasks.task_step is 'Published: what happened to a task, with what it is about.';
grant select on tasks.task_step to huxin_app;
