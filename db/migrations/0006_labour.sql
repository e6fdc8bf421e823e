-- Who works on a project and when: real-name roster, entry and exit, contracts, attendance.
-- Lines of sheets are append-only, keyed by (import_id, sheet, row). They carry no foreign keys: they are
-- resolved set-based in the statement that writes them, and a check a row would double the cost of a large file.
create schema labour;
grant usage on schema labour to huxin_app;

create table labour.worker (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  name text not null,
  id_value uuid,
  id_finding text,
  import_id uuid not null,
  constraint worker_pk primary key (district, id),
  constraint worker_id_number foreign key (district, id_value) references platform.personal_value (district, id)
);
comment on column labour.worker.import_id is 'The import that first named him.';
comment on table labour.worker is 'A person in the district, by citizen ID; without one, by card or by name, firm and team on a project.';
comment on column labour.worker.id_finding is 'Why the number cannot be right; such a worker is barred from payment until it is mended.';
create unique index worker_id_value on labour.worker (district, id_value) where id_value is not null;
create index worker_without_number on labour.worker (district, name) where id_value is null;

create table labour.team (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  project_id uuid not null,
  enterprise_id uuid,
  name text not null,
  leader_name text,
  entered_on date,
  left_on date,
  import_id uuid not null,
  constraint team_pk primary key (district, id),
  constraint team_is_kept_once unique nulls not distinct (district, project_id, enterprise_id, name)
);

-- A worker on a project: the sum of what imports said of him there, its roster line, entries, exits and contracts.
create table labour.engagement (
  district text collate "C" not null constraint district_is_six_digits check (length(district) = 6 and translate(district, '0123456789', '') = ''),
  project_id uuid not null,
  worker_id uuid not null,
  enterprise_id uuid,
  team_id uuid,
  trade text,
  team_leader boolean not null default false,
  on_roster boolean not null,
  card_value uuid,
  phone_value uuid,
  entered_on date,
  left_on date,
  rate_unit text constraint rate_unit_is_known check (rate_unit in ('day', 'hour', 'month')),
  rate_fen bigint,
  constraint engagement_pk primary key (district, project_id, worker_id),
  constraint engagement_of_worker foreign key (district, worker_id) references labour.worker (district, id)
);
comment on column labour.engagement.rate_fen is 'Agreed pay for one rate_unit, from the contract in force last.';
create index engagement_worker on labour.engagement (district, worker_id);
create index engagement_card on labour.engagement (district, project_id, card_value) where card_value is not null;

-- An import spoke of a worker on a project, and what it said of him there. An engagement is the sum of what stands.
create table labour.mention (
  district text collate "C" not null constraint district_is_six_digits check (length(district) = 6 and translate(district, '0123456789', '') = ''),
  import_id uuid not null,
  person_no integer not null,
  project_id uuid not null,
  worker_id uuid not null,
  matched_by text not null constraint matched_by_is_known check (matched_by in ('id', 'card', 'name', 'new')),
  enterprise_id uuid,
  team_id uuid,
  trade text,
  team_leader boolean,
  card_value uuid,
  phone_value uuid,
  withdrawn boolean not null default false,
  constraint mention_pk primary key (district, import_id, person_no)
);
comment on column labour.mention.person_no is 'Its number among the distinct people and places of the file.';
comment on column labour.mention.matched_by is 'How the import''s person was known for the worker; `new`: for nobody yet.';
create index mention_of_worker on labour.mention (district, project_id, worker_id) where not withdrawn;

create table labour.roster_line (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  import_id uuid not null,
  sheet smallint not null,
  row integer not null,
  project_id uuid not null,
  worker_id uuid not null,
  enterprise_id uuid,
  team_id uuid,
  trade text,
  team_leader boolean not null,
  card_value uuid,
  phone_value uuid,
  entered_on date,
  superseded_by uuid,
  constraint roster_line_pk primary key (district, import_id, sheet, row)
);
create unique index roster_line_current on labour.roster_line (district, project_id, worker_id) where superseded_by is null;
create index roster_line_superseded on labour.roster_line (district, superseded_by) where superseded_by is not null;

