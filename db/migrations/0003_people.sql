-- Who: organisations, accounts, posts, sessions.
create schema people;
grant usage on schema people to huxin_app;

create table people.organisation (
  id uuid not null,
  name text not null,
  kind text not null constraint kind_is_known check (kind in ('department', 'town', 'enterprise', 'bank')),
  constraint organisation_pk primary key (id),
  constraint organisation_name_is_kept_once unique (name)
);

create table people.account (
  id uuid not null,
  name text collate "C" not null,
  display_name text not null,
  password_hash text not null,
  home_district text collate "C" not null constraint home_district_is_six_digits check (home_district ~ '^[0-9]{6}$'),
  created_at timestamptz not null,
  closed_at timestamptz,
  constraint account_pk primary key (id),
  constraint account_name_is_kept_once unique (name)
);
comment on column people.account.password_hash is 'argon2id, with its parameters.';

create table people.post (
  id uuid not null,
  account_id uuid not null constraint post_of_account references people.account (id),
  organisation_id uuid not null constraint post_in_organisation references people.organisation (id),
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  role text not null constraint role_is_known check (role in ('coordination-office', 'town', 'labour-officer', 'system-administrator')),
  town text collate "C",
  project_ids uuid[] not null default '{}',
  begins_on date not null,
  ends_on date,
  constraint post_pk primary key (id),
  constraint town_post_names_its_town check ((role = 'town') = (town is not null))
);
comment on column people.post.project_ids is 'A firm''s post sees these projects and no other.';
create index post_account on people.post (account_id);
create index post_organisation on people.post (organisation_id);

alter table people.organisation enable row level security;
alter table people.account enable row level security;
alter table people.post enable row level security;
create policy everybody on people.organisation using (true);
create policy everybody on people.account using (true);
create policy everybody on people.post using (true);
grant select, insert on people.organisation, people.account, people.post to huxin_app;
grant update (password_hash, closed_at) on people.account to huxin_app;
grant update (ends_on) on people.post to huxin_app;

create table people.session (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  token_hash bytea not null,
  account_id uuid not null,
  began_at timestamptz not null,
  seen_at timestamptz not null,
  ended_at timestamptz,
  constraint session_pk primary key (district, token_hash)
);
comment on table people.session is 'Signed-in browsers, in the account''s home district; the token itself is only in the cookie.';
create index session_account on people.session (district, account_id);

create table people.sign_in_failure (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  account_name text collate "C" not null,
  at timestamptz not null,
  constraint sign_in_failure_pk primary key (district, id)
);
comment on column people.sign_in_failure.district is 'The account''s home district; 000000 where nobody has that name.';
create index sign_in_failure_name on people.sign_in_failure (district, account_name, at);
create index sign_in_failure_age on people.sign_in_failure (district, at);

alter table people.session enable row level security;
alter table people.sign_in_failure enable row level security;
create policy in_scope on people.session using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on people.sign_in_failure using (district between current_setting('huxin.first') and current_setting('huxin.last'));
grant select, insert on people.session to huxin_app;
grant update (seen_at, ended_at) on people.session to huxin_app;
grant select, insert, delete on people.sign_in_failure to huxin_app;
