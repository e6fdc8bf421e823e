-- Backups that were taken, and the generations of keys that values are sealed with.
create table platform.backup (
  id text collate "C" not null,
  folder text not null,
  begun_at timestamptz not null,
  finished_at timestamptz,
  rows bigint,
  error text,
  constraint backup_pk primary key (id),
  constraint backup_is_whole_or_not check ((finished_at is null) = (rows is null))
);
comment on table platform.backup is 'Of the whole installation. A backup does not know of itself: it is taken before it is finished.';
comment on column platform.backup.finished_at is 'Null: under way, or it failed.';
comment on column platform.backup.error is 'What kind of error; never its text.';
create index backup_begun on platform.backup (begun_at);

create table platform.key_generation (
  number integer not null,
  name text collate "C" not null constraint name_is_eight_hex_signs check (name ~ '^[0-9a-f]{8}$'),
  suite text not null constraint suite_is_known check (suite in ('aes', 'gm')),
  secret_name text collate "C" not null,
  seed bytea,
  state text not null constraint state_is_known check (state in ('coming', 'in-use', 'earlier', 'spent')),
  begun_at timestamptz not null,
  in_use_at timestamptz,
  spent_at timestamptz,
  constraint key_generation_pk primary key (number),
  constraint key_generation_name unique (name)
);
comment on table platform.key_generation is 'Every sealed value names the generation that it is sealed with. One is in use; while keys are rotated a coming one is prepared, then the earlier one is read until nothing of it is left.';
comment on column platform.key_generation.secret_name is 'Of the installation''s secret that the seed is sealed with; the secret is never in the database.';
comment on column platform.key_generation.seed is 'What its keys are derived from, sealed; null: the secret itself (the first generation until the secret is changed).';
create unique index key_generation_in_use on platform.key_generation (state) where state in ('coming', 'in-use');

-- Filled beside while keys are rotated, and taken over in one go: there is one blind index of a value at any time.
create table platform.personal_value_coming (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  id uuid not null,
  blind_index bytea not null,
  ciphertext bytea not null,
  constraint personal_value_coming_pk primary key (district, id),
  constraint personal_value_coming_of_value foreign key (district, id) references platform.personal_value (district, id)
);
comment on table platform.personal_value_coming is 'Personal values sealed with the coming generation of keys; empty but while keys are rotated.';

alter table platform.backup enable row level security;
alter table platform.key_generation enable row level security;
alter table platform.personal_value_coming enable row level security;
create policy readable on platform.backup for select using (true);
create policy readable on platform.key_generation for select using (true);
create policy in_scope on platform.personal_value_coming using (district between current_setting('huxin.first') and current_setting('huxin.last'));
-- A process that has not heard of the change yet must not put in a value whose index nobody would find.
create policy sealed_with_the_key_in_use on platform.personal_value as restrictive for insert
  with check (substring(ciphertext from 1 for 4) = coalesce(
    (select decode(name, 'hex') from platform.key_generation where state = 'in-use'), substring(ciphertext from 1 for 4)));
-- Written by the program as owner, when it is started, backs up or rotates keys.
grant select on platform.backup, platform.key_generation to huxin_app;
