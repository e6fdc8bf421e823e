-- Three administrators, each power for itself; the second factor; where somebody is signed in.
alter table people.post drop constraint role_is_known;
alter table people.post add constraint role_is_known check (role in ('coordination-office', 'department', 'town', 'leader', 'labour-officer', 'system-administrator', 'security-administrator', 'audit-administrator'));

-- An account is of one power for good, and every post of it is of that power: nobody holds two, whoever writes the row.
alter table people.account add column power text not null default 'business'
  constraint power_is_known check (power in ('business', 'system', 'security', 'audit'));
comment on column people.account.power is 'What its posts may be: of business, or of one of the three administrators.';
alter table people.post add column power text not null generated always as (case role
  when 'system-administrator' then 'system' when 'security-administrator' then 'security' when 'audit-administrator' then 'audit' else 'business' end) stored;
update people.account a set power = 'system'
  where exists (select from people.post p where p.account_id = a.id and p.power = 'system')
    and not exists (select from people.post p where p.account_id = a.id and p.power <> 'system');
-- Who administered and did business too keeps the business: an administrator is named anew, under an account of his own.
update people.post p set ends_on = p.begins_on - 1
  from people.account a where a.id = p.account_id and a.power <> p.power;
alter table people.account add constraint account_of_one_power unique (id, power);
create index post_power on people.post (account_id, power);
-- Not valid: such an ended post may stand from before; no new one can.
alter table people.post add constraint post_of_its_accounts_power foreign key (account_id, power) references people.account (id, power) not valid;

-- Who is known elsewhere (single sign-on) under which name.
alter table people.account add column outside_issuer text;
alter table people.account add column outside_subject text;
alter table people.account add constraint outside_is_whole check ((outside_issuer is null) = (outside_subject is null));
alter table people.account add constraint outside_is_one_account unique (outside_issuer, outside_subject);
comment on column people.account.outside_subject is 'The `sub` of the provider that outside_issuer names; bound by whoever was signed in as the account.';
grant update (outside_issuer, outside_subject) on people.account to huxin_app;

alter table people.session add column id uuid not null default gen_random_uuid();
alter table people.session add column proof text not null default 'password'
  constraint proof_is_known check (proof in ('password', 'code', 'recovery', 'outside'));
alter table people.session add column client text not null default '';
alter table people.session add column address text not null default '';
alter table people.session alter column id drop default;
create unique index session_id on people.session (district, id);
comment on column people.session.proof is 'What it was begun with: a password alone, with a one-time or a recovery code, or a provider elsewhere.';
comment on column people.session.client is 'Browser and system in a few words, for its own account to know it by.';
grant update (proof) on people.session to huxin_app;

create table people.second_factor (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  account_id uuid not null,
  secret bytea not null,
  begun_at timestamptz not null,
  confirmed_at timestamptz,
  last_step bigint not null,
  constraint second_factor_pk primary key (district, account_id)
);
comment on table people.second_factor is 'The one-time code (TOTP, RFC 6238) of an account, in its home district.';
comment on column people.second_factor.secret is 'Sealed with a key of the installation.';
comment on column people.second_factor.confirmed_at is 'When a first code proved it; before that it asks nobody for anything.';
comment on column people.second_factor.last_step is 'The last step (30 s) whose code was taken: no code is taken twice.';

create table people.recovery_code (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  account_id uuid not null,
  code_hash bytea not null,
  made_at timestamptz not null,
  used_at timestamptz,
  constraint recovery_code_pk primary key (district, account_id, code_hash)
);
comment on table people.recovery_code is 'What signs in once where the one-time code is lost; SHA-256 of 80 random bits.';

alter table people.second_factor enable row level security;
alter table people.recovery_code enable row level security;
create policy in_scope on people.second_factor using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on people.recovery_code using (district between current_setting('huxin.first') and current_setting('huxin.last'));
grant select, insert, update, delete on people.second_factor, people.recovery_code to huxin_app;
