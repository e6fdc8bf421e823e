-- The State Council's holiday notices that were entered since the shipped years, and what they moved.
create schema calendar;
grant usage on schema calendar to huxin_app;

create table calendar.holiday_notice (
  number integer not null,
  id uuid not null,
  year integer not null constraint year_is_a_year check (year between 2000 and 2100),
  kind text not null constraint kind_is_known check (kind in ('year', 'change')),
  off date[] not null,
  work date[] not null,
  text text not null constraint text_is_no_book check (length(text) <= 20000),
  entered_in text collate "C" not null constraint entered_in_is_six_digits check (entered_in ~ '^[0-9]{6}$'),
  entered_by uuid not null,
  entered_by_name text not null,
  organisation text not null,
  entered_at timestamptz not null,
  constraint holiday_notice_pk primary key (number),
  constraint holiday_notice_once unique (id)
);
comment on table calendar.holiday_notice is 'One notice of the State Council''s General Office, as it was taken in; the same in every district: a reference table. A later number of a year takes the place of an earlier one, or is laid over it (kind `change`).';
comment on column calendar.holiday_notice.off is 'Every announced day off; may reach into the year before.';
comment on column calendar.holiday_notice.work is 'Every weekend day that is worked instead (调休).';
comment on column calendar.holiday_notice.text is 'What was pasted, whole.';
comment on column calendar.holiday_notice.entered_in is 'The district whose office entered it.';

create table calendar.followed_notice (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  number integer not null,
  followed_at timestamptz not null,
  constraint followed_notice_pk primary key (district),
  constraint followed_notice_is_one foreign key (number) references calendar.holiday_notice (number)
);
comment on table calendar.followed_notice is 'The notice that the days of a district were last reckoned by.';
create index followed_notice_number on calendar.followed_notice (number);

-- A day that was another before a notice was taken in: rows are added, never changed.
create table calendar.move_event (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  number integer not null,
  kind text not null constraint kind_is_known check (kind in ('pay-date', 'task-limit')),
  subject_id uuid not null,
  project_id uuid,
  month text collate "C",
  from_on date not null,
  to_on date not null,
  at timestamptz not null,
  constraint move_event_pk primary key (district, id),
  constraint move_event_of_notice foreign key (number) references calendar.holiday_notice (number)
);
comment on column calendar.move_event.subject_id is 'The project whose pay date it is, or the task whose limit.';
comment on column calendar.move_event.month is 'Of a pay date the wage month.';
create index move_event_notice on calendar.move_event (district, number, kind, id);
create index move_event_number on calendar.move_event (number);

alter table calendar.holiday_notice enable row level security;
alter table calendar.followed_notice enable row level security;
alter table calendar.move_event enable row level security;
create policy readable on calendar.holiday_notice for select using (true);
create policy addable on calendar.holiday_notice for insert with check (true);
create policy in_scope on calendar.followed_notice using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on calendar.move_event using (district between current_setting('huxin.first') and current_setting('huxin.last'));
-- A limit without a project is seen by whoever sees the whole district.
create policy own_projects on calendar.move_event as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
grant select, insert on calendar.holiday_notice, calendar.followed_notice, calendar.move_event to huxin_app;
grant update (number, followed_at) on calendar.followed_notice to huxin_app;

create view calendar.moved_day with (security_invoker = true) as
  select district, id, number, kind, subject_id, project_id, month, from_on, to_on, at
  from calendar.move_event;
comment on view calendar.moved_day is 'Published: which day a notice moved, from and to.';
grant select on calendar.moved_day to huxin_app;

-- A limit that the program counted, in workdays from a day on: counted again when a notice comes.
alter table tasks.task
  add column limit_from date,
  add column limit_workdays integer,
  add constraint limit_is_counted_or_given check ((limit_from is null) = (limit_workdays is null) and (limit_workdays is null or due_on is not null));
comment on column tasks.task.limit_workdays is 'How many workdays after limit_from due_on is; null where somebody gave the day itself.';
grant update (limit_from, limit_workdays) on tasks.task to huxin_app;
create index task_counted on tasks.task (district, due_on, id) where limit_workdays is not null and state in ('open', 'answered', 'returned');
