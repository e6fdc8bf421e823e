-- What every module stands on: facts said and heard, counters, stored replies, audit, sweeps, personal values.
create schema if not exists platform;
grant usage on schema platform to huxin_app;

-- A fact that was said in a committed transaction. Numbered after the commit, by one taker, because
-- transactions commit out of order: a position over a value given at insert loses rows.
create table platform.announcement (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  topic text not null,
  subject text not null,
  body jsonb not null,
  at timestamptz not null,
  number bigint,
  constraint announcement_pk primary key (district, id)
);
comment on column platform.announcement.number is 'Given by the taker after the commit, without gaps in a district; what listeners'' positions run over.';
create index announcement_unnumbered on platform.announcement (district, id) where number is null;
create unique index announcement_numbered on platform.announcement (district, number) where number is not null;

create table platform.announcement_taker (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  last_number bigint not null default 0,
  constraint announcement_taker_pk primary key (district)
);
comment on table platform.announcement_taker is 'The last number given in a district; its row lock is what makes the taker one.';

create table platform.listener_position (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  listener text not null,
  number bigint not null default 0,
  constraint listener_position_pk primary key (district, listener)
);
comment on column platform.listener_position.number is 'Everything up to this number was heard, or was set aside in announcement_fault.';

-- What a listener could not do. The subject waits behind it, everything else goes on.
create table platform.announcement_fault (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  listener text not null,
  number bigint not null,
  subject text not null,
  attempts integer not null,
  error text not null,
  first_at timestamptz not null,
  next_at timestamptz,
  constraint announcement_fault_pk primary key (district, listener, number)
);
comment on column platform.announcement_fault.next_at is 'When it is tried again; null: set aside until somebody retries it, or it only waits for an earlier one of its subject.';
create index announcement_fault_subject on platform.announcement_fault (district, listener, subject, number);

create table platform.counter (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  name text not null,
  key text not null,
  slot smallint not null constraint slot_is_one_of_16 check (slot between 0 and 15),
  value bigint not null,
  constraint counter_pk primary key (district, name, key, slot)
);
comment on table platform.counter is 'A figure kept as it changes, in 16 slots so that no two writers wait for each other; its value is their sum.';

create table platform.idempotent_reply (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  account_id uuid not null,
  key text not null,
  endpoint text not null,
  request_hash text not null,
  reply jsonb,
  at timestamptz not null,
  constraint idempotent_reply_pk primary key (district, account_id, key)
);
comment on column platform.idempotent_reply.reply is 'Written in the transaction of the work itself: there is a reply exactly when the work stands.';

-- Who did what. Written by act(), unsealed; sealed behind it later.
create table platform.audit_entry (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  at timestamptz not null,
  actor_id uuid not null,
  actor_name text not null,
  action text not null,
  subject text not null,
  outcome text not null constraint outcome_is_known check (outcome in ('done', 'refused')),
  detail jsonb,
  request_id text,
  seal_no bigint,
  seal bytea,
  constraint audit_entry_pk primary key (district, id)
);
comment on column platform.audit_entry.detail is 'Counts and codes; never personal data.';
comment on column platform.audit_entry.seal_no is 'Its place in the district''s hash chain; null until sealed.';
create index audit_entry_subject on platform.audit_entry (district, subject, id);

create table platform.sweep (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  name text not null,
  begun_at timestamptz not null,
  finished_at timestamptz,
  error text,
  constraint sweep_pk primary key (district, name)
);
comment on table platform.sweep is 'When a sweep last ran in a district: what the watchdog looks at.';

-- An ID, card or phone number: encrypted once per distinct value; lines refer to it.
create table platform.personal_value (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  kind text not null constraint kind_is_known check (kind in ('id-number', 'card', 'phone')),
  blind_index bytea not null,
  ciphertext bytea not null,
  masked text not null,
  constraint personal_value_pk primary key (district, id),
  constraint personal_value_is_kept_once unique (district, kind, blind_index)
);
comment on column platform.personal_value.blind_index is 'HMAC-SHA-256 of kind and value, cut to 16 bytes: equality without the value.';
comment on column platform.personal_value.ciphertext is 'Name of the key, nonce, AES-256-GCM ciphertext and tag.';

alter table platform.announcement enable row level security;
alter table platform.announcement_taker enable row level security;
alter table platform.listener_position enable row level security;
alter table platform.announcement_fault enable row level security;
alter table platform.counter enable row level security;
alter table platform.idempotent_reply enable row level security;
alter table platform.audit_entry enable row level security;
alter table platform.sweep enable row level security;
alter table platform.personal_value enable row level security;
create policy in_scope on platform.announcement using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on platform.announcement_taker using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on platform.listener_position using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on platform.announcement_fault using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on platform.counter using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on platform.idempotent_reply using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on platform.audit_entry using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on platform.sweep using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on platform.personal_value using (district between current_setting('huxin.first') and current_setting('huxin.last'));

grant select, insert on platform.announcement to huxin_app;
grant update (number) on platform.announcement to huxin_app;
grant select, insert, update on platform.announcement_taker, platform.listener_position, platform.counter, platform.sweep to huxin_app;
grant select, insert, update, delete on platform.announcement_fault to huxin_app;
grant select, insert on platform.idempotent_reply to huxin_app;
grant update (reply) on platform.idempotent_reply to huxin_app;
grant select, insert on platform.audit_entry to huxin_app;
grant select, insert on platform.personal_value to huxin_app;

-- A transaction that brought many rows tells the planner so: another connection cannot see them yet,
-- and the application's role owns no table. Many is a fifth of what the planner knows of; where a table
-- has only just begun to fill, plans made for an empty one loop over every pair of rows.
create function platform.analyze_grown(target regclass, added bigint) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
begin
  if added > 200 and added * 5 > (select greatest(reltuples, 0) from pg_class where oid = target) then
    execute format('analyze %s', target);
  end if;
end $$;
revoke all on function platform.analyze_grown(regclass, bigint) from public;
grant execute on function platform.analyze_grown(regclass, bigint) to huxin_app;
