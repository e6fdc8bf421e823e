-- Attendance machines know people by numbers of their own. Whose number it is is said once; the punches themselves are
-- kept as they came, so that it does not matter whether a number is tied before its log comes or after.
create table labour.device_user (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  project_id uuid not null,
  device text not null,
  user_no text not null,
  user_name text,
  worker_id uuid,
  tied_by uuid not null,
  tied_by_name text not null,
  tied_at timestamptz not null,
  constraint device_user_pk primary key (district, id),
  constraint device_user_of_worker foreign key (district, worker_id) references labour.worker (district, id)
);
comment on table labour.device_user is 'Whose number a user of a machine is. Rows are added; the newest of a project, machine and number holds.';
comment on column labour.device_user.device is 'The machine whose numbering it is; empty where a platform numbers people, or where nothing says it.';
comment on column labour.device_user.user_name is 'The name that the log had for the number when it was tied.';
comment on column labour.device_user.worker_id is 'Null: it was untied.';
create index device_user_number on labour.device_user (district, project_id, device, user_no, id);
create index device_user_worker on labour.device_user (district, worker_id) where worker_id is not null;

create table labour.device_month (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  import_id uuid not null,
  sheet smallint not null,
  row integer not null,
  project_id uuid not null,
  device text not null,
  user_no text not null,
  user_name text,
  month text collate "C" not null constraint month_is_a_month check (length(month) = 7 and month between '1900-01' and '2999-12'),
  punches integer[] not null,
  withdrawn boolean not null default false,
  constraint device_month_pk primary key (district, import_id, sheet, row)
);
comment on table labour.device_month is 'The punches of a machine''s user in a month, as one log has them. Logs overlap and add: what counts is the union of all that stand.';
comment on column labour.device_month.punches is 'Minutes since the month began × 4, and 0 no direction, 1 in, 2 out; in order, each once.';
comment on column labour.device_month.row is 'The first row of the log that speaks of this user in this month.';
create index device_month_user on labour.device_month (district, project_id, device, user_no, month) where not withdrawn;

-- A fold, kept as the ledger is: what the machines of a project say of a worker's month, from all punches that stand.
create table labour.device_attendance (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  project_id uuid not null,
  month text collate "C" not null constraint month_is_a_month check (length(month) = 7 and month between '1900-01' and '2999-12'),
  worker_id uuid not null,
  team_id uuid,
  present bit(31) not null,
  minutes smallint[] not null,
  days_present smallint not null,
  minutes_total integer not null,
  import_id uuid not null,
  sheet smallint not null,
  row integer not null,
  changed_by uuid not null,
  standing boolean not null,
  constraint device_attendance_pk primary key (district, project_id, month, worker_id),
  constraint device_attendance_of_worker foreign key (district, worker_id) references labour.worker (district, id)
);
comment on table labour.device_attendance is 'A worker-month by the punches of every machine of its project; it counts where no sheet states that worker-month.';
comment on column labour.device_attendance.import_id is 'The newest log with punches of it; sheet and row are its first row there.';
comment on column labour.device_attendance.changed_by is 'The import, or the tying of numbers, that changed it last: what the ledger is told.';
comment on column labour.device_attendance.standing is 'False: no punch stands any more.';
create index device_attendance_worker on labour.device_attendance (district, worker_id);
create index device_attendance_import on labour.device_attendance (district, import_id);
create index device_attendance_changed on labour.device_attendance (district, changed_by);

create view labour.device_user_face with (security_invoker = true) as
  select district, project_id, device, user_no, user_name, worker_id, tied_by_name, tied_at
  from (
    select distinct on (district, project_id, device, user_no) *
    from labour.device_user order by district, project_id, device, user_no, id desc
  ) newest
  where worker_id is not null;
comment on view labour.device_user_face is 'Published: whose numbers the users of machines are, as it holds now.';

create view labour.device_attendance_face with (security_invoker = true) as
  select district, project_id, month, worker_id, changed_by from labour.device_attendance;
comment on view labour.device_attendance_face is 'Published: which worker-months an import of a log, or tying numbers, changed.';

-- What a sheet states of a worker-month goes before what machines recorded: people have looked at it. Both stay to be seen.
create or replace view labour.attendance_line with (security_invoker = true) as
  select district, import_id, sheet, row, project_id, worker_id, team_id, month, present, days_present, minutes_total, workdays_hundredths, superseded_by
  from labour.attendance_month
  union all
  select d.district, d.import_id, d.sheet, d.row, d.project_id, d.worker_id, d.team_id, d.month, d.present, d.days_present, d.minutes_total, null::integer,
    (select l.import_id from labour.attendance_month l
      where l.district = d.district and l.project_id = d.project_id and l.month = d.month and l.worker_id = d.worker_id and l.superseded_by is null limit 1)
  from labour.device_attendance d
  where d.standing;
comment on view labour.attendance_line is 'Published: attendance months, those that stand (superseded_by is null) and those that did; those of machines stand where no sheet states the worker-month.';

alter table exchange.source_file add column device_users jsonb;
comment on column exchange.source_file.device_users is 'Users of machines that its logs speak of: number, name, days. Null where it has no log.';

alter table labour.device_user enable row level security;
alter table labour.device_month enable row level security;
alter table labour.device_attendance enable row level security;
create policy in_scope on labour.device_user using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on labour.device_month using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on labour.device_attendance using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy own_projects on labour.device_user as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
create policy own_projects on labour.device_month as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
create policy own_projects on labour.device_attendance as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));

grant select, insert on labour.device_user, labour.device_month, labour.device_attendance to huxin_app;
grant update (withdrawn) on labour.device_month to huxin_app;
grant update (team_id, present, minutes, days_present, minutes_total, import_id, sheet, row, changed_by, standing) on labour.device_attendance to huxin_app;
grant select on labour.device_user_face, labour.device_attendance_face to huxin_app;
grant update (device_users) on exchange.source_file to huxin_app;
