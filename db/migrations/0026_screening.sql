-- Who goes out and looks at which site, what was found there, and who has not gone.
create schema screening;
grant usage on schema screening to huxin_app;

create table screening.round (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  title text not null,
  begins_on date not null,
  ends_on date not null,
  state text not null constraint state_is_known check (state in ('draft', 'open', 'closed')),
  owner_way text not null constraint owner_way_is_known check (owner_way in ('town', 'department')),
  zero_rhythm text not null constraint zero_rhythm_is_known check (zero_rhythm in ('round', 'weekly', 'daily')),
  towns text[] not null,
  industries text[] not null,
  owner_kinds text[] not null,
  states text[] not null,
  made_by_name text not null,
  made_on date not null,
  opened_on date,
  closed_on date,
  overdue_noted boolean not null default false,
  changed_at timestamptz not null,
  version integer not null default 1,
  constraint round_pk primary key (district, id),
  constraint round_ends_after_it_begins check (ends_on >= begins_on)
);
comment on table screening.round is 'A period in which the projects of a list are looked at: the sum of its events.';
comment on column screening.round.towns is 'The filter by which its list is made, with industries, owner_kinds and states; empty: all.';
comment on column screening.round.overdue_noted is 'Whether the coordination office was told what was not screened by the last day.';
create index round_recent on screening.round (district, id desc);
create index round_overdue on screening.round (district, ends_on, id) where state = 'open' and not overdue_noted;

create table screening.round_event (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  round_id uuid not null,
  kind text not null constraint kind_is_known check (kind in ('made', 'changed', 'opened', 'project-added', 'project-removed', 'urged', 'overdue', 'closed')),
  detail jsonb not null,
  actor_id uuid not null,
  actor_name text not null,
  at timestamptz not null,
  constraint round_event_pk primary key (district, id),
  constraint round_event_of_round foreign key (district, round_id) references screening.round (district, id)
);
comment on column screening.round_event.detail is 'Of a project its code, and why it came or left; of the others how many.';
create index round_event_round on screening.round_event (district, round_id, id);

