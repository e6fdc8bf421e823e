-- All projects, from all who know of one: what each source says of a project, and how that was joined.
create table registry.project_source (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  record_id uuid not null,
  source text not null,
  identity text collate "C" not null,
  project_id uuid,
  own_number text,
  name text not null,
  name_key text collate "C" not null,
  place text,
  town text collate "C",
  industry text not null default 'unknown',
  owner_kind text,
  state text,
  owner_firm text,
  owner_credit_code text,
  contractor_firm text,
  contractor_credit_code text,
  permit_number text,
  contract_sum_fen bigint,
  begun_on date,
  finish_on date,
  said_on date not null,
  import_id uuid,
  sheet integer,
  "row" integer,
  joined_by text,
  agrees text[] not null default '{}',
  candidates uuid[] not null default '{}',
  kept_apart uuid[] not null default '{}',
  came_with uuid,
  superseded_by uuid,
  constraint project_source_pk primary key (district, id),
  constraint source_of_project foreign key (district, project_id) references registry.project (district, id),
  constraint source_is_known check (source in ('construction-permit', 'transport', 'water', 'land', 'development-reform', 'tender', 'tax', 'real-name-platform', 'town-screening', 'complaint', 'by-hand')),
  constraint joined_by_is_known check (joined_by in ('made', 'rule', 'officer')),
  constraint who_joined_is_said_of_what_is_joined check ((project_id is null) = (joined_by is null)),
  constraint line_of_an_import_has_its_row check ((import_id is null) = (sheet is null) and (sheet is null) = ("row" is null))
);
comment on table registry.project_source is 'What one source says of one project: a line of a list, or what was stated on a page. Lines are added; a newer line of the same record takes the place of the older.';
comment on column registry.project_source.record_id is 'What the source knows as one project: all its lines, whichever list they came with, are of one record.';
comment on column registry.project_source.identity is 'By what the source knows it: its own number, else the permit''s, else the name.';
comment on column registry.project_source.project_id is 'The project that it was joined to; null: it waits, and while it stands that is an open join question.';
comment on column registry.project_source.said_on is 'The source''s own day: as the list states it, else the day it came.';
comment on column registry.project_source.agrees is 'What agreed when it was joined.';
comment on column registry.project_source.candidates is 'Projects that it may be, likeliest first, when nobody could tell.';
comment on column registry.project_source.kept_apart is 'Projects that an officer has said it is not.';
comment on column registry.project_source.came_with is 'The project given up with which it came here; null: it was joined itself.';
comment on column registry.project_source.superseded_by is 'Null: it stands. The import whose line took its place, or whose equal line stands already; the zero uuid where it was taken back.';
create unique index project_source_standing on registry.project_source (district, source, identity) where superseded_by is null;
create index project_source_record on registry.project_source (district, record_id);
create index project_source_project on registry.project_source (district, project_id);
create index project_source_waiting on registry.project_source (district, id) where project_id is null and superseded_by is null;
create index project_source_import on registry.project_source (district, import_id) where import_id is not null;
create index project_source_superseded on registry.project_source (district, superseded_by) where superseded_by is not null;
alter table registry.project_source enable row level security;
create policy in_scope on registry.project_source using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy own_projects on registry.project_source as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
grant select, insert on registry.project_source to huxin_app;
grant update (project_id, joined_by, agrees, candidates, kept_apart, came_with, superseded_by) on registry.project_source to huxin_app;

alter table registry.project_event add column record_id uuid;
alter table registry.project_event add column reason text;
comment on column registry.project_event.record_id is 'The source record that it is about, or the project that was given up: its fields leave with it.';
comment on column registry.project_event.reason is 'Why, in the words of whoever decided.';

alter table registry.project add column joined_into uuid;
comment on column registry.project.joined_into is 'The project that this one was found to be; it is withdrawn while this is set.';
create index project_joined_into on registry.project (district, joined_into) where joined_into is not null;
grant update (joined_into) on registry.project to huxin_app;

-- Projects that were entered on a page have that for a source; of older lists nobody knows whose they were.
insert into registry.project_source (district, id, record_id, source, identity, project_id, own_number, name, name_key, town, industry,
    owner_kind, state, permit_number, begun_on, said_on, joined_by)
  select p.district, p.id, p.id, 'by-hand', 'page ' || p.id, p.id,
    coalesce(p.platform_number, case when p.code !~ '^P[0-9]{6}$' and p.permit_number is null then p.code end), p.name, p.name_key, p.town, p.industry,
    p.owner_kind, p.state, p.permit_number, p.begun_on, (e.at at time zone 'Asia/Shanghai')::date, 'made'
  from registry.project p join registry.project_event e on e.district = p.district and e.project_id = p.id
  where e.kind = 'created' and e.import_id is null;

create or replace view registry.project_history with (security_invoker = true) as
  select district, id, project_id, kind, detail, actor_name, at, record_id, reason from registry.project_event;

create view registry.project_source_face with (security_invoker = true) as
  select district, id, record_id, source, project_id, own_number, name, place, town, industry, owner_kind, state, owner_firm, owner_credit_code,
    contractor_firm, contractor_credit_code, permit_number, contract_sum_fen, begun_on, finish_on, said_on, import_id, sheet, "row", joined_by
  from registry.project_source where superseded_by is null;
comment on view registry.project_source_face is 'Published: what each source says of each project now; without a project it waits to be joined.';
grant select on registry.project_source_face to huxin_app;
