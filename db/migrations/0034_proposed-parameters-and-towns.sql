-- A local figure is proposed by one and approved by another; towns are added, renamed and merged from a day.
alter table places.parameter add column approved_by text;
comment on column places.parameter.confirmed_by is 'Who read it in its instrument.';
comment on column places.parameter.approved_by is 'The second person: null for what the program ships and for what was entered before two were asked for.';

create or replace view places.parameter_row with (security_invoker = true) as
  select key, place, value, unit, instrument, article, valid_from, valid_to, mark, confirmed_by, approved_by
  from places.parameter;

-- Kept whatever became of it; what was approved is a row of places.parameter besides.
create table places.parameter_proposal (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  key text not null,
  value jsonb not null,
  unit text not null,
  instrument text not null,
  article text not null,
  valid_from date not null,
  valid_to date,
  proposed_by uuid not null,
  proposed_by_name text not null,
  proposed_at timestamptz not null,
  state text not null constraint state_is_known check (state in ('proposed', 'approved', 'rejected', 'withdrawn')),
  decided_by uuid,
  decided_by_name text,
  decided_at timestamptz,
  why text not null default '',
  constraint parameter_proposal_pk primary key (district, id),
  constraint decided_is_whole check ((state = 'proposed') = (decided_at is null) and (decided_at is null) = (decided_by is null) and (decided_by is null) = (decided_by_name is null)),
  constraint approved_by_another check (state not in ('approved', 'rejected') or decided_by <> proposed_by)
);
comment on column places.parameter_proposal.why is 'What whoever decided says of it; a rejection always says something.';
create index parameter_proposal_order on places.parameter_proposal (district, key, proposed_at desc);
create index parameter_proposal_waiting on places.parameter_proposal (district, proposed_at) where state = 'proposed';

create table places.parameter_day (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  heard_until date not null,
  constraint parameter_day_pk primary key (district)
);
comment on table places.parameter_day is 'The last day of which it was announced which parameters begin or cease to hold on it.';

-- A town keeps its code for good. Its name is today's; where it was merged, into_town is where it is today.
alter table places.division add column into_town text collate "C" constraint merged_into_a_division references places.division (code);
create index division_merged on places.division (into_town) where into_town is not null;
comment on column places.division.into_town is 'The town that it was merged into, always one that stands; null while it stands itself.';
create policy changeable on places.division for update
  using (parent between current_setting('huxin.first') and current_setting('huxin.last'));
grant update (name, into_town) on places.division to huxin_app;

create or replace view places.town with (security_invoker = true) as
  select parent as district, code, name, into_town
  from places.division
  where length(code) = 9;
comment on view places.town is 'Published: towns and streets with the district they belong to, merged ones too (into_town).';

create table places.town_change (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  town text collate "C" not null,
  kind text not null constraint kind_is_known check (kind in ('added', 'renamed', 'merged')),
  name text not null,
  name_before text not null,
  into_town text collate "C",
  takes_effect_on date not null,
  instrument text not null,
  entered_by uuid not null,
  entered_by_name text not null,
  entered_at timestamptz not null,
  done_at timestamptz,
  withdrawn_at timestamptz,
  constraint town_change_pk primary key (district, id),
  constraint town_is_a_division foreign key (town) references places.division (code),
  constraint into_is_a_division foreign key (into_town) references places.division (code),
  constraint merged_names_the_other check ((kind = 'merged') = (into_town is not null)),
  constraint done_or_withdrawn check (done_at is null or withdrawn_at is null)
);
comment on table places.town_change is 'What became of towns, with its day; one that is still to come waits (done_at) until then.';
comment on column places.town_change.name is 'Its name from that day; of a merger its own, unchanged.';
comment on column places.town_change.name_before is 'Its name until then; empty where it was added.';
create index town_change_order on places.town_change (district, takes_effect_on);
create index town_change_town on places.town_change (town);
create index town_change_into on places.town_change (into_town);

alter table places.parameter_proposal enable row level security;
alter table places.parameter_day enable row level security;
alter table places.town_change enable row level security;
create policy in_scope on places.parameter_proposal using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on places.parameter_day using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on places.town_change using (district between current_setting('huxin.first') and current_setting('huxin.last'));
grant select, insert on places.parameter_proposal, places.parameter_day, places.town_change to huxin_app;
grant update (state, decided_by, decided_by_name, decided_at, why) on places.parameter_proposal to huxin_app;
grant update (heard_until) on places.parameter_day to huxin_app;
grant update (done_at, withdrawn_at) on places.town_change to huxin_app;