create table labour.entry_exit (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  import_id uuid not null,
  sheet smallint not null,
  row integer not null,
  project_id uuid not null,
  worker_id uuid not null,
  kind text not null constraint kind_is_known check (kind in ('entry', 'exit')),
  happened_on date not null,
  superseded_by uuid,
  constraint entry_exit_pk primary key (district, import_id, sheet, row)
);
create unique index entry_exit_current on labour.entry_exit (district, project_id, worker_id, happened_on, kind) where superseded_by is null;
create index entry_exit_superseded on labour.entry_exit (district, superseded_by) where superseded_by is not null;

create table labour.contract_line (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  import_id uuid not null,
  sheet smallint not null,
  row integer not null,
  project_id uuid not null,
  worker_id uuid not null,
  term text,
  valid_from date,
  valid_to date,
  rate_unit text constraint rate_unit_is_known check (rate_unit in ('day', 'hour', 'month')),
  rate_fen bigint,
  superseded_by uuid,
  constraint contract_line_pk primary key (district, import_id, sheet, row)
);
create unique index contract_line_current on labour.contract_line (district, project_id, worker_id, valid_from) nulls not distinct where superseded_by is null;
create index contract_line_superseded on labour.contract_line (district, superseded_by) where superseded_by is not null;

create table labour.attendance_month (
  district text collate "C" not null constraint district_is_six_digits check (length(district) = 6 and translate(district, '0123456789', '') = ''),
  import_id uuid not null,
  sheet smallint not null,
  row integer not null,
  project_id uuid not null,
  worker_id uuid not null,
  team_id uuid,
  month text collate "C" not null constraint month_is_a_month check (length(month) = 7 and month between '1900-01' and '2999-12'),
  present bit(31),
  minutes smallint[],
  overtime_minutes smallint[],
  days_present smallint not null,
  minutes_total integer,
  workdays_hundredths integer,
  superseded_by uuid,
  constraint attendance_month_pk primary key (district, import_id, sheet, row)
);
comment on table labour.attendance_month is 'One row a worker-month. Days present and 工日 are two figures: 38 工日 in a month of 31 days is real.';
comment on column labour.attendance_month.present is 'Bit 1 is the first day of the month; null where the sheet gives totals only.';
comment on column labour.attendance_month.workdays_hundredths is '工日 in hundredths, as stated; null where not stated.';
comment on column labour.attendance_month.superseded_by is 'Null: it stands. The import whose line took its place (its own where a later row of the same file did), or whose equal line stands already; the zero uuid where it was taken back.';
create unique index attendance_month_current on labour.attendance_month (district, project_id, month, worker_id, team_id) nulls not distinct where superseded_by is null;
create index attendance_month_behind on labour.attendance_month (district, project_id, month, worker_id) where superseded_by is not null;
create index attendance_month_superseded on labour.attendance_month (district, superseded_by) where superseded_by is not null;

-- What later modules may read.
create view labour.worker_face with (security_invoker = true) as
  select w.district, w.id, w.name, w.id_value, w.id_finding, v.masked as id_masked
  from labour.worker w
  left join platform.personal_value v on v.district = w.district and v.id = w.id_value;
comment on view labour.worker_face is 'Published: workers; of a number only its masked text.';

create view labour.team_face with (security_invoker = true) as
  select district, id, project_id, enterprise_id, name from labour.team;
comment on view labour.team_face is 'Published: teams.';

create view labour.engagement_face with (security_invoker = true) as
  select district, project_id, worker_id, enterprise_id, team_id, trade, team_leader, on_roster, entered_on, left_on, rate_unit, rate_fen
  from labour.engagement;
comment on view labour.engagement_face is 'Published: who works on which project, and at what agreed rate.';

create view labour.attendance_line with (security_invoker = true) as
  select district, import_id, sheet, row, project_id, worker_id, team_id, month, present, days_present, minutes_total, workdays_hundredths, superseded_by
  from labour.attendance_month;
comment on view labour.attendance_line is 'Published: attendance months, those that stand (superseded_by is null) and those that did.';

