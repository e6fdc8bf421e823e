-- Where: districts that are worked here, their towns and streets, and the figures that are local.
create schema places;
grant usage on schema places to huxin_app;

create table places.district (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  name text not null,
  demo boolean not null default false,
  opened_at timestamptz not null,
  constraint district_pk primary key (district)
);
comment on table places.district is 'The county-level authorities that work in this installation.';
alter table places.district enable row level security;
create policy in_scope on places.district using (district between current_setting('huxin.first') and current_setting('huxin.last'));
grant select, insert on places.district to huxin_app;

create table places.division (
  code text collate "C" not null constraint code_is_six_or_nine_digits check (code ~ '^([0-9]{6}|[0-9]{9})$'),
  name text not null,
  parent text collate "C",
  constraint division_pk primary key (code)
);
comment on table places.division is 'GB/T 2260 divisions and their towns and streets (nine digits); a reference table.';
create index division_parent on places.division (parent);
alter table places.division enable row level security;
create policy readable on places.division for select using (true);
create policy addable on places.division for insert with check (true);
grant select, insert on places.division to huxin_app;

create table places.parameter (
  id uuid not null,
  key text not null,
  place text collate "C" not null constraint place_is_six_digits check (place ~ '^[0-9]{6}$'),
  value jsonb not null,
  unit text not null,
  instrument text not null,
  article text not null,
  valid_from date not null,
  valid_to date,
  mark text not null constraint mark_is_known check (mark in ('read', 'read-2', 'memory', 'proposal', 'confirmed')),
  confirmed_by text,
  constraint parameter_pk primary key (id),
  constraint parameter_begins_once unique (key, place, valid_from)
);
comment on column places.parameter.place is 'Where it holds: a district, its city (xxxx00), its province (xx0000), or the nation (000000).';
comment on column places.parameter.mark is 'How sure the figure is; anything but read and confirmed is shown as 待确认.';
alter table places.parameter enable row level security;
create policy readable on places.parameter for select using (true);
create policy addable on places.parameter for insert with check (true);
grant select, insert on places.parameter to huxin_app;

create view places.parameter_row with (security_invoker = true) as
  select key, place, value, unit, instrument, article, valid_from, valid_to, mark, confirmed_by
  from places.parameter;
comment on view places.parameter_row is 'Published: local figures, whatever the day; which one holds is decided by the rules of places.';

create view places.town with (security_invoker = true) as
  select parent as district, code, name
  from places.division
  where length(code) = 9;
comment on view places.town is 'Published: towns and streets with the district they belong to.';
grant select on places.parameter_row, places.town to huxin_app;
