-- What was received: files by content, encrypted, in pieces. One thing to back up, the same rights, works on Citus.
create schema files;
grant usage on schema files to huxin_app;

create table files.file (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  hash text collate "C" not null,
  bytes bigint not null,
  received_at timestamptz not null,
  constraint file_pk primary key (district, hash)
);
comment on column files.file.hash is 'SHA-256 of the content, in hex: the same content is kept once.';

create table files.chunk (
  district text collate "C" not null constraint district_is_six_digits check (district ~ '^[0-9]{6}$'),
  hash text collate "C" not null,
  no integer not null,
  content bytea not null,
  constraint chunk_pk primary key (district, hash, no),
  constraint chunk_of_file foreign key (district, hash) references files.file (district, hash)
);
comment on column files.chunk.content is 'Up to 256 KiB of the file, encrypted (AES-256-GCM, bound to hash and number).';
-- Ciphertext does not compress; do not let the database try.
alter table files.chunk alter column content set storage external;

alter table files.file enable row level security;
alter table files.chunk enable row level security;
create policy in_scope on files.file using (district between current_setting('huxin.first') and current_setting('huxin.last'));
create policy in_scope on files.chunk using (district between current_setting('huxin.first') and current_setting('huxin.last'));
grant select, insert on files.file, files.chunk to huxin_app;