create view labour.contract_face with (security_invoker = true) as
  select district, import_id, project_id, worker_id from labour.contract_line;
comment on view labour.contract_face is 'Published: whose contracts an import brought.';

-- A file of one firm may name a worker who so far is known on another firm's project only. Whether somebody has this number
-- must be answered all the same, or one person would become two: this says the worker's id and nothing else.
create function labour.worker_of_number(of_district text, numbers uuid[]) returns table (id_value uuid, worker_id uuid)
  language sql stable security definer set search_path = pg_catalog as $$
  select w.id_value, w.id from unnest(numbers) as n (id_value)
  join labour.worker w on w.district = of_district and w.id_value = n.id_value
  where of_district between current_setting('huxin.first') and current_setting('huxin.last')
$$;
revoke all on function labour.worker_of_number(text, uuid[]) from public;
grant execute on function labour.worker_of_number(text, uuid[]) to huxin_app;

alter table labour.worker enable row level security;
alter table labour.team enable row level security;
alter table labour.engagement enable row level security;
alter table labour.mention enable row level security;
alter table labour.roster_line enable row level security;
alter table labour.entry_exit enable row level security;
alter table labour.contract_line enable row level security;
alter table labour.attendance_month enable row level security;
create policy in_scope on labour.worker using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on labour.team using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on labour.engagement using (district between current_setting('huxin.first') and current_setting('huxin.last'))
  with check (district between (select current_setting('huxin.first')) and (select current_setting('huxin.last')));
create policy in_scope on labour.mention using (district between current_setting('huxin.first') and current_setting('huxin.last'))
  with check (district between (select current_setting('huxin.first')) and (select current_setting('huxin.last')));
create policy in_scope on labour.roster_line using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on labour.entry_exit using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on labour.contract_line using (district between current_setting('huxin.first') and current_setting('huxin.last'));
-- Rows that are written are checked by settings read once a statement (a fifth of the cost of a large file otherwise);
-- rows that are read by plain expressions, which the planner can reckon with.
create policy in_scope on labour.attendance_month using (district between current_setting('huxin.first') and current_setting('huxin.last'))
  with check (district between (select current_setting('huxin.first')) and (select current_setting('huxin.last')));
create policy own_projects on labour.team as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
create policy own_projects on labour.engagement as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')))
  with check ((select current_setting('huxin.projects')) = '*' or project_id::text = any (string_to_array((select current_setting('huxin.projects')), ',')));
create policy own_projects on labour.mention as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')))
  with check ((select current_setting('huxin.projects')) = '*' or project_id::text = any (string_to_array((select current_setting('huxin.projects')), ',')));
create policy own_projects on labour.roster_line as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
create policy own_projects on labour.entry_exit as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
create policy own_projects on labour.contract_line as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
create policy own_projects on labour.attendance_month as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')))
  with check ((select current_setting('huxin.projects')) = '*' or project_id::text = any (string_to_array((select current_setting('huxin.projects')), ',')));
-- A worker is seen by a firm or a town through his engagements there, and only there.
create policy own_projects on labour.worker as restrictive for select using (current_setting('huxin.projects') = '*' or exists (select from labour.engagement e where e.district = worker.district and e.worker_id = worker.id));

grant select, insert on labour.worker, labour.team to huxin_app;
grant update (name, id_value, id_finding) on labour.worker to huxin_app;
grant update (enterprise_id, leader_name, entered_on, left_on) on labour.team to huxin_app;
-- An engagement is a fold, kept as the ledger is: gone when nothing speaks for it any more.
grant select, insert, update, delete on labour.engagement to huxin_app;
grant select, insert on labour.mention to huxin_app;
grant update (withdrawn) on labour.mention to huxin_app;
grant select, insert on labour.roster_line, labour.entry_exit, labour.contract_line, labour.attendance_month to huxin_app;
grant update (superseded_by) on labour.roster_line, labour.entry_exit, labour.contract_line, labour.attendance_month to huxin_app;
grant select on labour.worker_face, labour.team_face, labour.engagement_face, labour.attendance_line, labour.contract_face to huxin_app;
