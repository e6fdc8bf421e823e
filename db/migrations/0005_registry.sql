-- Which projects and which firms.
create schema registry;
grant usage on schema registry to huxin_app;

create table registry.enterprise (
  id uuid not null,
  name text not null,
  name_key text collate "C" not null,
  credit_code text collate "C",
  credit_code_finding text,
  constraint enterprise_pk primary key (id)
);
comment on table registry.enterprise is 'Firms, owners and banks; the same in every district, so a reference table.';
comment on column registry.enterprise.name_key is 'The name without spaces, full-width signs and brackets'' kind: what two spellings are compared by.';
comment on column registry.enterprise.credit_code_finding is 'Why the code cannot be right, where an authority gave it all the same.';
create unique index enterprise_credit_code on registry.enterprise (credit_code) where credit_code is not null;
create unique index enterprise_name_without_code on registry.enterprise (name_key) where credit_code is null;
create index enterprise_name on registry.enterprise (name_key);
alter table registry.enterprise enable row level security;
create policy everybody on registry.enterprise using (true);
grant select, insert on registry.enterprise to huxin_app;
grant update (credit_code, credit_code_finding) on registry.enterprise to huxin_app;

create table registry.project (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  code text collate "C" not null,
  name text not null,
  name_key text collate "C" not null,
  town text collate "C",
  owner_kind text not null,
  state text not null,
  permit_number text,
  platform_number text,
  pay_day smallint constraint pay_day_is_a_day_of_month check (pay_day between 1 and 31),
  begun_on date,
  created_at timestamptz not null,
  version integer not null default 1,
  constraint project_pk primary key (district, id),
  constraint project_code_is_kept_once unique (district, code),
  constraint owner_kind_is_known check (owner_kind in ('government-central', 'government-provincial', 'government-city', 'government-district', 'soe-central', 'soe-provincial', 'soe-city', 'soe-district', 'ppp', 'private', 'self-built', 'unknown')),
  constraint state_is_known check (state in ('not-begun', 'building', 'stopped', 'finished-unpaid', 'finished'))
);
comment on column registry.project.code is 'Its platform or permit number, else P and six digits: what people call it by.';
comment on column registry.project.pay_day is 'Day of the following month on which wages are paid; null: the parameter pay-date-default.';
create index project_name on registry.project (district, name_key);
create index project_town on registry.project (district, town, id);
alter table registry.project enable row level security;
create policy in_scope on registry.project using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy own_projects on registry.project as restrictive using (current_setting('huxin.projects') = '*' or id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
grant select, insert on registry.project to huxin_app;
grant update (name, name_key, town, owner_kind, state, permit_number, platform_number, pay_day, begun_on, version) on registry.project to huxin_app;

create table registry.participant (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  project_id uuid not null,
  enterprise_id uuid not null,
  role text not null,
  entered_on date,
  left_on date,
  manager_name text,
  import_id uuid,
  constraint participant_pk primary key (district, project_id, enterprise_id, role),
  constraint participant_of_project foreign key (district, project_id) references registry.project (district, id),
  constraint participant_is_enterprise foreign key (enterprise_id) references registry.enterprise (id),
  constraint role_is_known check (role in ('investor', 'owner', 'agent', 'general-contractor', 'subcontractor', 'labour-company', 'supplier', 'supervisor', 'surveyor', 'designer', 'bank', 'other'))
);
comment on column registry.participant.import_id is 'The import that first named it; null: entered on a page.';
create index participant_enterprise on registry.participant (enterprise_id);
alter table registry.participant enable row level security;
create policy in_scope on registry.participant using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy own_projects on registry.participant as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
grant select, insert on registry.participant to huxin_app;
grant update (entered_on, left_on, manager_name) on registry.participant to huxin_app;

-- The last of a district's own codes (P and six digits) that was given.
create table registry.own_code (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  last_number integer not null,
  constraint own_code_pk primary key (district)
);
comment on table registry.own_code is 'Its row lock makes that two projects created at once get two codes.';
alter table registry.own_code enable row level security;
create policy in_scope on registry.own_code using (district between current_setting('huxin.first') and current_setting('huxin.last'));
grant select, insert, update on registry.own_code to huxin_app;

-- What happened to a project, in order; registry.project is its sum.
create table registry.project_event (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  project_id uuid not null,
  kind text not null,
  detail jsonb not null,
  actor_id uuid not null,
  actor_name text not null,
  at timestamptz not null,
  constraint project_event_pk primary key (district, id),
  constraint project_event_of_project foreign key (district, project_id) references registry.project (district, id)
);
create index project_event_project on registry.project_event (district, project_id, id);
alter table registry.project_event enable row level security;
create policy in_scope on registry.project_event using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy own_projects on registry.project_event as restrictive using (current_setting('huxin.projects') = '*' or project_id::text = any (string_to_array(current_setting('huxin.projects'), ',')));
grant select, insert on registry.project_event to huxin_app;

-- What later modules may read.
create view registry.project_face with (security_invoker = true) as
  select district, id, code, name, name_key, town, owner_kind, state, permit_number, platform_number, pay_day, begun_on, created_at
  from registry.project;
comment on view registry.project_face is 'Published: projects.';

create view registry.project_party with (security_invoker = true) as
  select p.district, p.project_id, p.role, p.enterprise_id, e.name, e.name_key, e.credit_code, e.credit_code_finding, p.entered_on, p.left_on, p.manager_name
  from registry.participant p join registry.enterprise e on e.id = p.enterprise_id;
comment on view registry.project_party is 'Published: who takes part in what, with the firm''s name.';

create view registry.project_history with (security_invoker = true) as
  select district, id, project_id, kind, detail, actor_name, at from registry.project_event;
comment on view registry.project_history is 'Published: what happened to a project.';

create view registry.enterprise_face with (security_invoker = true) as
  select id, name, name_key, credit_code, credit_code_finding from registry.enterprise;
comment on view registry.enterprise_face is 'Published: firms.';
grant select on registry.project_face, registry.project_party, registry.project_history, registry.enterprise_face to huxin_app;
