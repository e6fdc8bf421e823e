-- Invitations: a post offered to somebody who has no account yet, or not in this post.
create table people.invitation (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  role text not null constraint role_is_invited check (role in ('coordination-office', 'department', 'town', 'leader', 'labour-officer')),
  organisation text not null,
  invited_name text not null,
  town text collate "C",
  industries text[] not null default '{}',
  for_project uuid,
  place_name text not null,
  invited_by uuid not null,
  invited_by_name text not null,
  invited_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  account_name text,
  withdrawn_at timestamptz,
  constraint invitation_pk primary key (district, id),
  constraint town_invitation_names_its_town check ((role = 'town') = (town is not null)),
  constraint department_invitation_names_its_industries check ((role = 'department') = (cardinality(industries) > 0)),
  constraint firm_is_invited_to_one_project check ((role = 'labour-officer') = (for_project is not null)),
  constraint accepted_names_its_account check ((accepted_at is null) = (account_name is null)),
  constraint accepted_or_withdrawn check (accepted_at is null or withdrawn_at is null)
);
comment on table people.invitation is 'The link itself is kept nowhere: it is computed from the id with a key of the installation.';
comment on column people.invitation.place_name is 'What the invited person is told: the town''s or the project''s name as it was.';
create index invitation_order on people.invitation (district, invited_at desc, id desc);

alter table people.invitation enable row level security;
create policy in_scope on people.invitation using (
  district between current_setting('huxin.first') and current_setting('huxin.last')
  and (current_setting('huxin.projects') = '*' or invited_by = current_setting('huxin.account')::uuid));
grant select, insert on people.invitation to huxin_app;
grant update (expires_at, accepted_at, account_name, withdrawn_at) on people.invitation to huxin_app;

-- Posts as the desk lists them.
create index post_district on people.post (district, id);
create view people.post_face with (security_invoker = true) as
  select p.district, p.id, p.account_id, a.name as account_name, a.display_name, o.name as organisation, p.role, p.town, p.industries, p.project_ids, p.begins_on, p.ends_on, a.closed_at
  from people.post p join people.account a on a.id = p.account_id join people.organisation o on o.id = p.organisation_id;
grant select on people.post_face to huxin_app;
comment on view people.post_face is 'Every post with its account and unit; dates say whether it runs.';