create table screening.item (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  round_id uuid not null,
  project_id uuid not null,
  owner_role text collate "C" not null,
  owner_place text collate "C" not null,
  state text not null constraint state_is_known check (state in ('waiting', 'screened', 'could-not')),
  screened_on date,
  report_id uuid,
  reports integer not null default 0,
  found boolean not null default false,
  unpaid_people integer not null default 0,
  unpaid_fen bigint not null default 0,
  added_on date not null,
  removed_on date,
  constraint item_pk primary key (district, id),
  constraint item_of_round foreign key (district, round_id) references screening.round (district, id),
  constraint item_of_project foreign key (district, project_id) references registry.project (district, id),
  constraint what_counts_is_said check ((state = 'waiting') = (report_id is null))
);
comment on table screening.item is 'One project of a round. What it says of reports is the sum of screening.report.';
comment on column screening.item.owner_place is 'A town or an industry of the owner''s post; '''' for the coordination office.';
comment on column screening.item.report_id is 'The report that counts; null while none does.';
comment on column screening.item.reports is 'How many phones have reported, those after the closing too.';
comment on column screening.item.removed_on is 'When it was taken off the list; null: it is on it.';
create unique index item_of_project_once on screening.item (district, round_id, project_id);
create index item_owner on screening.item (district, round_id, owner_role, owner_place, state);
create index item_project on screening.item (district, project_id, id);

create table screening.report (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  round_id uuid not null,
  item_id uuid not null,
  project_id uuid not null,
  outcome text not null constraint outcome_is_known check (outcome in ('screened', 'could-not')),
  "day" date not null,
  reason text,
  headcount integer,
  boards text constraint boards_is_known check (boards in ('yes', 'incomplete', 'no')),
  paid_until text collate "C",
  spoke_to text not null,
  findings text[] not null,
  words text not null,
  unpaid_people integer,
  unpaid_fen bigint,
  after_close boolean not null,
  submitted_by uuid not null,
  submitted_by_name text not null,
  organisation text not null,
  submitted_at timestamptz not null,
  constraint report_pk primary key (district, id),
  constraint report_of_item foreign key (district, item_id) references screening.item (district, id),
  constraint report_of_round foreign key (district, round_id) references screening.round (district, id)
);
comment on table screening.report is 'What one phone says of one project of a round: added, never changed.';
comment on column screening.report.id is 'Made by the phone, so that the same report sent twice is one.';
comment on column screening.report.after_close is 'It came after the round was closed: kept, and in no figure.';
create index report_item on screening.report (district, item_id, id);
create index report_round on screening.report (district, round_id, "day");
create index report_project on screening.report (district, project_id, "day");

create table screening.photo (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  item_id uuid not null,
  report_id uuid,
  hash text collate "C" not null,
  media text not null constraint media_is_known check (media in ('jpeg', 'png')),
  bytes bigint not null,
  taken_on date,
  latitude_hundredths integer,
  longitude_hundredths integer,
  uploaded_by uuid not null,
  uploaded_at timestamptz not null,
  constraint photo_pk primary key (district, id),
  constraint photo_of_item foreign key (district, item_id) references screening.item (district, id),
  constraint photo_of_report foreign key (district, report_id) references screening.report (district, id),
  constraint photo_is_file foreign key (district, hash) references files.file (district, hash)
);
comment on column screening.photo.id is 'Made by the phone, so that the same photo sent twice is one.';
comment on column screening.photo.report_id is 'The report that names it; null while it was only uploaded.';
comment on column screening.photo.latitude_hundredths is 'Rounded to a hundredth of a degree, about a kilometre; null: the photo did not say.';
create index photo_item on screening.photo (district, item_id, id);
create index photo_report on screening.photo (district, report_id);
create index photo_hash on screening.photo (district, hash);

create table screening.found_project (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  round_id uuid not null,
  name text not null,
  place text not null,
  firm text,
  words text not null,
  owner_role text collate "C" not null,
  owner_place text collate "C" not null,
  found_on date not null,
  submitted_by uuid not null,
  submitted_by_name text not null,
  submitted_at timestamptz not null,
  became text not null constraint became_is_known check (became in ('waiting', 'joined', 'made', 'asked', 'refused')),
  project_id uuid,
  record_id uuid,
  constraint found_project_pk primary key (district, id),
  constraint found_project_of_round foreign key (district, round_id) references screening.round (district, id)
);
comment on table screening.found_project is 'A site in the field that was on no list.';
comment on column screening.found_project.id is 'Made by the phone, so that the same sent twice is one.';
comment on column screening.found_project.became is 'What the registry made of it: a known project, a new one, or a join question.';
create index found_project_round on screening.found_project (district, round_id, id);

create table screening.zero_report (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  round_id uuid not null,
  owner_role text collate "C" not null,
  owner_place text collate "C" not null,
  period_from date not null,
  period_to date not null,
  words text not null,
  said_by uuid not null,
  said_by_name text not null,
  at timestamptz not null,
  constraint zero_report_pk primary key (district, round_id, owner_role, owner_place, period_from),
  constraint zero_report_of_round foreign key (district, round_id) references screening.round (district, id)
);
comment on table screening.zero_report is 'That an owner found nothing in a period of the round, or in all of it.';
create index zero_report_round on screening.zero_report (district, round_id);

alter table screening.round enable row level security;
alter table screening.round_event enable row level security;
alter table screening.item enable row level security;
alter table screening.report enable row level security;
alter table screening.photo enable row level security;
alter table screening.found_project enable row level security;
alter table screening.zero_report enable row level security;
create policy in_scope on screening.round using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on screening.round_event using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on screening.item using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on screening.report using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on screening.photo using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on screening.found_project using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on screening.zero_report using (district between current_setting('huxin.first') and current_setting('huxin.last'));
-- Rounds are the business of offices, not of firms.
create policy of_offices on screening.round as restrictive using (
  current_setting('huxin.projects') = '*' or exists (
    select from people.post_holder h
    where h.account_id = current_setting('huxin.account')::uuid and h.role in ('town', 'department')
      and h.district between current_setting('huxin.first') and current_setting('huxin.last')));
-- Whoever sees the project, and whoever holds the owner's post.
create policy own_projects on screening.item as restrictive using (
  current_setting('huxin.projects') = '*'
  or project_id::text = any (string_to_array(current_setting('huxin.projects'), ','))
  or (owner_role, owner_place) in (
    select h.role, h.place from people.post_holder h
    where h.account_id = current_setting('huxin.account')::uuid
      and h.district between current_setting('huxin.first') and current_setting('huxin.last')));
create policy own_projects on screening.report as restrictive using (
  current_setting('huxin.projects') = '*'
  or exists (select from screening.item i where i.district = report.district and i.id = report.item_id));
create policy own_items on screening.photo as restrictive using (
  exists (select from screening.item i where i.district = photo.district and i.id = photo.item_id));
-- Until it is known whose it is, it is its finder's; what project it became is the registry's to show.
create policy own_projects on screening.found_project as restrictive using (
  current_setting('huxin.projects') = '*'
  or project_id::text = any (string_to_array(current_setting('huxin.projects'), ','))
  or (owner_role, owner_place) in (
    select h.role, h.place from people.post_holder h
    where h.account_id = current_setting('huxin.account')::uuid
      and h.district between current_setting('huxin.first') and current_setting('huxin.last')));
-- Events name projects.
create policy of_offices on screening.round_event as restrictive using (
  exists (select from screening.round r where r.district = round_event.district and r.id = round_event.round_id));
create policy own_posts on screening.zero_report as restrictive using (
  current_setting('huxin.projects') = '*'
  or (owner_role, owner_place) in (
    select h.role, h.place from people.post_holder h
    where h.account_id = current_setting('huxin.account')::uuid
      and h.district between current_setting('huxin.first') and current_setting('huxin.last')));
grant select, insert on screening.round, screening.round_event, screening.item, screening.report, screening.photo, screening.found_project, screening.zero_report to huxin_app;
grant update (title, begins_on, ends_on, state, owner_way, zero_rhythm, towns, industries, owner_kinds, states, opened_on, closed_on, overdue_noted, changed_at, version) on screening.round to huxin_app;
grant update (owner_role, owner_place, state, screened_on, report_id, reports, found, unpaid_people, unpaid_fen, added_on, removed_on) on screening.item to huxin_app;
-- The list of a draft is made anew with its filter.
grant delete on screening.item to huxin_app;
grant update (report_id) on screening.photo to huxin_app;
grant update (became, project_id, record_id) on screening.found_project to huxin_app;

create view screening.last_screening with (security_invoker = true) as
  select distinct on (r.district, r.project_id) r.district, r.project_id, r."day" as screened_on, r.round_id, r.item_id,
    r.findings, r.boards, r.headcount, r.unpaid_people, r.unpaid_fen
  from screening.report r
  where r.outcome = 'screened'
  order by r.district, r.project_id, r."day" desc, r.submitted_at desc, r.id desc;
comment on view screening.last_screening is 'Published: of each project the last day it was screened, and what was found.';
grant select on screening.last_screening to huxin_app;
