-- Who holds which post, unfolded by place, so that work and messages find whom they are addressed to.
create view people.post_holder with (security_invoker = true) as
  select p.district, p.role, u.place, p.account_id, a.display_name, o.name as organisation, p.begins_on, p.ends_on
  from people.post p
  join people.account a on a.id = p.account_id and a.closed_at is null
  join people.organisation o on o.id = p.organisation_id
  cross join lateral unnest(case p.role
    when 'town' then array[coalesce(p.town, '')]
    when 'department' then p.industries
    when 'labour-officer' then p.project_ids::text[]
    else array['']
  end) as u (place);
comment on view people.post_holder is 'Published: who holds which post of open accounts; a row a town, an industry or a project, place '''' for roles that are one in a district. Whether it runs today is the reader''s to ask.';
grant select on people.post_holder to huxin_app;

-- What is told to a post, and who has read it.
create schema notices;
grant usage on schema notices to huxin_app;

create table notices.notice (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  to_role text collate "C" not null,
  to_place text collate "C" not null,
  about_kind text collate "C" not null,
  about_id text collate "C" not null,
  project_id uuid,
  code text collate "C" not null,
  detail jsonb not null,
  acknowledge_by date,
  acknowledged_at timestamptz,
  sent_by_name text not null,
  sent_on date not null,
  sent_at timestamptz not null,
  lateness_noted boolean not null default false,
  constraint notice_pk primary key (district, id)
);
comment on column notices.notice.to_place is 'A town, an industry or a project of the post; '''' for roles that are one in a district.';
comment on column notices.notice.code is 'Of its sentence, whose words the sending module has; detail holds its values.';
comment on column notices.notice.acknowledged_at is 'By the first account of the post; who it was is in its receipt.';
comment on column notices.notice.lateness_noted is 'Whether it was announced that its day passed without anybody''s acknowledging.';
create index notice_to on notices.notice (district, to_role, to_place, id desc);
create index notice_recent on notices.notice (district, id desc);
create index notice_about on notices.notice (district, about_kind, about_id, id);
create index notice_project on notices.notice (district, project_id, id) where project_id is not null;
create index notice_to_acknowledge on notices.notice (district, acknowledge_by, id) where acknowledge_by is not null and acknowledged_at is null and not lateness_noted;

create table notices.receipt (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  notice_id uuid not null,
  account_id uuid not null,
  account_name text not null,
  organisation text not null,
  read_at timestamptz not null,
  acknowledged_at timestamptz,
  constraint receipt_pk primary key (district, notice_id, account_id),
  constraint receipt_of_notice foreign key (district, notice_id) references notices.notice (district, id)
);
comment on table notices.receipt is 'That an account of the post read the notice, and whether it acknowledged it.';
create index receipt_notice on notices.receipt (district, notice_id);

alter table notices.notice enable row level security;
alter table notices.receipt enable row level security;
create policy in_scope on notices.notice using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on notices.receipt using (district between current_setting('huxin.first') and current_setting('huxin.last'));
-- Whoever sees the project, and whom it is addressed to. Anybody may send: that is the modules' to decide.
create policy own_projects on notices.notice as restrictive for select using (
  current_setting('huxin.projects') = '*'
  or project_id::text = any (string_to_array(current_setting('huxin.projects'), ','))
  or (to_role, to_place) in (
    select h.role, h.place from people.post_holder h
    where h.account_id = current_setting('huxin.account')::uuid
      and h.district between current_setting('huxin.first') and current_setting('huxin.last')));
create policy own_notices on notices.receipt as restrictive using (
  exists (select from notices.notice n where n.district = receipt.district and n.id = receipt.notice_id));
grant select, insert on notices.notice, notices.receipt to huxin_app;
grant update (acknowledged_at, lateness_noted) on notices.notice to huxin_app;
grant update (acknowledged_at) on notices.receipt to huxin_app;
